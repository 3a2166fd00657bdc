"""Digests of what files say, places included: the same digest, the same problems at the same places."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from prepsite.core.vault import ApplicationRecord, VaultFile
from prepsite.models.base import FileModel


def digest_of(parts: Iterable[str]) -> str:
    """Return the SHA-256 of texts, each with its length, so that none runs into the next."""
    digest = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


def said_by_record(record: ApplicationRecord) -> Iterator[str]:
    """Yield all that an application's files say, places included."""
    yield from said_but_prep(record)
    for prep in (record.prep, *(each.prep for each in record.interviews)):
        yield prep.text if prep else ""


def said_but_prep(record: ApplicationRecord) -> Iterator[str]:
    """Yield all that an application's files say, places included; of prep, where it is."""
    yield record.folder
    yield repr((record.attachments, [(each.id, each.starts_at, each.due_at) for each in record.interviews]))
    rounds = [file for each in record.interviews for file in (each.file, each.notes)]
    for file in (record.application, record.job, record.company, *rounds):
        yield from said_in(file)
    for prep in (record.prep, *(each.prep for each in record.interviews)):
        yield prep.path if prep else ""


def said_in(file: VaultFile[FileModel] | None) -> Iterator[str]:
    """Yield all that a file says, places included."""
    if file is None:
        yield ""
        return
    yield f"{file.path}\n{file.id}\n{file.body_line}\n{file.asks_privacy}"
    yield file.fields.model_dump_json() if file.fields else ""
    yield file.body
    yield repr(file.positions)
