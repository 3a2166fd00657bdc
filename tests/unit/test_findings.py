"""`check` names each claim that nothing backs, where it stands, for people and for programs."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from claim_vaults import NAME, ONE, PREP, TWO, edit, make
from prepsite.cli.check import github_lines
from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook" / "checking.md"
CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def search(tmp_path: Path) -> Workspace:
    return make(tmp_path / "search")


def test_each_finding_has_its_place_the_true_value_and_a_remedy(
    search: Workspace, prepsite: CommandLine
) -> None:
    done = prepsite("check", cwd=search.root)
    first, second = (line for line in done.stdout.splitlines() if "unverified:" in line and PREP in line)
    field = "warning: predicted_questions"
    assert first.startswith(f"{PREP}:{TWO}:66: {field}: unverified: ")
    assert "240 ms" in first
    assert second.startswith(f"{PREP}:{ONE}:13: {field}: unverified: 195 ms: the record says")
    assert f"`prepsite confirm {NAME}:{ONE}:13`" in second
    assert done.stdout.rstrip().endswith("4 claims: 2 supported, 2 unverified")
    assert done.returncode == 0
    assert prepsite("check", "--strict", cwd=search.root).returncode == 1
    assert prepsite("build", "--strict", cwd=search.root).returncode == 1


def test_the_remedies_are_commands_that_work(search: Workspace, prepsite: CommandLine) -> None:
    for _ in range(2):
        found = re.search(r"`prepsite (confirm \S+)`", prepsite("check", cwd=search.root).stdout)
        assert found
        done = prepsite(*found[1].split(), "--by", "Ada", "--today", "2026-03-11", cwd=search.root)
        assert done.returncode == 0, done.stderr
        assert ", by Ada, 2026-03-11" in done.stdout
    done = prepsite("check", "--strict", cwd=search.root)
    assert done.returncode == 0, done.stdout
    assert "4 claims: 2 supported, 2 confirmed" in done.stdout
    assert prepsite("retract", NAME, str(ONE), cwd=search.root).returncode == 0
    done = prepsite("check", "--strict", cwd=search.root)
    assert done.returncode == 1
    assert "retracted: withdrawn" in done.stdout
    assert "take the sentence out" in done.stdout


def test_a_line_and_a_place_are_told_apart_by_nothing_but_a_colon(
    search: Workspace, prepsite: CommandLine
) -> None:
    done = prepsite("confirm", NAME, f"{TWO}", "--claim", "2", cwd=search.root)
    assert done.returncode == 0, done.stderr
    assert prepsite("confirm", NAME, "1", cwd=search.root).returncode == 2
    assert prepsite("confirm", cwd=search.root).returncode == 2
    assert prepsite("confirm", "--text", "x", "--on", "soon", cwd=search.root).returncode == 2


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("application.md", "interviewing", "rejected"),
        ("interviews/technical-screen/interview.md", "scheduled\n", "completed\n"),
    ],
)
def test_prep_for_what_is_over_is_listed_only_if_asked_for(
    search: Workspace, prepsite: CommandLine, name: str, old: str, new: str
) -> None:
    edit(search, f"vault/applications/acme-engineer/{name}", old, new)
    done = prepsite("check", "--strict", cwd=search.root)
    assert "unverified" not in done.stdout
    assert "claim" not in done.stdout
    done = prepsite("check", "--strict", "--all", cwd=search.root)
    assert done.stdout.count(": unverified: ") == 2
    assert done.returncode == 1


def test_json_holds_what_the_handbook_says(search: Workspace, prepsite: CommandLine) -> None:
    done = prepsite("check", "--format", "json", cwd=search.root)
    found = json.loads(done.stdout)
    assert found["claims"] == {
        "documents": 1,
        "total": 4,
        "supported": 2,
        "confirmed": 0,
        "derived": 0,
        "unverified": 2,
        "retracted": 0,
    }
    finding = found["findings"][1]
    assert (finding["document"], finding["path"], finding["line"], finding["column"]) == (NAME, PREP, ONE, 13)
    assert finding["parts"][0]["source"]["path"] == "vault/projects/fast-payouts.md"
    assert [p["path"] for p in found["problems"] if "unverified" in p["message"]] == [PREP, PREP]
    handbook = HANDBOOK.read_text(encoding="utf-8")
    for level in (found, found["claims"], found["problems"][0], finding, finding["parts"][0]):
        for key in level:
            assert f"`{key}`" in handbook, key


def test_github_reads_one_annotation_a_problem(search: Workspace, prepsite: CommandLine) -> None:
    done = prepsite("check", "--format", "github", cwd=search.root)
    lines = [line for line in done.stdout.splitlines() if line.startswith("::")]
    form = re.compile(r"^::(error|warning|notice) file=[^,:]+,line=\d+,col=\d+::[^\r\n]+$")
    assert all(form.match(line) for line in lines)
    assert lines[1].startswith(f"::warning file={PREP},line={ONE},col=13::predicted_questions: unverified: ")
    inner = {"GITHUB_WORKSPACE": str(search.root.parent)}
    told = prepsite("check", "--format", "github", cwd=search.root, env=inner).stdout
    assert f"::warning file=search/{PREP},line={ONE}," in told


def test_what_github_would_misread_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    problem = Problem("a,b:c%.md", 3, 8, Severity.ERROR, "x", "50%\r\n::set-output", "do: this, that")
    assert github_lines([problem], Path("/search")) == [
        "::error file=a%2Cb%3Ac%25.md,line=3,col=8::x: 50%25%0D%0A::set-output; do: this, that"
    ]
