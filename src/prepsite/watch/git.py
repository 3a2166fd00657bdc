"""Whether git is in the middle of something, so that nothing half checked out is shown or written.

Two kinds of marks are told apart. A lock (`index.lock`) lies there while one git command changes
files. An operation (a merge, a rebase, a cherry-pick, a revert) may be at work too, or wait for a
person, for hours: it is at work as long as its marks, or the files, have moved within a while.
"""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path

log = logging.getLogger("mkdocs.plugins.prepsite")

LOCK = "index.lock"
# What lies in a git folder during an operation, and what of it moves with each step.
OPERATION = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_STEPS = ("HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge/msgnum", "rebase-apply/next")
_MOST_BYTES = 4_096

# A lock that lies this long while no file changes (`git commit -a` keeps it while the message is
# written; a killed git leaves it) holds nothing up any longer.
LOCK_PATIENCE = 5.0
# An operation that stood still this long waits for a person.
OPERATION_PATIENCE = 2.0

Marks = tuple[str, ...]


def git_folder_of(folder: Path) -> Path | None:
    """Return the git folder of the work tree that holds `folder`; None outside of any.

    In a worktree or a submodule `.git` is a file that says where it is; the folder may not exist.
    """
    for place in (folder, *folder.parents):
        entry = place / ".git"
        if entry.is_dir():
            return entry
        if entry.is_file():
            named = _beginning(entry).removeprefix("gitdir:").strip()
            return place / named if named else None
    return None


def git_folders_of(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the git folders of all work trees that hold one of `folders`, each once."""
    found = (git_folder_of(folder) for folder in folders)
    return tuple(dict.fromkeys(folder for folder in found if folder))


def in_operation(folders: Iterable[Path]) -> bool:
    """Tell whether a merge, rebase, cherry-pick or revert has begun and not ended in `folders`."""
    return any((git / name).exists() for git in git_folders_of(folders) for name in OPERATION)


class GitAtWork:
    """Tells whether changed files are still git's; remembers what it has waited for long enough."""

    def __init__(self, folders: Callable[[], Iterable[Path]]) -> None:
        self._folders = folders
        # Whoever begins to watch in the middle of a merge is not the one who waits for it.
        self._operation_known = self._operation()
        self._operation_seen: Marks = self._operation_known
        self._operation_since = 0.0
        self._lock_seen: Marks = ()
        self._lock_since = 0.0
        self._lock_known: Marks = ()

    def must_wait(self, last_change: float, now: float | None = None) -> bool:
        """Tell whether to wait; `last_change`, `now`: seconds of the monotonic clock."""
        now = time.monotonic() if now is None else now
        return self._locked(last_change, now) or self._moving(last_change, now)

    def _locked(self, last_change: float, now: float) -> bool:
        lock = self._lock()
        if lock != self._lock_seen:
            self._lock_seen, self._lock_since = lock, now
        if not lock or lock == self._lock_known:
            return False
        if now - max(last_change, self._lock_since) < LOCK_PATIENCE:
            return True
        self._lock_known = lock
        log.warning(
            f"{lock[0]} has been there for a while; edits are followed all the same. "
            "If no git command is running, remove it"
        )
        return False

    def _moving(self, last_change: float, now: float) -> bool:
        marks = self._operation()
        if marks != self._operation_seen:
            self._operation_seen, self._operation_since = marks, now
        if not marks or marks == self._operation_known:
            return False
        if now - max(last_change, self._operation_since) < OPERATION_PATIENCE:
            return True
        self._operation_known = marks
        return False

    def _lock(self) -> Marks:
        """Return what tells one lock from the next; empty where there is none."""
        found: list[str] = []
        for git in git_folders_of(self._folders()):
            try:
                status = (git / LOCK).stat()
            except OSError:
                continue
            found += (str(git / LOCK), f"{status.st_ino}.{status.st_ctime_ns}")
        return tuple(found)

    def _operation(self) -> Marks:
        """Return the marks of what git is in the middle of; empty where it is in nothing."""
        found: list[str] = []
        for git in git_folders_of(self._folders()):
            begun = [name for name in OPERATION if (git / name).exists()]
            if begun:
                found += (str(git), *begun, *(_beginning(git / name) for name in _STEPS))
        return tuple(found)


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace").strip()
    except OSError:
        return ""
