"""What is kept of a vault on disk changes nothing but the time it takes, and runs nothing."""

import os
import pickle
import random
import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from test_rereading import OPEN, OTHER, Editor, said, workspace

from prepsite.app import judging
from prepsite.app.aside import Aside
from prepsite.app.kept_parts import _HEAD, KeptParts, Linked, loaded
from prepsite.app.rereading import Rereading
from prepsite.core import derived
from prepsite.core.addresses import Addresses
from prepsite.core.consistency.sayings import Saying, sayings_in
from prepsite.core.derived import Derived
from prepsite.core.prep_problems import problems_of_prep
from prepsite.core.vault import ApplicationRecord, PrepFile, Vault
from prepsite.errors import Problem
from prepsite.vault.layout import Workspace

__all__ = ["workspace"]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a folder for what is kept."""
    return tmp_path / ".prepsite" / "parts"


def test_a_new_process_says_what_a_first_look_says(workspace: Workspace, kept: Path) -> None:
    editor = Editor(workspace.vault, 5)
    for number in range(5):
        found = Rereading(workspace, kept).report()
        assert said(found) == said(Rereading(workspace).report()), number
        assert said(Rereading(workspace, kept).report()) == said(found)
        editor.step()
        editor.step()


def _noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the documents that are judged from now on, as they are."""
    judged: list[str] = []

    def noting(
        prep: PrepFile, vault: Vault, record: ApplicationRecord, interview_id: str | None, known: Addresses
    ) -> Iterator[Problem]:
        judged.append(prep.path)
        return problems_of_prep(prep, vault, record, interview_id, known)

    monkeypatch.setattr(derived, "problems_of_prep", noting)
    return judged


def test_what_is_kept_is_not_worked_out_again(
    workspace: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Rereading(workspace, kept).report()
    judged = _noted(monkeypatch)
    assert said(Rereading(workspace, kept).report())[:4] == said(before)[:4]
    assert judged == []
    path = workspace.vault / "applications" / OPEN / "prep.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    Rereading(workspace, kept).report()
    assert judged == [f"vault/applications/{OPEN}/prep.md"]


def test_what_is_kept_holds_equal_values_once(workspace: Workspace, kept: Path) -> None:
    first = Rereading(workspace, kept).report().derived[OPEN]
    again = Rereading(workspace, kept).report().derived[OPEN]
    assert again.record == first.record
    assert again.plan == first.plan
    cited = [text for prep in again.preps for each in again.outline(prep).cites for text in each.references]
    assert len(set(map(id, cited))) == len(set(cited)) < len(cited)
    files = [each.file for each in again.record.interviews]
    places = [place for file in files for place in file.positions.values()]
    assert len(set(map(id, places))) == len(set(places)) < len(places)
    people = [person for file in files if file.fields for person in file.fields.interviewers]
    given = [person.model_fields_set for person in people]
    assert len(set(map(id, given))) == len(set(map(frozenset, given))) < len(given)
    # One that is changed leaves the others what they were given.
    changed = people[0].model_copy(update={"link": "https://example.com/someone"})
    assert changed.model_fields_set - given[0] == {"link"}


def test_damaged_and_half_written_files_are_as_good_as_none(workspace: Workspace, kept: Path) -> None:
    expected = said(Rereading(workspace, kept).report())
    chance = random.Random(7)  # noqa: S311 - the same damage each time
    whole = {path: path.read_bytes() for path in kept.iterdir()}
    assert len(whole) == 2
    for path, content in whole.items():
        for _ in range(150):
            at = chance.randrange(len(content))
            damaged = content[:at] if chance.random() < 0.3 else content[:at] + b"\x00" + content[at + 1 :]
            assert damaged == content or loaded(damaged, lambda _: b"") is None
        path.write_bytes(content[: chance.randrange(len(content))])
    assert said(Rereading(workspace, kept).report()) == expected
    assert {path: path.read_bytes() for path in kept.iterdir()} == whole


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('it ran')",)


class _EvilInside:
    def __reduce__(self) -> tuple[object, tuple[object, str]]:
        return getattr, (Path, "unlink")


@pytest.mark.parametrize("evil", [_Evil(), _EvilInside(), {"said": _Evil()}, Path("x"), "text", None])
def test_a_file_that_somebody_else_made_runs_nothing(evil: object) -> None:
    body = pickle.dumps(evil)
    assert loaded(_HEAD + b"0" * 64 + zlib.crc32(body).to_bytes(4, "big") + body, lambda _: b"") is None


@pytest.mark.parametrize(
    "name", ["core.vault\nVaultFile.__init__", "core.references\nre.compile", "core.plan\nplan_of"]
)
def test_nothing_but_classes_of_the_vault_is_called(name: str) -> None:
    body = b"cprepsite." + name.encode() + b"\n(tR."
    assert loaded(_HEAD + b"0" * 64 + zlib.crc32(body).to_bytes(4, "big") + body, lambda _: b"") is None


def test_nothing_private_is_kept(workspace: Workspace, kept: Path) -> None:
    file = workspace.vault / "applications" / OPEN / "application.md"
    text = file.read_text("utf-8").replace("---\n", "---\nprivate:\n  hidden: Quokka\n", 1)
    file.write_text(text, "utf-8")
    notes = workspace.vault / "applications" / OTHER / "interviews" / "recruiter-screen" / "notes.md"
    notes.write_text(notes.read_text("utf-8").replace("---\n", "---\nprivate: true\n", 1) + "Wombat\n", "utf-8")
    report = Rereading(workspace, kept).report()
    assert not report.vault.problems_in(f"vault/applications/{OPEN}")
    assert said(Rereading(workspace, kept).report()) == said(Rereading(workspace).report())
    (content,) = (path.read_bytes() for path in kept.iterdir())
    assert b"Quokka" not in content
    assert b"Wombat" not in content
    derived = report.derived[OPEN]
    assert b"Quokka" in pickle.dumps(derived.record)


def test_what_is_kept_of_applications_that_are_gone_goes_too(workspace: Workspace, kept: Path) -> None:
    Rereading(workspace, kept).report()
    before = set(kept.iterdir())
    shutil.rmtree(workspace.vault / "applications" / OTHER)
    Rereading(workspace, kept).report()
    assert set(kept.iterdir()) < before


def test_a_link_in_place_of_the_folder_is_left_alone(workspace: Workspace, kept: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept.parent.mkdir(exist_ok=True)
    kept.symlink_to(elsewhere)
    Rereading(workspace, kept).report()
    assert list(elsewhere.iterdir()) == []


def test_two_at_once_keep_whole_files(workspace: Workspace, kept: Path) -> None:
    expected = said(Rereading(workspace).report())
    found: list[tuple[object, ...]] = []

    def look() -> None:
        found.append(said(Rereading(workspace, kept).report()))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 3
    assert all(path.suffix == ".part" for path in kept.iterdir())
    assert said(Rereading(workspace, kept).report()) == expected


@pytest.fixture
def many(workspace: Workspace) -> Workspace:
    """Return the job search with so many applications that two processes judge them; one is private."""
    folder = workspace.vault / "applications"
    for number in range(judging.FEWEST):
        shutil.copytree(folder / OPEN, folder / f"copy-{number}")
    file = folder / "copy-3" / "application.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\nprivate: true\n", 1), "utf-8")
    return workspace


def test_two_processes_say_what_one_says(many: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "can_be_copied", lambda: False)
    expected = said(Rereading(many).report())
    monkeypatch.setattr(judging, "can_be_copied", lambda: True)
    names = sorted(path.name for path in (many.vault / "applications").iterdir())
    handed = set(judging.judged_in_two(many, names))
    assert set(names) - handed == {"copy-3"} & set(names[1::2])
    assert said(Rereading(many, kept).report()) == expected
    assert said(Rereading(many, kept).report()) == expected


def _ending(*_: object) -> list[bytes]:
    os._exit(1)


def test_one_process_does_what_the_other_can_not(many: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "can_be_copied", lambda: False)
    expected = said(Rereading(many).report())
    monkeypatch.setattr(judging, "can_be_copied", lambda: True)
    monkeypatch.setattr(judging, "_handed_over", _ending)
    assert said(Rereading(many).report()) == expected


def test_a_look_that_cannot_wait_says_what_the_files_say_alone(many: Workspace, kept: Path) -> None:
    job = many.vault / "applications" / "copy-2" / "job.md"
    job.write_text("---\nurl: nowhere\n---\nText", "utf-8")
    expected = Rereading(many).report()
    looking = Rereading(many, kept)
    first = looking.look()
    assert first.is_provisional
    assert not first.plan.documents
    assert first.notices == ()
    assert {str(each) for each in first.problems} < {str(each) for each in expected.problems}
    assert any("copy-2/job.md" in str(each) for each in first.problems)
    assert not any(each == first.derived[name] for name, each in expected.derived.items())
    edited = many.vault / "applications" / OPEN / "prep.md"
    edited.write_text(f"{edited.read_text('utf-8')}\n[project:gone]\n", "utf-8")
    # It goes on being provisional; what another process judges is no longer what stands there.
    again = looking.look([edited])
    assert again.is_provisional
    assert again.derived["copy-1"] is first.derived["copy-1"]
    judging = looking.aside
    assert judging is not None
    judging.wait()
    report = looking.report(())
    assert not report.is_provisional
    assert said(report) == said(Rereading(many).report())
    assert said(report) != said(expected)
    assert looking.look([edited]) is report
    assert looking.aside is None
    looking.close()
    assert not Rereading(many, kept).look().is_provisional, "all of it is known by now"


def test_other_own_files_leave_what_was_said_until_it_is_judged_anew(many: Workspace, kept: Path) -> None:
    looking = Rereading(many, kept)
    before = looking.report()
    project = many.vault / "projects" / "payout-latency.md"
    text = project.read_text("utf-8")
    project.write_text(text.replace("380", "390"), "utf-8")
    first = looking.look([project])
    assert first.is_provisional
    assert first.plan == before.plan
    assert first.problems == before.problems
    assert first.vault.projects["payout-latency"] != before.vault.projects["payout-latency"]
    assert not any(first.derived[name] == each for name, each in before.derived.items())
    # Undone, all of it is known: it is still kept.
    project.write_text(text, "utf-8")
    undone = looking.look([project])
    assert not undone.is_provisional
    assert said(undone) == said(before)
    project.write_text(text.replace("380", "370"), "utf-8")
    assert looking.look([project]).is_provisional
    assert looking.aside is not None
    looking.aside.wait()
    after = looking.report(())
    assert said(after) == said(Rereading(many).report())
    assert after.plan != before.plan
    looking.close()


@pytest.mark.parametrize("copied", [False, True])
def test_what_is_judged_aside_is_kept_as_it_goes(
    many: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch, *, copied: bool
) -> None:
    expected = said(Rereading(many).report())
    monkeypatch.setattr(judging, "can_be_copied", lambda: copied)
    parts, held = _Ending(kept, 5), list[int]()
    judged_of = judging._judged_of

    def counting(
        workspace: Workspace, vault: Vault, linked: Mapping[str, Linked]
    ) -> Iterator[tuple[str, Linked, Derived]]:
        held.append(len(linked))
        return judged_of(workspace, vault, linked)

    monkeypatch.setattr(judging, "_judged_of", counting)
    with pytest.raises(_EndedError):
        judging.keep_judged(many, parts)
    found = sorted(file.name for file in kept.iterdir())
    assert len(found) >= 5, "a process that ends on the way leaves what it judged"
    assert 0 < max(held) <= judging._HELD
    before = {file.name: file.stat().st_ino for file in kept.iterdir()}
    judging.keep_judged(many, KeptParts(kept))
    after = {file.name: file.stat().st_ino for file in kept.iterdir()}
    assert before.items() <= after.items(), "what is kept is not judged again"
    names = {path.name for path in (many.vault / "applications").iterdir()}
    assert len(after) == len(names) - 1, "the private one is nowhere on disk"
    judged = _noted(monkeypatch)
    assert said(Rereading(many, kept).report()) == expected
    assert {path.split("/")[2] for path in judged} == {"copy-3"}


def test_what_a_copy_of_the_other_process_owes_is_judged_and_kept_by_it(
    many: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "can_be_copied", lambda: True)
    judging.keep_judged(many, _EndingInCopies(kept))
    names = {path.name for path in (many.vault / "applications").iterdir()}
    assert len(list(kept.iterdir())) == len(names) - 1
    judged = _noted(monkeypatch)
    monkeypatch.setattr(judging, "can_be_copied", lambda: False)
    judging.keep_judged(many, KeptParts(kept))
    assert judged == [], "neither what is kept nor the private one"
    edited = many.vault / "applications" / "copy-2" / "prep.md"
    edited.write_text(f"{edited.read_text('utf-8')}\n[project:gone]\n", "utf-8")
    judging.keep_judged(many, KeptParts(kept))
    assert {path.split("/")[2] for path in judged} == {"copy-2"}, "it stands otherwise than it was kept"


class _EndingInCopies(KeptParts):
    """Ends a copy of this process that would keep something."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._process = os.getpid()

    def keep(self, name: str, content: bytes) -> None:
        """Keep it, or end."""
        if os.getpid() != self._process:
            os._exit(1)
        super().keep(name, content)


class _EndedError(Exception):
    """Stands for a process that is ended."""


class _Ending(KeptParts):
    """Ends its process once it has kept so many."""

    def __init__(self, folder: Path, most: int) -> None:
        super().__init__(folder)
        self._left = most

    def keep(self, name: str, content: bytes) -> None:
        """Keep it, or end."""
        if not self._left:
            raise _EndedError
        self._left -= 1
        super().keep(name, content)


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python", ""])
def test_what_another_process_owes_is_judged_here(
    many: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    expected = said(Rereading(many).report())
    monkeypatch.setattr(sys, "executable", program)
    looking = Rereading(many, kept)
    assert looking.look().is_provisional
    assert looking.aside is not None
    assert not looking.aside.wait()
    assert said(looking.report(())) == expected
    looking.close()
    assert not Rereading(many, kept).look().is_provisional


def test_what_is_expected_is_worked_out_before_the_edit(
    workspace: Workspace, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = workspace.vault / "applications" / OTHER / "interviews"
    shutil.copy(rounds / "structured-interview/prep.md", rounds / "team-panel/prep.md")
    Rereading(workspace, kept).report()
    asked = list[str]()

    def noted(vault: Vault, record: ApplicationRecord, source: PrepFile | None) -> tuple[Saying, ...]:
        asked.append(source.path if source else "")
        return sayings_in(vault, record, source)

    monkeypatch.setattr(derived, "sayings_in", noted)
    looking = Rereading(workspace, kept)
    looking.report()
    assert asked == [], "what is kept says it"
    looking.expect(OTHER)
    assert len(asked) == 3, "what the files say, and each document to come"
    asked.clear()
    prep = workspace.vault / "applications" / OTHER / "prep.md"
    prep.write_text(f"{prep.read_text('utf-8')}\nOne more line.\n", "utf-8")
    looking.report([prep])
    # The files and the edited document alone are asked again.
    assert asked == ["", f"vault/applications/{OTHER}/prep.md"]
    looking.expect("nowhere")


def test_nothing_provisional_is_kept(many: Workspace, kept: Path) -> None:
    looking = Rereading(many, kept)
    assert looking.look().is_provisional
    looking.close()
    assert looking.aside is None
    assert not list(kept.glob("*.part"))
    assert looking.look().is_provisional
    looking.close()


def test_what_was_edited_after_it_was_judged_is_judged_again(many: Workspace, kept: Path) -> None:
    looking = Rereading(many, kept)
    assert looking.look().is_provisional
    assert looking.aside is not None
    assert looking.aside.wait()
    edited = many.vault / "applications" / "copy-1" / "prep.md"
    edited.write_text(f"{edited.read_text('utf-8')}\n[project:gone]\n", "utf-8")
    assert looking.look([edited]).is_provisional
    report = looking.report(())
    assert said(report) == said(Rereading(many).report())
    assert any("project:gone" in str(each) for each in report.problems)
    looking.close()


def test_the_other_process_ends_with_who_asked_for_it() -> None:
    inner = (
        "import os, time; from prepsite.app import judging_aside as aside; print(os.getpid(), flush=True);"
        "aside.keep_judged = lambda *_: time.sleep(300); aside.main('/a', '/a/b', '/a/c')"
    )
    outer = (
        "import os, subprocess, sys; each = subprocess.Popen([sys.executable, '-c', sys.argv[1]], "
        "stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL); "
        "print(each.stdout.readline().decode(), flush=True); os._exit(0)"
    )
    found = subprocess.run([sys.executable, "-c", outer, inner], capture_output=True, check=True)
    process, end = Path("/proc", found.stdout.decode().strip()), time.monotonic() + 20
    while process.exists() and "\nState:\tZ" not in (process / "status").read_text():
        assert time.monotonic() < end, "it goes on for nobody"
        time.sleep(0.1)


def test_the_other_process_ends_when_it_is_told_to(many: Workspace) -> None:
    aside = Aside(many, "said")
    assert aside._process is not None
    process = Path("/proc", str(aside._process.pid))
    time.sleep(0.5)
    aside.stop()
    assert not process.exists()
    assert not aside.wait()
