"""What the theme leaves unsaid: names of its controls and landmarks, for who can't see them."""

import re

from markupsafe import escape

from prepsite.core.words import Words

_SEARCH = 'data-md-component="search" role="dialog"'
_MENU = re.compile(r'(<label class="md-header__button md-icon" for="__(?:drawer|search)")>')
_BRANCH = re.compile(
    r'(?P<nav><nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*" aria-expanded="[a-z]+"'
    r'(?P<between>>\s*<label class="md-nav__title" for="(?P<id>[^"]*)">\s*'
    r'<span class="md-nav__icon md-icon"></span>\s*)(?P<title>[^<]*?)(?P<end>\s*</label>)'
)


def mended(html: str, words: Words) -> str:
    """Return a whole page with the theme's search, menu and branches of the navigation named.

    The theme names a branch by a label that holds nothing but an arrow where the branch has a page of its
    own, and says that a landmark is expanded, which only a control can be. Upstream: mkdocs-material 9.8.
    """
    html = html.replace(_SEARCH, f'{_SEARCH} aria-label="{escape(words("Search"))}"', 1)
    html = _MENU.sub(lambda found: _named(found, words), html)
    titles: dict[str, str] = {}

    def branch(found: re.Match[str]) -> str:
        title = found["title"].replace('"', "&quot;")
        titles[found["id"]] = title
        return f'{found["nav"]} aria-label="{title}"{found["between"]}{found["title"]}{found["end"]}'

    html = _BRANCH.sub(branch, html)
    for ident, title in titles.items():
        html = html.replace(f'id="{ident}_label"', f'id="{ident}_label" data-label="{title}"', 1)
    return html


def _named(found: re.Match[str], words: Words) -> str:
    name = words("Menu") if "__drawer" in found[1] else words("Search")
    return f'{found[1]} data-label="{escape(name)}">'
