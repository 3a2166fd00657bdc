"""What pages over the whole job search are made of, as theme parts draw it: typed plain text and links.

A part's `heading` stands above it with its `anchor`; a part without a heading stands for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from prepsite.core.pages.pieces import FactRow, Grid, LinkTo, Notice, When


@dataclass(frozen=True)
class Leaf:
    """A day as a leaf of a calendar shows it: "Thu", "12", "March"."""

    weekday: str
    day: str
    month: str


@dataclass(frozen=True)
class Task:
    """Something to do before an interview: where to do it, or the command that does it."""

    text: str
    link: LinkTo | None = None
    command: str = ""


@dataclass(frozen=True)
class NextPart:
    """The next interview: all that is needed on the way to it. `over` is what to run once it is over."""

    kind: ClassVar[str] = "next"
    heading: str
    anchor: str
    title: LinkTo
    about: str
    leaf: Leaf | None = None
    when: When | None = None
    due: When | None = None
    facts: tuple[FactRow, ...] = ()
    tasks: tuple[Task, ...] = ()
    actions: tuple[LinkTo, ...] = ()
    over: str = ""


@dataclass(frozen=True)
class Coming:
    """An interview to come as one line of a list; `due` tells that `when` is when a take-home is due."""

    title: LinkTo
    about: str
    leaf: Leaf | None = None
    when: When | None = None
    due: bool = False
    badges: tuple[str, ...] = ()
    actions: tuple[LinkTo, ...] = ()


@dataclass(frozen=True)
class ComingPart:
    """Interviews to come; where there is none, `empty` says what to do, and `command` does it."""

    kind: ClassVar[str] = "coming"
    heading: str
    anchor: str
    rows: tuple[Coming, ...]
    empty: str = ""
    command: str = ""
    more: LinkTo | None = None


@dataclass(frozen=True)
class TodoPart:
    """What needs attention."""

    kind: ClassVar[str] = "todo"
    heading: str
    anchor: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Bar:
    """A bar of a chart with its words and its number; `is_open` fills it."""

    label: str
    count: int
    told: str
    link: LinkTo | None = None
    is_open: bool = True


@dataclass(frozen=True)
class BarsPart:
    """A chart of bars from the left, each with its number in words; `told` says the whole of it."""

    kind: ClassVar[str] = "bars"
    heading: str
    anchor: str
    bars: tuple[Bar, ...]
    told: str = ""

    @property
    def highest(self) -> int:
        """Return the highest number, at least 1."""
        return max([1, *(bar.count for bar in self.bars)])


@dataclass(frozen=True)
class Door:
    """The way to another overview, and what is found there."""

    link: LinkTo
    told: str


@dataclass(frozen=True)
class DoorsPart:
    """Ways to the other overviews."""

    kind: ClassVar[str] = "doors"
    heading: str
    anchor: str
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class Choice:
    """A value to filter by, as the address names it and as a reader does; `count` rows have it."""

    value: str
    text: str
    count: int


@dataclass(frozen=True)
class Filter:
    """What rows are filtered by; `key` names it in the address."""

    key: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Counting:
    """How the number of rows that are shown is told: `{shown}` stands for it in `some`."""

    every: str
    some: str
    none: str


Values = Mapping[str, tuple[str, ...]]
"""What a row has, by the key of a filter."""


@dataclass(frozen=True)
class ListingPart:
    """A table that is sorted and filtered on the page; `sorts` has a key for each column, or none.

    `values` are those of each row, in the order of the grid's.
    """

    kind: ClassVar[str] = "listing"
    heading: str
    anchor: str
    grid: Grid
    sorts: tuple[str, ...]
    filters: tuple[Filter, ...]
    values: tuple[Values, ...]
    counting: Counting


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with what is known of it in a few words."""

    question: LinkTo
    badge: str
    marks: tuple[str, ...]
    values: Values
    is_low: bool = False


@dataclass(frozen=True)
class BankPart:
    """Questions as a list that is filtered on the page."""

    kind: ClassVar[str] = "bank"
    heading: str
    anchor: str
    entries: tuple[Entry, ...]
    filters: tuple[Filter, ...]
    counting: Counting


@dataclass(frozen=True)
class Event:
    """What is on a day: a time or none, and where it is told; `state` sets one off that isn't to come."""

    time: str
    link: LinkTo
    about: str
    state: str = ""


@dataclass(frozen=True)
class CalendarDay:
    """A day of a month; `date` is ISO, `said` the whole of it in words."""

    date: str
    number: int
    said: str
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Month:
    """A month: `id` is "2026-03"; weeks of seven days, None where a day is another month's."""

    id: str
    title: str
    told: str
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


@dataclass(frozen=True)
class CalendarPart:
    """The months in which there is something; `weekdays` are in the order of the week.

    `zone` is the zone of its days, by which the browser finds today.
    """

    kind: ClassVar[str] = "calendar"
    heading: str
    anchor: str
    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    zone: str


@dataclass(frozen=True)
class GridPart:
    """A plain table, or a sentence where there is nothing to show."""

    kind: ClassVar[str] = "grid"
    heading: str
    anchor: str
    grid: Grid


Part = (
    NextPart | ComingPart | TodoPart | BarsPart | DoorsPart | ListingPart | BankPart | CalendarPart | GridPart
)


@dataclass(frozen=True)
class Overview:
    """The parts of an overview in their order; `aside` stands beside them where there is room."""

    parts: tuple[Part, ...]
    aside: tuple[Part, ...] = ()
