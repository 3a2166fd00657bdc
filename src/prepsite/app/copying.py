"""A copy of this process, which works beside it and hands over what it made as bytes."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import TracebackType

Send = Callable[[bytes], None]


def can_be_copied() -> bool:
    """Tell whether a copy of this process would be whole: of other threads, only their locks are copied."""
    is_alone = all(each is threading.main_thread() or _only_waits(each) for each in threading.enumerate())
    return sys.platform == "linux" and is_alone and len(os.sched_getaffinity(0)) > 1


def _only_waits(thread: threading.Thread) -> bool:
    # What shows at a terminal that something takes long; it holds no lock of what is worked out.
    return isinstance(thread, threading.Timer) and thread.daemon


class Copy:
    """A copy of this process that runs `work`, which sends whatever it has made; it ends with the block.

    The copy holds all that this process holds now, so `work` may use anything of it.
    """

    def __init__(self, work: Callable[[Send], None]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiving, self._sending = context.Pipe(duplex=False)

        def run() -> None:
            # Whoever stops both wants no word of this one, and this one has nothing to put in order.
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, signal.SIG_DFL)
            self._receiving.close()
            work(self._sending.send_bytes)

        self._process = context.Process(target=run, daemon=True)

    def __enter__(self) -> "Copy":
        self._process.start()
        self._sending.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._receiving.close()
        if kind is not None:
            self._process.terminate()
        self._process.join()

    def received(self) -> bytes | None:
        """Return the next that the copy sends, or None where it ended without."""
        try:
            return self._receiving.recv_bytes()
        except (EOFError, OSError):
            return None
