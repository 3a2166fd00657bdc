"""A copy of this process, which works beside it and hands over what it made as bytes."""

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")
Send = Callable[[bytes], None]
# So many fit into a pipe, in which they wait for whoever is free.
_MOST_TURNS = 16_000
_NOTHING = pickle.dumps(())


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


def shared_out(
    do: Callable[[int], T], count: int, begin: Callable[[], None], failures: tuple[type[Exception], ...]
) -> Iterator[T]:
    """Yield what `do` makes of each number below `count`, in order: made here and in copies of this process.

    There is one process a processor, each of which takes the next number when it is free; copies call
    `begin` first. What a copy owes that was ended from outside, or met one of `failures`, is made here,
    and here it fails again.
    """
    turns, written = os.pipe()
    os.write(written, b"".join(number.to_bytes(4, "big") for number in range(min(count, _MOST_TURNS))))
    os.close(written)

    def made() -> Iterator[tuple[int, T]]:
        while turn := os.read(turns, 4):
            number = int.from_bytes(turn, "big")
            yield number, do(number)

    def work(send: Send) -> None:
        begin()
        with suppress(*failures):
            # All at once: this process takes none before it has done its own.
            send(pickle.dumps(list(made())))

    # What is there now is shared by all, as long as nobody's collector touches it.
    gc.collect()
    gc.freeze()
    try:
        with ExitStack() as working:
            others = min(count, len(os.sched_getaffinity(0))) - 1
            copies = [working.enter_context(Copy(work)) for _ in range(others)]
            found = dict(made())
            for copy in copies:
                found.update(pickle.loads(copy.received() or _NOTHING))  # noqa: S301 - a copy of this process
    finally:
        gc.unfreeze()
        os.close(turns)
    for number in range(count):
        yield found.pop(number) if number in found else do(number)
