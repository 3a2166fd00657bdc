"""Reading the vault: every file once, no link followed, and every problem kept."""

import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

from prepsite.core.asked_private import asks_in_fields, asks_in_text
from prepsite.core.frontmatter import ParsedText, parse_front_matter, parse_yaml
from prepsite.core.linking import link
from prepsite.core.nearest import nearest
from prepsite.core.secret_signs import secret_problems
from prepsite.core.validation import validate
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings
from prepsite.vault.folders import Entry, Folders
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text, reason_of
from prepsite.vault.proposals import read_proposals

F = TypeVar("F", bound=FileModel)

SETTINGS_FILE = "prepsite.yml"
_TOP_FILES = (SETTINGS_FILE, "profile.md", "facts.md")
_TOP_FOLDERS = ("projects", "resumes", "applications")
_APPLICATION_FILES = ("application.md", "job.md", "company.md", "prep.md")
_APPLICATION_FOLDERS = ("interviews", "files")
_INTERVIEW_FILES = ("interview.md", "notes.md", "prep.md")


def read_vault(workspace: Workspace) -> Vault:
    """Read the whole vault; whatever is wrong with its files is in `problems`, sorted.

    Raises PrepsiteError only where there is no vault.
    """
    where = workspace.relative(workspace.vault)
    try:
        is_folder = stat.S_ISDIR(workspace.vault.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        remedy = "run `prepsite init` there, or go to the folder that holds it"
        raise PrepsiteError("there is no vault", where=where, remedy=remedy) from error
    except OSError as error:
        what = f"the vault can't be read: {reason_of(error)}"
        raise PrepsiteError(what, where=where, remedy="check the folder and its rights") from error
    if not is_folder:
        remedy = "move it away, or go to the folder that holds your vault"
        raise PrepsiteError("there is no vault: this is a file", where=where, remedy=remedy)
    return link(_Reader(workspace).read())


def read_settings(workspace: Workspace) -> tuple[Settings, ParsedText]:
    """Read the settings, with the positions of their keys; the defaults where they are missing or broken."""
    settings, parsed, _ = _settings(workspace.vault / SETTINGS_FILE, _settings_path(workspace))
    return settings, parsed


def _settings_path(workspace: Workspace) -> str:
    return f"{workspace.relative(workspace.vault)}/{SETTINGS_FILE}"


def _settings(file: Path, path: str) -> tuple[Settings, ParsedText, tuple[Problem, ...]]:
    text, problems = read_text(file, path, file.parent)
    if text is None:
        return Settings(), ParsedText(path), problems
    parsed = parse_yaml(text, path)
    settings, objections = validate(Settings, parsed)
    named = tuple(_with_nearest_zone(problem, parsed) for problem in objections)
    return settings or Settings(), parsed, (*parsed.problems, *named, *secret_problems(text, path))


def _with_nearest_zone(problem: Problem, parsed: ParsedText) -> Problem:
    """Name the zone that an unknown one most likely means: only the disk knows them all."""
    stated = parsed.values.get("timezone")
    if problem.field != "timezone" or not isinstance(stated, str):
        return problem
    zones = available_timezones()
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    near = nearest(stated, sorted(zones), cutoff=0.8) or cities.get(nearest(stated, cities, cutoff=0.75) or "")
    message = f"{stated[:60]!r} is not a time zone"
    remedy = f"did you mean {near}?" if near else "use a name like Europe/Berlin"
    return replace(problem, message=message, remedy=remedy)


def _documents(records: Iterable[ApplicationRecord]) -> dict[str, str]:
    """Return the name of every document that there could be, by the path of its `prep.md`."""
    found: dict[str, str] = {}
    for record in records:
        found[f"{record.folder}/prep.md"] = record.id
        for each in record.interviews:
            found[f"{record.folder}/interviews/{each.id}/prep.md"] = f"{record.id}/{each.id}"
    return found


class _Reader:
    """Reads one vault into records; rounds are not in order yet."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.root = workspace.vault
        self.name = workspace.relative(workspace.vault)
        self.folders = Folders(self.root)
        self.problems = self.folders.problems

    def read(self) -> Vault:
        """Return what was read, with its problems."""
        if self.root.is_symlink():
            remedy = "put the folder itself here if that is not what you want"
            self.folders.report(self.name, "the vault is a link, and is followed", remedy, Severity.NOTICE)
        found, meant = self.folders.known(self.root, self.name, _TOP_FILES, _TOP_FOLDERS)
        settings = Settings()
        if SETTINGS_FILE in found:
            entry = found[SETTINGS_FILE]
            settings, _, problems = _settings(entry.file, entry.path)
            self.problems.extend(problems)
        applications = {
            name: self._application(name, entry)
            for name, entry in self._ids(found, "applications", folders=True, inner="application.md")
        }
        if applications and "profile.md" not in found and "profile.md" not in meant:
            self._missing(f"{self.name}/profile.md", "write who you are in it", Severity.WARNING)
        proposals, problems = read_proposals(self.workspace, _documents(applications.values()))
        self.problems.extend(problems)
        return Vault(
            self.name,
            settings,
            self._file(Profile, found.get("profile.md")),
            self._file(Facts, found.get("facts.md")),
            {name: self._read(ExperienceProject, entry, name) for name, entry in self._ids(found, "projects")},
            {name: self._read(Resume, entry, name) for name, entry in self._ids(found, "resumes")},
            applications,
            tuple(self.problems),
            proposals,
        )

    def _ids(
        self, found: dict[str, Entry], name: str, *, folders: bool = False, inner: str = ""
    ) -> list[tuple[str, Entry]]:
        entry = found.get(name)
        return list(self.folders.by_id(entry.file, entry.path, folders=folders, inner=inner)) if entry else []

    def _missing(self, path: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        name = path.rpartition("/")[2]
        self.folders.report(path, f"{name} is missing", remedy, severity)

    def _file(self, model: type[F], entry: Entry | None) -> VaultFile[F] | None:
        return self._read(model, entry, entry.name.removesuffix(".md")) if entry else None

    def _read(self, model: type[F], entry: Entry, name: str) -> VaultFile[F]:
        """Read one file; its fields are None where anything is wrong with them."""
        text, problems = read_text(entry.file, entry.path, self.root)
        self.problems.extend(problems)
        if text is None:
            return VaultFile(entry.path, name, None)
        parsed = parse_front_matter(text, entry.path)
        fields, objections = validate(model, parsed)
        self.problems.extend((*parsed.problems, *objections, *secret_problems(text, entry.path)))
        asks = fields is None and (asks_in_fields(parsed.values) if parsed.is_usable else asks_in_text(text))
        return VaultFile(entry.path, name, fields, parsed.body, parsed.body_line, parsed.positions, asks)

    def _prep(self, entry: Entry | None) -> PrepFile | None:
        if entry is None:
            return None
        text, problems = read_text(entry.file, entry.path, self.root)
        self.problems.extend(problems)
        if text is None:
            return None
        self.problems.extend(secret_problems(text, entry.path))
        return PrepFile(entry.path, text)

    def _application(self, name: str, entry: Entry) -> ApplicationRecord:
        found, meant = self.folders.known(entry.file, entry.path, _APPLICATION_FILES, _APPLICATION_FOLDERS)
        if "application.md" not in found and "application.md" not in meant:
            self._missing(f"{entry.path}/application.md", "write company, role and status in it")
        folders = self._ids(found, "interviews", folders=True, inner="interview.md")
        rounds = tuple(self._interview(name, round_name, folder) for round_name, folder in folders)
        if "application.md" in found and "job.md" not in found and "job.md" not in meant:
            waits = any(each.is_scheduled for each in rounds)
            message = f"there is no {entry.path}/job.md, so no prep can be written"
            remedy = "paste the posting into it, below front matter"
            severity = Severity.ERROR if waits else Severity.WARNING
            self.folders.report(found["application.md"].path, message, remedy, severity)
        return ApplicationRecord(
            name,
            entry.path,
            self._file(Application, found.get("application.md")),
            self._file(Job, found.get("job.md")),
            self._file(Company, found.get("company.md")),
            self._prep(found.get("prep.md")),
            rounds,
            self._attachments(found.get("files")),
        )

    def _attachments(self, entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ()
        return tuple(f"{entry.path}/{path}" for path in sorted(self.folders.below(entry.file, entry.path)))

    def _interview(self, application: str, name: str, entry: Entry) -> InterviewRecord:
        found, meant = self.folders.known(entry.file, entry.path, _INTERVIEW_FILES)
        path = f"{entry.path}/interview.md"
        if "interview.md" not in found and "interview.md" not in meant:
            self._missing(path, "write the stage of the round in it")
        return InterviewRecord(
            name,
            application,
            self._read(Interview, found["interview.md"], name)
            if "interview.md" in found
            else VaultFile(path, name, None),
            notes=self._read(Notes, found["notes.md"], name) if "notes.md" in found else None,
            prep=self._prep(found.get("prep.md")),
        )
