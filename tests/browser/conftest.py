"""A built copy of the demo vault, and a real Chromium to look at it."""

import os
import shutil
from collections.abc import Iterator, Sequence

import pytest
from browsing import BuiltSite, Watched, copy_search, mkdocs, serve, watch
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from prepared_rounds import prepared_rounds

from prepsite.app.filling import fill
from prepsite.app.generate import Outcome
from prepsite.vault.layout import Workspace

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs a Chromium; skipped without one, but not in CI")


class _Silent:
    def start(self, names: Sequence[str]) -> None:
        """Say nothing."""

    def streamed(self, name: str, tokens: int) -> None:
        return None

    def done(self, outcome: Outcome) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Write the prep of the demo vault offline, and build it strictly."""
    folder = copy_search(tmp_path_factory.mktemp("browser") / "search")
    outcomes = fill(Workspace.at(folder), _Silent())
    assert [outcome.message for outcome in outcomes if not outcome.ok] == []
    rounds = prepared_rounds(folder / "vault")
    done = mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder / "site", rounds)


@pytest.fixture(scope="session")
def over_http(site: BuiltSite) -> Iterator[str]:
    """Return the address of the built site over HTTP."""
    yield from serve(site.folder)


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: BuiltSite, over_http: str) -> str:
    """Return the address of the site: over HTTP, then from the disk."""
    return over_http if request.param == "http" else site.folder.as_uri()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a headless Chromium; skip where there is none, but fail in CI."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a fresh profile."""
    fresh = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield fresh
    fresh.close()


@pytest.fixture
def tab(context: BrowserContext) -> Watched:
    """Return a new tab that is watched."""
    return watch(context.new_page())
