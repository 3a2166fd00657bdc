"""What the search plugin reads of a page, where that isn't the page as it stands; the index that it writes."""

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from prepsite.core.pages.page import SearchEntry

INDEX = "search/search_index.json"
INDEX_SCRIPT = "search/search_index.js"


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


def as_json(entries: Iterable[object]) -> str:
    """Return entries as they stand in the list of an index, as the search plugin writes them."""
    return ",".join(json.dumps(entry, separators=(",", ":"), default=str) for entry in entries)


def write_index(folder: Path, own: str, entries: Iterable[str]) -> None:
    """Write the index of a site, and as a script, which a page opened from the disk can load.

    `own` is the index of the user's own pages, as the search plugin wrote it; `entries` are those of the
    vault's pages, each as JSON or empty.
    """
    text = with_entries(own, entries)
    (folder / INDEX).write_text(text, encoding="utf-8")
    (folder / INDEX_SCRIPT).write_text(f"var __index = {text}\n", encoding="utf-8")


def with_entries(own: str, entries: Iterable[str]) -> str:
    """Return an index with more entries after its own; raise ValueError where `own` isn't one."""
    index = json.loads(own)
    config = json.dumps(index["config"], separators=(",", ":"))
    docs = ",".join(part for part in (as_json(index["docs"]), *entries) if part)
    return f'{{"config":{config},"docs":[{docs}]}}'
