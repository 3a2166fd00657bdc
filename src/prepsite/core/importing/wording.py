"""The words of a foreign text: without markup, on one line, with nothing that can't be shown."""

import re
from unicodedata import category

from prepsite.core.posting.reading import plain_text
from prepsite.core.posting.words import LINK, source_text

_INNER_ITEM = re.compile(r"\n[ \t]*(?:[-*+•◦▪]|\d{1,2}[.)])[ \t]+")
_BARE_ADDRESS = re.compile(r"^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$")
_ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_ODD = re.compile(r"[^\n\t\x20-\x7e\xa0-\xac\xae-\u036f\u2010-\u2027\u20a0-\u20bf]")
_HELD = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# Joiners hold emoji and some scripts together; they alone of what can't be seen are kept.
_JOINERS = "\u200c\u200d"


def shown(text: str) -> str:
    """Return a text without the characters that can't be shown; white space stays."""
    if not _ODD.search(text):
        return text
    return "".join(
        sign
        for sign in text
        if sign in "\n\t " or sign in _JOINERS or category(sign) not in {"Cc", "Cf", "Cs", "Co"}
    )


def line_of(text: str | None) -> str:
    """Return what a text in Markdown or HTML shows, on one line."""
    if not text:
        return ""
    return " ".join(plain_text(_TAG.sub("", source_text(shown(text)))).split())


def lines_of(text: str) -> tuple[str, ...]:
    """Return a highlight's own line, and those of the items nested in it."""
    return tuple(
        line for part in _INNER_ITEM.split(f"\n{text}".replace("\r\n", "\n")) if (line := line_of(part))
    )


def paragraphs_of(text: str | None) -> str:
    """Return what a longer text shows: its paragraphs, each on one line, with a blank line between."""
    found = re.split(r"\n\s*\n", (text or "").replace("\r\n", "\n"))
    return "\n\n".join(line for each in found if (line := line_of(each)))


def address_of(text: str | None) -> str:
    """Return an address that the vault takes, with https:// where only that is missing; else nothing."""
    plain = shown(text or "").strip()
    if _ADDRESS.match(plain):
        return plain
    return f"https://{plain}" if _BARE_ADDRESS.match(plain) and "@" not in plain else ""


def link_in(text: str | None) -> str:
    """Return the address that a text in Markdown links to, or nothing."""
    found = LINK.search(text or "")
    return address_of(found[2]) if found else ""


def listed_in(text: str) -> tuple[str, ...]:
    """Return the items of `Python, C++ (14, 17), SQL`: commas in brackets don't count."""
    spans = [found.span() for found in _HELD.finditer(text)]
    cuts = [n for n, sign in enumerate(text) if sign in ",;|•·" and not any(a <= n < b for a, b in spans)]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(text)]
    items = (text[start:end].strip().removesuffix(".") for start, end in zip(starts, ends, strict=True))
    return tuple(item for item in items if item)
