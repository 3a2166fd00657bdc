"""The vault as others may see it: nothing private in it, so that no page can show what is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from prepsite.core.facts import in_force
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.models.base import FileModel
from prepsite.models.interview import Notes
from prepsite.models.profile import Facts
from prepsite.models.vocabulary import FactStatus

F = TypeVar("F", bound=FileModel)

# A shorter word of a private block, like "yes" or "2021", says nothing where it stands by chance.
_TELLING, _FIGURE = 6, 5
# Shorter sentences of a private file, like a title or a tool, may well be public elsewhere.
_SENTENCE = 6
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n\s*[-*+>#|]")
_WORD = re.compile(r"[^\W_]+")
_IN_FIGURES = re.compile(r"(?<=\d)[.,'\u2019\u00a0\u202f ](?=\d{3}(?!\d))")


def published(vault: Vault) -> Vault:
    """Return the vault without private files and blocks, and without files that can't be used.

    Its problems are left out too: they name what is wrong to its owner.
    """
    projects = {key: _shown(file) for key, file in vault.projects.items()}
    resumes = {key: _shown(file) for key, file in vault.resumes.items()}
    applications = (_application(record) for record in vault.applications.values())
    return replace(
        vault,
        profile=_shown(vault.profile),
        facts=_facts(vault.facts),
        projects={key: file for key, file in projects.items() if file},
        resumes={key: file for key, file in resumes.items() if file},
        applications={record.id: record for record in applications if record},
        problems=(),
        proposals={},
    )


@dataclass(frozen=True)
class PrivateWords:
    """What is private, in words that tell it wherever they stand; by the path of the file."""

    told: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, vault: Vault) -> "PrivateWords":
        """Return the values of private blocks, and the sentences that stand in private files alone."""
        files = tuple(_files_kept(vault))
        public = " ".join(flattened(text) for file, kept in files if not kept for text in _texts_of(file))
        found: dict[str, tuple[str, ...]] = {}
        for file, kept in files:
            block = file.fields.private_block if file.fields else {}
            words = [flat for text in _texts(block) if _tells(flat := flattened(text))]
            if kept:
                parts = (part for text in _texts_of(file) for part in _SENTENCE_END.split(text))
                said = (flattened(part) for part in parts)
                words += (flat for flat in said if flat.count(" ") >= _SENTENCE - 1 and flat not in public)
            if words:
                found[file.path] = tuple(dict.fromkeys(words))
        return cls(found)

    def in_text(self, text: str) -> tuple[str, ...]:
        """Return the paths of the files whose private words stand in a text."""
        shown = f" {flattened(text)} "
        return tuple(path for path, words in self.told.items() if any(f" {word} " in shown for word in words))


def flattened(text: str) -> str:
    """Return the words of a text alone, so that neither markup nor a line's end hides any."""
    return " ".join(_WORD.findall(_IN_FIGURES.sub("", text.casefold())))


def _files_kept(vault: Vault) -> Iterator[tuple[VaultFile[FileModel], bool]]:
    """Yield each file, and whether it is private, by itself or by what keeps it."""
    own = (file for file in (vault.profile, vault.facts) if file)
    for file in (*own, *vault.projects.values(), *vault.resumes.values()):
        yield file, file.is_private
    for record in vault.applications.values():
        kept = bool(record.application and record.application.is_private)
        for part in (record.application, record.job, record.company):
            if part:
                yield part, kept or part.is_private
        for found in record.interviews:
            yield found.file, kept or found.file.is_private
            if found.notes:
                yield found.notes, kept or found.notes.is_private


def _shown(file: VaultFile[F] | None) -> VaultFile[F] | None:
    if file is None or file.fields is None or file.is_private:
        return None
    return replace(file, fields=file.fields.model_copy(update={"private": False}))


def _facts(file: VaultFile[Facts] | None) -> VaultFile[Facts] | None:
    """Return the facts without what the candidate withdrew."""
    shown = _shown(in_force(file))
    if shown is None or shown.fields is None:
        return None
    held = tuple(fact for fact in shown.fields.facts if fact.status is not FactStatus.RETRACTED)
    return replace(shown, fields=shown.fields.model_copy(update={"facts": held}))


def _application(record: ApplicationRecord) -> ApplicationRecord | None:
    application = _shown(record.application)
    if application is None:
        return None
    rounds = (_round(found) for found in record.interviews)
    return replace(
        record,
        application=application,
        job=_shown(record.job),
        company=_shown(record.company),
        interviews=tuple(found for found in rounds if found),
    )


def _round(found: InterviewRecord) -> InterviewRecord | None:
    file = _shown(found.file)
    return replace(found, file=file, notes=_shown(found.notes)) if file else None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _tells(flat: str) -> bool:
    return len(flat) >= _TELLING or (flat.isdigit() and len(flat) >= _FIGURE)


def _texts_of(file: VaultFile[FileModel]) -> Iterator[str]:
    # Interviewers everywhere ask the same questions, in the same words.
    asked = {"questions": {"__all__": {"text"}}} if isinstance(file.fields, Notes) else {}
    fields = file.fields.model_dump(mode="json", exclude={"private": True, **asked}) if file.fields else {}
    yield from _texts(fields)
    yield file.body
