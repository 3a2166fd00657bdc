"""An observer in the shape that MkDocs's server expects, which tells each burst once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

from prepsite.watch.gathering import Changed
from prepsite.watch.watching import Watch


@dataclass(frozen=True, eq=False)
class Scheduled:
    """One path that somebody wants to hear of."""

    listener: FileSystemEventHandler
    path: Path


class BurstObserver:
    """Tells each burst by one event; `watch` says what is told, and when."""

    def __init__(self, *, polling: bool, tell: Callable[[str], None]) -> None:
        self.watch = Watch(self.tell, polling=polling, tell=tell)
        self._scheduled: list[Scheduled] = []
        self._lock = threading.Lock()
        self._changed: Changed = frozenset()

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool = True
    ) -> Scheduled:
        """Have a listener hear of a file, or of all below a folder, which may be absent yet."""
        del recursive  # a folder of pages is always watched whole
        scheduled = Scheduled(event_handler, Path(path).absolute())
        self._scheduled.append(scheduled)
        self.watch.add(scheduled.path)
        return scheduled

    def unschedule(self, watch: Scheduled) -> None:
        """Let a listener hear no more of a path."""
        self._scheduled.remove(watch)

    def start(self) -> None:
        """Begin to watch; a second call does nothing."""
        self.watch.start()

    def stop(self) -> None:
        """End the watching; may be called at any time."""
        self.watch.stop()

    def join(self) -> None:
        """Return when the watching has ended, as it has after `stop`."""

    def take_changed(self) -> Changed:
        """Return what has changed since the last call."""
        with self._lock:
            changed, self._changed = self._changed, frozenset()
        return changed

    def tell(self, changed: Changed) -> None:
        """Send one event to one of MkDocs's own listeners, which are all alike, and to each other one.

        A second event to MkDocs, after it began to build, would have it build again.
        """
        with self._lock:
            self._changed |= changed
        listeners: dict[object, tuple[FileSystemEventHandler, Path]] = {}
        for scheduled in list(self._scheduled):
            path = next((path for path in sorted(changed) if path.is_relative_to(scheduled.path)), None)
            if path is not None:
                kind = type(scheduled.listener)
                key = kind if kind is FileSystemEventHandler else scheduled.listener
                listeners.setdefault(key, (scheduled.listener, path))
        for listener, path in listeners.values():
            listener.dispatch(FileModifiedEvent(str(path)))
