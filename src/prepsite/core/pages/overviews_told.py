"""Overviews as Markdown, for any site generator: what can be clicked is a link, what is drawn is in words."""

import re
from collections.abc import Iterator

from prepsite.core.pages.escaping import escape
from prepsite.core.pages.grids import grid_markdown
from prepsite.core.pages.overviews import (
    BankPart,
    BarsPart,
    CalendarPart,
    Coming,
    ComingPart,
    DoorsPart,
    Entry,
    Event,
    GridPart,
    ListingPart,
    NextPart,
    Overview,
    Part,
    Task,
    TodoPart,
)
from prepsite.core.pages.pieces import FactRow, LinkTo, Notice
from prepsite.core.pages.sitemap import href
from prepsite.core.pages.told_hosts import host_beside

_OUTSIDE = re.compile(r"^(?:https?://|mailto:)[^\s()<>\"]+$")


def overview_markdown(source: str, overview: Overview | None) -> str:
    """Return an overview for the page at `source`; an empty text where there is none."""
    parts = (*overview.parts, *overview.aside) if overview else ()
    return "\n\n".join(_part(source, part) for part in parts)


def _part(source: str, part: Part) -> str:
    heading = f"## {escape(part.heading)}" if part.heading else ""
    return "\n\n".join(block for block in (heading, *_blocks(source, part)) if block)


def _blocks(source: str, part: Part) -> Iterator[str]:
    match part:
        case NextPart():
            yield from _next(source, part)
        case ComingPart():
            yield "\n".join(_coming(source, row) for row in part.rows) or escape(part.empty)
            yield _code(part.command)
            yield _link(source, part.more) if part.more else ""
        case TodoPart():
            yield "\n".join(_task(source, each) for each in part.notices)
        case BarsPart():
            yield escape(part.told)
            yield "\n".join(f"- {escape(bar.label)}: {escape(bar.told)}" for bar in part.bars)
        case DoorsPart():
            yield "\n".join(f"- {_link(source, door.link)}: {escape(door.told)}" for door in part.doors)
        case ListingPart():
            yield escape(part.counting.every)
            yield grid_markdown(source, part.grid)
        case BankPart():
            yield escape(part.counting.every)
            yield "\n".join(_entry(source, entry) for entry in part.entries)
        case CalendarPart():
            yield from _months(source, part)
        case GridPart():
            yield grid_markdown(source, part.grid)


def _next(source: str, part: NextPart) -> Iterator[str]:
    moments = [each.text for each in (part.when, part.due) if each]
    yield _dotted(f"**{_link(source, part.title)}**", escape(part.about), *map(escape, moments))
    yield "\n".join(_fact(row) for row in part.facts)
    yield "\n".join(_task(source, task) for task in part.tasks)
    yield _dotted(*(_link(source, action) for action in part.actions))


def _task(source: str, task: Task | Notice) -> str:
    link = _link(source, task.link) if task.link else ""
    return f"- {_joined(escape(task.text), link, _code(task.command))}"


def _coming(source: str, row: Coming) -> str:
    when = escape(row.when.text) if row.when else ""
    links = [_link(source, action) for action in row.actions]
    return f"- {_dotted(_link(source, row.title), when, escape(row.about), *map(escape, row.badges), *links)}"


def _entry(source: str, entry: Entry) -> str:
    return f"- {_dotted(_link(source, entry.question), escape(entry.badge), *map(escape, entry.marks))}"


def _months(source: str, part: CalendarPart) -> Iterator[str]:
    for month in part.months:
        yield f"### {escape(month.title)}"
        yield "\n".join(
            f"- {escape(day.said)}: {_event(source, event)}"
            for week in month.weeks
            for day in week
            if day
            for event in day.events
        )


def _event(source: str, event: Event) -> str:
    state = f"({event.state})" if event.state else ""
    return _joined(escape(event.time), _link(source, event.link), escape(event.about), escape(state))


def _fact(row: FactRow) -> str:
    text = escape(row.text)
    if row.url and _OUTSIDE.match(row.url):
        text = f"[{text}]({row.url}){beside(row.text, row.url)}"
    return f"- **{escape(row.label)}:** {text}"


def beside(text: str, url: str) -> str:
    """Return the host of a link to stand behind it, where its words don't tell it."""
    host = host_beside(text, url)
    return f" ({escape(host)})" if host else ""


def _link(source: str, link: LinkTo) -> str:
    return f"[{escape(link.text)}]({href(source, link.uri, link.anchor)})"


def _code(command: str) -> str:
    return f"`{command.replace('`', '')}`" if command else ""


def _dotted(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
