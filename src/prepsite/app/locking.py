"""Locks: one of all who write into a vault, held only while a file is put in place, and claims.

A claim says that a run is at work on a document, from the moment it asks a writer until the text is
in place, so that two runs don't do the same work twice. Both free themselves when their process dies.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from prepsite.app.left_behind import has_leftovers
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace
from prepsite.vault.leftovers import sweep
from prepsite.vault.writer import NotWrittenError
from prepsite.writers.openai.keeping import sweep_kept

LOCK_SECONDS = 30
_WAITING_FOREVER = -1


@contextmanager
def writing(workspace: Workspace) -> Iterator[None]:
    """Hold the one lock of writers.

    Raises PrepsiteError where another run holds it for too long, or the lock can't be written.
    """
    path = workspace.private / "lock"
    lock = FileLock(path)
    with _named(path):
        try:
            path.parent.mkdir(exist_ok=True)
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise PrepsiteError(
                "another prepsite is writing", where=str(workspace.vault), remedy="wait for it, or end it"
            ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def claimed(workspace: Workspace, name: str) -> Iterator[bool]:
    """Hold the claim on a document; yield whether another run had to be waited for.

    Whoever had to wait reads the vault again: the other run may have done the work. Raises
    PrepsiteError where the claim can't be written.
    """
    path = _claim_file(workspace, name)
    lock = FileLock(path)
    waited = False
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waited = True
            lock.acquire(timeout=_WAITING_FOREVER)
    try:
        yield waited
    finally:
        if os.name == "posix":
            # Whoever waits for the lock of a removed file makes it anew.
            with suppress(OSError):
                path.unlink()
        lock.release()


def sweep_leftovers(workspace: Workspace) -> tuple[Path, ...]:
    """Remove what killed runs left in the vault and the private folder.

    Returns the saves of a person that were found among it and given back: files in the vault.
    Where nothing was left nothing is locked, so that a vault that can't be written can be read.
    Raises PrepsiteError where the lock can't be had.
    """
    if not has_leftovers(workspace):
        return ()
    with writing(workspace):
        saved = sweep(workspace.vault)
        sweep_kept(workspace.private)
        for path in (workspace.private / "claims").glob("*.lock"):
            _drop_free(path)
    return saved


def _drop_free(path: Path) -> None:
    """Remove a claim that nobody holds."""
    lock = FileLock(path)
    try:
        with lock.acquire(timeout=0):
            path.unlink()
    except (Timeout, OSError):
        # Somebody holds it, or another sweep was faster: the next one looks again.
        return


def _claim_file(workspace: Workspace, name: str) -> Path:
    """Return a file of its own for any name: readable, of bounded length, not told apart by case alone."""
    readable = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)[:60]
    return workspace.private / "claims" / f"{readable}-{sha256(name.encode()).hexdigest()[:16]}.lock"


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what the system says into an error that names the file."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        raise NotWrittenError(
            f"can't be written: {error.strerror or error}",
            where=str(path),
            remedy="check the folder's rights and free space",
        ) from error
