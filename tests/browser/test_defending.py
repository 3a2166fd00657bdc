"""An application's review in a browser: the plot, its table, on a phone and on paper."""

import io
from pathlib import Path

import pytest
from browsing import Watched
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

URI = "applications/lindquell-engineering-lead/index.html"


def test_the_plot_is_drawn_named_and_told_as_a_table_without_a_script_or_a_complaint(
    base: str, tab: Watched
) -> None:
    page = tab.page
    page.goto(f"{base}/{URI}")
    plot = page.locator(".prepsite-plot > svg")
    assert plot.count() == 1
    named = page.get_by_role("img", name="Confidence by topic over 2 rounds")
    assert named.count() == 1
    marks = plot.locator(".prepsite-plot__mark, .prepsite-plot__low")
    rows = page.locator("#how-sure-you-were ~ table.prepsite-grid tbody tr")
    assert marks.count() == rows.count() == 10
    assert plot.locator(".prepsite-plot__low").count() == 2
    assert plot.locator("script").count() == 0
    box = plot.bounding_box()
    assert box is not None
    for mark in marks.all():
        found = mark.bounding_box()
        assert found is not None
        assert box["x"] <= found["x"] <= found["x"] + found["width"] <= box["x"] + box["width"]
    assert tab.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_page_and_names_in_the_plot_can_be_read(
    base: str, chromium: Browser, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{base}/{URI}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    name = page.locator(".prepsite-plot__name").first
    found = name.bounding_box()
    assert found is not None
    assert found["height"] >= 10
    text, below = name.evaluate(
        "el => [getComputedStyle(el).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert text != below
    labels = page.locator("table.prepsite-grid tbody td").first.evaluate(
        "el => getComputedStyle(el, '::before').content"
    )
    assert labels == '"Risk"'
    context.close()


def test_the_review_prints_with_its_plot_whole_and_in_black(
    base: str, chromium: Browser, tmp_path: Path
) -> None:
    pypdf = pytest.importorskip("pypdf")
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{base}/{URI}")
    page.emulate_media(media="print")
    assert (
        page.locator(".prepsite-plot__low").first.evaluate("el => getComputedStyle(el).stroke")
        == "rgb(0, 0, 0)"
    )
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    for said in (
        "Can you defend each line?",
        "Does anything contradict?",
        "Followed up?",
        "delegation",
        "went badly",
    ):
        assert said in text
    context.close()
