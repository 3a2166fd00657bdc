"""The site of a vault, made anew after each change from all that did not change.

An application's pages are made from what its `Derived` holds, from the own files, and from nothing
else of the vault, but that a link may lead to a file of another application. So as long as these are
the same, what is listed for it stays, with what was made of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from prepsite.core.digests import digest_of
from prepsite.core.grounding.ledger import Ledger
from prepsite.core.pages import heads
from prepsite.core.pages.chapters import Chapter
from prepsite.core.pages.common import Common
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import MOST_KEPT, Listed, Site
from prepsite.core.pages.listing import all_listed, listed_in
from prepsite.core.pages.overview_keys import OverviewKeys
from prepsite.core.pages.page import Page
from prepsite.core.pages.shelf import Shelf
from prepsite.core.pages.sitemap import ApplicationPlaces
from prepsite.core.plan import Plan
from prepsite.core.templates import Templates
from prepsite.core.vault import PrepFile, Vault

if TYPE_CHECKING:
    # It reads items of prep, and so this package, itself.
    from prepsite.core.derived import Derived, Own

Elsewhere = Mapping[str, ApplicationPlaces]


@dataclass(frozen=True)
class _Pages:
    """What is listed of an application, and what beside its chapter it was listed for."""

    chapter: Chapter
    section: tuple[str, ...]
    elsewhere: Elsewhere | None
    listed: tuple[Listed, ...]


class Remaking:
    """Makes sites with the same templates; `made_with` is the digest of these.

    `ledger_of` gives the ledger of a prep file.
    """

    def __init__(
        self, templates: Templates, ledger_of: "Callable[[Derived, PrepFile], Ledger | None]", made_with: str
    ) -> None:
        self._templates, self._ledger_of, self._made_with = templates, ledger_of, made_with
        self._shelf = Shelf[Page](MOST_KEPT)
        self._common: tuple[Own, Common] | None = None
        self._pages: dict[str, _Pages] = {}

    def site(self, vault: Vault, plan: Plan, own: "Own", derived: "Mapping[str, Derived]") -> Site:
        """Return the site of a vault with all its problems; `own` and `derived` are what it stands on."""
        common = self._beside(own)
        chapters = {name: self._chapter(common, each) for name, each in derived.items()}
        edition = Edition(common, chapters, vault)
        self._pages = dict(self._of_applications(edition, chapters))
        listed = (each for pages in self._pages.values() for each in pages.listed)
        keys = OverviewKeys(edition, plan, own, self._made_with)
        site = Site(tuple(all_listed(edition, plan, self._shelf, listed, keys)), edition.words)
        # What an earlier site listed holds all of the vault as it was then.
        self._shelf.keep_only(set(site.listed))
        return site

    def edition(self, vault: Vault, own: "Own", derived: "Mapping[str, Derived]") -> Edition:
        """Return what all pages share, for what is made of one round alone."""
        common = self._beside(own)
        return Edition(common, {name: self._chapter(common, each) for name, each in derived.items()}, vault)

    def _beside(self, own: "Own") -> Common:
        if self._common is None or self._common[0] != own:
            self._common = own, Common(own.vault, self._templates)
            self._pages = {}
        return self._common[1]

    def _chapter(self, common: Common, derived: "Derived") -> Chapter:
        before = self._pages.get(derived.record.id)
        if before and before.chapter.derived == derived:
            return before.chapter
        return Chapter(common, derived, derived.plan, derived.problems, partial(self._ledger_of, derived))

    def _of_applications(
        self, edition: Edition, chapters: Mapping[str, Chapter]
    ) -> Iterator[tuple[str, _Pages]]:
        sections = heads.sections(edition.vault.applications, edition.words)
        all_places: Elsewhere | None = None
        for name, chapter in chapters.items():
            if chapter.derived.climbs and all_places is None:
                all_places = {other: each.places for other, each in chapters.items()}
            elsewhere = all_places if chapter.derived.climbs else None
            before = self._pages.get(name)
            if (
                before
                and before.chapter is chapter
                and before.section == sections[name]
                and before.elsewhere == elsewhere
            ):
                yield name, before
                continue
            found = listed_in(
                edition.only(name, elsewhere),
                chapter.record,
                sections[name],
                self._shelf,
                cache(partial(self._key, chapter, elsewhere)),
            )
            yield name, _Pages(chapter, sections[name], elsewhere, tuple(found))

    def _key(self, chapter: Chapter, elsewhere: Elsewhere | None) -> str:
        found = elsewhere or {}
        places = repr([places.files for name, places in sorted(found.items()) if name != chapter.record.id])
        return digest_of((self._made_with, chapter.derived.key, places))
