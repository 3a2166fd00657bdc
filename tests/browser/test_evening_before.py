"""The evening before: an interview's page as a tool, by keyboard, mouse and finger, and without scripts."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from browsing import BuiltSite, Watched, copy_search, mkdocs, watch
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

OPEN = ".prepsite-question[data-question][open]"


def questions(page: Page) -> Locator:
    """Return the cards of predicted questions that can be seen."""
    return page.locator(".prepsite-question[data-question]:visible")


def scheduled(site: BuiltSite) -> str:
    """Return the uri of a round that is to come on a day that is known, with a roadmap."""
    for found in site.rounds:
        text = (site.folder / found.uri).read_text(encoding="utf-8")
        if re.search(r'data-start="\d', text):
            return found.uri
    raise AssertionError("the demo vault has no such round")


def opened_numbers(page: Page) -> list[int]:
    """Return which of the questions are open, from 0."""
    found: list[int] = page.evaluate(
        "() => [...document.querySelectorAll('.prepsite-question[data-question]')]"
        ".filter(card => card.offsetParent).flatMap((card, n) => card.open ? [n] : [])"
    )
    return found


def test_keys_step_through_the_questions(base: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{site.several[0].uri}")
    last = questions(page).count() - 1
    expect(page.locator(OPEN)).to_have_count(0)
    page.keyboard.press("j")
    assert opened_numbers(page) == [0]
    page.keyboard.press("j")
    assert opened_numbers(page) == [1]
    expect(questions(page).nth(1).locator("summary")).to_be_focused()
    page.keyboard.press("k")
    assert opened_numbers(page) == [0]
    page.keyboard.press("k")
    assert opened_numbers(page) == [0]
    page.keyboard.press("o")
    assert opened_numbers(page) == list(range(last + 1))
    page.keyboard.press("o")
    assert opened_numbers(page) == []
    assert tab.errors == []


def test_keys_are_listed_and_can_be_switched_off(base: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{site.several[0].uri}")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert dialog.locator("kbd").all_inner_texts()[:5] == ["j", "k", "r", "o", "?"]
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    assert opened_numbers(page) == []
    page.reload()
    page.keyboard.press("j")
    assert opened_numbers(page) == []


def test_typing_in_the_search_opens_nothing(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{over_http}/{site.several[0].uri}")
    page.keyboard.press("/")
    box = page.get_by_role("textbox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("jkro?")
    expect(box).to_have_value("jkro?")
    assert opened_numbers(page) == []


def test_the_themes_own_keys_still_lead_to_the_next_round(
    over_http: str, site: BuiltSite, tab: Watched
) -> None:
    page = tab.page
    uri = next(r.uri for r in site.rounds if 'rel="next"' in (site.folder / r.uri).read_text(encoding="utf-8"))
    page.goto(f"{over_http}/{uri}")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: not url.endswith(uri))


def test_all_open_and_all_closed_by_button(base: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{site.several[0].uri}")
    section = page.locator(".prepsite-section--predicted_questions")
    section.get_by_role("button", name="Open all").click()
    expect(section.locator("details[open]")).to_have_count(questions(page).count())
    section.get_by_role("button", name="Close all").click()
    expect(section.locator("details[open]")).to_have_count(0)


def test_kind_and_speaking_time_show_while_folded_and_the_parts_of_a_story_when_open(
    base: str, site: BuiltSite, tab: Watched
) -> None:
    page = tab.page
    page.goto(f"{base}/{site.several[0].uri}")
    for card in questions(page).all():
        badges = card.locator(".prepsite-badge:visible").all_inner_texts()
        assert len(badges) == 2
        assert re.fullmatch(r"about \d+ seconds", badges[1])
    page.keyboard.press("o")
    story = page.locator(".prepsite-question:has(.prepsite-piece--situation)").first
    labels = story.locator(".prepsite-piece > p:first-child").all_inner_texts()
    assert labels == [
        "Why likely", "Situation", "Task", "Action", "Result", "Evidence", "They may go on with"
    ]  # fmt: skip


def test_ticks_progress_and_what_is_next_survive_a_reload(base: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    page.goto(f"{base}/{scheduled(site)}")
    boxes = page.locator(".prepsite-section--prep_plan .prepsite-task")
    count = boxes.count()
    progress = page.locator(".prepsite-section--prep_plan > .prepsite-sum .prepsite-progress")
    expect(progress).to_have_text(f"0 of {count} done")
    following = page.locator(".prepsite-tonight__task a")
    first = following.inner_text()
    boxes.first.get_by_role("checkbox").check()
    # A click on the words ticks, too.
    boxes.nth(1).locator(".prepsite-task__body > div").click(position={"x": 2, "y": 4})
    expect(progress).to_have_text(f"2 of {count} done")
    assert following.inner_text() != first
    page.reload()
    expect(boxes.first.get_by_role("checkbox")).to_be_checked()
    expect(boxes.nth(1).get_by_role("checkbox")).to_be_checked()
    expect(progress).to_have_text(f"2 of {count} done")
    reset = page.get_by_role("button", name="Untick all").first
    reset.click()
    expect(progress).to_have_text(f"0 of {count} done")
    page.get_by_role("button", name="Undo").first.click()
    expect(progress).to_have_text(f"2 of {count} done")
    assert tab.errors == []


def test_page_and_panel_remember_the_same(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    first = site.several[0]
    page.goto(f"{over_http}/{first.uri}")
    page.locator(".prepsite-task input").first.check()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.goto(f"{over_http}/{first.reference_uri}?interview_id={first.id}")
    expect(page.locator(".prepsite-task:visible input").first).to_be_checked()
    expect(questions(page).first.locator("[data-rehearsed]")).to_be_visible()


def test_what_fits_goes_by_the_days_that_are_left(over_http: str, site: BuiltSite, tab: Watched) -> None:
    page = tab.page
    uri = scheduled(site)
    page.goto(f"{over_http}/{uri}")
    fit = page.locator("[data-fit]")
    expect(fit).to_have_text(re.compile(r"^(\d+ days? left|Today): (everything fits|musts only|the musts )"))
    text = (site.folder / uri).read_text(encoding="utf-8")
    moment = re.search(r'data-start="([^"]+)"', text)
    assert moment is not None

    def shown_at(minutes: int) -> str:
        """Open the page on a machine whose clock is so many minutes before the interview; no day is fixed."""
        page.route("**/*.html", lambda route: route.fulfill(body=_without_fixed_day(text)))
        page.clock.set_fixed_time(datetime.fromisoformat(moment[1]) - timedelta(minutes=minutes))
        page.goto(f"{over_http}/{uri}")
        return fit.inner_text()

    assert shown_at(9 * 24 * 60).startswith("9 days left: everything fits, ")
    assert re.match(r"95 minutes left: (musts only|the musts take|everything fits)", shown_at(95))
    assert "the musts take" in shown_at(5)
    later = page.locator(".prepsite-task__later:visible").count()
    assert (
        later == page.locator(".prepsite-section--prep_plan .prepsite-task:not([data-priority=must])").count()
    )
    expect(page.locator(".prepsite-countdown").first).to_have_text("in 5 minutes")
    assert shown_at(-10) == page.locator("[data-fit]").inner_text()
    assert "left" not in fit.inner_text()


def _without_fixed_day(text: str) -> str:
    return re.sub(r'<meta name="prepsite-today"[^>]*>', "", text)


def test_a_reader_elsewhere_sees_their_own_time_too(chromium: Browser, over_http: str, site: BuiltSite) -> None:
    for zone, shown in (("America/New_York", True), ("Europe/Berlin", False)):
        context = chromium.new_context(timezone_id=zone)
        page = context.new_page()
        page.goto(f"{over_http}/{scheduled(site)}")
        local = page.locator(".prepsite-head .prepsite-local").first
        expect(local).to_be_visible() if shown else expect(local).to_be_hidden()
        context.close()


def test_evidence_is_previewed_by_keyboard_and_under_the_pointer(
    base: str, site: BuiltSite, tab: Watched
) -> None:
    page = tab.page
    page.goto(f"{base}/{site.several[0].uri}")
    page.keyboard.press("j")
    link = page.locator(f"{OPEN} .prepsite-piece--evidence a").first
    card = page.locator(f"[id='{link.get_attribute('data-card')}']")
    expect(card).to_be_hidden()
    page.keyboard.press("Tab")
    for _ in range(30):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(card).to_be_visible()
    assert card.locator("p").count() > 2
    assert card.get_by_role("link").get_attribute("href") == link.get_attribute("href")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("h1").click()
    link.hover()
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    assert tab.errors == []


def test_a_tap_previews_before_it_follows(chromium: Browser, over_http: str, site: BuiltSite) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{over_http}/{site.several[0].uri}")
    link = page.locator(".prepsite-task a[data-card]").first
    link.tap()
    card = page.locator(f"[id='{link.get_attribute('data-card')}']")
    expect(card).to_be_visible()
    assert page.url.endswith(site.several[0].uri)
    card.get_by_role("link").tap()
    page.wait_for_url(lambda url: site.several[0].uri not in url)
    context.close()


def test_on_a_phone_a_bar_of_sections_stays_in_sight(chromium: Browser, base: str, site: BuiltSite) -> None:
    for scripts in (True, False):
        context = chromium.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{base}/{site.several[0].uri}")
        bar = page.get_by_role("navigation", name="Sections of this round")
        bar.get_by_role("link", name="Deep dives").click()
        heading = page.locator("h2", has_text="Deep dives")
        expect(bar).to_be_in_viewport()
        expect(heading).to_be_in_viewport()
        under, top = bar.bounding_box(), heading.bounding_box()
        assert under is not None
        assert top is not None
        assert under["y"] + under["height"] <= top["y"] + 1
        context.close()


def test_without_scripts_answers_open_sources_open_and_minutes_are_told(
    chromium: Browser, base: str, site: BuiltSite
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{scheduled(site)}")
    assert re.search(r"\d+ min", page.locator("[data-fit]").inner_text())
    for phase in page.locator(".prepsite-phase[data-phase] .prepsite-sum").all():
        assert re.search(r"\d+ (h|min)", phase.inner_text()) or phase.inner_text() == ""
    expect(page.locator(".prepsite-tools").first).to_be_hidden()
    card = questions(page).first
    card.locator("summary").click()
    expect(card.locator(".prepsite-piece--why")).to_be_visible()
    peek = card.locator("[data-card] + button").first
    peek.click()
    expect(page.locator(f"[id='{peek.get_attribute('popovertarget')}']")).to_be_visible()
    context.close()


def test_a_printed_page_has_all_answers_and_boxes_as_they_were_ticked(
    over_http: str, site: BuiltSite, tab: Watched
) -> None:
    page = tab.page
    page.goto(f"{over_http}/{scheduled(site)}")
    boxes = page.locator(".prepsite-task input")
    boxes.first.check()
    page.emulate_media(media="print")
    marks = boxes.evaluate_all("boxes => boxes.map(box => getComputedStyle(box, '::after').content)")
    assert marks[0] == '"✕"'
    assert set(marks[1:]) == {"none"}
    for part in (".prepsite-tools", ".prepsite-jump", ".prepsite-rehearse", ".prepsite-tonight"):
        assert page.locator(f"{part}:visible").count() == 0, part
    expect(page.locator(".prepsite-join")).to_be_visible()


@pytest.fixture(scope="module")
def edited_site(tmp_path_factory: pytest.TempPathFactory, site: BuiltSite) -> tuple[Path, BuiltSite]:
    """Return a copy of the search with its prep, to be edited and built again."""
    folder = copy_search(tmp_path_factory.mktemp("edited") / "search")
    for found in site.rounds:
        name = Path("applications", found.application, "interviews", found.id, "prep.md")
        (folder / "vault" / name).write_bytes((site.folder.parent / "vault" / name).read_bytes())
    return folder, site


def test_an_edited_answer_is_no_longer_rehearsed_and_an_edited_task_no_longer_done(
    chromium: Browser, edited_site: tuple[Path, BuiltSite], over_http: str
) -> None:
    folder, site = edited_site
    first = site.several[0]
    context = chromium.new_context()
    tab = watch(context.new_page())
    page = tab.page
    page.goto(f"{over_http}/{first.uri}")
    for number in (0, 1):
        card = questions(page).nth(number)
        card.locator("summary").click()
        card.get_by_role("button", name="Rehearsed").click()
        expect(card.locator("[data-rehearsed]")).to_be_visible()
    total = questions(page).count()
    expect(page.locator("[data-rehearsed-count]")).to_have_text(f"2 of {total} rehearsed")
    boxes = page.locator(".prepsite-section--prep_plan .prepsite-task input")
    boxes.nth(0).check()
    boxes.nth(1).check()

    prep = folder / "vault" / "applications" / first.application / "interviews" / first.id / "prep.md"
    text = prep.read_text(encoding="utf-8")
    ending = re.search(r"\*\*(?:Result|Answer)\.\*\* (\S+)", text)
    assert ending is not None
    text = text[: ending.start(1)] + "Certainly, " + text[ending.start(1) :]
    text = re.sub(r"(?m)^(- \[ \] \*\*[^*]+\*\* )", r"\1Tonight: ", text, count=1)
    prep.write_text(text, encoding="utf-8")
    done = mkdocs(folder, "build")
    assert done.returncode == 0, done.stderr
    rebuilt = (folder / "site" / first.uri).read_text(encoding="utf-8")
    page.route(f"**/{first.uri}", lambda route: route.fulfill(body=rebuilt))
    page.reload()

    expect(questions(page).nth(0).locator("[data-changed]")).to_have_text("changed since you rehearsed it")
    expect(questions(page).nth(0).locator("[data-rehearsed]")).to_be_hidden()
    expect(questions(page).nth(1).locator("[data-rehearsed]")).to_be_visible()
    expect(page.locator("[data-rehearsed-count]")).to_have_text(f"1 of {total} rehearsed")
    expect(boxes.nth(0)).not_to_be_checked()
    expect(boxes.nth(1)).to_be_checked()
    assert tab.errors == []
    context.close()
