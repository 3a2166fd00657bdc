"""What was read of a vault, part by part, with the digest of every file's bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from prepsite.core.digests import digest_of
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault, VaultFile
from prepsite.errors import Problem
from prepsite.models.base import FileModel
from prepsite.vault.folders import Entry


@dataclass(frozen=True)
class ReadFile:
    """One file as it was read: the digest of its bytes, what became of it, and its problems.

    `file` is None for prep that can't be read, or asks to be private. The digest is empty where there
    are no bytes.
    """

    digest: str
    file: VaultFile[FileModel] | PrepFile | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ReadOwn:
    """The vault without its applications, and their folders by id; `files` are what was read, by path."""

    vault: Vault
    folders: Mapping[str, Entry]
    problems: tuple[Problem, ...]
    files: Mapping[str, ReadFile]


@dataclass(frozen=True)
class ReadApplication:
    """One application with its rounds in no order yet; `files` are what was read, by path."""

    record: ApplicationRecord
    problems: tuple[Problem, ...]
    files: Mapping[str, ReadFile]

    @cached_property
    def made_from(self) -> str:
        """Return the digest of its files' names and bytes."""
        files = (part for path, each in sorted(self.files.items()) for part in (path, each.digest))
        return digest_of((self.record.folder, *files, "", *self.record.attachments))
