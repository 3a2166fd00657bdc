"""An article made to stand in one file with others: its ids apart, its links inside or out, its pictures in it.

The HTML was sanitised; here it is only rewritten, tag by tag. A link to a page that isn't in the file
keeps its words alone, and so nothing in the file asks for anything that lies elsewhere.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from unicodedata import bidirectional
from urllib.parse import unquote

from markupsafe import Markup

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.marks import marks_in, without_marks
from prepsite.core.pages.page import ClaimsNote
from prepsite.core.prep_labels import english_of

_VOID = frozenset({"br", "hr", "img", "input", "col"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Where a text of its own begins, which may run in another direction than the page.
_DIRECTED = frozenset({*_HEADINGS, "p", "li", "td", "th", "blockquote", "summary", "dd", "dt"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
_ID = re.compile(r"""<[a-z][a-z0-9]*\b(?:[^>"]|"[^"]*")*?\sid="(?P<id>[^"]+)\"""")

Picture = Callable[[str], str]
"""Turns the uri of a picture into a data: address, or an empty text where it can't be in the file."""


@dataclass(frozen=True)
class Entry:
    """An entry of the list of contents: its `title` is HTML without tags."""

    anchor: str
    title: Markup


@dataclass(frozen=True)
class Place:
    """Where an article goes: `prefix` is before its ids, `deeper` moves its headings down.

    `ids` are the ids in the file by (uri, anchor). `doubts` are the words behind claims in doubt, by
    status; `box` is what a box to tick is called; `after` is HTML that follows the heading of an anchor.
    """

    uri: str
    prefix: str
    ids: Mapping[tuple[str, str], str]
    picture: Picture
    box: str
    deeper: int = 0
    claims: ClaimsNote | None = None
    doubts: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Inlined:
    """An article for the file, without the heading it begins with, and its sections."""

    html: str
    sections: tuple[Entry, ...]


def ids_of(html: str, uri: str, prefix: str) -> dict[tuple[str, str], str]:
    """Return the ids that an article will have in the file, by (uri, anchor)."""
    return {(uri, found["id"]): f"{prefix}{found['id']}" for found in _ID.finditer(html)}


def inlined(html: str, place: Place) -> Inlined:
    """Return a sanitised article for its place in the file."""
    rewriter = _Rewriter(place, is_mixed=any(bidirectional(letter) in {"R", "AL"} for letter in html))
    rewriter.feed(html)
    rewriter.close()
    return Inlined("".join(rewriter.parts), tuple(rewriter.sections))


class _Rewriter(HTMLParser):
    def __init__(self, place: Place, *, is_mixed: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._place = place
        self._is_mixed = is_mixed
        self.parts: list[str] = []
        self.sections: list[Entry] = []
        self._is_title = False
        self._has_title = False
        self._closings: list[str] = []
        self._section: tuple[str, int] | None = None
        self._strong: int | None = None
        self._anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: without_marks(value or "") for name, value in attrs}
        if tag == "h1" and not self._has_title and not self._closings:
            self._has_title = self._is_title = True
            return
        if tag in _VOID:
            self._add(self._void(tag, given))
            return
        if tag in _HEADINGS:
            self._anchor = given.get("id", "")
            if tag == "h2":
                self._section = (f"{self._place.prefix}{self._anchor}", len(self.parts))
        begins = bool(self.parts) and self.parts[-1].startswith("<p")
        self._strong = len(self.parts) if tag == "strong" and begins else self._strong
        opening, closing = self._element(tag, given)
        self._add(opening)
        self._closings.append(closing)

    def handle_endtag(self, tag: str) -> None:
        if self._is_title:
            self._is_title = tag != "h1"
            return
        if tag in _VOID or not self._closings:
            return
        if tag == "h2" and self._section:
            anchor, start = self._section
            title = _text("".join(self.parts[start + 1 :]))
            self.sections.append(Entry(anchor, Markup(title)))  # noqa: S704 - escaped as it was added
            self._section = None
        if tag == "strong" and self._strong is not None:
            # "Situation.", "Answer.": what a paragraph of an answer is called.
            if english_of(_text("".join(self.parts[self._strong + 1 :]))):
                self.parts[self._strong] = _opening("strong", {"class": "label"})
            self._strong = None
        self._add(self._closings.pop())
        if tag in _HEADINGS:
            self._add(self._place.after.get(self._anchor, ""))

    def _said(self, data: str) -> None:
        end = 0
        for mark in marks_in(data):
            self._add(escape(without_marks(data[end : mark.start]), quote=False))
            end = mark.end
            self._add(self._mark(mark.number, opens=mark.opens))
        self._add(escape(without_marks(data[end:]), quote=False))

    handle_data = _said

    def _add(self, text: str) -> None:
        if not self._is_title:
            self.parts.append(text)

    def _mark(self, number: int, *, opens: bool) -> str:
        note = self._place.claims
        if note is None or number >= len(note.claims) or not note.claims[number].is_in_doubt:
            return ""
        if opens:
            return '<b class="doubt">⟦</b>'
        word = self._place.doubts.get(note.claims[number].status.value, "")
        return f'<b class="doubt">⟧&nbsp;{escape(word)}</b>'

    def _element(self, tag: str, given: dict[str, str]) -> tuple[str, str]:
        """Return how an element begins and ends; a link to what isn't in the file is none."""
        kept = {
            name: value for name, value in given.items() if name in {"class", "title", "colspan", "rowspan"}
        }
        kept |= {name: value for name, value in given.items() if name in {"start", "open"}}
        if given.get("id"):
            kept["id"] = f"{self._place.prefix}{given['id']}"
        if tag == "a":
            to = self._address(given.get("href", ""))
            if not to:
                # What it led to isn't here; its words still say what a sentence stands on.
                return _opening("cite", kept), "</cite>"
            kept["href"] = to
            kept |= {"rel": "noopener noreferrer"} if leads_outside(to) else {}
        if tag == "label":
            return "", ""
        if aligned := _ALIGNED.search(given.get("style", "")):
            kept["class"] = f"{kept.get('class', '')} at-{aligned[1]}".strip()
        if tag in _HEADINGS:
            tag = f"h{min(6, int(tag[1]) + self._place.deeper)}"
        if self._is_mixed and tag in _DIRECTED:
            kept["dir"] = "auto"
        return _opening(tag, kept), f"</{tag}>"

    def _void(self, tag: str, given: dict[str, str]) -> str:
        if tag == "img":
            return self._image(given)
        if tag == "input":
            if given.get("type") != "checkbox":
                return ""
            checked = {"checked": ""} if "checked" in given else {}
            return _opening("input", {"type": "checkbox", "aria-label": self._place.box, **checked})
        return _opening(tag, {})

    def _image(self, given: dict[str, str]) -> str:
        alt = given.get("alt", "")
        source = self._place.picture(self._resolved(given.get("src", "")))
        if not source:
            return f"<em>[{escape(alt or given.get('src', ''))}]</em>"
        sized = {name: value for name, value in given.items() if name in {"width", "height"}}
        return _opening("img", {"src": source, "alt": alt, **sized})

    def _address(self, to: str) -> str:
        """Return a link's address in or out of the file, or nothing where it leads to neither."""
        if leads_outside(to):
            return to
        if not to or _SCHEME.match(to):
            return ""
        path, _, anchor = to.partition("#")
        uri = self._resolved(path) if path else self._place.uri
        found = self._place.ids.get((uri, anchor))
        return f"#{found}" if found else ""

    def _resolved(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._place.uri), unquote(path)))


def _text(html: str) -> str:
    """Return HTML without its tags."""
    return re.sub(r"<[^>]*>", "", html)


def _opening(tag: str, attributes: Mapping[str, str]) -> str:
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{given}>"
