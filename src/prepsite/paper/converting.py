"""An article's HTML as Typst code: one pass, a stack of open elements, no recursion.

The HTML was sanitised; what is unknown here keeps its text all the same. Whatever an element
becomes is in `elements`.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.marks import marks_in, without_marks
from prepsite.core.pages.page import ClaimsNote
from prepsite.paper.breaking import breakable
from prepsite.paper.elements import HEADINGS, closed
from prepsite.paper.pieces import Piece, text_of
from prepsite.paper.source import call, to_page
from prepsite.paper.typesetting import literal

# Deeper elements are left out, what they say is not: the typesetter's own recursion is bounded so.
DEEPEST = 24

_VOID = frozenset({"br", "hr", "img", "input", "col"})
_PRE = frozenset({"pre"})
_INLINE_TAGS = """
    a abbr b br cite code del dfn em i img input ins kbd label mark q s samp small span strong sub sup u var
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = " \n\t\u00a0\u200b\u200c\u200d\u2060\ufeff"
_ID = re.compile(r"""<h[1-6]\b(?:[^>"]|"[^"]*")*?\sid="(?P<id>[^"]+)\"""")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True)
class Surroundings:
    """What an article needs to know of the paper it stands on.

    `uri` is that of its page; `prefix` keeps its labels apart. `labels` are the labels of the paper by
    (uri, anchor), for links, and `on_page` says on which page one is: "p. {n}". `doubts` are what
    stands behind claims in doubt, by status. `after` is code that follows the heading with an anchor.
    """

    uri: str
    prefix: str
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    on_page: str = "{n}"
    claims: ClaimsNote | None = None
    doubts: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Frame:
    """An open element with the pieces in it so far."""

    tag: str
    attributes: dict[str, str]
    pieces: list[Piece] = field(default_factory=list)


def labels_of(html: str, uri: str, prefix: str) -> dict[tuple[str, str], str]:
    """Return the labels that an article will have, by (uri, anchor)."""
    return {(uri, found["id"]): f"{prefix}{found['id']}" for found in _ID.finditer(html)}


def converted(html: str, around: Surroundings) -> tuple[Piece, ...]:
    """Return the pieces of a sanitised article, in order."""
    converter = _Converter(around)
    converter.feed(html)
    converter.close()
    return converter.finished()


class _Converter(HTMLParser):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(convert_charrefs=True)
        self._around = around
        self._stack = [Frame("", {})]
        self._skipped = 0
        self._fresh = True
        self._used: set[str] = set()
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: without_marks(value or "") for name, value in attrs}
        if tag in _VOID:
            self._add(self._closed(Frame(tag, given)))
            self._fresh = tag in {"br", "hr"}
            return
        if len(self._stack) >= DEEPEST:
            self._skipped += 1
            return
        if tag not in _INLINE:
            self._fresh = True
        self._stack.append(Frame(tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skipped:
            self._skipped -= 1
        elif len(self._stack) > 1:
            frame = self._stack.pop()
            self._add(self._closed(frame))
            if frame.tag not in _INLINE:
                self._fresh = True

    def _said(self, data: str) -> None:
        end = 0
        for mark in marks_in(data):
            self._text(data[end : mark.start])
            end = mark.end
            self._mark(mark.number, opens=mark.opens)
        self._text(data[end:])

    # The parser's own name for it.
    handle_data = _said

    def finished(self) -> tuple[Piece, ...]:
        """Return what the article became; elements that were never closed are closed."""
        while len(self._stack) > 1:
            self._add(self._closed(self._stack.pop()))
        return tuple(self._stack[0].pieces)

    def _add(self, piece: Piece) -> None:
        self._stack[-1].pieces.append(piece)

    def _text(self, data: str) -> None:
        text = without_marks(data)
        tags = {frame.tag for frame in self._stack}
        if not tags & _PRE:
            text = _SPACE.sub(" ", text)
            if self._fresh:
                text = text.lstrip(" ")
            if not text:
                return
            self._fresh = text.endswith(" ")
        shown = breakable(text, narrow=bool(tags & {"td", "th", "code", "pre"}))
        self._add(Piece("#text", literal(shown), text, inline=True))

    def _mark(self, number: int, *, opens: bool) -> None:
        note = self._around.claims
        if note is None or number >= len(note.claims) or not note.claims[number].is_in_doubt:
            return
        word = self._around.doubts.get(note.claims[number].status.value, "")
        code = literal("⟦") if opens else call("prep-doubt", literal(word))
        self._add(Piece("doubt", code, "⟦" if opens else f"⟧ {word}", inline=True))
        self._fresh = False

    def _closed(self, frame: Frame) -> Piece:
        self._settle_level(frame)
        label = self._label(frame)
        link = self._link(frame) if frame.tag == "a" else None
        after = self._around.after.get(frame.attributes.get("id", ""), "")
        piece = closed(frame.tag, frame.attributes, tuple(frame.pieces), label, link, after)
        # A link within the site may be a reference: what stands before it tells.
        is_within = frame.tag == "a" and not _SCHEME.match(frame.attributes.get("href", ":"))
        return replace(piece, tag="cited") if is_within and piece.text.strip() else piece

    def _settle_level(self, frame: Frame) -> None:
        """Give a heading a level that skips none, as readers of a tagged PDF rely on; an empty one is none."""
        if frame.tag in HEADINGS and not text_of(frame.pieces).strip(_UNSEEN):
            frame.tag = "div"
        elif frame.tag in HEADINGS:
            level = int(frame.tag[1]) if not self._level else max(int(frame.tag[1]), 2)
            self._level = min(level, max(self._level, 1) + 1)
            frame.tag = f"h{self._level}"

    def _label(self, frame: Frame) -> str:
        """Return the label of an element, or nothing where a link couldn't lead to it."""
        anchor = frame.attributes.get("id", "")
        label = self._around.labels.get((self._around.uri, anchor), "") if anchor else ""
        if label in self._used or frame.tag not in HEADINGS:
            return ""
        self._used.add(label)
        return label

    def _link(self, frame: Frame) -> Callable[[str], str] | None:
        """Return what makes a link of code, or None where it leads nowhere on paper."""
        to = frame.attributes.get("href", "")
        if leads_outside(to):
            address = breakable(to.removeprefix("mailto:"), narrow=True)
            said = "".join(piece.text for piece in frame.pieces).strip()
            shown = "none" if said in {to, to.removeprefix("mailto:")} else literal(address)
            return lambda code: call("prep-link", literal(to), code, shown)
        if _SCHEME.match(to):
            return None
        path, _, anchor = to.partition("#")
        here = posixpath.dirname(self._around.uri)
        uri = posixpath.normpath(posixpath.join(here, unquote(path))) if path else self._around.uri
        label = self._around.labels.get((uri, anchor))
        return (lambda code: to_page(label, code, self._around.on_page)) if label else None
