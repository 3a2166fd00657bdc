"""`.prepsite/calendar.jsonl` in the vault: what calendars were told, committed so that clones go on from it."""

import os

from prepsite.core.calendar.numbering import Known
from prepsite.core.calendar.remembered import Remembered, read_remembered, remembered_text
from prepsite.errors import PrepsiteError
from prepsite.vault.keeping import kept_path
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.writer import replace_text, write_new

FILE = "calendar.jsonl"


def calendar_file(workspace: Workspace) -> str:
    """Return the path of the file, as problems name it."""
    return workspace.relative(kept_path(workspace, FILE))


def read_calendar(workspace: Workspace) -> tuple[Remembered, str | None]:
    """Return what is remembered, and the file's text; None where there is no file yet.

    Raises PrepsiteError where there is one that can't be read: its numbers would start over.
    """
    path = kept_path(workspace, FILE)
    if not os.path.lexists(path):
        return read_remembered(""), None
    text, problems = read_text(path, calendar_file(workspace), workspace.vault)
    if text is None:
        remedy = f"{problems[0].remedy}, or take it back from git; nothing was written"
        raise PrepsiteError(problems[0].message, where=problems[0].path, remedy=remedy)
    return read_remembered(text), text


def write_calendar(workspace: Workspace, known: Known, before: str | None) -> None:
    """Put what is to be remembered in place of the text that was read; hold the lock of writers.

    Raises ChangedMeanwhileError where the file says something else by now, PrepsiteError where it
    can't be written.
    """
    path = kept_path(workspace, FILE)
    if path.parent.is_symlink():
        raise PrepsiteError(
            "this is a link, and links are not followed",
            where=workspace.relative(path.parent),
            remedy="put a folder in its place",
        )
    text = remembered_text(known)
    if before is None:
        write_new(path, text, folders=True)
    elif before.replace("\r\n", "\n") != text:
        replace_text(path, text, before)
