"""What to do before the round, in four phases; and what nothing follows up."""

from collections.abc import Sequence

from prepsite.models.preparation import (
    BackgroundNarrative,
    PhaseName,
    PlanPhase,
    PrepTask,
    Priority,
    ResumeDefense,
    TechnicalDeepDive,
)
from prepsite.writers.offline.dives import Dive
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint, stated
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.questions import Told, is_technical
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.voice import Voice


class Roadmap:
    """Writes the plan of one round out of everything else that was prepared."""

    def __init__(
        self, voice: Voice, record: Record, drivers: tuple[Driver, ...], weak: tuple[WeakPoint, ...]
    ) -> None:
        self._voice, self._record, self._drivers, self._weak = voice, record, drivers, weak

    def phases(
        self,
        told: Sequence[Told],
        defense: Sequence[ResumeDefense],
        dives: Sequence[tuple[Dive, TechnicalDeepDive]],
        narrative: BackgroundNarrative,
    ) -> tuple[PlanPhase, ...]:
        """Return the four phases, each with at least one task."""
        tasks = {
            PhaseName.FOUNDATION: self._foundation(told, narrative),
            PhaseName.PRACTICE: self._practice(told, dives),
            PhaseName.POLISH: self._polish(defense),
            PhaseName.CONFIDENCE: self._confidence(narrative),
        }
        return tuple(PlanPhase(name=name, tasks=tuple(found)) for name, found in tasks.items())

    def not_addressed(
        self, told: Sequence[Told], dives: Sequence[tuple[Dive, TechnicalDeepDive]]
    ) -> tuple[str, ...]:
        """Return the weak points that neither a question nor a deep dive follows up."""
        followed = {entry.weak.topic for entry in told if entry.weak} | {
            dive.weak.topic for dive, _ in dives if dive.weak
        }
        return tuple(
            self._voice.say("not_addressed", point=point) for point in self._weak if point.topic not in followed
        )

    def _task(
        self, part: str, priority: Priority, minutes: int, evidence: Sequence[str] = (), **values: object
    ) -> PrepTask:
        interview = self._record.round.interview
        base: dict[str, object] = {"interview": interview, "application": self._record.brief.application}
        text = self._voice.say("task", part=part, **(base | values))
        return PrepTask(text=text, priority=priority, minutes=minutes, evidence=unique(evidence))

    def _foundation(self, told: Sequence[Told], narrative: BackgroundNarrative) -> list[PrepTask]:
        tasks = [
            self._task("weak", Priority.MUST, 15, self._weak_evidence(point, told), point=point)
            for point in self._weak[:3]
        ]
        driver = self._drivers[0]
        evidence = [match.story.reference for match in driver.matches[:1]]
        tasks.append(
            self._task(
                "drivers",
                Priority.MUST,
                10,
                ("job", *evidence),
                drivers=self._drivers,
                told=bool(driver.demand),
            )
        )
        stories = list(unique(entry.story.id for entry in told if entry.story))[:2]
        for project_id in stories:
            story = self._record.story(project_id)
            if story:
                tasks.append(self._task("reread", Priority.SHOULD, 8, (story.reference,), story=story))
        if self._record.brief.company and self._record.brief.company.statements:
            tasks.append(self._task("company", Priority.SHOULD, 8, ("company",)))
        else:
            tasks.append(self._task("research", Priority.MUST, 20))
        if not narrative.core.evidence:
            tasks.append(self._task("write_narrative", Priority.MUST, 20))
        return tasks

    def _weak_evidence(self, point: WeakPoint, told: Sequence[Told]) -> list[str]:
        item = next((entry.item for entry in told if entry.weak is point), None)
        return [point.reference, *(item.evidence[:1] if item else ())]

    def _practice(
        self, told: Sequence[Told], dives: Sequence[tuple[Dive, TechnicalDeepDive]]
    ) -> list[PrepTask]:
        tasks = []
        for index, entry in enumerate(told):
            part = "tell" if entry.story else "speak" if entry.item.evidence else "write"
            priority = Priority.MUST if entry.weak or index < 2 or part == "write" else Priority.SHOULD
            minutes = 10 if entry.story else 5
            tasks.append(
                self._task(
                    part,
                    priority,
                    minutes,
                    entry.item.evidence[:2],
                    item=entry.item,
                    story=entry.story,
                    n=index,
                )
            )
        for dive, written in dives:
            must = dive.weak is not None or is_technical(self._record.round.interview.stage)
            priority = Priority.MUST if must else Priority.COULD
            tasks.append(self._task("dive", priority, 12, written.evidence, dive=dive))
        return tasks

    def _polish(self, defense: Sequence[ResumeDefense]) -> list[PrepTask]:
        texts = {line.reference: line.bullet.text for line in self._record.lines}
        tasks = [
            self._task(
                "defend",
                Priority.SHOULD if index else Priority.MUST,
                6,
                (item.bullet,),
                text=texts[item.bullet],
            )
            for index, item in enumerate(defense)
        ]
        tasks.append(self._task("ask", Priority.SHOULD, 5, (f"interview:{self._record.round.id}",)))
        tasks.append(self._task("checklist", Priority.COULD, 10))
        return tasks

    def _confidence(self, narrative: BackgroundNarrative) -> list[PrepTask]:
        tasks = [self._task("thirty", Priority.MUST, 5, narrative.thirty_seconds.evidence[:2])]
        facts = stated(self._record)
        if facts:
            tasks.append(
                self._task("stated", Priority.MUST, 5, [fact.reference for fact in facts], facts=facts[-5:])
            )
        tasks.append(self._task("logistics", Priority.MUST, 5, (f"interview:{self._record.round.id}",)))
        return tasks
