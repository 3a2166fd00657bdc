"""Claims in a real browser: marks, popovers and lists, by mouse and keyboard, without scripts, on paper."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import REPOSITORY, Watched, mkdocs, serve
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from test_print import words

pytestmark = pytest.mark.browser

FOLDER = "vault/applications/nordhafen-lead-engineer/interviews/selection-day"
URI = "applications/nordhafen-lead-engineer/interview-prep/selection-day/index.html"
TRUE = "The p99 latency fell from 2,400 ms to 380 ms, measured at the gateway."
FALSE = TRUE.replace("380", "280")
WITHDRAWN = "I led the deployment platform team at Fennhold."
IN_DOUBT = ".prepsite-mark--unverified, .prepsite-mark--retracted"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo with one number changed by hand, and one claim that was withdrawn."""
    search = tmp_path_factory.mktemp("claims")
    for name in ("vault", "docs"):
        shutil.copytree(REPOSITORY / name, search / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", search / "mkdocs.yml")
    prep = search / FOLDER / "prep.md"
    text = prep.read_text(encoding="utf-8")
    assert TRUE in text
    prep.write_text(text.replace(TRUE, f"{FALSE} {WITHDRAWN}", 1), encoding="utf-8")
    done = mkdocs(search, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return search / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return the address of the site over HTTP."""
    yield from serve(folder)


@pytest.fixture(params=["http", "file"])
def url(request: pytest.FixtureRequest, folder: Path, address: str) -> str:
    """Return the address of the round's page: over HTTP, then from the disk."""
    return f"{address if request.param == 'http' else folder.as_uri()}/{URI}"


def focused(page: Page) -> str:
    """Return the classes of the element in focus, without the one that the theme adds to it."""
    return str(page.evaluate("document.activeElement.className")).removesuffix("focus-visible").strip()


def is_inside(page: Page, selector: str) -> bool:
    """Tell whether an element is wholly in the window."""
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"] + 1
        and box["y"] + box["height"] <= size["height"] + 1
    )


def test_the_head_leads_to_the_sentence_and_its_mark_says_why(url: str, tab: Watched) -> None:
    page = tab.page
    page.goto(url)
    told = page.locator(".prepsite-told")
    expect(told).to_contain_text("1 unverified, 1 retracted")
    told.get_by_text("in doubt").click()
    mark = page.get_by_role("button", name="unverified: show why")
    expect(mark).to_be_in_viewport()
    mark.click()
    popover = page.locator("[popover]:popover-open")
    expect(popover).to_contain_text("280 ms")
    expect(popover).to_contain_text("prepsite confirm nordhafen-lead-engineer/selection-day:")
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    page.locator(".prepsite-mark:not([class*='--']):visible").first.click()
    expect(popover).to_contain_text("Supported")
    popover.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/(projects|resumes|profile)/"))
    assert tab.errors == []


def test_tab_reaches_what_is_in_doubt_and_passes_the_rest(url: str, tab: Watched) -> None:
    page = tab.page
    page.goto(url)
    page.locator(".prepsite-told").get_by_text("in doubt").click()
    assert page.locator(".prepsite-mark:not([class*='--']):visible").count() > 5
    # From the summary of the question on: the next stops are what is in doubt, not sixty dots.
    page.locator("details.fold[open] > summary").first.focus()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert "prepsite-mark" not in stops
    assert [stop.rpartition("--")[2] for stop in stops if "prepsite-mark" in stop] == [
        "unverified",
        "retracted",
    ]
    page.locator(".prepsite-mark--unverified").focus()
    page.keyboard.press("Enter")
    popover = page.locator("[popover]:popover-open")
    expect(popover).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('[popover]'))")
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    assert "prepsite-mark--unverified" in focused(page)


def test_the_list_at_the_end_holds_every_claim_for_the_keyboard(url: str, tab: Watched) -> None:
    page = tab.page
    page.goto(url)
    count = int(page.locator(".prepsite-told").inner_text().split()[0])
    page.locator(".prepsite-claims__all > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".prepsite-claims__all button").count() == count
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[popover]:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.prepsite-claims__all button:first-child')")
    page.locator(".prepsite-claims__doubt > summary").click()
    listed = page.locator(".prepsite-claims__doubt > ol > li")
    assert listed.count() == 2
    expect(listed.first).to_contain_text(FALSE)


def test_all_of_it_works_without_scripts(chromium: Browser, url: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(url)
    page.locator(".prepsite-claims__doubt > summary").click()
    page.locator(".prepsite-claims__doubt").get_by_role("link", name=re.compile("^line")).first.click()
    mark = page.locator(".prepsite-mark--unverified")
    expect(mark).to_be_in_viewport()
    mark.click()
    expect(page.locator(".prepsite-source--unverified")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".prepsite-source--unverified")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 780)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_mark_opens_stays_on_the_screen(
    chromium: Browser, address: str, scheme: str, width: int, height: int
) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{URI}")
    page.locator(".prepsite-told").get_by_text("in doubt").click()
    marks = page.locator(".prepsite-mark:visible")
    assert marks.count() > 5
    for number in range(marks.count()):
        marks.nth(number).click()
        assert is_inside(page, "[popover]:popover-open")
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ratio = page.evaluate(CONTRAST, ".prepsite-mark--unverified")
    assert ratio >= 4.5
    context.close()


CONTRAST = """selector => {
  const light = color => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = Array.from(canvas.getImageData(0, 0, 1, 1).data).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const a = light(getComputedStyle(document.querySelector(selector)).color);
  const b = light(getComputedStyle(document.body).backgroundColor);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_what_is_in_doubt_is_bracketed_and_no_other_mark_is_left(
    chromium: Browser, address: str, tmp_path: Path, scheme: str, scripts: bool
) -> None:
    context = chromium.new_context(color_scheme=scheme, java_script_enabled=scripts)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{URI}")
    page.pdf(path=tmp_path / "out.pdf", format="A4")
    text = words(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "out.pdf").pages))
    assert f"⟦{FALSE}⟧ unverified ⟦{WITHDRAWN}⟧ retracted" in text
    assert text.count("⟦") == text.count("⟧") == 2
    assert re.search(r"\d+ claims: \d+ supported, .*1 unverified, 1 retracted", text)
    assert "2 claims not to say as they stand" in text
    assert "show" not in text.partition("claims: ")[0]
    assert "All sources" not in text
    page.emulate_media(media="print")
    assert page.locator(".prepsite-mark:visible, [popover]:visible, .prepsite-claims__all:visible").count() == 0
    word = page.locator(".prepsite-bracket__word").first
    style = word.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).fontWeight]")
    assert style == ["rgb(0, 0, 0)", "700"]
    context.close()


def test_the_panel_of_a_round_has_its_own_marks(address: str, tab: Watched) -> None:
    page = tab.page
    page.goto(
        f"{address}/applications/nordhafen-lead-engineer/interview-prep/index.html?interview_id=selection-day"
    )
    panel = page.locator(".prepsite-panel:not([hidden])")
    expect(panel.locator(".prepsite-told")).to_contain_text("1 unverified")
    panel.locator(".prepsite-told").get_by_text("in doubt").click()
    panel.locator(".prepsite-mark--unverified").click()
    expect(page.locator("[popover]:popover-open")).to_contain_text("280 ms")
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]')).map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert page.locator(f":is({IN_DOUBT})").count() == 2
