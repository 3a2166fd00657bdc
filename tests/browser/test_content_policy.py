"""The policy of built pages in a real Chromium: what it stops, and that search works under it."""

import pytest
from browsing import BuiltSite, Watched
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What a hole in the sanitiser could put onto a page, and what would tell that it ran.
INJECTED = """() => {
  const script = document.createElement("script");
  script.textContent = "document.title = 'it ran'";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", `
    <img src="x" onerror="document.title = 'it ran'">
    <a id="acts" href="javascript:document.title = 'it ran'">x</a>
    <img src="http://127.0.0.1:9/pixel.png">
    <iframe src="http://127.0.0.1:9/"></iframe>
    <form id="form" action="http://127.0.0.1:9/"><input name="a" value="b"></form>`);
  document.querySelector("#acts").click();
  document.querySelector("#form").submit();
  fetch("http://127.0.0.1:9/").catch(() => {});
  try { new Function("document.title = 'it ran'")(); } catch { /* it is stopped */ }
}"""


def test_what_reaches_a_page_runs_loads_and_sends_nothing(base: str, tab: Watched) -> None:
    tab.page.goto(f"{base}/projects/index.html")
    assert tab.errors == []
    tab.page.evaluate(INJECTED)
    tab.page.wait_for_timeout(300)
    assert tab.page.title() != "it ran"
    assert tab.page.url == f"{base}/projects/index.html"
    # Chromium tells of a request also where the policy stops it: then nothing was sent.
    stopped = [text for text in tab.errors if "Content Security Policy" in text]
    assert len(stopped) >= 7, tab.errors


def test_search_works_under_it(base: str, site: BuiltSite, tab: Watched) -> None:
    deepest = max(site.pages, key=lambda uri: uri.count("/"))
    for uri in ("index.html", deepest):
        tab.page.goto(f"{base}/{uri}")
        tab.page.get_by_role("textbox", name="Search").click()
        tab.page.keyboard.type("interview")
        expect(tab.page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    assert tab.errors == []
    assert [to for to in tab.requests if not to.startswith((base, "data:", "blob:"))] == []
