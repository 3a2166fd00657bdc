"""Listing the vault's folders: what is there that may be read, and what is in the way."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from prepsite.core.ids import why_not_an_id
from prepsite.core.nearest import nearest
from prepsite.errors import Problem, Severity
from prepsite.vault.belonging import renamed, where_it_belongs
from prepsite.vault.opening import Held, Listed, Place, listed, reason_of

CONFLICT_COPY = re.compile(r"\.sync-conflict-|conflicted copy|~$|\.orig$|\.rej$", re.IGNORECASE)
_IGNORED = re.compile(r"^(\.|README\b|LICENSE\b|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
MOST_FOLDERS = 8
_NUMBERED_COPY = re.compile(r" ?\(\d+\)| copy(?: \d+)?(?=\.)| - Copy", re.IGNORECASE)


class Entry(NamedTuple):
    """A file or folder in a `folder`: `path` is how problems name it."""

    name: str
    folder: Place
    path: str
    is_folder: bool

    @property
    def file(self) -> Path:
        """Return where it is."""
        return Path(self.place)

    @property
    def place(self) -> str:
        """Return where it is as a text, which takes less."""
        return f"{self.folder}{os.sep}{self.name}"


@dataclass
class Folders:
    """Lists folders of the vault in order, without following links; keeps what was in the way.

    `root` is the vault's own folder.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    held: Held | None = None

    def report(self, path: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        """Keep a problem that concerns a file or folder as a whole."""
        self.problems.append(Problem(path, 1, 1, severity, "", message, remedy))

    def entries(self, folder: Place, path: str) -> tuple[Entry, ...]:
        """Return what may be read in a folder, by name; nothing where there is no such folder."""
        found = self._listed(folder, path)
        return tuple(self._admitted([entry for entry in found if not _IGNORED.match(entry.name)], folder, path))

    def _listed(self, folder: Place, path: str, severity: Severity = Severity.ERROR) -> tuple[Listed, ...]:
        try:
            return listed(folder, self.root, self.held)
        except FileNotFoundError:
            return ()
        except OSError as error:
            message = f"the folder can't be listed: {reason_of(error)}"
            self.report(path, message, "check what it is, and its rights", severity)
            return ()

    def _admitted(
        self, found: Sequence[Listed], folder: Place, path: str, severity: Severity = Severity.ERROR
    ) -> Iterator[Entry]:
        """Yield what may be read; report each of the others once, `severity` at the most."""
        names = {entry.name for entry in found}
        for entry in found:
            shown = entry.name
            if not shown.isprintable():
                shown = "".join(sign if sign.isprintable() else "?" for sign in shown)
            where = f"{path}/{shown}"
            lower = entry.name.casefold()
            if shown != entry.name:
                self.report(where, "the name has characters that can't be shown", "rename it", severity)
            elif entry.is_link:
                remedy = "put the file itself in its place"
                self.report(where, "this is a link, and links are not followed", remedy, severity)
            elif CONFLICT_COPY.search(entry.name):
                original = _original(entry.name, names)
                remedy = f"take what you want from it into {original}, then delete it"
                self.report(where, "this is a conflict copy, and is not read", remedy, Severity.WARNING)
            elif lower != entry.name and lower in names:
                remedy = "keep one of the two: other systems can't tell them apart"
                self.report(where, f"this differs from {lower} only in case, and is not read", remedy, severity)
            elif not (entry.is_folder or entry.is_file):
                remedy = "put a plain file in its place"
                self.report(where, "this is not a regular file, and is not read", remedy, severity)
            else:
                yield Entry(entry.name, folder, where, entry.is_folder)

    def known(
        self, folder: Place, path: str, files: Collection[str], folders: Collection[str] = ()
    ) -> tuple[dict[str, Entry], set[str]]:
        """Return the entries of a folder that has set names, and the names that others were meant for."""
        found: dict[str, Entry] = {}
        meant: set[str] = set()
        for entry in self.entries(folder, path):
            if entry.name in files or entry.name in folders:
                if entry.is_folder == (entry.name in folders):
                    found[entry.name] = entry
                else:
                    self.wrong_kind(entry)
                    meant.add(entry.name)
            elif name := _meant(entry, folders if entry.is_folder else files):
                meant.add(name)
                doubled = name in {other.name for other in found.values()} or Path(folder, name).exists()
                joined = f"move what you need from it into {name}, then delete it"
                remedy = joined if doubled else f"did you mean {name}?"
                what = "folder" if entry.is_folder else "file"
                self.report(entry.path, f"no {what} of this name is read here", remedy)
            else:
                has_round = entry.is_folder and (entry.file / "interview.md").is_file()
                remedy = where_it_belongs(entry.name, files, folders, has_round=has_round)
                self.report(entry.path, "this is not read", remedy, Severity.WARNING)
        return found, meant

    def by_id(self, folder: Path, path: str, *, folders: bool, inner: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield (id, entry) for the files `<id>.md`, or the folders `<id>`, of a folder.

        `inner` is the file that belongs into each folder.
        """
        for entry in self.entries(folder, path):
            stem, dot, ending = entry.name.rpartition(".")
            if folders and not entry.is_folder:
                home = f"{stem or entry.name}/{inner}"
                self.report(entry.path, "this is a file where a folder is needed", f"move it to {home}")
            elif not folders and entry.is_folder:
                self.wrong_kind(entry)
            elif not folders and (not dot or ending != "md"):
                message = "this is not a .md file, and is not read"
                self.report(entry.path, message, renamed(stem, ending), Severity.WARNING)
            else:
                name = entry.name if folders else stem
                if wrong := why_not_an_id(name):
                    self.report(entry.path, *wrong)
                else:
                    yield name, entry

    def wrong_kind(self, entry: Entry) -> None:
        """Report a folder where a file is needed, or a file where a folder is."""
        is_, needed = ("folder", "file") if entry.is_folder else ("file", "folder")
        remedy = f"make it a {needed}, or rename it"
        if entry.is_folder and "." not in entry.name:
            remedy = f"move its text into a file {entry.name}.md beside it"
        self.report(entry.path, f"this is a {is_} where a {needed} is needed", remedy)

    def below(self, folder: Path, path: str) -> Iterator[str]:
        """Yield the paths of regular files below a folder, relative to it, without following links.

        What can't be published is a warning: nothing else in the vault is made from it.
        """
        pending: list[tuple[Path, str, int]] = [(folder, "", 0)]
        while pending:
            place, prefix, level = pending.pop()
            where = f"{path}/{prefix}".rstrip("/")
            found = [
                entry
                for entry in self._listed(place, where, Severity.WARNING)
                if not entry.name.startswith(".")
            ]
            for entry in self._told_apart(list(self._admitted(found, place, where, Severity.WARNING))):
                if not entry.is_folder:
                    yield f"{prefix}{entry.name}"
                elif level < MOST_FOLDERS:
                    pending.append((entry.file, f"{prefix}{entry.name}/", level + 1))
                else:
                    message = f"folders more than {MOST_FOLDERS} deep are not read"
                    self.report(entry.path, message, "move it up", Severity.WARNING)

    def _told_apart(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Yield the entries without those that other systems can't tell from one before them."""
        seen: dict[str, str] = {}
        for entry in entries:
            key = normalize("NFC", normalize("NFC", entry.name).casefold())
            first = seen.setdefault(key, entry.name)
            if first == entry.name:
                yield entry
                continue
            is_same = normalize("NFC", first) == normalize("NFC", entry.name)
            kind = "in how its accents are encoded" if is_same else "in case"
            remedy = "rename one of the two: other systems can't tell them apart"
            message = f"this name differs from another one only {kind}, and the file is not read"
            self.report(entry.path, message, remedy, Severity.WARNING)


def conflict_copies(folder: Path) -> tuple[Path, ...]:
    """Return the conflict copies below a folder, hidden folders too, but git's own; no link is followed."""
    found: list[Path] = []
    for home, folders, names in os.walk(folder):
        found += (Path(home, name) for name in (*folders, *names) if CONFLICT_COPY.search(name))
        folders[:] = [name for name in folders if name != ".git"]
    return tuple(sorted(found))


def _meant(entry: Entry, names: Collection[str]) -> str | None:
    plain = _NUMBERED_COPY.sub("", entry.name)
    if plain in names:
        return plain
    return nearest(plain, names, cutoff=0.75)


def _original(name: str, names: Collection[str]) -> str:
    """Return the file that a conflict copy was made of."""
    plain = re.sub(r" ?\([^()]*conflicted copy[^()]*\)|\.sync-conflict-[\w-]+|~$|\.orig$|\.rej$", "", name)
    return plain if plain in names else "the original"
