"""When a burst is told: times are given, so that nothing sleeps."""

from pathlib import Path

import pytest

from prepsite.watch.gathering import HALF_SAVED, LONGEST, QUIET, SETTLE, Gathering, Seen, is_scratch

A, B = Path("a.md"), Path("b.md")


def test_one_save_settles_soon_a_second_file_wants_quiet() -> None:
    gathering = Gathering()
    assert gathering.due() is None
    gathering.add(A, Seen.WHOLE, 10.0)
    assert gathering.due() == 10.0 + SETTLE
    gathering.add(B, Seen.WHOLE, 10.01)
    assert gathering.due() == 10.01 + QUIET
    assert gathering.take() == {A, B}
    assert gathering.due() is None


@pytest.mark.parametrize("seen", [Seen.BEGUN, Seen.GONE])
def test_what_may_be_half_a_save_waits_for_the_other_half(seen: Seen) -> None:
    gathering = Gathering()
    gathering.add(A, seen, 10.0)
    assert gathering.due() == 10.0 + HALF_SAVED
    gathering.add(A, Seen.WHOLE, 10.1)
    assert gathering.due() == 10.1 + SETTLE
    assert gathering.take() == {A}


def test_what_comes_and_goes_was_never_there() -> None:
    gathering = Gathering()
    gathering.add(A, Seen.BEGUN, 10.0)
    gathering.add(A, Seen.WHOLE, 10.0)
    gathering.add(B, Seen.WHOLE, 10.001)
    gathering.add(A, Seen.GONE, 10.002)
    assert gathering.due() == 10.002 + SETTLE
    assert gathering.take() == {B}


def test_changes_that_never_end_are_told_at_last_but_not_while_git_is_waited_for() -> None:
    gathering = Gathering()
    for tenth in range(100):
        gathering.add(A if tenth % 2 else B, Seen.WHOLE, 10.0 + tenth / 10)
    assert gathering.due() == 10.0 + LONGEST
    gathering.hold(21.0)
    assert gathering.due() == 21.0 + QUIET
    gathering.take()
    gathering.add(A, Seen.WHOLE, 30.0)
    assert gathering.due() == 30.0 + SETTLE, "the next burst waits for nobody"


@pytest.mark.parametrize(
    ("path", "scratch"),
    [
        ("profile.md", False),
        ("applications/a/files/cv.pdf", False),
        (".prepsite/proposals/applications/a/prep/roadmap.md", False),
        (".prepsite/proposals/applications/a/prep/.prepsite-1.tmp", True),
        (".prepsite/base/0123.md", True),
        (".git/index", True),
        ("applications/.obsidian/workspace.json", True),
        ("profile.md~", True),
        (".profile.md.swp", True),
        ("4913", True),
        ("#profile.md#", True),
        ("profile.md___jb_tmp___", True),
    ],
)
def test_scratch_is_what_no_page_is_made_from(path: str, scratch: bool) -> None:
    assert is_scratch(Path(path)) is scratch
