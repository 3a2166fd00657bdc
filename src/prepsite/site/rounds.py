"""A round as the theme draws it: its head, its sections, and the task to begin with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.pieces import FactRow, When
from prepsite.core.pages.round_tool import Person, RoundHead, RoundTool
from prepsite.core.pages.told_hosts import host_of
from prepsite.site.links import Address, LinkView
from prepsite.site.sections import SectionView, parted
from prepsite.site.tasks import PRIORITIES, TaskView

_MOMENT = re.compile(r"(?P<date>.*?)\s*\((?P<zone>[^()]*)\)", re.DOTALL)


@dataclass(frozen=True)
class MomentView:
    """A moment parted into its date and the zone that it is told in."""

    date: str
    zone: str
    at: str


@dataclass(frozen=True)
class HeadView:
    """The head of a round: `join_host` says where the button leads."""

    known: bool
    status: str
    moment: MomentView | None
    due: MomentView | None
    duration: str
    form: str
    place: str
    join_url: str
    join_host: str
    people: tuple[Person, ...]
    focus: tuple[str, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True)
class ToolView:
    """A round's page or panel: `before` is the content before its first section.

    `first` is the task to begin with; `prefix` keeps the ids of panels apart.
    """

    document: str
    prefix: str
    head: HeadView
    before: Markup
    sections: tuple[SectionView, ...]
    edited: tuple[str, ...]
    is_to_come: bool

    @property
    def roadmap(self) -> SectionView | None:
        """Return the roadmap, or None where there is none with tasks."""
        return next((section for section in self.sections if section.is_roadmap and section.tasks), None)

    @property
    def first(self) -> TaskView | None:
        """Return the open task that matters most, the first of its kind."""
        tasks = [task for task in self.roadmap.tasks if not task.checked] if self.roadmap else []
        return min(tasks, key=lambda task: _rank(task.priority), default=None)


def tool_view(
    tool: RoundTool | None, content: str, facts: Iterable[FactRow], address: Address, prefix: str = ""
) -> ToolView | None:
    """Return the view of a round; `content` is sanitised and stands after the page's heading.

    Of its facts the head shows the links: whatever else they say it says itself.
    """
    if tool is None:
        return None
    before, sections = parted(content, tool.fields)
    links = tuple(LinkView(link.text, address(link)) for row in facts for link in row.links)
    head = _head(tool.head, links)
    return ToolView(tool.document, prefix, head, before, sections, tool.edited, tool.is_to_come)


def _rank(priority: str) -> int:
    return PRIORITIES.index(priority) if priority in PRIORITIES else len(PRIORITIES)


def _head(head: RoundHead, links: tuple[LinkView, ...]) -> HeadView:
    join = head.join_url if leads_outside(head.join_url) else ""
    return HeadView(
        head.known,
        head.status,
        _moment(head.moment),
        _moment(head.due),
        head.duration,
        head.form,
        head.place,
        join,
        host_of(join),
        tuple(Person(p.name, p.title, p.url if leads_outside(p.url) else "") for p in head.people),
        head.focus,
        links,
    )


def _moment(when: When | None) -> MomentView | None:
    if when is None:
        return None
    found = _MOMENT.fullmatch(when.text)
    date, zone = (found["date"], found["zone"]) if found else (when.text, "")
    return MomentView(date, zone, when.at.isoformat() if when.at else "")
