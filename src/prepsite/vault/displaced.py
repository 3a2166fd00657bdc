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
from dataclasses import dataclass
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
_AT_ONCE, _PAUSE = 3, 0.005
_LONGEST_SAVE, _BETWEEN_LOOKS = 0.5, 0.001
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


# A link or a socket is nothing that prepsite wrote.
_NO_FILE = frozenset({errno.ELOOP, errno.ENXIO})


class _Lease(Enum):
    HELD = auto()
    OPEN_FOR_WRITING = auto()
    NOT_HERE = auto()


@dataclass(frozen=True)
class _Seen:
    """Which file was seen, what it said, and whether somebody was writing into it."""

    device: int
    inode: int
    text: bytes | None
    is_open: bool

    @classmethod
    def at(cls, path: Path) -> "_Seen":
        try:
            number = os.open(path, _READ)
        except OSError:
            # A link, or a file that only its owner may read, is told by what it is.
            status = os.lstat(path)
            return cls(status.st_dev, status.st_ino, None, is_open=False)
        try:
            status = os.fstat(number)
            is_open = _take_lease(number) is _Lease.OPEN_FOR_WRITING
            return cls(status.st_dev, status.st_ino, _content(number), is_open)
        finally:
            os.close(number)


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
    try:
        number = os.open(path, _READ)
    except OSError as error:
        if error.errno in _NO_FILE:
            return False
        raise
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
    placed: _Seen | None = None
    for attempt in range(_MOST_EXCHANGES):
        time.sleep(_PAUSE if attempt > _AT_ONCE else 0)
        going_in = _settled(displaced)
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
        if placed is None:
            if _is_gone(displaced, is_ours):
                return None
        elif _Seen.at(displaced) == placed and not placed.is_open:
            # What was put there an exchange ago came out untouched: the one at the path is newer.
            break
        placed = going_in
    return keep_beside(displaced, path)


def _settled(displaced: Path) -> _Seen:
    """Look at a save once it has ended: what is seen of one that goes on tells nothing of its age."""
    until = time.monotonic() + _LONGEST_SAVE
    while (seen := _Seen.at(displaced)).is_open and time.monotonic() < until:
        time.sleep(_BETWEEN_LOOKS)
    return seen


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
