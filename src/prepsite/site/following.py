"""What `prepsite serve` and `mkdocs serve` share: one rebuild a burst, a server that outlasts failures."""

import html
import logging
import os
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer

from prepsite.errors import PrepsiteError
from prepsite.site.hosts import Answer, answering_own_names
from prepsite.vault.layout import Workspace
from prepsite.watch.observer import BurstObserver

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.prepsite")

POLL_VARIABLE = "PREPSITE_POLL"
# MkDocs would wait once more for what the observer has waited for already.
_BUILD_DELAY = 0.0
_SHOWN_FRAMES = 4
# Any address shows it, so it has to look by itself whether it is mended.
_FAILURE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The site can't be built</title>
<style>body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
pre { overflow-wrap: anywhere; white-space: pre-wrap }</style>
</head>
<body>
<h1>The site can't be built</h1>
<pre>$what</pre>
<p>This page goes away by itself once that is mended.</p>
</body>
</html>
""")


Refresh = Callable[[Collection[Path]], bool]
"""Shows what changed files say, and tells whether that was all; otherwise it takes a build."""


def serve_with_mkdocs(
    server: LiveReloadServer, config: "MkDocsConfig", workspace: Workspace, refresh: Refresh
) -> BurstObserver:
    """Make MkDocs's own server rebuild once a burst and outlast failures; call it when plugins are served.

    Return what watches. The variable PREPSITE_POLL has it look for edits once a second. `prepsite serve`
    has done all that.
    """
    present: object = server.observer
    if isinstance(present, BurstObserver):
        observer = present
    else:
        # MkDocs watches these already, with an observer that is not started yet.
        files = [config.docs_dir, config.config_file_path, *config.theme.dirs]
        observer = BurstObserver(polling=bool(os.environ.get(POLL_VARIABLE)), tell=log.warning)
        follow_bursts(server, [path for path in files if path], observer)
        builder = server.builder

        def refresh_or_build() -> None:
            if not refresh(observer.take_changed()):
                builder()

        server.builder = refresh_or_build
        outlasting(server)
        answering_own_names(server)
    saying_why(server)
    for folder in (workspace.vault, workspace.templates):
        # Absent folders too: they are watched as soon as they are there.
        server.watch(str(folder))
    return observer


def follow_bursts(server: LiveReloadServer, watched: Iterable[str], observer: BurstObserver) -> None:
    """Put `observer` in the place of the server's own; it takes over those of the paths `watched` there."""
    taken = []
    for path in watched:
        with suppress(KeyError):
            server.unwatch(path)
            taken.append(path)
    # MkDocs calls only what BurstObserver has: schedule, unschedule, start, stop, join.
    server.observer = observer  # type: ignore[assignment]
    server.build_delay = _BUILD_DELAY
    for path in taken:
        server.watch(path)


def outlasting(server: LiveReloadServer) -> None:
    """Have the server show what a failing rebuild says, and go on with the next edit.

    MkDocs lets every request wait until a build succeeds.
    """
    builder, root = server.builder, server.root
    # It goes with the site's own temporary folder; a build leaves hidden folders alone.
    failure = Path(root) / ".failure"

    def build_or_say_why() -> None:
        try:
            builder()
        # A server must go on, whatever a template, a plugin, a hook or a bug raises.
        except Exception as error:  # noqa: BLE001
            what = _told(error)
            log.error(f"the site can't be built: {what}")
            _write_failure(failure, what)
            server.root = str(failure)
        else:
            server.root = root

    def page(code: int) -> bytes | None:
        file = Path(server.root) / f"{code}.html"
        return file.read_bytes() if code in {404, 500} and file.is_file() else None

    server.builder = build_or_say_why
    server.error_handler = page


def _write_failure(folder: Path, what: str) -> None:
    """Write a folder with one page, which is shown at every address."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "404.html"):
        (folder / name).write_text(_failure_page(what), encoding="utf-8")


def saying_why(server: LiveReloadServer) -> None:
    """Have the server answer with a page that says why another one can't be drawn, and goes away by itself."""
    answer: Answer = server.get_app()  # type: ignore[assignment]

    def outlasting_failures(environ: Mapping[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        try:
            return answer(environ, start)
        # A server must go on, whatever a template, a plugin, a hook or a bug raises.
        except Exception as error:  # noqa: BLE001
            what = _told(error)
            log.error(f"the page can't be drawn: {what}")
            start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
            return [_failure_page(what).encode()]

    server.set_app(outlasting_failures)


def _failure_page(what: str) -> str:
    return _FAILURE.substitute(what=html.escape(what))


def _told(error: Exception) -> str:
    """Say what went wrong, and where, if it is not prepsite that says so."""
    if isinstance(error, PrepsiteError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)[-_SHOWN_FRAMES:]
    lines = [f"  {frame.filename}, line {frame.lineno}, in {frame.name}" for frame in frames]
    return "\n".join([f"{type(error).__name__}: {error}", *lines])
