"""A site that lists its pages without making them: each is made when it is asked for.

What a page says depends on nothing but the vault: neither on when it is made, nor on what was made before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Self

from prepsite.core.pages.page import Attachment, Head, Page, SearchEntry
from prepsite.core.pages.shelf import Shelf
from prepsite.core.words import SPOKEN, Words

Made = tuple[Page, tuple[Attachment, ...]]
Finds = Callable[[], tuple[SearchEntry, ...]]
MOST_KEPT = 16
"""Made pages that are kept: a round's page with the notes on its claims takes 200 kB."""


class Listed:
    """A page as the navigation lists it; `page` makes it.

    `application_id` is that of the application that the page is about, if it is about one. `found` gives
    what search finds of it, which is its title without that.
    """

    def __init__(
        self,
        head: Head,
        make: Callable[[], Made],
        *,
        shelf: Shelf[Page],
        application_id: str | None = None,
        key: Callable[[], str] | None = None,
        found: Finds | None = None,
        may_attach: bool = False,
    ) -> None:
        self.head, self.application_id = head, application_id
        self._make, self._key, self._found, self._shelf = make, key, found, shelf
        self._attachments: tuple[Attachment, ...] | None = None if may_attach else ()

    @classmethod
    def of(cls, page: Page) -> Self:
        """List a page that is made already."""
        head = Head(page.uri, page.title, page.nav_title, page.section, page.private, page.boost)
        found = page.found
        return cls(head, lambda: (page, ()), shelf=Shelf(0), found=(lambda: found) if found else None)

    @property
    def uri(self) -> str:
        """Return the page's uri, which ends in `index.md`."""
        return self.head.uri

    @property
    def title(self) -> str:
        """Return the page's title."""
        return self.head.title

    @property
    def nav_title(self) -> str:
        """Return what the navigation calls it; empty where that is its title."""
        return self.head.nav_title

    @property
    def section(self) -> tuple[str, ...]:
        """Return the navigation titles above it."""
        return self.head.section

    @property
    def private(self) -> bool:
        """Tell whether it is left out of search, print and export."""
        return self.head.private

    @property
    def boost(self) -> float:
        """Return what it weighs in search."""
        return self.head.boost

    @property
    def found(self) -> tuple[SearchEntry, ...]:
        """Return what search finds of the page, without making it; nothing of a private one."""
        if self.private:
            return ()
        return self._found() if self._found else (SearchEntry("", self.title),)

    @cached_property
    def key(self) -> str:
        """Return a digest of all that the page is made from; empty where that is the whole vault.

        Pages of the same key are equal, in any process; of one without a key, see `digest_of`.
        """
        return self._key() if self._key else ""

    @property
    def page(self) -> Page:
        """Return the page, made now unless it was lately."""
        page = self._shelf.get(self)
        return self._made() if page is None else page

    def forget(self) -> None:
        """Let go of the page; it is made again when it is asked for."""
        self._shelf.drop(self)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return the attachments that the page refers to; it is made where that may be any."""
        if self._attachments is None:
            self._made()
        return self._attachments or ()

    def _made(self) -> Page:
        page, self._attachments = self._make()
        page = replace(page, found=self.found)
        self._shelf.put(self, page)
        return page

    def changed(self, change: Callable[[Page], Page]) -> "Listed":
        """List the page as `change` has it, in the same place."""

        def made() -> Made:
            return change(self.page), self.attachments

        return Listed(
            self.head,
            made,
            shelf=Shelf(0),
            application_id=self.application_id,
            found=lambda: self.found,
            may_attach=self._attachments != (),
        )


@dataclass(frozen=True)
class Site:
    """All pages, in the order of the navigation, and their language."""

    listed: tuple[Listed, ...]
    words: Words = field(default=SPOKEN)

    @classmethod
    def of(cls, pages: Iterable[Page], words: Words = SPOKEN) -> Self:
        """Return the site of pages that are made already."""
        return cls(tuple(map(Listed.of, pages)), words)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Return all pages, made."""
        return tuple(each.page for each in self.listed)

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return the attachments that any page refers to, by uri."""
        return _attachments(self.listed)

    def attachment_at(self, uri: str) -> Attachment | None:
        """Return the attachment that is published at a place, None where no page refers to one there."""
        named = (
            each
            for each in self.listed
            if each.application_id and f"applications/{each.application_id}/" in uri
        )
        found = (attachment for each in named for attachment in each.attachments if attachment.uri == uri)
        return next(found, None)

    def attachments_of(self, application_id: str) -> tuple[Attachment, ...]:
        """Return the attachments that the pages of one application refer to, by uri."""
        return _attachments(each for each in self.listed if each.application_id == application_id)


def digest_of(page: Page) -> str:
    """Return a digest of what a page says: the same for equal pages, in any process."""
    return sha256(repr(page).encode("utf-8", "surrogatepass")).hexdigest()


def _attachments(listed: Iterable[Listed]) -> tuple[Attachment, ...]:
    found = {attachment.uri: attachment for each in listed for attachment in each.attachments}
    return tuple(found[uri] for uri in sorted(found))
