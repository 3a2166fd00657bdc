"""A round as one HTML file, opened from the disk on a phone without network: readable, whole, quiet."""

import re
from pathlib import Path

import pytest
from axe import violations
from browsing import BuiltSite, watch
from playwright.sync_api import Browser, Page
from prepared_rounds import Round
from test_print import missing_from, words

from prepsite.paper.printing import Press
from prepsite.vault.layout import Workspace

_WORD = re.compile(r"\w{3,}")
# Markers, references and the labels of boxes to tick.
_UNSAID = re.compile(r"<!--.*?-->|\[[a-z]+(?:[:/][^\]\n]+)?\]|[*_`\\]")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a round of the demo."""
    first, _ = site.several
    press = Press(Workspace.at(site.folder.parent))
    (chosen,) = press.rounds((f"{first.application}/{first.id}",), following=False, every=False)
    path = tmp_path_factory.mktemp("phone") / "round.html"
    path.write_bytes(press.webpage(chosen).content)
    return path


def _wide(page: Page) -> list[str]:
    """Return what stands wider than the screen, but for what scrolls by itself."""
    found = page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
            .filter(e => !e.closest("nav, .wide") && e.getBoundingClientRect().right > innerWidth + 1
                && !e.classList.contains("skip"))
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    return [str(each) for each in found]


def _said(site: BuiltSite, found: Round) -> set[str]:
    """Return the words of a round's prep and of base prep, as their files have them."""
    folder = site.folder.parent / "vault" / "applications" / found.application
    texts = [
        path.read_text(encoding="utf-8")
        for path in (folder / "prep.md", folder / "interviews" / found.id / "prep.md")
    ]
    bodies = [_UNSAID.sub(" ", text.split("\n---\n", 1)[1]) for text in texts]
    return {word for body in bodies for word in _WORD.findall(words(body))}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_without_network_shows_all_of_it(
    chromium: Browser, site: BuiltSite, file: Path, scheme: str
) -> None:
    first, _ = site.several
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        offline=True,
    )
    watched = watch(context.new_page())
    page = watched.page
    page.goto(file.as_uri())
    assert watched.requests == [file.as_uri()]
    assert watched.errors == []
    assert " at " in page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert _wide(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    question = page.locator("details.fold").first
    assert question.get_attribute("open") is None
    question.locator("summary").click()
    assert question.get_attribute("open") is not None
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    shown = words(page.locator("body").inner_text())
    assert missing_from(shown, first) == []
    assert _said(site, first) - set(_WORD.findall(shown)) == set()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    assert violations(page) == []
    context.close()


def test_contents_stay_in_sight_and_lead_there_without_scripts(chromium: Browser, file: Path) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    link = page.locator("nav a", has_text="Questions to ask them")
    link.click()
    heading = page.locator("h2", has_text="Questions to ask them")
    box, bar = heading.bounding_box(), page.locator("nav").bounding_box()
    assert box is not None
    assert bar is not None
    assert bar["y"] == 0
    assert bar["height"] <= box["y"] < 200
    context.close()


def test_a_script_that_got_into_the_file_would_not_run(chromium: Browser, file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    forged = tmp_path / "forged.html"
    extra = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
    forged.write_text(text.replace("</main>", f"{extra}</main>"), encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(forged.as_uri())
    page.wait_for_load_state()
    assert page.title() != "ran"
    context.close()


def test_a_file_is_small(file: Path) -> None:
    assert len(file.read_bytes()) < 80_000
    assert not re.search(r"<script|src=\"(?!data:)", file.read_text(encoding="utf-8"))
