"""Ledgers are made once, and again only when the document, its record or the checker changed."""

import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claim_vaults import PREP, SAID, edit, make
from prepsite.app import ledgers as module
from prepsite.app.ledgers import ledgers
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

ROOT = Path(__file__).parents[2]
OTHER = PREP.replace("acme-engineer", "other-engineer")


@pytest.fixture
def search(tmp_path: Path) -> Workspace:
    """Return a job search with two applications that are alike."""
    made = make(tmp_path / "search")
    folder = made.vault / "applications"
    shutil.copytree(folder / "acme-engineer", folder / "other-engineer")
    edit(made, OTHER, "application: acme-engineer", "application: other-engineer")
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the documents that are checked from now on, in order."""
    seen: list[str] = []

    def counting(markdown: str, record: Record) -> Ledger:
        assert record.application is not None
        seen.append(record.application.id)
        return ledger_of(markdown, record)

    monkeypatch.setattr(module, "ledger_of", counting)
    return seen


def forget() -> None:
    """Do as a new process would: nothing is in memory."""
    module._REMEMBERED.clear()


def look(search: Workspace, made: list[str]) -> list[str]:
    """Return which applications' documents a new process checks."""
    forget()
    made.clear()
    found = ledgers(search, read_vault(search))
    assert set(found) == {PREP, OTHER}
    return sorted(made)


def test_a_ledger_is_made_once_for_memory_and_disk(search: Workspace, made: list[str]) -> None:
    first = ledgers(search, read_vault(search))
    assert made == ["acme-engineer", "other-engineer"]
    assert ledgers(search, read_vault(search)) == first
    assert look(search, made) == []
    assert ledgers(search, read_vault(search)) == first
    vault = read_vault(search)
    ((prep, _),) = module._prep_of(vault.applications["acme-engineer"])
    assert first[PREP] == ledger_of(prep.text, Record(vault, "acme-engineer"))


BOTH = ["acme-engineer", "other-engineer"]
ACME = "vault/applications/acme-engineer"


@pytest.mark.parametrize(
    ("name", "old", "new", "again"),
    [
        (PREP, SAID, f"{SAID} Yes.", BOTH[:1]),
        (f"{ACME}/job.md", "You run", "You keep", BOTH[:1]),
        (f"{ACME}/application.md", "company: Acme", "company: Zenith", BOTH[:1]),
        (f"{ACME}/interviews/technical-screen/interview.md", "technical_screen", "panel", BOTH[:1]),
        ("vault/projects/fast-payouts.md", "after: 340", "after: 195", BOTH),
        ("vault/projects/fast-payouts.md", "title: Faster", "\ntitle: Faster", BOTH),
        ("vault/resumes/backend.md", "title: Backend\n", "title: Backend 2\n", BOTH),
        ("vault/profile.md", "Ada Example", "Ada Other", BOTH),
        ("vault/facts.md", "---\n#", "---\nfacts: [{id: x, status: confirmed, text: y}]\n#", BOTH),
        ("vault/prepsite.yml", "today: 2026-03-10", "today: 2026-03-11", BOTH),
        ("vault/prepsite.yml", "today: 2026-03-10", "today: 2026-03-10\naliases: {Go: [Golang]}", BOTH),
    ],
)
def test_only_what_an_edit_touches_is_checked_again(
    search: Workspace, made: list[str], name: str, old: str, new: str, again: list[str]
) -> None:
    look(search, made)
    edit(search, name, old, new)
    assert look(search, made) == again
    edit(search, name, new, old)
    assert look(search, made) == again
    assert look(search, made) == []


def test_a_round_without_the_settings_day_ends_what_is_present(search: Workspace, made: list[str]) -> None:
    edit(search, "vault/prepsite.yml", "today: 2026-03-10", "")
    look(search, made)
    edit(search, f"{ACME}/interviews/technical-screen/interview.md", "2026-03-12", "2026-05-12")
    assert look(search, made) == BOTH, "the last day of all rounds is where `present` ends"


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _of_another(path: Path) -> None:
    kept = json.loads(path.read_bytes())
    kept["made_from"] = "0" * 64
    path.write_text(json.dumps(kept), encoding="utf-8")


def _of_another_shape(path: Path) -> None:
    kept = json.loads(path.read_bytes())
    kept["ledger"]["claims"][0]["status"] = "splendid"
    path.write_text(json.dumps(kept), encoding="utf-8")


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_torn, _zeroed, _of_another, _of_another_shape, _a_folder, Path.unlink])
def test_a_damaged_cache_is_made_anew(
    search: Workspace, made: list[str], damage: Callable[[Path], None]
) -> None:
    first = ledgers(search, read_vault(search))
    for path in (search.private / "ledgers").iterdir():
        damage(path)
    assert look(search, made) == BOTH
    assert ledgers(search, read_vault(search)) == first
    if damage is not _a_folder:
        assert look(search, made) == []


def test_a_cache_that_cannot_be_written_is_done_without(search: Workspace, made: list[str]) -> None:
    search.private.mkdir()
    (search.private / "ledgers").write_text("not a folder", encoding="utf-8")
    assert look(search, made) == look(search, made) == BOTH


def test_a_link_is_not_written_through(search: Workspace, made: list[str], tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    search.private.mkdir()
    (search.private / "ledgers").symlink_to(tmp_path / "outside")
    look(search, made)
    assert not list((tmp_path / "outside").iterdir())


def test_another_checker_trusts_no_old_ledger(
    search: Workspace, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(search, made)
    monkeypatch.setattr(module, "_checker", lambda: "another")
    assert look(search, made) == BOTH


def test_there_are_no_more_files_than_documents(search: Workspace) -> None:
    ledgers(search, read_vault(search))
    assert len(list((search.private / "ledgers").iterdir())) == 2
    (search.root / OTHER).unlink()
    for number in range(5):
        edit(search, PREP, "### 2.", f"### 2. {number}")
        assert set(ledgers(search, read_vault(search))) == {PREP}
    assert len(list((search.private / "ledgers").iterdir())) == 1


def test_some_documents_alone_may_be_asked_for(search: Workspace, made: list[str]) -> None:
    vault = read_vault(search)
    assert set(ledgers(search, vault, [OTHER])) == {OTHER}
    assert made == ["other-engineer"]
    ledgers(search, vault)
    assert made == BOTH[::-1]


def test_several_at_once_agree(search: Workspace) -> None:
    vault = read_vault(search)
    found: list[object] = []

    def run() -> None:
        for _ in range(10):
            forget()
            found.append(dict(ledgers(search, vault)))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40
    assert all(each == found[0] for each in found)
    assert sorted(path.suffix for path in (search.private / "ledgers").iterdir()) == [".json", ".json"]


def test_what_the_checker_sees_is_what_the_digest_holds() -> None:
    """The whole demo and what is shown of it give the same ledgers: nothing else is looked at."""
    workspace = Workspace.at(ROOT)
    vault = read_vault(workspace)
    for record in vault.applications.values():
        alone = module.record_of(vault, record.id)
        for prep, _ in module._prep_of(record):
            assert ledger_of(prep.text, alone) == ledger_of(prep.text, Record(vault, record.id)), prep.path


def test_of_other_applications_and_of_prep_nothing_is_shown(search: Workspace) -> None:
    vault = read_vault(search)
    shown = module.shown(vault, "acme-engineer")
    assert set(shown.applications) == {"acme-engineer"}
    assert all(each.prep is None for each in shown.applications["acme-engineer"].interviews)
    own = replace(shown, applications=vault.applications, settings=vault.settings)
    assert own == replace(vault, problems=())
