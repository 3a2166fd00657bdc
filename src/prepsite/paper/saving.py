"""Where printed files go: what prepsite made is replaced, nothing else is."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from prepsite.errors import PrepsiteError, UsageError
from prepsite.vault.layout import Workspace

FOLDER = "print"
"""Where printed files go unless another place is named; beside the vault, and git-ignored."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KEYWORDS = re.compile(rb"/Keywords\s*\(prepsite\)")


def destinations(workspace: Workspace, out: Path | None, names: Sequence[str], suffix: str) -> tuple[Path, ...]:
    """Return where each document goes: `out` is a file if it ends in `suffix`, else a folder.

    Raises UsageError where one file is named for several documents, PrepsiteError where the place
    is in the vault or the templates.
    """
    folder = out or workspace.root / FOLDER
    is_file = out is not None and out.suffix.lower() == suffix
    if is_file and len(names) > 1:
        raise UsageError(
            f"{len(names)} documents don't go into one file", where=str(out), remedy="name a folder with --out"
        )
    place = (folder.parent if is_file else folder).resolve()
    if place.is_relative_to(workspace.vault.resolve()) or place.is_relative_to(workspace.templates.resolve()):
        raise PrepsiteError(
            "printed files can't go into the vault or the templates",
            where=str(folder),
            remedy="name a place outside of them with --out",
        )
    return (folder,) if is_file else tuple(folder / f"{name}{suffix}" for name in names)


def made_by_prepsite(content: bytes) -> bool:
    """Tell whether a PDF says that prepsite made it."""
    return content.startswith(b"%PDF-") and bool(_KEYWORDS.search(content))


def save(path: Path, content: bytes, is_own: Callable[[bytes], bool] = made_by_prepsite) -> None:
    """Put a document in place, whole or not at all; its folder is made where it is missing.

    Raises PrepsiteError where something stands there that prepsite didn't make, or that can't be
    written.
    """
    try:
        if os.path.lexists(path) and not _may_go(path, is_own):
            raise PrepsiteError(
                "there is a file of that name that prepsite didn't make",
                where=str(path),
                remedy="move it away, or name another place with --out",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:
        raise PrepsiteError(
            f"can't be written: {(error.strerror or 'unknown reason').lower()}",
            where=str(error.filename or path),
            remedy="check the folder and its rights, or name another place with --out",
        ) from error


def _may_go(path: Path, is_own: Callable[[bytes], bool]) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with os.fdopen(os.open(path, _READ), "rb") as opened:
        return is_own(opened.read())


def _write(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=".prepsite-", suffix=".tmp", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
        # mkstemp lets nobody else read; a document has the rights that any new file has.
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o666 & ~mask)
        made.replace(path)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise
