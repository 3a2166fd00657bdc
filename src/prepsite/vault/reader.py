"""Reading the vault: every file once, no link followed, and every problem kept."""

import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar, cast

from prepsite.core.asked_private import asks_in_fields, asks_in_text
from prepsite.core.frontmatter import BOM, parse_front_matter
from prepsite.core.linking import link
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
from prepsite.vault.opening import Held, decoded, read_bytes, reason_of
from prepsite.vault.proposals import read_proposals
from prepsite.vault.read_parts import ReadApplication as ReadApplication
from prepsite.vault.read_parts import ReadFile as ReadFile
from prepsite.vault.read_parts import ReadOwn as ReadOwn
from prepsite.vault.settings_file import SETTINGS_FILE, settings_in

F = TypeVar("F", bound=FileModel)

APPLICATIONS = "applications"
_TOP_FILES = (SETTINGS_FILE, "profile.md", "facts.md")
_TOP_FOLDERS = ("projects", "resumes", APPLICATIONS)
_APPLICATION_FILES = ("application.md", "job.md", "company.md", "prep.md")
_APPLICATION_FOLDERS = ("interviews", "files")
_INTERVIEW_FILES = ("interview.md", "notes.md", "prep.md")


def read_vault(workspace: Workspace) -> Vault:
    """Read the whole vault; whatever is wrong with its files is in `problems`, sorted.

    Raises PrepsiteError only where there is no vault.
    """
    own = read_own(workspace)
    read = [read_application(workspace, name, entry) for name, entry in own.folders.items()]
    applications = {each.record.id: each.record for each in read}
    proposals, problems = read_proposals(workspace, documents_in(applications.values()))
    problems = (*own.problems, *(problem for each in read for problem in each.problems), *problems)
    return link(replace(own.vault, applications=applications, problems=problems, proposals=proposals))


def _must_be_there(workspace: Workspace) -> None:
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


def documents_in(records: Iterable[ApplicationRecord]) -> dict[str, str]:
    """Return the name of every document that there could be, by the path of its `prep.md`."""
    found: dict[str, str] = {}
    for record in records:
        found[f"{record.folder}/prep.md"] = record.id
        for each in record.interviews:
            found[f"{record.folder}/interviews/{each.id}/prep.md"] = f"{record.id}/{each.id}"
    return found


def read_own(workspace: Workspace, before: ReadOwn | None = None) -> ReadOwn:
    """Read all but the applications; a file with the bytes that it had before stays the same object.

    Raises PrepsiteError where there is no vault.
    """
    _must_be_there(workspace)
    with Held(workspace.vault) as held:
        return _Reader(workspace, held, before.files if before else {}).own()


def read_application(
    workspace: Workspace,
    name: str,
    entry: Entry,
    before: ReadApplication | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> ReadApplication:
    """Read one application; a file with the bytes that it had before stays the same object.

    `contents` are bytes of files that were read a moment ago, by path.
    """
    with Held(workspace.vault) as held:
        return _Reader(workspace, held, before.files if before else {}, contents).application(name, entry)


class _Reader:
    """Reads a part of the vault."""

    def __init__(
        self,
        workspace: Workspace,
        held: Held,
        before: Mapping[str, ReadFile],
        contents: Mapping[str, bytes] | None = None,
    ) -> None:
        self.root = workspace.vault
        self.name = workspace.relative(workspace.vault)
        self.folders = Folders(self.root, held=held)
        self.problems = self.folders.problems
        self.before = before
        self.contents = contents or {}
        self.files: dict[str, ReadFile] = {}

    def own(self) -> ReadOwn:
        """Return all but the applications, with its problems."""
        if self.root.is_symlink():
            remedy = "put the folder itself here if that is not what you want"
            self.folders.report(self.name, "the vault is a link, and is followed", remedy, Severity.NOTICE)
        found, meant = self.folders.known(self.root, self.name, _TOP_FILES, _TOP_FOLDERS)
        settings = Settings()
        if SETTINGS_FILE in found:
            entry = found[SETTINGS_FILE]
            settings, _, problems = settings_in(entry.file, entry.path)
            self.problems.extend(problems)
        folders = dict(self._ids(found, APPLICATIONS, folders=True, inner="application.md"))
        if folders and "profile.md" not in found and "profile.md" not in meant:
            self._missing(f"{self.name}/profile.md", "write who you are in it", Severity.WARNING)
        vault = Vault(
            self.name,
            settings,
            self._file(Profile, found.get("profile.md")),
            self._file(Facts, found.get("facts.md")),
            {name: self._read(ExperienceProject, entry, name) for name, entry in self._ids(found, "projects")},
            {name: self._read(Resume, entry, name) for name, entry in self._ids(found, "resumes")},
        )
        return ReadOwn(vault, folders, tuple(self.problems), self.files)

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

        def parsed(text: str) -> tuple[VaultFile[FileModel], tuple[Problem, ...]]:
            return _parsed(model, text, entry.path, name)

        file = self._content(entry, parsed)
        return cast("VaultFile[F]", file) if isinstance(file, VaultFile) else VaultFile(entry.path, name, None)

    def _prep(self, entry: Entry | None) -> PrepFile | None:
        file = self._content(entry, lambda text: _parsed_prep(text, entry.path)) if entry else None
        return file if isinstance(file, PrepFile) else None

    def _content(
        self,
        entry: Entry,
        parse: Callable[[str], tuple[VaultFile[FileModel] | PrepFile | None, tuple[Problem, ...]]],
    ) -> VaultFile[FileModel] | PrepFile | None:
        """Return what a file says, as it was read before if its bytes are the same."""
        content, problems = self._bytes(entry)
        digest = sha256(content).hexdigest() if content is not None else ""
        read = self.before.get(entry.path)
        if content is None:
            read = ReadFile(digest, None, problems)
        elif read is None or read.digest != digest:
            text, problems = decoded(content, entry.path)
            file, found = parse(text) if text is not None else (None, ())
            read = ReadFile(digest, file, (*problems, *found))
        self.files[entry.path] = read
        self.problems.extend(read.problems)
        return read.file

    def _bytes(self, entry: Entry) -> tuple[bytes | None, tuple[Problem, ...]]:
        known = self.contents.get(entry.path)
        return (
            (known, ())
            if known is not None
            else read_bytes(entry.place, entry.path, self.root, self.folders.held)
        )

    def application(self, name: str, entry: Entry) -> ReadApplication:
        """Return one application, with its problems."""
        found, meant = self.folders.known(entry.place, entry.path, _APPLICATION_FILES, _APPLICATION_FOLDERS)
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
        record = ApplicationRecord(
            name,
            entry.path,
            self._file(Application, found.get("application.md")),
            self._file(Job, found.get("job.md")),
            self._file(Company, found.get("company.md")),
            self._prep(found.get("prep.md")),
            rounds,
            self._attachments(found.get("files")),
        )
        return ReadApplication(record, tuple(self.problems), self.files)

    def _attachments(self, entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ()
        return tuple(f"{entry.path}/{path}" for path in sorted(self.folders.below(entry.file, entry.path)))

    def _interview(self, application: str, name: str, entry: Entry) -> InterviewRecord:
        found, meant = self.folders.known(entry.place, entry.path, _INTERVIEW_FILES)
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


_MODELS: Mapping[str, type[FileModel]] = {
    "application.md": Application,
    "job.md": Job,
    "company.md": Company,
    "interview.md": Interview,
    "notes.md": Notes,
}


def parsed_again(path: str, name: str, content: bytes) -> VaultFile[FileModel]:
    """Return a file of an application from its bytes; what is no text says nothing."""
    return _parsed(_MODELS[path.rpartition("/")[2]], decoded(content, path)[0] or "", path, name)[0]


def _parsed(model: type[F], text: str, path: str, name: str) -> tuple[VaultFile[F], tuple[Problem, ...]]:
    parsed = parse_front_matter(text, path)
    fields, objections = validate(model, parsed)
    problems = (*parsed.problems, *objections, *secret_problems(text, path))
    asks = fields is None and (asks_in_fields(parsed.values) if parsed.is_usable else asks_in_text(text))
    return VaultFile(path, name, fields, parsed.body, parsed.body_line, parsed.positions, asks), problems


def _parsed_prep(text: str, path: str) -> tuple[PrepFile | None, tuple[Problem, ...]]:
    problems = secret_problems(text, path)
    if not asks_in_text(text.removeprefix(BOM).lstrip("-").partition("\n---")[0]):
        return PrepFile(path, text), problems
    remedy = "write `private: true` in interview.md or application.md beside it, and take it out here"
    message = "prep can't be private by itself; it is shown nowhere"
    return None, (*problems, Problem(path, 1, 1, Severity.ERROR, "private", message, remedy))
