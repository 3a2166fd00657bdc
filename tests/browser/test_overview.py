"""The first page, tables and lists that sort and filter, the calendar: as somebody uses them."""

import re
import statistics

import pytest
from browsing import BuiltSite, Watched
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

APPLICATIONS, QUESTIONS, CALENDAR = "applications/index.html", "questions/index.html", "calendar/index.html"
OVERVIEWS = (
    "index.html",
    APPLICATIONS,
    QUESTIONS,
    CALENDAR,
    "story-use/index.html",
    "resume-matrix/index.html",
)


def first_cells(page: Page) -> list[str]:
    """Return the names of the rows that can be seen, in their order."""
    return page.locator("tr[data-row]:visible th").all_inner_texts()


def counted(page: Page) -> Locator:
    """Return what tells how many rows are shown."""
    return page.locator(".prepsite-filters__count")


def test_sorting_by_a_heading_is_told_kept_on_reload_and_undone_by_back(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{APPLICATIONS}")
    as_it_was = first_cells(page)
    button = page.get_by_role("button", name="Application", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    heading = page.locator("th[data-key=name]")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    up = first_cells(page)
    assert up == sorted(up, key=str.casefold)
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert first_cells(page) == up[::-1]
    expect(page).to_have_url(re.compile(r"\?sort=name&order=down$"))
    page.reload()
    assert first_cells(page) == up[::-1]
    page.go_back()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(heading).not_to_have_attribute("aria-sort", re.compile("."))
    assert first_cells(page) == as_it_was
    assert tab.errors == []


def test_rows_without_a_value_stand_last_whichever_way(over_http: str, tab: Watched) -> None:
    page = tab.page
    for order in ("up", "down"):
        page.goto(f"{over_http}/{APPLICATIONS}?sort=next&order={order}")
        dates = page.locator("tr[data-row]").evaluate_all(
            "rows => rows.map(row => row.cells[4].dataset.sort || '')"
        )
        assert "" in dates
        filled = [each for each in dates if each]
        assert dates == [*filled, *[""] * (len(dates) - len(filled))]
        assert filled == sorted(filled, reverse=order == "down")


def test_filters_are_kept_when_one_follows_a_link_and_comes_back(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{APPLICATIONS}")
    count = page.locator("tr[data-row]").count()
    expect(counted(page)).to_have_text(f"{count} applications")
    page.get_by_label("Status").select_option("rejected")
    expect(counted(page)).to_have_text(f"1 of {count} applications")
    (name,) = first_cells(page)
    page.get_by_role("link", name=name).first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Status")).to_have_value("rejected")
    assert first_cells(page) == [name]
    page.get_by_label("Find words").fill("nobody has this word")
    expect(counted(page)).to_have_text("No application fits. Choose less, or clear the filters.")
    page.get_by_role("button", name="Clear filters").click()
    expect(counted(page)).to_have_text(f"{count} applications")
    assert "status" not in page.url
    assert tab.errors == []


def test_a_bar_of_the_pipeline_leads_to_the_applications_it_counts(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/index.html")
    page.locator(".prepsite-bar").get_by_role("link", name="Interviewing").click()
    expect(page.get_by_label("Status")).to_have_value("interviewing")
    assert len(first_cells(page)) == 1
    assert tab.errors == []


def test_questions_are_filtered_by_all_at_once_and_the_address_says_so(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{QUESTIONS}")
    rows = page.locator("[data-row]:visible")
    everything = rows.count()
    page.get_by_label("From", exact=True).select_option("asked")
    page.get_by_label("Tag", exact=True).select_option("technical")
    page.get_by_label("Confidence").select_option("badly")
    page.get_by_label("Find words").fill("PAID client")
    expect(counted(page)).to_have_text(f"1 of {everything} questions")
    expect(rows).to_contain_text(["From the team: a client times out"])
    expect(page).to_have_url(re.compile(r"[?&]text="))
    wanted = "entry=asked", "tag=technical", "confidence=badly", "text=PAID+client"
    assert all(each in page.url for each in wanted)
    page.reload()
    expect(rows).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Confidence")).to_have_value("")
    expect(page.get_by_label("Tag", exact=True)).to_have_value("technical")
    assert tab.errors == []


def test_a_question_of_the_bank_leads_to_its_own_place(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{QUESTIONS}?entry=predicted")
    link = page.locator("[data-row]:visible a").nth(1)
    words = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/interview-prep/[\w-]+/index\.html#q\d$"))
    target = page.locator(page.url[page.url.index("#") :])
    expect(target).to_be_visible()
    expect(target).to_contain_text(words)


def test_two_thousand_questions_are_filtered_in_less_time_than_one_notices(
    over_http: str, site: BuiltSite, tab: Watched
) -> None:
    page = tab.page
    text = (site.folder / QUESTIONS).read_text(encoding="utf-8")
    start, end = (
        text.index("<li data-row"),
        text.rindex("</li>", 0, text.index("</ul>", text.rindex("<li data-row"))),
    )
    rows = text[start : end + len("</li>")]
    copies = -(-2000 // rows.count("<li data-row"))
    page.route(f"**/{QUESTIONS}", lambda route: route.fulfill(body=text[:start] + rows * copies + text[end:]))
    page.goto(f"{over_http}/{QUESTIONS}")
    assert page.locator("[data-row]").count() >= 2000
    took = page.evaluate(
        """() => ["a", "payment", "ledger team", "zz", "client", ""].map(words => {
            const field = document.querySelector("#prepsite-text");
            field.value = words;
            const began = performance.now();
            field.dispatchEvent(new Event("input"));
            document.body.offsetHeight;
            return performance.now() - began;
        })"""
    )
    assert statistics.median(took) < 100, took


def test_without_scripts_everything_is_there_and_nothing_asks_to_be_used(
    chromium: Browser, over_http: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{over_http}/{APPLICATIONS}")
    expect(page.locator(".prepsite-filters")).to_be_hidden()
    assert page.locator("tr[data-row]:visible").count() == page.locator("tr[data-row]").count() > 2
    assert page.locator("th button").count() == 0
    page.goto(f"{over_http}/{CALENDAR}")
    expect(page.locator(".prepsite-calendar__controls")).to_be_hidden()
    assert page.locator("table[data-month]:visible").count() == page.locator("table[data-month]").count() > 1
    context.close()


def shown_month(page: Page) -> str:
    """Return the month that is shown, which is one alone."""
    months = page.locator("table[data-month]:visible")
    assert months.count() == 1
    return months.get_attribute("data-month") or ""


def test_the_calendar_turns_its_pages_by_keys_and_says_which_month_it_is(base: str, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{CALENDAR}")
    assert shown_month(page) == "2026-03"
    expect(page.locator("[aria-current=date]:visible")).to_have_attribute("data-date", "2026-03-10")
    page.locator("table[data-month]:visible a").first.focus()
    page.keyboard.press("PageUp")
    assert shown_month(page) == "2026-02"
    expect(page.locator(".prepsite-calendar__shown")).to_contain_text("February 2026")
    assert page.evaluate("document.activeElement.closest('[data-month]').dataset.month") == "2026-02"
    page.keyboard.press("Home")
    assert shown_month(page) == "2026-03"
    page.go_back()
    assert shown_month(page) == "2026-02"
    page.reload()
    assert shown_month(page) == "2026-02"
    page.get_by_role("button", name="Month after").click()
    assert shown_month(page) == "2026-03"
    expect(page.get_by_role("button", name="Month after")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    assert shown_month(page) == "2026-03"
    expect(page.get_by_role("button", name="Month after")).to_be_focused()
    assert tab.errors == []


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_overview_is_wider_than_its_screen(over_http: str, tab: Watched, width: int) -> None:
    page = tab.page
    page.set_viewport_size({"width": width, "height": 900})
    for uri in OVERVIEWS:
        page.goto(f"{over_http}/{uri}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, uri
        assert page.locator(".prepsite-part").first.is_visible(), uri
    assert tab.errors == []
    assert all(url.startswith(over_http) for url in tab.requests)


def test_the_next_interview_stands_first_and_counts_down(base: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/index.html")
    following = page.locator(".prepsite-part").first
    expect(following.get_by_role("heading", level=3)).to_have_text("Technical screen at Kestrel Grid")
    expect(following.locator("time[data-countdown]")).to_have_text("in 2 days")
    following.get_by_role("link", name="Open its prep").click()
    expect(page.locator("h1")).to_have_text("Technical screen at Kestrel Grid")
    assert tab.errors == []


def test_search_finds_a_question_by_its_words_and_leads_to_it(base: str, site: BuiltSite, tab: Watched) -> None:
    page, first = tab.page, site.several[0]
    question = first.questions[1].title
    page.goto(f"{base}/index.html")
    page.keyboard.press("/")
    page.keyboard.type(" ".join(question.split()[:9]))
    result = page.locator(f'.md-search-result__link[href*="{first.uri}"][href*="#q2"]').first
    expect(result).to_be_visible()
    result.click()
    expect(page).to_have_url(re.compile(r"#q2$"))
    target = page.locator("#q2")
    expect(target).to_contain_text(question[:40])
    expect(target).to_be_in_viewport()
    assert tab.errors == []


def test_search_finds_each_question_at_one_place_only(site: BuiltSite) -> None:
    text = (site.folder / "search/search_index.json").read_text(encoding="utf-8")
    for each in site.rounds[:3]:
        place = f'{each.uri}#q1"'
        assert text.count(place) == 1
        assert f'{each.reference_uri}#{each.id}_q1"' not in text
    assert "questions/index.html#" not in text
    assert len(text) < 250_000
