"""What earlier rounds left behind: weak answers, stories used, facts stated."""

from dataclasses import dataclass

from prepsite.core.brief import Round
from prepsite.models.interview import AskedQuestion
from prepsite.writers.offline.prose import fitted, sentence
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.terms import kin_stems, stems

_MOST_THOUGHT = 75


@dataclass(frozen=True)
class WeakPoint:
    """An answer or a topic that went badly, with the round it came from."""

    topic: str
    round: Round
    asked: AskedQuestion | None = None

    @property
    def reference(self) -> str:
        """Return how prep cites the notes."""
        return f"notes:{self.round.id}"

    @property
    def about(self) -> str:
        """Return what was asked, without what was answered."""
        return f"{self.topic} {self.asked.text if self.asked else ''}"

    @property
    def words(self) -> str:
        """Return all that is known of it, for matching."""
        parts = (
            self.topic,
            self.asked.text if self.asked else "",
            (self.asked.my_answer or "") if self.asked else "",
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Stated:
    """A fact the candidate told them."""

    topic: str
    said: str
    reference: str
    round: Round


def weak_points(record: Record) -> tuple[WeakPoint, ...]:
    """Return weak answers and topics, latest round first, each topic once; later strong answers heal."""
    found: list[WeakPoint] = []
    healed: set[str] = set()
    for past in reversed(record.brief.earlier):
        if past.notes is None:
            continue
        for asked in past.notes.questions:
            topic = asked.topic or asked.text.rstrip(".?!")
            if asked.went_badly and not _known(topic, found) and topic.casefold() not in healed:
                found.append(WeakPoint(topic, past, asked))
        for topic in past.notes.weak_topics:
            if not _known(topic, found) and topic.casefold() not in healed:
                found.append(WeakPoint(topic, past))
        healed |= {
            asked.topic.casefold()
            for asked in past.notes.questions
            if asked.topic and not asked.went_badly and (asked.outcome or asked.confidence)
        }
    return tuple(found)


def _known(topic: str, points: list[WeakPoint]) -> bool:
    wanted = stems(topic)
    return any(
        point.topic.casefold() == topic.casefold() or (wanted and wanted == stems(point.topic))
        for point in points
    )


def used_stories(record: Record) -> frozenset[str]:
    """Return the ids of the projects told in earlier rounds."""
    return frozenset(
        project
        for past in record.brief.earlier
        if past.notes
        for asked in past.notes.questions
        for project in asked.used
    )


def stated(record: Record) -> tuple[Stated, ...]:
    """Return the facts stated in earlier rounds, in order."""
    return tuple(
        Stated(told.topic, told.said, f"notes:{past.id}", past)
        for past in record.brief.earlier
        if past.notes
        for told in past.notes.told_them
    )


def learned(record: Record) -> tuple[tuple[Stated, bool], ...]:
    """Return what earlier rounds taught about them, each with whether it speaks of this round; that first."""
    about = record.lexicon.pattern("rounds", record.round.interview.stage.value)
    names = [person.name.split()[-1].casefold() for person in record.round.interview.interviewers]
    found = [
        (
            Stated("", text, f"notes:{past.id}", past),
            bool(about.search(text)) or any(name in text.casefold() for name in names),
        )
        for past in reversed(record.brief.earlier)
        if past.notes
        for text in past.notes.learned
    ]
    return tuple(sorted(found, key=lambda pair: not pair[1]))


def open_ends(record: Record) -> tuple[Stated, ...]:
    """Return what earlier rounds left to be done, the latest round first; done ones left out."""
    done = record.lexicon.pattern("prose", "done")
    return tuple(
        Stated("", text, f"notes:{past.id}", past)
        for past in reversed(record.brief.earlier)
        if past.notes
        for text in past.notes.follow_ups
        if not done.search(text)
    )


def afterthought(point: WeakPoint) -> str:
    """Return what the candidate noted afterwards: a thing to do, and a piece of the reflection."""
    wanted = stems(point.topic) - kin_stems()
    notes = point.round.notes
    to_do = [text for text in (notes.follow_ups if notes else ()) if wanted & stems(text)]
    paragraphs = [" ".join(piece.split()) for piece in point.round.reflection.split("\n\n")]
    ranked = sorted(
        paragraphs, key=lambda text: (-len(wanted & stems(text)), -len(stems(point.about) & stems(text)))
    )
    thought = fitted([ranked[0]], _MOST_THOUGHT) if ranked and wanted & stems(ranked[0]) else ()
    return " ".join((*(sentence(text) for text in to_do[:1]), *thought))
