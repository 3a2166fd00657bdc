"""A copy of the demo, built by the real mkdocs, served on the loopback address, and tabs that are watched."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Page
from prepared_rounds import Round

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class BuiltSite:
    """A site on disk, and the rounds whose prep is in it."""

    folder: Path
    rounds: tuple[Round, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages, by their uri."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return tuple(uri for uri in found if uri != "404.html")

    @property
    def several(self) -> tuple[Round, Round]:
        """Two rounds of one application: neither is what the reference shows at first."""
        for first in self.rounds:
            others = [r for r in self.rounds if r.application == first.application]
            if len(others) > 2:
                text = (self.folder / first.reference_uri).read_text(encoding="utf-8")
                chosen = text.partition('data-chosen="')[2].partition('"')[0]
                free = [r for r in others if r.id != chosen]
                return free[0], free[1]
        raise AssertionError("the demo vault has no application with three rounds")


def copy_search(folder: Path) -> Path:
    """Copy the demo's vault, handbook and settings; prep that stands in it is left out."""
    shutil.copytree(REPOSITORY / "vault", folder / "vault", ignore=shutil.ignore_patterns("prep.md"))
    shutil.copytree(REPOSITORY / "docs", folder / "docs")
    shutil.copy(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def mkdocs(folder: Path, *arguments: str, seconds: float = 120) -> "subprocess.CompletedProcess[str]":
    """Run the real mkdocs in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder until the fixture ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Watched:
    """A tab, and everything it asked for, complained about or asked the user."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


def watch(page: Page) -> Watched:
    """Record the requests, console errors and dialogs of a tab."""
    watched = Watched(page)

    def on_dialog(dialog: Dialog) -> None:
        watched.dialogs.append(dialog.message)
        dialog.dismiss()

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            watched.errors.append(message.text)

    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("console", on_console)
    page.on("dialog", on_dialog)
    return watched
