"""`prepsite print` as a user runs it: what is printed, where it goes, what is refused."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

REPOSITORY = Path(__file__).parents[2]
ROUND = "kestrel-grid-staff-engineer/technical-screen"

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo with its prep written."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(REPOSITORY / "vault", root / "vault")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    assert prepsite(root, "generate").returncode == 0
    return root


def prepsite(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a folder."""
    command = [sys.executable, "-m", "prepsite", "--root", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ, timeout=120)


def test_a_round_goes_to_the_folder_print_and_is_replaced(demo: Path) -> None:
    expected = demo / "print" / "kestrel-grid-staff-engineer-technical-screen.pdf"
    first = prepsite(demo, "print", ROUND)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == f"{ROUND}: printed ({expected})\n"
    content = expected.read_bytes()
    second = prepsite(demo, "print", ROUND)
    assert second.returncode == 0
    assert expected.read_bytes() == content, "the same vault, other bytes"
    assert pypdf.PdfReader(io.BytesIO(content)).pages
    assert [path.name for path in expected.parent.iterdir()] == [expected.name], "left something behind"


def test_the_next_round_is_printed_on_the_paper_and_into_the_file_named(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "tomorrow.pdf"
    done = prepsite(demo, "print", "--next", "--paper", "letter", "--out", str(out))
    assert done.stdout == f"{ROUND}: printed ({out})\n"
    box = pypdf.PdfReader(out).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_what_prepsite_did_not_make_is_not_replaced(demo: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.pdf"
    own.write_bytes(b"%PDF-1.7 mine")
    target = tmp_path / "target.pdf"
    link = tmp_path / "link.pdf"
    link.symlink_to(target)
    for path in (own, link):
        done = prepsite(demo, "print", ROUND, "--out", str(path))
        assert done.returncode == 1
        assert "that prepsite didn't make; move it away" in done.stderr
    assert own.read_bytes() == b"%PDF-1.7 mine"
    assert not target.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name APPLICATION/INTERVIEW, or say --next or --all"),
        (
            ("kestrel-grid-staff-engineer/technical-scren",),
            "did you mean kestrel-grid-staff-engineer/technical-screen?",
        ),
        (("nowhere/at-all",), "there is no application 'nowhere/at-all'"),
        (("--all", "--out", "one.pdf"), "documents don't go into one file"),
        ((ROUND, "--out", "{root}/vault/x.pdf"), "can't go into the vault"),
    ],
)
def test_what_can_not_be_printed_is_told(demo: Path, arguments: tuple[str, ...], said: str) -> None:
    done = prepsite(demo, "print", *(each.format(root=demo) for each in arguments))
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (demo / "vault" / "x.pdf").exists()
