"""The questions that a round makes likely, with answers; and the standard ones that remain."""

from collections.abc import Sequence
from dataclasses import dataclass

from prepsite.models.interview import Interviewer
from prepsite.models.preparation import (
    BackgroundNarrative,
    DirectAnswer,
    PredictedQuestion,
    StarAnswer,
)
from prepsite.models.project import Decision
from prepsite.models.vocabulary import Focus, QuestionKind, Stage
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.repertoire import ANSWER_KEYS, STORY_SLOTS, Repertoire, Slot, answer_key
from prepsite.writers.offline.stories import StoryTeller, star
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

_MOST = 5


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
        self._voice, self._record, self._drivers, self._weak = voice, record, drivers, weak
        self._narrative = narrative
        self.teller = StoryTeller(record, drivers)
        self.repertoire = Repertoire(voice, record, drivers, self.teller)
        interview = record.round.interview
        self._stage = interview.stage
        self._interviewers = interview.interviewers

    def predicted(self, slots: Sequence[Slot]) -> tuple[Told, ...]:
        """Return three to five questions: weak answers again, then the stage's likeliest."""
        told: list[Told] = []
        here = {slot.name for slot in slots}
        for point in self._weak:
            key = answer_key(point)
            if len(told) < 2 and (not key or key in here):
                told.append(self._again(point, len(told)))
        covered = {entry.slot for entry in told}
        for slot in slots:
            if len(told) == _MOST:
                break
            if slot.name in covered or any(
                entry.item.question.casefold() == slot.question.casefold() for entry in told
            ):
                continue
            entry = self._answered(slot, len(told))
            if entry:
                told.append(entry)
        return tuple(told)

    def _again(self, point: WeakPoint, index: int) -> Told:
        key = answer_key(point)
        question = point.asked.text if point.asked else self._voice.say("question_again", topic=point.topic)
        kind = (point.asked.kind if point.asked else None) or QuestionKind.TECHNICAL
        if key:
            answer, evidence = self._own_answer(key)
            return self._told(question, kind, key, answer, evidence, index, weak=point)
        match = next(iter(self._record.matches(point.words)), None)
        story = match.story if match and len(match.shared) >= 2 else None
        if story is None:
            answer = DirectAnswer(text=self._voice.say("answer", part="weak", topic=point.topic))
            return self._told(question, kind, "weak", answer, (), index, weak=point)
        self.teller.tell(story)
        decision = self._record.decision_for(story, point.words)
        if decision is None:
            response, evidence = star(self._voice, story, words=point.words, variant=index, with_lesson=True)
            return self._told(question, kind, "weak", response, evidence, index, story=story, weak=point)
        said = self._voice.say("answer", part="decision", decision=decision, n=index, story=story)
        actions = [text for text in story.project.actions if len(stems(text) & stems(point.words)) >= 2][:2]
        what = self._voice.say("answer_actions", actions=actions, story=story)
        direct = DirectAnswer(text=f"{what} {said}")
        return self._told(
            question,
            kind,
            "weak",
            direct,
            (story.reference,),
            index,
            story=story,
            weak=point,
            decision=decision,
        )

    def _answered(self, slot: Slot, index: int) -> Told | None:
        name = slot.name
        if name in ANSWER_KEYS:
            answer, evidence = self._own_answer(name)
            return self._told(slot.question, slot.kind, name, answer, evidence, index)
        if name == "tell_me":
            part = self._narrative.ninety_seconds
            return self._told(
                slot.question, slot.kind, name, DirectAnswer(text=part.text), part.evidence, index
            )
        if name == "why_role":
            hook = self._narrative.forward_hook
            text = self._voice.say("answer", part="why_role", text=hook.text, statement="")
            return self._told(slot.question, slot.kind, name, DirectAnswer(text=text), hook.evidence, index)
        if name == "decision" and self.repertoire.decision:
            chosen = self.repertoire.decision
            self.teller.tell(chosen.story)
            text = self._voice.say(
                "answer", part="decision", decision=chosen.decision, n=index, story=chosen.story
            )
            return self._told(
                slot.question, slot.kind, name, DirectAnswer(text=text), (chosen.story.reference,), index,
                story=chosen.story, decision=chosen.decision,
            )  # fmt: skip
        if name == "metric" and self.repertoire.metric:
            story, metric = self.repertoire.metric.story, self.repertoire.metric.metric
            self.teller.tell(story)
            text = self._voice.say("answer", part="metric", metric=metric, story=story)
            evidence = unique((story.reference, story.cite_metric(metric)))
            return self._told(
                slot.question, slot.kind, name, DirectAnswer(text=text), evidence, index, story=story
            )
        if name.startswith("driver") or name in STORY_SLOTS:
            return self._story_answer(slot, index)
        return None

    def _story_answer(self, slot: Slot, index: int) -> Told:
        driver = self.repertoire.driver(slot.name)
        story = (
            self.repertoire.design
            if slot.name == "design"
            else self.teller.pick(slot.name, driver.text if driver else "")
        )
        if story is None or (driver is not None and not driver.matches):
            text = self._no_story(driver)
            return self._told(
                slot.question,
                slot.kind,
                slot.name,
                DirectAnswer(text=text),
                self._no_story_evidence(driver),
                index,
            )
        if driver and story.id not in {match.story.id for match in driver.matches}:
            story = driver.matches[0].story
        self.teller.tell(story)
        response, evidence = star(
            self._voice,
            story,
            words=driver.text if driver else slot.question,
            variant=index,
            with_lesson=slot.name in {"failure", "learning", "conflict"},
        )
        return self._told(slot.question, slot.kind, slot.name, response, evidence, index, story=story)

    def _no_story(self, driver: Driver | None) -> str:
        if driver and driver.nearest:
            return self._voice.say("answer_gap", driver=driver, story=driver.nearest)
        return self._voice.say("answer", part="no_story")

    def _no_story_evidence(self, driver: Driver | None) -> tuple[str, ...]:
        return (driver.nearest.reference,) if driver and driver.nearest else ()

    def _own_answer(self, key: str) -> tuple[DirectAnswer, tuple[str, ...]]:
        profile = self._record.brief.profile
        text = getattr(profile.answers, key) if profile else None
        if text:
            return DirectAnswer(text=self._voice.say("answer", part="written", text=text)), (
                f"profile/answers/{key}",
            )
        return DirectAnswer(text=self._voice.say("answer", part="missing", key=key)), ()

    def _told(
        self,
        question: str,
        kind: QuestionKind,
        slot: str,
        answer: DirectAnswer | StarAnswer,
        evidence: tuple[str, ...],
        index: int,
        *,
        story: Story | None = None,
        weak: WeakPoint | None = None,
        decision: Decision | None = None,
    ) -> Told:
        driver = self.repertoire.driver(slot)
        interviewer = self._interviewer(index)
        why = self._voice.say(
            "why",
            slot="weak" if weak else slot,
            n=index,
            stage=self._stage.value,
            interviewer=interviewer,
            topic=weak.topic if weak else "",
            weak=weak,
            quote=driver.quotes[-1] if driver else "",
            pay=self._record.brief.job.pay,
            focus_management=Focus.MANAGEMENT in self._record.round.interview.focus,
        )
        follow_ups = self._voice.lines("follow_ups", slot=slot, story=story, decision=decision, n=index)
        shift = index % len(follow_ups)
        item = PredictedQuestion(
            question=question,
            kind=kind,
            why_likely=why,
            basis=(weak.reference,)
            if weak
            else ("job",)
            if driver
            else (f"interview:{self._record.round.id}",),
            answer=answer,
            evidence=evidence,
            follow_ups=unique((*follow_ups[shift:], *follow_ups[:shift]))[:3],
        )
        return Told(item, slot, story, weak)

    def _interviewer(self, index: int) -> Interviewer | None:
        return self._interviewers[index % len(self._interviewers)] if self._interviewers else None


def is_technical(stage: Stage) -> bool:
    """Tell whether a stage goes into technical depth."""
    return stage in {
        Stage.TECHNICAL_SCREEN,
        Stage.SYSTEM_DESIGN,
        Stage.TAKE_HOME,
        Stage.PANEL,
        Stage.FINAL_LOOP,
    }
