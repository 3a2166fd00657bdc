"""Hebrew, Arabic, accented and Chinese names on an English page, and a page that runs from right to left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import Watched, watch
from playwright.sync_api import BrowserContext, Page

from prepsite.app.filling import fill
from prepsite.app.scaffold import init
from prepsite.site.building import build_site
from prepsite.vault.layout import Workspace

pytestmark = pytest.mark.browser

COMPANY = "חברת אלון (תל אביב)"
PEOPLE = ("ליאת כהן-לוי", "أحمد الحسن", "Łukasz Żółć-Müller", "工程師")
PROJECT = "מעבר לספר ראשי (2021), 380 ms"
ROUND = "applications/example/interview-prep/technical-screen/index.html"
HEBREW = {"Applications": "מועמדויות", "Next interview": "הראיון הבא", "Technical screen": "ראיון טכני"}


@dataclass(frozen=True)
class Sites:
    """The same vault as an English site and, with a few words of the user's own, as a Hebrew one."""

    english: str
    hebrew: str


class _Silent:
    def start(self, names: object) -> None:
        """Say nothing."""

    def streamed(self, name: str, tokens: int) -> None:
        """Say nothing."""

    def done(self, outcome: object) -> None:
        """Say nothing."""


def _change(file: Path, pattern: str, put: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(pattern, text, re.MULTILINE)
    file.write_text(re.sub(pattern, put, text, count=1, flags=re.MULTILINE), encoding="utf-8")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("directions") / "search"
    init(folder)
    vault = folder / "vault"
    for name in ("application.md", "job.md"):
        _change(vault / "applications/example" / name, "^company: .*", f"company: {COMPANY}")
    interviewers = "".join(f"  - name: {name}\n    title: Engineer 3\n" for name in PEOPLE)
    interview = vault / "applications/example/interviews/technical-screen/interview.md"
    _change(interview, r"^interviewers:\n(?:[ -].*\n)+", f"interviewers:\n{interviewers}")
    _change(vault / "projects/example.md", "^title: .*", f"title: {PROJECT}")
    fill(Workspace.at(folder), _Silent())
    english = build_site(folder / "mkdocs.yml", folder / "english", strict=False)
    (folder / "templates/locale").mkdir(parents=True, exist_ok=True)
    lines = [f'msgid "{english}"\nmsgstr "{hebrew}"\n' for english, hebrew in HEBREW.items()]
    (folder / "templates/locale/he.po").write_text("\n".join(lines), encoding="utf-8")
    settings = vault / "prepsite.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "language: he\n", encoding="utf-8")
    hebrew = build_site(folder / "mkdocs.yml", folder / "hebrew", strict=False)
    return Sites(english.as_uri(), hebrew.as_uri())


@pytest.fixture
def seen(context: BrowserContext) -> Iterator[Watched]:
    watched = watch(context.new_page())
    yield watched
    assert watched.errors == []
    assert [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    watched.page.close()


def _places(page: Page, text: str, *parts: str) -> list[float]:
    """Return where parts of the first text that holds `text` begin, from the left."""
    found: list[float] = page.evaluate(
        """([text, parts]) => {
            const content = document.querySelector('.md-content');
            const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                if (!node.textContent.includes(text) || !node.parentElement.offsetParent) { continue; }
                return parts.map((part) => {
                    const range = document.createRange();
                    const at = node.textContent.indexOf(part);
                    range.setStart(node, at);
                    range.setEnd(node, at + part.length);
                    return range.getBoundingClientRect().left;
                });
            }
            return [];
        }""",
        [text, list(parts)],
    )
    return found


def test_names_of_any_script_stand_in_their_own_order_on_an_english_page(sites: Sites, seen: Watched) -> None:
    seen.page.goto(f"{sites.english}/{ROUND}")
    content = seen.page.locator(".md-content").inner_text()
    assert all(name in content for name in (COMPANY, *PEOPLE))
    # Hebrew runs to the left within its name, and the English before it stays before it.
    at, first, bracket = _places(seen.page, f"at {COMPANY}", "at ", "חברת", "תל אביב")
    assert at < bracket < first


def test_what_stands_beside_a_hebrew_title_is_not_turned_over(sites: Sites, seen: Watched) -> None:
    seen.page.goto(f"{sites.english}/projects/index.html")
    row = seen.page.locator("tr", has_text="380 ms").first
    boxes = row.locator("td").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().left)")
    assert boxes == sorted(boxes)
    year, figure = _places(seen.page, PROJECT, "2021", "380")
    assert figure < year


@pytest.mark.parametrize("width", [1440, 390])
def test_a_catalogue_of_ones_own_turns_the_page_around(sites: Sites, seen: Watched, width: int) -> None:
    page = seen.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{sites.hebrew}/index.html")
    assert page.locator("html").get_attribute("lang") == "he"
    assert page.locator("body").get_attribute("dir") == "rtl"
    page.get_by_role("heading", name=HEBREW["Next interview"]).wait_for()
    # What the catalogue lacks is said in English, in its own order.
    dot, word = _places(page, "No other interview is scheduled yet.", ".", "No other")
    assert word < dot
    heading = page.locator("h1").bounding_box()
    article = page.locator(".md-content__inner").bounding_box()
    assert heading
    assert article
    assert page.locator("h1").evaluate("h => getComputedStyle(h).textAlign") in {"right", "start"}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_navigation_is_on_the_right_of_a_hebrew_page(sites: Sites, seen: Watched) -> None:
    page = seen.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{sites.hebrew}/{ROUND}")
    navigation = page.locator(".md-sidebar--primary").bounding_box()
    article = page.locator(".md-content").bounding_box()
    assert navigation
    assert article
    assert navigation["x"] > article["x"]
    assert page.locator("code").first.evaluate("code => getComputedStyle(code).direction") == "ltr"
