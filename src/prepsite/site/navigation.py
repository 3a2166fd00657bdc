"""The navigation: prepsite's pages by their sections, then the user's own by their folders."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from prepsite.core.pages.page import Page

# The theme draws titles as they are; an escaped title is still a text to all who ask for one.
Entry = str | dict[str, "str | list[Entry]"]


def navigation_of(pages: Sequence[Page], own: Iterable[str]) -> list[Entry]:
    """Return what `nav` would say: `own` are the uris of the user's pages in docs_dir."""
    tree: list[Entry] = []
    for page in pages:
        _section(tree, page.section).append({nav_title(page): page.uri})
    for uri in sorted(own, key=_own_order):
        folders = tuple(_humanised(folder) for folder in uri.split("/")[:-1])
        _section(tree, folders).append(uri)
    return tree


def nav_title(page: Page) -> Markup:
    """Return a page's title in the navigation, escaped."""
    return escape(page.nav_title or page.title)


def _section(tree: list[Entry], titles: tuple[str, ...]) -> list[Entry]:
    """Return the entries of a section, which is added where it is missing."""
    for title in titles:
        name = escape(title)
        found = next(
            (
                entry[name]
                for entry in tree
                if isinstance(entry, dict) and name in entry and isinstance(entry[name], list)
            ),
            None,
        )
        if not isinstance(found, list):
            found = []
            tree.append({name: found})
        tree = found
    return tree


def _own_order(uri: str) -> tuple[str, bool, str]:
    folder, _, name = uri.rpartition("/")
    return folder, name not in {"index.md", "README.md"}, name


def _humanised(folder: str) -> str:
    return folder.replace("-", " ").replace("_", " ").capitalize()
