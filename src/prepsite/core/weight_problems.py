"""Texts that pages show as they were typed, as to render them would take too long."""

from collections.abc import Iterable, Iterator

from prepsite.core.pages.weight import heavy_lines
from prepsite.core.vault import ApplicationRecord, Vault, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel

_MESSAGE = "this block is too much Markdown to be rendered, and is shown as it was typed"
_REMEDY = "break it up with blank lines, or take the repeated marks out"


def weight_problems(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each such block of a body or of prep."""
    for record in vault.applications.values():
        yield from weight_of(record)
    yield from weight_of_own(vault)


def weight_of(record: ApplicationRecord) -> Iterator[Problem]:
    """Yield a warning for each such block of one application."""
    for prep in (record.prep, *(found.prep for found in record.interviews)):
        if prep is not None:
            yield from _heavy(prep.path, 1, prep.text)
    yield from _of_files((record.application, record.job, record.company))
    for found in record.interviews:
        yield from _of_files((found.file, found.notes))


def weight_of_own(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each such block of the candidate's own files."""
    yield from _of_files((vault.profile, vault.facts, *vault.projects.values(), *vault.resumes.values()))


def _of_files(files: Iterable[VaultFile[FileModel] | None]) -> Iterator[Problem]:
    for file in files:
        if file is not None:
            yield from _heavy(file.path, file.body_line, file.body)


def _heavy(path: str, first: int, text: str) -> Iterator[Problem]:
    for line in heavy_lines(text.replace("\r\n", "\n")):
        yield Problem(path, first + line - 1, 1, Severity.WARNING, "", _MESSAGE, _REMEDY)
