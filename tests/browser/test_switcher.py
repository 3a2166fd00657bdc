"""The drop-down of interviews on the single-page reference."""

import re

import pytest
from browsing import BuiltSite, Watched
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    """Return the ids of the panels that can be seen."""
    panels = page.locator(".prepsite-panel:visible")
    return [panels.nth(index).get_attribute("data-interview-id") or "" for index in range(panels.count())]


def test_choosing_an_interview_shows_its_prep_alone(base: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    page = tab.page
    page.goto(f"{base}/{first.reference_uri}")
    assert len(shown(page)) == 1
    assert shown(page) != [first.id]
    page.get_by_label("Interview", exact=True).select_option(first.id)
    expect(page).to_have_url(re.compile(rf"\?interview_id={first.id}(?:#|$)"))
    assert shown(page) == [first.id]
    assert tab.errors == []


def test_a_link_with_an_id_survives_reload_back_and_forward(base: str, site: BuiltSite, tab: Watched) -> None:
    first, second = site.several
    page = tab.page
    page.goto(f"{base}/{first.reference_uri}?interview_id={first.id}")
    assert shown(page) == [first.id]
    assert page.locator("select").input_value() == first.id
    page.get_by_label("Interview", exact=True).select_option(second.id)
    expect(page).to_have_url(re.compile(rf"\?interview_id={second.id}(?:#|$)"))
    page.reload()
    assert shown(page) == [second.id]
    page.go_back()
    expect(page.locator("select")).to_have_value(first.id)
    assert shown(page) == [first.id]
    page.go_forward()
    expect(page.locator("select")).to_have_value(second.id)
    assert shown(page) == [second.id]


def test_an_unknown_id_says_so_and_shows_what_there_is(base: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    tab.page.goto(f"{base}/{first.reference_uri}?interview_id=%3Cb%3Enobody")
    alert = tab.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert).to_contain_text("There is no interview “<b>nobody”")
    assert len(shown(tab.page)) == 1
    expect(tab.page.locator(".prepsite-switcher__list a").first).to_be_visible()


def test_without_scripts_there_is_a_list_of_pages_and_no_drop_down(
    chromium: Browser, base: str, site: BuiltSite
) -> None:
    first, _ = site.several
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{first.reference_uri}")
    expect(page.locator("select")).to_be_hidden()
    links = page.locator(".prepsite-switcher__list a")
    assert links.count() == page.locator("option").count()
    title = links.first.inner_text()
    links.first.click()
    assert page.url.endswith("/index.html")
    assert title.split(" · ")[0] in page.locator("h1").inner_text()
    context.close()


def test_a_link_to_a_folded_question_opens_it(base: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    tab.page.goto(f"{base}/{first.uri}#q2")
    expect(tab.page.locator("details.fold[open]")).to_have_count(1)
    expect(tab.page.locator("details.fold[open]").get_by_text(first.questions[1].answer[:60])).to_be_visible()


def test_a_link_into_another_interviews_panel_opens_the_panel(base: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    tab.page.goto(f"{base}/{first.reference_uri}#{first.id}_q1")
    assert shown(tab.page) == [first.id]
    opened = tab.page.locator(".prepsite-panel:visible details.fold[open]")
    expect(opened.get_by_text(first.questions[0].answer[:60])).to_be_visible()


def test_a_tick_in_the_roadmap_is_kept(over_http: str, site: BuiltSite, tab: Watched) -> None:
    first, _ = site.several
    box = tab.page.locator(".task-list-item input").first
    tab.page.goto(f"{over_http}/{first.uri}")
    expect(box).not_to_be_checked()
    box.check()
    tab.page.reload()
    expect(box).to_be_checked()


def test_a_card_of_the_home_page_opens_its_own_interview(base: str, site: BuiltSite, tab: Watched) -> None:
    """A card that opens some other round's prep would be worse than none."""
    page = tab.page
    page.goto(f"{base}/index.html")
    links = page.get_by_role("link", name="All on one page")
    assert links.count() > 2
    wanted = [(links.nth(n).get_attribute("href") or "").partition("interview_id=")[2] for n in range(3)]
    for number, interview in enumerate(wanted):
        page.goto(f"{base}/index.html")
        links.nth(number).click()
        page.wait_for_url("**/interview-prep/**")
        assert interview
        assert shown(page) == [interview]
