"""Pages stand still: nothing moves once something is shown, and none is heavy."""

import pytest
from browsing import BuiltSite
from kinds import page_of_each_kind
from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

RECORD = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.moved.push([entry.value, ...entry.sources.map((source) => source.node && source.node.className)]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
# Two frames later whatever was observed has been told.
SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)));
})"""
HEAVIEST = 150_000


@pytest.mark.parametrize(
    "size", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["wide", "phone"]
)
def test_nothing_moves_while_a_page_loads(
    chromium: Browser, over_http: str, site: BuiltSite, size: ViewportSize
) -> None:
    moved = {}
    context = chromium.new_context(viewport=size)
    context.add_init_script(RECORD)
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    for kind, uri in page_of_each_kind(site).items():
        page.goto(f"{over_http}/{uri}")
        page.evaluate(SETTLED)
        moved[kind] = page.evaluate("window.moved")
    context.close()
    assert {kind: found for kind, found in moved.items() if found} == {}


def test_the_page_of_an_interview_is_light(site: BuiltSite) -> None:
    sizes = {each.uri: (site.folder / each.uri).stat().st_size for each in site.rounds}
    assert {uri: size for uri, size in sizes.items() if size > HEAVIEST} == {}
