"""The table of contents of a site: prepsite's pages by their sections, then the user's own by folders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Placed(Protocol):
    """A page as far as the contents know it, made or not."""

    @property
    def uri(self) -> str:
        """Return the page's uri."""
        ...

    @property
    def title(self) -> str:
        """Return its title."""
        ...

    @property
    def nav_title(self) -> str:
        """Return what the contents call it; empty where that is its title."""
        ...

    @property
    def section(self) -> tuple[str, ...]:
        """Return the titles above it."""
        ...


@dataclass(frozen=True)
class Leaf:
    """A page in the contents; without a title it goes by the page's own heading."""

    uri: str
    title: str = ""


@dataclass
class Branch:
    """A section in the contents, with what stands in it in order."""

    title: str
    entries: "list[Leaf | Branch]"


def contents_of(pages: Iterable[Placed], own: Iterable[str]) -> "list[Leaf | Branch]":
    """Return what stands where; `own` are the uris of the user's pages in docs_dir."""
    root = Branch("", [])
    for page in pages:
        _section(root, page.section).append(Leaf(page.uri, page.nav_title or page.title))
    for uri in sorted(own, key=_own_order):
        folders = tuple(_humanised(folder) for folder in uri.split("/")[:-1])
        _section(root, folders).append(Leaf(uri))
    return root.entries


def _section(branch: Branch, titles: tuple[str, ...]) -> "list[Leaf | Branch]":
    """Return the entries of a section, which is added where it is missing."""
    for title in titles:
        found = next(
            (each for each in branch.entries if isinstance(each, Branch) and each.title == title), None
        )
        if found is None:
            found = Branch(title, [])
            branch.entries.append(found)
        branch = found
    return branch.entries


def _own_order(uri: str) -> tuple[str, bool, str]:
    folder, _, name = uri.rpartition("/")
    return folder, name not in {"index.md", "README.md"}, name


def _humanised(folder: str) -> str:
    return folder.replace("-", " ").replace("_", " ").capitalize()
