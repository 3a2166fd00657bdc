"""Pages as MkDocs renders them."""

import html
import logging
from collections.abc import Iterable, Mapping
from typing import Self

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from prepsite.core.pages.listed import Listed
from prepsite.core.pages.page import Page
from prepsite.core.pages.sitemap import shortened
from prepsite.site.navigation import nav_title

log = logging.getLogger("mkdocs.plugins.prepsite")

# MkDocs reads a first line like "Company: Acme" as metadata, unless a block of its own comes first.
_FRONT_MATTER = "---\nprepsite: page\n---\n"
SECTION_LEVEL = 2
_LONGEST_ENTRY = 48
_HIDEABLE = frozenset({"navigation", "toc", "path", "footer"})


class TypedPage(MkDocsPage):
    """A page of text from the vault: what Markdown can't render shows as typed."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown; what is nested too deeply for it is shown as it was typed."""
        try:
            super().render(config, files)
        except RecursionError:
            log.warning(f"{self.file.src_uri}: nested too deeply to be rendered; shown as it was typed")
            self.content = f"<pre>{html.escape(self.markdown or '')}</pre>"
            self.present_anchor_ids = set()
            self.links_to_anchors = {}


class VaultPage(TypedPage):
    """A page of prepsite's: made when it is read, and let go of by `forget`."""

    def __init__(self, listed: Listed, file: File, config: MkDocsConfig) -> None:
        super().__init__(nav_title(listed), file, config)
        self.listed = listed
        self._own: Page | None = None

    @classmethod
    def of(cls, listed: Listed, config: MkDocsConfig, *, is_made: bool) -> Self:
        """Add a page to MkDocs's, with a virtual file; made already, other plugins can read its text there."""
        text = _FRONT_MATTER + listed.page.markdown if is_made else ""
        return cls(listed, File.generated(config, listed.uri, content=text), config)

    @property
    def own(self) -> Page:
        """Return the page as prepsite knows it."""
        if self._own is None:
            self._own = self.listed.page
        return self._own

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - as MkDocs passes it
        """Read what the page says now."""
        self._own = None
        self.markdown, self.meta = self.own.markdown, {}

    def forget(self) -> None:
        """Let go of all that the page was drawn from."""
        if self.listed.application_id is None:
            # Nothing else is made of a page over the whole vault, which may be a large one.
            self.listed.forget()
        self._own = self.markdown = self.content = None
        self.toc = TableOfContents([])
        self.meta = {}


def own_of(page: MkDocsPage) -> Page | None:
    """Return a page as prepsite knows it, None where it is the user's."""
    return page.own if isinstance(page, VaultPage) else None


def meta_of(page: Page | Listed) -> dict[str, object]:
    """Return what the theme and the search may read of a page: escaped, as they don't escape it."""
    meta: dict[str, object] = {"title": escape(page.title)}
    if isinstance(page, Page) and page.description:
        meta["description"] = escape(page.description)
    if isinstance(page, Page) and page.chrome.overview:
        # An overview has no sections to list beside it, and needs the room.
        meta["hide"] = ["toc"]
    if page.private:
        meta["search"] = {"exclude": True}
    elif page.boost != 1.0:
        meta["search"] = {"boost": page.boost}
    return meta


def own_meta(meta: Mapping[str, object]) -> dict[str, object]:
    """Return what the theme may read of the front matter of a user's own page, escaped."""
    kept: dict[str, object] = {}
    for name in ("title", "description", "author"):
        value = meta.get(name)
        if isinstance(value, str | int | float) and str(value).strip():
            kept[name] = escape(value)
    hidden = meta.get("hide")
    if isinstance(hidden, list):
        kept["hide"] = [name for name in hidden if name in _HIDEABLE]
    search = meta.get("search")
    if isinstance(search, dict):
        boost = search.get("boost")
        kept["search"] = {"exclude": search.get("exclude") is True}
        if isinstance(boost, int | float):
            kept["search"] = {"exclude": search.get("exclude") is True, "boost": boost}
    return kept


def tame_contents(entries: Iterable[AnchorLink]) -> None:
    """Escape the titles of a table of contents, which the theme draws as they are; keep questions short."""
    for entry in entries:
        title = as_text(entry.title)
        entry.title = escape(shortened(title, _LONGEST_ENTRY) if entry.level > SECTION_LEVEL else title)
        tame_contents(entry.children)


def as_text(title: str) -> str:
    """Return a title of a table of contents, which is HTML, as text."""
    return str(Markup(title).striptags())  # noqa: S704 - its tags are stripped, never shown
