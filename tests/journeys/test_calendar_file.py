"""The calendar as people use it: written, imported, changed, cloned, written again."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
]

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
ROUND = "vault/applications/example-ltd-engineer/interviews/hm/interview.md"


def git(folder: Path, *arguments: str) -> None:
    """Run git away from the settings of whoever runs the tests."""
    settings = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, timeout=60, check=True)


def events(folder: Path) -> list[tuple[str, int, str, str]]:
    """Return (UID, sequence, status, start) of each event, as the icalendar package reads the file."""
    calendar = icalendar.Calendar.from_ical((folder / "interviews.ics").read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.get_missing_tzids() == set()
    return [
        (str(event["UID"]), event.sequence, str(event["STATUS"]), f"{event.start:%Y-%m-%d %H:%M %Z}")
        for event in calendar.events
    ]


def edit(folder: Path, old: str, new: str) -> None:
    """Change the round's file."""
    file = folder / ROUND
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_an_event_is_moved_over_clones_and_cancelled_and_never_doubled(
    search: Path, prepsite: CommandLine, tmp_path: Path
) -> None:
    settings = search / "vault" / "prepsite.yml"
    settings.write_text("timezone: America/New_York\n", encoding="utf-8")
    prepsite("new", "application", "--company", "Example Ltd", "--role", "Engineer", cwd=search)
    at = ("--stage", "hiring_manager", "--at", "2026-03-12 14:00", "--id", "hm")
    assert prepsite("new", "interview", "example-ltd-engineer", *at, cwd=search).returncode == 0

    done = prepsite("calendar", cwd=search)
    assert (done.returncode, done.stdout) == (0, "wrote interviews.ics: 1 event, 1 new or changed\n")
    ((uid, sequence, status, start),) = events(search)
    assert (sequence, status, start) == (0, "CONFIRMED", "2026-03-12 14:00 EDT")
    done = prepsite("calendar", cwd=search)
    assert done.stdout == "interviews.ics says so already: 1 event, nothing new\n"

    git(search, "init", "-q", "-b", "main")
    git(search, "add", "-A")
    git(search, "commit", "-q", "-m", "begin")
    clone = tmp_path / "clone"
    git(search, "clone", "-q", str(search), str(clone))
    assert not (clone / "interviews.ics").exists()
    assert prepsite("calendar", cwd=clone).returncode == 0
    assert (clone / "interviews.ics").read_bytes() == (search / "interviews.ics").read_bytes()

    edit(clone, "2026-03-12 14:00", "2026-03-06 14:00")
    prepsite("calendar", cwd=clone)
    assert events(clone) == [(uid, 1, "CONFIRMED", "2026-03-06 14:00 EST")]
    git(clone, "commit", "-q", "-a", "-m", "moved")
    git(search, "pull", "-q", "--ff-only", str(clone), "main")
    assert prepsite("calendar", cwd=search).returncode == 0
    assert (clone / "interviews.ics").read_bytes() == (search / "interviews.ics").read_bytes()

    # Both sides go on: one takes the round away, the other adds a second one.
    at = ("--stage", "panel", "--at", "2026-03-20 10:00", "--id", "panel")
    prepsite("new", "interview", "example-ltd-engineer", *at, cwd=clone)
    prepsite("calendar", cwd=clone)
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "a panel")
    edit(search, "status: scheduled", "status: cancelled")
    done = prepsite("calendar", cwd=search)
    assert done.stdout == "wrote interviews.ics: 1 event, 1 new or changed\n"
    assert events(search) == [(uid, 2, "CANCELLED", "2026-03-06 14:00 EST")]
    git(search, "commit", "-q", "-a", "-m", "cancelled")
    git(search, "pull", "-q", "--no-rebase", "--no-edit", str(clone), "main")
    done = prepsite("calendar", cwd=search)
    assert done.stdout == "wrote interviews.ics: 2 events, 1 new or changed\n"
    first, second = events(search)
    assert first == (uid, 2, "CANCELLED", "2026-03-06 14:00 EST")
    assert second[1:] == (0, "CONFIRMED", "2026-03-20 10:00 EDT")


def test_what_can_not_be_in_it_is_named_with_what_to_do(search: Path, prepsite: CommandLine) -> None:
    assert prepsite("calendar", cwd=search).stdout == "wrote interviews.ics: no round has a time yet\n"
    prepsite("new", "application", "--company", "Example Ltd", "--role", "Engineer", cwd=search)
    prepsite("new", "interview", "example-ltd-engineer", "--stage", "panel", "--id", "hm", cwd=search)
    done = prepsite("calendar", cwd=search)
    assert done.returncode == 0
    assert f"{ROUND}:1:1: notice: the round has no date yet, so it is not in the calendar; write" in done.stdout

    edit(search, "stage: panel", "stage: pannel")
    done = prepsite("calendar", cwd=search)
    assert done.returncode == 1
    assert (
        f"{ROUND}:1:1: error: can't be used, so example-ltd-engineer/hm is not in the calendar" in done.stdout
    )

    done = prepsite("calendar", "--application", "exmple-ltd-engineer", cwd=search)
    assert done.returncode == 2
    assert "did you mean example-ltd-engineer?" in done.stderr
    done = prepsite("calendar", "--out", ROUND, cwd=search)
    assert done.returncode == 1
    assert "a calendar file can't go into the vault; name another folder" in done.stderr
