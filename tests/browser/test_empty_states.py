"""Before anything is written, every page says what to do next, and passes axe-core as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from browsing import BuiltSite, Watched, mkdocs, serve
from kinds import page_of_each_kind
from playwright.sync_api import Page

from prepsite.app.create import NewApplication, NewInterview, new_application, new_interview
from prepsite.app.scaffold import init
from prepsite.vault.layout import Workspace

pytestmark = pytest.mark.browser

NEXT = {
    "index.html": "prepsite new application",
    "applications/index.html": "prepsite new application",
    "projects/index.html": "prepsite new project",
    "resumes/index.html": "prepsite import resume.json",
    "resume-matrix/index.html": "prepsite new resume",
    "story-use/index.html": "prepsite new project",
    "questions/index.html": "prepsite generate",
    "calendar/index.html": "prepsite new interview",
    "profile/index.html": "vault/profile.md",
}
SPARSE = {
    "index.html": "vault/applications/acme-developer/job.md is missing",
    "applications/acme-developer/index.html": "vault/applications/acme-developer/job.md",
    "applications/acme-developer/interview-prep/index.html": "vault/applications/acme-developer/job.md",
    "applications/acme-developer/interview-prep/panel/index.html": "vault/applications/acme-developer/job.md",
    "problems/index.html": "vault/projects/broken.md",
}


def _built(folder: Path) -> BuiltSite:
    done = mkdocs(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder / "site", ())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BuiltSite, str]]:
    """Return the site of a vault in which nobody wrote anything."""
    folder = tmp_path_factory.mktemp("empty")
    init(folder, example=False)
    site = _built(folder)
    for address in serve(site.folder):
        yield site, address


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BuiltSite, str]]:
    """Return the site of a vault with an application, a round without day or prep, and a broken file."""
    folder = tmp_path_factory.mktemp("sparse")
    init(folder, example=False)
    workspace = Workspace.at(folder)
    new_application(workspace, NewApplication("Acme", "Developer"))
    new_interview(workspace, "acme-developer", NewInterview("panel"))
    (folder / "vault/projects").mkdir(exist_ok=True)
    (folder / "vault/projects/broken.md").write_text("---\ntitle: a: b\n---\n", encoding="utf-8")
    site = _built(folder)
    for address in serve(site.folder):
        yield site, address


def _complaints(page: Page, site: BuiltSite, address: str) -> list[str]:
    found = []
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    for kind, uri in page_of_each_kind(site).items():
        page.goto(f"{address}/{uri}")
        found += [f"{kind}: {line}" for line in violations(page)]
    return found


def test_an_empty_vault_says_what_to_do_on_each_page(empty: tuple[BuiltSite, str], tab: Watched) -> None:
    site, address = empty
    for uri, says in NEXT.items():
        tab.page.goto(f"{address}/{uri}")
        assert says in tab.page.locator("article").inner_text(), uri
    assert set(site.pages) - set(NEXT) == {"problems/index.html"}
    assert tab.errors == []


def test_a_sparse_vault_says_what_is_missing_and_what_is_broken(
    sparse: tuple[BuiltSite, str], tab: Watched
) -> None:
    _, address = sparse
    for uri, says in SPARSE.items():
        tab.page.goto(f"{address}/{uri}")
        assert says in tab.page.locator("article").inner_text(), uri
    assert tab.errors == []


@pytest.mark.parametrize("vault", ["empty", "sparse"])
def test_axe_finds_nothing_in_what_is_empty(vault: str, request: pytest.FixtureRequest, tab: Watched) -> None:
    site, address = request.getfixturevalue(vault)
    complaints = _complaints(tab.page, site, address)
    assert not complaints, "\n".join(complaints)
