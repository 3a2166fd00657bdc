"""A copy of this process hands over what it made, and stays no longer than it is wanted."""

import os
import signal
import sys
import threading
import time

import pytest

from prepsite.app.copying import Copy, Send, can_be_copied

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")


def test_a_copy_hands_over_what_it_made_until_it_ends() -> None:
    here = ["of this process"]

    def work(send: Send) -> None:
        here.append("and of the copy")
        for each in (" ".join(here).encode(), b"x" * 1_000_000):
            send(each)
        os._exit(1)

    with Copy(work) as copy:
        assert copy.received() == b"of this process and of the copy"
        assert copy.received() == b"x" * 1_000_000
        assert copy.received() is None
    assert here == ["of this process"]


def test_a_copy_ends_with_a_block_that_fails_whatever_this_process_does_when_stopped() -> None:
    numbers: list[int] = []

    def work(send: Send) -> None:
        send(str(os.getpid()).encode())
        time.sleep(600)

    def failing() -> None:
        with Copy(work) as copy:
            numbers.append(int(copy.received() or 0))
            raise RuntimeError("stopped")

    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with pytest.raises(RuntimeError, match="stopped"):
            failing()
    finally:
        signal.signal(signal.SIGTERM, before)
    (number,) = numbers
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_process_with_other_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, works = threading.Timer(1, print), threading.Thread(target=print, daemon=True)
    waits.daemon = True
    threads = [threading.main_thread(), waits]
    monkeypatch.setattr(threading, "enumerate", lambda: threads)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert can_be_copied()
    threads.append(works)
    assert not can_be_copied()
    threads.remove(works)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not can_be_copied()
