"""What an export for Zensical holds beside prepsite's pages: the user's own, and the configuration."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from prepsite.core.pages.contents import contents_of
from prepsite.core.pages.edition import PUBLISHED_KINDS
from prepsite.core.pages.page import Attachment, Page
from prepsite.core.pages.zensical import DOCS, configuration
from prepsite.core.words import Words
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace

MARKDOWN = ".md"
COPIED_KINDS = frozenset({MARKDOWN, *PUBLISHED_KINDS, ".ics", ".json", ".toml", ".yaml", ".yml"})
"""Kinds of files in `docs` that come along: no page or drawing that would act."""


def own_files(workspace: Workspace, folder: Path) -> tuple[Attachment, ...]:
    """Return the pages that the user keeps in `docs`, and files for them of kinds that show or download.

    Hidden files and links are left out. Raises PrepsiteError where `folder`, the export's, is in there.
    """
    docs = workspace.root / DOCS
    if folder.resolve().is_relative_to(docs.resolve()):
        raise PrepsiteError(
            "an export for Zensical can't go into docs, which it takes pages from",
            where=str(folder),
            remedy="name a folder outside of it",
        )
    found = []
    for place, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in COPIED_KINDS and path.is_file() and not path.is_symlink():
                uri = path.relative_to(docs).as_posix()
                found.append(Attachment(uri, f"{DOCS}/{uri}"))
    return tuple(found)


def zensical_configuration(pages: Sequence[Page], own: Iterable[Attachment], words: Words) -> str:
    """Return the text of `zensical.toml`: the navigation is that of the site."""
    titles = [found.uri for found in own if found.uri.lower().endswith(MARKDOWN)]
    return configuration(words("Interview prep"), contents_of(pages, titles), words)
