"""The embedded writer: deterministic, without a network, from the candidate's own record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from pydantic import BaseModel

from prepsite.core.brief import Brief
from prepsite.core.templates import Templates
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.writers.offline.audience import write_questions
from prepsite.writers.offline.checklist import Checklist
from prepsite.writers.offline.company import write_company
from prepsite.writers.offline.defense import write_defense
from prepsite.writers.offline.dives import dives_of, write_dives
from prepsite.writers.offline.drivers import drivers_of, write_drivers
from prepsite.writers.offline.earlier import WeakPoint, weak_points
from prepsite.writers.offline.lexicon import Lexicon
from prepsite.writers.offline.narrative import write_narrative
from prepsite.writers.offline.phrases import Phrases
from prepsite.writers.offline.questions import QuestionWriter
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.repertoire import Slot, answer_key
from prepsite.writers.offline.roadmap import Roadmap
from prepsite.writers.offline.voice import Voice

VERSION = "2"


class OfflineWriter:
    """Composes both documents from the brief's own words; implements `Writer`.

    It can't invent: every sentence about the candidate takes its facts from fields of the record,
    and every item cites the files it took them from.
    """

    name = "offline"
    model = f"offline composer {VERSION}"
    note = "Drafted without a language model, from your own record."
    remote = False

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._lexicon = Lexicon(templates)
        self._phrases = Phrases(self._lexicon)

    def ready(self) -> None:
        """Want for nothing."""

    def write_base(self, brief: Brief) -> BaseDraft:
        """Return drivers, company context and narrative of an application."""
        voice = self._voice()
        record = Record(brief, self._lexicon)
        drivers = drivers_of(record, self._phrases)
        return BaseDraft(
            primary_drivers=write_drivers(voice, record, drivers),
            company_context=write_company(voice, record),
            background_narrative=write_narrative(voice, record, drivers),
        )

    def write_interview(self, brief: Brief) -> InterviewDraft:
        """Return the prep of the brief's round; raise ValueError for a brief without one."""
        voice = self._voice()
        record = Record(brief, self._lexicon)
        drivers = drivers_of(record, self._phrases)
        weak = weak_points(record)
        narrative = write_narrative(voice, record, drivers)
        questions = QuestionWriter(voice, record, drivers, weak, narrative)
        slots = questions.repertoire.slots()
        weak = _this_stage_first(weak, slots)
        told = questions.predicted(slots)
        defense = write_defense(voice, record, weak)
        dives = dives_of(record, weak)
        written = tuple(zip(dives, write_dives(voice, record, dives), strict=True))
        roadmap = Roadmap(voice, record, drivers, weak)
        return InterviewDraft(
            prep_plan=roadmap.phases(told, defense, written, narrative),
            predicted_questions=tuple(entry.item for entry in told),
            stage_checklist=Checklist(voice, record, questions.repertoire, drivers).items(slots, told),
            interviewer_questions=write_questions(voice, record, drivers),
            resume_defense_prep=defense,
            technical_deep_dives=tuple(dive for _, dive in written),
            not_addressed=roadmap.not_addressed(told, written),
        )

    def _voice(self) -> Voice:
        return Voice(self._templates, self._lexicon, self._phrases)

    def prompt_digest(self, brief: Brief) -> str:
        """Return a digest of the brief, the templates and this writer's version (32 hex digits)."""
        text = json.dumps(
            [VERSION, self._templates.digest("offline/"), _canonical(brief)], sort_keys=True, ensure_ascii=False
        )
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def account(self, brief: Brief) -> None:
        """Return None: nothing is asked of anybody."""

    def close(self) -> None:
        """Close nothing: nothing is open."""


def _this_stage_first(weak: tuple[WeakPoint, ...], slots: tuple[Slot, ...]) -> tuple[WeakPoint, ...]:
    here = {slot.name for slot in slots} | {""}
    return tuple(sorted(weak, key=lambda point: answer_key(point) not in here))


def _canonical(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        # The language is always English here.
        named = (field.name for field in fields(value) if field.name != "language")
        return {name: _canonical(getattr(value, name)) for name in named}
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_canonical(item) for item in value]
    return value.isoformat() if isinstance(value, datetime | date) else value
