"""What the search plugin reads of a page, where that isn't the page as it stands."""

from collections.abc import Iterable
from html import escape

from prepsite.core.pages.page import SearchEntry


def read_by_search(entries: Iterable[SearchEntry]) -> str:
    """Return entries as HTML that the search plugin takes apart again: a heading and its words each."""
    parts = []
    for entry in entries:
        # The first one stands for the page: its anchor isn't read.
        level, anchor = (3, entry.anchor) if entry.anchor else (1, "page")
        parts.append(f'<h{level} id="{escape(anchor)}">{escape(entry.title)}</h{level}>')
        if entry.text:
            parts.append(f"<p>{escape(entry.text)}</p>")
    return "\n".join(parts)
