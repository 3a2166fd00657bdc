"""Grids and plots as Markdown, for any site generator."""

import re
from collections.abc import Iterable

from prepsite.core.pages.escaping import escape
from prepsite.core.pages.page import Cell, Grid, LinkTo, Page, Plot
from prepsite.core.pages.sitemap import href


def with_parts(page: Page, markdown: str) -> str:
    """Return a page's Markdown with what stands below its headings as chrome: a plot as its table."""
    for note in page.chrome.sections:
        if note.part is not None:
            below = (
                _plot(page.uri, note.part)
                if isinstance(note.part, Plot)
                else grid_markdown(page.uri, note.part)
            )
            heading = re.compile(rf"^##+ .* \{{: #{re.escape(note.anchor)} \}}$", re.MULTILINE)
            found = heading.search(markdown)
            if found:
                markdown = f"{markdown[: found.end()]}\n\n{below}{markdown[found.end() :]}"
    return markdown


def _plot(source: str, plot: Plot) -> str:
    said = escape(plot.description)
    return f"{escape(plot.title)}: {said}\n\n{grid_markdown(source, plot.grid)}"


def grid_markdown(source: str, grid: Grid) -> str:
    """Return a table for the page at `source`, with the words around it."""
    parts = [escape(grid.intro)] if grid.intro else []
    if grid.rows:
        lines = [_line(map(escape, grid.columns)), _line("---" for _ in grid.columns)]
        lines += [_line(_cell(source, cell) for cell in row) for row in grid.rows]
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, *([escape(grid.more)] if grid.more else [])])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(source: str, cell: Cell) -> str:
    lines = ["".join(_piece(source, piece) for piece in line) for line in cell.lines]
    mark = [f"**{escape(cell.mark.capitalize())}**"] if cell.mark else []
    return "<br>".join([*mark, *lines])


def _piece(source: str, piece: str | LinkTo) -> str:
    if isinstance(piece, str):
        # The blanks at the ends of a piece part it from a link.
        bare = escape(piece)
        return f"{' ' if piece[:1] == ' ' else ''}{bare}{' ' if piece[-1:] == ' ' and bare else ''}"
    return f"[{escape(piece.text)}]({href(source, piece.uri, piece.anchor)})"
