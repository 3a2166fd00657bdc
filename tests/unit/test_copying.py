"""A copy of this process hands over what it made, and stays no longer than it is wanted."""

import os
import signal
import sys
import threading
import time

import pytest

from prepsite.app.copying import Copy, Send, can_be_copied, shared_out

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


def nothing() -> None:
    pass


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_work_is_shared_out_and_comes_back_in_order(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processes)))

    def do(number: int) -> tuple[int, int]:
        time.sleep(0.01)
        return number, os.getpid()

    done = list(shared_out(do, 30, nothing, ()))
    assert [number for number, _ in done] == list(range(30))
    assert len({process for _, process in done}) == processes


def test_what_fails_in_a_copy_fails_here_and_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    def do(number: int) -> int:
        if number == 7:
            raise LookupError("the seventh")
        time.sleep(0.005)
        return number

    found: list[int] = []
    with pytest.raises(LookupError, match="the seventh"):
        found.extend(shared_out(do, 12, nothing, (LookupError,)))
    assert capfd.readouterr() == ("", "")


def test_there_may_be_more_to_do_than_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prepsite.app.copying._MOST_TURNS", 3)
    assert list(shared_out(lambda number: number * number, 6, nothing, ())) == [0, 1, 4, 9, 16, 25]
