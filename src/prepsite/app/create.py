"""Making files for a person to fill in: `prepsite new …`.

Nothing here changes a file that exists: an id that is taken is numbered or refused.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from prepsite.app.locking import writing
from prepsite.app.naming import EXAMPLE, derive_id, find_application, near_miss, require_id, yaml_scalar
from prepsite.core.meant import when_meant
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.models.application import Application, Job
from prepsite.models.interview import Interview, Interviewer
from prepsite.models.vocabulary import ApplicationStatus, Focus, Format, Stage
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import write_new

LARGEST_POSTING = 500_000

W = TypeVar("W", bound=StrEnum)
M = TypeVar("M", Application, Job, Interview)
_OPTIONS = {"scheduled_at": "--at", "interviewers": "--interviewer"}


@dataclass(frozen=True)
class NewApplication:
    """What a person said about an application, or its posting; `posting` is its text, already read."""

    company: str
    role: str
    status: str = ApplicationStatus.INTERESTED.value
    resume: str | None = None
    location: str | None = None
    url: str | None = None
    posting: str | None = None
    id: str | None = None
    pay: str | None = None
    posted_on: str | None = None


@dataclass(frozen=True)
class NewInterview:
    """What a person said about a round; an interviewer is "Name" or "Name, Title"."""

    stage: str
    at: str | None = None
    interviewers: tuple[str, ...] = ()
    format: str | None = None
    duration: str | None = None
    focus: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class Made:
    """What was made: how commands name it, its files relative to the root, and when it takes place."""

    name: str
    paths: tuple[str, ...]
    starts_at: datetime | None = None
    missing: str = ""


def decode_posting(content: bytes, where: str) -> str:
    """Return a posting's text, its words untouched, with plain line ends and no byte order mark.

    Raises PrepsiteError where it is empty, larger than 500 kB, or not UTF-8 text.
    """
    if len(content) > LARGEST_POSTING:
        raise PrepsiteError(
            f"the posting has {len(content):,} bytes; the most is {LARGEST_POSTING:,}",
            where=where,
            remedy="keep the posting's own text",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PrepsiteError(
            f"byte {error.start + 1}, in line {line}, is not UTF-8 text",
            where=where,
            remedy="save the posting as plain text in UTF-8, or paste it with --posting -",
        ) from error
    if "\0" in text:
        raise PrepsiteError("the posting is not text", where=where, remedy="save it as plain text in UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise PrepsiteError("the posting is empty", where=where, remedy="leave --posting out to add it later")
    return text.strip("\n")


def new_application(workspace: Workspace, wanted: NewApplication) -> Made:
    """Make an application's folder with `application.md`, and `job.md` where there is a posting.

    Raises UsageError for a value that the files can't hold.
    """
    vault = read_vault(workspace)
    company, role = _one_line("company", wanted.company), _one_line("role", wanted.role)
    values = {
        "company": company,
        "role": role,
        "status": _word(wanted.status, ApplicationStatus, "status"),
        "resume": _resume(vault, wanted.resume),
        "location": _one_line("location", wanted.location) if wanted.location else None,
        "url": wanted.url.strip() if wanted.url else None,
    }
    _require_valid(Application, values)
    told = {"pay": _one_line("pay", wanted.pay) if wanted.pay else None, "posted_on": wanted.posted_on}
    _require_valid(Job, told)
    folder = workspace.vault / "applications"
    taken = _names(folder)
    chosen = require_id(wanted.id, taken) if wanted.id else derive_id(f"{company} {role}", "application", taken)
    templates = JinjaTemplates(workspace.templates)
    quoted = {key: yaml_scalar(value) if value else None for key, value in (values | told).items()}
    files = {"application.md": templates.render("scaffold/new/application.md.j2", **quoted)}
    if wanted.posting is not None:
        files["job.md"] = templates.render(
            "scaffold/new/job.md.j2",
            posting=wanted.posting,
            captured_on=_today(vault).isoformat(),
            **quoted,
        )
    paths = _write(workspace, folder / chosen, files)
    missing = "" if wanted.posting is not None else workspace.relative(folder / chosen / "job.md")
    return Made(chosen, paths, missing=missing)


def new_interview(workspace: Workspace, application_id: str, wanted: NewInterview) -> Made:
    """Make `interview.md` of a round; raise UsageError for a value that it can't hold."""
    vault = read_vault(workspace)
    record = find_application(vault, application_id)
    stage = _word(wanted.stage, Stage, "stage")
    people = [_interviewer(person) for person in wanted.interviewers]
    values = {
        "stage": stage,
        "format": _word(wanted.format, Format, "format") if wanted.format else None,
        "focus": [_word(focus, Focus, "focus") for focus in wanted.focus],
        "interviewers": people,
        "scheduled_at": wanted.at.strip() if wanted.at else None,
        "duration": wanted.duration.strip() if wanted.duration else None,
    }
    interview = _require_valid(Interview, values)
    folder = workspace.root / record.folder / "interviews"
    taken = _names(folder)
    chosen = require_id(wanted.id, taken) if wanted.id else derive_id(stage, "interview", taken)
    quoted = {key: yaml_scalar(value) for key, value in values.items() if isinstance(value, str)}
    text = JinjaTemplates(workspace.templates).render(
        "scaffold/new/interview.md.j2",
        **{key: quoted.get(key) for key in ("stage", "format", "scheduled_at", "duration")},
        focus=values["focus"],
        interviewers=[
            {"name": yaml_scalar(person.name), "title": yaml_scalar(person.title) if person.title else None}
            for person in people
        ],
    )
    paths = _write(workspace, folder / chosen, {"interview.md": text})
    starts_at = interview.scheduled_at
    if starts_at and starts_at.tzinfo is None:
        starts_at = starts_at.replace(tzinfo=vault.settings.zone)
    return Made(
        f"{record.id}/{chosen}", paths, starts_at.astimezone(vault.settings.zone) if starts_at else None
    )


def new_project(workspace: Workspace, title: str, chosen: str | None = None) -> Made:
    """Make `projects/<id>.md` with its title and every other field as a comment."""
    return _new_titled(workspace, "project", title, chosen)


def new_resume(workspace: Workspace, title: str, chosen: str | None = None) -> Made:
    """Make `resumes/<id>.md` with its title and every other field as a comment."""
    return _new_titled(workspace, "resume", title, chosen)


def _new_titled(
    workspace: Workspace,
    kind: str,
    title: str,
    chosen: str | None,
) -> Made:
    title = _one_line("title", title)
    folder = workspace.vault / f"{kind}s"
    taken = {name.removesuffix(".md") for name in _names(folder)}
    name = require_id(chosen, taken) if chosen else derive_id(title, kind, taken)
    text = JinjaTemplates(workspace.templates).render(f"scaffold/new/{kind}.md.j2", title=yaml_scalar(title))
    return Made(name, _write(workspace, folder, {f"{name}.md": text}))


def _resume(vault: Vault, wanted: str | None) -> str | None:
    """Return the resume asked for, or the only one that is the candidate's own."""
    if wanted is None:
        own = [name for name in vault.resumes if name != EXAMPLE]
        return own[0] if len(own) == 1 else None
    if wanted not in vault.resumes:
        hint = near_miss(wanted, vault.resumes.keys())
        raise UsageError(f"--resume: there is no resume {wanted!r}", remedy=hint)
    return wanted


def _interviewer(text: str) -> Interviewer:
    name, _, title = text.partition(",")
    if not name.strip():
        raise UsageError(f"--interviewer: {text!r} names nobody", remedy='write "Name" or "Name, Title"')
    return Interviewer(
        name=_one_line("interviewer", name), title=_one_line("interviewer", title) if title.strip() else None
    )


def _one_line(option: str, text: str) -> str:
    """Return the text with its white space made single; raise UsageError where it can't be shown."""
    line = " ".join(text.split())
    if not line:
        raise UsageError(f"{option} is empty", remedy="say it in a few words")
    if not line.isprintable():
        raise UsageError(f"{option} holds a character that can't be shown", remedy="type it again")
    return line


def _word(text: str, vocabulary: type[W], option: str) -> str:
    """Return the member that `text` names, in any case, with spaces or hyphens."""
    words = [str(word) for word in vocabulary]
    word = re.sub(r"[\s-]+", "_", text.strip().lower())
    if word not in words:
        article = "an" if option[0] in "aeiou" else "a"
        hint = near_miss(word, words) or f"it is one of {', '.join(words)}"
        raise UsageError(f"{text!r} is not {article} {option}", where=f"--{option}", remedy=hint)
    return word


def _require_valid(model: type[M], values: Mapping[str, object]) -> M:
    """Return the model made of `values`; raise UsageError that names the first option at fault."""
    try:
        return model.model_validate({key: value for key, value in values.items() if value})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        if field == "url":
            message = "is not an address like https://example.com/jobs/123"
        given = values.get(field)
        said, remedy = (repr(given), when_meant(given, message)) if isinstance(given, str) else ("", "")
        message = f"{said} {message}" if said and message.startswith("is ") else message
        raise UsageError(message, where=_OPTIONS.get(field, f"--{field}"), remedy=remedy) from error


def _today(vault: Vault) -> date:
    return vault.settings.today or datetime.now(vault.settings.zone).date()


def _names(folder: Path) -> Collection[str]:
    """Return the names in a folder, which need not exist."""
    return {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()


def _write(workspace: Workspace, folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write new files into a folder of the vault and return their paths, relative to the root."""
    if not folder.resolve().is_relative_to(workspace.vault.resolve()):
        raise PrepsiteError(
            "the folder leads out of the vault", where=str(folder), remedy="replace the link by a folder"
        )
    with writing(workspace):
        for name, text in files.items():
            write_new(folder / name, text, folders=True)
    return tuple(workspace.relative(folder / name) for name in files)
