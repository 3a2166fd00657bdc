"""The questions that a round makes likely, with answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prepsite.core.posting import sentences
from prepsite.models.interview import Interviewer
from prepsite.models.preparation import BackgroundNarrative, PredictedQuestion
from prepsite.models.vocabulary import QuestionKind, Stage
from prepsite.writers.offline.answers import Answer, Answers
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.repertoire import Repertoire, Slot, answer_key, chosen_slots
from prepsite.writers.offline.stories import Casting, StoryTeller
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

_MOST = 5
_MOST_AGAIN = 2
_TECHNICAL = {QuestionKind.TECHNICAL, QuestionKind.SYSTEM_DESIGN}


@dataclass(frozen=True)
class Told:
    """A predicted question with the story its answer tells, if it tells one."""

    item: PredictedQuestion
    slot: str
    story: Story | None = None
    weak: WeakPoint | None = None


class QuestionWriter:
    """Writes the questions of one round."""

    def __init__(
        self,
        voice: Voice,
        record: Record,
        drivers: tuple[Driver, ...],
        weak: tuple[WeakPoint, ...],
        narrative: BackgroundNarrative,
    ) -> None:
        self._voice, self._record, self._weak = voice, record, weak
        self.teller = StoryTeller(record, drivers)
        self.repertoire = Repertoire(voice, record, drivers, self.teller)
        self._answers = Answers(voice, record, self.repertoire, narrative)
        self._stage = record.round.interview.stage

    def predicted(self, slots: Sequence[Slot]) -> tuple[Told, ...]:
        """Return three to five questions: weak answers again, then the stage's likeliest."""
        names = {slot.name for slot in slots}
        again = [point for point in self._weak if self._is_asked_here(point, names)][:_MOST_AGAIN]
        covered = frozenset(filter(None, (answer_key(point) for point in again)))
        asked = {point.asked.text.casefold() for point in again if point.asked}
        open_slots = [slot for slot in slots if slot.question.casefold() not in asked]
        chosen = chosen_slots(open_slots, covered, _MOST - len(again))
        castings = [
            Casting(f"weak{index}", "", _only(story), 20.0)
            for index, point in enumerate(again)
            if (story := self._answers.story_for(point))
        ]
        castings += [
            self.repertoire.casting(slot.name) for slot in chosen if self.repertoire.wants_story(slot.name)
        ]
        cast = self.teller.cast(castings)
        told = [self._again(point, cast.get(f"weak{index}"), index) for index, point in enumerate(again)]
        for slot in chosen:
            told.append(self._asked(slot, cast.get(slot.name), len(told)))
        return _distinct(told)

    def _is_asked_here(self, point: WeakPoint, names: set[str]) -> bool:
        """Tell whether a weak point is a matter for this stage."""
        key = answer_key(point)
        if key:
            return key in names
        technical = bool(point.asked and point.asked.kind in _TECHNICAL)
        return not technical or is_technical(self._stage)

    def _again(self, point: WeakPoint, story: Story | None, index: int) -> Told:
        kind = (point.asked.kind if point.asked else None) or QuestionKind.TECHNICAL
        key = answer_key(point)
        question = self._voice.vary(
            "question",
            "question_again",
            topic=point.topic,
            asked=point.asked.text if point.asked else "",
            stage=self._stage.value,
            key=key,
        )
        answer = self._answers.own(key) if key else self._answers.again(point, story)
        return self._told(Slot(key or "weak", kind, question), question, answer, index, weak=point)

    def _asked(self, slot: Slot, story: Story | None, index: int) -> Told:
        question = self.repertoire.question(slot, story)
        self._voice.mark("question", question)
        return self._told(slot, question, self._answers.to(slot, story), index)

    def _told(
        self, slot: Slot, question: str, answer: Answer, index: int, weak: WeakPoint | None = None
    ) -> Told:
        driver = self.repertoire.driver(slot.name)
        person = self._interviewer(question, index)
        why = self._voice.vary(
            "why",
            "why",
            slot="weak" if weak else slot.name,
            stage=self._stage.value,
            interviewer=person,
            note=self._note_on(person, question),
            weak=weak,
            driver=driver,
            pay=self._record.brief.job.pay,
        )
        lines = self._voice.lines(
            "follow_ups", slot=slot.name, story=answer.story, decision=answer.decision, n=index
        )
        item = PredictedQuestion(
            question=question,
            kind=slot.kind,
            why_likely=why,
            basis=(weak.reference,)
            if weak
            else ("job",)
            if driver
            else (f"interview:{self._record.round.id}",),
            answer=answer.said,
            evidence=answer.evidence,
            follow_ups=self._voice.pick("follow_up", lines, 3),
        )
        return Told(item, slot.name, answer.story, weak)

    def _interviewer(self, question: str, index: int) -> Interviewer | None:
        """Return who is likeliest to ask: somebody whose notes touch the question, or the next in turn."""
        people = self._record.round.interview.interviewers
        if not people:
            return None
        touched = [person for person in people if self._note_on(person, question)]
        return touched[0] if touched else people[index % len(people)]

    def _note_on(self, person: Interviewer | None, question: str) -> str:
        wanted = {stem for stem in stems(question) if not stem.startswith("#")}
        pieces = sentences(person.notes) if person and person.notes else ()
        return next((piece for piece in pieces if wanted & stems(piece)), "")


def _only(kept: Story) -> Callable[[Story], bool]:
    return lambda story: story.id == kept.id


def _distinct(told: Sequence[Told]) -> tuple[Told, ...]:
    kept: dict[str, Told] = {}
    for entry in told:
        kept.setdefault(entry.item.question.casefold(), entry)
    return tuple(kept.values())


def is_technical(stage: Stage) -> bool:
    """Tell whether a stage goes into technical depth."""
    return stage in {
        Stage.TECHNICAL_SCREEN,
        Stage.SYSTEM_DESIGN,
        Stage.TAKE_HOME,
        Stage.PANEL,
        Stage.FINAL_LOOP,
    }
