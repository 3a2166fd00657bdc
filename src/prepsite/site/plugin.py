"""The MkDocs plugin: hooks that delegate; what they do is in the modules beside it."""

# ruff: noqa: ARG002 - MkDocs passes a hook's arguments by name, needed or not

import logging
import threading
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils.templates import TemplateContext

from prepsite.app.aside import Aside
from prepsite.core.pages.listed import Listed
from prepsite.core.pages.sitemap import APPLICATIONS
from prepsite.errors import PrepsiteError
from prepsite.site.at_rest import LATER, SOON, AtRest
from prepsite.site.attachments import content_or_warning
from prepsite.site.configuring import assets_of, configure, workspace_of
from prepsite.site.hosts import require_asked_for
from prepsite.site.incremental.building import draw_site
from prepsite.site.incremental.drawing import Drawing
from prepsite.site.incremental.files import SiteFiles, is_alone
from prepsite.site.incremental.keys import MOST_LISTED, shared_by_all
from prepsite.site.incremental.outputs import Outputs
from prepsite.site.incremental.serving import OnDemand
from prepsite.site.language import words_of
from prepsite.site.narrowing import Narrowing
from prepsite.site.navigation import navigation_of
from prepsite.site.page_events import PageEvents
from prepsite.site.papers import Paper, with_papers
from prepsite.site.reading import Reader, Reading, site_of_failure, told
from prepsite.site.rendering import VaultPage
from prepsite.site.searching import INDEX, write_index
from prepsite.vault.layout import Workspace

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation

    from prepsite.watch.observer import BurstObserver

log = logging.getLogger("mkdocs.plugins.prepsite")


class PrepsitePlugin(PageEvents):  # type: ignore[no-untyped-call]
    """Draws the vault's pages; while serving, whatever is wrong becomes a page that says so."""

    def __init__(self) -> None:
        super().__init__()
        self._told: frozenset[str] = frozenset()
        self._workspace: Workspace | None = None
        self._has_own_nav = False
        self._nav: Navigation | None = None
        self._on_demand: OnDemand | None = None
        self._reader: Reader | None = None
        self._next: Reading | None = None
        self._observer: BurstObserver | None = None
        self._followed: Aside | None = None
        self._at_rest = AtRest()
        self.papers: Sequence[Paper] = ()
        self.narrowing: Narrowing | None = None
        self.outputs: Outputs | None = None
        # Whether this process read the vault just now, and it is to be built as it was then.
        self.is_read = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep in mind whether a server must go on answering; forget what was built before.

        MkDocs has one plugin for all sites that a process builds.
        """
        self._serving = command == "serve"
        self._on_demand = self._reader = self._next = self._followed = None

    def on_shutdown(self) -> None:
        """Keep what was read while serving."""
        self._at_rest.stop()
        if self._serving and self._reader is not None:
            self._reader.close()

    # Before the search plugin, which asks the theme for its language.
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what the user's mkdocs.yml needn't say."""
        try:
            self._workspace = self.workspace(config)
            configure(config, self._workspace)
            if self._serving:
                require_asked_for(config)
        except PrepsiteError as error:
            raise PluginError(str(error)) from error
        self._has_own_nav = config.nav is not None
        config.extra["prepsite_listing"] = APPLICATIONS
        config.extra["prepsite_most_listed"] = MOST_LISTED
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the vault's pages, their attachments, styles and scripts as virtual files."""
        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        if self._on_demand is not None:
            # MkDocs has emptied the folder: nothing is drawn into it until all is there again.
            self._on_demand.stop()
        self._reading = self._read(self._workspace)
        self._report()
        one_by_one = is_alone(config)
        self._files = files = SiteFiles(files) if one_by_one else files
        own = [file.src_uri for file in files.documentation_pages()]
        site = with_papers(self._reading.site, self.papers, self._reading.words)
        pages = []
        for listed in site.listed:
            if files.get_file_from_path(listed.uri) is not None:
                log.info(f"{listed.uri}: your own page in docs_dir is shown in place of prepsite's")
                continue
            files.append(VaultPage.of(listed, config, is_made=not one_by_one).file)
            pages.append(listed)
        if not one_by_one:
            self._add_attachments(files, config)
        for paper in self.papers:
            files.append(File.generated(config, paper.uri, content=paper.content))
        for uri, path in assets_of(self._workspace).items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        if not self._has_own_nav:
            config.nav = navigation_of(pages, own)
        return files

    def on_nav(self, nav: "Navigation", *, config: MkDocsConfig, files: Files) -> "Navigation":
        """Leave the vault's pages out of MkDocs's own loops, where they are drawn one by one."""
        if isinstance(files, SiteFiles):
            files.hide()
            self._nav = nav
        return nav

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let templates see all pages, those too that are drawn one by one."""
        if isinstance(self._files, SiteFiles):
            context["pages"] = self._files.every_page()
        return context

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
        if self._on_demand is not None:
            self._on_demand.answering(server)
        self._observer = serve_with_mkdocs(server, config, self._workspace, self.refresh)
        self._follow()
        return server

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Draw the vault's pages, or have them drawn on demand; write the search index of all pages."""
        folder, files = Path(config.site_dir), self._files
        if isinstance(files, SiteFiles):
            assert self._nav is not None and self._templates is not None, "MkDocs told them"  # noqa: S101, PT018
            drawing = Drawing(config, files, self._nav, self._templates)
            if self._serving:
                self._on_demand = self._on_demand or OnDemand(folder, self._attachment, self._opened)
                self._on_demand.show(drawing)
                return
            self._draw(drawing)
        elif (index := folder / INDEX).is_file():
            write_index(folder, index.read_text(encoding="utf-8"), ())

    def workspace(self, config: MkDocsConfig) -> Workspace:
        """Return the folders of the search; raise PrepsiteError where the vault would be published."""
        return workspace_of(config, self.config.vault, self.config.templates)

    def refresh(self, changed: Collection[Path]) -> bool:
        """Show what changed files of the vault say; return False where that takes a build.

        It does where the navigation or the settings change, where files elsewhere did, and where the last
        build failed.
        """
        files, on_demand, reader = self._files, self._on_demand, self._reader
        if not isinstance(files, SiteFiles) or on_demand is None or reader is None:
            return False
        if not on_demand.is_showing or not reader.covers(changed):
            return False
        try:
            reading = reader.look(changed)
        except PrepsiteError:
            return False
        self._follow()
        # A server may be ended at any time.
        self._at_rest.do("keep", LATER, reader.keep)
        with on_demand.lock:
            if not reading.is_drawn_like(self._reading) or not files.exchange(reading.site.listed):
                self._next = reading
                return False
            is_known = reading.is_provisional == self._reading.is_provisional
            self._reading = reading
            if self._templates is not None:
                self._templates.globals["is_provisional"] = reading.is_provisional
            on_demand.exchanged(all_anew=not is_known)
        self._report()
        return True

    def _follow(self) -> None:
        """Have the pages shown anew once another process has judged what is shown provisionally."""
        aside = self._reader.aside if self._reader else None
        if aside is not None and aside is not self._followed and self._observer is not None:
            self._followed = aside
            threading.Thread(target=self._shown_whole, args=(aside, self._observer), daemon=True).start()

    def _shown_whole(self, aside: Aside, observer: "BurstObserver") -> None:
        """Wait for another process and have all of it shown; runs in a thread."""
        reader, workspace = self._reader, self._workspace
        assert reader is not None and workspace is not None, "it was read"  # noqa: S101, PT018
        is_done = aside.wait()
        if reader.aside is not aside:
            # What it judged is of no use any more; another one is followed, if any is.
            return
        if not is_done:
            log.info("prep is checked by the server itself, which takes longer: no other process could do it")
        try:
            reader.settle()
        except (PrepsiteError, OSError) as error:
            # The build that follows meets it again, and shows it.
            log.error(str(error))
        finally:
            observer.tell(frozenset({workspace.vault}))
        self._at_rest.do("rest of all", LATER, lambda: reader.rest(of_all=True))

    def _read(self, workspace: Workspace) -> Reading:
        if self._reader is None or not self._serving:
            self._reader = Reader(workspace, self.narrowing)
        reading, self._next = self._next, None
        try:
            if reading:
                return reading
            return self._reader.look() if self._serving else self._reader.read(() if self.is_read else None)
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
            content = content_or_warning(self._workspace, attachment)
            if content is not None and files.get_file_from_path(attachment.uri) is None:
                files.append(File.generated(config, attachment.uri, content=content))

    def _attachment(self, uri: str) -> bytes | None:
        """Return the attachment at a place of the site, None where no page refers to one there."""
        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        attachment = self._reading.site.attachment_at(uri)
        return content_or_warning(self._workspace, attachment) if attachment else None

    def _opened(self, listed: Listed) -> None:
        """Get ready for an edit of what somebody looks at now."""
        name, reader = listed.application_id, self._reader
        if reader is None:
            return
        self._at_rest.do("rest", LATER, reader.rest)
        if name is not None:
            self._at_rest.do("expect", SOON, lambda: reader.expect(name))

    def _draw(self, drawing: Drawing) -> None:
        """Draw all vault pages into the site's folder."""
        assert self._workspace is not None, "on_config comes first"  # noqa: S101
        outputs = self.outputs or Outputs(Path(drawing.config.site_dir), None)
        shared = shared_by_all(drawing.config, self._reading, self._workspace) if self.outputs else ""
        try:
            draw_site(drawing, outputs, shared, self._workspace)
        except PrepsiteError as error:
            raise PluginError(str(error)) from error
