"""The search index: what the search plugin wrote of the user's own pages, and what is found of the vault's."""

import json
from collections.abc import Iterable
from pathlib import Path

INDEX = "search/search_index.json"
INDEX_SCRIPT = "search/search_index.js"


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
