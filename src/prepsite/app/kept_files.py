"""Files that keep for the next process what can be worked out again: none of them need ever be there."""

import os
import secrets
import stat
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from prepsite.writers.openai.keeping import PREFIX

LARGEST = 64 * 1024 * 1024
"""Of larger files none is ours."""


def kept_at(file: Path) -> bytes | None:
    """Return what is kept in a file, None where there is nothing that can be used."""
    try:
        # No link is followed, and nothing opened that isn't a file.
        found = os.lstat(file)
        if file.parent.is_symlink() or not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            return None
        with open(file, "rb") as opened:  # noqa: PTH123 - a path's own takes as long again as all the rest
            return opened.read()
    except OSError:
        return None


def keep_at(file: Path, content: bytes) -> None:
    """Keep bytes by one atomic step; they need not outlive a loss of power, so nothing is flushed."""
    written = file.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    with suppress(OSError):
        if file.parent.is_symlink():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            written.write_bytes(content)
            written.replace(file)
        finally:
            written.unlink(missing_ok=True)


def keep_whole_at(file: Path, content: bytes) -> None:
    """Keep bytes as `keep_at` does, below their digest, by which `kept_whole_at` knows that none is missing."""
    keep_at(file, sha256(content).hexdigest().encode() + b"\n" + content)


def kept_whole_at(file: Path) -> bytes | None:
    """Return what `keep_whole_at` kept in a file; None where it isn't whole."""
    stated, _, content = (kept_at(file) or b"").partition(b"\n")
    return content if sha256(content).hexdigest().encode() == stated else None


def sweep_oldest_in(folder: Path, most: int, ending: str = ".json") -> None:
    """Remove the files that were kept longest ago, but for so many."""
    with suppress(OSError):
        files = [file for file in folder.iterdir() if file.suffix == ending]
        files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for old in files[most:]:
            old.unlink(missing_ok=True)


def sweep_in(folder: Path, files: Collection[str], ending: str = ".json") -> None:
    """Remove what is kept under other names, so that there are no more files than are looked for."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names alone are wanted
            if name.endswith(ending) and name not in files:
                (folder / name).unlink(missing_ok=True)
