"""What came out of an exchange: looked at before it goes, given back where a person saved it.

A save may still be going on: a program has opened the file in place and writes into it by and by.
On Linux a read lease tells, which the kernel grants only while nobody has the file open for
writing. Elsewhere, and for files of other owners, the file is looked at twice with a pause
between: a save in place that takes longer than that can be missed there.
"""

import errno
import os
import secrets
import signal
import stat
import sys
import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from prepsite.vault.renaming import exchange, move_if_free

if sys.platform == "linux":
    import fcntl

Known = Callable[[bytes], bool]

# Nothing larger is ever written; it must be somebody else's.
_LARGEST = 64 * 1024 * 1024
_LOOK_AGAIN = 0.02
_MOST_EXCHANGES = 100
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class _Lease(Enum):
    HELD = auto()
    OPEN_FOR_WRITING = auto()
    NOT_HERE = auto()


def content(path: Path) -> bytes:
    """Return the bytes of a regular file; raise OSError for a link, and for anything else."""
    number = os.open(path, _READ)
    try:
        found = _content(number)
    finally:
        os.close(number)
    if found is None:
        raise OSError(errno.EINVAL, "is not a regular file, or too large", str(path))
    return found


def remove_known(path: Path, is_known: Known) -> bool:
    """Remove a file whose bytes are known and that nobody is writing; return whether it was.

    Raises OSError where it can't be looked at or removed; it is still there then.
    """
    number = os.open(path, _READ)
    try:
        lease = _take_lease(number)
        if lease is _Lease.OPEN_FOR_WRITING or not _says(number, is_known):
            return False
        if lease is _Lease.NOT_HERE:
            time.sleep(_LOOK_AGAIN)
            if not _says(number, is_known):
                return False
        elif _is_breaking(number):
            return False
        if os.name == "posix":
            path.unlink()
    finally:
        os.close(number)
    if os.name != "posix":
        # An open file can't be removed there.
        path.unlink()
    return True


def give_back(displaced: Path, path: Path, is_ours: Known) -> Path | None:
    """Put a displaced save back at its path, where prepsite's own text is, which then goes.

    A person may go on saving meanwhile: the newest save ends at the path. An older one that it
    was not made from may be left over; it is kept beside under another name, which is returned.
    Raises OSError where nothing can be moved: the save then still is in `displaced`.
    """
    placed: tuple[int, int] | None = None
    for _ in range(_MOST_EXCHANGES):
        going_in = _identity(displaced)
        try:
            if not exchange(displaced, path):
                break
        except FileNotFoundError:
            # Somebody removed the path, or moved it: a save is worth more than that.
            try:
                move_if_free(displaced, path)
            except FileExistsError:
                continue
            return None
        if placed is None and _is_gone(displaced, is_ours):
            return None
        if placed is not None and _identity(displaced) == placed:
            break
        placed = going_in
    return keep_beside(displaced, path)


def _is_gone(displaced: Path, is_ours: Known) -> bool:
    try:
        return remove_known(displaced, is_ours)
    except OSError:
        # The save is back at its path. What is here is looked at again by the next run's sweep.
        return True


def keep_beside(displaced: Path, path: Path) -> Path:
    """Keep a displaced save beside its path under a name of its own, and return that."""
    beside = path.with_name(f"{path.stem}.sync-conflict-prepsite-{secrets.token_hex(4)}{path.suffix}")
    move_if_free(displaced, beside)
    return beside


def _identity(path: Path) -> tuple[int, int]:
    status = os.lstat(path)
    return status.st_dev, status.st_ino


def _says(number: int, is_known: Known) -> bool:
    found = _content(number)
    return found is not None and is_known(found)


def _content(number: int) -> bytes | None:
    """Return all bytes of an open file; None where it isn't a regular file, or is too large."""
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return None
    os.lseek(number, 0, os.SEEK_SET)
    parts = []
    while part := os.read(number, 1024 * 1024):
        parts.append(part)
    return b"".join(parts)


def _take_lease(number: int) -> _Lease:
    """Take a read lease on an open file, which ends when it is closed."""
    if sys.platform == "linux":
        try:
            # A signal tells of somebody who opens the file; the one that is sent if none is chosen
            # would end the process, and this one is ignored.
            fcntl.fcntl(number, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(number, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return _Lease.OPEN_FOR_WRITING if error.errno == errno.EAGAIN else _Lease.NOT_HERE
        return _Lease.HELD
    else:  # noqa: RET505 - mypy takes what follows such a check for unreachable
        return _Lease.NOT_HERE


def _is_breaking(number: int) -> bool:
    """Tell whether somebody waits to write into a leased file."""
    if sys.platform == "linux":
        return fcntl.fcntl(number, fcntl.F_GETLEASE) != fcntl.F_RDLCK
    else:  # noqa: RET505 - as above
        return False
