"""A site for others: which part of the vault it is of, and what would serve the vault as it is."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mkdocs.config.defaults import MkDocsConfig

from prepsite.vault.layout import Workspace


@dataclass(frozen=True)
class Narrowing:
    """Nothing private; with an application, that one alone, as a coach may see it."""

    application: str = ""


@runtime_checkable
class TakesNarrowing(Protocol):
    """What draws a site for others: the plugin."""

    narrowing: Narrowing | None


def raw_reasons(config: MkDocsConfig, workspace: Workspace) -> Iterator[str]:
    """Yield what in a mkdocs.yml would serve the files of the vault, or lead to them."""
    vault, docs = workspace.vault.resolve(), Path(config.docs_dir).resolve()
    if _meet(docs, vault):
        yield f"docs_dir would publish the vault as it is: {config.docs_dir}"
    elif link := next(_links_into(docs, workspace.root.resolve()), None):
        yield f"{link} is a link that would publish files of your own as they are: delete it"
    custom = config.theme.custom_dir
    if custom and _meet(Path(custom).resolve(), vault):
        yield f"the theme's custom_dir would publish the vault as it is: {custom}"
    for name, stated in (("repo_url", config.repo_url), ("edit_uri", config.edit_uri)):
        if stated:
            yield f"{name} would lead readers to the files themselves: delete it from mkdocs.yml"


def _meet(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _links_into(docs: Path, root: Path) -> Iterator[Path]:
    """Yield the links below docs_dir that lead out of it into the search: MkDocs follows them."""
    for home, folders, names in os.walk(docs):
        for name in (*folders, *names):
            path = Path(home, name)
            if path.is_symlink():
                target = path.resolve()
                if not target.is_relative_to(docs) and _meet(target, root):
                    yield path
