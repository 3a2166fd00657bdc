"""A labelled mistake, and the ways to make one.

The new text of a change carries a caret, `‸`, where a careful person would put a finger: it is
taken out of the file, and its line and column are the label.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mistakes.base import BASE

CARET = "‸"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Mistake:
    """Changes to the base vault that hold one mistake, and where and what it is.

    `files` maps paths to the new bytes, or to None for a file that is taken away. `path` is the
    file, or folder, that has to be named. `line` and `column` count from 1, the column in
    characters of the line without a byte order mark; lines end at a line feed alone. `says`, where not
    empty, is what a helpful message holds, whatever its case.
    """

    name: str
    kind: str
    files: Mapping[str, bytes | None]
    path: str
    line: int
    column: int
    says: str = ""


@dataclass(frozen=True)
class Edit:
    """A replacement in one file of the base: `old` stands there once; `new` holds the caret."""

    path: str
    old: str
    new: str
    says: str = ""


@dataclass(frozen=True)
class Whole:
    """A whole new text for one file; it holds the caret."""

    path: str
    text: str
    says: str = ""


@dataclass(frozen=True)
class Placed:
    """Changes to files and folders, where the mistake is in a name and not in a text."""

    path: str
    files: Mapping[str, bytes | None]
    says: str = ""


@dataclass(frozen=True)
class Raw:
    """New bytes for one file, with the place given, since the bytes may not be text."""

    path: str
    content: bytes
    line: int
    column: int
    says: str = ""


Change = Edit | Whole | Placed | Raw


def mistakes(kind: str, *changes: Change) -> tuple[Mistake, ...]:
    """Label the changes as mistakes of one kind, numbered in order."""
    slug = "-".join("".join(sign if sign.isalnum() else " " for sign in kind.lower()).split())
    return tuple(_labelled(f"{slug}-{number:02}", kind, change) for number, change in enumerate(changes, 1))


def text_of(content: bytes) -> str:
    """Decode a file, without its byte order mark; a byte that isn't UTF-8 becomes one lone surrogate."""
    return content.decode("utf-8", "surrogateescape").removeprefix(_BOM)


def vault_with(files: Mapping[str, bytes | None], base: Mapping[str, bytes] = BASE) -> dict[str, bytes]:
    """Return the base vault after the changes."""
    merged: dict[str, bytes | None] = {**base, **files}
    return {path: content for path, content in merged.items() if content is not None}


def without(folder: str) -> dict[str, bytes | None]:
    """Return the changes that take away every file in a folder of the base."""
    return {path: None for path in BASE if path.startswith(f"{folder}/")}


def moved(old: str, new: str) -> dict[str, bytes | None]:
    """Return the changes that move a file, or every file in a folder, of the base."""
    if old in BASE:
        return {old: None, new: BASE[old]}
    return without(old) | {new + path.removeprefix(old): BASE[path] for path in without(old)}


def spot(marked: str) -> tuple[str, int, int]:
    """Take the caret out of a text; return the text, and the caret's line and column."""
    before, caret, after = marked.partition(CARET)
    if not caret or CARET in after:
        raise ValueError(f"one caret is needed: {marked!r}")
    last_line = before.rpartition("\n")[2]
    return before + after, before.count("\n") + 1, len(last_line) + 1


def edited(edit: Edit) -> str:
    """Return the text of the base after the edit, the caret still in it."""
    text = BASE[edit.path].decode()
    if text.count(edit.old) != 1:
        raise ValueError(f"{edit.path}: {edit.old!r} stands there {text.count(edit.old)} times, not once")
    return text.replace(edit.old, edit.new)


def _labelled(name: str, kind: str, change: Change) -> Mistake:
    match change:
        case Placed():
            return Mistake(name, kind, change.files, change.path, 1, 1, change.says)
        case Raw():
            files = {change.path: change.content}
            return Mistake(name, kind, files, change.path, change.line, change.column, change.says)
        case Edit() | Whole():
            text, line, column = spot(edited(change) if isinstance(change, Edit) else change.text)
            return Mistake(name, kind, {change.path: text.encode()}, change.path, line, column, change.says)
