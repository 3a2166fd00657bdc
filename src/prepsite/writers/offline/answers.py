"""Answers from the record: a story, the candidate's own words, or a plain word that there is none."""

from dataclasses import dataclass

from prepsite.models.preparation import BackgroundNarrative, DirectAnswer, StarAnswer
from prepsite.models.project import Decision
from prepsite.models.vocabulary import QuestionKind
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import WeakPoint, afterthought
from prepsite.writers.offline.prose import unique
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.repertoire import ANSWER_KEYS, Repertoire, Slot
from prepsite.writers.offline.stories import star
from prepsite.writers.offline.tenure import Tenure, tenure_of
from prepsite.writers.offline.terms import kin_stems, stems
from prepsite.writers.offline.voice import Voice

_TECHNICAL = {None, QuestionKind.TECHNICAL, QuestionKind.SYSTEM_DESIGN, QuestionKind.DOMAIN}
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
        driver = self._repertoire.driver(slot.name)
        if driver and slot.kind is QuestionKind.RESUME and (tenure := tenure_of(self._record)):
            return self._in_years(driver, story, tenure)
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
        technical = point.asked is None or point.asked.kind in _TECHNICAL
        if not technical and afterthought(point):
            return None
        topic = stems(point.topic) - kin_stems()
        for match in self._record.matches(point.words if technical else point.about):
            plain = {term.stem for term in match.shared if not term.is_kin}
            if len(match.shared) >= 2 and (topic & plain if technical else len(topic & plain) >= 2):
                return match.story
        return None

    def again(self, point: WeakPoint, story: Story | None) -> Answer:
        """Return a better answer to what went badly, from the project that holds it."""
        if story is None:
            thought = afterthought(point)
            text = self._voice.say("answer", part="weak", topic=point.topic, thought=thought)
            return Answer(DirectAnswer(text=text), (point.reference,) if thought else ())
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

    def _in_years(self, driver: Driver, story: Story | None, tenure: Tenure) -> Answer:
        """Return how long, and the nearest work: what a screener writes down."""
        proof = self._record.proof(story, driver.text) if story else ""
        wanted = stems(driver.text)
        actions = sorted(story.project.actions, key=lambda text: -len(wanted & stems(text))) if story else []
        text = self._voice.say(
            "answer_years", driver=driver, story=story, tenure=tenure, proof=proof, actions=actions[:1]
        )
        evidence = (*tenure.evidence, *((story.reference,) if story else ()))
        return Answer(DirectAnswer(text=text), unique(evidence), story)

    def _why_role(self) -> Answer:
        hook = self._narrative.forward_hook
        company = self._record.brief.company
        public = [
            piece.text
            for piece in (company.statements if company else ())
            if piece.source.startswith(("http://", "https://"))
        ]
        text = self._voice.say("answer", part="why_role", text=hook.text, statement=public[0] if public else "")
        return Answer(DirectAnswer(text=text), unique((*hook.evidence, *(("company",) if public else ()))))

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
