"""Chrome as the theme draws it: plain text, and addresses relative to the page at hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.page import (
    Chrome,
    FactRow,
    Notice,
    Page,
    Panel,
    SectionNote,
    When,
)
from prepsite.site.claims import ClaimsView, claims_view
from prepsite.site.grids import GridView, PlotView, part_view
from prepsite.site.links import Address, LinkView, link_view
from prepsite.site.overviews import OverviewView, overview_view
from prepsite.site.previews import PreviewView, previews_view, with_previews
from prepsite.site.rounds import ToolView, tool_view

_SECTION = re.compile(r"""<h2\b[^>]*\bid="(?P<id>[^"]*)"[^>]*>.*?</h2>""", re.DOTALL)


@dataclass(frozen=True)
class NoticeView:
    """A notice of a severity: error, warning or notice."""

    severity: str
    text: str
    command: str
    link: LinkView | None


@dataclass(frozen=True)
class Passage:
    """A piece of sanitised content, and the notices that stand after it, under a section's heading."""

    html: Markup
    notices: tuple[NoticeView, ...] = ()
    part: GridView | PlotView | None = None


@dataclass(frozen=True)
class FactView:
    """A labelled fact; rows of the same label stand together."""

    label: str
    text: str
    when: When | None
    links: tuple[LinkView, ...]
    url: str


@dataclass(frozen=True)
class PanelView:
    """A panel with its sanitised content, whole and in passages; `contents` leads to its sections."""

    id: str
    title: str
    html: Markup
    passages: tuple[Passage, ...]
    contents: tuple[LinkView, ...]
    notices: tuple[NoticeView, ...]
    facts: tuple[FactView, ...]
    claims: ClaimsView | None
    page: LinkView | None
    tool: ToolView | None
    noted: Mapping[str, Passage]
    written_by: str
    chosen: bool


@dataclass(frozen=True)
class PageView:
    """Everything the theme parts draw around the content: the variable `prepsite` of a template.

    `heading` and `body` are the sanitised content, parted after its first heading; `passages` are
    the body, parted where something is to be said at a section. A round's page has a `tool`, with
    its sections, in place of them; `noted` is what is to be said at each, by anchor.
    """

    kind: str
    title: str
    heading: Markup
    body: Markup
    passages: tuple[Passage, ...]
    notices: tuple[NoticeView, ...]
    facts: tuple[FactView, ...]
    claims: ClaimsView | None
    overview: OverviewView | None
    panels: tuple[PanelView, ...]
    chosen: str
    previous: LinkView | None
    following: LinkView | None
    print_head: str
    written_by: str
    tool: ToolView | None
    noted: Mapping[str, Passage]
    previews: tuple[PreviewView, ...]
    private: bool
    today: str


@dataclass(frozen=True)
class RenderedPanel:
    """A panel's content as sanitised HTML, and its sections as (title, anchor)."""

    panel: Panel
    html: str
    sections: tuple[tuple[str, str], ...]


def view_of(
    page: Page,
    content: str,
    panels: tuple[RenderedPanel, ...],
    address: Address,
    today: date | None,
) -> PageView:
    """Return the view of a page: `content` is sanitised, `address` turns links into addresses."""
    chrome: Chrome = page.chrome
    cards = previews_view(chrome.previews, address)
    heading, body = _parted(with_previews(content, cards))
    noted = _noted(chrome.sections, address)
    rounds = chrome.rounds
    return PageView(
        kind=chrome.kind,
        title=page.title,
        heading=Markup(heading),  # noqa: S704 - sanitised
        body=Markup(body),  # noqa: S704 - sanitised
        passages=_passages(body, chrome.sections, address),
        notices=tuple(_notice(each, address) for each in chrome.notices),
        facts=tuple(_fact(each, address) for each in chrome.facts),
        claims=claims_view(chrome.claims, body, address),
        overview=overview_view(chrome.overview, address),
        panels=tuple(_panel(each, with_previews(each.html, cards), address, chrome.chosen) for each in panels),
        chosen=chrome.chosen,
        previous=link_view(rounds.previous, address) if rounds else None,
        following=link_view(rounds.following, address) if rounds else None,
        print_head=chrome.print_head,
        written_by=chrome.written_by,
        tool=tool_view(chrome.tool, body, chrome.facts, address),
        noted=noted,
        previews=cards,
        private=page.private,
        today=today.isoformat() if today else "",
    )


def _parted(content: str) -> tuple[str, str]:
    """Part the content after the heading it begins with, if it begins with one."""
    found = re.match(r"\s*<h1\b.*?</h1>", content, re.DOTALL)
    return (content[: found.end()], content[found.end() :]) if found else ("", content)


def _passages(content: str, notes: tuple[SectionNote, ...], address: Address) -> tuple[Passage, ...]:
    """Part sanitised content after the headings at which something is to be said."""
    noted = {note.anchor: note for note in notes}
    passages: list[Passage] = []
    start = 0
    for heading in _SECTION.finditer(content) if noted else ():
        note = noted.pop(heading["id"], None)
        if note is not None:
            html = Markup(content[start : heading.end()])  # noqa: S704 - sanitised
            passages.append(_said(note, address, html))
            start = heading.end()
    return (*passages, Passage(Markup(content[start:])))  # noqa: S704 - sanitised


def _noted(notes: tuple[SectionNote, ...], address: Address) -> dict[str, Passage]:
    """Return what is to be said at sections, by their anchors."""
    return {note.anchor: _said(note, address) for note in reversed(notes)}


def _said(note: SectionNote, address: Address, html: Markup = Markup()) -> Passage:  # noqa: B008 - a text
    notices = tuple(_notice(each, address) for each in note.notices)
    return Passage(html, notices, part_view(note.part, note.anchor, address))


def _notice(notice: Notice, address: Address) -> NoticeView:
    return NoticeView(notice.severity.value, notice.text, notice.command, link_view(notice.link, address))


def _fact(fact: FactRow, address: Address) -> FactView:
    links = tuple(LinkView(link.text, address(link)) for link in fact.links)
    url = fact.url if leads_outside(fact.url) else ""
    return FactView(fact.label, fact.text or fact.url, fact.when, links, url)


def _panel(rendered: RenderedPanel, content: str, address: Address, chosen: str) -> PanelView:
    panel = rendered.panel
    return PanelView(
        id=panel.id,
        title=panel.title,
        html=Markup(content),  # noqa: S704 - sanitised
        passages=_passages(content, panel.sections, address),
        contents=tuple(LinkView(title, f"#{anchor}") for title, anchor in rendered.sections),
        notices=tuple(_notice(each, address) for each in panel.notices),
        facts=tuple(_fact(each, address) for each in panel.facts),
        claims=claims_view(panel.claims, content, address),
        page=link_view(panel.page, address),
        tool=tool_view(panel.tool, content, panel.facts, address, f"{panel.id}_"),
        noted=_noted(panel.sections, address),
        written_by=panel.written_by,
        chosen=panel.id == chosen,
    )
