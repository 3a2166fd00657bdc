"""Whether git is at work, in every shape of a work tree; times are given, so that nothing sleeps."""

import subprocess
from pathlib import Path

import pytest

from prepsite.watch.git import (
    LOCK_PATIENCE,
    OPERATION_PATIENCE,
    GitAtWork,
    git_folder_of,
    git_folders_of,
    in_operation,
)

MARKS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge/", "rebase-apply/")


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _repository(folder: Path) -> Path:
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "first")
    return folder


def _mark(git: Path, name: str) -> None:
    (git / name).mkdir() if name.endswith("/") else (git / name).write_text("0" * 40)


@pytest.fixture(params=["repository", "subfolder", "worktree", "submodule", "vault is the submodule"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a vault in each shape of a work tree."""
    if request.param == "repository":
        folder = _repository(tmp_path / "search") / "vault"
    elif request.param == "subfolder":
        folder = _repository(tmp_path / "home") / "jobs" / "search" / "vault"
    elif request.param == "worktree":
        _git(_repository(tmp_path / "main"), "worktree", "add", "-q", "../tree")
        folder = tmp_path / "tree" / "vault"
    else:
        _repository(tmp_path / "inner")
        _git(_repository(tmp_path / "outer"), "submodule", "add", "-q", "../inner", "sub")
        sub = tmp_path / "outer" / "sub"
        return sub if request.param.startswith("vault") else _made(sub / "vault")
    return _made(folder)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_lock_and_operations_are_seen_in_each_shape_of_a_work_tree(vault: Path) -> None:
    named = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir"], cwd=vault, check=True, capture_output=True, text=True
    )
    git = git_folder_of(vault)
    assert git is not None
    assert git.resolve() == Path(named.stdout.strip()).resolve()

    for mark in MARKS:
        at_work = GitAtWork(lambda: [vault])
        assert not at_work.must_wait(0.0, 1.0)
        assert not in_operation([vault])
        _mark(git, mark)
        assert in_operation([vault])
        assert at_work.must_wait(1.0, 1.1)
        (git / mark).rmdir() if mark.endswith("/") else (git / mark).unlink()

    at_work = GitAtWork(lambda: [vault])
    (git / "index.lock").touch()
    assert at_work.must_wait(1.0, 1.1)
    assert not in_operation([vault])
    (git / "index.lock").unlink()
    assert not at_work.must_wait(1.0, 1.2)


def test_without_a_repository_nothing_is_waited_for(tmp_path: Path) -> None:
    assert git_folders_of([tmp_path / "vault"]) == ()
    assert not GitAtWork(lambda: [tmp_path]).must_wait(0.0, 0.1)


@pytest.mark.parametrize("content", [b"", b"gitdir: /nowhere/at/all", b"\xff\xfe", b"gitdir:"])
def test_a_broken_git_file_holds_nothing_up(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".git").write_bytes(content)
    assert not GitAtWork(lambda: [tmp_path]).must_wait(0.0, 0.1)
    assert not in_operation([tmp_path])


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_a_forgotten_lock_is_waited_for_once_and_no_longer(
    plain: Path, caplog: pytest.LogCaptureFixture
) -> None:
    at_work = GitAtWork(lambda: [plain])
    (plain / ".git" / "index.lock").touch()
    assert at_work.must_wait(100.0, 100.02)
    assert at_work.must_wait(103.0, 100.0 + LOCK_PATIENCE), "files still change: git lives"
    assert not at_work.must_wait(103.0, 103.0 + LOCK_PATIENCE)
    assert "index.lock" in caplog.text
    assert not at_work.must_wait(900.0, 900.02), "a second edit waits no more"
    (plain / ".git" / "index.lock").unlink()
    assert not at_work.must_wait(950.0, 950.02)
    (plain / ".git" / "other").touch()
    (plain / ".git" / "index.lock").touch()
    assert at_work.must_wait(1000.0, 1000.02), "a new lock is waited for"


def test_a_merge_that_waits_for_a_person_lets_edits_be_seen(plain: Path) -> None:
    at_work = GitAtWork(lambda: [plain])
    (plain / ".git" / "MERGE_HEAD").write_text("1" * 40)
    assert at_work.must_wait(10.0, 10.02)
    assert not at_work.must_wait(10.0, 10.02 + OPERATION_PATIENCE)
    assert not at_work.must_wait(3600.0, 3600.02)
    (plain / ".git" / "MERGE_HEAD").unlink()
    assert not at_work.must_wait(3700.0, 3700.02)
    (plain / ".git" / "MERGE_HEAD").write_text("2" * 40)
    assert at_work.must_wait(3800.0, 3800.02), "the next merge is waited for again"


def test_a_rebase_that_goes_on_is_waited_for_again(plain: Path) -> None:
    steps = plain / ".git" / "rebase-merge"
    steps.mkdir()
    (steps / "msgnum").write_text("1")
    at_work = GitAtWork(lambda: [plain])
    assert not at_work.must_wait(10.0, 10.02), "it stood still before the watching began"
    (steps / "msgnum").write_text("2")
    assert at_work.must_wait(20.0, 20.02)
    (steps / "msgnum").write_text("3")
    assert at_work.must_wait(20.0, 20.0 + OPERATION_PATIENCE), "it moved meanwhile"
