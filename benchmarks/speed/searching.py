"""The search of a built site: how large its index is, and how soon Chromium shows a first result."""

import gzip
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from re import findall

from playwright.sync_api import Browser, sync_playwright

from speed.makers import Round
from speed.tables import spread, table

_INDEX = "search/search_index.json"
_PATIENCE = 120_000
# By the page's own clock, from the first key.
_WATCH = """() => {
  window.firstKey = window.firstResult = 0;
  const typed = () => { window.firstKey ||= performance.now(); };
  document.addEventListener("keydown", typed, {once: true, capture: true});
  const watched = new MutationObserver(() => {
    if (document.querySelector(".md-search-result__item")) {
      window.firstResult ||= performance.now();
      watched.disconnect();
    }
  });
  watched.observe(document.querySelector(".md-search-result__list"), {childList: true});
}"""
_QUESTION = r"(?m)^### (?:\d+\. )?(.+\?)\s*$"


@dataclass
class Searched:
    """What a site's search took: MB of its index, and seconds from the first key to the first result."""

    index: float
    compressed: float
    at_once: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    asked: int = 0
    found: int = 0


def search(site: Path, source: Path, rounds: Sequence[Round], repeat: int) -> Searched:
    """Type questions of the vault's prep into a site's search, over HTTP.

    `at_once` is measured in a fresh browser whose page has just arrived, `later` in a tab that has
    searched before.
    """
    text = (site / _INDEX).read_bytes()
    json.loads(text)
    result = Searched(len(text) / 1e6, len(gzip.compress(text)) / 1e6)
    dice = Random(9)
    chosen = [(one, dice.choice(questions_of(source, one))) for one in dice.sample(rounds, 2 * repeat)]
    with _serving(site) as base, sync_playwright() as playwright:
        for turn in range(repeat):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            _type(browser, base, chosen[2 * turn : 2 * turn + 2], result)
            browser.close()
    return result


def questions_of(source: Path, one: Round) -> list[str]:
    """Return the questions that a round's prep predicts."""
    prep = (source / f"vault/applications/{one.application}/interviews/{one.id}/prep.md").read_text("utf-8")
    found: list[str] = findall(_QUESTION, prep)
    assert found, one
    return found


def _type(browser: Browser, base: str, chosen: Sequence[tuple[Round, str]], result: Searched) -> None:
    page = browser.new_page()
    page.goto(f"{base}/index.html", wait_until="domcontentloaded")
    for number, (_, question) in enumerate(chosen):
        page.locator(".md-search__input").click(force=True)
        page.locator(".md-search__input").fill("")
        page.locator(".md-search-result__item").first.wait_for(state="detached", timeout=_PATIENCE)
        words = " ".join(question.split()[:9])
        page.evaluate(_WATCH)
        page.keyboard.type(words)
        page.wait_for_function("window.firstResult", timeout=_PATIENCE)
        took = float(page.evaluate("window.firstResult - window.firstKey")) / 1000
        (result.later if number else result.at_once).append(took)
        page.wait_for_timeout(1000)
        shown = page.locator(".md-search-result__link").all_inner_texts()
        result.asked += 1
        result.found += any(words[:40].lower() in text.lower() for text in shown)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def table_of_searches(found: dict[str, Searched]) -> str:
    """Return the table of searches, by site."""
    rows = [
        [
            name,
            f"{one.index:.2f}",
            f"{one.compressed:.2f}",
            spread(one.at_once, 2),
            spread(one.later, 2),
            f"{one.found} of {one.asked}",
        ]
        for name, one in found.items()
    ]
    head = ["", "index, MB", "gzip, MB", "first result, page just opened, s", "later, s", "question found"]
    return table(head, rows)
