"""What a page says at a section of prep: since when it is stale, and that a new text waits."""

from collections.abc import Iterator

from prepsite.core.changes import told
from prepsite.core.document import SectionState
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Notice, SectionNote
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.phrases import said_in
from prepsite.core.plan import PlannedDocument, PlannedSection
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Severity


def section_notes(
    planned: PlannedDocument | None,
    document: PreparedDocument | None,
    prefix: str = "",
    words: Words = SPOKEN,
) -> tuple[SectionNote, ...]:
    """Return the notes at a document's sections; `prefix` goes before each anchor."""
    if planned is None or document is None:
        return ()
    notes: list[SectionNote] = []
    for part in document.sections:
        section = planned.section(part.section.field) if part.section.field else None
        notices = tuple(_notices(words, planned, section)) if section else ()
        if notices:
            notes.append(SectionNote(f"{prefix}{part.anchor}", notices))
    return tuple(notes)


def _notices(words: Words, planned: PlannedDocument, section: PlannedSection) -> Iterator[Notice]:
    changes = said_in(words, told(section.changes))
    since = plain(words("Changed since this was written: {changes}.", changes=changes)) if changes else ""
    if section.is_stale and since:
        is_edited = section.state is not SectionState.UNEDITED
        kept = words("Your edit stays; a new text will wait beside it.") if is_edited else ""
        yield Notice(Severity.WARNING, f"{since} {kept}".strip(), planned.command)
    if section.waiting:
        older, waits = (
            words("A new text waits beside yours, older than that change."),
            words("A new text waits beside yours."),
        )
        text = older if section.is_stale else waits
        told_once = "" if section.is_stale else f" {since}"
        command = f"prepsite diff {planned.name} {section.field}"
        yield Notice(Severity.NOTICE, f"{text}{told_once}".strip(), command)
