"""Texts that pages show as they were typed, as to render them would take too long."""

from collections.abc import Iterator

from prepsite.core.pages.weight import heavy_lines
from prepsite.core.vault import ApplicationRecord, Vault, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel

_MESSAGE = "this block is too much Markdown to be rendered, and is shown as it was typed"
_REMEDY = "break it up with blank lines, or take the repeated marks out"


def weight_problems(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each such block of a body or of prep."""
    for path, first, text in _texts(vault):
        for line in heavy_lines(text.replace("\r\n", "\n")):
            yield Problem(path, first + line - 1, 1, Severity.WARNING, "", _MESSAGE, _REMEDY)


def _texts(vault: Vault) -> Iterator[tuple[str, int, str]]:
    files: list[VaultFile[FileModel] | None] = [
        vault.profile,
        vault.facts,
        *vault.projects.values(),
        *vault.resumes.values(),
    ]
    for record in vault.applications.values():
        files += [record.application, record.job, record.company]
        files += [file for found in record.interviews for file in (found.file, found.notes)]
        yield from _preps(record)
    yield from ((file.path, file.body_line, file.body) for file in files if file is not None)


def _preps(record: ApplicationRecord) -> Iterator[tuple[str, int, str]]:
    for prep in (record.prep, *(found.prep for found in record.interviews)):
        if prep is not None:
            yield prep.path, 1, prep.text
