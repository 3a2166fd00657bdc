"""Serve the site while it is edited, as `mkdocs serve` does, and say when it is there."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from prepsite.errors import PrepsiteError
from prepsite.site.building import complaints, configuration, told_plainly

log = logging.getLogger("mkdocs.plugins.prepsite")

DEFAULT_ADDRESS = "127.0.0.1:8000"


class _Server(LiveReloadServer):
    """MkDocs's server, which says when it answers."""

    on_ready: Callable[[str], None]

    def server_activate(self) -> None:
        super().server_activate()
        self.on_ready(self.url)


def serve_site(config_file: Path, address: str, on_ready: Callable[[str], None]) -> None:
    """Serve the site at `address` (host:port) and follow edits until interrupted.

    `on_ready` gets the site's URL as soon as it answers. Raises PrepsiteError where the settings
    can't be used at the start or the address is taken; later, what is wrong shows on the pages.
    """
    folder = tempfile.mkdtemp(prefix="prepsite_")
    try:
        _serve(config_file, address or DEFAULT_ADDRESS, folder, on_ready)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(config_file: Path, address: str, folder: str, on_ready: Callable[[str], None]) -> None:
    def configured() -> MkDocsConfig:
        return configuration(config_file, site_dir=folder, dev_addr=address)

    with complaints() as messages, told_plainly(config_file, messages):
        config = configured()
        config.plugins.on_startup(command="serve", dirty=False)
        host, port = config.dev_addr
        mount = urlsplit(config.site_url or "/").path
        url = f"http://{host}:{port}/{mount.strip('/')}".rstrip("/") + "/"

        def rebuild() -> None:
            again = configured()
            again.site_url = url
            build(again, serve_url=url)

        server = _Server(builder=rebuild, host=host, port=port, root=folder, mount_path=mount)
        server.on_ready = on_ready
        server.error_handler = _error_page(Path(folder))
        config.site_url = url
        build(config, serve_url=url)
    try:
        _watch(server, config, rebuild)
        _answer(server, address)
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _watch(server: _Server, config: MkDocsConfig, rebuild: Callable[[], None]) -> None:
    server.watch(config.docs_dir)
    if config.config_file_path:
        server.watch(config.config_file_path)
    config.plugins.on_serve(server, config=config, builder=rebuild)
    for path in config.watch:
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


def _error_page(folder: Path) -> Callable[[int], bytes | None]:
    def page(code: int) -> bytes | None:
        file = folder / f"{code}.html"
        return file.read_bytes() if code in {404, 500} and file.is_file() else None

    return page
