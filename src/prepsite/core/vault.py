"""The vault as one frozen value: every file read, linked and ordered, with its problems beside it.

All paths are relative to the folder that holds the vault, with forward slashes:
`vault/applications/acme/job.md`.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from prepsite.errors import Problem
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings
from prepsite.models.vocabulary import ApplicationStatus, InterviewStatus

KeyPath = tuple[str | int, ...]
Position = tuple[int, int]

F = TypeVar("F", bound=FileModel, covariant=True)


@dataclass(frozen=True)
class VaultFile(Generic[F]):
    """One file: its fields, or None where its problems make it unusable, and its body.

    `positions` maps each key's path to the (line, column) of its value, both from 1.
    `id` is the name that references use: the file's stem or its folder's name. `asks_privacy` tells
    of a file that can't be used whether it meant to be private, however wrongly it says so, and of
    notes whether their round is private.
    """

    path: str
    id: str
    fields: F | None
    body: str = ""
    body_line: int = 1
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    asks_privacy: bool = False

    def position(self, *keys: str | int) -> Position:
        """Return where the value at `keys` stands, or the nearest key above it, or (1, 1)."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.positions:
                return self.positions[keys[:length]]
        return (1, 1)

    @property
    def is_private(self) -> bool:
        """Tell whether the whole file is private."""
        return self.asks_privacy or (self.fields is not None and self.fields.is_private)


_QUICKLY = 1


class _InUtf8:
    """A text in UTF-8: prep is most of a vault, and a single quotation mark doubles a text in memory."""

    def __get__(self, of: "PrepFile | None", _: type | None = None) -> str:
        if of is None:
            raise AttributeError
        return of.content.decode("utf-8", "surrogatepass")

    def __set__(self, of: "PrepFile", text: str) -> None:
        of.__dict__["content"] = text.encode("utf-8", "surrogatepass")


class _Packed(bytes):
    """A text that is packed, as prep is most of a vault, and of most nobody reads a word."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class PrepFile:
    """A `prep.md` as it stands on disk; `text` keeps its newline style, and is decoded when it is read."""

    path: str
    text: _InUtf8 = _InUtf8()

    @classmethod
    def of(cls, path: str, content: bytes) -> "PrepFile":
        """Return a file from its bytes in UTF-8, which are not looked at."""
        prep = cls(path, "")
        prep.__dict__["content"] = content
        return prep

    @property
    def content(self) -> bytes:
        """Return the text in UTF-8."""
        held: bytes = self.__dict__["content"]
        return zlib.decompress(held) if isinstance(held, _Packed) else held

    def pack(self) -> None:
        """Hold the text in a third of the memory from now on; to read it takes a tenth of a millisecond."""
        held: bytes = self.__dict__["content"]
        if not isinstance(held, _Packed):
            self.__dict__["content"] = _Packed(zlib.compress(held, _QUICKLY))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, PrepFile) and (self.path, self.content) == (other.path, other.content)
        )

    def __hash__(self) -> int:
        return hash((self.path, self.content))


@dataclass(frozen=True)
class ProposalFile:
    """A new text that waits beside an edited section; `path` is where it stands in the vault."""

    path: str
    field: str
    text: str


@dataclass(frozen=True)
class InterviewRecord:
    """One round: `starts_at` and `due_at` have a zone, the file's own or the vault's."""

    id: str
    application_id: str
    file: VaultFile[Interview]
    starts_at: datetime | None = None
    notes: VaultFile[Notes] | None = None
    prep: PrepFile | None = None
    due_at: datetime | None = None

    @property
    def interview(self) -> Interview | None:
        """Return the fields, or None where the file can't be used."""
        return self.file.fields

    @property
    def is_scheduled(self) -> bool:
        """Tell whether the round is still to come, by its status."""
        return self.interview is not None and self.interview.status is InterviewStatus.SCHEDULED


@dataclass(frozen=True)
class ApplicationRecord:
    """One application with all its files; `interviews` are in the order of the rounds."""

    id: str
    folder: str
    application: VaultFile[Application] | None
    job: VaultFile[Job] | None = None
    company: VaultFile[Company] | None = None
    prep: PrepFile | None = None
    interviews: tuple[InterviewRecord, ...] = ()
    attachments: tuple[str, ...] = ()

    @property
    def fields(self) -> Application | None:
        """Return the fields of `application.md`, or None where it is missing or broken."""
        return self.application.fields if self.application else None

    @property
    def company_name(self) -> str:
        """Return the company's name, or the application's id."""
        return self.fields.company if self.fields else self.id

    @property
    def role_name(self) -> str:
        """Return the role's name, or the application's id."""
        return self.fields.role if self.fields else self.id

    @property
    def is_open(self) -> bool:
        """Tell whether interviews may still come of it."""
        status: ApplicationStatus | None = self.fields.status if self.fields else None
        return status is not None and status.is_open

    @property
    def is_private(self) -> bool:
        """Tell whether the whole application is private: its own file says so."""
        return bool(self.application and self.application.is_private)

    def keeps(self, interview_id: str | None) -> bool:
        """Tell whether a document is private, base prep or a round's: with its round, or with all of it."""
        found = self.interview(interview_id) if interview_id else None
        return self.is_private or bool(found and found.file.is_private)

    def interview(self, interview_id: str) -> InterviewRecord | None:
        """Return the round with that id, or None."""
        return next((record for record in self.interviews if record.id == interview_id), None)

    def before(self, interview_id: str) -> tuple[InterviewRecord, ...]:
        """Return the rounds before that one, in their order."""
        ids = [record.id for record in self.interviews]
        return self.interviews[: ids.index(interview_id)] if interview_id in ids else ()


@dataclass(frozen=True)
class Vault:
    """Everything the vault says, and every problem found while reading it.

    `proposals` are the new texts that wait, by the path of the prep file they are for.
    """

    name: str
    settings: Settings
    profile: VaultFile[Profile] | None = None
    facts: VaultFile[Facts] | None = None
    projects: Mapping[str, VaultFile[ExperienceProject]] = field(default_factory=dict)
    resumes: Mapping[str, VaultFile[Resume]] = field(default_factory=dict)
    applications: Mapping[str, ApplicationRecord] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    proposals: Mapping[str, tuple[ProposalFile, ...]] = field(default_factory=dict)

    def problems_in(self, path: str) -> tuple[Problem, ...]:
        """Return the problems of the file at `path`, or of the files below it if it is a folder."""
        return tuple(p for p in self.problems if p.path == path or p.path.startswith(f"{path}/"))
