"""A round as one HTML file: readable on a phone with no network, nothing asked for, no script."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.page import Cell, FactRow, Grid, LinkTo, Page, Plot, SectionNote
from prepsite.core.pages.told_hosts import host_beside
from prepsite.core.templates import Templates
from prepsite.core.words import Words
from prepsite.paper.inlining import Entry, Picture, Place, ids_of, inlined
from prepsite.paper.rounds import Part
from prepsite.site.articles import article_html
from prepsite.site.link_hosts import with_hosts

TEMPLATE = "paper/webpage.html.j2"
STYLE = "paper/webpage.css"
SUFFIX = ".html"

_GENERATOR = b'<meta name="generator" content="prepsite">'


@dataclass(frozen=True)
class _Drawn:
    """A part as the template draws it; `facts` are (label, ((text, address, host), …))."""

    anchor: str
    name: str
    article: Markup
    contents: tuple[Entry, ...]
    page: Page
    facts: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


def webpage(
    parts: Sequence[Part], application: str, style: str, templates: Templates, words: Words, picture: Picture
) -> str:
    """Return the file: the first part is the round itself, the others follow under their names."""
    articles = [with_hosts(article_html(part.page.markdown)) for part in parts]
    ids: dict[tuple[str, str], str] = {}
    for number, (part, html) in enumerate(zip(parts, articles, strict=True)):
        ids[part.page.uri, ""] = _anchor(number)
        ids |= ids_of(html, part.page.uri, _prefix(number))
    drawn = []
    for number, (part, html) in enumerate(zip(parts, articles, strict=True)):
        page = part.page
        place = Place(
            page.uri,
            _prefix(number),
            ids,
            picture,
            words("Done"),
            1 if number else 0,
            page.chrome.claims,
            {"unverified": words("unverified"), "retracted": words("retracted")},
            {note.anchor: _noted(note, ids, templates, words) for note in page.chrome.sections},
        )
        done = inlined(html, place)
        facts = _facts(page.chrome.facts)
        # The sanitiser let it through, and what was added since is escaped.
        article = Markup(done.html)  # noqa: S704
        drawn.append(_Drawn(_anchor(number), part.name, article, done.sections, page, facts))
    return templates.render(
        TEMPLATE,
        parts=drawn,
        page=parts[0].page,
        application=application,
        style=Markup(style),  # noqa: S704 - a file of the templates, not of the vault
        style_hash=_hash(style),
        words=words,
        counted=words.counted,
    )


def made_by_prepsite(content: bytes) -> bool:
    """Tell whether an HTML file says that prepsite made it."""
    return content.startswith(b"<!doctype html>") and _GENERATOR in content[:4096]


def _anchor(number: int) -> str:
    return f"part.{number}"


def _prefix(number: int) -> str:
    return f"{number}." if number else ""


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _facts(rows: Sequence[FactRow]) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Return facts by label, with the hosts to tell; links to other pages of the site are left out."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        text = row.when.text if row.when else row.text or row.url
        if text:
            url = row.url if leads_outside(row.url) else ""
            found.setdefault(row.label, []).append((text, url, host_beside(text, url) if url else ""))
    return tuple((label, tuple(lines)) for label, lines in found.items())


def _noted(note: SectionNote, ids: Mapping[tuple[str, str], str], templates: Templates, words: Words) -> str:
    """Return what is said under a section's heading, and its table."""
    grid = note.part.grid if isinstance(note.part, Plot) else note.part
    return templates.render(
        "paper/noted.html.j2",
        notices=note.notices,
        grid=grid,
        rows=_rows(grid, ids) if grid else (),
        words=words,
        counted=words.counted,
    )


def _rows(grid: Grid, ids: Mapping[tuple[str, str], str]) -> tuple[tuple[tuple[str, Markup], ...], ...]:
    return tuple(
        tuple((column, _cell(cell, ids)) for column, cell in zip(grid.columns, row, strict=False))
        for row in grid.rows
    )


def _cell(cell: Cell, ids: Mapping[tuple[str, str], str]) -> Markup:
    lines = ["".join(_word(word, ids) for word in line) for line in cell.lines]
    mark = [f"<b>{escape(cell.mark)}</b>"] if cell.mark else []
    return Markup("<br>".join((*mark, *lines)))  # noqa: S704 - each word is escaped


def _word(word: str | LinkTo, ids: Mapping[tuple[str, str], str]) -> str:
    if isinstance(word, str):
        return escape(word, quote=False)
    found = ids.get((word.uri, word.anchor))
    text = escape(word.text, quote=False)
    return f'<a href="#{escape(found)}">{text}</a>' if found else text
