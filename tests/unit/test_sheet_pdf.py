"""A sheet is exactly one page, whatever is on it: the demo's rounds, very long values, nearly nothing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from interview_vaults import prep_text, round_of, vault_of
from page_vaults import Words
from page_vaults import vault_of as full_vault
from pypdf import PdfReader
from test_sheet import edition_of

from prepsite.app.check import check_vault
from prepsite.app.filling import fill
from prepsite.app.generate import Outcome
from prepsite.app.ledgers import ledgers
from prepsite.core.sheet.choosing import sheet_of
from prepsite.core.sheet.fitting import ROOMS
from prepsite.core.sheet.sheet import Block, Entry, Kind, Sheet, SheetFact
from prepsite.paper.sheet import STYLE, sheet_pdf
from prepsite.templating import template_text
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
PAPERS = {"a4": (595, 842), "us-letter": (612, 792)}
LONG = {
    "sentences": "This is a sentence of some length that says next to nothing. " * 200,
    "one sentence": "and on it goes " * 600,
    "one word": "x" * 9_000,
    "an address": "https://example.com/" + "a/b?c=d&" * 900,
    "wide": "面接の準備" * 900,
    "to the left": "שלום עולם " * 700,
    "emoji": "🎉🚀👩‍💻 " * 900,
    "code": '#set page(width: 1pt) \\ "]) #panic() $x$ * _ ` ' * 200,
}


class _Silent:
    def start(self, names: object) -> None:
        """Say nothing."""

    def streamed(self, name: str, tokens: int) -> None:
        """Say nothing."""

    def done(self, outcome: Outcome) -> None:
        """Say nothing."""


def set_on(sheet: Sheet, paper: str) -> bytes:
    content, _ = sheet_pdf(sheet, template_text(STYLE), paper, what="a sheet")
    return content


def complaints(content: bytes, paper: str) -> Iterator[str]:
    """Yield what is wrong with a sheet's page: it is not one, text is off the page, too small to read."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) != 1:
            yield f"{len(pdf.pages)} pages"
        page = pdf.pages[0]
        if (round(page.width), round(page.height)) != PAPERS[paper]:
            yield f"{page.width} × {page.height}"
        for letter in page.chars:
            if letter["x0"] < 20 or letter["x1"] > page.width - 20:
                yield f"{letter['text']!r} stands at {letter['x0']:.0f}–{letter['x1']:.0f}"
            if letter["top"] < 20 or letter["bottom"] > page.height - 20:
                yield f"{letter['text']!r} stands at a height of {letter['top']:.0f}"
            # Labels in capitals are the smallest: 0.8 of the text's size.
            if letter["size"] < min(room.size for room in ROOMS) * 0.79:
                yield f"{letter['text']!r} is {letter['size']:.1f} points high"


def said(content: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().replace("\u200b", "").split())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, ...]:
    """Return the sheets of all rounds of the demo, their prep written."""
    import shutil

    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(REPOSITORY / "vault", folder / "vault")
    workspace = Workspace.at(folder)
    fill(workspace, _Silent())
    vault = check_vault(workspace).vault
    edition = edition_of(vault, ledgers(workspace, vault))
    return tuple(
        sheet_of(edition, record, found)
        for record in vault.applications.values()
        for found in record.interviews
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_each_round_of_the_demo_is_on_one_page_with_all_its_blocks(demo: tuple[Sheet, ...], paper: str) -> None:
    assert len(demo) > 8
    for sheet in demo:
        content = set_on(sheet, paper)
        assert len(PdfReader(io.BytesIO(content)).pages) == 1
        words = said(content)
        assert sheet.title in words
        assert all(entry.value in words for entry in sheet.block(Kind.NUMBERS).entries)
        assert all(block.heading.upper() in words for block in sheet.blocks)


def test_nothing_of_the_demos_sheets_is_left_out_on_a4(demo: tuple[Sheet, ...]) -> None:
    for sheet in demo:
        words = said(set_on(sheet, "a4")).replace(" ", "").replace("-", "")
        for block in sheet.blocks:
            for entry in block.entries:
                assert all(
                    part.replace(" ", "").replace("-", "") in words
                    for part in (entry.text, entry.source, entry.more)
                )


@pytest.mark.parametrize(
    ("name", "paper"), [*((name, "a4") for name in LONG), ("sentences", "us-letter"), ("wide", "us-letter")]
)
def test_very_long_values_are_made_shorter_and_it_is_said(name: str, paper: str) -> None:
    text = LONG[name]
    sheet = Sheet(
        title=text,
        application=text,
        candidate=text,
        when=text,
        facts=tuple(SheetFact("Where", text, text, "https://example.com/") for _ in range(8)),
        blocks=tuple(Block(kind, kind.value, (Entry(text, text, text, text),) * 5) for kind in Kind),
        notice=text,
        see_more="… see the full prep",
    )
    content = set_on(sheet, paper)
    assert list(complaints(content, paper)) == []
    assert "see the full prep" in said(content) or "prep full the see" in said(content)


@pytest.mark.parametrize("text", [LONG["sentences"], LONG["one word"]], ids=["sentences", "one word"])
def test_a_vault_of_very_long_values_has_sheets_of_one_page(text: str) -> None:
    vault = full_vault(Words(text))
    record = vault.applications["acme"]
    for found in record.interviews:
        assert list(complaints(set_on(sheet_of(edition_of(vault), record, found), "a4"), "a4")) == []


def test_a_vault_with_nearly_nothing_has_a_sheet_that_says_what_to_do() -> None:
    vault, record = vault_of(round_of("tech", 11), projects={}, resume={"title": "One", "roles": []})
    record = replace(record, application=None)
    content = set_on(sheet_of(edition_of(vault), record, record.interviews[0]), "a4")
    assert list(complaints(content, "a4")) == []
    assert "prepsite generate acme/tech" in said(content)


def test_what_looks_like_code_is_shown_as_it_was_typed() -> None:
    odd = '#set page(width: 1pt) "]) \\ *not bold* $x$ #panic("out")'
    prep = prep_text(("interviewer_questions", f"1. {odd.replace('*', chr(92) + '*')}"))
    vault, record = vault_of(round_of("tech", 11, prep=prep))
    words = said(set_on(sheet_of(edition_of(vault), record, record.interviews[0]), "a4"))
    assert '#set page(width: 1pt) "]) ' in words
    assert '$x$ #panic("out")' in words


def test_a_number_stands_on_one_line_at_every_size() -> None:
    sheet = Sheet(
        title="Panel",
        application="Acme",
        candidate="Ana",
        when="No date yet",
        facts=(),
        blocks=tuple(Block(kind, kind.value, (Entry("errors", "5% → 0.4%"),)) for kind in Kind),
        notice="",
        see_more="",
    )
    lines = PdfReader(io.BytesIO(set_on(sheet, "a4"))).pages[0].extract_text().split("\n")
    assert any("5% → 0.4%" in line for line in lines)
    assert any("No date yet" in line for line in lines)


def test_hebrew_begins_at_the_right_and_its_last_word_at_the_left() -> None:
    first = "שלום עולם אחד"
    sheet = Sheet(
        title="Panel",
        application="Acme",
        candidate="Ana",
        when="Today",
        facts=(),
        blocks=tuple(
            Block(kind, kind.value, (Entry(first),) if kind is Kind.NARRATIVE else ()) for kind in Kind
        ),
        notice="",
        see_more="",
    )
    with pdfplumber.open(io.BytesIO(set_on(sheet, "a4"))) as pdf:
        page = pdf.pages[0]
        letters = [letter for letter in page.chars if "א" <= letter["text"] <= "ת"]
        assert max(letter["x1"] for letter in letters) == pytest.approx(page.width - 15 * 72 / 25.4, abs=3)
        assert max(letters, key=lambda letter: letter["x1"])["text"] == "ש"


def test_a_sheet_is_tagged_has_a_title_and_a_language_and_the_same_bytes_each_time(
    demo: tuple[Sheet, ...],
) -> None:
    content = set_on(demo[0], "a4")
    reader = PdfReader(io.BytesIO(content))
    assert getattr(reader.metadata, "title", "") == f"{demo[0].title} · {demo[0].application}"
    root = reader.root_object
    assert str(root["/Lang"]) == "en"
    assert "/StructTreeRoot" in root
    assert getattr(reader.outline[0], "title", "") == demo[0].title
    assert content == set_on(demo[0], "a4")
