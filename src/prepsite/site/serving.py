"""Serve the site while it is edited, as `mkdocs serve` does, and say when it is there."""

import logging
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from prepsite.errors import PrepsiteError
from prepsite.site.building import configuration, told_plainly
from prepsite.site.complaints import complaints
from prepsite.site.following import follow_bursts, outlasting
from prepsite.site.hosts import answering_own_names
from prepsite.watch.observer import BurstObserver

log = logging.getLogger("mkdocs.plugins.prepsite")

DEFAULT_ADDRESS = "127.0.0.1:8000"


class Generation(Protocol):
    """Writes missing prep while the site is served."""

    def wanted(self) -> bool:
        """Tell whether the settings, as they are now, ask for it."""

    def fill(self) -> Iterable[Path]:
        """Write what is missing; return the files that were written before it returned."""
        ...


@runtime_checkable
class Refreshes(Protocol):
    """What draws the pages of a served site: the plugin."""

    def refresh(self, changed: Collection[Path]) -> bool:
        """Show what changed files say; return False where that takes a build."""
        ...


class _Server(LiveReloadServer):
    """MkDocs's server, which says when it answers."""

    on_ready: Callable[[str], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.on_ready(self.url)


def serve_site(
    config_file: Path,
    address: str,
    on_ready: Callable[[str], None],
    observer: BurstObserver,
    generation: Generation | None = None,
) -> None:
    """Serve the site at `address` (host:port) and follow edits until interrupted.

    `on_ready` gets the site's URL as soon as it answers. Raises PrepsiteError where the settings
    can't be used at the start or the address is taken; later, what is wrong shows on the pages.
    """
    folder = tempfile.mkdtemp(prefix="prepsite_")
    try:
        _Serving(config_file, address or DEFAULT_ADDRESS, folder, observer, generation).serve(on_ready)
    finally:
        # Also where it fails before the server could end it.
        observer.stop()
        shutil.rmtree(folder, ignore_errors=True)


class _Serving:
    """One run of the server: its settings at the start, what is watched, how it builds anew."""

    def __init__(
        self,
        config_file: Path,
        address: str,
        folder: str,
        observer: BurstObserver,
        generation: Generation | None,
    ) -> None:
        self._config_file = config_file
        self._address = address
        self._folder = folder
        self._observer = observer
        self._generation = generation
        self._watched: set[str] = set()
        self._url = ""
        self._refreshes: Refreshes | None = None

    def serve(self, on_ready: Callable[[str], None]) -> None:
        """Build, then answer and follow edits until interrupted."""
        with complaints() as messages, told_plainly(self._config_file, messages):
            config = self._configured()
            config.plugins.on_startup(command="serve", dirty=False)
            server = self._server(config)
            server.on_ready = on_ready
            # What is saved during the first build is followed too.
            self._watch(server, config)
            server.observer.start()
            self._generate(self._observer.take_changed())
            build(config, serve_url=self._url)
            plugin = config.plugins.get("prepsite")
            self._refreshes = plugin if isinstance(plugin, Refreshes) else None
        try:
            config.plugins.on_serve(server, config=config, builder=server.builder)
            self._watch(server, config)
            _answer(server, self._address)
        finally:
            server.shutdown()
            config.plugins.on_shutdown()

    def _configured(self) -> MkDocsConfig:
        return configuration(self._config_file, site_dir=self._folder, dev_addr=self._address)

    def _server(self, config: MkDocsConfig) -> _Server:
        host, port = config.dev_addr
        mount = urlsplit(config.site_url or "/").path
        self._url = f"http://{host}:{port}/{mount.strip('/')}".rstrip("/") + "/"
        config.site_url = self._url
        server = _Server(
            builder=lambda: self._rebuild(server), host=host, port=port, root=self._folder, mount_path=mount
        )
        follow_bursts(server, (), self._observer)
        outlasting(server)
        answering_own_names(server)
        return server

    def _rebuild(self, server: _Server) -> None:
        changed = self._observer.take_changed()
        written = self._generate(changed)
        if self._refreshes is not None and self._refreshes.refresh({*changed, *written}):
            return
        with complaints() as messages, told_plainly(self._config_file, messages):
            config = self._configured()
            config.site_url = self._url
            build(config, serve_url=self._url)
        self._watch(server, config)

    def _generate(self, changed: Collection[Path]) -> Collection[Path]:
        """Write missing prep, so that what is shown next has it; not into the middle of a merge.

        Return the files that were written.
        """
        if self._generation is None or (changed and all(map(_is_prep, changed))):
            return ()
        if not self._generation.wanted():
            return ()
        watch = self._observer.watch
        if watch.in_git_operation():
            watch.call_after_git()
            return ()
        with watch.own_writes() as written:
            written.extend(self._generation.fill())
        return tuple(written)

    def _watch(self, server: _Server, config: MkDocsConfig) -> None:
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            if path and path not in self._watched:
                self._watched.add(path)
                server.watch(path)


def _answer(server: _Server, address: str) -> None:
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        log.info("Interrupted")
    except OSError as error:
        raise PrepsiteError(
            f"can't serve at {address}: {(error.strerror or 'the system refuses').lower()}",
            remedy="end what uses that address, or choose another one with --address",
        ) from error


def _is_prep(path: Path) -> bool:
    """Tell whether a file is prep, after which nothing more is missing than before."""
    return path.name == "prep.md" and path.exists()
