"""The stage's standard questions that were not predicted, each with a pointer to its answer."""

from collections.abc import Sequence

from prepsite.core.posting import sentences
from prepsite.models.preparation import ChecklistItem
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.earlier import stated, used_stories
from prepsite.writers.offline.questions import Told
from prepsite.writers.offline.record import Record, Story
from prepsite.writers.offline.repertoire import ANSWER_KEYS, Repertoire, Slot
from prepsite.writers.offline.voice import Voice

_TOLD_WORDS = {"location": "place of work", "time": "time", "other_processes": "process"}


class Checklist:
    """Writes the checklist of one round."""

    def __init__(self, voice: Voice, record: Record, repertoire: Repertoire, drivers: Sequence[Driver]) -> None:
        self._voice, self._record, self._repertoire, self._drivers = voice, record, repertoire, drivers
        self._used = used_stories(record)

    def items(self, slots: Sequence[Slot], told: Sequence[Told]) -> tuple[ChecklistItem, ...]:
        """Return the stage's standard questions that were not predicted, each with a pointer.

        Those that stand in a section of the candidate's own are left out too.
        """
        asked = {entry.slot for entry in told} | {entry.item.question.casefold() for entry in told}
        rest = [
            slot
            for slot in slots
            if slot.name not in asked and slot.question.casefold() not in asked and not self._is_kept(slot)
        ]
        rest = rest or list(slots[-1:])
        wants = [slot for slot in rest if self._repertoire.wants_story(slot.name)]
        cast = self._repertoire.teller.cast([self._repertoire.casting(slot.name) for slot in wants])
        return tuple(self._item(slot, cast.get(slot.name)) for slot in rest)

    def _is_kept(self, slot: Slot) -> bool:
        """Tell whether a section of the candidate's own asks a question, word for word."""
        question = " ".join(slot.question.casefold().split())
        kept = [section for section in self._record.brief.kept if section.field != "stage_checklist"]
        return len(question) > 1 and any(
            question in " ".join(section.text.casefold().split()) for section in kept
        )

    def _item(self, slot: Slot, story: Story | None) -> ChecklistItem:
        question = self._repertoire.question(slot, story)
        question = question if len(question) > 1 else self._voice.say("question_open")
        self._voice.mark("question", question)
        part, evidence, values = self._part(slot, story)
        text = self._voice.vary(
            "pointer", "pointer", part=part, slot=slot.name, key=slot.name, story=story, **values
        )
        return ChecklistItem(question=question, pointer=text, evidence=evidence)

    def _part(self, slot: Slot, story: Story | None) -> tuple[str, tuple[str, ...], dict[str, object]]:
        driver = self._repertoire.driver(slot.name)
        values = self._values(slot)
        if slot.name in ANSWER_KEYS:
            profile = self._record.brief.profile
            written = bool(profile and getattr(profile.answers, slot.name))
            return (
                ("written", (f"profile/answers/{slot.name}",), values) if written else ("missing", (), values)
            )
        if slot.name in {"tell_me", "why_role"}:
            return ("narrative" if slot.name == "tell_me" else "why_role"), (), values
        if story is None:
            if driver and driver.lines:
                line = driver.lines[0]
                return "line", (line.reference,), values | {"text": line.bullet.text}
            wants = driver is not None or self._repertoire.wants_story(slot.name)
            return ("no_story" if wants else ""), self._references(slot), values
        values["used"] = story.id in self._used
        if slot.name == "decision" and (decision := self._repertoire.decision(story)):
            return "decision", (story.reference,), values | {"choice": decision.choice}
        if slot.name == "metric" and (metric := self._repertoire.metric(story)):
            return "metric", (story.reference,), values | {"figure": metric.how_measured or metric.name}
        words = driver.text if driver else slot.question
        return "story", (story.reference,), values | {"proof": self._record.proof(story, words)}

    def _references(self, slot: Slot) -> tuple[str, ...]:
        fact = self._told(slot.name)
        return (fact[1],) if fact and slot.name in {"location", "time"} else ()

    def _told(self, name: str) -> tuple[str, str] | None:
        wanted = _TOLD_WORDS.get(name)
        found = [
            (fact.said, fact.reference) for fact in stated(self._record) if wanted and wanted in fact.topic
        ]
        return found[-1] if found else None

    def _values(self, slot: Slot) -> dict[str, object]:
        brief = self._record.brief
        fact = self._told(slot.name)
        known = brief.company.statements if brief.company else ()
        public = [piece.text for piece in known if piece.source.startswith(("http://", "https://"))]
        person, note = self._person(slot)
        return {
            "location": brief.application.location or "",
            "told": fact[0] if fact else "",
            "driver": next((driver.topic for driver in self._drivers if driver.demand), ""),
            "statement": public[0] if public else "",
            "person": person,
            "note": note,
            "used": False,
            "proof": "",
            "choice": "",
            "figure": "",
            "text": "",
        }

    def _person(self, slot: Slot) -> tuple[str, str]:
        """Return an interviewer with the note that tells how they work; only for a live exercise."""
        if slot.name != "live_exercise":
            return "", ""
        pattern = self._record.lexicon.pattern("titles", "asks")
        for person in self._record.round.interview.interviewers:
            for piece in sentences(person.notes or ""):
                if pattern.search(piece):
                    return person.name, piece
        return "", ""
