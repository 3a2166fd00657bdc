"""The watch tells a save at once, a burst once, and nothing that is only read."""

import os
import queue
import time
from pathlib import Path

import pytest

from prepsite.watch import Changed, git_at_work, watching

TOLD_BY = 5.0


class Told:
    """Collects what the watch tells, with the time of each."""

    def __init__(self) -> None:
        self.calls: queue.Queue[tuple[float, Changed]] = queue.Queue()

    def __call__(self, changed: Changed) -> None:
        self.calls.put((time.monotonic(), changed))

    def next(self) -> Changed:
        return self.calls.get(timeout=TOLD_BY)[1]

    def none_for(self, seconds: float) -> bool:
        time.sleep(seconds)
        return self.calls.empty()


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_single_save_is_told_at_once(tmp_path: Path, told: Told) -> None:
    file = tmp_path / "interview.md"
    with watching([tmp_path], told):
        start = time.monotonic()
        file.write_text("stage: panel")
        when, changed = told.calls.get(timeout=TOLD_BY)
    assert changed == {file}
    assert when - start < 0.28, "a single save waited as long as a burst"


def test_an_atomic_save_is_told_by_the_name_it_gets(tmp_path: Path, told: Told) -> None:
    file = tmp_path / "interview.md"
    file.write_text("old")
    with watching([tmp_path], told):
        scratch = tmp_path / ".interview.md.swp"
        scratch.write_text("new")
        scratch.replace(file)
        assert told.next() == {file}
        assert told.none_for(0.4)


def test_a_burst_is_told_once(tmp_path: Path, told: Told) -> None:
    names = {tmp_path / f"{number}.md" for number in range(50)}
    with watching([tmp_path], told):
        for name in sorted(names):
            name.write_text("x")
        assert told.next() == names
        assert told.none_for(0.5)


def test_reading_is_not_told(tmp_path: Path, told: Told) -> None:
    file = tmp_path / "interview.md"
    file.write_text("x")
    with watching([tmp_path], told):
        for _ in range(20):
            file.read_text()
        assert told.none_for(0.5)


def test_deleting_is_told(tmp_path: Path, told: Told) -> None:
    file = tmp_path / "interview.md"
    file.write_text("x")
    with watching([tmp_path], told):
        file.unlink()
        assert told.next() == {file}


def test_a_new_folder_is_watched_too(tmp_path: Path, told: Told) -> None:
    with watching([tmp_path], told):
        folder = tmp_path / "interviews" / "panel"
        folder.mkdir(parents=True)
        time.sleep(0.2)
        (folder / "interview.md").write_text("x")
        assert folder / "interview.md" in told.next()


def test_nothing_is_told_while_git_is_at_work(tmp_path: Path, told: Told) -> None:
    git = tmp_path / ".git"
    git.mkdir()
    vault = tmp_path / "vault"
    vault.mkdir()
    (git / "index.lock").touch()
    with watching([vault], told, paused=lambda: git_at_work(tmp_path)):
        (vault / "a.md").write_text("x")
        assert told.none_for(0.6)
        (git / "index.lock").unlink()
        assert told.next() == {vault / "a.md"}


def test_it_ends_within_a_second_even_while_paused(tmp_path: Path, told: Told) -> None:
    start = time.monotonic()
    with watching([tmp_path], told, paused=lambda: True):
        (tmp_path / "a.md").write_text("x")
        time.sleep(0.2)
    assert time.monotonic() - start < 1.5
    assert told.calls.empty()


def test_a_failing_callback_is_not_swallowed(tmp_path: Path) -> None:
    def fail(changed: Changed) -> None:
        raise RuntimeError(f"{len(changed)} changed")

    def watch_and_save() -> None:
        with watching([tmp_path], fail):
            (tmp_path / "a.md").write_text("x")
            time.sleep(0.5)

    with pytest.raises(RuntimeError, match="1 changed"):
        watch_and_save()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
def test_a_save_during_the_callback_is_told_afterwards(tmp_path: Path) -> None:
    told = Told()

    def slow(changed: Changed) -> None:
        if told.calls.empty():
            (tmp_path / "second.md").write_text("x")
        told(changed)

    with watching([tmp_path], slow):
        (tmp_path / "first.md").write_text("x")
        assert told.next() == {tmp_path / "first.md"}
        assert told.next() == {tmp_path / "second.md"}
