"""The stage's standard questions that were not predicted, each with a pointer to its answer."""

from collections.abc import Sequence

from prepsite.models.preparation import ChecklistItem
from prepsite.writers.offline.questions import Told
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.repertoire import ANSWER_KEYS, STORY_SLOTS, Repertoire, Slot
from prepsite.writers.offline.stories import StoryTeller
from prepsite.writers.offline.voice import Voice


class Checklist:
    """Writes the checklist of one round."""

    def __init__(self, voice: Voice, record: Record, repertoire: Repertoire, teller: StoryTeller) -> None:
        self._voice, self._record, self._repertoire, self._teller = voice, record, repertoire, teller

    def items(self, slots: Sequence[Slot], told: Sequence[Told]) -> tuple[ChecklistItem, ...]:
        """Return the stage's standard questions that were not predicted, each with a pointer."""
        asked = {entry.slot for entry in told} | {entry.item.question.casefold() for entry in told}
        rest = [slot for slot in slots if slot.name not in asked and slot.question.casefold() not in asked]
        return tuple(self._pointer(slot) for slot in rest or slots[-1:])

    def _pointer(self, slot: Slot) -> ChecklistItem:
        part, story, evidence = "", None, tuple[str, ...]()
        profile = self._record.brief.profile
        values: dict[str, object] = {"choice": "", "figure": ""}
        if slot.name in ANSWER_KEYS:
            written = bool(profile and getattr(profile.answers, slot.name))
            part, evidence = ("written", (f"profile/answers/{slot.name}",)) if written else ("missing", ())
        elif slot.name == "tell_me":
            part = "narrative"
        elif slot.name == "why_role":
            part = "why_role"
        elif slot.name == "decision" and self._repertoire.decision:
            part, story = "decision", self._repertoire.decision.story
            values["choice"] = self._repertoire.decision.decision.choice
        elif slot.name == "metric" and self._repertoire.metric:
            part, story = "metric", self._repertoire.metric.story
            values["figure"] = (
                self._repertoire.metric.metric.how_measured or self._repertoire.metric.metric.name
            )
        elif slot.name.startswith("driver") or slot.name in STORY_SLOTS:
            driver = self._repertoire.driver(slot.name)
            backed = driver is None or bool(driver.matches)
            words = driver.text if driver else ""
            story = self._teller.pick(slot.name, words) if backed else None
            if driver and story and story.id not in {match.story.id for match in driver.matches}:
                story = driver.matches[0].story
            story = self._repertoire.design if slot.name == "design" else story
            part = "story" if story else "no_story"
            if story:
                self._teller.tell(story)
        location = self._record.brief.application.location
        text = self._voice.say(
            "pointer", part=part, slot=slot.name, key=slot.name, story=story, location=location, **values
        )
        return ChecklistItem(
            question=slot.question, pointer=text, evidence=(story.reference,) if story else evidence
        )
