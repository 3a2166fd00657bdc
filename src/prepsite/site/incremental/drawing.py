"""One vault page as HTML: the events, in their order, that MkDocs sends for each page of a build."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Protocol, runtime_checkable

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation

from prepsite.site.complaints import noted
from prepsite.site.incremental.files import SiteFiles
from prepsite.site.policy import Templates
from prepsite.site.rendering import VaultPage, meta_of
from prepsite.site.searching import as_json, read_by_search


@dataclass(frozen=True)
class Drawn:
    """A page as it goes to the disk, what search finds of it as JSON, and what was complained of meanwhile."""

    html: bytes
    entries: str
    complaints: tuple[logging.LogRecord, ...] = ()


class _Index(Protocol):
    entries: list[object]

    def add_entry_from_context(self, page: object, /) -> None:
        """Add what search finds of a page."""


@runtime_checkable
class _Searching(Protocol):
    search_index: _Index


class Drawing:
    """What it takes to draw any vault page of one site: made by MkDocs, which built the rest of it."""

    def __init__(self, config: MkDocsConfig, files: SiteFiles, nav: Navigation, templates: Templates) -> None:
        self.config = config
        self.files = files
        self.nav = nav
        self._templates = templates
        self._every_page = files.every_page()
        found = (plugin for plugin in config.plugins.values() if isinstance(plugin, _Searching))
        self._search = next(found, None)

    def draw(self, page: VaultPage) -> Drawn:
        """Return a page as HTML; raise what MkDocs or a template raises."""
        with noted() as complaints, self._added() as entries:
            html = self._html(page)
        return Drawn(html, as_json(entries), tuple(complaints))

    def entries(self, page: VaultPage) -> str:
        """Return what search finds of a page as JSON, which is known without making or drawing it."""
        listed = page.listed
        found = listed.found
        if not found or self._search is None:
            return ""
        read = SimpleNamespace(
            meta=meta_of(listed), content=read_by_search(found), toc=(), url=page.url, title=page.title
        )
        with self._added() as entries:
            self._search.search_index.add_entry_from_context(read)
        return as_json(entries)

    def _html(self, page: VaultPage) -> bytes:
        config, files, plugins = self.config, self.files, self.config.plugins
        plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        self._add_attachments(page)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        page.active = True
        try:
            context = get_context(self.nav, self._every_page, config, page)
            template = self._templates.get_template("main.html")
            context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            output = plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False
            page.forget()
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _add_attachments(self, page: VaultPage) -> None:
        """Let links to attachments lead to a file, which is put there beside."""
        for attachment in page.listed.attachments:
            if self.files.get_file_from_path(attachment.uri) is None:
                file = File.generated(self.config, attachment.uri, content="")
                file.inclusion = InclusionLevel.INCLUDED
                self.files.append(file)

    @contextmanager
    def _added(self) -> Iterator[list[object]]:
        """Take what the block adds to the search index out of it again, and yield it."""
        added: list[object] = []
        if self._search is None:
            yield added
            return
        index = self._search.search_index
        before = len(index.entries)
        try:
            yield added
        finally:
            added.extend(index.entries[before:])
            del index.entries[before:]
