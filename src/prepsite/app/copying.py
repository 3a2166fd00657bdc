"""A copy of this process, which works beside it and hands over what it made as bytes."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType

from prepsite.errors import PrepsiteError

Send = Callable[[bytes], None]


def can_be_copied() -> bool:
    """Tell whether a copy of this process would be whole: of other threads, only their locks are copied."""
    is_alone = all(each is threading.main_thread() or _only_waits(each) for each in threading.enumerate())
    return sys.platform == "linux" and is_alone and len(os.sched_getaffinity(0)) > 1


def _only_waits(thread: threading.Thread) -> bool:
    # What shows at a terminal that something takes long; it holds no lock of what is worked out.
    return isinstance(thread, threading.Timer) and thread.daemon


@contextmanager
def copies(most: int, begin: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    """Yield copies of this process, one a processor and no more than `most`, each of which calls `begin` first.

    Raises PrepsiteError where one of them is ended from outside.
    """
    # What is there now is shared by all, as long as nobody's collector touches it.
    gc.collect()
    gc.freeze()
    try:
        with warnings.catch_warnings():
            # Those at a terminal have a thread that only turns a wheel there.
            warnings.simplefilter("ignore", DeprecationWarning)
            processes = min(most, len(os.sched_getaffinity(0)))
            with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), begin) as pool:
                yield pool
    except BrokenProcessPool as error:
        what = "a copy of this process was ended from outside, perhaps for want of memory"
        raise PrepsiteError(what, remedy="close what takes memory, then try again") from error
    finally:
        gc.unfreeze()


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
