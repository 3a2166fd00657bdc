"""Overviews as the theme draws them: each part beside its table with addresses, and a way to make addresses."""

from dataclasses import dataclass

from prepsite.core.pages.filtering import SEPARATOR
from prepsite.core.pages.overviews import GridPart, ListingPart, Overview, Part, Values
from prepsite.core.pages.pieces import LinkTo
from prepsite.site.grids import GridView, PlotView, part_view
from prepsite.site.links import Address


@dataclass(frozen=True)
class PartView:
    """A part, and its table where it has one; `rows` are the attributes of the table's rows."""

    part: Part
    grid: GridView | PlotView | None = None
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True)
class OverviewView:
    """The parts of an overview; `address` turns a link into an address, empty where it leads nowhere."""

    parts: tuple[PartView, ...]
    aside: tuple[PartView, ...]
    address: Address

    def to(self, link: LinkTo) -> str:
        """Return the address of a link, for the theme parts."""
        return self.address(link)


def overview_view(overview: Overview | None, address: Address) -> OverviewView | None:
    """Return an overview as the theme draws it."""
    if overview is None:
        return None
    parts = tuple(_part(part, address) for part in overview.parts)
    return OverviewView(parts, tuple(_part(part, address) for part in overview.aside), address)


def attributes(values: Values) -> tuple[tuple[str, str], ...]:
    """Return what a row has as attributes: its values parted by a mark that none of them holds."""
    return tuple((key, SEPARATOR.join(found)) for key, found in values.items())


def _part(part: Part, address: Address) -> PartView:
    match part:
        case ListingPart():
            rows = tuple(attributes(each) for each in part.values)
            return PartView(part, part_view(part.grid, part.anchor, address), rows)
        case GridPart():
            return PartView(part, part_view(part.grid, part.anchor, address))
        case _:
            return PartView(part)
