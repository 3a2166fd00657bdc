"""`confirm` and `retract`: the sentence that is meant, the entry that is added, and what is refused."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from claim_vaults import NAME, ONE, PREP, SAID, TWO, edit, make
from prepsite.app.facts import Noted, Wanted, confirm, retract
from prepsite.app.ledgers import ledgers
from prepsite.core.grounding.verdict import Status
from prepsite.errors import ExitCode, PrepsiteError, UsageError
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.vault.writer import replace_text

FACTS = "vault/facts.md"
AT_ONE, AT_TWO = f"{NAME}:{ONE}", f"{NAME}:{TWO}"


@pytest.fixture
def search(tmp_path: Path) -> Workspace:
    return make(tmp_path / "search")


def facts(search: Workspace) -> str:
    return (search.root / FACTS).read_text(encoding="utf-8")


def status_at(search: Workspace, line: int) -> list[Status]:
    ledger = ledgers(search, read_vault(search))[PREP]
    return [claim.status for claim in ledger.claims if claim.sentence.line == line]


@pytest.mark.parametrize(
    "place", [AT_ONE, f"{AT_ONE}:13", f"{PREP}:{ONE}", f"./{PREP}:{ONE}:13:", "{root}/" + f"{PREP}:{ONE}"]
)
def test_a_place_may_be_written_as_it_is_printed(search: Workspace, place: str) -> None:
    assert status_at(search, ONE) == [Status.UNVERIFIED]
    noted = confirm(search, Wanted(place.format(root=search.root), by="Ada"))
    assert (noted.fact.text, noted.fact.by, str(noted.fact.on)) == (SAID, "Ada", "2026-03-10")
    assert facts(search).splitlines()[noted.line - 1].strip() == f"- id: {noted.fact.id}"
    assert status_at(search, ONE) == [Status.CONFIRMED]
    assert not read_vault(search).problems_in(FACTS)


def test_on_a_line_of_two_the_one_that_nothing_backs_is_confirmed(search: Workspace) -> None:
    assert status_at(search, TWO) == [Status.SUPPORTED, Status.UNVERIFIED]
    assert confirm(search, Wanted(AT_TWO)).fact.text == "It fell to 240 ms at night."
    assert status_at(search, TWO) == [Status.SUPPORTED, Status.CONFIRMED]


def test_where_several_could_be_meant_they_are_listed(search: Workspace) -> None:
    with pytest.raises(UsageError) as stopped:
        retract(search, Wanted(AT_TWO))
    assert "--claim 1  supported: The p99 latency fell" in str(stopped.value)
    assert "--claim 2  unverified: It fell to 240 ms" in str(stopped.value)
    noted = retract(search, Wanted(AT_TWO, claim=1))
    assert [source.path for source in noted.still] == ["vault/projects/fast-payouts.md"]
    assert status_at(search, TWO) == [Status.RETRACTED, Status.UNVERIFIED]


def test_a_retraction_wins_and_may_be_taken_back(search: Workspace) -> None:
    first = confirm(search, Wanted(AT_ONE)).fact
    second = retract(search, Wanted(f"fact:{first.id}")).fact
    assert status_at(search, ONE) == [Status.RETRACTED]
    third = confirm(search, Wanted(AT_ONE)).fact
    assert status_at(search, ONE) == [Status.CONFIRMED]
    ids = [first.id, second.id, third.id]
    assert len(set(ids)) == 3
    assert [line.partition("id: ")[2] for line in facts(search).splitlines() if "  - id: " in line][-3:] == ids


def test_a_withdrawn_confirmation_backs_nothing_else(search: Workspace) -> None:
    said = "The p99 latency of the payout API fell to 195 ms on the first day."
    edit(search, PREP, SAID, f"{SAID} {said}")
    noted = confirm(search, Wanted(text=said))
    assert status_at(search, ONE)[0] is not Status.UNVERIFIED
    retract(search, Wanted(f"fact:{noted.fact.id}"))
    assert status_at(search, ONE)[0] in {Status.UNVERIFIED, Status.RETRACTED}


def test_only_one_entry_is_added_to_the_bytes(search: Workspace) -> None:
    path = search.root / FACTS
    entry = b"- {id: x, status: confirmed, text: y} # z\r\n"
    old = b"\xef\xbb\xbf---\r\n# mine\r\nfacts:\r\n" + entry + b"---\r\nBody \r\n"
    path.write_bytes(old)
    path.chmod(0o640)
    confirm(search, Wanted(AT_ONE))
    new = path.read_bytes()
    size = len(new) - len(old)
    assert any(new[:at] + new[at + size :] == old for at in range(len(old)))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_missing_file_is_made(search: Workspace) -> None:
    (search.root / FACTS).unlink()
    confirm(search, Wanted(text="I was on call one week in five."))
    assert facts(search).startswith("---\n# Facts you confirmed")
    (fact,) = read_vault(search).facts.fields.facts  # type: ignore[union-attr]
    assert fact.text == "I was on call one week in five."


def refused(search: Workspace, do: Callable[[Workspace, Wanted], Noted], wanted: Wanted) -> PrepsiteError:
    before = (search.root / FACTS).read_bytes() if (search.root / FACTS).exists() else None
    with pytest.raises(PrepsiteError) as stopped:
        do(search, wanted)
    assert ((search.root / FACTS).read_bytes() if before is not None else None) == before
    assert stopped.value.remedy or "\n" in stopped.value.what
    return stopped.value


@pytest.mark.parametrize(
    ("wanted", "words", "code"),
    [
        (Wanted(f"{NAME}:{TWO + 1}"), f"no sentence that claims something stands on line {TWO + 1}", 2),
        (Wanted(f"{NAME}:9999"), f"the nearest are on {TWO}, {ONE}", 2),
        (Wanted(f"{NAME}:0"), "no sentence", 2),
        (Wanted(NAME), "names no line", 2),
        (Wanted(AT_TWO, claim=3), "has no sentence 3; --claim takes 1 to 2", 2),
        (Wanted(AT_ONE, claim=0), "--claim 1 is the only one", 2),
        (Wanted(), "say either where it stands or what it says", 2),
        (Wanted(AT_ONE, text="x"), "say either", 2),
        (Wanted(text="x", claim=1), "--claim goes with a line", 2),
        (Wanted(text="…!"), "says nothing", 2),
        (Wanted(text="a\u202eb"), "can't be shown", 2),
        (Wanted("acme-enginer/technical-screen:1"), "did you mean acme-engineer", 2),
        (Wanted("acme-engineer/technical-scren:1"), "did you mean acme-engineer/technical-screen?", 2),
        (Wanted("vault/applications/x/prep.md:3"), "is no prep of this vault", 2),
        (Wanted("acme-engineer:3"), "there is no prep yet", 1),
        (Wanted("fact:nothing"), "there is no fact:nothing", 2),
        (Wanted(AT_TWO, claim=1), "is supported already by vault/projects/fast-payouts.md:13", 1),
        (Wanted(f"{NAME}:15"), "", 1),
    ],
)
def test_what_cannot_be_confirmed_is_refused(search: Workspace, wanted: Wanted, words: str, code: int) -> None:
    error = refused(search, confirm, wanted)
    assert words in str(error)
    assert error.exit_code == (ExitCode.USAGE if code == 2 else ExitCode.PROBLEMS)


def test_what_stands_there_already_is_not_added_again(search: Workspace) -> None:
    noted = confirm(search, Wanted(AT_ONE, by="Ada"))
    error = refused(search, confirm, Wanted(text=SAID.upper()))
    assert f"fact:{noted.fact.id} says so already, confirmed by Ada on 2026-03-10" in str(error)
    assert error.where == f"{FACTS}:{noted.line}"
    refused(search, confirm, Wanted(AT_ONE))
    retract(search, Wanted(AT_ONE))
    assert "says so already, retracted" in str(refused(search, retract, Wanted(AT_ONE)))


def test_what_says_a_withdrawn_thing_in_other_words_stays_withdrawn(search: Workspace) -> None:
    retract(search, Wanted(text="The p99 latency of our payout API fell to 195 ms."))
    assert status_at(search, ONE) == [Status.RETRACTED]
    assert "says what you withdrew" in str(refused(search, confirm, Wanted(AT_ONE)))
    assert "withdrawn already" in str(refused(search, retract, Wanted(AT_ONE)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\nfacts:\n  - id: a\n    status: maybe\n    text: x\n---\n", f"{FACTS}:4:13: "),
        ("---\nfacts: [\n---\n", f"{FACTS}:2:"),
        ("", f"{FACTS}:1:1: the file is empty"),
        ("---\nprivate: true\n---\n", "the file is private"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_by_its_line(search: Workspace, text: str, words: str) -> None:
    (search.root / FACTS).write_text(text, encoding="utf-8")
    for do in (confirm, retract):
        assert words in str(refused(search, do, Wanted(text="I was on call.")))


def test_a_link_is_not_written_through(search: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("---\n---\n", encoding="utf-8")
    (search.root / FACTS).unlink()
    (search.root / FACTS).symlink_to(outside)
    refused(search, confirm, Wanted(text="I was on call."))
    assert outside.read_text(encoding="utf-8") == "---\n---\n"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_named(search: Workspace) -> None:
    search.vault.chmod(0o500)
    try:
        assert "facts.md" in str(refused(search, confirm, Wanted(text="I was on call.")))
    finally:
        search.vault.chmod(0o700)


def test_a_disk_that_refuses_is_told_and_the_file_kept(
    search: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("prepsite.vault.writer.os.fsync", full)
    error = refused(search, confirm, Wanted(text="I was on call."))
    assert "No space left on device" in str(error)
    assert not [path.name for path in search.vault.iterdir() if path.name.endswith(".tmp")]


def test_what_a_person_saves_in_between_is_kept_and_added_to(
    search: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = "---\nfacts:\n  - id: i-was-call\n    status: confirmed\n    text: Saved meanwhile.\n---\n"
    saves = [saved]

    def slow(path: Path, text: str, expected: str) -> bool:
        if saves:
            path.write_text(saves.pop(), encoding="utf-8")
        return replace_text(path, text, expected)

    monkeypatch.setattr("prepsite.app.facts.replace_text", slow)
    noted = confirm(search, Wanted(text="I was on call."))
    assert facts(search).startswith(saved.removesuffix("---\n"))
    assert noted.fact.id != "i-was-call"
    assert facts(search).splitlines()[noted.line - 1].strip() == f"- id: {noted.fact.id}"


def test_who_it_was_is_asked_of_git_then_of_the_profile(
    search: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(search.root.parent))
    assert confirm(search, Wanted(text="I was on call.")).fact.by == "Ada Example"
    subprocess.run(["git", "init", "-q"], cwd=search.root, check=True)
    subprocess.run(["git", "config", "user.name", "Ada in git"], cwd=search.root, check=True)
    assert confirm(search, Wanted(text="I was on duty.")).fact.by == "Ada in git"
    monkeypatch.setenv("PATH", "")
    assert confirm(search, Wanted(text="I was on watch.")).fact.by == "Ada Example"
    assert confirm(search, Wanted(text="I was on guard.", by="Bo")).fact.by == "Bo"
