"""Sanitised HTML taken apart: its elements side by side, and its text.

The sanitiser writes tags in lower case, balanced, with every value in double quotes: what is not so
stays in one piece.
"""

import hashlib
import html
import re
from dataclasses import dataclass

_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^">]*(?:"[^"]*"[^">]*)*)>')
_VOID = frozenset({"br", "hr", "img", "input", "col", "wbr"})
_CLASS = re.compile(r'\bclass="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
# Marks of claims say nothing of the text itself, and titles of what is cited change on their own.
_NO_TEXT = re.compile(r'<(?P<tag>button|a)\b[^>]*>.*?</(?P=tag)>|<b class="prepsite-bracket".*?</b>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_ANY_TAG = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>')
_DIGITS = 16


@dataclass(frozen=True)
class Element:
    """An element with what is in it; `tag` is empty for text between two elements."""

    tag: str
    attributes: str
    inner: str
    html: str

    @property
    def classes(self) -> list[str]:
        """Return its classes."""
        found = _CLASS.search(self.attributes)
        return found[1].split() if found else []

    @property
    def id(self) -> str:
        """Return its id, or an empty text."""
        found = _ID.search(self.attributes)
        return found[1] if found else ""


def elements(content: str) -> list[Element]:
    """Return the elements that stand side by side, with the text between them."""
    found: list[Element] = []
    depth = end = 0
    opening: re.Match[str] | None = None
    for tag in _TAG.finditer(content):
        closes, name, attributes = tag.groups()
        if opening is None:
            if closes:
                continue
            _add_text(found, content[end : tag.start()])
            end = tag.start()
            if name in _VOID:
                found.append(Element(name, attributes, "", tag[0]))
                end = tag.end()
            else:
                opening, depth = tag, 1
        elif not closes:
            depth += name not in _VOID
        elif depth > 1:
            depth -= 1
        else:
            inner = content[opening.end() : tag.start()]
            outer = content[opening.start() : tag.end()]
            found.append(Element(opening["name"], opening["attributes"], inner, outer))
            opening, end = None, tag.end()
    _add_text(found, content[end:])
    return found


def own_text(content: str) -> str:
    """Return the words of content on one line, without marks of claims and without links."""
    return " ".join(html.unescape(_ANY_TAG.sub(" ", _NO_TEXT.sub(" ", content))).split())


def all_text(content: str) -> str:
    """Return the words of content on one line, those of links too."""
    return " ".join(html.unescape(_ANY_TAG.sub("", _PERMALINK.sub("", content))).split())


def digest(*texts: str) -> str:
    """Return what tells whether texts changed: 16 hex digits."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _add_text(found: list[Element], text: str) -> None:
    if text.strip():
        found.append(Element("", "", text, text))
