"""The one lock of all who write into a vault; it is held only while a file is put in place."""

from collections.abc import Iterator
from contextlib import contextmanager

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
