"""Vault pages while they are served: drawn when somebody asks for one, and kept until what it shows changes."""

import posixpath
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from wsgiref.util import FileWrapper

from prepsite.core.pages.listed import Listed
from prepsite.site.hosts import Answer
from prepsite.site.incremental.drawing import Drawing
from prepsite.site.rendering import VaultPage
from prepsite.site.searching import INDEX, INDEX_SCRIPT, write_index

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


# Where the server keeps a browser waiting for the next build.
_WAITING = "/livereload/"


@dataclass(frozen=True)
class _Shown:
    """One state of the site: how to draw its pages, where each of them goes, and MkDocs's own search index."""

    drawing: Drawing
    pages: Mapping[str, VaultPage]
    index: str


class OnDemand:
    """The vault pages of a served site; `root` is the folder that the server answers from.

    Requests come in threads of their own; one page is drawn at a time.
    """

    def __init__(
        self, root: Path, attachment: Callable[[str], bytes | None], opened: Callable[[Listed], None]
    ) -> None:
        self._root = root
        # Is told what somebody looks at now.
        self._opened = opened
        # Returns the attachment at a place of the site, if there is one.
        self._attachment = attachment
        self._lock = threading.RLock()
        self._version = 0
        self._shown: _Shown | None = None
        self._drawn: dict[str, Listed] = {}
        self._found: dict[str, tuple[Listed, str]] = {}
        self._indexed = -1

    @property
    def lock(self) -> threading.RLock:
        """Return what is held while a page is drawn, and must be while what it shows is exchanged."""
        return self._lock

    @property
    def is_showing(self) -> bool:
        """Tell whether pages can be drawn: not from when a build began until it succeeded."""
        return self._shown is not None

    def show(self, drawing: Drawing) -> None:
        """Show another state of the site: MkDocs emptied the folder, and built its part anew."""
        with self._lock:
            file = self._root / INDEX
            index = file.read_text(encoding="utf-8") if file.is_file() else ""
            self._drawn.clear()
            self._found.clear()
            pages = {page.file.dest_uri: page for page in drawing.files.vault_pages()}
            self._shown = _Shown(drawing, pages, index)
            self._version += 1

    def exchanged(self, *, all_anew: bool = False) -> None:
        """Show what was exchanged in the pages; `all_anew` tells that all are drawn with something else."""
        with self._lock:
            self._version += 1
            if all_anew:
                self._drawn.clear()
            # What was listed before holds all of the vault as it was then.
            listed = {uri: page.listed for uri, page in self._shown.pages.items()} if self._shown else {}
            self._drawn = {uri: each for uri, each in self._drawn.items() if listed.get(uri) is each}
            self._found = {uri: each for uri, each in self._found.items() if listed.get(uri) is each[0]}

    def stop(self) -> None:
        """Draw nothing more, until another state is shown."""
        with self._lock:
            self._shown = None
            self._version += 1

    def answering(self, server: "LiveReloadServer") -> None:
        """Have a server answer with pages that are drawn for it."""
        answer: Answer = server.get_app()  # type: ignore[assignment]

        def drawn_first(environ: Mapping[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
            # As the server takes it apart.
            path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(_WAITING) or not f"{path}/".startswith(server.mount_path):
                return answer(environ, start)
            place = posixpath.normpath("/" + path[len(server.mount_path) :]).lstrip("/")
            while True:
                version = self._prepared(place, is_folder=path.endswith("/"))
                head: list[tuple[Any, ...]] = []
                # The server waits for a build that goes on: then what was drawn, or wasn't, is of before.
                body = answer(environ, _noting(head))
                if version == self._version:
                    start(*head[-1])
                    return body
                _close(body)

        server.set_app(drawn_first)

    def _prepared(self, place: str, *, is_folder: bool) -> int:
        """Put what is asked for into the folder, if it is the vault's; return the version it is of."""
        with self._lock:
            shown = self._shown
            if shown is None:
                return self._version
            # A folder's address without the stroke leads on to its page, if that is there.
            inside = "index.html" if place in {"", "."} else f"{place}/index.html"
            uri = next((uri for uri in (place, inside) if uri in shown.pages), "")
            if place in {INDEX, INDEX_SCRIPT}:
                self._write_index(shown)
            elif uri and not (is_folder and uri == place):
                self._draw(shown, uri, shown.pages[uri])
            elif (content := self._attachment(place)) is not None:
                self._put(place, content)
            return self._version

    def _draw(self, shown: _Shown, uri: str, page: VaultPage) -> None:
        if self._drawn.get(uri) is page.listed:
            return
        drawn = shown.drawing.draw(page)
        self._put(uri, drawn.html)
        self._drawn[uri] = page.listed
        self._found[uri] = (page.listed, drawn.entries)
        self._opened(page.listed)

    def _put(self, uri: str, content: bytes) -> None:
        file = self._root / uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def _write_index(self, shown: _Shown) -> None:
        """Write the search index as it is to be now."""
        if self._indexed == self._version or not shown.index:
            return
        found = {uri: (page.listed, self._entries(shown, uri, page)) for uri, page in shown.pages.items()}
        self._found = found
        write_index(self._root, shown.index, (entries for _, entries in found.values()))
        self._indexed = self._version

    def _entries(self, shown: _Shown, uri: str, page: VaultPage) -> str:
        listed, entries = self._found.get(uri, (None, ""))
        return entries if listed is page.listed else shown.drawing.entries(page)


def _noting(head: list[tuple[Any, ...]]) -> Callable[..., object]:
    """Return what takes the head of an answer down, to be sent or thrown away."""
    return lambda *given: head.append(given)


def _close(body: Iterable[bytes]) -> None:
    """Let go of an answer that isn't sent."""
    if isinstance(body, FileWrapper):
        body.close()
