"""What an earlier build left in a site's folder: from which key, and the very file that it wrote.

Kept in `.prepsite/sites`, one file a folder. A page is left as it is only where the file there has the size
and the times that it had when it was written: whatever else happened to it, it is written again.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mkdocs.config.defaults import MkDocsConfig
from pydantic import TypeAdapter, ValidationError

from prepsite.app.kept_files import keep_whole_at, kept_whole_at, sweep_oldest_in
from prepsite.vault.layout import Workspace

FOLDER = "sites"
# Of folders that are remembered: the ones that were built longest ago go first.
_MOST_FOLDERS = 8

Signature = tuple[int, int, int]


@dataclass(frozen=True)
class Output:
    """A file that a build wrote, and what search finds of it, as JSON.

    `key` tells what its page was made from, `said` what the page says; either is enough to leave it.
    """

    key: str
    said: str
    signature: Signature
    entries: str = ""
    attachments: tuple[tuple[str, str], ...] = ()


_OUTPUTS = TypeAdapter(dict[str, Output])


def signature_of(file: Path) -> Signature | None:
    """Return size and times of a regular file, None where there is none; times are in nanoseconds."""
    try:
        status = file.lstat()
    except OSError:
        return None
    is_regular = (status.st_mode & 0o170000) == 0o100000
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns) if is_regular else None


class Outputs:
    """The vault's pages in one folder: `folder` is the site, `private` keeps what is known of it."""

    def __init__(self, folder: Path, private: Path | None) -> None:
        self.folder = folder
        name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
        self._file = private / FOLDER / f"{name}.json" if private else None
        self._known = self._read()
        self._places: set[str] = set()
        self._clear_links()

    def left(self, uri: str, key: str = "", said: str = "") -> Output | None:
        """Return what stands at a place already if it has that key, or says that; None where it must be drawn.

        An empty text is nothing to go by.
        """
        known = self._known.get(uri)
        if known is None or not ((key and known.key == key) or (said and known.said == said)):
            return None
        if signature_of(self.folder / uri) != known.signature:
            return None
        return known

    def put(self, uri: str, content: bytes) -> Signature:
        """Write a file at a place of the site, and return its signature; one that is the same is left."""
        file = self.folder / uri
        self._places.add(uri)
        if not _is(file, content):
            file.parent.mkdir(parents=True, exist_ok=True)
            # Never into what a link leads to, or another name of a file shares.
            file.unlink(missing_ok=True)
            file.write_bytes(content)
        return signature_of(file) or (0, 0, 0)

    def put_beside(self, staged: Path) -> None:
        """Put what MkDocs built into the folder, and remove what neither it nor `put` put there."""
        for home, _, names in os.walk(staged):
            for name in names:
                file = Path(home, name)
                self.put(file.relative_to(staged).as_posix(), file.read_bytes())
        for uri, entry in _below(self.folder):
            if entry.is_dir(follow_symlinks=False):
                # Mostly it isn't empty, and stays.
                with suppress(OSError):
                    Path(entry).rmdir()
            elif uri not in self._places:
                Path(entry).unlink(missing_ok=True)

    def _clear_links(self) -> None:
        """Remove links from the folder, so that nothing is ever written to where one leads."""
        for _, entry in _below(self.folder):
            if entry.is_symlink():
                Path(entry).unlink()

    def keep(self, outputs: Mapping[str, Output]) -> None:
        """Remember what is in the folder now, which other processes may have put there.

        That it can't be kept for the next build harms nothing.
        """
        self._places |= outputs.keys()
        if self._file is not None:
            keep_whole_at(self._file, _OUTPUTS.dump_json(dict(outputs)))
            sweep_oldest_in(self._file.parent, _MOST_FOLDERS)

    def _read(self) -> Mapping[str, Output]:
        """Return what is remembered; nothing where it is damaged, or isn't a plain file."""
        content = kept_whole_at(self._file) if self._file else None
        with suppress(ValidationError):
            return _OUTPUTS.validate_json(content or b"{}")
        return {}


def _is(file: Path, content: bytes) -> bool:
    """Tell whether a file holds these bytes."""
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _below(folder: str | Path, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what is in a folder by its place in the site, each folder after what is in it.

    Left out is what is hidden at the top of the site, as MkDocs leaves it when it empties a folder.
    """
    for entry in _listed(folder):
        if above or not entry.name.startswith("."):
            uri = f"{above}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{uri}/")
            yield uri, entry


def _listed(folder: str | Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as found:
        return list(found)
    return []


@runtime_checkable
class TakesOutputs(Protocol):
    """What draws vault pages into a folder: the plugin."""

    outputs: Outputs | None
    is_read: bool

    def workspace(self, config: MkDocsConfig) -> Workspace:
        """Return the folders of the search that a mkdocs.yml is of; raise PrepsiteError as the plugin does."""
        ...
