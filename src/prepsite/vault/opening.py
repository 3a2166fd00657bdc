"""Opening a file of the vault: regular files alone, no links, a bounded size, strict UTF-8."""

import os
import stat
from pathlib import Path

from prepsite.core.yaml_values import place
from prepsite.errors import Problem, Severity

MAX_BYTES = 1024 * 1024

# Without O_NONBLOCK a pipe would hang the reader; Windows has neither flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_text(file: Path, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return a file's text, newlines as they are, or None and why it can't be read.

    `path` is how problems name the file.
    """
    try:
        content = _content(file)
    except OSError as error:
        reason = error.strerror or "it can't be opened"
        remedy = "check what the file is, and its rights"
        return None, (_problem(path, f"can't be read: {reason.lower()}", remedy),)
    if content is None:
        return None, (_problem(path, "is not a regular file", "put a plain text file in its place"),)
    if len(content) > MAX_BYTES:
        message = f"is larger than 1 MiB ({MAX_BYTES:,} bytes), the most that is read"
        return None, (_problem(path, message, "shorten it, or keep it in files/"),)
    return _decoded(content, path)


def _content(file: Path) -> bytes | None:
    """Return the file's bytes, one more than the limit at the most; None if it isn't a regular file."""
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return opened.read(MAX_BYTES + 1)


def _decoded(content: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (_problem(path, "is UTF-16 text", "save it as UTF-8"),)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
        line, column = place(before, len(before))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        return None, (Problem(path, line, column, Severity.ERROR, "", message, "save the file as UTF-8"),)


def _problem(path: str, message: str, remedy: str) -> Problem:
    return Problem(path, 1, 1, Severity.ERROR, "", f"the file {message}", remedy)
