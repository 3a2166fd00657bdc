"""Versions: each dependency is justified, and what is tested is what pyproject.toml says."""

import re
from pathlib import Path

import pytest

from pins import LOWEST, LOWEST_TOOLS, NEWEST, ROOT, lower_bounds, normal, pinned, requirements, told

PAGE = ROOT / "docs" / "dependencies.md"
HOST = re.compile(r"https?://|index-url|find-links|@")


def rows(heading: str) -> set[str]:
    """Return the packages that the tables under this heading of the page name in their first cells."""
    text = PAGE.read_text(encoding="utf-8")
    part = re.split(r"(?m)^## ", text.split(f"\n## {heading}\n", 1)[1])[0]
    return {normal(name) for name in re.findall(r"(?m)^\| `([\w.-]+)` \|", part)}


@pytest.mark.parametrize(
    ("heading", "extras"),
    [("At run time", ("",)), ("What they cost", ("",)), ("For development", ("dev", "zensical"))],
)
def test_the_page_names_exactly_the_dependencies(heading: str, extras: tuple[str, ...]) -> None:
    declared = {name for extra in extras for name in lower_bounds(requirements(extra))}
    assert rows(heading) == declared


def test_the_lowest_versions_are_those_of_pyproject() -> None:
    pins = pinned(LOWEST.read_text(encoding="utf-8"))
    for name, bound in lower_bounds(requirements()).items():
        shorter, longer = sorted((bound, pins[name]), key=len)
        assert re.fullmatch(rf"{re.escape(shorter)}(?:\.0)*", longer), f"{name}: run make pins"
    assert pins.keys() >= set(LOWEST_TOOLS)


def test_everything_that_is_asked_for_is_pinned() -> None:
    pins = pinned(NEWEST.read_text(encoding="utf-8"))
    for extra in ("", "dev", "zensical"):
        assert pins.keys() >= lower_bounds(requirements(extra)).keys()


@pytest.mark.parametrize("file", [NEWEST, LOWEST], ids=lambda path: path.name)
def test_pins_hold_names_and_versions_only(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not HOST.search(text)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in text.splitlines())


def test_lower_bounds_are_read_and_asked_for() -> None:
    assert lower_bounds(["a_b>=1.2,<3", "C>=4; sys_platform != 'win32'"]) == {"a-b": "1.2", "c": "4"}
    with pytest.raises(SystemExit, match="say the lowest version"):
        lower_bounds(["d<2"])


def test_pins_are_written_in_order() -> None:
    assert told({"b": "1", "A": "2"}) == "A==2\nb==1\n"
    assert pinned("# a comment\nA==2\nb_c==1  # why\n\n") == {"a": "2", "b-c": "1"}
