"""Paper: what is printed from the pages, as a PDF and in print media."""

import re
import unicodedata
from pathlib import Path

import pdfplumber
import pytest
from browsing import BuiltSite, Watched
from playwright.sync_api import Browser, expect
from prepared_rounds import Round
from pypdf import PdfReader

pytestmark = pytest.mark.browser

PAPERS = {"A4": (595, 842), "Letter": (612, 792)}


def words(text: str) -> str:
    """Return the text as it reads, wherever its lines break, without ligatures."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))


def missing_from(text: str, found: Round) -> list[str]:
    """Return the questions and answers of a round that the text lacks, spaces aside."""
    bare = text.replace(" ", "").replace("-", "")
    wanted = [part for question in found.questions for part in (question.title, question.answer)]
    return [part for part in wanted if words(part).replace(" ", "").replace("-", "") not in bare]


def printed(browser: Browser, url: str, paper: str, scheme: str, file: Path) -> tuple[PdfReader, str]:
    """Print a page of the site; return the PDF and its text."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.pdf(path=file, format=paper)
    context.close()
    reader = PdfReader(file)
    return reader, words(" ".join(sheet.extract_text() for sheet in reader.pages))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chosen_interview_is_printed_whole(
    chromium: Browser, over_http: str, site: BuiltSite, tmp_path: Path, paper: str, scheme: str
) -> None:
    first, second = site.several
    url = f"{over_http}/{first.reference_uri}?interview_id={first.id}"
    reader, text = printed(chromium, url, paper, scheme, tmp_path / "out.pdf")
    assert missing_from(text, first) == []
    assert "Background narrative" in text
    known = {question.answer for question in first.questions}
    only_there = [question.answer for question in second.questions if question.answer not in known]
    assert only_there
    assert [answer for answer in only_there if words(answer) in text] == []
    for number, sheet in enumerate(reader.pages, 1):
        size = (float(sheet.mediabox.width), float(sheet.mediabox.height))
        assert size == pytest.approx(PAPERS[paper], abs=2)
        assert f"{number} / {len(reader.pages)}" in words(sheet.extract_text())


def test_folded_blocks_are_printed_open_without_scripts(
    chromium: Browser, site: BuiltSite, over_http: str, tmp_path: Path
) -> None:
    first, _ = site.several
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{over_http}/{first.uri}")
    page.pdf(path=tmp_path / "out.pdf", format="A4")
    context.close()
    text = words(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "out.pdf").pages))
    assert missing_from(text, first) == []


def test_a_question_and_its_answer_share_a_sheet(
    chromium: Browser, site: BuiltSite, over_http: str, tmp_path: Path
) -> None:
    first, _ = site.several
    reader, _ = printed(chromium, f"{over_http}/{first.uri}", "A4", "light", tmp_path / "out.pdf")
    sheets = [words(sheet.extract_text()) for sheet in reader.pages]
    for question in first.questions:
        assert any(words(question.title) in sheet and words(question.answer) in sheet for sheet in sheets)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_media_is_black_on_white_without_navigation(
    chromium: Browser, over_http: str, site: BuiltSite, scheme: str
) -> None:
    first, _ = site.several
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{over_http}/{first.reference_uri}?interview_id={first.id}")
    page.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar", ".md-footer", ".prepsite-switcher", ".prepsite-contents"):
        assert page.locator(f"{part}:visible").count() == 0, part
    for question in first.questions:
        heading = page.locator(".prepsite-panel:not([hidden]) details.fold", has_text=question.title)
        expect(heading.get_by_text(question.answer[:60]).locator("visible=true").first).to_be_visible()
    colours = page.evaluate(
        "() => [getComputedStyle(document.body).backgroundColor, "
        "getComputedStyle(document.querySelector('.prepsite-panel:not([hidden]) p')).color]"
    )
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    context.close()


def test_what_was_folded_is_folded_again_after_printing(over_http: str, site: BuiltSite, tab: Watched) -> None:
    first: Round = site.several[0]
    tab.page.goto(f"{over_http}/{first.uri}")
    folded = tab.page.locator("details.fold:not([open])")
    before = folded.count()
    assert before >= len(first.questions)
    tab.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    tab.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


def test_paper_has_no_counts_of_the_screen_and_no_heading_alone_at_the_end_of_a_sheet(
    chromium: Browser, over_http: str, site: BuiltSite, tmp_path: Path
) -> None:
    first, _ = site.several
    url = f"{over_http}/{first.reference_uri}?interview_id={first.id}"
    reader, text = printed(chromium, url, "A4", "dark", tmp_path / "out.pdf")
    assert re.findall(r"\d+ of \d+ (?:done|rehearsed)", text) == []
    context = chromium.new_context()
    page = context.new_page()
    page.goto(url)
    headings = {words(each) for each in page.locator("h2:visible, h3:visible").all_inner_texts()}
    context.close()
    assert len(headings) > 10
    assert len(reader.pages) > 5
    # What is painted last needn't stand last: lines are taken from the top down.
    with pdfplumber.open(tmp_path / "out.pdf") as pdf:
        for sheet in pdf.pages[:-1]:
            lines = [words(line["text"]).strip() for line in sheet.extract_text_lines()]
            written = [line for line in lines if not re.fullmatch(r"\d+ / \d+", line)]
            assert written[-1] not in headings


def test_an_address_that_is_its_own_text_is_printed_once(
    chromium: Browser, over_http: str, tmp_path: Path
) -> None:
    _, text = printed(chromium, f"{over_http}/index.html", "A4", "light", tmp_path / "out.pdf")
    (address,) = set(re.findall(r"https://meet\.example\.com/kg-pairing-\d+", text.replace(" ", "")))
    assert text.replace(" ", "").count(address) == 1
