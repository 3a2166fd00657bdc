"""The commands as a user runs them: what they print, what they leave behind, how they exit."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]

POSTING = """Staff Engineer, Payments

Acme moves money for small shops.

What you will do
- Own the ledger, from schema to on-call
- Raise the bar for correctness with the team

What we look for
- Five years with Python or Go in production
- PostgreSQL: migrations, locks, slow queries
- You explain trade-offs in plain words
"""


def test_help_names_every_command(prepsite: CommandLine, tmp_path: Path) -> None:
    done = prepsite("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("init", "new", "notes", "check", "plan", "generate", "build", "serve", "export", "schema"):
        assert f"\n  {command} " in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("init",),
        ("new", "application"),
        ("new", "interview"),
        ("new", "project"),
        ("new", "resume"),
        ("notes",),
        ("check",),
        ("plan",),
        ("generate",),
        ("build",),
        ("serve",),
        ("export",),
        ("schema",),
    ],
)
def test_each_help_has_an_example(prepsite: CommandLine, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = prepsite(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"prepsite {' '.join(command)}" in done.stdout


def test_check_prints_places_a_summary_and_exits_by_severity(prepsite: CommandLine, search: Path) -> None:
    assert prepsite("check", cwd=search).stdout.splitlines()[-1].startswith("no problems")
    prepsite(
        "new",
        "application",
        "--company",
        "Acme",
        "--role",
        "Engineer",
        "--posting",
        "-",
        cwd=search,
        stdin=b"x",
    )
    prepsite("new", "interview", "acme-engineer", "--stage", "panel", cwd=search)
    interview = search / "vault/applications/acme-engineer/interviews/panel/interview.md"
    interview.write_text(interview.read_text().replace("stage: panel", "stage: pannel"))
    done = prepsite("check", cwd=search)
    path = "vault/applications/acme-engineer/interviews/panel/interview.md"
    line = interview.read_text().split("\n").index("stage: pannel") + 1
    assert done.returncode == 1
    assert done.stdout.startswith(f"{path}:{line}:8: error: stage: ")
    assert "panel" in done.stdout
    assert done.stdout.endswith("1 error in 1 file\n")
    report = json.loads(prepsite("check", "--format", "json", cwd=search).stdout)
    assert report["errors"] == 1
    assert report["problems"][0]["path"] == path
    assert report["problems"][0]["line"] == line
    assert report["problems"][0]["field"] == "stage"


def test_check_fails_on_warnings_only_with_strict(prepsite: CommandLine, search: Path) -> None:
    prepsite(
        "new",
        "application",
        "--company",
        "Acme",
        "--role",
        "Engineer",
        "--posting",
        "-",
        cwd=search,
        stdin=b"x",
    )
    (search / "vault" / "profile.md").unlink()
    lax, strict = prepsite("check", cwd=search), prepsite("check", "--strict", cwd=search)
    assert (lax.returncode, strict.returncode) == (0, 1)
    assert "warning" in lax.stdout
    assert lax.stdout == strict.stdout


def test_a_command_works_from_any_folder_below(prepsite: CommandLine, example_search: Path) -> None:
    below = example_search / "vault" / "applications" / "example"
    assert prepsite("plan", cwd=below).stdout == prepsite("plan", cwd=example_search).stdout


def test_root_names_another_folder(prepsite: CommandLine, example_search: Path, tmp_path: Path) -> None:
    done = prepsite("--root", str(example_search), "plan", "--json", cwd=tmp_path)
    names = [document["interview"] for document in json.loads(done.stdout)["documents"]]
    assert names == [None, "recruiter-screen", "technical-screen"]


def test_the_vault_may_have_another_name(prepsite: CommandLine, example_search: Path) -> None:
    (example_search / "vault").rename(example_search / "record")
    (example_search / "mkdocs.yml").write_text(
        "site_name: !ENV [NAME, x]\ntheme: material\nplugins:\n  - prepsite:\n      vault: record\n"
        "markdown_extensions:\n  - x: !!python/name:os.system\n"
    )
    done = prepsite("check", cwd=example_search)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("no problems")


@pytest.mark.parametrize("command", ["check", "plan", "generate", "build", "serve", "export pages"])
def test_without_a_vault_a_command_says_what_to_do(prepsite: CommandLine, tmp_path: Path, command: str) -> None:
    done = prepsite(*command.split(), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("prepsite: ")
    assert "there is no vault here; make one with `prepsite init DIR`" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_an_empty_vault_is_fine(prepsite: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    assert prepsite("check", cwd=tmp_path).stdout.splitlines()[-1].startswith("no problems")
    assert "no applications yet" in prepsite("plan", cwd=tmp_path).stdout
    done = prepsite("generate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "nothing is missing\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check", "--format", "xml"],
        ["new", "application", "--company", "Acme"],
        ["new", "project"],
        ["new", "project", "a", "--title", "b"],
        ["new", "interview", "nope", "--stage", "panel"],
        ["new", "application", "--company", "A", "--role", "B", "--posting", "nowhere.txt"],
        ["notes", "example/nope"],
        ["notes", "example"],
        ["generate", "nope"],
        ["generate", "--writer", "nope"],
        ["--root", "nowhere", "check"],
    ],
)
def test_wrong_usage_exits_with_2_and_changes_nothing(
    prepsite: CommandLine, example_search: Path, arguments: list[str]
) -> None:
    before = sorted(str(path) for path in example_search.rglob("*"))
    done = prepsite(*arguments, cwd=example_search)
    assert done.returncode == 2, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(str(path) for path in example_search.rglob("*")) == before


def test_a_near_miss_is_named(prepsite: CommandLine, example_search: Path) -> None:
    done = prepsite("notes", "example/technical-scren", cwd=example_search)
    assert "did you mean example/technical-screen?" in done.stderr
    done = prepsite("generate", "exampel", cwd=example_search)
    assert "did you mean example?" in done.stderr


def test_a_bug_is_reported_in_short_and_in_full_on_request(tmp_path: Path) -> None:
    code = (
        "import prepsite.cli.root as r; r.COMMANDS['check'] = 'nowhere'\n"
        "from prepsite.cli import main; main(['check'])"
    )
    for debug in ("", "1"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={**os.environ, "PREPSITE_DEBUG": debug},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        assert "prepsite: a bug in prepsite: ModuleNotFoundError in " in done.stderr
        assert "set PREPSITE_DEBUG=1" in done.stderr
        assert ("Traceback" in done.stderr) is bool(debug)


def test_output_is_utf8_whatever_the_locale(prepsite: CommandLine, search: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    posting = search / "posting.txt"
    posting.write_text("Ingénieure — 株式会社", encoding="utf-8")
    prepsite(
        "new", "application", "--company", "Åcme", "--role", "Engineer", "--posting", "posting.txt", cwd=search
    )
    (search / "vault/applications/acme-engineer/application.md").write_text(
        "---\ncompany: Åcme\nrole: Engineer\nstatus: applié\n---\n", encoding="utf-8"
    )
    done = prepsite("check", cwd=search, env=plain)
    assert done.returncode == 1
    assert "applié" in done.stdout


def test_text_from_the_vault_does_not_steer_the_terminal(prepsite: CommandLine, search: Path) -> None:
    (search / "vault" / "profile.md").write_text('---\nname: A\nlocation: "\\e[31m"\n"a\\e]0;x\\a": b\n---\n')
    done = prepsite("check", cwd=search)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_a_closed_pipe_is_no_bug(example_search: Path) -> None:
    command = f"{sys.executable} -m prepsite plan --json | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=example_search, capture_output=True, text=True, check=True)
    assert done.stdout == "{\n"
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr


def test_times_are_told_in_the_vaults_zone(prepsite: CommandLine, search: Path) -> None:
    (search / "vault" / "prepsite.yml").write_text("timezone: Asia/Kolkata\n")
    prepsite(
        "new",
        "application",
        "--company",
        "Acme",
        "--role",
        "Engineer",
        "--posting",
        "-",
        cwd=search,
        stdin=b"x",
    )
    done = prepsite(
        "new", "interview", "acme-engineer", "--stage", "panel", "--at", "2026-03-11T14:00Z", cwd=search
    )
    assert "Wednesday 11 March 2026, 19:30 (Asia/Kolkata)" in done.stdout
    assert "2026-03-11 19:30 (Asia/Kolkata)" in prepsite("plan", cwd=search).stdout
    assert '"2026-03-11T19:30:00+0530"' in prepsite("plan", "--json", cwd=search).stdout


def test_schemas_are_written_for_every_kind_of_file(prepsite: CommandLine, tmp_path: Path) -> None:
    done = prepsite("schema", "schemas", cwd=tmp_path)
    assert done.returncode == 0
    files = sorted((tmp_path / "schemas").iterdir())
    assert len(files) >= 10
    for path in files:
        assert json.loads(path.read_text(encoding="utf-8"))["type"] == "object"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(prepsite: CommandLine, tmp_path: Path, shell: str) -> None:
    done = prepsite("completion", shell, cwd=tmp_path)
    assert done.returncode == 0
    assert f"_PREPSITE_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("prepsite gene", {"generate"}),
        ("prepsite generate ex", {"example", "example/recruiter-screen", "example/technical-screen"}),
        ("prepsite notes example/t", {"example/technical-screen"}),
        ("prepsite new interview e", {"example"}),
        ("prepsite --root SEARCH new interview e", {"example"}),
    ],
)
def test_ids_complete(
    prepsite: CommandLine, example_search: Path, words: str, expected: set[str], tmp_path: Path
) -> None:
    line = words.replace("SEARCH", str(example_search))
    number = str(len(line.split()) - 1)
    env = {"_PREPSITE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": number}
    code = "import sys; from prepsite.cli import main; main([])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path if "--root" in line else example_search,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert {entry.split(",")[1] for entry in done.stdout.split()} == expected


def test_notes_open_in_the_editor_at_a_terminal(example_search: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho edited >> "$1"\n')
    editor.chmod(0o755)
    env = {**os.environ, "EDITOR": str(editor), "TERM": "xterm"}
    env.pop("VISUAL", None)
    out = _at_a_terminal(["notes", "example/technical-screen"], example_search, env)
    notes = example_search / "vault/applications/example/interviews/technical-screen/notes.md"
    assert "made vault/applications/example/interviews/technical-screen/notes.md" in out
    assert notes.read_text().endswith("edited\n")
    out = _at_a_terminal(["notes", "example/technical-screen"], example_search, env)
    assert "kept" in out
    assert notes.read_text().endswith("edited\nedited\n")


def _at_a_terminal(arguments: list[str], cwd: Path, env: dict[str, str]) -> str:
    """Run a command whose streams are a terminal; return what it showed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "prepsite", *arguments]
    with subprocess.Popen(command, cwd=cwd, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            ready, _, _ = select.select([ours], [], [], 0.1)
            if not ready:
                if process.poll() is not None:
                    break
                continue
            try:
                shown += os.read(ours, 4096)
            except OSError:
                # Linux says so when the other end is closed.
                break
        process.wait(timeout=10)
    os.close(ours)
    return shown.decode("utf-8")
