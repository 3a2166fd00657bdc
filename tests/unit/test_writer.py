"""Writing: whole files or nothing, and never over what a person saved."""

import errno
import os
from pathlib import Path

import pytest

from prepsite.errors import PrepsiteError
from prepsite.vault import renaming
from prepsite.vault.writer import ChangedMeanwhileError, replace_text, write_new


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "prep.md"
    write_new(path, "text\n", folders=True)
    assert path.read_bytes() == b"text\n"
    assert [p.name for p in path.parent.iterdir()] == ["prep.md"]


def test_an_existing_file_is_never_overwritten_as_new(tmp_path: Path) -> None:
    path = tmp_path / "prep.md"
    path.write_text("mine")
    with pytest.raises(ChangedMeanwhileError, match="kept"):
        write_new(path, "theirs")
    assert path.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_without_hard_links_a_new_file_still_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*args: object, **kwargs: object) -> None:
        raise OSError(errno.EPERM, "links are not supported")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(renaming, "_linux", lambda *_: errno.EINVAL)
    monkeypatch.setattr(renaming, "_mac", lambda *_: errno.EINVAL)
    path = tmp_path / "prep.md"
    write_new(path, "text")
    assert path.read_text() == "text"
    with pytest.raises(ChangedMeanwhileError):
        write_new(path, "other")
    assert path.read_text() == "text"


def test_a_save_that_came_in_between_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "prep.md"
    path.write_text("saved by a person")
    with pytest.raises(ChangedMeanwhileError, match="kept"):
        replace_text(path, "new", expected="as read")
    assert path.read_text() == "saved by a person"


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "prep.md"
    path.write_text("same")
    inode = path.stat().st_ino
    assert replace_text(path, "same", expected="same") is False
    assert path.stat().st_ino == inode


def test_replacing_keeps_newlines_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "prep.md"
    path.write_bytes(b"a\r\n")
    path.chmod(0o600)
    assert replace_text(path, "b\r\nc", expected="a\r\n") is True
    assert path.read_bytes() == b"b\r\nc"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_failing_disk_leaves_the_old_file_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    path = tmp_path / "prep.md"
    path.write_text("old")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(PrepsiteError) as caught:
        replace_text(path, "new", expected="old")
    monkeypatch.undo()
    assert str(path) in str(caught.value)
    assert os.strerror(number) in str(caught.value)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["prep.md"]
