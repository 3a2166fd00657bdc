"""What prep is missing, stale, blocked or up to date, each with its reason.

The plan is a frozen value that can be printed before anything is written or paid for. It looks
at statuses and digests, never at the clock or a file's time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import ValidationError

from prepsite.core.brief import brief_for
from prepsite.core.document import PrepDocument, SectionState, split
from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.inputs import Inputs
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault
from prepsite.errors import PrepsiteError
from prepsite.models.provenance import Provenance

# What stands among a section's changes where its writer is no longer the settings'.
WRITER = "writer"
_OFFLINE, _MODEL = "offline", "openai"


class PlanState(StrEnum):
    """What is to be done about a document."""

    MISSING = "missing"
    STALE = "stale"
    BLOCKED = "blocked"
    UP_TO_DATE = "up to date"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class PlannedSection:
    """A section of an existing document; `changed` are the references that say something else now."""

    field: str
    state: SectionState
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedDocument:
    """One `prep.md`, base or of a round, and what to do about it."""

    application_id: str
    interview_id: str | None
    path: str
    state: PlanState
    reason: str
    sections: tuple[PlannedSection, ...] = ()
    exists: bool = False

    @property
    def name(self) -> str:
        """Return how commands name it: `application` or `application/interview`."""
        return f"{self.application_id}/{self.interview_id}" if self.interview_id else self.application_id

    @property
    def command(self) -> str:
        """Return the command that does something about it, or an empty text."""
        match self.state:
            case PlanState.MISSING:
                return f"prepsite generate {self.name}{'' if self.interview_id else ' --base'}"
            case PlanState.STALE:
                return f"prepsite generate {self.name}{'' if self.interview_id else ' --base'} --stale"
            case PlanState.BLOCKED:
                return "prepsite check"
            case _:
                return ""


@dataclass(frozen=True)
class Plan:
    """All documents of the vault, base prep before its rounds, in the vault's order."""

    documents: tuple[PlannedDocument, ...]

    def document(self, application_id: str, interview_id: str | None = None) -> PlannedDocument | None:
        """Return the plan of one document, or None where the vault has no such thing."""
        return next(
            (
                found
                for found in self.documents
                if (found.application_id, found.interview_id) == (application_id, interview_id)
            ),
            None,
        )


def plan_of(vault: Vault) -> Plan:
    """Return the plan of the vault: base prep, then each round in order, application by application."""
    inputs = Inputs(vault)
    documents: list[PlannedDocument] = []
    for record in vault.applications.values():
        documents.append(_plan_base(vault, record, inputs))
        documents += [_plan_round(vault, record, found, inputs) for found in record.interviews]
    if vault.settings.writer == _MODEL:
        documents = [_for_a_model(vault, planned) for planned in documents]
    return Plan(tuple(documents))


def _for_a_model(vault: Vault, planned: PlannedDocument) -> PlannedDocument:
    """Return the plan where a language model is to write: what was drafted without one is stale."""
    record = vault.applications[planned.application_id]
    found = record.interview(planned.interview_id) if planned.interview_id else None
    prep = found.prep if found else record.prep
    provenance = provenance_of(prep) if prep else None
    if planned.state not in {PlanState.STALE, PlanState.UP_TO_DATE} or not provenance:
        return planned
    if provenance.writer != _OFFLINE or not any(s.state is SectionState.UNEDITED for s in planned.sections):
        return planned
    sections = tuple(
        replace(section, changed=(*section.changed, WRITER))
        if section.state is SectionState.UNEDITED
        else section
        for section in planned.sections
    )
    reason = "drafted without a language model, which the settings name now"
    if planned.state is PlanState.STALE:
        reason = f"{reason}; {planned.reason}"
    return replace(planned, state=PlanState.STALE, reason=reason, sections=sections)


def provenance_of(prep: PrepFile) -> Provenance | None:
    """Return a prep file's provenance, or None where its front matter can't be used."""
    parsed = parse_front_matter(prep.text, prep.path)
    if not parsed.is_usable:
        return None
    try:
        return Provenance.model_validate(parsed.values)
    except ValidationError:
        return None


def _plan_base(vault: Vault, record: ApplicationRecord, inputs: Inputs) -> PlannedDocument:
    path = f"{record.folder}/prep.md"
    upcoming = [found for found in record.interviews if found.is_scheduled]
    if record.prep is not None:
        return _existing(record, None, record.prep, inputs, over=not (record.is_open and upcoming))
    if record.fields is not None and not record.is_open:
        state, reason = PlanState.SKIPPED, f"the application is {record.fields.status.label.lower()}"
    elif not upcoming:
        state, reason = PlanState.SKIPPED, "no interview is scheduled"
    else:
        state, reason = _missing(vault, record.id, None)
    return PlannedDocument(record.id, None, path, state, reason)


def _plan_round(
    vault: Vault, record: ApplicationRecord, found: InterviewRecord, inputs: Inputs
) -> PlannedDocument:
    path = f"{record.folder}/interviews/{found.id}/prep.md"
    if found.prep is not None:
        return _existing(record, found, found.prep, inputs, over=not (record.is_open and found.is_scheduled))
    if found.interview is not None and not found.is_scheduled:
        state, reason = PlanState.SKIPPED, f"the interview is {found.interview.status.label.lower()}"
    elif record.fields is not None and not record.is_open:
        state, reason = PlanState.SKIPPED, f"the application is {record.fields.status.label.lower()}"
    else:
        state, reason = _missing(vault, record.id, found.id)
    return PlannedDocument(record.id, found.id, path, state, reason)


def _missing(vault: Vault, application_id: str, interview_id: str | None) -> tuple[PlanState, str]:
    try:
        brief_for(vault, application_id, interview_id)
    except PrepsiteError as error:
        return PlanState.BLOCKED, str(error)
    return PlanState.MISSING, "not written yet"


def _existing(
    record: ApplicationRecord, found: InterviewRecord | None, prep: PrepFile, inputs: Inputs, *, over: bool
) -> PlannedDocument:
    provenance = provenance_of(prep)
    recorded = provenance.inputs if provenance else {}
    document = split(prep.text)
    new_notes = _new_notes(record, found, recorded)
    sections = tuple(
        PlannedSection(
            section.field,
            section.state,
            (*inputs.changed(recorded.get(section.field, {}), record.id), *new_notes) if not over else (),
        )
        for section in document.sections
        if section.field
    )
    state, reason = _judge(sections, document, provenance, over=over)
    return PlannedDocument(
        record.id, found.id if found else None, prep.path, state, reason, sections, exists=True
    )


def _new_notes(
    record: ApplicationRecord, found: InterviewRecord | None, recorded: Mapping[str, Mapping[str, str]]
) -> tuple[str, ...]:
    """Return the notes of earlier rounds that did not exist when the document was written."""
    if found is None or not recorded:
        return ()
    known = {reference for references in recorded.values() for reference in references}
    earlier = [f"notes:{before.id}" for before in record.before(found.id) if _usable_notes(before)]
    return tuple(reference for reference in earlier if reference not in known)


def _usable_notes(found: InterviewRecord) -> bool:
    notes = found.notes
    return notes is not None and notes.fields is not None and not notes.is_private


def _judge(
    sections: tuple[PlannedSection, ...], document: PrepDocument, provenance: Provenance | None, *, over: bool
) -> tuple[PlanState, str]:
    if over:
        return PlanState.SKIPPED, "nothing is to come; it stays as it is"
    if provenance is None:
        return PlanState.UP_TO_DATE, "its front matter tells no origin; it is yours and stays as it is"
    stale = [section for section in sections if section.changed]
    free = [section for section in stale if section.state is SectionState.UNEDITED]
    if free:
        changed = sorted({reference for section in free for reference in section.changed})
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        return PlanState.STALE, f"changed since: {', '.join(changed[:3])}{more}"
    if stale:
        names = ", ".join(section.field for section in stale)
        return PlanState.UP_TO_DATE, f"you edited {names}; what it was made from has changed"
    edited = sum(section.state is not SectionState.UNEDITED for section in document.sections)
    return PlanState.UP_TO_DATE, f"{edited} of {len(document.sections)} sections are yours" if edited else ""
