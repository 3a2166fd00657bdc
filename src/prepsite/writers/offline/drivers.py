"""The demands that screen a candidate out, and where the candidate stands on each."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from prepsite.core.posting import Demand, SectionKind
from prepsite.core.posting.reading import Sentence
from prepsite.models.preparation import PrimaryDriver
from prepsite.writers.offline.phrases import Phrases
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.record import Line, Match, Record, Story
from prepsite.writers.offline.tenure import tenure_of
from prepsite.writers.offline.terms import Term, stems, terms
from prepsite.writers.offline.voice import Voice

_CUES = (
    "years",
    "must",
    "depth",
    "leading",
    "owning",
    "soft",
    "tongues",
    "easily_ticked",
    "formal",
    "points_back",
)
_WEIGHTS: Mapping[str, float] = {
    "years": 0.2,
    "must": 0.8,
    "depth": 1.0,
    "leading": 0.8,
    "owning": 0.5,
    "soft": -1.5,
    "tongues": -2.0,
    "easily_ticked": -1.6,
    "formal": -3.5,
    "points_back": -1.5,
    "refers_back": 0.8,
}


@dataclass(frozen=True)
class Driver:
    """A chosen demand with what answers it.

    `topic` is its phrase for the middle of a sentence; `standing` is strong, partial or none;
    `missing` are words of the demand that the record doesn't have, `listed` those among the skills.
    """

    name: str
    topic: str
    is_gerund: bool
    demand: Demand | None
    quotes: tuple[str, ...]
    matches: tuple[Match, ...]
    nearest: Story | None
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    listed: tuple[str, ...]
    standing: str
    cues: Mapping[str, bool]

    @property
    def text(self) -> str:
        """Return the demand's words."""
        return self.demand.text if self.demand else self.name

    @property
    def is_backed(self) -> bool:
        """Tell whether the record answers it well."""
        return self.standing == "strong"


def drivers_of(record: Record, phrases: Phrases) -> tuple[Driver, ...]:
    """Return one to three drivers, the strongest first; one about the role where the posting has none."""
    scorer = _Scorer(record)
    ranked = sorted(record.posting.demands, key=lambda demand: (-scorer.score(demand), demand.index))
    chosen: list[Demand] = []
    for demand in ranked:
        if len(chosen) < 3 and all(not _overlap(demand, other) for other in chosen):
            chosen.append(demand)
    drivers = [_driver(record, phrases, scorer, demand) for demand in chosen]
    by_topic = {driver.topic.casefold(): driver for driver in reversed(drivers)}
    kept = tuple(driver for driver in drivers if by_topic[driver.topic.casefold()] is driver)
    return kept or (_role_driver(record, phrases),)


class _Scorer:
    """Weighs demands: place and wording, and whether the posting's other parts come back to their words."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.title = stems(f"{record.brief.application.role} {record.brief.job.title or ''}")
        self._spread: Counter[str] = Counter(self.title)
        for kind in SectionKind:
            if kind in {SectionKind.LEGAL, SectionKind.BENEFITS, SectionKind.PROCESS, SectionKind.PAY}:
                continue
            self._spread.update({stem for piece in record.posting.about(kind) for stem in stems(piece.text)})
        self._sizes = Counter(demand.heading for demand in record.posting.demands)
        places: Counter[str] = Counter()
        self._place: dict[int, int] = {}
        for demand in record.posting.demands:
            self._place[demand.index] = places[demand.heading]
            places[demand.heading] += 1

    def cues(self, demand: Demand) -> dict[str, bool]:
        """Return what the demand's wording says of it."""
        words = self.words(demand.text)
        cues = {cue: bool(self._record.lexicon.pattern("demands", cue).search(demand.text)) for cue in _CUES}
        return cues | {
            "named": any(term.is_name for term in words),
            "repeated": any(self._spread[term.stem] >= 3 for term in words),
            "titled": any(term.stem in self.title for term in words),
            "requirement": demand.kind is SectionKind.REQUIREMENTS,
        }

    def words(self, text: str) -> list[Term]:
        """Return the terms of a demand, the company's own name left out."""
        return [term for term in terms(text) if term.stem not in self._record.own_names]

    def score(self, demand: Demand) -> float:
        """Return how likely the demand decides; larger is likelier."""
        words = self.words(demand.text)
        score = 3.0 if demand.kind is SectionKind.REQUIREMENTS else 1.2
        score += sum(_WEIGHTS[cue] for cue, said in self.cues(demand).items() if said and cue in _WEIGHTS)
        spread = [min(3, self._spread[term.stem] - 1) * (1.5 if term.is_kin else 1.0) for term in words]
        score += min(2.4, 0.6 * sum(piece for piece in spread if piece > 0) / math.sqrt(max(1, len(words))))
        score += 0.25 * min(3, sum(term.is_name for term in words)) + 0.12 * min(8, len(words))
        size = self._sizes[demand.heading]
        score += 1.2 * (1 - self._place[demand.index] / max(1, size)) if size > 1 else 0.3
        long = len(demand.text.split()) > 30
        return score - (1.0 if long else 0.0) - (1.2 if len(words) < 2 else 0.0)


def _overlap(demand: Demand, other: Demand) -> bool:
    mine = {term.stem for term in terms(demand.text) if not term.is_kin}
    theirs = {term.stem for term in terms(other.text) if not term.is_kin}
    shared, fewest = len(mine & theirs), min(len(mine), len(theirs))
    return shared == fewest if shared < 2 else shared / fewest >= 0.5


def _driver(record: Record, phrases: Phrases, scorer: _Scorer, demand: Demand) -> Driver:
    refers = record.lexicon.pattern("demands", "refers_back")
    before = _sentence_before(record, demand) if refers.search(demand.text) else None
    text = f"{before.text} {demand.text}" if before else demand.text
    words = scorer.words(text)
    found = record.matches(text, minor=record.own_names)
    topic = _topic(record, phrases, demand, before)
    matches = tuple(match for match in found if _cover(match, words) >= 0.15 or _has_core(match))
    lines = record.lines_for(text)
    known = {stem for story in record.stories for stem in story.weights} | record.skills
    known |= {stem for line in record.lines for stem in stems(line.bullet.text)} | scorer.title
    best = max((_cover(match, words) for match in matches), default=0.0)
    strong = best >= 0.34 and bool(matches) and (_has_core(matches[0]) or len(matches[0].shared) >= 2)
    standing = "strong" if strong else "partial" if matches or lines else "none"
    listed = unique(term.surface for term in words if term.is_name and term.stem in record.skills)
    lacking = _lacking(words, known, topic)
    if before and any(term.is_name and term.stem in known for term in terms(before.text)):
        # One of those is enough: the others are no gap.
        lacking = [term for term in lacking if term.stem not in stems(before.text)]
    names = [term for term in lacking if term.is_name]
    return Driver(
        name=_name(record, demand, topic),
        topic=topic,
        is_gerund=phrases.kind(topic) == "gerund",
        demand=demand,
        quotes=(before.quote, demand.quote) if before else (demand.quote,),
        matches=tuple(sorted(matches, key=lambda match: -_proof(match, words)))[:4],
        nearest=(found[0].story if found else record.stories[0]) if record.stories else None,
        lines=lines[:2],
        missing=unique(_as_said(term) for term in (names if strong else names or lacking))[:4],
        listed=listed[:4],
        standing="partial" if standing == "none" and listed else standing,
        cues=scorer.cues(demand),
    )


def _topic(record: Record, phrases: Phrases, demand: Demand, before: Sentence | None) -> str:
    named = []
    if before:
        own = record.own_names
        named = [term.surface for term in terms(before.text) if term.is_name and term.stem not in own]
    either = f"{', '.join(named[:-1])} or {named[-1]}" if len(named) > 1 else "".join(named)
    return phrases.topic(demand.text, record.ordinary, either)


def _name(record: Record, demand: Demand, topic: str) -> str:
    years = record.lexicon.pattern("phrases", "years").search(demand.text)
    text = f"{years[0].strip()} of {topic}" if years and len(topic.split()) <= 8 else topic
    return text[:1].upper() + text[1:]


def _sentence_before(record: Record, demand: Demand) -> Sentence | None:
    pieces = record.posting.sentences
    place = next((index for index, piece in enumerate(pieces) if piece.quote == demand.quote), 0)
    before = pieces[place - 1] if place else None
    return before if before and before.quote and before.heading == demand.heading else None


def _lacking(words: Sequence[Term], known: Set[str], topic: str) -> list[Term]:
    """Return the names, kin and words of the topic that the record doesn't have, each said once."""
    kin = " ".join(term.surface.casefold() for term in words if term.is_kin)
    about = topic.casefold()
    return [
        term
        for term in words
        if term.stem not in known
        and (term.is_kin or term.surface.casefold() not in kin)
        and (term.is_kin or term.is_name or f" {term.surface.casefold()}" in about)
        and not term.surface.endswith("ly")
    ]


def _weight(term: Term) -> float:
    return 2.0 if term.is_kin else 1.5 if term.is_name else 1.0


def _cover(match: Match, words: Sequence[Term]) -> float:
    """Return which share of a demand's words a story answers."""
    whole = sum(_weight(term) for term in words)
    wanted = {term.stem for term in words}
    return sum(_weight(term) for term in match.shared if term.stem in wanted) / whole if whole else 0.0


def _proof(match: Match, words: Sequence[Term]) -> float:
    """Return how well a story proves a demand; a failure proves something else."""
    story = match.story
    return (
        _cover(match, words) * match.score * (0.3 if story.went_wrong else 1.0) * (1.0 if story.is_own else 0.9)
    )


def _as_said(term: Term) -> str:
    return term.surface if term.is_name else term.surface.casefold()


def _spoken(match: Match) -> tuple[str, ...]:
    """Return what a story speaks of; of a kin, the story's own word, and not the demand's."""
    words = match.story.words
    told = (_own_word(words.get(term.stem, "")) if term.is_kin else _as_said(term) for term in match.shared)
    return unique(word for word in told if word)[:3]


def _own_word(word: str) -> str:
    """Return a word as it stands inside a sentence, where it may have opened one."""
    return word.casefold() if word.istitle() else word


def _has_core(match: Match) -> bool:
    return any(term.is_name or term.is_kin for term in match.shared)


def _role_driver(record: Record, phrases: Phrases) -> Driver:
    role = record.brief.application.role
    quote = next(
        (piece.quote for piece in record.posting.sentences if piece.quote), record.brief.job.title or role
    )
    nearest = record.stories[0] if record.stories else None
    topic = phrases.topic(role) or role
    return Driver(
        role, topic, False, None, (quote,), record.matches(role)[:2], nearest, (), (), (),
        "partial" if nearest else "none",
        dict.fromkeys((*_CUES, "named", "repeated", "titled", "requirement"), False),
    )  # fmt: skip


def write_drivers(voice: Voice, record: Record, drivers: Sequence[Driver]) -> tuple[PrimaryDriver, ...]:
    """Return the drivers in words, each with the record behind it or the lack of it."""
    return tuple(_written(voice, record, driver, index) for index, driver in enumerate(drivers))


def _written(voice: Voice, record: Record, driver: Driver, index: int) -> PrimaryDriver:
    tenure = tenure_of(record) if driver.cues.get("years") else None
    best = driver.matches[0].story if driver.matches else None
    standing = voice.say(
        "driver_standing",
        n=index,
        driver=driver,
        tenure=tenure,
        spoken=_spoken(driver.matches[0]) if driver.matches else (),
        proof=record.proof(best, driver.text) if best else "",
        line=driver.lines[0] if driver.lines else None,
    )
    why = voice.vary(
        "driver_why", "driver_why", n=index, driver=driver, has_posting=bool(record.brief.posting.strip())
    )
    evidence = [match.story.reference for match in driver.matches[:2]]
    if driver.standing == "none" and driver.nearest and driver.demand:
        evidence.append(driver.nearest.reference)
    evidence += [driver.lines[0].reference] if driver.lines else []
    evidence += list(tenure.evidence) if tenure else []
    return PrimaryDriver(
        name=driver.name, why_it_screens=why, quotes=driver.quotes, standing=standing, evidence=unique(evidence)
    )
