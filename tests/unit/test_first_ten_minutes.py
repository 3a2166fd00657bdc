"""The handbook's first ten minutes are true: each command on the page runs, and leads to what it shows."""

import shutil
from pathlib import Path

import pytest

from walk import walk

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
PAGE = HANDBOOK / "first-ten-minutes.md"
ROUND = "tarnholt-foods-transport-planner/interviews/recruiter-screen"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do what the page says."""
    folder = tmp_path_factory.mktemp("walk") / "here"
    shutil.copytree(HANDBOOK / "samples", folder)
    return walk(PAGE, folder)


def test_the_page_leads_to_prep_that_stands_on_the_project(search: Path) -> None:
    prep = (search / "vault/applications" / ROUND / "prep.md").read_text(encoding="utf-8")
    assert "[project:cut-wait-trucks-docks" in prep
    assert "I want to plan what happens before" in prep


def test_the_page_leads_to_a_site_a_sheet_and_notes(search: Path) -> None:
    home = (search / "site/index.html").read_text(encoding="utf-8")
    assert "Recruiter screen" in home
    assert [file.name for file in (search / "print").iterdir()] == [
        "tarnholt-foods-transport-planner-recruiter-screen-sheet.pdf"
    ]
    assert (search / "vault/applications" / ROUND / "notes.md").is_file()


@pytest.mark.parametrize("name", ["first-ten-minutes.md", "gallery.md"])
def test_each_picture_is_there_small_and_told_in_words(name: str) -> None:
    text = (HANDBOOK / name).read_text(encoding="utf-8")
    pictures = [line for line in text.splitlines() if line.startswith("![")]
    assert pictures
    for line in pictures:
        words, _, file = line.removeprefix("![").removesuffix(")").partition("](")
        assert len(words.split()) > 3, line
        assert 1_000 < (HANDBOOK / file).stat().st_size < 80_000, file


def test_all_pictures_are_shown_and_small_together() -> None:
    files = list((HANDBOOK / "images").glob("*.png"))
    pages = "".join(page.read_text(encoding="utf-8") for page in HANDBOOK.glob("*.md"))
    assert [file.name for file in files if f"images/{file.name}" not in pages] == []
    assert sum(file.stat().st_size for file in files) < 2_000_000
