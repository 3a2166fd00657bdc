"""What changed and when it is to be told: a state machine of paths and times, without a clock or disk."""

from enum import Enum
from pathlib import Path

# Seconds. One file that was saved waits this long for a second one.
SETTLE = 0.015
# A file that is gone, or that came but was not closed yet, may be half of an editor's save.
HALF_SAVED = 0.2
QUIET = 0.3
LONGEST = 5.0

Changed = frozenset[Path]

_SCRATCH_ENDS = ("~", ".tmp", ".swp", ".swx", "___jb_tmp___", "___jb_old___")
# vim probes a folder with a file of this name.
_SCRATCH_NAMES = frozenset({"4913"})
# Below a watched folder the only hidden place that pages are made from.
_PROPOSALS = (".prepsite", "proposals")


class Seen(Enum):
    """What was seen of a path: whole (closed or moved here), begun (created), or gone."""

    WHOLE = "whole"
    BEGUN = "begun"
    GONE = "gone"


class Gathering:
    """The paths of one burst; all times are seconds of one clock that only goes forward."""

    def __init__(self) -> None:
        self._seen: dict[Path, Seen] = {}
        self._born: set[Path] = set()
        self._started = 0.0
        self._last = 0.0
        self._held_at: float | None = None

    @property
    def last(self) -> float:
        """Return when something changed last."""
        return self._last

    def add(self, path: Path, seen: Seen, now: float) -> None:
        """Take note of a path; one that comes and goes within the burst is forgotten."""
        if not self._seen:
            self._started = now
        self._last = now
        if seen is Seen.GONE and path in self._born:
            self._born.discard(path)
            self._seen.pop(path, None)
            return
        if seen is Seen.BEGUN and path not in self._seen:
            self._born.add(path)
        self._seen[path] = seen

    def due(self) -> float | None:
        """Return when the burst is to be told, or None where nothing changed."""
        if not self._seen:
            return None
        if self._held_at is not None:
            return max(self._last, self._held_at) + QUIET
        wait = QUIET
        if len(self._seen) == 1:
            wait = SETTLE if Seen.WHOLE in self._seen.values() else HALF_SAVED
        return min(self._last + wait, self._started + LONGEST)

    def hold(self, now: float) -> None:
        """Take note that the burst must wait for somebody else; from now on it wants quiet."""
        self._held_at = now

    @property
    def held(self) -> bool:
        """Tell whether the burst had to wait for somebody else."""
        return self._held_at is not None

    @property
    def paths(self) -> Changed:
        """Return the paths that changed so far."""
        return frozenset(self._seen)

    def forget(self, path: Path) -> None:
        """Leave a path out, as if it had not changed."""
        self._seen.pop(path, None)
        self._born.discard(path)

    def take(self) -> Changed:
        """Return the paths that changed and begin anew."""
        changed = frozenset(self._seen)
        self._seen.clear()
        self._born.clear()
        self._held_at = None
        return changed


def is_scratch(path: Path) -> bool:
    """Tell whether a path, relative to a watched folder, is nothing a page is made from.

    Those are what editors, git and prepsite itself use on the way to another file, and hidden files.
    """
    hidden = [part for part in path.parts if part.startswith(".")]
    if hidden and not (path.parts[:2] == _PROPOSALS and len(hidden) == 1):
        return True
    name = path.name
    return name.startswith("#") or name.endswith(_SCRATCH_ENDS) or name in _SCRATCH_NAMES
