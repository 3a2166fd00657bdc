"""Clocks, time zones and ages of files: the plan and every byte are the same, displayed dates aside."""

import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from clock import CLOCKS, ORDINARY, Clock, Outcome, age, outcome, run, run_module, search_at

PREP = "vault/applications/example/interviews/technical-screen/prep.md"
DECADE_ON, DECADE_BACK = CLOCKS[0], CLOCKS[1]
IN_CI = (CLOCKS[0], CLOCKS[1], CLOCKS[3], CLOCKS[7], CLOCKS[8])


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Return a folder that holds a fresh search as `kept`, and what an ordinary run makes of it."""
    place = tmp_path_factory.mktemp("clock")
    search_at(place / "kept", today="2026-02-18")
    shutil.copytree(place / "kept", place / "search")
    return place, outcome(place / "search", ORDINARY)


@pytest.mark.parametrize("clock", IN_CI, ids=lambda clock: clock.name)
def test_nothing_differs_under_another_clock(ordinary: tuple[Path, Outcome], clock: Clock) -> None:
    place, expected = ordinary
    shutil.rmtree(place / "search", ignore_errors=True)
    shutil.copytree(place / "kept", place / "search")
    found = outcome(place / "search", clock)
    assert found.differences(expected) == []
    assert "missing" in found.said["1 plan"]
    assert "up to date" in found.said["3 plan"]
    assert (place / "search" / PREP).is_file()


@pytest.mark.parametrize("clock", [DECADE_ON, DECADE_BACK], ids=lambda clock: clock.name)
def test_the_clock_is_really_another(tmp_path: Path, clock: Clock) -> None:
    told = run_module(tmp_path, clock, "-c", "import datetime; print(datetime.date.today().year)")
    year = (datetime.now(UTC) + timedelta(seconds=clock.shift)).year
    assert told == f"{year}\n0"


def test_prep_of_today_is_not_stale_ten_years_on_nor_ten_years_back(tmp_path: Path) -> None:
    root = tmp_path / "search"
    search_at(root)
    run(root, ORDINARY, "generate")
    before = {path: path.read_bytes() for path in (root / "vault").rglob("*") if path.is_file()}
    plan = run(root, ORDINARY, "plan")
    for clock in (*CLOCKS[:2], *CLOCKS[-2:]):
        age(root, clock)
        assert run(root, clock, "plan") == plan
        run(root, clock, "generate", "--stale")
        run(root, clock, "generate")
    assert {path: path.read_bytes() for path in (root / "vault").rglob("*") if path.is_file()} == before


def test_a_change_is_seen_whatever_its_time(tmp_path: Path) -> None:
    root = tmp_path / "search"
    search_at(root)
    run(root, ORDINARY, "generate")
    project = root / "vault/projects/example.md"
    project.write_text(
        project.read_text(encoding="utf-8").replace("team_size: 4", "team_size: 9"), encoding="utf-8"
    )
    os.utime(project, (0, 0))
    assert "stale" in run(root, ORDINARY, "plan")
