"""Temporary files: how they are named, and how those of killed runs are swept.

Two kinds, and their names tell which. What was begun and not put in place is prepsite's own, and
goes. What took part in an exchange may be a person's save that a kill kept from being looked at:
its name holds the digests of both texts, so that a save is told from them, and given back.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from prepsite.vault.displaced import Known, content, give_back, keep_beside, remove_known
from prepsite.vault.renaming import move_if_free

PREFIX = ".prepsite-"
SUFFIX = ".tmp"
_NOTHING = "-" * 16
_BEGUN = re.compile(r"\.prepsite-[0-9a-z_]{8,16}\.tmp")
_SWAP = re.compile(r"\.prepsite-[0-9a-f]{8}-([0-9a-f]{16})-([0-9a-f]{16}|-{16})-(.+)\.tmp", re.DOTALL)


def begun(path: Path) -> Path:
    """Return a free name beside a path for a text that is being written."""
    return path.with_name(f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}")


def swapped(path: Path, old: bytes, new: bytes | None) -> Path:
    """Return a free name beside a path for what is about to be exchanged with it, or taken away."""
    becoming = _NOTHING if new is None else digest(new)
    return path.with_name(f"{PREFIX}{secrets.token_hex(4)}-{digest(old)}-{becoming}-{path.name}{SUFFIX}")


def digest(text: bytes) -> str:
    """Return the digest by which a name tells a text."""
    return hashlib.sha256(text).hexdigest()[:16]


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove what killed runs left below a folder; return the saves that were found and given back.

    Hold the writers' lock meanwhile: under it all others of these names are written, so that what
    is found is nobody's. What can't be removed, or is being written into, waits for the next run.
    """
    saved = []
    for left in tuple(leftovers(folder)):
        # The next run tries again: a file that can't be swept is no reason to stop this one.
        with suppress(OSError):
            if _BEGUN.fullmatch(left.name):
                left.unlink()
            elif match := _SWAP.fullmatch(left.name):
                found = _settle(left, left.with_name(match[3]), {match[1], match[2]}, match[2])
                saved.extend([found] if found else [])
    return tuple(saved)


def leftovers(folder: Path) -> Iterator[Path]:
    """Yield what has a temporary file's name below a folder; no link is followed out of it."""
    for home, _, names in os.walk(folder):
        for name in names:
            if name.startswith(PREFIX) and name.endswith(SUFFIX):
                yield Path(home, name)


def _settle(left: Path, path: Path, known: set[str], new: str) -> Path | None:
    """Remove one of the two texts of an exchange; give anything else back, and return where it is."""
    if remove_known(left, lambda text: digest(text) in known):
        return None
    is_ours: Known = lambda text: digest(text) == new  # noqa: E731
    try:
        if not is_ours(content(path)):
            return keep_beside(left, path)
    except FileNotFoundError:
        move_if_free(left, path)
        return path
    return give_back(left, path, is_ours) or path
