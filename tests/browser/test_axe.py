"""axe-core finds nothing to complain of: on no kind of page, in no scheme, at no width, opened or shut."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe import violations
from browsing import BuiltSite
from kinds import page_of_each_kind
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1440, 390)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a tab in which nothing moves: a colour half on its way has no contrast to speak of."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _complaints(page: Page, width: int, state: str) -> list[str]:
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
        )
        found += [f"{state}, {width} px, {scheme}: {line}" for line in violations(page)]
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_no_kind_of_page_has_a_violation(over_http: str, site: BuiltSite, page: Page, width: int) -> None:
    kinds = page_of_each_kind(site)
    assert {"home", "applications", "application", "reference", "interview with prep", "project"} <= set(kinds)
    assert {"projects", "resume", "resumes", "profile", "private", "problems", "own", "not found"} <= set(kinds)
    page.set_viewport_size({"width": width, "height": 900})
    complaints = []
    for kind, uri in kinds.items():
        page.goto(f"{over_http}/{uri}")
        complaints += _complaints(page, width, kind)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_that_opens_has_a_violation(over_http: str, site: BuiltSite, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{over_http}/{site.several[0].uri}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.locator(".prepsite-mark").first.click()
    complaints = _complaints(page, width, "folds and a source open")

    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("ledger")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    complaints += _complaints(page, width, "search open")
    page.keyboard.press("Escape")
    if width < 1000:
        page.get_by_role("button", name="Menu").click()
        complaints += _complaints(page, width, "menu open")
    assert not complaints, "\n".join(complaints)
