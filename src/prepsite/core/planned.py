"""The plan as a value: documents and their sections, what is to be done about each, and why."""

from dataclasses import dataclass
from enum import StrEnum

from prepsite.core.changes import Change
from prepsite.core.document import SectionState


class PlanState(StrEnum):
    """What is to be done about a document."""

    MISSING = "missing"
    STALE = "stale"
    BLOCKED = "blocked"
    UP_TO_DATE = "up to date"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section of an existing document.

    `changed` are the references that say something else now than when it was written, `changes`
    tell old → new. A new text is `waiting` beside a section that a person edited, `current` if it
    was made from what the vault says now.
    """

    field: str
    state: SectionState
    changed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    waiting: bool = False
    current: bool = False

    @property
    def is_stale(self) -> bool:
        """Tell whether it is to be written anew: its inputs changed, and no text waits that knows it."""
        return bool(self.changed) and not (self.current and self.state is not SectionState.UNEDITED)


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

    def section(self, field: str) -> PlannedSection | None:
        """Return the plan of one section, or None where the document has none of that field."""
        return next((section for section in self.sections if section.field == field), None)

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
