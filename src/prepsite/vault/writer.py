"""Writing into the vault: whole files or nothing, and never over what a person saved.

A text is written beside its place, made durable, and exchanged with the file in one step; what
came out is then looked at. If it is not what was read, a person saved it in between: it is given
back, and the command is told. Where files can't be exchanged (Windows, some network drives) they are
compared and replaced, which leaves a moment between the two in which a save can be missed.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prepsite.errors import PrepsiteError
from prepsite.vault.displaced import content, give_back, keep_beside, remove_known
from prepsite.vault.leftovers import PREFIX, SUFFIX, begun, swapped, sweep
from prepsite.vault.renaming import exchange, move_if_free, replace

__all__ = [
    "PREFIX",
    "SUFFIX",
    "ChangedMeanwhileError",
    "NotWrittenError",
    "remove_text",
    "replace_text",
    "sweep",
    "write_new",
]

_AGAIN = "run the command again"


class NotWrittenError(PrepsiteError):
    """The disk did not take what was to be written: no room, no rights, a fault."""


class ChangedMeanwhileError(PrepsiteError):
    """The file is no longer what it was when it was read: somebody saved it in between."""


def write_new(path: Path, text: str, *, folders: bool = False) -> None:
    """Write a file that must not exist yet; its folder must, unless `folders` are to be made.

    Raises ChangedMeanwhileError where it exists or its folder doesn't, PrepsiteError where it can't
    be written.
    """
    with _named(path):
        if folders:
            _make_folders(path.parent)
        elif not path.parent.is_dir():
            raise _gone(path)
        written = _write(begun(path), text.encode(), 0o666)
        try:
            move_if_free(written, path)
        except FileExistsError as error:
            raise ChangedMeanwhileError(
                "the file appeared meanwhile and is kept", where=str(path), remedy=_AGAIN
            ) from error
        finally:
            _drop(written)
        _make_durable(path.parent)


def replace_text(path: Path, text: str, expected: str) -> bool:
    """Replace a file that still says `expected`; return whether its bytes had to change.

    Raises ChangedMeanwhileError where it says something else, which is kept, and PrepsiteError
    where it can't be written: the file then is as it was, or complete as it was to be.
    """
    old, new = expected.encode(), text.encode()
    with _named(path):
        _require(path, old)
        if old == new:
            return False
        written = _write(begun(path), new, 0o600)
        try:
            _keep_rights(path, written)
            swap = swapped(path, old, new)
            written.rename(swap)
        finally:
            _drop(written)
        _exchange(swap, path, old, new)
        _make_durable(path.parent)
    return True


def remove_text(path: Path, expected: str) -> bool:
    """Remove a file that still says `expected`; return whether there was one.

    Raises ChangedMeanwhileError where it says something else, which is kept, PrepsiteError where it
    can't be removed.
    """
    old = expected.encode()
    with _named(path):
        if not os.path.lexists(path):
            return False
        _require(path, old)
        taken = swapped(path, old, None)
        try:
            path.rename(taken)
        except FileNotFoundError:
            return False
        try:
            settled = remove_known(taken, old.__eq__)
        except OSError:
            _put_back(taken, path)
            raise
        if not settled:
            raise _changed(path, _put_back(taken, path))
        _make_durable(path.parent)
    return True


def _exchange(swap: Path, path: Path, old: bytes, new: bytes) -> None:
    """Put a text in place, and whatever came out back where it is not `old`."""
    try:
        exchanged = exchange(swap, path)
    except FileNotFoundError as error:
        _drop(swap)
        raise _gone(path) from error
    except OSError:
        _drop(swap)
        raise
    if not exchanged:
        _compare_and_replace(swap, path, old)
        return
    try:
        settled = remove_known(swap, old.__eq__)
    except OSError:
        _give_back(swap, path, new)
        raise
    if not settled:
        raise _changed(path, _give_back(swap, path, new))


def _compare_and_replace(written: Path, path: Path, old: bytes) -> None:
    try:
        if content(path) != old:
            raise _changed(path)
        replace(written, path)
    finally:
        _drop(written)


def _give_back(swap: Path, path: Path, new: bytes) -> Path | None:
    with _left_in(swap, path):
        return give_back(swap, path, new.__eq__)


def _put_back(taken: Path, path: Path) -> Path | None:
    """Give a file its name back, or another where somebody made a new one meanwhile."""
    with _left_in(taken, path):
        try:
            move_if_free(taken, path)
        except FileExistsError:
            return keep_beside(taken, path)
    return None


def _require(path: Path, old: bytes) -> None:
    """Make sure that a path is a regular file that says `old`."""
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            kind = "a link" if stat.S_ISLNK(mode) else "not a regular file"
            raise PrepsiteError(
                f"is {kind}, which is never written", where=str(path), remedy="put the file itself in its place"
            )
        if content(path) != old:
            raise _changed(path)
    except FileNotFoundError as error:
        raise _gone(path) from error


def _write(path: Path, text: bytes, mode: int) -> Path:
    """Write a new file durably and return its path; leave nothing where that fails."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(number, rest) :]
            os.fsync(number)
        finally:
            os.close(number)
    except OSError:
        _drop(path)
        raise
    return path


def _keep_rights(path: Path, written: Path) -> None:
    """Give a new file the mode, and where that is allowed the owner and group, of the one it replaces."""
    status, now = os.lstat(path), os.lstat(written)
    if sys.platform != "win32" and (status.st_uid, status.st_gid) != (now.st_uid, now.st_gid):
        with suppress(PermissionError):
            os.chown(written, status.st_uid, status.st_gid)
    written.chmod(stat.S_IMODE(status.st_mode))


def _make_folders(folder: Path) -> None:
    """Make a folder with those above it, durably."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(exist_ok=True)
        _make_durable(new.parent)


def _make_durable(folder: Path) -> None:
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _drop(written: Path) -> None:
    """Remove an own temporary file, if it is still there; what can't be removed is swept later."""
    with suppress(OSError):
        written.unlink()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn what the system says into an error that names the file."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOENT and not path.parent.is_dir():
            raise _gone(path) from error
        raise NotWrittenError(
            f"can't be written: {error.strerror or error}",
            where=str(path),
            remedy="check the folder's rights and free space",
        ) from error


@contextmanager
def _left_in(displaced: Path, path: Path) -> Iterator[None]:
    """Say where a save is that could not be given back."""
    try:
        yield
    except OSError as error:
        raise NotWrittenError(
            f"what was there can't be put back: {error.strerror or error}",
            where=str(path),
            remedy=f"it is kept in {displaced.name} beside it, and the next run puts it back",
        ) from error


def _changed(path: Path, beside: Path | None = None) -> ChangedMeanwhileError:
    also = f"; an older save is in {beside.name}" if beside else ""
    return ChangedMeanwhileError(
        f"the file was saved meanwhile and is kept{also}", where=str(path), remedy=_AGAIN
    )


def _gone(path: Path) -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        "it was removed meanwhile, or its folder; nothing was written", where=str(path), remedy=_AGAIN
    )
