"""A stage's standard questions, and the very decision, figure and design they go into."""

from collections.abc import Sequence
from dataclasses import dataclass

from prepsite.models.project import Decision, Metric
from prepsite.models.vocabulary import Focus, QuestionKind
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.stories import StoryTeller
from prepsite.writers.offline.terms import stems
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
    {
        "failure",
        "conflict",
        "leading",
        "ownership",
        "pressure",
        "learning",
        "cross_team",
        "impact",
        "quality",
        "scale",
    }
    | {"migration", "design"}
)


@dataclass(frozen=True)
class Slot:
    """A question of the stage: its place in the trade's repertoire, and its words."""

    name: str
    kind: QuestionKind
    question: str


@dataclass(frozen=True)
class ChosenDecision:
    """A decision that a question goes into."""

    story: Story
    decision: Decision


@dataclass(frozen=True)
class ChosenMetric:
    """A metric that a question goes into."""

    story: Story
    metric: Metric


class Repertoire:
    """The questions of one round, as the trade asks them."""

    def __init__(self, voice: Voice, record: Record, drivers: tuple[Driver, ...], teller: StoryTeller) -> None:
        self._voice, self._record, self._drivers = voice, record, drivers
        order = teller.peek_order()
        self.design = teller.pick("design", " ".join(driver.text for driver in drivers))
        taken = {match.story.id for driver in drivers[:1] for match in driver.matches[:1]}
        taken |= {self.design.id} if self.design else set()
        spread = sorted(order, key=lambda story: story.id in taken)
        self.decision = next(
            (ChosenDecision(story, story.project.decisions[0]) for story in spread if story.project.decisions),
            None,
        )
        self.metric = self._choose_metric(order)

    def _choose_metric(self, order: Sequence[Story]) -> ChosenMetric | None:
        taken = self.decision.story.id if self.decision else ""
        found = [
            ChosenMetric(story, metric)
            for story in sorted(order, key=lambda story: story.id == taken)
            for metric in story.project.metrics
            if metric.after or metric.before
        ]
        return next((chosen for chosen in found if chosen.metric.how_measured), found[0] if found else None)

    def slots(self) -> tuple[Slot, ...]:
        """Return the stage's standard questions, the likeliest first."""
        names = [driver.topic for driver in self._drivers if driver.demand] or [""]
        application, job = self._record.brief.application, self._record.brief.job
        rows = self._voice.rows(
            f"stages/{self._record.round.interview.stage.value}",
            3,
            driver=names[0],
            driver2=names[1] if len(names) > 1 else "",
            decision=self.decision,
            metric=self.metric,
            design=self.design,
            company=application.company.rstrip(".?!"),
            location=(job.location or application.location or "").rstrip(".?!"),
        )
        found = [Slot(name, QuestionKind(kind), question) for name, kind, question in rows]
        focus = self._record.round.interview.focus
        if Focus.COMPENSATION not in focus:
            return tuple(found)
        return tuple(
            sorted(
                found,
                key=lambda slot: slot.name != "pay" if slot.name in ANSWER_KEYS[:2] else slot.name != "tell_me",
            )
        )

    def driver(self, slot: str) -> Driver | None:
        """Return the driver that a slot asks about, or None."""
        if not slot.startswith("driver"):
            return None
        place = int(slot.removeprefix("driver")) - 1
        return self._drivers[place] if place < len(self._drivers) else None


def answer_key(point: WeakPoint) -> str:
    """Return the key of the profile's answer that a weak point is about, or an empty text."""
    wanted = stems(point.topic)
    return next((key for key, words in _KEY_WORDS.items() if wanted & stems(words)), "")
