"""What prep is missing, stale, blocked or up to date, each with its reason.

The plan is a frozen value that can be printed before anything is written or paid for. It looks
at statuses and digests, never at the clock or a file's time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pydantic import ValidationError

from prepsite.core.brief import brief_for
from prepsite.core.changes import NEW, Change, TellsThen, changes_of, nothing_kept, told
from prepsite.core.document import PrepDocument, SectionState, split
from prepsite.core.frontmatter import head_of
from prepsite.core.inputs import Inputs
from prepsite.core.kept import read_proposal
from prepsite.core.phrases import phrase, phrases
from prepsite.core.planned import Plan, PlannedDocument, PlannedSection, PlanState
from prepsite.core.publishing import PrivateWords
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault
from prepsite.core.words import ENGLISH
from prepsite.errors import PrepsiteError
from prepsite.models.provenance import Provenance

__all__ = ["Plan", "PlanState", "PlannedDocument", "PlannedSection", "plan_of", "provenance_of"]

# What stand among a section's changes where its writer, or its language, is no longer the settings'.
WRITER = "writer"
LANGUAGE = "language"
_OFFLINE, _MODEL = "offline", "openai"


@dataclass(frozen=True)
class _Basis:
    """What every document is judged by: the vault, its inputs, what they said when prep was written."""

    vault: Vault
    record: ApplicationRecord
    inputs: Inputs
    said: TellsThen

    @cached_property
    def private(self) -> PrivateWords:
        """Return what no change may tell: what stood in the open then may be private now."""
        return PrivateWords.of(replace(self.vault, applications={self.record.id: self.record}))


def plan_of(vault: Vault, said: TellsThen | None = None) -> Plan:
    """Return the plan of the vault: base prep, then each round in order, application by application.

    `said` tells what the inputs named in a provenance said when they had those digests; it is asked
    only for sections whose inputs changed. Without it, changes tell references alone.
    """
    inputs = Inputs(vault)
    records = vault.applications.values()
    return Plan(tuple(found for record in records for found in plan_documents(vault, record, inputs, said)))


def plan_documents(
    vault: Vault, record: ApplicationRecord, inputs: Inputs, said: TellsThen | None = None
) -> tuple[PlannedDocument, ...]:
    """Return the plan of one application: base prep, then each round in order."""
    rounds = (None, *record.interviews)
    return tuple(plan_document(vault, record, found, inputs, said) for found in rounds)


def plan_document(
    vault: Vault,
    record: ApplicationRecord,
    found: InterviewRecord | None,
    inputs: Inputs,
    said: TellsThen | None = None,
) -> PlannedDocument:
    """Return the plan of one document: base prep, or that of a round."""
    basis = _Basis(vault, record, inputs, said or nothing_kept.told)
    planned = _plan_round(basis, record, found) if found else _plan_base(basis, record)
    return _for_a_model(vault, planned) if vault.settings.writer == _MODEL else planned


def _for_a_model(vault: Vault, planned: PlannedDocument) -> PlannedDocument:
    """Return the plan where a language model is to write.

    What was drafted without one is stale, and what stands there in another language than is asked for.
    """
    record = vault.applications[planned.application_id]
    found = record.interview(planned.interview_id) if planned.interview_id else None
    prep = found.prep if found else record.prep
    provenance = provenance_of(prep) if prep else None
    if planned.state not in {PlanState.STALE, PlanState.UP_TO_DATE} or not provenance:
        return planned
    language = vault.settings.language_of_prep
    if provenance.writer == _OFFLINE:
        what, reason = WRITER, phrase("drafted without a language model, which the settings name now")
    elif (provenance.language or ENGLISH) != language:
        what = LANGUAGE
        reason = phrase("the settings ask for another language now: {language}", language=language)
    else:
        return planned
    if not any(section.state is SectionState.UNEDITED for section in planned.sections):
        return planned
    sections = tuple(
        replace(section, changed=(*section.changed, what))
        if section.state is SectionState.UNEDITED
        else section
        for section in planned.sections
    )
    if planned.state is PlanState.STALE:
        reason = phrases([reason, planned.reason])
    return replace(planned, state=PlanState.STALE, reason=reason, sections=sections)


@lru_cache(maxsize=64)
def provenance_of(prep: PrepFile) -> Provenance | None:
    """Return a prep file's provenance, or None where its front matter can't be used."""
    parsed = head_of(prep)
    if not parsed.is_usable:
        return None
    try:
        return Provenance.model_validate(parsed.values)
    except ValidationError:
        return None


def _plan_base(basis: _Basis, record: ApplicationRecord) -> PlannedDocument:
    path = f"{record.folder}/prep.md"
    reason: str
    upcoming = [found for found in record.interviews if found.is_scheduled]
    if record.prep is not None:
        return _existing(basis, record, None, record.prep, over=not (record.is_open and upcoming))
    if record.fields is not None and not record.is_open:
        state, reason = PlanState.SKIPPED, phrase("the application is {status}", status=record.fields.status)
    elif not upcoming:
        state, reason = PlanState.SKIPPED, phrase("no interview is scheduled")
    else:
        state, reason = _missing(basis.vault, path, record.id, None)
    return PlannedDocument(record.id, None, path, state, reason)


def _plan_round(basis: _Basis, record: ApplicationRecord, found: InterviewRecord) -> PlannedDocument:
    path = f"{record.folder}/interviews/{found.id}/prep.md"
    reason: str
    if found.prep is not None:
        return _existing(basis, record, found, found.prep, over=not (record.is_open and found.is_scheduled))
    if found.interview is not None and not found.is_scheduled:
        state, reason = PlanState.SKIPPED, phrase("the interview is {status}", status=found.interview.status)
    elif record.fields is not None and not record.is_open:
        state, reason = PlanState.SKIPPED, phrase("the application is {status}", status=record.fields.status)
    else:
        state, reason = _missing(basis.vault, path, record.id, found.id)
    return PlannedDocument(record.id, found.id, path, state, reason)


def _missing(vault: Vault, path: str, application_id: str, interview_id: str | None) -> tuple[PlanState, str]:
    # Something stands in its place, which no writer may take, so none is asked.
    if any(problem.path == path for problem in vault.problems):
        return PlanState.BLOCKED, phrase("{path} is there, but can't be read", path=path)
    try:
        brief_for(vault, application_id, interview_id)
    except PrepsiteError as error:
        return PlanState.BLOCKED, str(error)
    return PlanState.MISSING, phrase("not written yet")


def _existing(
    basis: _Basis, record: ApplicationRecord, found: InterviewRecord | None, prep: PrepFile, *, over: bool
) -> PlannedDocument:
    provenance = provenance_of(prep)
    document = split(prep.text)
    is_private = record.keeps(found.id if found else None)
    over = over or is_private
    planned = PlannedDocument(
        record.id, found.id if found else None, prep.path, PlanState.UP_TO_DATE, "", exists=True
    )
    waiting = _waiting(basis, planned)
    sections = tuple(
        PlannedSection(section.field, section.state, waiting=section.field in waiting)
        for section in document.sections
        if section.field
    )
    if provenance is not None and not over:
        sections = tuple(
            _with_changes(section, basis, record, found, provenance, waiting.get(section.field))
            for section in sections
        )
    state, reason = _judge(sections, document, provenance, over=over)
    if is_private:
        reason = phrase("it is private, and stays as it is")
    return replace(planned, state=state, reason=reason, sections=sections)


def _waiting(basis: _Basis, planned: PlannedDocument) -> dict[str, Mapping[str, str]]:
    """Return the inputs of the new texts that wait, by field."""
    found: dict[str, Mapping[str, str]] = {}
    for file in basis.vault.proposals.get(planned.path, ()):
        proposed, _ = read_proposal(file, planned.name)
        if proposed is not None:
            found[file.field] = proposed.fields.inputs
    return found


def _with_changes(
    section: PlannedSection,
    basis: _Basis,
    record: ApplicationRecord,
    found: InterviewRecord | None,
    provenance: Provenance,
    proposed: Mapping[str, str] | None,
) -> PlannedSection:
    """Return a section with what changed since it was written, old → new."""
    recorded = provenance.inputs.get(section.field)
    if recorded is None:
        return section
    changed = basis.inputs.changed(recorded, record.id)
    notes = _new_notes(record, found, recorded)
    changes: tuple[Change, ...] = ()
    if changed:
        # A section that a person edited may be older than the others: its own digests say which texts count.
        alone = provenance.model_copy(update={"inputs": {section.field: recorded}})
        changes = tuple(
            Change(each.reference, "") if basis.private.in_text(f"{each.old} {each.new}") else each
            for each in changes_of(changed, basis.said(alone), basis.inputs, record.id)
        )
    current = (
        proposed is not None
        and not basis.inputs.changed(proposed, record.id)
        and not _new_notes(record, found, proposed)
    )
    return replace(
        section,
        changed=(*changed, *notes),
        changes=(*changes, *(Change(reference, "", new=NEW) for reference in notes)),
        current=current,
    )


def _new_notes(
    record: ApplicationRecord, found: InterviewRecord | None, known: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the notes of earlier rounds that did not exist when a section was written."""
    earlier = record.before(found.id) if found else ()
    notes = [f"notes:{before.id}" for before in earlier if _usable_notes(before)]
    return tuple(reference for reference in notes if reference not in known)


def _usable_notes(found: InterviewRecord) -> bool:
    notes = found.notes
    return notes is not None and notes.fields is not None and not notes.is_private


def _judge(
    sections: tuple[PlannedSection, ...], document: PrepDocument, provenance: Provenance | None, *, over: bool
) -> tuple[PlanState, str]:
    if over:
        return PlanState.SKIPPED, phrase("nothing is to come; it stays as it is")
    if provenance is None:
        return PlanState.UP_TO_DATE, phrase("its front matter tells no origin; it is yours and stays as it is")
    stale = [section for section in sections if section.is_stale]
    if stale:
        changes = told([change for section in stale for change in section.changes])
        reason = phrase("changed since: {changes}", changes=changes)
        edited = [section.field for section in stale if section.state is not SectionState.UNEDITED]
        stays = phrase("your {sections} will stay", sections=_listed(edited))
        return PlanState.STALE, phrases([reason, stays]) if edited else reason
    if waiting := [section.field for section in sections if section.waiting]:
        return PlanState.UP_TO_DATE, phrase(
            "a new text waits beside your {sections}", sections=_listed(waiting)
        )
    edited = [section.heading for section in document.sections if section.state is not SectionState.UNEDITED]
    yours = phrase("{n} of {all} sections are yours", n=len(edited), all=len(document.sections))
    return PlanState.UP_TO_DATE, yours if edited else ""


def _listed(fields: list[str]) -> str:
    return ", ".join(fields)
