"""Watching the vault: a callback for what was saved, at once for one file, once for a burst.

Reading a file emits events too, so only what changes a folder's content counts: moved (an
atomic save), closed after writing, created, deleted.
"""

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

SETTLE = 0.05
QUIET = 0.3
LONGEST = 5.0
_GIT_AT_WORK = ("index.lock", "MERGE_HEAD", "rebase-merge", "rebase-apply")
_ACTED_ON: tuple[type[FileSystemEvent], ...] = (
    FileMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
)
# Only inotify says when a written file is closed; elsewhere "modified" has to do.
_CLOSES_ARE_SEEN = "inotify" in Observer.__module__

Changed = frozenset[Path]


def git_at_work(root: Path) -> bool:
    """Tell whether git is in the middle of changing the files of `root`."""
    return any((root / ".git" / name).exists() for name in _GIT_AT_WORK)


@contextmanager
def watching(
    folders: Sequence[Path],
    on_change: Callable[[Changed], None],
    *,
    paused: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Call `on_change` with the paths that changed in `folders`, while the block runs.

    A single save is told after 50 ms, a burst after 300 ms of quiet, or 5 s at the latest.
    Calls come one at a time from a thread of their own, and not while `paused()` is true. An
    exception of the callback ends the watching and is raised at the end of the block.
    """
    events: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
    observer = Observer()
    for folder in folders:
        observer.schedule(_Listener(events), str(folder), recursive=True)
    loop = _Loop(events, on_change, paused)
    observer.start()
    with ThreadPoolExecutor(1, thread_name_prefix="prepsite-watch") as threads:
        running = threads.submit(loop.run)
        try:
            yield
        finally:
            observer.stop()
            observer.join()
            events.put(None)
    running.result()


class _Listener(FileSystemEventHandler):
    """Puts the paths of events that matter into a queue."""

    def __init__(self, events: "queue.SimpleQueue[Path | None]") -> None:
        self._events = events

    def on_any_event(self, event: FileSystemEvent) -> None:
        acted_on = _ACTED_ON if _CLOSES_ARE_SEEN else (*_ACTED_ON, FileModifiedEvent)
        if not isinstance(event, acted_on):
            return
        path = Path(str(event.dest_path or event.src_path))
        if not _is_scratch(path):
            self._events.put(path)


class _Loop:
    """Gathers paths until they are quiet, then tells them."""

    def __init__(
        self,
        events: "queue.SimpleQueue[Path | None]",
        on_change: Callable[[Changed], None],
        paused: Callable[[], bool],
    ) -> None:
        self._events = events
        self._on_change = on_change
        self._paused = paused

    def run(self) -> None:
        """Tell changes until the queue says None."""
        while (first := self._events.get()) is not None:
            changed = self._gather(first)
            if changed is None:
                return
            self._on_change(changed)

    def _gather(self, first: Path) -> Changed | None:
        """Return what changed together with `first`, or None where the watching ends."""
        changed = {first}
        until = time.monotonic() + LONGEST
        while time.monotonic() < until or self._paused():
            try:
                path = self._events.get(timeout=SETTLE if len(changed) == 1 else QUIET)
            except queue.Empty:
                if not self._paused():
                    break
                continue
            if path is None:
                return None
            changed.add(path)
        return frozenset(changed)


def _is_scratch(path: Path) -> bool:
    """Tell whether an editor, or prepsite, uses the file only on the way to another."""
    name = path.name
    return name.startswith((".", "#")) or name.endswith(("~", ".tmp", ".swp", ".swx")) or name == "4913"
