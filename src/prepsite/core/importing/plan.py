"""What an import starts from, and what it is to do: values, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.kept import digest_of
from prepsite.core.validation import validate
from prepsite.models.imported import ImportRecord
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume


class Fate(StrEnum):
    """What becomes of a file."""

    MADE = "made"
    RENEWED = "renewed"
    SAME = "unchanged"
    KEPT = "kept as you edited it"
    DELETED = "stays deleted"


@dataclass(frozen=True)
class FilePlan:
    """A file below the vault, what becomes of it, its new text, and the text that it replaces."""

    path: str
    fate: Fate
    text: str = ""
    replaced: str | None = None


@dataclass(frozen=True)
class Difference:
    """Something of the source that a file lacks because a person edited it, with lines to paste."""

    path: str
    message: str
    lines: str = ""


@dataclass(frozen=True)
class ToDefend:
    """What is missing before the lines that a project stands behind can be defended."""

    path: str
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ImportPlan:
    """Everything that an import does; `record` is what it remembers."""

    resume: str
    files: tuple[FilePlan, ...]
    differences: tuple[Difference, ...]
    defend: tuple[ToDefend, ...]
    record: ImportRecord


@dataclass(frozen=True)
class Existing:
    """The vault as it is: texts by path below it, and what earlier imports remember.

    `record` is of the resume that is imported again, `others` are of other resumes; `scaffold` is
    the profile as `prepsite init` writes it.
    """

    texts: Mapping[str, str]
    record: ImportRecord | None = None
    others: tuple[ImportRecord, ...] = ()
    scaffold: str = ""

    @property
    def written(self) -> dict[str, str]:
        """Return the digests of the files that the last import wrote, by path."""
        return {file.path: file.digest for file in self.record.files} if self.record else {}

    def is_untouched(self, path: str) -> bool:
        """Tell whether a file still says what the import wrote."""
        return path in self.texts and self.written.get(path) == digest_of(plain(self.texts[path]))

    def resume(self, path: str) -> Resume | None:
        """Return a resume's fields, or None where it is missing or broken."""
        return validate(Resume, parse_front_matter(self.texts[path], path))[0] if path in self.texts else None

    def project(self, path: str) -> tuple[ExperienceProject | None, str]:
        """Return a project's fields and body, or None where it is missing or broken."""
        if path not in self.texts:
            return None, ""
        parsed = parse_front_matter(self.texts[path], path)
        return validate(ExperienceProject, parsed)[0], parsed.body


def plain(text: str) -> str:
    """Return a text with plain line ends, as digests are made of."""
    return text.replace("\r\n", "\n")


def fate_of(existing: Existing, path: str, text: str, *, was_written: bool) -> FilePlan:
    """Return what becomes of a file that is to say `text`."""
    stated = existing.texts.get(path)
    if stated is None:
        return FilePlan(path, Fate.DELETED if was_written else Fate.MADE, text)
    if plain(stated) == text:
        return FilePlan(path, Fate.SAME, text, stated)
    if not existing.is_untouched(path):
        return FilePlan(path, Fate.KEPT, text, stated)
    ends = "\r\n" if stated.count("\r\n") * 2 > stated.count("\n") else "\n"
    return FilePlan(path, Fate.RENEWED, text.replace("\n", ends), stated)


def project_path(name: str) -> str:
    """Return where a project is, below the vault."""
    return f"projects/{name}.md"


def known_ids(texts: Iterable[str], folder: str) -> set[str]:
    """Return the ids of the files of a folder."""
    before = f"{folder}/"
    return {path.removeprefix(before).removesuffix(".md") for path in texts if path.startswith(before)}
