"""Opening files and folders of the vault: no links on the way, regular files alone, strict UTF-8.

Between listing a folder and opening what is in it, anybody may put a link in its place. So each
folder on the way is opened by itself, below the one before, where the system can do that.
"""

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from prepsite.core.yaml_values import place
from prepsite.errors import PrepsiteError, Problem, Severity

MAX_BYTES = 1024 * 1024
_MORE = 4096

# Without O_NONBLOCK a pipe would hang the reader; Windows has neither flag.
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_STEP_BY_STEP = bool(_NO_LINK) and os.open in os.supports_dir_fd and os.scandir in os.supports_fd
# Only Windows has them, from Python 3.12 on.
_JUNCTIONS = hasattr(os.DirEntry, "is_junction")
_RUN_OUT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM})
_REASONS = {
    errno.ELOOP: "a link was put in its place, and links are not followed",
    errno.ENOTDIR: "a folder on the way to it became a link or a file",
}


# Many files are opened one after another, and paths take as long to make as files to open.
Place = Path | str


class Listed(NamedTuple):
    """What stands in a folder: of the three at most one is true; a pipe or a device is none."""

    name: str
    is_link: bool
    is_folder: bool
    is_file: bool


class Held:
    """Holds the folders on the way to the last file open, so that the next one beside it is one step away.

    `within` is the vault, which itself may be a link. As a context manager it lets go of them.
    """

    def __init__(self, within: Path) -> None:
        self.within = within
        self._from = len(os.fspath(within)) + 1
        # Each folder on the way from the vault, with its number.
        self._way: list[tuple[str, int]] = []

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *_: object) -> None:
        self._leave(0)

    def open(self, file: Place, flags: int) -> int:
        """Open a file or folder below the vault; raise OSError at a link."""
        *folders, name = os.fspath(file)[self._from :].split(os.sep)  # noqa: PTH206 - a path, and often
        same = 0
        while same < min(len(folders), len(self._way) - 1) and self._way[same + 1][0] == folders[same]:
            same += 1
        self._leave(same + 1)
        if not self._way:
            self._way.append(("", os.open(self.within, _FOLDER)))
        for folder in folders[same:]:
            self._way.append((folder, os.open(folder, _FOLDER | _NO_LINK, dir_fd=self._way[-1][1])))
        return os.open(name, flags, dir_fd=self._way[-1][1])

    def _leave(self, length: int) -> None:
        while len(self._way) > length:
            os.close(self._way.pop()[1])


def listed(folder: Place, within: Path, held: Held | None = None) -> tuple[Listed, ...]:
    """Return what is in a folder, by name; `within` is the vault, which itself may be a link.

    Raises OSError where the folder can't be listed.
    """
    if not _STEP_BY_STEP:
        _refuse_links(Path(folder), within)
        with os.scandir(folder) as found:
            return _sorted(found)
    link = 0 if os.fspath(folder) == os.fspath(within) else _NO_LINK
    number = _opened(folder, _FOLDER | link, within, held)
    try:
        with os.scandir(number) as found:
            return _sorted(found)
    finally:
        os.close(number)


def read_text(file: Path, path: str, within: Path | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's text, newlines as they are, or None and why it can't be read.

    `path` is how problems name the file. No folder between `within` and the file may be a link.
    """
    content, problems = read_bytes(file, path, within or file.parent)
    return (None, problems) if content is None else decoded(content, path)


def read_bytes(
    file: Place, path: str, within: Path, held: Held | None = None
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Return a file's bytes, or None and why it can't be read: as `read_text`, before they are decoded."""
    try:
        content = _content(file, within, held)
    except OSError as error:
        reason = reason_of(error)
        remedy = "check what the file is, and its rights"
        return None, (_problem(path, f"can't be read: {reason}", remedy),)
    if content is None:
        return None, (_problem(path, "is not a regular file", "put a plain text file in its place"),)
    if len(content) > MAX_BYTES:
        message = f"is larger than 1 MiB ({MAX_BYTES:,} bytes), the most that is read"
        return None, (_problem(path, message, "shorten it, or keep it in files/"),)
    return content, ()


def _is_junction(entry: os.DirEntry[str]) -> bool:
    check = getattr(entry, "is_junction", None)
    return bool(check is not None and check())


def reason_of(error: OSError) -> str:
    """Return why something can't be opened, in words that fit after a colon.

    Raises PrepsiteError where the machine has run out of something: what was read until then is not
    the vault, and nothing may be concluded from what is missing.
    """
    if error.errno in _RUN_OUT:
        raise PrepsiteError(
            f"the vault can't be read now: {(error.strerror or 'the system refuses').lower()}",
            where=str(error.filename or ""),
            remedy="close other programs, and run the command again",
        ) from error
    return _REASONS.get(error.errno or 0) or (error.strerror or "the system refuses").lower()


def _sorted(found: "os._ScandirIterator[str]") -> tuple[Listed, ...]:
    # By name, which no other entry has.
    return tuple(
        sorted(
            [
                Listed(
                    entry.name,
                    entry.is_symlink() or (_JUNCTIONS and _is_junction(entry)),
                    entry.is_dir(follow_symlinks=False),
                    entry.is_file(follow_symlinks=False),
                )
                for entry in found
            ]
        )
    )


def _opened(file: Place, flags: int, within: Path, held: Held | None = None) -> int:
    """Open a file or folder below `within`, one step at a time; raise OSError at a link."""
    is_held = held is not None and _STEP_BY_STEP and held.within is within
    if held is not None and is_held and os.fspath(file) != os.fspath(within):
        return held.open(file, flags)
    file = Path(file)
    *folders, name = file.relative_to(within).parts or ("",)
    if not name:
        return os.open(file, flags)
    if not _STEP_BY_STEP:
        _refuse_links(file.parent, within)
        return os.open(file, flags)
    number = os.open(within, _FOLDER)
    try:
        for folder in folders:
            below = os.open(folder, _FOLDER | _NO_LINK, dir_fd=number)
            os.close(number)
            number = below
        return os.open(name, flags, dir_fd=number)
    finally:
        os.close(number)


def _refuse_links(folder: Path, within: Path) -> None:
    while folder != within and folder != folder.parent:
        if folder.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "a folder on the way is a link", str(folder))
        folder = folder.parent


def _content(file: Place, within: Path, held: Held | None = None) -> bytes | None:
    """Return the file's bytes, one more than the limit at the most; None if it isn't a regular file."""
    try:
        descriptor = _opened(file, _FILE, within, held)
    except OSError as error:
        # So a socket answers, and a device that nothing drives.
        if error.errno in {errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP}:
            return None
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        # No more is asked for than there is, which would be held for good; it may grow meanwhile.
        content = os.read(descriptor, min(status.st_size, MAX_BYTES) + 1)
        while len(content) not in {status.st_size, MAX_BYTES + 1} and (
            more := os.read(descriptor, min(_MORE, MAX_BYTES + 1 - len(content)))
        ):
            content += more
        return content
    finally:
        os.close(descriptor)


# What begins so is no text, whatever its name says.
_KINDS = (
    (b"PK\x03\x04", "a Word document, or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text document"),
)


def decoded(content: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return bytes as text, or None and why they are none."""
    if kind := next((kind for start, kind in _KINDS if content.startswith(start)), None):
        return None, (_problem(path, f"is {kind}, not text", "open it, and save its words as plain text"),)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _alternates(content[:64]):
        return None, (_problem(path, "is UTF-16 text", "save it as UTF-8"),)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        line, column = place(before, len(before))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        return None, (Problem(path, line, column, Severity.ERROR, "", message, "save the file as UTF-8"),)


def _alternates(content: bytes) -> bool:
    """Tell whether every other byte is null, as of Latin letters in UTF-16 without a mark."""
    even, odd = content[::2], content[1::2]
    return len(content) >= 4 and ((any(even) and not any(odd)) or (any(odd) and not any(even)))


def _problem(path: str, message: str, remedy: str) -> Problem:
    return Problem(path, 1, 1, Severity.ERROR, "", f"the file {message}", remedy)
