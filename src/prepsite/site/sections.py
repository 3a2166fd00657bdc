"""A round's content as the theme draws it: sections with cards, tasks, and what is said at them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from prepsite.site.cards import CardView, card, is_card
from prepsite.site.fragments import Element, all_text, elements
from prepsite.site.tasks import Sum, TaskReader, TaskView, is_task_list, total

REHEARSED = "predicted_questions"
ROADMAP = "prep_plan"

_NOTHING = Markup()
_SAID_MINUTES = re.compile(r"\s*·[^·<]*\d[^·<]*(?=</h3>)")


@dataclass(frozen=True)
class BlockView:
    """One thing of a section: a card, a list with tasks, or HTML."""

    html: Markup = _NOTHING
    card: CardView | None = None
    items: tuple[TaskView | Markup, ...] = ()

    @property
    def tasks(self) -> tuple[TaskView, ...]:
        """Return the tasks among its items."""
        return tuple(item for item in self.items if isinstance(item, TaskView))


@dataclass(frozen=True)
class PhaseView:
    """What stands under a third-level heading, or before the first one, then without a heading."""

    anchor: str
    heading: Markup
    blocks: tuple[BlockView, ...]
    sum: Sum


@dataclass(frozen=True)
class SectionView:
    """A section; `field` says what of prep it is, and is empty for a person's own."""

    anchor: str
    title: str
    field: str
    heading: Markup
    phases: tuple[PhaseView, ...]
    sum: Sum

    @property
    def cards(self) -> tuple[CardView, ...]:
        """Return its cards."""
        return tuple(block.card for phase in self.phases for block in phase.blocks if block.card)

    @property
    def tasks(self) -> tuple[TaskView, ...]:
        """Return its tasks."""
        return tuple(task for phase in self.phases for block in phase.blocks for task in block.tasks)

    @property
    def is_rehearsed(self) -> bool:
        """Tell whether its cards are questions that one rehearses."""
        return self.field == REHEARSED

    @property
    def is_roadmap(self) -> bool:
        """Tell whether its tasks are those of the roadmap."""
        return self.field == ROADMAP


@dataclass
class _Gathered:
    heading: Element | None = None
    content: list[Element] = field(default_factory=list)


def parted(content: str, fields: Mapping[str, str]) -> tuple[Markup, tuple[SectionView, ...]]:
    """Part sanitised content at its second-level headings; return what stands before them, too."""
    first, *others = _gathered(elements(content), "h2")
    before = Markup("\n".join(element.html for element in first.content))  # noqa: S704 - sanitised
    reader = TaskReader()
    return before, tuple(_section(each, fields, reader) for each in others)


def _gathered(content: list[Element], tag: str) -> list[_Gathered]:
    found = [_Gathered()]
    for element in content:
        if element.tag == tag:
            found.append(_Gathered(element))
        else:
            found[-1].content.append(element)
    return found


def _section(gathered: _Gathered, fields: Mapping[str, str], reader: TaskReader) -> SectionView:
    heading = gathered.heading
    assert heading is not None, "only what stands before all sections has none"  # noqa: S101
    phases = tuple(
        _phase(each, reader) for each in _gathered(gathered.content, "h3") if each.heading or each.content
    )
    tasks = [task for phase in phases for block in phase.blocks for task in block.tasks]
    return SectionView(
        heading.id,
        all_text(heading.inner),
        fields.get(heading.id, ""),
        Markup(heading.html),  # noqa: S704 - sanitised
        phases,
        total(tasks),
    )


def _phase(gathered: _Gathered, reader: TaskReader) -> PhaseView:
    heading = gathered.heading
    blocks = tuple(_block(element, reader) for element in gathered.content)
    tasks = [task for block in blocks for task in block.tasks]
    # The minutes that a heading says are those of its tasks as generated: they are counted anew.
    shown = _SAID_MINUTES.sub("", heading.html) if heading and tasks else heading.html if heading else ""
    html = Markup(shown)  # noqa: S704 - sanitised
    return PhaseView(heading.id if heading else "", html, blocks, total(tasks))


def _block(element: Element, reader: TaskReader) -> BlockView:
    if is_card(element) and (found := card(element)):
        return BlockView(card=found)
    if is_task_list(element):
        return BlockView(items=reader.tasks(element))
    return BlockView(Markup(element.html))  # noqa: S704 - sanitised
