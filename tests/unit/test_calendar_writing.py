"""Writing the calendar file: what is in the way is said, and nothing is lost that calendars go by."""

from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from prepsite.app import locking
from prepsite.app.calendar import DEFAULT_FILE, Wanted, Written, write_calendar_file
from prepsite.app.scaffold import init
from prepsite.errors import PrepsiteError, Severity, UsageError
from prepsite.vault.layout import Workspace
from prepsite.vault.writer import NotWrittenError

from ical_rules import Part, check  # isort: skip

STATE = "vault/.prepsite/calendar.jsonl"
ROUND = "vault/applications/acme/interviews/hm/interview.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a job search with two applications of a round each."""
    init(tmp_path, example=False)
    (tmp_path / "vault" / "prepsite.yml").write_text("timezone: Europe/Berlin\n", encoding="utf-8")
    for application, at in (("acme", "2026-03-12 14:00"), ("other", "2026-03-13 09:00")):
        folder = tmp_path / "vault" / "applications" / application / "interviews" / "hm"
        folder.mkdir(parents=True)
        text = f"---\ncompany: {application.title()}\nrole: Engineer\nstatus: interviewing\n---\n"
        (folder.parents[1] / "application.md").write_text(text, encoding="utf-8")
        text = f"---\nstage: hiring_manager\nscheduled_at: {at}\nduration: 45\n---\n"
        (folder / "interview.md").write_text(text, encoding="utf-8")
    return Workspace.at(tmp_path)


def wanted(workspace: Workspace, *applications: str) -> Wanted:
    """Return what is wanted: the usual file."""
    return Wanted(workspace.root / DEFAULT_FILE, applications=applications)


def write(workspace: Workspace, *applications: str) -> Written:
    """Write the usual file."""
    return write_calendar_file(workspace, wanted(workspace, *applications))


def told(workspace: Workspace) -> Part:
    """Return the calendar that stands there, checked."""
    return check((workspace.root / DEFAULT_FILE).read_bytes())


def sequences(workspace: Workspace) -> list[int]:
    """Return the sequences in the order of the events."""
    return [int(event.one("SEQUENCE").value) for event in told(workspace).inner("VEVENT")]


def edit(workspace: Workspace, old: str, new: str, path: str = ROUND) -> None:
    """Change a file of the vault."""
    file = workspace.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_the_same_vault_gives_the_same_bytes_and_writes_nothing(workspace: Workspace) -> None:
    first = write(workspace)
    assert (len(first.events), first.news, first.changed) == (2, 2, True)
    files = [workspace.root / DEFAULT_FILE, workspace.root / STATE]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    again = write(workspace)
    assert (again.news, again.changed) == (0, False)
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


def test_only_the_named_applications_are_in_it_and_all_are_remembered(workspace: Workspace) -> None:
    edit(
        workspace, "scheduled_at: 2026-03-13 09:00\n", "", "vault/applications/other/interviews/hm/interview.md"
    )
    written = write(workspace, "acme")
    assert [event.text("SUMMARY") for event in told(workspace).inner("VEVENT")] == ["Hiring manager · Acme"]
    assert written.problems == ()
    with pytest.raises(UsageError, match="there is no application 'acm'; did you mean acme"):
        write(workspace, "acm")


def test_a_broken_round_stops_no_other_and_loses_no_number(workspace: Workspace) -> None:
    write(workspace)
    edit(workspace, "duration: 45", "duration: 60")
    write(workspace)
    edit(workspace, "stage: hiring_manager", "stage: hirng")
    written = write(workspace)
    assert [problem.severity for problem in written.problems] == [Severity.ERROR]
    assert sequences(workspace) == [0]
    edit(workspace, "stage: hirng", "stage: hiring_manager")
    write(workspace)
    assert sequences(workspace) == [1, 0]


@pytest.mark.parametrize("gone", ["applications", "applications/acme", "applications/acme/interviews"])
def test_a_folder_that_can_not_be_read_cancels_nothing(workspace: Workspace, gone: str) -> None:
    write(workspace)
    known = (workspace.root / STATE).read_text("utf-8")
    folder = workspace.vault / gone
    aside = workspace.root / "aside"
    folder.rename(aside)
    folder.symlink_to(aside, target_is_directory=True)
    write(workspace)
    assert (workspace.root / STATE).read_text("utf-8") == known
    assert all(event.one("STATUS").value == "CONFIRMED" for event in told(workspace).inner("VEVENT"))


def test_a_deleted_application_is_cancelled(workspace: Workspace) -> None:
    write(workspace)
    for file in sorted((workspace.vault / "applications" / "acme").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (workspace.vault / "applications" / "acme").rmdir()
    write(workspace)
    assert sorted(event.one("STATUS").value for event in told(workspace).inner("VEVENT")) == [
        "CANCELLED",
        "CONFIRMED",
    ]


def test_a_cancelled_event_whose_line_was_deleted_is_told_no_more(workspace: Workspace) -> None:
    write(workspace)
    folder = workspace.vault / "applications" / "acme" / "interviews" / "hm"
    (folder / "interview.md").unlink()
    folder.rmdir()
    write(workspace)
    state = workspace.root / STATE
    lines = state.read_text("utf-8").splitlines(keepends=True)
    state.write_text("".join(line for line in lines if '"gone":true' not in line), encoding="utf-8")
    write(workspace)
    assert [event.one("STATUS").value for event in told(workspace).inner("VEVENT")] == ["CONFIRMED"]


def test_settings_that_can_not_be_used_write_no_times(workspace: Workspace) -> None:
    write(workspace)
    before = (workspace.root / DEFAULT_FILE).read_bytes()
    (workspace.vault / "prepsite.yml").write_text("timezone: Europe/Berln\n", encoding="utf-8")
    with pytest.raises(PrepsiteError) as caught:
        write(workspace)
    assert str(caught.value) == (
        "vault/prepsite.yml:1:11: timezone: 'Europe/Berln' is not a time zone; did you mean Europe/Berlin?; "
        "no calendar was written: its times could be wrong"
    )
    assert (workspace.root / DEFAULT_FILE).read_bytes() == before


def test_lines_that_are_damaged_are_told_and_no_sequence_falls_back(workspace: Workspace) -> None:
    write(workspace)
    for minutes in (50, 55):
        edit(workspace, f"duration: {45 if minutes == 50 else 50}", f"duration: {minutes}")
        write(workspace)
    assert sequences(workspace) == [2, 0]
    state = workspace.root / STATE
    lines = state.read_text("utf-8").splitlines(keepends=True)
    state.write_text(f"{lines[0][:-5]}\n{lines[1][:40]}\n{lines[2]}", encoding="utf-8")
    written = write(workspace)
    assert [(found.path, found.line, found.severity) for found in written.problems] == [
        (STATE, 1, Severity.WARNING),
        (STATE, 2, Severity.WARNING),
    ]
    assert sequences(workspace) == [3, 0]
    assert write(workspace).problems == ()


@pytest.mark.parametrize("name", ["", "name: Ana Example"])
def test_a_lost_memory_goes_on_from_the_calendar_file_whatever_the_profile_says(
    workspace: Workspace, name: str
) -> None:
    write(workspace)
    uids = [event.one("UID").value for event in told(workspace).inner("VEVENT")]
    (workspace.root / STATE).unlink()
    # As a checkout may have left the file, too.
    file = workspace.root / DEFAULT_FILE
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n"))
    (workspace.vault / "profile.md").write_text(f"---\n{name or 'headline: x'}\n---\n", encoding="utf-8")
    write(workspace)
    assert [event.one("UID").value for event in told(workspace).inner("VEVENT")] == uids
    assert sequences(workspace) == [1, 1]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1_100_000])
def test_a_memory_that_can_not_be_read_at_all_is_left_and_told(workspace: Workspace, content: bytes) -> None:
    write(workspace)
    before = (workspace.root / DEFAULT_FILE).read_bytes()
    (workspace.root / STATE).write_bytes(content)
    with pytest.raises(PrepsiteError, match="take it back from git; nothing was written"):
        write(workspace)
    assert (workspace.root / STATE).read_bytes() == content
    assert (workspace.root / DEFAULT_FILE).read_bytes() == before


def test_a_file_that_can_not_be_written_is_told_and_the_next_run_goes_on(workspace: Workspace) -> None:
    write(workspace)
    (workspace.root / "notes.txt").write_text("mine", encoding="utf-8")
    edit(workspace, "duration: 45", "duration: 60")
    blocked = replace(wanted(workspace), file=workspace.root / "notes.txt" / "interviews.ics")
    with pytest.raises(NotWrittenError, match="can't be written: Not a directory; check the folder's rights"):
        write_calendar_file(workspace, blocked)
    assert sequences(workspace) == [0, 0]
    write(workspace)
    assert sequences(workspace) == [1, 0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.md", b"mine", "there is a file of that name that this command did not write"),
        ("other.ics", b"BEGIN:VCALENDAR\r\nPRODID:other\r\n", "did not write"),
        ("latin.ics", b"\xe9", "did not write"),
        ("folder.ics", None, "there is something else of that name, not a file"),
        ("vault/x.ics", b"", "can't go into the vault"),
        ("templates/x.ics", b"", "can't go into the templates"),
    ],
)
def test_nothing_of_anybody_elses_is_overwritten(
    workspace: Workspace, name: str, content: bytes | None, message: str
) -> None:
    file = workspace.root / name
    file.parent.mkdir(exist_ok=True)
    file.mkdir() if content is None else file.write_bytes(content)
    with pytest.raises(PrepsiteError, match=message):
        write_calendar_file(workspace, Wanted(file))
    assert content is None or file.read_bytes() == content
    assert not (workspace.root / STATE).exists()


def test_a_link_in_the_files_place_is_not_followed(workspace: Workspace) -> None:
    (workspace.root / "mine.txt").write_text("mine", encoding="utf-8")
    (workspace.root / DEFAULT_FILE).symlink_to(workspace.root / "mine.txt")
    with pytest.raises(PrepsiteError, match="not a file"):
        write(workspace)
    assert (workspace.root / "mine.txt").read_text("utf-8") == "mine"


def test_a_lock_that_is_held_is_waited_for_and_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LOCK_SECONDS", 0.1)
    workspace.private.mkdir(exist_ok=True)
    with (
        FileLock(workspace.private / "lock"),
        pytest.raises(PrepsiteError, match="another prepsite is writing"),
    ):
        write(workspace)
    assert not (workspace.root / DEFAULT_FILE).exists()
    assert write(workspace).changed


def test_a_link_in_place_of_the_vaults_own_folder_is_not_followed(workspace: Workspace) -> None:
    elsewhere = workspace.root / "elsewhere"
    elsewhere.mkdir()
    (workspace.vault / ".prepsite").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(PrepsiteError):
        write(workspace)
    assert list(elsewhere.iterdir()) == []


def test_a_fixed_day_fixes_the_bytes_of_a_first_calendar(workspace: Workspace, tmp_path: Path) -> None:
    edit(workspace, "timezone", "today: 2026-03-10\ntimezone", "vault/prepsite.yml")
    write(workspace)
    first = (workspace.root / DEFAULT_FILE).read_bytes()
    for file in (DEFAULT_FILE, STATE):
        (workspace.root / file).unlink()
    write(workspace)
    assert (workspace.root / DEFAULT_FILE).read_bytes() == first
    assert b"DTSTAMP:20260310T000000Z" in first
    assert tmp_path == workspace.root
