"""The small pieces of chrome that pages are put together from: plain text, moments, links, tables.

All of it is escaped where a theme part draws it.
"""

from dataclasses import dataclass
from datetime import datetime

from prepsite.errors import Severity


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link to another page of the site, by its `uri`, or to its `anchor`.

    `query` is what the page reads from its address: `interview_id=hiring-manager`.
    """

    text: str
    uri: str
    anchor: str = ""
    query: str = ""


@dataclass(frozen=True)
class When:
    """A moment as shown: `text` in the vault's zone; `at` lets the browser count down to it."""

    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Notice:
    """A warning or a hint at the head of a page, with the command to run, if any."""

    severity: Severity
    text: str
    command: str = ""
    link: LinkTo | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: lines of plain text and links; `mark` sets one of a few words off, as "high".

    `level` is how it is drawn, where the mark's own words don't say: high, medium, low. `sort` is
    what a reader's sorting goes by: a number, a day, a text.
    """

    lines: tuple[tuple[str | LinkTo, ...], ...] = ()
    mark: str = ""
    level: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Grid:
    """A table under a section's heading, a row header first; `intro` stands above it, or alone."""

    intro: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: str = ""


@dataclass(frozen=True)
class FactRow:
    """One labelled fact at the head of a page: text, a moment, links, or an outside address."""

    label: str
    text: str = ""
    when: When | None = None
    links: tuple[LinkTo, ...] = ()
    url: str = ""
