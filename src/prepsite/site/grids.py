"""Grids and plots as the theme draws them: addresses for links, places for points."""

from dataclasses import dataclass

from prepsite.core.pages.page import Cell, Grid, LinkTo, Plot, PlotRow
from prepsite.site.links import Address, LinkView, link_view

# The plot in its own units, which are the screen's on a phone.
WIDTH = 360
_LEFT, _RIGHT = 14, 30
_TOP, _NAME, _BAND, _GAP = 8, 16, 32, 8
_FOOT = 20
# Closer than this, two values can't stand beside their marks.
_READABLE = 22


@dataclass(frozen=True)
class CellView:
    """A cell: `column` is its heading, for screens too narrow for a table; text has no url."""

    column: str
    mark: str
    level: str
    lines: tuple[tuple[LinkView, ...], ...]
    sort: str


@dataclass(frozen=True)
class GridView:
    """A table with its words around it; `id` names it."""

    kind: str
    id: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    more: str


@dataclass(frozen=True)
class MarkView:
    """A value drawn at a place; `shown` says whether there is room for its figure."""

    x: float
    y: float
    value: int
    is_low: bool
    shown: bool
    said: str


@dataclass(frozen=True)
class RowView:
    """A row of the plot: its name, the line through its marks, and the scale's ends behind it."""

    name: str
    name_y: float
    high_y: float
    low_y: float
    path: str
    marks: tuple[MarkView, ...]


@dataclass(frozen=True)
class TickView:
    """A place along the plot with its number."""

    x: float
    number: int
    shown: bool


@dataclass(frozen=True)
class PlotView:
    """A plot in units of its own, and its table."""

    kind: str
    id: str
    title: str
    description: str
    width: int
    height: float
    left: int
    right: int
    ticks: tuple[TickView, ...]
    rows: tuple[RowView, ...]
    places: tuple[str, ...]
    highest: int
    grid: GridView


def part_view(part: Grid | Plot | None, anchor: str, address: Address) -> GridView | PlotView | None:
    """Return what stands below a section's heading as the theme draws it."""
    if isinstance(part, Plot):
        return _plot(part, anchor, address)
    return _grid(part, anchor, address) if part else None


def _grid(grid: Grid, anchor: str, address: Address) -> GridView:
    rows = tuple(
        tuple(_cell(cell, column, address) for cell, column in zip(row, grid.columns, strict=True))
        for row in grid.rows
    )
    return GridView("grid", anchor, grid.intro, grid.columns, rows, grid.more)


def _cell(cell: Cell, column: str, address: Address) -> CellView:
    lines = tuple(tuple(_piece(piece, address) for piece in line) for line in cell.lines)
    level = (cell.level or cell.mark).replace(" ", "-")
    return CellView(column, cell.mark, level, lines, cell.sort)


def _piece(piece: str | LinkTo, address: Address) -> LinkView:
    if isinstance(piece, str):
        return LinkView(piece, "")
    link = link_view(piece, address)
    assert link is not None  # noqa: S101 - there is one
    return link


def _plot(plot: Plot, anchor: str, address: Address) -> PlotView:
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(plot.places) - 1)
    xs = [round(_LEFT + step * number, 1) for number in range(len(plot.places))]
    high = _NAME + _BAND + _GAP
    rows = tuple(
        _row(plot, row, xs, _TOP + number * high, has_room=step >= _READABLE)
        for number, row in enumerate(plot.rows)
    )
    every = max(1, round(_READABLE / step)) if len(xs) > 1 else 1
    ticks = tuple(
        TickView(x, number, (number - 1) % every == 0 or number == len(xs)) for number, x in enumerate(xs, 1)
    )
    if len(xs) > 1 and len(ticks) > every and (len(xs) - 1) % every:
        # The last place is named, and the one before it only where both have room.
        before = (len(xs) - 1) // every * every
        room = (len(xs) - 1 - before) * step >= _READABLE
        ticks = tuple(
            TickView(tick.x, tick.number, tick.shown and (room or tick.number != before + 1)) for tick in ticks
        )
    return PlotView(
        "plot",
        anchor,
        plot.title,
        plot.description,
        WIDTH,
        _TOP + len(rows) * high + _FOOT,
        _LEFT,
        WIDTH - _RIGHT,
        ticks,
        rows,
        plot.places,
        plot.highest,
        _grid(plot.grid, anchor, address),
    )


def _row(plot: Plot, row: PlotRow, xs: list[float], top: float, *, has_room: bool) -> RowView:
    high, low = top + _NAME + 8, top + _NAME + _BAND - 2
    marks: list[MarkView] = []
    for number, point in enumerate(row.points):
        y = low - (low - high) * (point.value - 1) / (plot.highest - 1)
        last = number == len(row.points) - 1
        said = f"{row.name}: {point.value} of {plot.highest}, {plot.places[point.at - 1]}"
        marks.append(MarkView(xs[point.at - 1], round(y, 1), point.value, point.is_low, has_room or last, said))
    path = " ".join(f"{mark.x:g},{mark.y:g}" for mark in marks) if len(marks) > 1 else ""
    return RowView(row.name, top + _NAME - 4, high, low, path, tuple(marks))
