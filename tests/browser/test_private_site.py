"""Nothing leaves the machine, and nothing complains, on any page."""

from datetime import date
from pathlib import Path

import pytest
from browsing import BuiltSite, Watched
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_no_page_asks_another_host_or_complains(base: str, site: BuiltSite, tab: Watched) -> None:
    assert len(site.pages) > 15
    for uri in site.pages:
        tab.page.goto(f"{base}/{uri}")
        tab.page.wait_for_load_state("networkidle")
    own = "file:" if base.startswith("file:") else base
    assert [url for url in tab.requests if not url.startswith((own, "data:", "blob:", "about:"))] == []
    assert tab.errors == []


def test_search_finds_an_answer_and_nothing_private(base: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    tab.page.goto(f"{base}/index.html")
    tab.page.get_by_role("textbox", name="Search").click()
    tab.page.keyboard.type(first.questions[0].title, delay=2)
    expect(tab.page.locator(".md-search-result__item a").first).to_be_visible(timeout=10_000)
    addresses = tab.page.locator(".md-search-result__item a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert any(first.uri in address for address in addresses)
    assert tab.errors == []


def test_private_pages_are_not_in_the_search_index(site: BuiltSite) -> None:
    private = [uri for uri in site.pages if uri.endswith("private/index.html")]
    assert private
    for name in ("search_index.json", "search_index.js"):
        index = (site.folder / "search" / name).read_text(encoding="utf-8")
        assert not any(uri in index for uri in private)


def test_nothing_of_the_vault_is_published_but_pages(site: BuiltSite) -> None:
    kinds = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert ".md" not in kinds
    assert ".yml" not in kinds
    assert not list(site.folder.rglob("vault/*"))


def test_countdowns_go_by_the_vaults_fixed_day(over_http: str, site: BuiltSite, tab: Watched) -> None:
    tab.page.goto(f"{over_http}/index.html")
    today = tab.page.locator("meta[name=prepsite-today]").get_attribute("content")
    assert today is not None
    countdown = tab.page.locator("time[data-countdown]").first
    expect(countdown).to_be_visible()
    moment = countdown.get_attribute("datetime") or ""
    days = (date.fromisoformat(moment[:10]) - date.fromisoformat(today)).days
    expected = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days, f"in {days} days")
    assert countdown.inner_text() == expected


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_the_screen(over_http: str, site: BuiltSite, tab: Watched, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    for uri in site.pages:
        tab.page.goto(f"{over_http}/{uri}")
        wide = tab.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, uri


def test_every_link_between_pages_leads_somewhere(site: BuiltSite, over_http: str, tab: Watched) -> None:
    for uri in site.pages:
        tab.page.goto(f"{over_http}/{uri}")
        targets = tab.page.evaluate(
            "() => [...document.querySelectorAll('.md-content a[href]')]"
            ".map(a => [a.pathname, decodeURI(a.hash), a.host])"
        )
        host = over_http.removeprefix("http://")
        for path, anchor, to in targets:
            if to != host:
                continue
            file = Path(f"{site.folder}{path}")
            assert file.is_file(), f"{uri} → {path}"
            if anchor and file.suffix == ".html":
                assert f'id="{anchor[1:]}"' in file.read_text(encoding="utf-8"), f"{uri} → {path}{anchor}"
