"""What to do before the round, in four phases; and what nothing follows up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
from prepsite.writers.offline.earlier import WeakPoint, learned, open_ends, stated
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.questions import Told, is_technical
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.repertoire import answer_key
from prepsite.writers.offline.rounds import named_round
from prepsite.writers.offline.voice import Voice

_EVENING = 90
_MOST_STATED = 6


@dataclass(frozen=True)
class Planned:
    """A task before it is known whether the evening holds it: `rank` 0 to 9, the smaller the surer."""

    phase: PhaseName
    rank: int
    text: str
    minutes: int
    evidence: tuple[str, ...]


class Roadmap:
    """Writes the plan of one round out of everything else that was prepared."""

    def __init__(
        self, voice: Voice, record: Record, drivers: tuple[Driver, ...], weak: tuple[WeakPoint, ...]
    ) -> None:
        self._voice, self._record, self._drivers, self._weak = voice, record, drivers, weak
        self._planned: list[Planned] = []
        self._phase = PhaseName.FOUNDATION

    def phases(
        self,
        told: Sequence[Told],
        defense: Sequence[ResumeDefense],
        dives: Sequence[tuple[Dive, TechnicalDeepDive]],
        narrative: BackgroundNarrative,
    ) -> tuple[PlanPhase, ...]:
        """Return the four phases, each with at least one task; the musts fit into an evening."""
        self._planned = []
        self._phase = PhaseName.FOUNDATION
        self._foundation(told, narrative)
        self._phase = PhaseName.PRACTICE
        self._practice(told, dives)
        self._phase = PhaseName.POLISH
        self._polish(defense)
        self._phase = PhaseName.CONFIDENCE
        self._confidence(narrative)
        return self._laid_out()

    def not_addressed(
        self, told: Sequence[Told], dives: Sequence[tuple[Dive, TechnicalDeepDive]]
    ) -> tuple[str, ...]:
        """Return the weak points that neither a question nor a deep dive follows up."""
        followed = {entry.weak.topic for entry in told if entry.weak} | {
            dive.weak.topic for dive, _ in dives if dive.weak
        }
        left = [point for point in self._weak if point.topic not in followed]
        profile = self._record.brief.profile
        return tuple(
            self._voice.vary(
                "not_addressed",
                "not_addressed",
                point=point,
                key=answer_key(point)
                if profile and getattr(profile.answers, answer_key(point) or "pay")
                else "",
            )
            for point in left
        )

    def _add(self, part: str, rank: int, minutes: int, evidence: Iterable[str] = (), **values: object) -> None:
        interview = self._record.round.interview
        base: dict[str, object] = {"interview": interview, "application": self._record.brief.application}
        text = self._voice.vary("task", "task", part=part, **(base | values))
        self._planned.append(Planned(self._phase, rank, text, minutes, unique(evidence)))

    def _laid_out(self) -> tuple[PlanPhase, ...]:
        """Return the phases: tasks are musts by rank while the evening lasts."""
        musts: set[int] = set()
        left = _EVENING - 1
        for index in sorted(range(len(self._planned)), key=lambda i: (self._planned[i].rank, i)):
            task = self._planned[index]
            if task.rank <= 6 and task.minutes <= left:
                musts.add(index)
                left -= task.minutes
        evening = 1 + sum(self._planned[index].minutes for index in musts)
        first = self._evening(evening, 1 + sum(task.minutes for task in self._planned))
        found: dict[PhaseName, list[PrepTask]] = {name: [] for name in PhaseName}
        found[PhaseName.FOUNDATION].append(first)
        for index, task in enumerate(self._planned):
            priority = (
                Priority.MUST if index in musts else Priority.SHOULD if task.rank <= 7 else Priority.COULD
            )
            found[task.phase].append(
                PrepTask(text=task.text, priority=priority, minutes=task.minutes, evidence=task.evidence)
            )
        return tuple(PlanPhase(name=name, tasks=tuple(tasks)) for name, tasks in found.items())

    def _evening(self, musts: int, whole: int) -> PrepTask:
        brief = self._record.brief
        starts = self._record.round.starts_at
        days = (starts.date() - brief.today).days if starts and brief.today else None
        text = self._voice.vary("task", "task_evening", musts=musts, whole=whole, days=days)
        return PrepTask(text=text, priority=Priority.MUST, minutes=1, evidence=())

    def _foundation(self, told: Sequence[Told], narrative: BackgroundNarrative) -> None:
        for place, point in enumerate(self._weak[:3]):
            item = next((entry.item for entry in told if entry.weak is point), None)
            evidence = [point.reference, *(item.evidence[:1] if item else ())]
            self._add("weak", 0 if place < 2 else 4, 10, evidence, point=point)
        this = named_round(self._record)
        if this.this:
            self._add("named", 5, 2, ("job",), named=this)
        driver = self._drivers[0]
        proofs = [match.story.reference for match in driver.matches[:1]]
        self._add("drivers", 1, 8, ("job", *proofs), drivers=self._drivers, told=bool(driver.demand))
        for person in self._record.round.interview.interviewers[:4]:
            if person.notes:
                self._add("person", 4, 2, (f"interview:{self._record.round.id}",), person=person)
        for fact, is_about_this in learned(self._record)[:3]:
            self._add("learned", 5 if is_about_this else 7, 2, (fact.reference,), fact=fact)
        for project_id in list(unique(entry.story.id for entry in told if entry.story))[:2]:
            story = self._record.story(project_id)
            if story:
                self._add("reread", 6, 8, (story.reference,), story=story)
        if self._record.brief.company and self._record.brief.company.statements:
            self._add("company", 6, 6, ("company",))
        else:
            self._add("research", 3, 15)
        if not narrative.core.evidence:
            self._add("write_narrative", 3, 15)

    def _practice(self, told: Sequence[Told], dives: Sequence[tuple[Dive, TechnicalDeepDive]]) -> None:
        for index, entry in enumerate(told):
            part = "tell" if entry.story else "speak" if entry.item.evidence else "write"
            rank = 1 if entry.weak else 2 if index < 2 else 4 if part == "write" else 6
            minutes = 8 if entry.story else 5
            self._add(part, rank, minutes, entry.item.evidence[:2], item=entry.item, story=entry.story)
        for dive, written in dives:
            deep = is_technical(self._record.round.interview.stage)
            self._add("dive", 3 if dive.weak and deep else 5 if deep else 7, 10, written.evidence, dive=dive)

    def _polish(self, defense: Sequence[ResumeDefense]) -> None:
        texts = {line.reference: line.bullet.text for line in self._record.lines}
        for index, item in enumerate(defense):
            self._add("defend", 7 if index else 3, 5, (item.bullet,), text=texts[item.bullet])
        for end in open_ends(self._record)[:3]:
            self._add("open_end", 7, 5, (end.reference,), fact=end)
        self._add("ask", 4, 3, (f"interview:{self._record.round.id}",))
        self._add("checklist", 8, 10)

    def _confidence(self, narrative: BackgroundNarrative) -> None:
        self._add("thirty", 2, 3, narrative.thirty_seconds.evidence[:2])
        latest = {fact.topic.casefold(): fact for fact in stated(self._record)}
        for fact in list(latest.values())[-_MOST_STATED:]:
            self._add("stated", 3, 1, (fact.reference,), fact=fact)
        self._add("logistics", 2, 3, (f"interview:{self._record.round.id}",))
