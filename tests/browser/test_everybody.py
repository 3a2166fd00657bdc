"""Without scripts, motion, colours or room: every page still reads."""

from collections.abc import Iterator

import pytest
from browsing import BuiltSite, Watched
from kinds import page_of_each_kind
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# What is longer than a blink, of all that is drawn.
MOVING = """() => [...document.querySelectorAll("*")].filter(each => {
  const style = getComputedStyle(each);
  const longest = value => Math.max(...value.split(",").map(part => parseFloat(part) || 0));
  return longest(style.transitionDuration) > 0.001 || longest(style.animationDuration) > 0.001;
}).map(each => each.className)"""

# Texts of the article that nothing shows, and that no fold hides: with scripts off, nobody gets at them.
UNREACHABLE = """() => [...document.querySelectorAll("article *")].filter(each => {
  const own = [...each.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return own && !each.checkVisibility() && !each.closest(
    "details, [popover], .prepsite-print-head, .prepsite-panel[hidden], script, style, title, desc, [hidden], "
    + ".prepsite-bracket__word, .prepsite-month__said, .prepsite-jump, .headerlink, .md-nav, noscript");
}).map(each => each.className + ": " + each.textContent.trim().slice(0, 60))"""

# Boxes that stick out of the page, without a frame that scrolls around them.
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    """Return a tab without JavaScript; Playwright's own evaluate still works in it."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_without_scripts_each_page_reads_and_leads_on(
    over_http: str, site: BuiltSite, scriptless: Page
) -> None:
    for kind, uri in page_of_each_kind(site).items():
        scriptless.goto(f"{over_http}/{uri}")
        assert scriptless.evaluate(UNREACHABLE) == [], kind
        # What can't work is not offered.
        assert not scriptless.locator(".md-search").is_visible(), kind
        assert scriptless.locator("select:visible, input[type=search]:visible").count() == 0, kind


def test_without_scripts_a_reference_leads_to_each_round(site: BuiltSite, scriptless: Page) -> None:
    scriptless.goto(f"{site.folder.as_uri()}/{site.several[0].reference_uri}")
    rounds = [each for each in site.rounds if each.application == site.several[0].application]
    for each in rounds:
        link = scriptless.locator(f".md-content a[href*='{each.id}/index.html']").first
        assert link.is_visible(), each.id


def test_nothing_moves_where_no_motion_is_wanted(over_http: str, site: BuiltSite, tab: Watched) -> None:
    tab.page.emulate_media(reduced_motion="reduce")
    for kind, uri in page_of_each_kind(site).items():
        tab.page.goto(f"{over_http}/{uri}")
        assert tab.page.evaluate(MOVING) == [], kind


def test_nothing_is_wider_than_a_page_at_400_per_cent(over_http: str, site: BuiltSite, tab: Watched) -> None:
    tab.page.set_viewport_size({"width": 320, "height": 640})
    for kind, uri in page_of_each_kind(site).items():
        tab.page.goto(f"{over_http}/{uri}")
        assert tab.page.evaluate(WIDE) <= 0, kind


def test_what_scrolls_by_itself_is_reached_by_keys(over_http: str, site: BuiltSite, tab: Watched) -> None:
    tab.page.set_viewport_size({"width": 320, "height": 640})
    tab.page.goto(f"{over_http}/handbook/vault.html")
    frames = tab.page.locator(".md-typeset__scrollwrap")
    wide = frames.evaluate_all("all => all.filter(f => f.scrollWidth > f.clientWidth).map(f => f.tabIndex)")
    assert wide
    assert set(wide) == {0}


def test_in_the_systems_own_colours_marks_and_badges_keep_their_signs(
    over_http: str, site: BuiltSite, tab: Watched
) -> None:
    tab.page.emulate_media(forced_colors="active")
    tab.page.goto(f"{over_http}/{site.several[0].uri}")
    mark = tab.page.locator(".prepsite-mark:not([class*='--'])").first
    drawn = mark.evaluate("each => getComputedStyle(each, '::before').backgroundColor")
    assert drawn not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    tab.page.goto(f"{over_http}/{page_of_each_kind(site)['application']}")
    level = tab.page.locator(".prepsite-level").first
    assert level.inner_text().strip()
    assert level.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"


def test_each_sign_on_a_page_has_its_word(over_http: str, site: BuiltSite, tab: Watched) -> None:
    """Colour is never the only sign: a mark says its status, a notice its kind, a plot's mark its shape."""
    tab.page.goto(f"{over_http}/{site.several[0].uri}")
    names = tab.page.locator(".prepsite-mark").evaluate_all(
        "all => all.filter(m => !(m.getAttribute('aria-label') || m.textContent).trim()).length"
    )
    assert names == 0
    tab.page.goto(f"{over_http}/{page_of_each_kind(site)['application']}")
    assert tab.page.locator(".prepsite-notice").evaluate_all(
        "all => all.every(n => n.querySelector('.prepsite-notice__label').textContent.trim())"
    )
    shapes = tab.page.locator("svg .prepsite-plot__low, svg .prepsite-plot__mark").evaluate_all(
        "all => all.map(m => m.classList[0] + ' ' + m.tagName)"
    )
    assert set(shapes) == {"prepsite-plot__low path", "prepsite-plot__mark circle"}
