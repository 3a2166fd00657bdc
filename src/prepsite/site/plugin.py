"""The MkDocs plugin: hooks that delegate; what they do is in the modules beside it."""

# ruff: noqa: ARG002 - MkDocs passes a hook's arguments by name, needed or not

import json
import logging
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from prepsite.core.pages.body_passages import heavy_lines
from prepsite.core.pages.page import Page
from prepsite.core.pages.sitemap import APPLICATIONS
from prepsite.core.pages.told_hosts import host_beside
from prepsite.errors import PrepsiteError
from prepsite.site.addresses import Addresses
from prepsite.site.attachments import attachment_content
from prepsite.site.configuring import assets_of, configure, workspace_of
from prepsite.site.hosts import require_asked_for
from prepsite.site.language import words_of
from prepsite.site.link_hosts import with_hosts
from prepsite.site.marks import drawn, without_forged
from prepsite.site.mending import mended
from prepsite.site.narrowing import Narrowing
from prepsite.site.navigation import nav_title, navigation_of
from prepsite.site.papers import Paper, with_papers
from prepsite.site.policy import Policies, Template
from prepsite.site.reading import Reading, read_site, site_of_failure, told
from prepsite.site.rendering import VaultPage, file_of, meta_of, own_meta, render_panel, tame_contents
from prepsite.site.sanitiser import sanitise
from prepsite.site.searching import read_by_search
from prepsite.site.views import RenderedPanel, view_of
from prepsite.vault.layout import Workspace

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation

log = logging.getLogger("mkdocs.plugins.prepsite")


class _Environment(Protocol):
    """What the plugin asks of the theme's template engine."""

    @property
    def globals(self) -> MutableMapping[str, Any]:
        """Return what all templates see."""
        ...

    def get_template(self, name: str, /) -> Template:
        """Return a template by its name."""
        ...


class PrepsiteOptions(base.Config):  # type: ignore[no-untyped-call]
    """Where the vault and the user's templates are, beside mkdocs.yml."""

    vault = config_options.Type(str, default="vault")
    templates = config_options.Type(str, default="templates")


class PrepsitePlugin(BasePlugin[PrepsiteOptions]):  # type: ignore[no-untyped-call]
    """Draws the vault's pages; while serving, whatever is wrong becomes a page that says so."""

    def __init__(self) -> None:
        self._serving = False
        self._told: frozenset[str] = frozenset()
        self._workspace: Workspace | None = None
        self._has_own_nav = False
        self._reading = Reading(site_of_failure(PrepsiteError("nothing is read yet")).site)
        self._pages: Mapping[str, Page] = {}
        self._content = ""
        self._panels: dict[str, tuple[RenderedPanel, ...]] = {}
        self._files: Files | None = None
        self._policies: Policies | None = None
        self.papers: Sequence[Paper] = ()
        self.narrowing: Narrowing | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep in mind whether a server must go on answering."""
        self._serving = command == "serve"

    # Before the search plugin, which asks the theme for its language.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what the user's mkdocs.yml needn't say."""
        try:
            self._workspace = workspace_of(config, self.config.vault, self.config.templates)
            configure(config, self._workspace)
            if self._serving:
                require_asked_for(config)
        except PrepsiteError as error:
            raise PluginError(str(error)) from error
        self._has_own_nav = config.nav is not None
        config.extra["prepsite_listing"] = APPLICATIONS
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the vault's pages, their attachments, styles and scripts as virtual files."""
        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        self._reading = self._read(self._workspace)
        self._report()
        self._panels = {}
        self._files = files
        own = [file.src_uri for file in files.documentation_pages()]
        pages = []
        for page in with_papers(self._reading.site, self.papers, self._reading.words).pages:
            if files.get_file_from_path(page.uri) is not None:
                log.info(f"{page.uri}: your own page in docs_dir is shown in place of prepsite's")
                continue
            file = file_of(page, config)
            files.append(file)
            VaultPage(nav_title(page), file, config)
            pages.append(page)
        self._pages = {page.uri: page for page in pages}
        self._add_attachments(files, config)
        for paper in self.papers:
            files.append(File.generated(config, paper.uri, content=paper.content))
        for uri, path in assets_of(self._workspace).items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        if not self._has_own_nav:
            config.nav = navigation_of(pages, own)
        return files

    def on_env(self, env: "_Environment", *, config: MkDocsConfig, files: Files) -> None:
        """Let theme parts say prepsite's words in the site's language, macros too."""
        env.globals["words"] = self._reading.words
        env.globals["counted"] = self._reading.words.counted
        env.globals["host_beside"] = host_beside
        self._policies = Policies(config, env)

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Let the theme read only what is escaped; name a page of the user's own that may take long."""
        own = self._pages.get(page.file.src_uri)
        # No warning: it may be a long table, which is quick, and would fail a strict build.
        if own is None and any(heavy_lines(markdown)):
            log.info(f"{page.file.src_uri}: has a block of Markdown that may take long to be rendered")
        page.meta = meta_of(own) if own else own_meta(page.meta)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Sanitise the content of every page; mark claims on prepsite's own, and render its panels."""
        tame_contents(page.toc)
        own = self._pages.get(page.file.src_uri)
        if own and own.chrome.panels:
            rendered = [render_panel(own, panel, config, files) for panel in own.chrome.panels]
            self._panels[own.uri] = tuple(panel for panel, _ in rendered)
            page.present_anchor_ids = set(page.present_anchor_ids or ()).union(*(ids for _, ids in rendered))
        return drawn(with_hosts(sanitise(without_forged(html))), own.chrome.claims if own else None)

    # Before the search plugin, which reads the content.
    @event_priority(50)
    def _before_search(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: "Navigation",
    ) -> TemplateContext:
        """Let search read what it is to find of the page."""
        own = self._pages.get(page.file.src_uri)
        self._content = page.content or ""
        if own and own.found and not own.private:
            page.content = read_by_search(own.found)
        return context

    # After the search plugin, which rewrites the content when it has read it.
    @event_priority(-50)
    def _after_search(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: "Navigation",
    ) -> TemplateContext:
        """Give the theme parts what they draw."""
        own = self._pages.get(page.file.src_uri)
        if own:
            page.content = self._content
            panels = self._panels.get(own.uri, ())
            reading = self._reading
            view = view_of(own, page.content, panels, self._address(page), reading.today)
            context["prepsite"] = view  # type: ignore[typeddict-unknown-key]
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    # After other plugins, which may put something onto the page.
    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Name what the theme leaves without a name; say what the page may run."""
        return self._secured(mended(output, self._reading.words), page)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for the page that says that there is none."""
        if not template_name.endswith(".html"):
            return output_content
        return self._secured(mended(output_content, self._reading.words), template_name)

    def _secured(self, html: str, page: MkDocsPage | str) -> str:
        """Return a page with its policy; while serving without one, as the server's own script is inline."""
        policies = self._policies
        assert policies is not None, "on_env comes first"  # noqa: S101
        try:
            secured = (
                policies.of_template(html, page) if isinstance(page, str) else policies.of_page(html, page)
            )
        except PrepsiteError as error:
            if not self._serving:
                raise PluginError(str(error)) from error
            log.error(str(error))
            return html
        return html if self._serving else secured

    # After other plugins, which may compare the server's builder with the one they are given.
    @event_priority(-100)
    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: MkDocsConfig,
        builder: object,
    ) -> "LiveReloadServer":
        """Rebuild once a burst, and outlast failures."""
        from prepsite.site.following import serve_with_mkdocs

        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        serve_with_mkdocs(server, config, self._workspace)
        return server

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index once more as a script, which a page opened from the disk can load."""
        folder = Path(config.site_dir) / "search"
        index = folder / "search_index.json"
        if index.is_file():
            text = json.dumps(json.loads(index.read_text(encoding="utf-8")), separators=(",", ":"))
            (folder / "search_index.js").write_text(f"var __index = {text}\n", encoding="utf-8")

    def _read(self, workspace: Workspace) -> Reading:
        try:
            return read_site(workspace, self.narrowing)
        except PrepsiteError as error:
            if not self._serving:
                raise PluginError(str(error)) from error
            log.error(str(error))
            return site_of_failure(error, words_of(workspace))

    def _report(self) -> None:
        """Log each error and warning of the vault: once, until it is mended and comes again."""
        found = told(self._reading.problems)
        for problem in found:
            if str(problem) not in self._told:
                log.warning(str(problem))
        self._told = frozenset(str(problem) for problem in found) if self._serving else frozenset()

    def _add_attachments(self, files: Files, config: MkDocsConfig) -> None:
        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        for attachment in self._reading.site.attachments:
            try:
                content = attachment_content(self._workspace, attachment)
            except PrepsiteError as error:
                log.warning(str(error))
                continue
            if files.get_file_from_path(attachment.uri) is None:
                files.append(File.generated(config, attachment.uri, content=content))

    def _address(self, page: MkDocsPage) -> Addresses:
        assert self._files is not None, "on_files comes first"  # noqa: S101
        return Addresses(self._files, page)
