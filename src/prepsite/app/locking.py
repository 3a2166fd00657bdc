"""Locks: one of all who write into a vault, held only while a file is put in place, and claims.

A claim says that a run is at work on a document, from the moment it asks a writer until the text is
in place, so that two runs don't do the same work twice. Both free themselves when their process dies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

LOCK_SECONDS = 30


@contextmanager
def writing(workspace: Workspace) -> Iterator[None]:
    """Hold the one lock of writers; it frees itself when its process dies."""
    try:
        workspace.private.mkdir(exist_ok=True)
        lock = FileLock(workspace.private / "lock", timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise PrepsiteError(
            "another prepsite is writing", where=str(workspace.vault), remedy="wait for it, or end it"
        ) from error
    except OSError as error:
        raise PrepsiteError(
            f"the folder can't be written: {error.strerror or error}",
            where=str(workspace.private),
            remedy="check its rights and free space",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def claimed(workspace: Workspace, name: str) -> Iterator[bool]:
    """Hold the claim on a document; yield whether another run had to be waited for.

    Whoever had to wait reads the vault again: the other run may have done the work.
    """
    path = _claim_file(workspace, name)
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waited = False
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waited = True
            lock.acquire(timeout=-1)
    except OSError as error:
        raise PrepsiteError(
            f"can't be written: {error.strerror or error}",
            where=str(path),
            remedy="check its rights and free space",
        ) from error
    try:
        yield waited
    finally:
        lock.release()


def _claim_file(workspace: Workspace, name: str) -> Path:
    """Return a file of its own for any name: readable, of any length, the same in any case of letters."""
    readable = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)[:60]
    return workspace.private / "claims" / f"{readable}-{sha256(name.encode()).hexdigest()[:16]}.lock"
