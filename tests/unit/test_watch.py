"""The watch tells a save at once, a burst once, and nothing that is only read."""

import errno
import os
import queue
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, ObservedWatch

import prepsite.watch.folders
from prepsite.watch.gathering import Changed
from prepsite.watch.observer import BurstObserver
from prepsite.watch.watching import watching

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
        assert told.none_for(0.4)


def test_reading_is_not_told(tmp_path: Path, told: Told) -> None:
    file = tmp_path / "interview.md"
    file.write_text("x")
    with watching([tmp_path], told):
        for _ in range(20):
            file.read_text()
        assert told.none_for(0.4)


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


def test_nothing_is_told_while_git_has_the_index_locked(tmp_path: Path, told: Told) -> None:
    git = tmp_path / ".git"
    git.mkdir()
    vault = tmp_path / "vault"
    vault.mkdir()
    (git / "index.lock").touch()
    with watching([vault], told):
        (vault / "a.md").write_text("x")
        assert told.none_for(0.5)
        (git / "index.lock").unlink()
        assert told.next() == {vault / "a.md"}


def test_it_ends_at_once_even_while_git_is_waited_for(tmp_path: Path, told: Told) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index.lock").touch()
    start = time.monotonic()
    with watching([tmp_path], told):
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


def _save_like_vim(file: Path, text: str) -> None:
    """Do what vim does with its settings as they come: probe, move away, write anew, remove the old."""
    probe = file.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    time.sleep(0.1)
    with file.open("w") as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    backup.unlink()


def _save_like_vscode(file: Path, text: str) -> None:
    """Do what VS Code does: write in place, in two steps."""
    with file.open("r+") as same:
        same.truncate()
        same.flush()
        same.write(text)


def _save_by_another_name(file: Path, text: str) -> None:
    """Do what editors built on Qt do: a new file of any name takes the old one's place."""
    other = file.with_name(f"{file.name}.kzPfWq")
    other.write_text(text)
    other.replace(file)


@pytest.mark.parametrize("save", [_save_like_vim, _save_like_vscode, _save_by_another_name])
def test_a_save_by_an_editor_is_one_change_of_one_file(
    tmp_path: Path, told: Told, save: Callable[[Path, str], None]
) -> None:
    file = tmp_path / "interview.md"
    file.write_text("old")
    with watching([tmp_path], told):
        save(file, "new")
        assert told.next() == {file}
        assert told.none_for(0.4)


def test_a_backup_that_is_moved_out_of_the_folder_does_not_hold_up_the_save(tmp_path: Path, told: Told) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    file = vault / "interview.md"
    file.write_text("old")
    held_back = threading.Event()
    with watching([vault], told):
        # Watchdog would keep the save back for half a second.
        threading.Timer(0.4, held_back.set).start()
        file.rename(tmp_path / "backup")
        file.write_text("new")
        assert told.next() == {file}
        assert not held_back.is_set()


def test_a_file_that_is_gone_for_a_moment_is_not_deleted(tmp_path: Path) -> None:
    file = tmp_path / "interview.md"
    file.write_text("old")
    there: queue.SimpleQueue[bool] = queue.SimpleQueue()
    with watching([tmp_path], lambda changed: there.put(file.exists())):
        file.unlink()
        time.sleep(0.1)
        file.write_text("new")
        assert there.get(timeout=TOLD_BY)
        time.sleep(0.5)
    assert there.empty()


def test_what_nobody_makes_a_page_from_is_not_told(tmp_path: Path, told: Told) -> None:
    for folder in (".git/objects", ".obsidian", ".prepsite/base", ".prepsite/proposals/applications"):
        (tmp_path / folder).mkdir(parents=True)
    proposal = tmp_path / ".prepsite" / "proposals" / "applications" / "roadmap.md"
    with watching([tmp_path], told):
        for name in (
            ".git/index",
            ".git/objects/aa",
            ".obsidian/workspace.json",
            ".prepsite/base/0123.md",
            ".prepsite-x1.tmp",
            "#notes.md#",
            "notes.md~",
            ".notes.md.swp",
            "applications",
        ):
            (tmp_path / name).mkdir() if name == "applications" else (tmp_path / name).write_text("x")
        assert told.none_for(0.5)
        proposal.write_text("x")
        assert told.next() == {proposal}


def test_a_folder_that_is_replaced_is_told_and_watched_on(tmp_path: Path, told: Told) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    with watching([vault], told):
        vault.rename(tmp_path / "old")
        vault.mkdir()
        (vault / "new.md").write_text("x")
        assert vault in told.next()
        (vault / "new.md").write_text("y")
        assert told.next() == {vault / "new.md"}


@pytest.mark.parametrize("pause", [0.0, 0.8])
def test_a_folder_that_is_deleted_and_made_again_is_watched_on(
    tmp_path: Path, told: Told, pause: float
) -> None:
    vault = tmp_path / "vault"
    (vault / "projects").mkdir(parents=True)
    (vault / "a.md").write_text("x")
    with watching([vault], told):
        shutil.rmtree(vault)
        time.sleep(pause)
        (vault / "projects").mkdir(parents=True)
        time.sleep(1.5)
        while not told.calls.empty():
            told.next()
        (vault / "projects" / "b.md").write_text("y")
        assert told.next() == {vault / "projects" / "b.md"}


def test_a_folder_that_comes_later_is_watched(tmp_path: Path, told: Told) -> None:
    templates = tmp_path / "templates"
    with watching([templates], told):
        assert told.none_for(0.7)
        templates.mkdir()
        assert told.next() == {templates}
        (templates / "home.md.j2").write_text("x")
        assert told.next() == {templates / "home.md.j2"}


def test_a_linked_folder_is_told_by_the_name_it_was_given(tmp_path: Path, told: Told) -> None:
    (tmp_path / "elsewhere").mkdir()
    vault = tmp_path / "vault"
    vault.symlink_to(tmp_path / "elsewhere")
    with watching([vault], told):
        (vault / "a.md").write_text("x")
        assert told.next() == {vault / "a.md"}


def test_one_file_is_watched_through_an_atomic_save_and_its_neighbours_are_not(
    tmp_path: Path, told: Told
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("old")
    with watching([config], told):
        (tmp_path / "other.yml").write_text("x")
        for text in ("new", "newer"):
            (tmp_path / "mkdocs.tmp").write_text(text)
            (tmp_path / "mkdocs.tmp").replace(config)
            assert told.next() == {config}
        assert told.none_for(0.4)


def test_own_writes_are_not_told_but_a_persons_are(tmp_path: Path, told: Told) -> None:
    own, persons = tmp_path / "prep.md", tmp_path / "notes.md"
    with watching([tmp_path], told) as watch:
        with watch.own_writes() as written:
            own.write_text("generated")
            persons.write_text("saved meanwhile")
            written.append(own)
            assert told.none_for(0.5), "told while the writer wrote"
        assert told.next() == {persons}
        assert told.none_for(0.4)
        own.write_text("edited by hand")
        assert told.next() == {own}


def test_polling_tells_the_same(tmp_path: Path, told: Told) -> None:
    vault, config = tmp_path / "vault", tmp_path / "mkdocs.yml"
    (vault / "a").mkdir(parents=True)
    config.write_text("x")
    with watching([vault, config], told, polling=True):
        (vault / "a" / "b.md").write_text("x")
        assert told.next() == {vault / "a" / "b.md"}
        config.write_text("changed")
        assert told.next() == {config}
        (vault / "a" / "b.md").unlink()
        assert told.next() == {vault / "a" / "b.md"}


class _Limited:
    """Lets a number of folders be watched and refuses the next, as the system does."""

    def __init__(self, left: int) -> None:
        self.left = left
        self._schedule = BaseObserver.schedule

    def schedule(
        self,
        observer: BaseObserver,
        listener: FileSystemEventHandler,
        path: str,
        *,
        recursive: bool,
        event_filter: list[type[FileSystemEvent]],
    ) -> ObservedWatch:
        if "Polling" not in type(observer).__name__:
            self.left -= 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return self._schedule(observer, listener, path, recursive=recursive, event_filter=event_filter)


@pytest.mark.parametrize("left", [0, 1])
def test_where_the_system_refuses_folders_are_polled_and_it_is_said(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    limited = _Limited(left)
    monkeypatch.setattr(
        BaseObserver,
        "schedule",
        lambda observer, *given, **options: limited.schedule(observer, *given, **options),
    )
    said: list[str] = []
    with watching([tmp_path], told, tell=said.append) as watch:
        assert watch.polling
        (tmp_path / "a.md").write_text("x")
        assert told.next() == {tmp_path / "a.md"}
    assert len(said) == 1
    assert "max_user_watches" in said[0]


def test_where_a_new_folder_exceeds_the_limit_all_are_polled(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with watching([tmp_path], told, tell=said.append) as watch:
        # Watchdog says nothing of the folder itself; the next one that is asked for shows it.
        limited = _Limited(0)
        monkeypatch.setattr(
            BaseObserver,
            "schedule",
            lambda observer, *given, **options: limited.schedule(observer, *given, **options),
        )
        (tmp_path / "projects").mkdir()
        assert tmp_path in told.next()
        (tmp_path / "projects" / "b.md").write_text("x")
        assert tmp_path / "projects" / "b.md" in told.next()
        assert watch.polling
    assert len(said) == 1


def test_where_the_system_gives_no_observer_folders_are_polled(
    tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> BaseObserver:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(prepsite.watch.folders, "Observer", refuse)
    with watching([tmp_path], told) as watch:
        assert watch.polling
        (tmp_path / "a.md").write_text("x")
        assert told.next() == {tmp_path / "a.md"}


class _Heard(FileSystemEventHandler):
    def __init__(self) -> None:
        self.events: queue.SimpleQueue[FileSystemEvent] = queue.SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.events.put(event)


def test_the_observer_sends_one_event_a_burst_to_mkdocs_and_one_to_each_other_listener(tmp_path: Path) -> None:
    vault, docs = tmp_path / "vault", tmp_path / "docs"
    heard: list[FileSystemEvent] = []
    observer = BurstObserver(polling=False, tell=lambda _: None)
    other = _Heard()
    for folder in (vault, docs):
        folder.mkdir()
        plain = FileSystemEventHandler()
        plain.on_any_event = heard.append  # type: ignore[method-assign, assignment]
        observer.schedule(plain, str(folder), recursive=True)
    observer.schedule(other, str(docs), recursive=True)
    observer.start()
    try:
        (vault / "a.md").write_text("x")
        (docs / "b.md").write_text("x")
        other.events.get(timeout=TOLD_BY)
        time.sleep(0.5)
        assert len(heard) == 1
        assert other.events.empty()
        assert observer.take_changed() == {vault / "a.md", docs / "b.md"}
        assert observer.take_changed() == frozenset()
    finally:
        observer.stop()
        observer.stop()
