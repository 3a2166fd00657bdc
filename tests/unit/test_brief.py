"""The brief is the one door to a writer: nothing private, nothing of this round or later."""

import shutil
from pathlib import Path

import pytest

from prepsite.core.brief import Brief, brief_for
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

DEMO = Path(__file__).parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(DEMO, tmp_path / "vault")
    return tmp_path


def brief(root: Path, interview: str | None = None) -> Brief:
    return brief_for(read_vault(Workspace.at(root)), APPLICATION, interview)


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / "vault" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_notes(root: Path, interview: str, said: str) -> None:
    file = root / "vault/applications" / APPLICATION / "interviews" / interview / "notes.md"
    file.write_text(f"---\nlearned:\n  - {said}\n---\n{said}\n", encoding="utf-8")


def test_only_rounds_before_this_one_are_told(root: Path) -> None:
    for interview in ("technical-screen", "hiring-manager", "system-design"):
        write_notes(root, interview, f"canary-{interview}")
    assert [told.id for told in brief(root, "technical-screen").earlier] == ["recruiter-screen"]
    told = brief(root, "hiring-manager")
    assert [earlier.id for earlier in told.earlier] == ["recruiter-screen", "technical-screen"]
    assert "canary-technical-screen" in repr(told)
    assert "canary-hiring-manager" not in repr(told)
    assert "canary-system-design" not in repr(told)


def test_base_prep_knows_no_round(root: Path) -> None:
    told = brief(root)
    assert told.round is None
    assert told.earlier == ()


def test_private_blocks_end_at_the_door(root: Path) -> None:
    text = repr(brief(root, "hiring-manager"))
    for secret in ("101,500", "93,400", "gut_feeling"):
        assert secret not in text


@pytest.mark.parametrize(
    ("path", "canary"),
    [
        ("profile.md", "Maren Talvik"),
        ("projects/payout-latency.md", "2,400"),
        ("resumes/backend-2026.md", "backend-2026"),
        (f"applications/{APPLICATION}/company.md", "58 operators"),
        (f"applications/{APPLICATION}/interviews/recruiter-screen/notes.md", "recruiter-screen"),
    ],
)
def test_a_private_file_ends_at_the_door(root: Path, path: str, canary: str) -> None:
    text = (root / "vault" / path).read_text(encoding="utf-8")
    without_block = text.split("\nprivate:")[0] + "\n---\n" if "\nprivate:" in text else text
    (root / "vault" / path).write_text(
        without_block.replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8"
    )
    vault = read_vault(Workspace.at(root))
    assert not [problem for problem in vault.problems if problem.path == f"vault/{path}"]
    told = brief_for(vault, APPLICATION, "hiring-manager")
    gone = {
        "profile.md": told.profile is None,
        "projects/payout-latency.md": "payout-latency" not in told.projects,
        "resumes/backend-2026.md": told.resume is None,
    }
    assert gone.get(path, canary not in repr(told))


def test_what_a_document_cannot_do_without_is_named(root: Path) -> None:
    job = f"applications/{APPLICATION}/job.md"
    change(root, job, "---\n", "---\nprivate: true\n")
    with pytest.raises(PrepsiteError, match=r"job\.md is private"):
        brief(root)
    (root / "vault" / job).unlink()
    with pytest.raises(PrepsiteError, match=r"job\.md is missing"):
        brief(root)
    (root / "vault" / job).write_text("no front matter", encoding="utf-8")
    with pytest.raises(PrepsiteError, match=r"job\.md can't be used"):
        brief(root)


def test_an_unknown_round_says_so(root: Path) -> None:
    with pytest.raises(PrepsiteError, match="no interview"):
        brief(root, "lunch")
