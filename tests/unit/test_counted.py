"""What `check` tells of ledgers is kept an application, and is the same however it came about."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from claim_vaults import PREP, edit, make
from prepsite.app import counted as module
from prepsite.app import ledgers as ledgers_kept
from prepsite.app.findings import Grounded, grounded
from prepsite.app.ledgers import ledgers
from prepsite.app.rereading import Rereading
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

NAMES = [f"other-{number}" for number in range(4)]
FALSE = "I led a team of 4711 people at Initech in 1987."


@pytest.fixture
def search(tmp_path: Path) -> Workspace:
    """Return a job search with applications that are alike; one's prep says what nothing backs."""
    made = make(tmp_path / "search")
    folder = made.vault / "applications"
    for name in NAMES:
        shutil.copytree(folder / "acme-engineer", folder / name)
        edit(made, _prep(name), "application: acme-engineer", f"application: {name}")
    prep = made.root / _prep(NAMES[1])
    prep.write_text(prep.read_text("utf-8").replace("### 2.", f"{FALSE}\n\n### 2."), "utf-8")
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the applications whose documents this process checks from now on."""
    seen: list[str] = []

    def counting(markdown: str, record: Record) -> Ledger:
        assert record.application is not None
        seen.append(record.application.id)
        return ledger_of(markdown, record)

    monkeypatch.setattr("prepsite.app.ledgers.ledger_of", counting)
    return seen


def _prep(name: str) -> str:
    return PREP.replace("acme-engineer", name)


def look(search: Workspace) -> Grounded:
    return grounded(search, Rereading(search).report(), past=True)


def forget(search: Workspace) -> None:
    """Do as on another machine: of ledgers nothing is known."""
    shutil.rmtree(search.private / "ledgers", ignore_errors=True)
    shutil.rmtree(search.private / module.FOLDER, ignore_errors=True)
    ledgers_kept._REMEMBERED.clear()


def test_it_tells_what_the_ledgers_tell(search: Workspace, made: list[str]) -> None:
    first = look(search)
    assert sorted(made) == ["acme-engineer", *NAMES]
    found = ledgers(search, read_vault(search))
    assert sum(first.counts.values()) == sum(len(each.claims) for each in found.values())
    claims = [claim for path in sorted(found) for claim in found[path].claims if claim.findings]
    assert [each.claim for each in first.findings] == claims
    assert FALSE in [each.claim.sentence.text for each in first.findings]
    made.clear()
    shutil.rmtree(search.private / "ledgers")
    assert look(search) == first
    assert made == []


def test_two_processes_tell_what_one_tells(
    search: Workspace, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = look(search)
    monkeypatch.setattr(module, "FEWEST", 2)
    monkeypatch.setattr(module, "can_be_copied", lambda: True)
    forget(search)
    made.clear()
    assert look(search) == expected
    assert len(made) == 3, "the other two are checked by the copy"
    monkeypatch.setattr(module, "_handed_over", lambda *_: os._exit(1))
    forget(search)
    made.clear()
    assert look(search) == expected
    assert len(made) == 5, "the copy ended early, and this process does all of it"


def test_only_what_an_edit_touches_is_counted_again(search: Workspace, made: list[str]) -> None:
    look(search)
    made.clear()
    edit(search, _prep(NAMES[0]), "### 2.", "### 2. And")
    look(search)
    assert made == [NAMES[0]]
    made.clear()
    edit(search, "vault/prepsite.yml", "today: 2026-03-10", "today: 2026-03-11")
    look(search)
    assert sorted(made) == ["acme-engineer", *NAMES]


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _of_another(path: Path) -> None:
    path.write_text('{"made_from": "0", "documents": {}}', encoding="utf-8")


def _a_link(path: Path) -> None:
    content = path.read_bytes().replace(b"4711", b"4712")
    outside = path.parents[2] / path.name
    outside.write_bytes(content)
    path.unlink()
    path.symlink_to(outside)


@pytest.mark.parametrize("damage", [_zeroed, _of_another, _a_link, Path.unlink])
def test_a_damaged_file_is_made_anew(search: Workspace, damage: Callable[[Path], None]) -> None:
    first = look(search)
    for path in (search.private / module.FOLDER).iterdir():
        damage(path)
    assert look(search) == first


def test_no_file_is_left_of_what_is_gone_or_private(search: Workspace) -> None:
    look(search)
    for folder in (module.FOLDER, "ledgers"):
        assert len(list((search.private / folder).iterdir())) == 5
    shutil.rmtree(search.vault / "applications" / NAMES[0])
    edit(search, f"vault/applications/{NAMES[1]}/application.md", "company:", "private: true\ncompany:")
    look(search)
    for folder in (module.FOLDER, "ledgers"):
        left = list((search.private / folder).iterdir())
        assert len(left) == 3
        assert not any(b"4711" in path.read_bytes() for path in left)
