"""Keeping small files outside the vault: whole or not at all.

A file is written under a temporary name that is locked while its process lives, so that a sweep
tells what a killed run left from what is being written.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prepsite.errors import PrepsiteError

if sys.platform != "win32":
    import fcntl

PREFIX = ".writing-"
# A sweep may take a file between its making and its lock.
_ATTEMPTS = 5


def keep(path: Path, content: bytes) -> None:
    """Put a file in place by one atomic step, with its folders; raise PrepsiteError if it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(_ATTEMPTS):
            try:
                _keep(path, content)
            except (FileNotFoundError, BlockingIOError):
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return
    except OSError as error:
        raise PrepsiteError(
            f"can't be written: {error.strerror or error}",
            where=str(path),
            remedy="check the folder's rights and free space",
        ) from error


def sweep_kept(folder: Path) -> None:
    """Remove what killed runs left half written below a folder."""
    for left in tuple(leftovers_kept(folder)):
        # What is being written is locked, and what can't be removed waits for the next sweep.
        with suppress(OSError):
            _drop_free(left)


def leftovers_kept(folder: Path) -> Iterator[Path]:
    """Yield what has a temporary file's name below a folder."""
    for home, _, names in os.walk(folder):
        yield from (Path(home, name) for name in names if name.startswith(PREFIX))


def _keep(path: Path, content: bytes) -> None:
    written = path.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    number = os.open(written, flags, 0o600)
    try:
        try:
            _lock_own(number)
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(number, rest) :]
            os.fsync(number)
            if os.name == "posix":
                written.replace(path)
        finally:
            os.close(number)
        if os.name != "posix":
            # An open file can't be renamed there.
            written.replace(path)
    except OSError:
        with suppress(OSError):
            written.unlink()
        raise


def _lock_own(number: int) -> None:
    try:
        _lock(number)
    except BlockingIOError:
        raise
    except OSError:
        # No locks on this file system: nothing is swept there either.
        return


def _drop_free(left: Path) -> None:
    """Remove a temporary file whose process is gone; raise OSError where it lives."""
    number = os.open(left, os.O_RDONLY)
    try:
        _lock(number)
        if os.name == "posix":
            left.unlink()
    finally:
        os.close(number)
    if os.name != "posix":
        left.unlink()


def _lock(number: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
