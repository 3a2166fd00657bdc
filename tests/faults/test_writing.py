"""Writing while people save, disks fail and processes die.

A small dose of what the scripts in `benchmarks/` do at length: 300 writes against a person who saves
(there 8,000: `saves.py alone`), 20 kills over 12 documents (there 1,000 over 200: `crash.py`), each call
of one rewrite failing with each of five errors, and of a whole command one rename and one fsync in
eight (there all: `failing_disk.py`).
"""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prepsite.errors import PrepsiteError
from prepsite.vault import displaced, leftovers, renaming, writer
from prepsite.vault.writer import ChangedMeanwhileError, remove_text, replace_text, sweep, write_new

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
linux = pytest.mark.skipif(sys.platform != "linux", reason="a save that goes on is told by Linux alone")
exchanges = pytest.mark.skipif(
    sys.platform not in {"linux", "darwin"}, reason="files can't be exchanged on this system"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that says what prepsite read."""
    path = tmp_path / "prep.md"
    path.write_text("as read", encoding="utf-8")
    return path


def _before_exchange(monkeypatch: pytest.MonkeyPatch, *saves: Callable[[], object]) -> None:
    """Have each of these happen right before the first, the second, … exchange."""
    real, waiting = renaming.exchange, list(saves)

    def exchange(one: Path, other: Path) -> bool:
        if waiting:
            waiting.pop(0)()
        return real(one, other)

    monkeypatch.setattr(writer, "exchange", exchange)
    monkeypatch.setattr(displaced, "exchange", exchange)


def _save(path: Path, text: str) -> None:
    beside = path.with_name("editor.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


@exchanges
def test_a_save_at_the_last_moment_is_given_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _before_exchange(monkeypatch, lambda: _save(path, "saved"))
    with pytest.raises(ChangedMeanwhileError, match="kept"):
        replace_text(path, "new", "as read")
    assert path.read_text() == "saved"
    assert _names(path) == ["prep.md"]


@linux
def test_a_save_in_place_that_goes_on_is_given_back_and_ends_at_its_path(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are still those that were read: only that the file is open tells of the save."""
    with path.open("r+", encoding="utf-8") as editor:
        monkeypatch.setattr(displaced, "_LONGEST_SAVE", 0.0)
        with pytest.raises(ChangedMeanwhileError, match="kept"):
            replace_text(path, "new", "as read")
        editor.write("saved in place")
    assert path.read_text() == "saved in place"
    assert _names(path) == ["prep.md"]


@exchanges
def test_of_two_saves_the_newest_stays_and_the_other_is_kept_beside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _before_exchange(monkeypatch, lambda: _save(path, "first"), lambda: _save(path, "second"))
    with pytest.raises(ChangedMeanwhileError, match=r"older save is in prep\.sync-conflict-prepsite-"):
        replace_text(path, "new", "as read")
    assert path.read_text() == "second"
    beside = path.with_name(_names(path)[1])
    assert beside.read_text() == "first"
    assert len(_names(path)) == 2


@exchanges
def test_a_save_is_not_lost_where_the_file_is_removed_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _before_exchange(monkeypatch, lambda: _save(path, "first"), path.unlink)
    with pytest.raises(ChangedMeanwhileError):
        replace_text(path, "new", "as read")
    assert path.read_text() == "first"
    assert _names(path) == ["prep.md"]


@linux
def test_a_file_of_another_owner_is_looked_at_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lease is given for it; a save that ends within the pause is seen."""
    monkeypatch.setattr(displaced, "_take_lease", lambda _: displaced._Lease.NOT_HERE)
    editor = path.open("r+", encoding="utf-8")

    def pause(_: float) -> None:
        if not editor.closed:
            editor.write("saved in place")
            editor.close()

    monkeypatch.setattr(time, "sleep", pause)
    with pytest.raises(ChangedMeanwhileError):
        replace_text(path, "new", "as read")
    assert path.read_text() == "saved in place"


def test_where_files_cannot_be_exchanged_they_are_compared_and_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renaming, "_renamed", lambda *_: False)
    assert replace_text(path, "new", "as read") is True
    assert path.read_text() == "new"
    with pytest.raises(ChangedMeanwhileError):
        replace_text(path, "newer", "as read")
    assert path.read_text() == "new"
    assert _names(path) == ["prep.md"]


def test_a_busy_file_is_tried_again_on_windows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def rename() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(time, "sleep", lambda _: None)
    renaming._patiently(rename)
    assert len(tries) == 3


@pytest.mark.skipif(os.name == "nt", reason="links take rights there")
def test_a_link_is_never_written(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.md"
    target.write_text("as read")
    link = tmp_path / "prep.md"
    link.symlink_to(target)
    with pytest.raises(PrepsiteError, match=r"prep\.md: is a link"):
        replace_text(link, "new", "as read")
    with pytest.raises(PrepsiteError, match="is a link"):
        remove_text(link, "as read")
    assert link.is_symlink()
    assert target.read_text() == "as read"


def test_a_folder_that_was_deleted_is_not_brought_back(tmp_path: Path) -> None:
    with pytest.raises(ChangedMeanwhileError, match="removed meanwhile"):
        write_new(tmp_path / "interviews/gone/prep.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_only_what_was_read_is_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChangedMeanwhileError):
        remove_text(path, "something else")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == path:
            _save(path, "saved")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(ChangedMeanwhileError):
        remove_text(path, "as read")
    monkeypatch.undo()
    assert path.read_text() == "saved"
    assert remove_text(path, "saved") is True
    assert remove_text(path, "saved") is False
    assert _names(path) == []


def _left(path: Path, text: str) -> Path:
    """Leave what a run leaves that was killed right after the exchange of "as read" with "new"."""
    left = leftovers.swapped(path, b"as read", b"new")
    left.write_text(text, encoding="utf-8")
    return left


@pytest.mark.parametrize("text", ["as read", "new"])
def test_a_sweep_removes_either_text_of_a_killed_exchange(path: Path, text: str) -> None:
    path.write_text("new")
    _left(path, text)
    path.with_name(".prepsite-0123456789abcdef.tmp").write_text("torn")
    assert sweep(path.parent) == ()
    assert _names(path) == ["prep.md"]
    assert path.read_text() == "new"


@exchanges
def test_a_sweep_gives_a_save_back_that_a_kill_displaced(path: Path) -> None:
    path.write_text("new")
    _left(path, "saved")
    assert sweep(path.parent) == (path,)
    assert path.read_text() == "saved"
    assert _names(path) == ["prep.md"]


def test_a_sweep_gives_a_save_back_whose_file_was_removed(path: Path) -> None:
    path.unlink()
    _left(path, "saved")
    assert sweep(path.parent) == (path,)
    assert path.read_text() == "saved"


def test_a_sweep_keeps_a_displaced_save_beside_a_newer_one(path: Path) -> None:
    path.write_text("newest")
    _left(path, "saved")
    (beside,) = sweep(path.parent)
    assert path.read_text() == "newest"
    assert beside.read_text() == "saved"


@linux
def test_a_sweep_leaves_a_save_that_goes_on_or_gives_it_back(path: Path) -> None:
    path.write_text("new")
    left = _left(path, "as read")
    with left.open("r+", encoding="utf-8") as editor:
        sweep(path.parent)
        editor.write("saved in place")
    sweep(path.parent)
    texts = {found.read_text() for found in path.parent.iterdir()}
    assert texts == {"saved in place"}


@contextmanager
def _failing(monkeypatch: pytest.MonkeyPatch, nth: int, number: int) -> Iterator[list[int]]:
    """Have the nth call that writing is made of fail."""
    calls: list[int] = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            calls.append(1)
            if len(calls) == nth:
                raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        for name in ("open", "write", "fsync", "link", "unlink", "rename", "replace", "chmod"):
            patch.setattr(os, name, counted(getattr(os, name)))
        for name in ("_linux", "_mac"):
            patch.setattr(renaming, name, _numbered(counted(getattr(renaming, name))))
        yield calls


def _numbered(call: Callable[..., object]) -> Callable[..., object]:
    """Turn an error into its number, as the system's own renames tell it."""

    def numbered(*arguments: object) -> object:
        try:
            return call(*arguments)
        except OSError as error:
            return error.errno

    return numbered


def _said(what: str, path: Path) -> str:
    """Write, and return what the error says; nothing where there is none."""
    try:
        if what == "new":
            write_new(path, "new")
        elif what == "replace":
            replace_text(path, "new", "as read")
        else:
            remove_text(path, "as read")
    except PrepsiteError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", ["ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE"])
@pytest.mark.parametrize("what", ["new", "replace", "remove"])
def test_whichever_call_fails_the_file_is_whole_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, name: str
) -> None:
    nth, failures = 0, 0
    while True:
        nth += 1
        path = tmp_path / str(nth) / "prep.md"
        path.parent.mkdir()
        if what != "new":
            path.write_text("as read")
        with _failing(monkeypatch, nth, getattr(errno, name)) as calls:
            said = _said(what, path)
        failures += bool(said)
        assert not said or str(path) in said
        sweep(path.parent)
        states = {"new": (None, "new"), "replace": ("as read", "new"), "remove": ("as read", None)}[what]
        assert (path.read_text() if path.exists() else None) in states
        assert _names(path) in ([], ["prep.md"])
        if len(calls) < nth:
            break
    assert failures >= 4


def _run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, BENCHMARKS / script, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@linux
def test_no_save_goes_missing_against_300_writes() -> None:
    assert "saves missing           0" in _run("saves.py", "alone", "--writes", "300")


@linux
def test_a_command_whose_disk_fails_ends_with_1_and_the_next_run_makes_up_for_it() -> None:
    """Prints that nothing was measured where there is no C compiler."""
    arguments = ("--no-full-disk", "--kinds", "rename", "fsync", "--errors", "EIO", "killed after")
    said = _run("failing_disk.py", *arguments, "--every", "8")
    assert "nothing was measured" in said or "named the file" in said


@linux
def test_20_kills_lose_nothing_and_leave_nothing() -> None:
    assert "torn files and user bytes lost   0" in _run("crash.py", "--kills", "20", "--documents", "12")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_what_can_be_made_again_is_named_too_where_the_disk_is_full(tmp_path: Path) -> None:
    first = "profile.schema.json"
    (tmp_path / first).symlink_to("/dev/full")
    done = subprocess.run(
        [sys.executable, "-m", "prepsite", "schema", tmp_path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert str(tmp_path / first) in done.stderr
