"""`prepsite print --sheet` and `--html`, by the real command line."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo as it stands in the repository."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(REPOSITORY / "vault", folder / "vault")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def test_a_sheet_of_every_round_to_come_is_one_page(prepsite: Run, demo: Path) -> None:
    done = prepsite("print", "--all", "--sheet", "--paper", "letter", cwd=demo)
    assert (done.returncode, done.stderr) == (0, "")
    files = sorted((demo / "print").glob("*-sheet.pdf"))
    assert len(files) == done.stdout.count("printed") > 4
    for file in files:
        (page,) = PdfReader(file).pages
        assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


def test_a_webpage_is_replaced_and_a_file_of_ones_own_is_not(prepsite: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "round.html"
    for _ in range(2):
        done = prepsite("print", "--next", "--html", "--out", str(file), cwd=demo)
        assert (done.returncode, done.stderr) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert "Technical screen at Kestrel Grid" in text
    # What the profile keeps private.
    assert "101,500" not in text
    assert "93,400" not in text
    file.write_text("<!doctype html><title>Mine</title>", encoding="utf-8")
    done = prepsite("print", "--next", "--html", "--out", str(file), cwd=demo)
    assert done.returncode == 1
    assert "that prepsite didn't make" in done.stderr
    assert "Mine" in file.read_text(encoding="utf-8")


def test_two_kinds_at_once_are_refused(prepsite: Run, demo: Path) -> None:
    done = prepsite("print", "--next", "--html", "--sheet", cwd=demo)
    assert done.returncode == 2
    assert "--sheet and --html" in done.stderr


@pytest.mark.parametrize("option", ["--sheet", "--html"])
def test_a_private_round_needs_to_be_asked_for(prepsite: Run, demo: Path, tmp_path: Path, option: str) -> None:
    folder = tmp_path / "private"
    shutil.copytree(demo / "vault", folder / "vault")
    path = folder / "vault/applications/kestrel-grid-staff-engineer/interviews/hiring-manager/interview.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8"
    )
    name = "kestrel-grid-staff-engineer/hiring-manager"
    done = prepsite("print", name, option, cwd=folder)
    assert done.returncode == 2
    assert "Dariusz" not in done.stdout + done.stderr
    assert not (folder / "print").exists()
    done = prepsite("print", name, option, "--include-private", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    (made,) = (folder / "print").iterdir()
    text = (
        PdfReader(made).pages[0].extract_text() if made.suffix == ".pdf" else made.read_text(encoding="utf-8")
    )
    assert "Dariusz" in text
