"""Names that try to lead elsewhere: refused in words, and nothing is written or shown from outside."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.export import export_site
from prepsite.app.scaffold import init
from prepsite.vault.layout import Workspace

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
ROUND = "example/technical-screen"
COMMANDS = (
    ("new", "interview", "../outside", "--stage", "panel"),
    ("new", "interview", "example/../../outside", "--stage", "panel"),
    ("notes", "../../outside/x"),
    ("generate", "../outside"),
    ("generate", "example/../../../outside"),
    ("print", "../../outside"),
    ("print", ROUND, "--out", "vault/x.pdf"),
    ("print", ROUND, "--out", "outside/../vault/x.pdf"),
    ("print", ROUND, "--html", "--out", "vault/applications/x.html"),
    ("calendar", "--out", "vault/interviews.ics"),
    ("calendar", "--out", "docs/../vault/projects/x.md"),
    ("calendar", "--application", "../../outside"),
    ("export", "vault"),
    ("export", "docs/../vault/new"),
    ("export", "templates/new"),
    ("build", "--redact", "../../outside"),
    ("confirm", "../outside:1:1"),
    ("prompt", "../outside"),
    ("diff", "../../outside"),
)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the cache and its locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_relative_to(folder / "search" / ".prepsite")
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a job search in it, and a secret beside it."""
    init(tmp_path / "search")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "application.md").write_text("---\ncompany: canary\n---\n", "utf-8")
    (tmp_path / "outside.md").write_text("---\ntitle: canary\n---\n", "utf-8")
    (tmp_path / "outside.png").write_bytes(b"canary")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_refuses_and_writes_nothing(
    home: Path, prepsite: CommandLine, command: tuple[str, ...]
) -> None:
    before = snapshot(home)
    done = prepsite(*command, cwd=home / "search")
    assert done.returncode in {1, 2}, done.stdout
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert "canary" not in done.stdout + done.stderr
    assert snapshot(home) == before


def test_references_and_attachments_that_lead_out_are_told_and_show_nothing(home: Path) -> None:
    workspace = Workspace.at(home / "search")
    application = workspace.vault / "applications" / "example" / "application.md"
    text = application.read_text("utf-8").replace("resume: example", "resume: ../../outside")
    application.write_text(text, "utf-8")
    resume = workspace.vault / "resumes" / "example.md"
    resume.write_text(
        resume.read_text("utf-8").replace("projects: [example]", "projects: [../../../outside]"), "utf-8"
    )
    project = workspace.vault / "projects" / "example.md"
    tricks = ["../../../outside.png", "files/../../../../outside.png", "/etc/passwd", "file:///etc/passwd"]
    tricks += ("..%2f..%2f..%2foutside.png", "..\\..\\..\\outside.png", "%2e%2e/%2e%2e/%2e%2e/outside.md")
    with project.open("a", encoding="utf-8") as file:
        file.writelines(f"\n![a]({to}) [b]({to})\n" for to in tricks)
    problems = {(problem.path, problem.field) for problem in check_vault(workspace).problems}
    assert (workspace.relative(application), "resume") in problems
    assert (workspace.relative(resume), "roles.bullets.projects") in problems
    export_site(workspace, home / "exported")
    told = {path.name: path.read_bytes() for path in (home / "exported").rglob("*") if path.is_file()}
    assert not any(b"canary" in content or b"root:" in content for content in told.values())
    assert "outside.png" not in told


@pytest.mark.parametrize("name", ["..md", "con.md", "a..b.md", "-x.md", "ünder.md", "x y.md", "a;rm -rf.md"])
def test_a_file_whose_name_is_no_id_is_told_and_not_read(home: Path, name: str) -> None:
    workspace = Workspace.at(home / "search")
    (workspace.vault / "projects" / name).write_text("---\ntitle: canary\n---\n", "utf-8")
    report = check_vault(workspace)
    assert set(report.vault.projects) == {"example"}
    # A name that begins with a dot is hidden, as everywhere.
    assert name.startswith(".") or any(name in problem.path for problem in report.problems)
