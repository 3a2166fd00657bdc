"""A vault full of attacks: in bodies, titles, front matter, prep and the user's own pages."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, copy_search, mkdocs, serve
from playwright.sync_api import expect
from touching import touch_everything

from attacks import PAYLOADS

pytestmark = pytest.mark.browser

TITLE = "</title><script>alert(1)</script><img src=x onerror=alert(1)>`<b>`"


def body() -> str:
    parts = [
        f"## Attack {number} {payload.splitlines()[0]}\n\n{payload}\n\n- {payload}"
        for number, payload in enumerate(PAYLOADS)
    ]
    return "\n\n".join(parts)


def poison(vault: Path) -> None:
    """Put the attacks into every file's body, and one into every title and name."""
    for path in sorted(vault.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        head, mark, rest = text.partition("\n---\n")
        for field in ("title", "company", "role", "name", "headline", "location", "employer", "text", "topic"):
            head = re.sub(
                rf"(?m)^(\s*(?:- )?{field}: )(?![>|])(.*)$",
                lambda found: f"{found[1]}{json.dumps(TITLE)}",
                head,
            )
        path.write_text(f"{head}{mark}{rest}\n\n{body()}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build and serve the demo vault with attacks in all of it."""
    folder = copy_search(tmp_path_factory.mktemp("hostile") / "search")
    poison(folder / "vault")
    own = folder / "docs" / "handbook" / "own.md"
    head = f"title: {json.dumps(TITLE)}\ndescription: {json.dumps(TITLE)}\nicon: ../..\ntemplate: ../x\n"
    own.write_text(f"---\n{head}---\n# {TITLE}\n\n{body()}\n", encoding="utf-8")
    done = mkdocs(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    for url in serve(folder / "site"):
        yield folder / "site", url


def test_no_attack_runs_loads_or_navigates(hostile: tuple[Path, str], tab: Watched) -> None:
    site, url = hostile
    uris = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(uris) > 15
    for uri in uris:
        tab.page.goto(f"{url}/{uri}")
        tab.page.wait_for_timeout(30)
        assert tab.page.url == f"{url}/{uri}"
        touch_everything(tab.page)
    assert tab.dialogs == []
    assert [to for to in tab.requests if not to.startswith((url, "data:", "blob:"))] == []


def test_the_attack_really_is_on_the_pages(hostile: tuple[Path, str]) -> None:
    site, _ = hostile
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    escaped = html.escape("</title><script>alert(1)</script>", quote=False)
    assert sum(escaped in page for page in pages) > 10
    assert not any("<script>alert" in page for page in pages)


def test_searching_for_an_attack_shows_it_as_text(hostile: tuple[Path, str], tab: Watched) -> None:
    _, url = hostile
    tab.page.goto(f"{url}/index.html")
    tab.page.get_by_role("textbox", name="Search").click()
    for words in ("attack", "click", "attack src=x"):
        tab.page.keyboard.press("Control+a")
        tab.page.keyboard.type(words)
        expect(tab.page.locator(".md-search-result__item").first).to_be_visible(timeout=20_000)
    assert tab.dialogs == []
    assert [to for to in tab.requests if not to.startswith((url, "data:", "blob:"))] == []
