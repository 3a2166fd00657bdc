"""Reads the pages of a built site, whichever generator with a theme of Material's kin made it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "span", "strong", "sub", "sup"}


@dataclass
class Element:
    """An element with its place: `within` are the tags and classes around it."""

    tag: str
    attributes: dict[str, str]
    within: frozenset[str]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def is_in(self, name: str) -> bool:
        """Tell whether an element of this class or tag is around it."""
        return name in self.within


@dataclass
class BuiltPage:
    """A page of a built site: all its elements, and the text of its article."""

    path: str
    elements: list[Element] = field(default_factory=list)
    article: str = ""

    @property
    def ids(self) -> set[str]:
        named = {element.attributes.get("name", "") for element in self.elements if element.tag == "a"}
        return {element.attributes.get("id", "") for element in self.elements} | named

    def links(self) -> Iterator[tuple[str, str]]:
        """Return the path and the anchor of each link that stays on the site."""
        for element in self.elements:
            to = element.attributes.get("href", "")
            if element.tag == "a" and to and "://" not in to and not to.startswith("mailto:"):
                path, _, anchor = to.partition("#")
                yield normpath(join(dirname(self.path), unquote(path))) if path else self.path, unquote(anchor)

    def navigation(self) -> list[tuple[str, str]]:
        """Return title and path of each entry of the primary navigation, sections without a path."""
        found: list[tuple[str, str]] = []
        for element in self.elements:
            is_entry = (
                "md-nav__link" in element.classes and element.tag in {"a", "label"} and element.text.strip()
            )
            if not is_entry or not element.is_in("md-nav--primary") or element.is_in("md-nav--secondary"):
                continue
            to = element.attributes.get("href", "")
            path = normpath(join(dirname(self.path), unquote(to))) if to else ""
            entry = (" ".join(element.text.split()), path)
            # The page at hand has a label beside its link, to open its table of contents.
            if to and found and found[-1] == (entry[0], ""):
                found.pop()
            found.append(entry)
        return found


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage(path)
        self._open: list[Element] = []
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self._pieces.append(f" {dict(attrs).get('alt') or ''} ")
        around = self._open[-1] if self._open else Element("", {}, frozenset())
        within = around.within | {around.tag, *around.classes}
        element = Element(tag, {name: value or "" for name, value in attrs}, within)
        self.page.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                break

    def handle_data(self, data: str) -> None:
        # Only entries of the navigation are asked for their text: all would be much.
        for element in self._open:
            if "md-nav__link" in element.classes:
                element.text += data
        tags = {element.tag for element in self._open}
        hidden = tags & {"script", "style", "button", "svg"} or any(
            "headerlink" in element.classes for element in self._open
        )
        if "article" in tags and not hidden:
            self._pieces.append(data)

    def done(self) -> BuiltPage:
        """Return the page that was read."""
        self.close()
        self.page.article = "".join(self._pieces)
        return self.page


def read_page(html: str, path: str = "") -> BuiltPage:
    """Return a page by its HTML."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.done()


def built_pages(site: Path) -> dict[str, BuiltPage]:
    """Return all pages of a built site by their paths."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = read_page(path.read_text(encoding="utf-8"), path.relative_to(site).as_posix())
        found[page.path] = page
    return found
