"""The navigation as MkDocs's `nav` would say it, with escaped titles."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from prepsite.core.pages.contents import Branch, Leaf, Placed, contents_of

# The theme draws titles as they are; an escaped title is still a text to all who ask for one.
Entry = str | dict[str, "str | list[Entry]"]


def navigation_of(pages: Iterable[Placed], own: Iterable[str]) -> list[Entry]:
    """Return what `nav` would say: `own` are the uris of the user's pages in docs_dir."""
    return [_entry(each) for each in contents_of(pages, own)]


def nav_title(page: Placed) -> Markup:
    """Return a page's title in the navigation, escaped."""
    return escape(page.nav_title or page.title)


def _entry(found: Leaf | Branch) -> Entry:
    if isinstance(found, Branch):
        return {escape(found.title): [_entry(each) for each in found.entries]}
    return {escape(found.title): found.uri} if found.title else found.uri
