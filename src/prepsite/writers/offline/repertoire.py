"""A stage's standard questions, each cast with the story, decision or figure it goes into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepsite.models.project import Decision, Metric
from prepsite.models.vocabulary import Focus, QuestionKind, Stage
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.stories import Casting, StoryTeller
from prepsite.writers.offline.terms import kin_stems, stems
from prepsite.writers.offline.voice import Voice

ANSWER_KEYS = ("pay", "notice", "why_leaving", "work_authorization", "gaps")
_KEY_WORDS = {
    "pay": "pay salary compensation money expectations",
    "notice": "notice start date availability",
    "why_leaving": "leaving leave quit resign",
    "work_authorization": "visa authorization permit sponsorship",
    "gaps": "gap gaps",
}
STORY_SLOTS = frozenset(
    (
        *("failure", "conflict", "leading", "ownership", "pressure", "learning", "cross_team", "impact"),
        *("quality", "scale", "migration", "design", "decision", "metric"),
    )
)


@dataclass(frozen=True)
class Slot:
    """A question of the stage: its place in the trade's repertoire, and its words if no story makes them."""

    name: str
    kind: QuestionKind
    question: str


class Repertoire:
    """The questions of one round, as the trade asks them."""

    def __init__(self, voice: Voice, record: Record, drivers: tuple[Driver, ...], teller: StoryTeller) -> None:
        self._voice, self._record, self._drivers, self.teller = voice, record, drivers, teller

    def slots(self) -> tuple[Slot, ...]:
        """Return the stage's standard questions, the likeliest first; the round's focus moves them up."""
        application, job = self._record.brief.application, self._record.brief.job
        asked = [driver for driver in self._drivers if driver.demand]
        rows = self._voice.rows(
            f"stages/{self._record.round.interview.stage.value}",
            3,
            driver=asked[0] if asked else None,
            driver2=asked[1] if len(asked) > 1 else None,
            company=application.company.rstrip(".?!"),
            location=(job.location or application.location or "").rstrip(".?!"),
        )
        stories = self._record.stories
        found = [
            Slot(name, QuestionKind(kind), question)
            for name, kind, question in rows
            if name not in {"decision", "metric", "design"}
            or any(self.casting(name).allowed(s) for s in stories)
        ]
        moved = {"driver1": 1, **self._moved_up()}
        places = {slot.name: place - 2.5 * moved.get(slot.name, 0) for place, slot in enumerate(found)}
        return tuple(sorted(found, key=lambda slot: places[slot.name]))

    def _moved_up(self) -> Mapping[str, int]:
        moved: dict[str, int] = {}
        for focus in self._record.round.interview.focus:
            for name in self._record.lexicon.words("focus", focus.value):
                moved[name] = moved.get(name, 0) + (2 if focus is Focus.COMPENSATION else 1)
        return moved

    def casting(self, name: str) -> Casting:
        """Return what a slot asks of a story."""
        if driver := self.driver(name):
            ids = {match.story.id for match in driver.matches}
            return Casting(name, driver.text, lambda story: story.id in ids, 6.0 if name == "driver1" else 3.0)
        if name == "decision":
            return Casting(name, self._wanted(), lambda story: self.decision(story) is not None)
        if name == "metric":
            return Casting(name, self._wanted(), lambda story: self.metric(story) is not None)
        if name == "design":
            return Casting(
                name, self._wanted(), lambda story: bool(story.project.decisions or story.project.tools)
            )
        return Casting(name)

    def _wanted(self) -> str:
        return " ".join(driver.text for driver in self._drivers)

    def wants_story(self, name: str) -> bool:
        """Tell whether a slot is answered by a story."""
        driver = self.driver(name)
        return name in STORY_SLOTS or (driver is not None and bool(driver.matches))

    def question(self, slot: Slot, story: Story | None) -> str:
        """Return the words of a question; those that go into a story name it."""
        if slot.name not in {"decision", "metric", "design"} or story is None:
            return slot.question
        return self._voice.vary(
            "question",
            f"question_{slot.name}",
            story=story,
            decision=self.decision(story),
            metric=self.metric(story),
        )

    def decision(self, story: Story) -> Decision | None:
        """Return a decision of the story that can be asked about; another one at the next stage."""
        phrases = self._voice.phrases
        decisions = story.project.decisions
        best = [d for d in decisions if phrases.is_phrase(d.choice) and phrases.askable(d.alternatives)]
        found = best or decisions
        turn = list(Stage).index(self._record.round.interview.stage)
        return found[turn % len(found)] if found else None

    def metric(self, story: Story) -> Metric | None:
        """Return the story's metric that has a value, one that says how it was measured first."""
        known = [metric for metric in story.project.metrics if metric.after or metric.before]
        return min(known, key=lambda m: (not m.how_measured, not (m.before and m.after)), default=None)

    def driver(self, slot: str) -> Driver | None:
        """Return the driver that a slot asks about, or None."""
        if not slot.startswith("driver"):
            return None
        place = int(slot.removeprefix("driver")) - 1
        asked = [driver for driver in self._drivers if driver.demand]
        return asked[place] if place < len(asked) else None


def answer_key(point: WeakPoint) -> str:
    """Return the key of the profile's answer that a weak point is about, or an empty text."""
    wanted = stems(point.topic) - kin_stems()
    return next((key for key, words in _KEY_WORDS.items() if wanted & stems(words)), "")


def chosen_slots(slots: Sequence[Slot], taken: frozenset[str], most: int) -> tuple[Slot, ...]:
    """Return the first slots that are still open."""
    return tuple(slot for slot in slots if slot.name not in taken)[:most]
