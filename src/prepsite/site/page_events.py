"""What the plugin does at the events that MkDocs sends for each page and template."""

# ruff: noqa: ARG002 - MkDocs passes a hook's arguments by name, needed or not

import logging
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, Protocol

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from prepsite.core.pages.body_passages import heavy_lines
from prepsite.core.pages.told_hosts import host_beside
from prepsite.errors import PrepsiteError
from prepsite.site.addresses import Addresses
from prepsite.site.link_hosts import with_hosts
from prepsite.site.marks import drawn, without_forged
from prepsite.site.mending import mended
from prepsite.site.panels import Panels
from prepsite.site.policy import Policies, Template
from prepsite.site.reading import Reading, site_of_failure
from prepsite.site.rendering import meta_of, own_meta, own_of, tame_contents
from prepsite.site.sanitiser import sanitise
from prepsite.site.searching import read_by_search
from prepsite.site.views import RenderedPanel, view_of
from prepsite.templating import keep_compiled

if TYPE_CHECKING:
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


class PageEvents(BasePlugin[PrepsiteOptions]):  # type: ignore[no-untyped-call]
    """Sanitises what was rendered, gives the theme parts what they draw, and says what a page may run."""

    def __init__(self) -> None:
        self._serving = False
        self._reading = Reading(site_of_failure(PrepsiteError("nothing is read yet")).site)
        self._content = ""
        self._panels: dict[str, tuple[RenderedPanel, ...]] = {}
        self._drawing_panels = Panels()
        self._files: Files | None = None
        self._policies: Policies | None = None
        self._templates: _Environment | None = None

    def on_env(self, env: "_Environment", *, config: MkDocsConfig, files: Files) -> None:
        """Let theme parts say prepsite's words in the site's language, macros too."""
        env.globals["words"] = self._reading.words
        env.globals["counted"] = self._reading.words.counted
        env.globals["host_beside"] = host_beside
        env.globals["is_provisional"] = self._reading.is_provisional
        keep_compiled(env)
        self._policies = Policies(config, env)
        self._templates = env

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Let the theme read only what is escaped; name a page of the user's own that may take long."""
        own = own_of(page)
        # No warning: it may be a long table, which is quick, and would fail a strict build.
        if own is None and any(heavy_lines(markdown)):
            log.info(f"{page.file.src_uri}: has a block of Markdown that may take long to be rendered")
        page.meta = meta_of(own) if own else own_meta(page.meta)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Sanitise the content of every page; mark claims on prepsite's own, and render its panels."""
        own = own_of(page)
        if own:
            self._drawing_panels.note(own, html, page, config)
        tame_contents(page.toc)
        if own and own.chrome.panels:
            rendered = [self._drawing_panels.render(own, panel, config, files) for panel in own.chrome.panels]
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
        own = own_of(page)
        self._content = page.content or ""
        if own and own.found:
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
        own = own_of(page)
        if own:
            page.content = self._content
            panels = self._panels.pop(own.uri, ())
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

    def _address(self, page: MkDocsPage) -> Addresses:
        assert self._files is not None, "on_files comes first"  # noqa: S101
        return Addresses(self._files, page)
