"""Answers from the record: a story, the candidate's own words, or a plain word that there is none."""

from dataclasses import dataclass

from prepsite.models.preparation import BackgroundNarrative, DirectAnswer, StarAnswer
from prepsite.models.project import Decision
from prepsite.writers.offline.earlier import WeakPoint
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.repertoire import ANSWER_KEYS, Repertoire, Slot
from prepsite.writers.offline.stories import star
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

_WITH_LESSON = frozenset({"failure", "learning", "conflict"})


@dataclass(frozen=True)
class Answer:
    """An answer with what it stands on."""

    said: DirectAnswer | StarAnswer
    evidence: tuple[str, ...]
    story: Story | None = None
    decision: Decision | None = None


class Answers:
    """Answers the questions of one round."""

    def __init__(
        self, voice: Voice, record: Record, repertoire: Repertoire, narrative: BackgroundNarrative
    ) -> None:
        self._voice, self._record, self._repertoire, self._narrative = voice, record, repertoire, narrative

    def to(self, slot: Slot, story: Story | None) -> Answer:
        """Return the answer to a standard question, told by its story where one was cast."""
        if slot.name in ANSWER_KEYS:
            return self.own(slot.name)
        if slot.name == "tell_me":
            part = self._narrative.ninety_seconds
            return Answer(DirectAnswer(text=part.text), part.evidence)
        if slot.name == "why_role":
            return self._why_role()
        if story is None:
            return self._without_story(slot)
        if slot.name == "decision" and (decision := self._repertoire.decision(story)):
            return self._decided(story, decision)
        if slot.name == "metric" and (metric := self._repertoire.metric(story)):
            wanted = stems(metric.name)
            actions = [text for text in story.project.actions if len(stems(text) & wanted) >= 2]
            text = self._voice.say(
                "answer", part="metric", metric=metric, story=story, action=actions[0] if actions else ""
            )
            return Answer(DirectAnswer(text=text), unique((story.reference, story.cite_metric(metric))), story)
        driver = self._repertoire.driver(slot.name)
        said, evidence = star(
            self._voice,
            story,
            words=driver.text if driver else slot.question,
            with_lesson=slot.name in _WITH_LESSON,
        )
        return Answer(said, evidence, story)

    def own(self, key: str) -> Answer:
        """Return the candidate's own words, or a prompt to write them."""
        profile = self._record.brief.profile
        text = getattr(profile.answers, key) if profile else None
        if text:
            said = self._voice.say("answer", part="written", text=text)
            return Answer(DirectAnswer(text=said), (f"profile/answers/{key}",))
        return Answer(DirectAnswer(text=self._voice.say("answer", part="missing", key=key)), ())

    def story_for(self, point: WeakPoint) -> Story | None:
        """Return the story that answers a weak point, or None."""
        matches = self._record.matches(point.words)
        return next((match.story for match in matches if len(match.shared) >= 2), None)

    def again(self, point: WeakPoint, story: Story | None) -> Answer:
        """Return a better answer to what went badly, from the project that holds it."""
        if story is None:
            return Answer(DirectAnswer(text=self._voice.say("answer", part="weak", topic=point.topic)), ())
        wanted = stems(point.words)
        decision = self._record.decision_for(story, point.words)
        fitting = [text for text in story.project.actions if len(stems(text) & wanted) >= 2][:2]
        if decision is None or not fitting:
            said, evidence = star(self._voice, story, words=point.words, with_lesson=True)
            return Answer(said, evidence, story)
        text = self._voice.say("answer", part="again", actions=fitting, decision=decision, story=story)
        return Answer(DirectAnswer(text=text), (story.reference,), story, decision)

    def _decided(self, story: Story, decision: Decision) -> Answer:
        text = self._voice.say("answer", part="decision", decision=decision, story=story)
        return Answer(DirectAnswer(text=text), (story.reference,), story, decision)

    def _why_role(self) -> Answer:
        hook = self._narrative.forward_hook
        return Answer(DirectAnswer(text=hook.text), hook.evidence)

    def _without_story(self, slot: Slot) -> Answer:
        driver = self._repertoire.driver(slot.name)
        if driver and driver.lines:
            line = driver.lines[0]
            text = self._voice.say("answer", part="line", text=line.bullet.text, role=line.role, driver=driver)
            role = self._record.cite_role(line.role)
            return Answer(DirectAnswer(text=text), (line.reference, role))
        if driver and driver.nearest:
            proof = self._record.proof(driver.nearest, driver.text)
            text = self._voice.say("answer_gap", driver=driver, story=driver.nearest, proof=proof)
            return Answer(DirectAnswer(text=text), (driver.nearest.reference,))
        return Answer(DirectAnswer(text=self._voice.say("answer_open", slot=slot.name)), ())
