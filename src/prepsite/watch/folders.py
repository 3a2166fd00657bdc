"""The watched folders: attached to the system's notices, again when one is replaced, or polled."""

import errno
import os
import queue
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from prepsite.watch.gathering import Seen, is_scratch

POLL_SECONDS = 1.0
# Reading a file emits events too; what is not named here is not even asked of the system.
_ASKED: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
]
# Only inotify says when a written file is closed; elsewhere "modified" has to do.
_CLOSES_ARE_SEEN = "inotify" in Observer.__module__
_LIMITS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE}

# Watchdog keeps a file that was moved away, and all that comes after it, back for half a second, in case
# it was moved to a watched place. The system tells both at once; an editor that moves its backup elsewhere
# mustn't make its save wait. It is an attribute of a class that has had two names.
_PAIRING_SECONDS = 0.01
_PAIRING = (
    ("watchdog.observers.inotify_move_event_grouper", "InotifyMoveEventGrouper"),
    ("watchdog.observers.inotify_buffer", "InotifyBuffer"),
)

Identity = tuple[int, int]
Notice = tuple[Path, Seen]


@dataclass
class _Target:
    """A folder that is watched: for all that is below it, or for some files in it."""

    folder: Path
    recursive: bool
    files: set[Path] = field(default_factory=set)
    identity: Identity | None = None
    token: ObservedWatch | None = None

    @property
    def told_as(self) -> Path:
        return self.folder if self.recursive else min(self.files)


class Folders:
    """Watched files and folders; notices of what changed in them go to a queue.

    A path may be absent: it is watched as soon as it is there. Where the system's limits don't
    allow to be told of changes, they are looked for once a second, and `tell` hears why.
    """

    def __init__(
        self, notices: "queue.SimpleQueue[Notice | None]", *, polling: bool, tell: Callable[[str], None]
    ) -> None:
        self._notices = notices
        self._tell = tell
        self._targets: dict[tuple[Path, bool], _Target] = {}
        self._observer: BaseObserver | None = None
        # Whoever serves adds folders, and the loop that watches attaches them anew.
        self._lock = threading.RLock()
        self.polling = polling
        self.grown = False

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return the folders that are watched, and those that hold a watched file."""
        with self._lock:
            return tuple(target.folder for target in self._targets.values())

    def add(self, path: Path) -> None:
        """Watch a file, or all that is below a folder."""
        with self._lock:
            if path.is_file():
                key, wanted = (path.parent, False), {path}
            else:
                key, wanted = (path, True), set()
            target = self._targets.setdefault(key, _Target(*key))
            target.files |= wanted
            if self._observer and not self._is_attached(target):
                self._attach_all([target])

    def start(self) -> None:
        """Attach to everything that is there."""
        with self._lock:
            self._observer = self._observing()
            self._attach_all(list(self._targets.values()))

    def stop(self) -> None:
        """Detach; may be called at any time, and more than once."""
        with self._lock:
            observer, self._observer = self._observer, None
        if observer:
            observer.stop()
            observer.join()

    def refresh(self) -> list[Path]:
        """Attach anew to what was replaced, came or went; return the paths that it concerns."""
        with self._lock:
            lost = [target for target in self._targets.values() if not self._is_attached(target)]
            if not lost:
                return []
            concerned = {id(target) for target in lost if target.token}
            self._attach_all(lost)
            return [target.told_as for target in lost if target.token or id(target) in concerned]

    def look_at_limits(self) -> bool:
        """Poll from now on if the system can't watch the folders that came since; return whether so."""
        with self._lock:
            polling, self.grown = self.polling, False
            self._attach_all([])
            return self.polling and not polling

    def _observing(self) -> BaseObserver:
        if not self.polling:
            _pair_moves_sooner()
            # Watchdog meets a new folder twice, in its parent and by itself, and warns at the terminal.
            warnings.filterwarnings("ignore", "Callback with id ", RuntimeWarning)
            try:
                observer = Observer()
                observer.start()
            except OSError as error:
                self._give_up(error)
            else:
                return observer
        observer = PollingObserver(timeout=POLL_SECONDS)
        observer.start()
        return observer

    def _attach_all(self, targets: list[_Target]) -> None:
        try:
            for target in targets:
                self._attach(target)
            self._probe()
        except OSError as error:
            self._give_up(error)
            self.stop()
            for target in self._targets.values():
                target.token = None
            self.start()

    def _give_up(self, error: OSError) -> None:
        if error.errno not in _LIMITS:
            raise error
        self.polling = True
        self._tell(
            f"the system can't watch that many folders ({error.strerror or error}), so edits are looked "
            "for once a second; to be told at once, raise fs.inotify.max_user_watches and "
            "fs.inotify.max_user_instances with sysctl"
        )

    def _is_attached(self, target: _Target) -> bool:
        if target.identity != _identity(target.folder):
            return False
        if target.token is None or self._observer is None:
            return target.identity is None
        # A folder that was deleted ended its watch, though another one may have its number by now.
        return any(emitter.watch == target.token and emitter.is_alive() for emitter in self._observer.emitters)

    def _attach(self, target: _Target) -> None:
        assert self._observer is not None, "start comes first"  # noqa: S101
        if target.token is not None:
            with suppress(KeyError):
                self._observer.unschedule(target.token)
        target.token = None
        target.identity = _identity(target.folder)
        if target.identity is None:
            return
        closes_are_seen = _CLOSES_ARE_SEEN and not self.polling
        asked = _ASKED if closes_are_seen else [*_ASKED, FileModifiedEvent]
        real = target.folder.resolve()
        try:
            target.token = self._observer.schedule(
                _Listener(self, target, real), str(real), recursive=target.recursive, event_filter=asked
            )
        except OSError as error:
            if error.errno in _LIMITS and not self.polling:
                raise
            # Gone again, or closed to us; the next refresh looks once more.
            target.identity = None

    def _probe(self) -> None:
        """Raise OSError where no further folder could be watched.

        Watchdog is silent about a folder below the watched one that exceeds the limit.
        """
        if self.polling or not _CLOSES_ARE_SEEN or self._observer is None:
            return
        probe = self._observer.schedule(
            FileSystemEventHandler(), os.sep, recursive=False, event_filter=[DirMovedEvent]
        )
        self._observer.unschedule(probe)

    def hear(self, target: _Target, path: Path, seen: Seen) -> None:
        """Put a notice into the queue, if pages may be made from the path."""
        if target.recursive:
            if is_scratch(path.relative_to(target.folder)):
                return
        elif path not in target.files:
            return
        self._notices.put((path, seen))


class _Listener(FileSystemEventHandler):
    """Turns events of a folder into notices."""

    def __init__(self, folders: Folders, target: _Target, real: Path) -> None:
        self._folders = folders
        self._target = target
        self._real = real

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory and not isinstance(event, DirDeletedEvent):
            self._folders.grown = True
        for text, seen in _seen(event, closes_are_seen=_CLOSES_ARE_SEEN and not self._folders.polling):
            path = Path(os.fsdecode(text))
            if path.is_relative_to(self._real):
                path = self._target.folder / path.relative_to(self._real)
                self._folders.hear(self._target, path, seen)


def _seen(event: FileSystemEvent, *, closes_are_seen: bool) -> Iterator[tuple[str | bytes, Seen]]:
    if isinstance(event, FileMovedEvent | DirMovedEvent):
        yield event.src_path, Seen.GONE
        yield event.dest_path, Seen.WHOLE
    elif isinstance(event, FileDeletedEvent | DirDeletedEvent):
        yield event.src_path, Seen.GONE
    elif isinstance(event, FileCreatedEvent):
        yield event.src_path, Seen.BEGUN
    elif not event.is_directory and (isinstance(event, FileClosedEvent) or not closes_are_seen):
        # A new folder says nothing by itself; the files in it are told.
        yield event.src_path, Seen.WHOLE


def _pair_moves_sooner() -> None:
    for module, name in _PAIRING if _CLOSES_ARE_SEEN else ():
        with suppress(ImportError):
            pairing = getattr(import_module(module), name)
            if hasattr(pairing, "delay"):
                pairing.delay = _PAIRING_SECONDS


def _identity(folder: Path) -> Identity | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
