"""The loop of watching: one call for one burst, from a thread of its own."""

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from prepsite.watch.folders import Folders, Notice
from prepsite.watch.gathering import Changed, Gathering, Seen
from prepsite.watch.git import GitAtWork, in_operation

# How often, in seconds, replaced folders are looked for, and git while it is waited for.
HEARTBEAT = 0.5
GIT_HEARTBEAT = 0.05

Signature = tuple[int, int, int, int]


def _silent(message: str) -> None:
    """Hear that folders are polled, and say nothing."""


class Watch:
    """Calls `on_change` with the paths that changed; one call at a time, from a thread.

    A single save is told after 15 ms, a burst after 300 ms of quiet, or 5 s at the latest; nothing
    while git is in the middle of something. A folder that is replaced is told as changed itself.
    """

    def __init__(
        self,
        on_change: Callable[[Changed], None],
        *,
        polling: bool = False,
        tell: Callable[[str], None] = _silent,
    ) -> None:
        self._on_change = on_change
        self._notices: queue.SimpleQueue[Notice | None] = queue.SimpleQueue()
        self._folders = Folders(self._notices, polling=polling, tell=tell)
        self._gathering = Gathering()
        self._written: dict[Path, Signature] = {}
        self._writing = False
        self._awaits_git = False
        self._threads: ThreadPoolExecutor | None = None
        self._running: Future[None] | None = None

    @property
    def polling(self) -> bool:
        """Tell whether changes are looked for once a second."""
        return self._folders.polling

    def add(self, path: Path) -> None:
        """Watch a file, or all below a folder; it may be absent yet."""
        self._folders.add(path.absolute())

    def start(self) -> None:
        """Begin to watch; a second call does nothing."""
        if self._threads is None:
            self._folders.start()
            self._threads = ThreadPoolExecutor(1, thread_name_prefix="prepsite-watch")
            self._running = self._threads.submit(self._run)

    def stop(self) -> None:
        """End the watching; raise what the callback raised, which ended it before."""
        self._notices.put(None)
        threads, self._threads = self._threads, None
        if threads:
            threads.shutdown()
        self._folders.stop()
        if threads and self._running:
            self._running.result()

    @contextmanager
    def own_writes(self) -> Iterator[list[Path]]:
        """Tell nothing while the block runs, nor afterwards of the files it puts into the list.

        A file that somebody else touches after the block is told. Whoever writes goes on to read the
        files, so that what was saved before is seen too.
        """
        written: list[Path] = []
        self._writing = True
        try:
            yield written
        finally:
            for path in written:
                signature = _signature(path)
                if signature:
                    self._written[path] = signature
            self._writing = False

    def in_git_operation(self) -> bool:
        """Tell whether a merge, rebase or the like has begun and not ended."""
        return in_operation(self._folders.paths)

    def call_after_git(self) -> None:
        """Tell the watched folders once more as soon as a merge, rebase or the like has ended."""
        self._awaits_git = True

    def _run(self) -> None:
        git = GitAtWork(lambda: self._folders.paths)
        refreshed = time.monotonic()
        while True:
            try:
                notice = self._notices.get(timeout=self._until_next())
            except queue.Empty:
                pass
            else:
                if notice is None:
                    return
                self._take_note(*notice)
                if notice[0] in self._folders.paths:
                    refreshed = 0.0
                if not self._notices.empty():
                    continue
            now = time.monotonic()
            if now - refreshed >= HEARTBEAT:
                refreshed = now
                self._refresh(now)
            self._tell_if_due(git)

    def _until_next(self) -> float:
        due = self._gathering.due()
        if due is None:
            return HEARTBEAT
        if self._gathering.held or self._writing:
            return GIT_HEARTBEAT
        return min(max(0.0, due - time.monotonic()), HEARTBEAT)

    def _take_note(self, path: Path, seen: Seen) -> None:
        if not self._is_own(path):
            self._gathering.add(path, seen, time.monotonic())

    def _is_own(self, path: Path) -> bool:
        """Tell whether a file is as it was when the own writes ended."""
        if path not in self._written:
            return False
        if self._written[path] == _signature(path):
            return True
        del self._written[path]
        return False

    def _refresh(self, now: float) -> None:
        for path in self._folders.refresh():
            self._gathering.add(path, Seen.GONE, now)
        if self._folders.grown and self._folders.look_at_limits():
            # What was saved in the folders that exceed the limit was not told.
            for path in self._folders.paths:
                self._gathering.add(path, Seen.WHOLE, now)
        if self._awaits_git and not self.in_git_operation():
            self._awaits_git = False
            for path in self._folders.paths[:1]:
                self._gathering.add(path, Seen.WHOLE, now)

    def _tell_if_due(self, git: GitAtWork) -> None:
        due = self._gathering.due()
        now = time.monotonic()
        if due is None or self._writing or (now < due and not self._gathering.held):
            return
        for path in self._gathering.paths:
            if self._is_own(path):
                self._gathering.forget(path)
        if not self._gathering.paths:
            self._gathering.take()
        elif git.must_wait(self._gathering.last, now):
            self._gathering.hold(now)
        elif now >= due:
            self._on_change(self._gathering.take())


@contextmanager
def watching(
    folders: Sequence[Path],
    on_change: Callable[[Changed], None],
    *,
    polling: bool = False,
    tell: Callable[[str], None] = _silent,
) -> Iterator[Watch]:
    """Call `on_change` with the paths that changed in `folders`, while the block runs.

    An exception of the callback ends the watching and is raised at the end of the block.
    """
    watch = Watch(on_change, polling=polling, tell=tell)
    for folder in folders:
        watch.add(folder)
    watch.start()
    try:
        yield watch
    finally:
        watch.stop()


def _signature(path: Path) -> Signature | None:
    """Return what differs after anybody has written to the file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
