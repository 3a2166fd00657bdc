"""Write a calendar file of all rounds, numbered so that a calendar takes changes and nothing twice."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from prepsite.app.ics import ics_text, is_own, published_in
from prepsite.app.locking import writing
from prepsite.core.calendar.contents import DUE, Contents, contents_of
from prepsite.core.calendar.numbering import (
    Known,
    NumberedEvent,
    Published,
    calendar_id,
    event_uid,
    numbered,
    renumbered,
)
from prepsite.core.linking import INTERVIEW_YEARS, missing_reference
from prepsite.core.vault import Vault
from prepsite.core.words import Words
from prepsite.errors import PrepsiteError, Problem, Severity, UsageError
from prepsite.templating import JinjaTemplates
from prepsite.vault.calendar_file import calendar_file, read_calendar, write_calendar
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.vault.settings_file import SETTINGS_FILE
from prepsite.vault.writer import replace_text, write_new

DEFAULT_FILE = "interviews.ics"
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """What is to be in a calendar file, and where it goes."""

    file: Path
    private: bool = False
    alarms: bool = True
    applications: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A calendar file as it stands now: its events, those that are new or changed, and what is not in it."""

    file: Path
    events: tuple[NumberedEvent, ...]
    news: int
    changed: bool
    problems: tuple[Problem, ...]


def write_calendar_file(workspace: Workspace, wanted: Wanted) -> Written:
    """Write the calendar file, and remember the numbers of its events in the vault first.

    Raises UsageError for an unknown application, PrepsiteError where the settings can't be used or
    something can't be read or written; a calendar that was there is then as it was.
    """
    file = wanted.file.absolute()
    _refuse_inside(workspace, file)
    with writing(workspace):
        vault = read_vault(workspace)
        _require_settings(workspace, vault)
        _require_known(vault, wanted.applications)
        words = JinjaTemplates(workspace.templates).words(vault.settings.language)
        contents = contents_of(vault, words)
        before = _earlier(file)
        known, doubts = _remember(workspace, vault, contents, published_in(before or ""))
        events = _chosen(contents, known, wanted, words)
        text = ics_text(events, words("Interviews"))
        changed = _put(file, text, before)
    earlier = published_in(before or "")
    news = sum(1 for each in events if _is_news(each, earlier))
    left_out = tuple(
        problem for problem in contents.left_out if _concerns(vault, problem.path, wanted.applications)
    )
    return Written(file, events, news, changed, (*doubts, *left_out))


def _remember(
    workspace: Workspace, vault: Vault, contents: Contents, published: Mapping[str, Published]
) -> tuple[Known, tuple[Problem, ...]]:
    """Bring what is remembered up to the events as they are, and keep it."""
    remembered, text = read_calendar(workspace)
    names = {event.name for event in contents.events}
    calendar = remembered.calendar or _calendar_of(published, names) or calendar_id(_owner(vault))
    unsure = contents.unreadable | _unsure(vault, remembered.entries)
    before = Known(calendar, remembered.entries)
    after = renumbered(contents.events, unsure, before, published, _now(vault))
    write_calendar(workspace, after, text)
    where = calendar_file(workspace)
    message = "the line can't be read, so the number of an event may be lost"
    remedy = "it was written anew, from the numbers in the calendar file that was there"
    doubts = (Problem(where, line, 1, Severity.WARNING, "", message, remedy) for line in remembered.damaged)
    return after, tuple(doubts)


def _owner(vault: Vault) -> str:
    profile = vault.profile
    return profile.fields.name if profile and profile.fields and not profile.is_private else ""


def _calendar_of(published: Mapping[str, Published], names: Collection[str]) -> str | None:
    """Return the vault's part of UIDs as an earlier file of the same vault has it."""
    parts = sorted({uid.partition("@")[2].removesuffix(".prepsite") for uid in published})
    return next((part for part in parts if any(event_uid(part, name) in published for name in names)), None)


def _unsure(vault: Vault, names: Collection[str]) -> frozenset[str]:
    """Return the names of rounds that may be there, in a folder that can't be read."""
    errors = {f"{found.path}/" for found in vault.problems if found.severity is Severity.ERROR}
    return frozenset(name for name in names if any(_folder(vault, name).startswith(path) for path in errors))


def _folder(vault: Vault, name: str) -> str:
    application, _, interview = name.removesuffix(DUE).partition("/")
    return f"{vault.name}/applications/{application}/interviews/{interview}/"


def _now(vault: Vault) -> datetime:
    """Return the moment a change is told to have been made: the settings' day, where they fix one."""
    today = vault.settings.today
    if today and today.year in INTERVIEW_YEARS:
        return datetime.combine(today, time(), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _chosen(contents: Contents, known: Known, wanted: Wanted, words: Words) -> tuple[NumberedEvent, ...]:
    found = numbered(
        contents.events, known, private=wanted.private, cancelled_title=words("Cancelled interview")
    )
    return tuple(
        each if wanted.alarms else replace(each, event=replace(each.event, alarms=()))
        for each in found
        if not wanted.applications or each.event.name.partition("/")[0] in wanted.applications
    )


def _is_news(each: NumberedEvent, earlier: Mapping[str, Published]) -> bool:
    before = earlier.get(each.uid)
    return before is None or (before.sequence, before.revised) != (each.sequence, each.revised)


def _concerns(vault: Vault, path: str, applications: Sequence[str]) -> bool:
    folders = (f"{vault.name}/applications/{name}/" for name in applications)
    return not applications or path.startswith(tuple(folders))


def _require_settings(workspace: Workspace, vault: Vault) -> None:
    """Raise PrepsiteError where the settings can't be used: without their zone no time can be told."""
    path = workspace.relative(workspace.vault / SETTINGS_FILE)
    problem = next((found for found in vault.problems_in(path) if found.severity is Severity.ERROR), None)
    if problem is not None:
        field = f"{problem.field}: " if problem.field else ""
        raise PrepsiteError(
            f"{field}{problem.message}",
            where=f"{problem.path}:{problem.line}:{problem.column}",
            remedy=f"{problem.remedy or 'mend the file'}; no calendar was written: its times could be wrong",
        )


def _require_known(vault: Vault, applications: Sequence[str]) -> None:
    for name in applications:
        if name not in vault.applications:
            folder = f"{vault.name}/applications/{name}/application.md"
            message, remedy = missing_reference("application", name, vault.applications, folder)
            raise UsageError(message, remedy=remedy)


def _refuse_inside(workspace: Workspace, file: Path) -> None:
    folder = file.parent.resolve()
    for inner, what in ((workspace.vault, "the vault"), (workspace.templates, "the templates")):
        if folder.is_relative_to(inner.resolve()):
            raise PrepsiteError(
                f"a calendar file can't go into {what}", where=str(file), remedy="name another folder"
            )


def _earlier(file: Path) -> str | None:
    """Return the calendar file that is there; raise PrepsiteError for anything else in its place."""
    if not os.path.lexists(file):
        return None
    what = None
    try:
        if file.is_symlink() or not file.is_file():
            what = "there is something else of that name, not a file"
        elif file.stat().st_size <= _MOST_BYTES:
            text = file.read_bytes().decode("utf-8")
            if is_own(text):
                return text
    except UnicodeDecodeError:
        pass
    except OSError as error:
        what = f"can't be read: {(error.strerror or 'unknown reason').lower()}"
    raise PrepsiteError(
        what or "there is a file of that name that this command did not write",
        where=str(file),
        remedy="move it away, or name another file with --out",
    )


def _put(file: Path, text: str, before: str | None) -> bool:
    if before is None:
        write_new(file, text, folders=True)
        return True
    return replace_text(file, text, before)
