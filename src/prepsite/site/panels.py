"""The prep of rounds as panels of the single-page reference.

A panel has the Markdown of its round's own page, which was mostly rendered just before: what it became there
is taken from there, wherever it is sure to be what rendering it alone gives.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from markdown.util import HTML_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from prepsite.core.pages.page import Page, Panel
from prepsite.core.pages.shelf import Shelf
from prepsite.site.articles import EXTENSIONS
from prepsite.site.incremental.files import is_alone
from prepsite.site.link_hosts import with_hosts
from prepsite.site.marks import drawn, without_forged
from prepsite.site.rendering import SECTION_LEVEL, TypedPage, as_text
from prepsite.site.sanitiser import Elsewhere, sanitise
from prepsite.site.views import RenderedPanel

# Of rounds' pages: those of an application or two.
_MOST_NOTED = 16
# Others, or what is set for them, may number or define things over a whole page.
_PART_BY_PART = frozenset({"toc", "tables", "fenced_code", *EXTENSIONS})
_SET = frozenset({"toc", "pymdownx.tasklist"})

_HEADING = re.compile(r"## .*\{: #(?P<id>[\w-]+)[^{}\n]*\}(?:\n|\Z)")
# As Python-Markdown writes tags: no angle in a value.
_ID = re.compile(r'<[a-z][^<>]*?\sid="(?P<id>[^"]*)"')
_COUNTED = re.compile(r"_\d+\Z")
# What Python-Markdown puts for pieces in the order of the page; some texts have one come out of it.
_PLACEHOLDERS = tuple(
    each.lstrip("\x02").partition(":")[0] for each in (INLINE_PLACEHOLDER_PREFIX, HTML_PLACEHOLDER)
)
_OUTWARD = re.compile(r"[a-z][a-z0-9+.\-]*:|/", re.IGNORECASE)


@dataclass(frozen=True)
class _Rendered:
    """Markdown as HTML, not yet sanitised, with its sections as (title, anchor)."""

    html: str
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Noted:
    """A round's page: its Markdown, and what that was rendered to."""

    markdown: str
    rendered: _Rendered


class Panels:
    """Renders the panels of a site."""

    def __init__(self) -> None:
        self._noted = Shelf[_Noted](_MOST_NOTED)

    def note(self, own: Page, html: str, page: MkDocsPage, config: MkDocsConfig) -> None:
        """Note what a page was rendered to, its table of contents as it is."""
        if own.chrome.kind != "interview" or not _is_part_by_part(config):
            return
        self._noted.put(own.uri, _Noted(own.markdown, _Rendered(html, _sections_of(page.toc))))

    def render(
        self, page: Page, panel: Panel, config: MkDocsConfig, files: Files
    ) -> tuple[RenderedPanel, set[str]]:
        """Return a panel's sanitised content for a page, and its anchors as they stand there."""
        uri = panel.page.uri if panel.page else page.uri
        noted = self._noted.get(uri)
        rendered = (_part_of(noted, panel.markdown) if noted else None) or _alone(
            uri, panel.markdown, config, files
        )
        source = File.generated(config, uri, content="").url
        target = File.generated(config, page.uri, content="").url

        def address(of: str) -> str:
            return moved(of, source, target)

        # No id of an interview holds an underscore, so that no two prefixes can meet.
        prefix, anchors = f"{panel.id}_", _ids_in(rendered.html)
        cleaned = sanitise(without_forged(rendered.html), Elsewhere(prefix, anchors, address))
        content = drawn(with_hosts(cleaned), panel.claims)
        sections = tuple((title, f"{prefix}{anchor}") for title, anchor in rendered.sections)
        return RenderedPanel(panel, content, sections), {f"{prefix}{anchor}" for anchor in anchors}


def moved(address: str, source: str, target: str) -> str:
    """Return an address on the page at `source` as it is on the one at `target`; both are MkDocs's urls."""
    if _OUTWARD.match(address):
        return address
    path, mark, fragment = urljoin(f"/{source}", address).partition("#")
    if path[1:] == target and fragment:
        return f"#{fragment}"
    return f"{get_relative_url(path[1:], target)}{mark}{fragment}"


def _alone(uri: str, markdown: str, config: MkDocsConfig, files: Files) -> _Rendered:
    """Render Markdown by a page off the books, at the place of its round's: links lead where they do there."""
    page = TypedPage(None, File.generated(config, uri, content=markdown), config)
    page.markdown = markdown
    page.render(config, files)
    return _Rendered(page.content or "", _sections_of(page.toc))


def _part_of(noted: _Noted, markdown: str) -> _Rendered | None:
    """Return what a part of a page was rendered to, None where it isn't sure to be the same alone.

    Nothing reaches over a heading that begins a line, but for numbers: those of ids that would be the same,
    and of pieces that are taken out of a text.
    """
    at = noted.markdown.find(markdown)
    rest = noted.markdown[at + len(markdown) :].lstrip("\n")
    first, after = _HEADING.match(markdown), _HEADING.match(rest)
    if at < 0 or (at and noted.markdown[at - 1] != "\n") or first is None or (rest and after is None):
        return None
    html = noted.rendered.html
    begin = _begins(html, first["id"])
    end = _begins(html, after["id"]) if after else len(html)
    if begin is None or end is None or end < begin:
        return None
    part = html[begin:end].strip("\n")
    if any(each in part for each in _PLACEHOLDERS):
        return None
    inside = _ids_in(part)
    if not _uncounted(inside).isdisjoint(_uncounted(_ids_in(html[:begin]) | _ids_in(html[end:]))):
        return None
    return _Rendered(part, tuple(each for each in noted.rendered.sections if each[1] in inside))


def _begins(html: str, anchor: str) -> int | None:
    """Return where the only heading with an anchor begins."""
    found = [each.start() for each in re.finditer(rf'<h2\b[^<>]*\sid="{anchor}"[^<>]*>', html)]
    return found[0] if len(found) == 1 else None


def _ids_in(html: str) -> frozenset[str]:
    return frozenset(_ID.findall(html))


def _uncounted(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(_COUNTED.sub("", each) for each in ids)


def _is_part_by_part(config: MkDocsConfig) -> bool:
    """Tell whether the parts of a page are rendered as each would be alone, which no other plugin sees."""
    is_known = _PART_BY_PART.issuperset(config.markdown_extensions) and _SET.issuperset(config.mdx_configs)
    return is_known and is_alone(config)


def _sections_of(entries: Iterable[AnchorLink]) -> tuple[tuple[str, str], ...]:
    """Return the second-level headings of a table of contents."""
    found: list[tuple[str, str]] = []
    for entry in entries:
        is_section = entry.level == SECTION_LEVEL
        found += [(as_text(entry.title), entry.id)] if is_section else _sections_of(entry.children)
    return tuple(found)
