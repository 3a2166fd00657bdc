"""Git as people use it: prepsite works in any state of a repository, and branches merge."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.plan import plan_vault
from prepsite.app.scaffold import init
from prepsite.core.document import SectionState, split
from prepsite.core.plan import PlanState
from prepsite.vault.layout import Workspace

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
]

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]

APPLICATION = "vault/applications/example"
SCREEN = f"{APPLICATION}/interviews/technical-screen"
COMMANDS = (("check",), ("plan",), ("generate",), ("build",))
PDF = b"%PDF-1.4\r\n1 0 obj\r\n<< /Type /Catalog >>\r\nendobj\r\ntrailer\r\n%%EOF\r\n"


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    """Run git away from the settings of whoever runs the tests; return what it prints."""
    settings = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )
    assert fails is bool(done.returncode), done.stdout + done.stderr
    return done.stdout


def committed(folder: Path, message: str = "Go on") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a job search in a repository of its own, everything committed, no prep written."""
    folder = tmp_path / "search"
    init(folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    committed(folder, "Begin the job search")
    return folder


def works(prepsite: CommandLine, folder: Path, *, code: int = 0, path: str | None = None) -> None:
    """Run every command in the folder, and look at what they made."""
    environment = {"PATH": path} if path is not None else {}
    for command in COMMANDS:
        done = prepsite(*command, cwd=folder, env=environment)
        assert done.returncode == code, (command, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert (folder / SCREEN / "prep.md").is_file()
    assert (folder / "site/applications/example/index.html").is_file()


def test_in_a_clean_repository_only_prep_is_new(repository: Path, prepsite: CommandLine) -> None:
    works(prepsite, repository)
    changed = {line[3:] for line in git(repository, "status", "--porcelain", "-uall").splitlines()}
    assert {path for path in changed if not path.startswith("vault/.prepsite/base/")} == {
        f"{APPLICATION}/prep.md",
        f"{SCREEN}/prep.md",
    }
    committed(repository, "Write prep")
    works(prepsite, repository)
    assert git(repository, "status", "--porcelain", "--ignored=no") == ""


def test_in_a_dirty_repository(repository: Path, prepsite: CommandLine) -> None:
    profile = repository / "vault/profile.md"
    profile.write_text(profile.read_text(encoding="utf-8") + "\nStaged.\n", encoding="utf-8")
    git(repository, "add", "vault/profile.md")
    profile.write_text(profile.read_text(encoding="utf-8") + "\nNot staged.\n", encoding="utf-8")
    (repository / "vault/facts.md").unlink()
    (repository / f"{APPLICATION}/files").mkdir()
    (repository / f"{APPLICATION}/files/offer.pdf").write_bytes(PDF)
    before = git(repository, "status", "--porcelain")
    works(prepsite, repository)
    after = git(repository, "status", "--porcelain").splitlines()
    assert set(before.splitlines()) <= set(after)


def conflicting(repository: Path, path: str, old: str, ours: str, theirs: str) -> None:
    """Leave the repository in the middle of a merge that conflicts in one file."""
    text = (repository / path).read_text(encoding="utf-8")
    assert old in text
    git(repository, "checkout", "--quiet", "-b", "theirs")
    (repository / path).write_text(text.replace(old, theirs), encoding="utf-8")
    committed(repository, "Theirs")
    git(repository, "checkout", "--quiet", "main")
    (repository / path).write_text(text.replace(old, ours), encoding="utf-8")
    committed(repository, "Ours")
    git(repository, "merge", "theirs", fails=True)


@pytest.mark.parametrize(
    ("path", "old", "ours", "theirs"),
    [
        ("vault/profile.md", "name: Your Name", "name: Ada", "name: Grace"),
        (f"{APPLICATION}/job.md", "What we look for", "What we want", "What you have"),
        ("vault/prepsite.yml", "timezone: UTC", "timezone: Europe/Berlin", "timezone: Europe/London"),
        ("vault/projects/example.md", "team_size: 4", "team_size: 5", "team_size: 6"),
    ],
    ids=["front matter", "body", "settings", "project"],
)
def test_in_the_middle_of_a_merge_the_file_is_named(
    repository: Path, prepsite: CommandLine, path: str, old: str, ours: str, theirs: str
) -> None:
    prepsite("generate", cwd=repository)
    committed(repository, "Write prep")
    conflicting(repository, path, old, ours, theirs)
    found = [problem for problem in check_vault(Workspace.at(repository)).problems if problem.path == path]
    text = (repository / path).read_text(encoding="utf-8").split("\n")
    assert len(found) == 1
    assert text[found[0].line - 1].startswith("<<<<<<<")
    assert "conflict markers" in found[0].message
    assert "delete the markers" in found[0].remedy
    before = (repository / path).read_bytes()
    done = prepsite("check", cwd=repository)
    assert done.returncode == 1
    for command in ("plan", "generate", "build"):
        done = prepsite(command, cwd=repository)
        assert done.returncode in {0, 1}, done.stderr
        assert "Traceback" not in done.stderr
    assert (repository / "site/index.html").is_file()
    assert (repository / path).read_bytes() == before
    assert prepsite("build", "--strict", cwd=repository).returncode == 1


def test_prep_in_the_middle_of_a_merge_stays_as_it_is(repository: Path, prepsite: CommandLine) -> None:
    prepsite("generate", cwd=repository)
    committed(repository, "Write prep")
    title = "## Questions to ask them"
    conflicting(repository, f"{SCREEN}/prep.md", title, f"{title}\n\nOurs?", f"{title}\n\nTheirs?")
    before = (repository / SCREEN / "prep.md").read_bytes()
    assert b"<<<<<<<" in before
    for command in (*COMMANDS, ("generate", "--stale")):
        assert "Traceback" not in prepsite(*command, cwd=repository).stderr
    assert (repository / SCREEN / "prep.md").read_bytes() == before
    assert prepsite("build", "--strict", cwd=repository).returncode == 1


def test_in_a_shallow_clone(repository: Path, tmp_path: Path, prepsite: CommandLine) -> None:
    (repository / "README.md").write_text("Mine.\n", encoding="utf-8")
    committed(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    works(prepsite, tmp_path / "shallow")


def test_in_a_worktree(repository: Path, tmp_path: Path, prepsite: CommandLine) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    assert (tmp_path / "tree/.git").is_file()
    works(prepsite, tmp_path / "tree")
    assert not (repository / SCREEN / "prep.md").exists()


def test_as_a_submodule(repository: Path, tmp_path: Path, prepsite: CommandLine) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "submodule", "--quiet", "add", repository.as_uri(), "jobs")
    assert (outer / "jobs/.git").is_file()
    works(prepsite, outer / "jobs")


def test_in_a_folder_of_a_larger_repository(tmp_path: Path, prepsite: CommandLine) -> None:
    git(tmp_path, "init", "--quiet")
    init(tmp_path / "papers/jobs")
    works(prepsite, tmp_path / "papers/jobs")
    ignored = git(tmp_path, "status", "--porcelain", "-uall")
    assert "papers/jobs/site/" not in ignored
    assert "papers/jobs/.prepsite/" not in ignored
    assert f"papers/jobs/{SCREEN}/prep.md" in ignored


def test_without_a_repository_and_without_git(
    tmp_path: Path, prepsite: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    init(tmp_path / "search")
    (tmp_path / "empty").mkdir()
    works(prepsite, tmp_path / "search", path=str(tmp_path / "empty"))


def test_what_is_ignored_and_what_is_not(repository: Path) -> None:
    def is_ignored(path: str) -> bool:
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_bytes(b"x")
        return bool(git(repository, "status", "--porcelain", "--ignored", "--", path).startswith("!!"))

    for path in (".prepsite/lock", "site/index.html", f"{SCREEN}/.prepsite-00ff00ff.tmp", ".env", ".venv/x"):
        assert is_ignored(path), path
    for path in (
        "vault/.prepsite/base/0123456789abcdef.md",
        "vault/.prepsite/proposals/applications/example/prep/company_context.md",
        f"{SCREEN}/prep.md",
        f"{APPLICATION}/files/offer.pdf",
        f"{APPLICATION}/job.sync-conflict-20260301-101500-K3XQ7ZB.md",
    ):
        assert not is_ignored(path), path


def test_the_vaults_own_folder_is_committed_even_where_a_user_ignores_that_name(repository: Path) -> None:
    (repository / ".git/info/exclude").write_text(".prepsite/\n", encoding="utf-8")
    base = repository / "vault/.prepsite/base/0123456789abcdef.md"
    base.parent.mkdir(parents=True)
    base.write_text("x\n", encoding="utf-8")
    assert "vault/.prepsite/base/" in git(repository, "status", "--porcelain", "-uall")


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_a_clone_as_on_windows_looks_unedited_and_keeps_attachments(
    repository: Path, tmp_path: Path, prepsite: CommandLine, autocrlf: str
) -> None:
    """`core.autocrlf=true` and `core.eol=crlf` are what git for Windows sets."""
    (repository / f"{APPLICATION}/files").mkdir()
    (repository / f"{APPLICATION}/files/offer.pdf").write_bytes(PDF)
    prepsite("generate", cwd=repository)
    committed(repository, "Write prep")
    windows = ("-c", f"core.autocrlf={autocrlf}", "-c", "core.eol=crlf")
    git(tmp_path, *windows, "clone", "--quiet", *windows, repository.as_uri(), "windows")
    clone = tmp_path / "windows"
    assert (clone / f"{APPLICATION}/files/offer.pdf").read_bytes() == PDF
    for path in (f"{SCREEN}/prep.md", "vault/profile.md", "mkdocs.yml"):
        assert (clone / path).read_bytes() == (repository / path).read_bytes(), path
    git(clone, *windows, "add", "--all")
    assert git(clone, *windows, "status", "--porcelain") == ""


def test_prep_with_the_line_ends_of_windows_is_not_edited(repository: Path, prepsite: CommandLine) -> None:
    prepsite("generate", cwd=repository)
    committed(repository, "Write prep")
    for path in (repository / "vault").rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    workspace = Workspace.at(repository)
    assert check_vault(workspace).problems == ()
    _, plan = plan_vault(workspace)
    assert {planned.state for planned in plan.documents} == {PlanState.UP_TO_DATE, PlanState.SKIPPED}
    prep = (repository / SCREEN / "prep.md").read_bytes()
    sections = split(prep.decode("utf-8")).sections
    assert {section.state for section in sections} == {SectionState.UNEDITED}
    assert prepsite("generate", "--stale", cwd=repository).returncode == 0
    assert (repository / SCREEN / "prep.md").read_bytes() == prep
    git(repository, "add", "--all")
    assert git(repository, "status", "--porcelain") == ""


def add_interview(repository: Path, prepsite: CommandLine, name: str, stage: str, when: str) -> None:
    done = prepsite("new", "interview", "example", "--id", name, "--stage", stage, "--at", when, cwd=repository)
    assert done.returncode == 0, done.stderr
    done = prepsite("generate", cwd=repository)
    assert done.returncode == 0, done.stderr
    assert (repository / APPLICATION / "interviews" / name / "prep.md").is_file()
    committed(repository, f"Add {name}")


@pytest.mark.parametrize("prepared", [True, False], ids=["prep on main", "first prep on both"])
def test_two_branches_that_add_an_interview_each_merge(
    repository: Path, prepsite: CommandLine, *, prepared: bool
) -> None:
    if prepared:
        prepsite("generate", cwd=repository)
        committed(repository, "Write prep")
    git(repository, "checkout", "--quiet", "-b", "panel")
    add_interview(repository, prepsite, "panel", "panel", "2026-03-20 09:00")
    git(repository, "checkout", "--quiet", "main")
    add_interview(repository, prepsite, "manager", "hiring_manager", "2026-03-24 14:00")
    git(repository, "merge", "--quiet", "--no-edit", "panel")
    assert git(repository, "status", "--porcelain") == ""
    problems = check_vault(Workspace.at(repository)).problems
    assert problems == ()
    vault, plan = plan_vault(Workspace.at(repository))
    assert {"panel", "manager"} <= {found.id for found in vault.applications["example"].interviews}
    for name in ("panel", "manager", None):
        planned = plan.document("example", name)
        assert planned is not None
        assert planned.exists
        assert all(section.state is SectionState.UNEDITED for section in planned.sections)
    works(prepsite, repository)
