"""Writing into the vault: whole files or nothing, and never over what a person saved.

A file is written beside its place, made durable, and put in place by one atomic step.
"""

import os
import tempfile
from pathlib import Path

from prepsite.errors import PrepsiteError

PREFIX = ".prepsite-"
SUFFIX = ".tmp"


class ChangedMeanwhileError(PrepsiteError):
    """The file is no longer what it was when it was read: somebody saved it in between."""


def write_new(path: Path, text: str, *, folders: bool = False) -> None:
    """Write a file that must not exist yet; its folder must, unless `folders` are to be made.

    Raises ChangedMeanwhileError where it exists, PrepsiteError where it can't be written.
    """
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        written = _write_beside(path, text)
        try:
            _put_in_place_if_free(written, path)
        finally:
            written.unlink(missing_ok=True)
        _make_durable(path.parent)
    except FileExistsError as error:
        raise ChangedMeanwhileError(
            "the file appeared meanwhile and is kept", where=str(path), remedy="run the command again"
        ) from error
    except OSError as error:
        raise _cannot_write(path, error) from error


def replace_text(path: Path, text: str, expected: str) -> bool:
    """Replace a file that still says `expected`; return whether its bytes had to change.

    Raises ChangedMeanwhileError where it says something else, PrepsiteError where it can't be
    written; the file then is as it was.
    """
    try:
        if path.read_bytes() != expected.encode():
            raise ChangedMeanwhileError(
                "the file was saved meanwhile and is kept", where=str(path), remedy="run the command again"
            )
        if text == expected:
            return False
        written = _write_beside(path, text)
        try:
            written.chmod(path.stat().st_mode & 0o777)
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)
        _make_durable(path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def remove_text(path: Path, expected: str) -> bool:
    """Remove a file that still says `expected`; return whether there was one.

    Raises ChangedMeanwhileError where it says something else, PrepsiteError where it can't be removed.
    """
    try:
        if path.read_bytes() != expected.encode():
            raise ChangedMeanwhileError(
                "the file was saved meanwhile and is kept", where=str(path), remedy="run the command again"
            )
        path.unlink()
        _make_durable(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def sweep(folder: Path) -> None:
    """Remove what killed runs left half written below the folder; hold the writers' lock meanwhile."""
    for left in folder.rglob(f"{PREFIX}*{SUFFIX}"):
        left.unlink(missing_ok=True)


def _write_beside(path: Path, text: str) -> Path:
    """Write the text durably to a new file in the same folder and return its path."""
    number, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    written = Path(name)
    written.chmod(0o666 & ~_umask())
    return written


def _put_in_place_if_free(written: Path, path: Path) -> None:
    """Give the written file its name, or raise FileExistsError; atomic where links exist."""
    try:
        os.link(written, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system: claim the name first, so that nobody's file is lost.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        written.replace(path)


def _make_durable(folder: Path) -> None:
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> PrepsiteError:
    reason = error.strerror or str(error)
    return PrepsiteError(
        f"can't be written: {reason}", where=str(path), remedy="check the folder's rights and free space"
    )
