"""What a page says at a section of prep: since when it is stale, and that a new text waits."""

from collections.abc import Iterator

from prepsite.core.changes import told
from prepsite.core.document import SectionState
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Notice, SectionNote
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.plan import PlannedDocument, PlannedSection
from prepsite.errors import Severity


def section_notes(
    planned: PlannedDocument | None, document: PreparedDocument | None, prefix: str = ""
) -> tuple[SectionNote, ...]:
    """Return the notes at a document's sections; `prefix` goes before each anchor."""
    if planned is None or document is None:
        return ()
    notes: list[SectionNote] = []
    for part in document.sections:
        section = planned.section(part.section.field) if part.section.field else None
        notices = tuple(_notices(planned, section)) if section else ()
        if notices:
            notes.append(SectionNote(f"{prefix}{part.anchor}", notices))
    return tuple(notes)


def _notices(planned: PlannedDocument, section: PlannedSection) -> Iterator[Notice]:
    since = plain(f"Changed since this was written: {told(section.changes)}.") if section.changes else ""
    if section.is_stale and since:
        is_edited = section.state is not SectionState.UNEDITED
        kept = " Your edit stays; a new text will wait beside it." if is_edited else ""
        yield Notice(Severity.WARNING, f"{since}{kept}", planned.command)
    if section.waiting:
        text = "A new text waits beside yours" + (", older than that change." if section.is_stale else ".")
        told_once = "" if section.is_stale else f" {since}"
        command = f"prepsite diff {planned.name} {section.field}"
        yield Notice(Severity.NOTICE, f"{text}{told_once}".strip(), command)
