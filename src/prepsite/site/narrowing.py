"""A site for others: which part of the vault it is of, and what would serve the vault as it is."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mkdocs.config.defaults import MkDocsConfig

from prepsite.vault.folders import conflict_copies
from prepsite.vault.layout import Workspace

_SAYS = frozenset({".md", ".yml"})
_TEXTS = frozenset({".md", ".markdown", ".html", ".txt"})


@dataclass(frozen=True)
class Narrowing:
    """Nothing private; with an application, that one alone, as a coach may see it."""

    application: str = ""


@runtime_checkable
class TakesNarrowing(Protocol):
    """What draws a site for others: the plugin."""

    narrowing: Narrowing | None


def raw_reasons(config: MkDocsConfig, workspace: Workspace) -> Iterator[str]:
    """Yield what in a mkdocs.yml, or beside it, would serve the files of the vault, or lead to them."""
    vault, docs = workspace.vault.resolve(), Path(config.docs_dir).resolve()
    served = {"docs_dir": Path(config.docs_dir), "theme folder": workspace.templates / "theme"}
    if custom := config.theme.custom_dir:
        served["theme's custom_dir"] = Path(custom)
    for name, folder in served.items():
        if _meet(folder.resolve(), vault):
            yield f"the {name} would publish the vault as it is: {folder}"
        else:
            yield from _raw_files(folder.resolve(), workspace)
    for copy in conflict_copies(docs):
        yield f"{copy} is a conflict copy, and would be published with your pages: delete it"
    for name, stated in (
        ("repo_url", config.repo_url),
        ("edit_uri", config.edit_uri),
        ("edit_uri_template", config.edit_uri_template),
    ):
        if stated:
            yield f"{name} would lead readers to the files themselves: delete it from mkdocs.yml"


def own_pages(config: MkDocsConfig) -> Mapping[str, str]:
    """Return the texts of the user's own pages, which a site for others shows as they are, by path."""
    found = sorted(Path(config.docs_dir).rglob("*"))
    files = (file for file in found if file.suffix in _TEXTS and file.is_file())
    return {str(file): file.read_text("utf-8", errors="replace") for file in files}


def _meet(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _raw_files(folder: Path, workspace: Workspace) -> Iterator[str]:
    """Yield the links below a folder that lead into the search, and the copies of the vault's files there.

    MkDocs follows links, and publishes what is in its folders as it is.
    """
    root, vault = workspace.root.resolve(), workspace.vault.resolve()
    sizes: set[int] | None = None
    for home, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(home, name)
            if path.is_symlink():
                target = path.resolve()
                if not target.is_relative_to(folder) and (_meet(target, root) or _meet(target, vault)):
                    yield f"{path} is a link that would publish files of your own as they are: delete it"
            elif path.is_file():
                sizes = _sizes(vault) if sizes is None else sizes
                if path.stat().st_size in sizes and (source := _copied(path, vault)):
                    told = workspace.vault / source.relative_to(vault)
                    yield f"{path} is a copy of {workspace.relative(told)}, and would be published: delete it"


def _sizes(vault: Path) -> set[int]:
    return {file.stat().st_size for file in _regular(vault)}


def _copied(path: Path, vault: Path) -> Path | None:
    """Return the file of the vault that another file has all bytes of, if there is one."""
    content = path.read_bytes()
    files = (file for file in _regular(vault) if file.stat().st_size == len(content))
    return next((file for file in files if file.read_bytes() == content), None)


def _regular(vault: Path) -> Iterator[Path]:
    """Yield what the vault says: its Markdown and its settings, wherever they stand in it."""
    for home, _, names in os.walk(vault):
        for name in names:
            file = Path(home, name)
            if file.suffix in _SAYS and not file.is_symlink() and file.is_file() and file.stat().st_size:
                yield file
