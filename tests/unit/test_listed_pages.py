"""Pages that are listed before they are made: in any order, and alone, they are the same."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from page_vaults import Words, page, site, vault_of

from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import MOST_KEPT, Listed, Site, digest_of
from prepsite.core.pages.page import Chrome, Head, Page, SearchEntry
from prepsite.core.pages.shelf import Shelf

BODY = "See [the task](files/my%20task.pdf)."


@pytest.fixture(scope="module")
def made() -> Site:
    """Return a site whose pages are made in their order."""
    return site(vault_of(Words(body=BODY, private={"a": "b"})))


def test_what_the_navigation_says_is_what_the_pages_say(made: Site) -> None:
    assert len({each.uri for each in made.listed}) == len(made.listed) > 15
    for each, found in zip(made.listed, made.pages, strict=True):
        told = Head(found.uri, found.title, found.nav_title, found.section, found.private, found.boost)
        assert each.head == told
        assert (each.application_id is not None) is found.uri.startswith("applications/acme/")
    assert any(each.private for each in made.listed)


@pytest.mark.parametrize("step", [2, 7, 22])
def test_pages_and_their_attachments_are_the_same_in_any_order(made: Site, step: int) -> None:
    again = site(vault_of(Words(body=BODY, private={"a": "b"})))
    order = sorted(range(len(again.listed)), key=lambda number: number * step % 23)
    for number in order[: len(order) // 2]:
        assert again.listed[number].page == made.pages[number]
        assert again.listed[number].attachments == made.listed[number].attachments
    assert again.attachments == again.attachments_of("acme") == made.attachments
    assert made.attachments
    assert again.attachments_of("other") == ()
    assert again.pages == made.pages


def test_what_search_finds_is_known_without_a_page_and_stands_on_it(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made_anyway(*_: object, **__: object) -> str:
        raise AssertionError("a page was made")

    again = site(vault_of(Words(body=BODY, private={"a": "b"})))
    with monkeypatch.context() as patched:
        patched.setattr(Edition, "render", made_anyway)
        patched.setattr(Edition, "prep", made_anyway)
        found = [each.found for each in again.listed]
    assert found == [each.found for each in made.pages]
    assert [bool(each) for each in found] == [not each.private for each in made.listed]
    assert all(each[0].anchor == "" and each[0].title for each in found if each)


def test_a_made_page_that_finds_nothing_is_found_by_its_title() -> None:
    shown, hidden = (Page("a/index.md", "A", "", Chrome("x"), private=private) for private in (False, True))
    listed, closed = Site.of([shown, hidden]).listed
    assert listed.found == listed.page.found == (SearchEntry("", "A"),)
    assert closed.found == closed.page.found == ()


def test_few_of_the_made_pages_are_kept() -> None:
    asked: list[int] = []
    shelf = Shelf[Page](2)

    def listed(number: int) -> Listed:
        def make() -> tuple[Page, tuple[()]]:
            asked.append(number)
            return Page(f"{number}/index.md", str(number), "", Chrome("x")), ()

        return Listed(Head(f"{number}/index.md", str(number)), make, shelf=shelf)

    first, second, third = map(listed, range(3))
    for each in (first, second, first, third, first, second):
        assert each.page.uri == each.uri
    assert asked == [0, 1, 2, 1]
    assert MOST_KEPT < 100


def test_a_page_as_somebody_changed_it_stands_in_its_place() -> None:
    found = site(vault_of(Words(body=BODY, private={"a": "b"}))).listed
    listed = next(each for each in found if each.attachments)
    changed = listed.changed(lambda page: replace(page, markdown="# Changed"))
    assert changed.head == listed.head
    assert changed.application_id == "acme"
    assert changed.page == replace(listed.page, markdown="# Changed")
    assert changed.attachments == listed.attachments
    assert changed.found == listed.found


def test_the_digest_of_a_page_tells_pages_apart_and_is_the_same_in_another_process(made: Site) -> None:
    digests = {digest_of(each) for each in made.pages}
    assert len(digests) == len(made.pages)
    uri = "applications/acme/index.md"
    told = (
        "from page_vaults import Words, page, site, vault_of\n"
        "from prepsite.core.pages.listed import digest_of\n"
        f"made = site(vault_of(Words(body={BODY!r}, private={{'a': 'b'}})))\n"
        f"print(digest_of(page(made, {uri!r})))\n"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, env=environment, check=True
    )
    assert run.stdout.strip() == digest_of(page(made, uri))
