"""A site made again equals one made for the first time, and keeps what did not change."""

import gc
import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from test_rereading import OPEN, OTHER, ROOT, Editor

from prepsite.app.check import check_vault
from prepsite.app.pages import Pages, site_from
from prepsite.app.rereading import Rereading
from prepsite.core.pages.listed import Site
from prepsite.core.pages.page import Page
from prepsite.core.pages.sitemap import RESUME_MATRIX
from prepsite.vault.layout import Workspace

PREP = Path("applications") / OPEN / "interviews" / "work-sample" / "prep.md"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's job search with two of its applications, its claims checked before."""
    root = tmp_path_factory.mktemp("kept")
    left_out = shutil.ignore_patterns("kestrel-*", "mossbach-*")
    shutil.copytree(ROOT / "vault", root / "vault", ignore=left_out)
    workspace = Workspace.at(root)
    assert site_from(check_vault(workspace), workspace).pages
    return root


@pytest.fixture
def workspace(kept: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(kept, tmp_path / "search")
    return Workspace.at(tmp_path / "search")


def add(path: Path, text: str) -> Path:
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return path


def changed(before: Site, after: Site) -> set[str]:
    """Return the uris of the pages of applications that are listed anew."""
    same = set(map(id, before.listed))
    return {each.uri for each in after.listed if each.application_id and id(each) not in same}


@pytest.mark.parametrize("seed", [4])
def test_after_any_edits_all_pages_are_those_of_a_first_look(workspace: Workspace, seed: int) -> None:
    editor, rereading, pages = Editor(workspace.vault, seed), Rereading(workspace), Pages(workspace)
    of_key: dict[str, Page] = {}
    for number in range(9):
        changed = editor.step() if number else []
        site = pages.site(rereading.report(changed))
        if number % 2:
            # What was made before an edit, or wasn't, must be right after it.
            assert all(each.page.uri == each.uri for each in site.listed[number % 3 :: 3])
            continue
        first = site_from(check_vault(workspace), workspace)
        assert [each.head for each in site.listed] == [each.head for each in first.listed]
        for each, other in zip(reversed(site.listed), reversed(first.listed), strict=True):
            assert each.page == other.page, (number, each.uri)
            assert (each.attachments, each.key) == (other.attachments, other.key)
            assert each.key
            assert of_key.setdefault(each.key, each.page) == each.page, (number, each.uri)


def test_what_did_not_change_stays_listed_as_it_is(workspace: Workspace) -> None:
    rereading, pages = Rereading(workspace), Pages(workspace)
    before = pages.site(rereading.report())
    assert changed(before, pages.site(rereading.report())) == set()
    after = pages.site(rereading.report([add(workspace.vault / PREP, "\n## Mine\n\nA word.\n")]))
    assert {uri.split("/")[1] for uri in changed(before, after)} == {OPEN}
    keys = {each.uri: each.key for each in before.listed}
    for each in after.listed:
        # The resume matrix looks closely at the few applications that it shows.
        assert (each.key == keys[each.uri]) is (each.application_id != OPEN and each.uri != RESUME_MATRIX)
    assert (
        "A word."
        in next(each for each in after.listed if each.uri.endswith("work-sample/index.md")).page.markdown
    )
    later = pages.site(rereading.report([add(workspace.vault / "facts.md", "\nAnother line.\n")]))
    assert {uri.split("/")[1] for uri in changed(after, later)} == {OPEN, OTHER}


def test_a_link_to_another_application_is_told_when_that_comes_or_goes(workspace: Workspace) -> None:
    rereading, pages = Rereading(workspace), Pages(workspace)
    own = workspace.vault / "applications" / OPEN / "application.md"
    add(own, f"\nSee [the other](../{OTHER}/job.md).\n")
    uri = f"applications/{OPEN}/index.md"

    def look() -> tuple[Site, str, str]:
        site = pages.site(rereading.report())
        listed = next(each for each in site.listed if each.uri == uri)
        return site, listed.key, listed.page.markdown

    before, key, text = look()
    there = f"[the other](../{OTHER}/interview-prep/index.md#job-description)"
    assert there in text
    job = workspace.vault / "applications" / OTHER / "job.md"
    kept, content = job.rename(job.with_name("gone.txt")), job
    after, without, text = look()
    assert there not in text
    assert without != key
    assert uri in changed(before, after)
    kept.rename(content)
    assert look()[1:] == (key, look()[2])
    assert there in look()[2]


def test_with_other_templates_all_pages_are_made_anew(workspace: Workspace) -> None:
    rereading, pages = Rereading(workspace), Pages(workspace)
    before = pages.site(rereading.report())
    own = workspace.templates / "pages" / "research.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text("Said by me.\n", "utf-8")
    after = pages.site(rereading.report())
    keys = {each.key for each in before.listed}
    assert not keys & {each.key for each in after.listed}
    page = next(each for each in after.listed if each.uri == f"applications/{OPEN}/index.md").page
    assert "Said by me." in page.markdown
    assert replace(page, markdown="") == replace(
        next(each for each in before.listed if each.uri == page.uri).page, markdown=""
    )


def test_a_site_that_is_gone_is_held_by_nothing(workspace: Workspace) -> None:
    rereading, pages = Rereading(workspace), Pages(workspace)
    site = pages.site(rereading.report())
    _ = site.pages
    listed = [weakref.ref(each) for each in site.listed if each.application_id is None]
    assert listed
    del site
    later = pages.site(rereading.report([add(workspace.vault / "facts.md", "\nAnother line.\n")]))
    gc.collect()
    assert [each() for each in listed if each() is not None] == []
    assert later.pages
