"""Keeping edits as a user does: stale prep, and what diff, accept, reject and merge make of it."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
DEMO = Path(__file__).parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"
NAME = f"{APPLICATION}/technical-screen"
FIELD = "predicted_questions"
PREP = f"vault/applications/{APPLICATION}/interviews/technical-screen/prep.md"
PROPOSAL = f"vault/.prepsite/proposals/applications/{APPLICATION}/interviews/technical-screen/prep/{FIELD}.md"
PROJECT = "vault/projects/payout-latency.md"
NO_GIT = {"PATH": "/nowhere"}


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory, prepsite: CommandLine) -> Path:
    """Make a job search in which a new text waits beside one edited section."""
    folder = tmp_path_factory.mktemp("waiting") / "search"
    ignored = shutil.ignore_patterns("prep.md", ".prepsite")
    shutil.copytree(DEMO / "projects", folder / "vault/projects")
    shutil.copytree(DEMO / "resumes", folder / "vault/resumes")
    shutil.copytree(
        DEMO / "applications" / APPLICATION, folder / "vault/applications" / APPLICATION, ignore=ignored
    )
    for name in ("profile.md", "facts.md", "prepsite.yml"):
        if (DEMO / name).exists():
            shutil.copy(DEMO / name, folder / "vault" / name)
    assert prepsite("generate", cwd=folder).returncode == 0
    edit(folder / PREP, "### 1. ", "### 1. MINE ")
    edit(folder / PROJECT, "2,400", "2,450")
    done = prepsite("generate", NAME, "--stale", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"proposed a new text beside your {FIELD}" in done.stdout
    return folder


@pytest.fixture
def search(waiting: Path, tmp_path: Path) -> Path:
    """Return a copy of that job search."""
    return Path(shutil.copytree(waiting, tmp_path / "search", symlinks=True))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_bytes(text.replace(old, new).encode())


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("lock")
    }


def git(*arguments: str, cwd: Path) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def test_an_unchanged_rerun_writes_nothing(search: Path, prepsite: CommandLine) -> None:
    prepsite("generate", "--stale", cwd=search)
    before = everything(search)
    done = prepsite("generate", "--stale", cwd=search)
    assert done.stdout == "nothing is missing\n"
    assert everything(search) == before
    prepsite("generate", NAME, "--again", cwd=search)
    before = everything(search)
    prepsite("generate", NAME, "--again", cwd=search)
    assert everything(search) == before
    assert "a new text waits" in prepsite("plan", cwd=search).stdout


def test_diff_shows_both_sides_and_changes_nothing(search: Path, prepsite: CommandLine) -> None:
    before = everything(search)
    done = prepsite("diff", NAME, cwd=search)
    assert done.returncode == 0
    assert "\n-### 1. MINE " in done.stdout
    assert any(line.startswith("+") and "2,450" in line for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout
    own = prepsite("diff", NAME, "--edits", cwd=search)
    assert "\n+### 1. MINE " in own.stdout
    assert "2,450" not in own.stdout
    assert "as it was generated" in prepsite("diff", NAME, "prep_plan", "--edits", cwd=search).stdout
    assert prepsite("diff", APPLICATION, cwd=search).stdout == f"no new text waits for {APPLICATION}\n"
    assert everything(search) == before


def test_accept_takes_the_new_text_and_keeps_yours_aside(search: Path, prepsite: CommandLine) -> None:
    waits = text_of(search / PROPOSAL).partition("<!-- ")[2].strip()
    done = prepsite("accept", NAME, FIELD, cwd=search)
    assert done.returncode == 0, done.stderr
    aside = search / done.stdout.rpartition("yours is kept in ")[2].strip()
    assert "### 1. MINE " in text_of(aside)
    assert aside.is_relative_to(search / ".prepsite")
    assert waits in text_of(search / PREP)
    assert "MINE" not in text_of(search / PREP)
    assert not (search / PROPOSAL).exists()
    assert prepsite("generate", NAME, "--stale", cwd=search).stdout.startswith(f"{NAME}: up to date")
    gone = prepsite("accept", NAME, FIELD, cwd=search)
    assert gone.returncode == 1
    assert f"no new text waits for {FIELD} of {NAME}" in gone.stderr


def test_reject_keeps_your_bytes_until_the_inputs_change_again(search: Path, prepsite: CommandLine) -> None:
    section = text_of(search / PREP).partition(f"section {FIELD}")[2].partition("<!-- ")[0]
    assert prepsite("reject", NAME, cwd=search).returncode == 0
    assert section in text_of(search / PREP)
    assert not (search / "vault/.prepsite/proposals").exists()
    prepsite("generate", NAME, "--stale", cwd=search)
    assert not (search / PROPOSAL).exists()
    edit(search / PROJECT, "2,450", "2,500")
    prepsite("generate", NAME, "--stale", cwd=search)
    assert "2,500" in text_of(search / PROPOSAL)
    assert section in text_of(search / PREP)


def test_merge_joins_both_where_they_change_other_lines(search: Path, prepsite: CommandLine) -> None:
    done = prepsite("merge", NAME, FIELD, cwd=search)
    assert done.returncode == 0, done.stderr
    section = text_of(search / PREP).partition(f"section {FIELD}")[2].partition("<!-- ")[0]
    assert "### 1. MINE " in section
    assert "2,450" in section
    assert "2,400" not in section
    assert not (search / PROPOSAL).exists()
    before = everything(search)
    prepsite("generate", NAME, "--stale", cwd=search)
    assert everything(search) == before
    edits = prepsite("diff", NAME, FIELD, "--edits", cwd=search).stdout
    assert [line for line in edits.splitlines() if line.startswith("+") and "MINE" not in line] == [
        f"+++ yours: {PREP} {FIELD}"
    ]


def test_merge_leaves_conflicts_to_solve_and_can_go_on(search: Path, prepsite: CommandLine) -> None:
    edit(search / PREP, "p99 latency fell from 2,400 ms", "p99 latency fell from 2400 ms, they say")
    done = prepsite("merge", NAME, FIELD, cwd=search)
    assert done.returncode == 1
    assert "<<<<<<<" in done.stdout
    text = text_of(search / PREP)
    assert "\n<<<<<<< yours\n" in text
    assert "\n>>>>>>> proposed\n" in text
    assert "2400 ms, they say" in text
    assert not (search / PROPOSAL).exists()
    assert "technical_deep_dives" in text
    edit(search / PROJECT, "2,450", "2,500")
    prepsite("generate", NAME, "--stale", cwd=search)
    assert text.partition(f"section {FIELD}")[2].partition("<!-- ")[0] in text_of(search / PREP)
    again = prepsite("merge", NAME, FIELD, cwd=search)
    assert again.returncode == 1
    assert "still holds conflict markers" in again.stderr


def test_merge_without_git_or_without_the_text_as_generated_says_what_to_do(
    search: Path, prepsite: CommandLine
) -> None:
    before = everything(search)
    without = prepsite("merge", NAME, cwd=search, env=NO_GIT)
    assert without.returncode == 1
    assert "merging needs git, which is not there; install git" in without.stderr
    assert everything(search) == before
    for path in (search / "vault/.prepsite/base").iterdir():
        path.unlink()
    missing = prepsite("merge", NAME, cwd=search)
    assert missing.returncode == 1
    assert "is not kept" in missing.stderr
    assert "back from git" in missing.stderr
    assert "is not kept" in prepsite("diff", NAME, FIELD, "--edits", cwd=search).stderr
    assert text_of(search / PREP) == before[PREP].decode()


def test_a_mistyped_name_says_what_was_meant(search: Path, prepsite: CommandLine) -> None:
    for arguments, said in (
        ((NAME, "predicted_question"), f"did you mean {FIELD}?"),
        ((NAME, "Predicted questions"), f"did you mean {FIELD}?"),
        ((f"{APPLICATION}/technical",), f"did you mean {NAME}?"),
        (("kestrel",), f"did you mean {APPLICATION}?"),
    ):
        for command in ("diff", "accept", "reject", "merge"):
            done = prepsite(command, *arguments, cwd=search)
            assert done.returncode == 2
            assert said in done.stderr
    other = prepsite("accept", APPLICATION, cwd=search)
    assert other.returncode == 1
    assert f"texts wait for {NAME}" in other.stderr


def test_a_section_deleted_since_can_be_put_back_or_left(search: Path, prepsite: CommandLine) -> None:
    text = text_of(search / PREP)
    begin = text.index(f"<!-- prepsite:section {FIELD}")
    end = text.index("<!-- prepsite:section stage_checklist")
    (search / PREP).write_text(text[:begin] + text[end:], encoding="utf-8")
    merged = prepsite("merge", NAME, cwd=search)
    assert merged.returncode == 1
    assert "is no longer there" in merged.stderr
    assert "put back" in prepsite("accept", NAME, cwd=search).stdout
    fields = [
        line.split()[2] for line in text_of(search / PREP).splitlines() if "<!-- prepsite:section" in line
    ]
    assert fields.index(FIELD) + 1 == fields.index("stage_checklist")


@pytest.mark.parametrize("damage", ["doubled", "damaged"])
def test_a_section_that_nobody_can_tell_is_left_alone(search: Path, prepsite: CommandLine, damage: str) -> None:
    text = text_of(search / PREP)
    begin = text.index(f"<!-- prepsite:section {FIELD}")
    end = text.index("<!-- prepsite:section stage_checklist")
    if damage == "doubled":
        text, said = text[:end] + text[begin:end] + text[end:], "stands there 2 times"
    else:
        text, said = text.replace(f"<!-- prepsite:section {FIELD}", "<!-- mine"), "wholly yours"
    (search / PREP).write_text(text, encoding="utf-8")
    for command in ("accept", "merge"):
        done = prepsite(command, NAME, FIELD, cwd=search)
        assert done.returncode == 1
        assert said in done.stderr
    assert text_of(search / PREP) == text
    assert prepsite("reject", NAME, FIELD, cwd=search).returncode == 0


def test_a_broken_waiting_text_is_a_problem_and_no_crash(search: Path, prepsite: CommandLine) -> None:
    (search / PROPOSAL).write_text("---\nfield: [\n---\n", encoding="utf-8")
    (search / PROPOSAL).with_name("notes.txt").write_text("mine", encoding="utf-8")
    done = prepsite("check", cwd=search)
    assert f"{PROPOSAL}:" in done.stdout + done.stderr
    assert "no section waits under this name" in done.stdout + done.stderr
    refused = prepsite("accept", NAME, FIELD, cwd=search)
    assert refused.returncode == 1
    assert PROPOSAL in refused.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_vault_that_cannot_be_written_is_told_and_left(search: Path, prepsite: CommandLine) -> None:
    folder = (search / PREP).parent
    before = everything(search)
    folder.chmod(0o555)
    try:
        done = prepsite("accept", NAME, cwd=search)
    finally:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert "prep.md" in done.stderr
    kept = {path: content for path, content in everything(search).items() if "replaced" not in path}
    assert kept == before


def test_a_clone_can_diff_merge_and_accept(search: Path, prepsite: CommandLine, tmp_path: Path) -> None:
    (search / ".gitignore").write_text("/site/\n/.prepsite/\n", encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=search)
    git("add", "-A", cwd=search)
    git("commit", "-q", "-m", "all", cwd=search)
    for number, arguments in enumerate((("diff", NAME), ("merge", NAME), ("accept", NAME))):
        clone = tmp_path / f"clone-{number}"
        git("clone", "-q", str(search), str(clone), cwd=tmp_path)
        done = prepsite(*arguments, cwd=clone)
        assert done.returncode == 0, done.stderr
        assert "MINE" in prepsite("diff", NAME, "--edits", cwd=clone).stdout or arguments[0] == "accept"


def test_branches_that_each_add_an_interview_merge_without_a_conflict(
    search: Path, prepsite: CommandLine
) -> None:
    (search / ".gitignore").write_text("/site/\n/.prepsite/\n", encoding="utf-8")
    git("init", "-q", "-b", "main", cwd=search)
    git("add", "-A", cwd=search)
    git("commit", "-q", "-m", "all", cwd=search)
    for branch in ("one", "two"):
        git("switch", "-q", "-c", branch, "main", cwd=search)
        folder = search / f"vault/applications/{APPLICATION}/interviews/{branch}"
        folder.mkdir()
        (folder / "interview.md").write_text("---\nstage: panel\nstatus: scheduled\n---\n", encoding="utf-8")
        assert prepsite("generate", f"{APPLICATION}/{branch}", cwd=search).returncode == 0
        git("add", "-A", cwd=search)
        git("commit", "-q", "-m", branch, cwd=search)
    git("merge", "-q", "-m", "both", "one", cwd=search)
    assert git("status", "--porcelain", cwd=search) == ""
    for branch in ("one", "two"):
        assert (search / f"vault/applications/{APPLICATION}/interviews/{branch}/prep.md").is_file()
        done = prepsite("diff", f"{APPLICATION}/{branch}", "prep_plan", "--edits", cwd=search)
        assert "as it was generated" in done.stdout
