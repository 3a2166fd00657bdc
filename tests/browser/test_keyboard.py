"""The keyboard alone does everything: each stop is seen, nothing traps, and each journey ends."""

from collections.abc import Callable

import pytest
from browsing import BuiltSite, Watched
from kinds import page_of_each_kind
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) { return null; }
  const drawn = at.matches(".md-option") ? at.nextElementSibling : at;
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  return {
    name: at.tagName + " " + (at.getAttribute("aria-label") || at.textContent || at.id).trim().slice(0, 60),
    ringed: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    shown: box.width > 0 && box.height > 0 && style.visibility !== "hidden" && box.right > 0
      && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


def _stops(page: Page, most: int) -> list[dict[str, object]]:
    """Press Tab until the page is left; return each stop."""
    stops: list[dict[str, object]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"still on the page after {most} stops, last at {stops[-3:]}")


def _tab_to(page: Page, is_there: Callable[[], bool], most: int = 500) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError(f"not reached in {most} stops, last at {page.evaluate(FOCUSED)} of {page.url}")


def _focus_is(page: Page, selector: str) -> Callable[[], bool]:
    return lambda: bool(page.evaluate("s => document.activeElement.matches(s)", selector))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ["home", "applications", "application", "own"])
def test_each_stop_is_seen_and_the_page_can_be_left(
    over_http: str, site: BuiltSite, tab: Watched, kind: str, width: int
) -> None:
    page = tab.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{over_http}/{page_of_each_kind(site)[kind]}")
    stops = _stops(page, 400)
    assert stops[0]["name"] == "A Skip to content"
    assert [stop["name"] for stop in stops if not stop["ringed"]] == []
    assert [stop["name"] for stop in stops if not stop["shown"]] == []


def test_the_skip_link_leads_to_the_content(over_http: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_from_home_to_a_ticked_task_and_the_next_round(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/index.html")
    _tab_to(page, _focus_is(page, ".md-content a[href*='interview-prep/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/interview-prep/**")

    _tab_to(page, _focus_is(page, ".task-list-item input"))
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")

    _tab_to(page, _focus_is(page, "details:has(.prepsite-mark) > summary"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")

    # Marks in the text are no stops, or a page would have a hundred: the list at the end has them all.
    _tab_to(page, _focus_is(page, ".prepsite-claims__all > summary"))
    page.keyboard.press("Enter")
    _tab_to(page, _focus_is(page, ".prepsite-claims__all button"), 2)
    page.keyboard.press("Enter")
    expect(page.locator("[popover]:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[popover]:popover-open")).to_have_count(0)
    assert _focus_is(page, ".prepsite-claims__all button")()

    start = f"{over_http}/{site.several[0].uri}"
    page.goto(start)
    _tab_to(page, _focus_is(page, ".md-content a[rel=next], .md-content a[rel=prev]"))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != start)
    assert tab.errors == []


def test_the_drop_down_by_arrows(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/{site.several[0].reference_uri}")
    _tab_to(page, _focus_is(page, "select"))
    before = page.locator(".prepsite-panel:not([hidden])").get_attribute("data-interview-id")
    page.keyboard.press(
        "ArrowDown" if page.evaluate("document.activeElement.selectedIndex === 0") else "ArrowUp"
    )
    after = page.locator(".prepsite-panel:not([hidden])").get_attribute("data-interview-id")
    assert before != after


def test_search_and_back(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("ledger")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=10_000)
    page.keyboard.press("ArrowDown")
    assert _focus_is(page, ".md-search-result__link")()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).not_to_be_visible()


def test_the_menu_of_a_phone(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{over_http}/{page_of_each_kind(site)['application']}")
    _tab_to(page, _focus_is(page, "button[for=__drawer]"), 5)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    _tab_to(page, _focus_is(page, ".md-sidebar--primary a"))
    page.keyboard.press("Escape")
    assert _focus_is(page, "button[for=__drawer]")()
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"


def test_filters_sorting_and_the_calendar_by_tab_and_arrows(over_http: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/questions/index.html")
    rows = page.locator("[data-row]:visible")
    everything = rows.count()
    _tab_to(page, _focus_is(page, ".prepsite-filters input"))
    page.keyboard.type("ledger")
    expect(rows).not_to_have_count(everything)
    _tab_to(page, _focus_is(page, ".prepsite-filters select"), 3)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") != ""
    _tab_to(page, _focus_is(page, "[data-row] a"), 12)
    page.goto(f"{over_http}/applications/index.html")
    _tab_to(page, _focus_is(page, "th[data-key] button"))
    page.keyboard.press("Space")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    page.goto(f"{over_http}/calendar/index.html")
    _tab_to(page, _focus_is(page, ".prepsite-calendar button:not([aria-disabled=true])"))
    before = page.locator("table[data-month]:visible").get_attribute("data-month")
    page.keyboard.press("Enter")
    assert page.locator("table[data-month]:visible").get_attribute("data-month") != before
    assert tab.errors == []
