"""Texts that pages show as they were typed, as to render them would take too long."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from prepsite.core.document import split
from prepsite.core.pages.body_passages import MOST_PIECES, first_typed, heavy_lines, is_light
from prepsite.core.pages.escaping import is_shown_as_code
from prepsite.core.vault import ApplicationRecord, KeyPath, PrepFile, Vault, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel

_MESSAGE = "this block is too much Markdown to be rendered, and is shown as it was typed"
_REMEDY = "break it up with blank lines, or take the repeated marks out"
_OF_FIELD = "this text is too much Markdown to be rendered, and is shown as code"
_SHORTER = "make it shorter, or take the repeated marks out"
_OF_PIECES = (
    f"there are more than {MOST_PIECES} headings and blocks of code: "
    "from here on the text is too much to be rendered, and is shown as it was typed"
)
_PART = "part it into several files, or take some headings out"
# Pages show these in paragraphs, each by itself.
_IN_PARAGRAPHS = frozenset({"problem_context", "narrative", "answers", "summary"})


def weight_problems(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each such block of a body or of prep, and for each such field."""
    for record in vault.applications.values():
        yield from weight_of(record)
    yield from weight_of_own(vault)


def weight_of(record: ApplicationRecord) -> Iterator[Problem]:
    """Yield a warning for each such block and field of one application."""
    for prep in (record.prep, *(found.prep for found in record.interviews)):
        if prep is not None:
            yield from weight_of_prep(prep)
    yield from weight_of_files(record)


def weight_of_prep(prep: PrepFile) -> Iterator[Problem]:
    """Yield a warning for each such block of a prep text."""
    head = split(prep.text).head
    yield from _of_text(prep.path, head.count("\n") + 1, prep.text[len(head) :])


def weight_of_files(record: ApplicationRecord) -> Iterator[Problem]:
    """Yield a warning for each such block and field of an application's files beside its prep."""
    yield from _of_files((record.application, record.job, record.company))
    for found in record.interviews:
        yield from _of_files((found.file, found.notes))


def weight_of_own(vault: Vault) -> Iterator[Problem]:
    """Yield a warning for each such block and field of the candidate's own files."""
    yield from _of_files((vault.profile, vault.facts, *vault.projects.values(), *vault.resumes.values()))


def _of_files(files: Iterable[VaultFile[FileModel] | None]) -> Iterator[Problem]:
    for file in files:
        if file is None:
            continue
        yield from _of_text(file.path, file.body_line, file.body)
        if file.fields is not None:
            for keys, text in _texts(file.fields, ()):
                if is_shown_as_code(text, in_paragraphs=keys[0] in _IN_PARAGRAPHS):
                    line, column = file.position(*keys)
                    field = ".".join(map(str, keys))
                    yield Problem(file.path, line, column, Severity.WARNING, field, _OF_FIELD, _SHORTER)


def _of_text(path: str, first: int, text: str) -> Iterator[Problem]:
    text = text.replace("\r\n", "\n")
    if not text.strip() or is_light(text):
        return
    for line in heavy_lines(text):
        yield Problem(path, first + line - 1, 1, Severity.WARNING, "", _MESSAGE, _REMEDY)
    if typed := first_typed(text):
        yield Problem(path, first + typed - 1, 1, Severity.WARNING, "", _OF_PIECES, _PART)


def _texts(value: object, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield each text of a file's fields with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*keys, name))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*keys, str(key)))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _texts(each, (*keys, number))
