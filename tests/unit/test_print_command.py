"""`prepsite print` and `build --pdf`: which rounds, where to, what is refused, what is left out."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdf
import pytest
from click.testing import CliRunner, Result
from paper_vaults import NAME, hostile_vault

from prepsite.cli import printing
from prepsite.cli.root import command_line
from prepsite.errors import ExitCode, PrepsiteError
from prepsite.paper import typesetting
from prepsite.paper.saving import save

ROUND = "---\nstage: {stage}\nstatus: {status}\n{more}---\n\n{body}\n"
Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a vault with the hostile round, and others beside it."""
    root = hostile_vault(tmp_path / "search")
    _round(root, "early", more="scheduled_at: 2026-03-09 09:00\n", body="Before today.")
    _round(root, "undated", body="No date.")
    _round(root, "over", status="completed", more="scheduled_at: 2026-03-11 09:00\n")
    _round(root, "secret", more="private: true\nscheduled_at: 2026-03-11 09:00\n", body="Hush-hush.")
    _round(root, "partly", more="scheduled_at: 2026-03-20 09:00\nprivate:\n  salary: Eleventy thousand\n")
    return root


def _round(root: Path, name: str, status: str = "scheduled", more: str = "", body: str = "") -> None:
    file = root / "vault/applications/acme/interviews" / name / "interview.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(ROUND.format(stage="panel", status=status, more=more, body=body), "utf-8")


@pytest.fixture
def run(root: Path) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(command_line, ["--root", str(root), *arguments], prog_name="prepsite")

    return call


def _text(path: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_round_goes_to_the_folder_print_and_is_replaced(root: Path, run: Run) -> None:
    expected = root / "print" / "acme-hm.pdf"
    first = run("print", NAME)
    assert (first.exit_code, first.stdout) == (0, f"{NAME}: printed ({expected})\n")
    expected.write_bytes(expected.read_bytes() + b"\n% changed")
    assert run("print", NAME).exit_code == 0
    assert not expected.read_bytes().endswith(b"changed")
    assert [path.name for path in expected.parent.iterdir()] == [expected.name], "left something behind"


def test_next_is_the_first_scheduled_round_that_is_not_before_the_fixed_day(run: Run) -> None:
    assert run("print", "--next").stdout.startswith("acme/hm: printed")


def test_without_a_fixed_day_next_goes_by_status_alone(root: Path, run: Run) -> None:
    (root / "vault/prepsite.yml").write_text("timezone: Europe/Berlin\n", "utf-8")
    assert run("print", "--next").stdout.startswith("acme/early: printed")


def test_all_prints_scheduled_rounds_by_date_and_no_private_one(root: Path, run: Run) -> None:
    done = run("print", "--all", "--out", str(root / "all"), "--paper", "letter")
    assert re.findall(r"acme/(\w+): printed", done.stdout) == ["early", "hm", "partly", "undated"]
    assert sorted(path.stem for path in (root / "all").iterdir()) == [
        "acme-early",
        "acme-hm",
        "acme-partly",
        "acme-undated",
    ]
    assert pypdf.PdfReader(root / "all/acme-hm.pdf").pages[0].mediabox.width == pytest.approx(612)


def test_the_settings_choose_the_paper(root: Path, run: Run) -> None:
    (root / "vault/prepsite.yml").write_text("paper: letter\n", "utf-8")
    assert run("print", "acme/early", "--out", str(root / "x.pdf")).exit_code == 0
    assert pypdf.PdfReader(root / "x.pdf").pages[0].mediabox.width == pytest.approx(612)


def test_private_things_are_printed_only_if_that_is_asked_for(root: Path, run: Run) -> None:
    refused = run("print", "acme/secret")
    assert "acme/secret is private, and stays off paper" in str(refused.exception)
    assert isinstance(refused.exception, PrepsiteError)
    assert run("print", "acme/partly", "--out", str(root / "a.pdf")).exit_code == 0
    assert "Eleventy" not in _text(root / "a.pdf")
    assert run("print", "acme/partly", "--include-private", "--out", str(root / "b.pdf")).exit_code == 0
    assert "Eleventy thousand" in _text(root / "b.pdf")
    assert run("print", "acme/secret", "--include-private", "--out", str(root / "c.pdf")).exit_code == 0
    assert "Hush-hush." in _text(root / "c.pdf")


def test_missing_prep_is_said_on_paper_with_the_command(root: Path, run: Run) -> None:
    run("print", "acme/early", "--out", str(root / "x.pdf"))
    text = _text(root / "x.pdf")
    assert re.search(r"Warning:\s+Prep for Panel is not written yet", text)
    assert "prepsite generate acme/early" in " ".join(text.replace("\u200b", "").split())


def test_a_language_from_right_to_left_turns_the_page(root: Path, run: Run) -> None:
    (root / "templates/locale").mkdir(parents=True)
    (root / "templates/locale/he.po").write_text('msgid "Contents"\nmsgstr "תוכן"\n', "utf-8")
    (root / "vault/prepsite.yml").write_text("language: he\nprep_language: en\n", "utf-8")
    assert run("print", "acme/early", "--out", str(root / "x.pdf")).exit_code == 0
    assert str(pypdf.PdfReader(root / "x.pdf").root_object["/Lang"]) == "he"
    with pdfplumber.open(root / "x.pdf") as document:
        page = document.pages[0]
        [stage] = [word for word in page.extract_words() if word["text"] == "Stage"]
        assert stage["x0"] > page.width / 2, "names stand on the left"


def test_stale_prep_is_said_on_paper(root: Path, run: Run) -> None:
    assert run("generate", "acme/undated").exit_code == 0
    _round(root, "undated", body="Another text than prep was made from.", more="focus: [coding]\n")
    run("print", "acme/undated", "--out", str(root / "x.pdf"))
    assert re.search(r"Warning:\s+Prep for Panel is stale", _text(root / "x.pdf"))


def test_what_prepsite_did_not_make_is_not_replaced(root: Path, run: Run) -> None:
    own, link, target = root / "mine.pdf", root / "link.pdf", root / "target.pdf"
    own.write_bytes(b"%PDF-1.7 mine")
    link.symlink_to(target)
    (root / "folder.pdf").mkdir()
    for path in (own, link, root / "folder.pdf"):
        done = run("print", "acme/early", "--out", str(path))
        assert done.exit_code == ExitCode.PROBLEMS
        assert f"{path}: there is a file of that name that prepsite didn't make" in done.stderr
    assert own.read_bytes() == b"%PDF-1.7 mine"
    assert not target.exists()


def test_a_full_disk_leaves_the_earlier_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.pdf"
    own = b"%PDF-1.7 /Keywords(prepsite)"
    save(path, own)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PrepsiteError, match="no space left"):
        save(path, own + b" more")
    assert path.read_bytes() == own
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name APPLICATION/INTERVIEW, or say --next or --all"),
        (("acme/hmm",), "did you mean acme/hm?"),
        (("nowhere/at-all",), "there is no application 'nowhere/at-all'"),
        (("--all", "--out", "one.pdf"), "4 documents don't go into one file"),
        ((NAME, "--out", "{root}/vault/x.pdf"), "can't go into the vault"),
        ((NAME, "--out", "{root}/vault/applications/acme/files"), "can't go into the vault"),
    ],
)
def test_what_can_not_be_printed_is_told(root: Path, run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("print", *(each.format(root=root) for each in arguments))
    assert isinstance(done.exception, PrepsiteError)
    assert said in str(done.exception)
    assert not list((root / "vault").rglob("*.pdf"))


def test_where_one_round_fails_the_others_are_printed(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = typesetting.typeset

    def typeset(source: str, *, what: str, fonts: typesetting.FontChoice) -> bytes:
        if what == NAME:
            raise PrepsiteError("the PDF can't be set: it is Monday", where=what)
        return real(source, what=what, fonts=fonts)

    monkeypatch.setattr("prepsite.paper.characters.typeset", typeset)
    done = run("print", "--all")
    assert done.exit_code == ExitCode.PROBLEMS
    assert "prepsite: acme/hm: the PDF can't be set: it is Monday" in done.stderr
    assert re.findall(r"acme/(\w+): printed", done.stdout) == ["early", "partly", "undated"]


def test_a_vault_without_interviews_says_so(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/prepsite.yml").write_text("", "utf-8")
    done = CliRunner().invoke(command_line, ["--root", str(tmp_path), "print", "--all"])
    assert (done.exit_code, done.stdout) == (0, "no interview is scheduled; nothing was printed\n")
    again = CliRunner().invoke(command_line, ["--root", str(tmp_path), "print", "--next"])
    assert "prepsite new interview" in str(again.exception)


def test_a_broken_look_of_ones_own_is_told(root: Path, run: Run) -> None:
    (root / "templates/paper").mkdir(parents=True)
    (root / "templates/paper/prep.typ").write_text("#let prep-paper(", "utf-8")
    done = run("print", "acme/early")
    assert done.exit_code == ExitCode.PROBLEMS
    assert "acme/early: the PDF can't be set" in done.stderr


def test_help_names_each_option() -> None:
    shown = CliRunner().invoke(printing.command, ["--help"]).output
    for option in (
        "--next",
        "--all",
        "--paper",
        "--out",
        "--font-folder",
        "--system-fonts",
        "--include-private",
    ):
        assert option in shown


def test_a_site_has_links_to_pdfs_only_where_they_were_made(root: Path, run: Run) -> None:
    page = root / "site/applications/acme/interview-prep/hm/index.html"
    panels = root / "site/applications/acme/interview-prep/index.html"
    assert run("build").exit_code in {0, 1}
    assert ".pdf" not in page.read_text("utf-8")
    done = run("build", "--pdf")
    assert "linked from the rounds' pages" in done.stdout, done.output
    assert 'href="acme-hm.pdf"' in page.read_text("utf-8")
    assert 'href="hm/acme-hm.pdf"' in panels.read_text("utf-8")
    made = {path.name for path in (root / "site").rglob("*.pdf")}
    assert "acme-hm.pdf" in made
    assert not {"acme-secret.pdf", "acme-over.pdf"} & made
    assert pypdf.PdfReader(io.BytesIO((page.parent / "acme-hm.pdf").read_bytes())).pages
    secret = (root / "site/applications/acme/interview-prep/secret/index.html").read_text("utf-8")
    assert ".pdf" not in secret
