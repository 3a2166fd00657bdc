"""Tasks of a list as the theme draws them: check boxes with their minutes and how much they matter."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from prepsite.core.prep_labels import english_of
from prepsite.site.fragments import Element, all_text, digest, elements, own_text

TASK_ITEM = "task-list-item"
PRIORITIES = ("must", "should", "could")

_BOX = re.compile(r"\s*(?P<paragraph><p>)?\s*<input(?P<attributes>[^>]*)>\s*")
_WEIGHT = re.compile(r"\s*<strong>(?P<text>[^<]{1,60})</strong>\s*")
_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*h[a-zäöü]*\.?\s*)?(?:(?P<minutes>\d{1,3})\s*(?:m|$))?", re.IGNORECASE
)
_HOURS_AND_MINUTES = 60


@dataclass(frozen=True)
class TaskView:
    """A task: `key` names it among those of its document for as long as its words stay.

    `priority` is must, should, could, or empty where it doesn't say; so are `minutes`, 0.
    """

    key: str
    text: str
    html: Markup
    checked: bool
    priority: str = ""
    priority_word: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Sum:
    """The minutes of some tasks, and of those of them that are musts."""

    tasks: int
    minutes: int
    musts: int


def total(tasks: Sequence[TaskView]) -> Sum:
    """Return what tasks take together."""
    musts = sum(task.minutes for task in tasks if task.priority == "must")
    return Sum(len(tasks), sum(task.minutes for task in tasks), musts)


class TaskReader:
    """Reads the task lists of one document: the same words twice are told apart by their order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def tasks(self, element: Element) -> tuple[TaskView | Markup, ...]:
        """Return the items of a task list in order; one that is no task keeps its HTML."""
        found: list[TaskView | Markup] = []
        for item in elements(element.inner):
            box = _BOX.match(item.inner) if TASK_ITEM in item.classes else None
            if box is None:
                found.append(Markup(item.html))  # noqa: S704 - sanitised
            else:
                content = item.inner[box.end() :]
                found.append(self._task(content, box["paragraph"] or "", "checked" in box["attributes"]))
        return tuple(found)

    def _task(self, content: str, paragraph: str, checked: bool) -> TaskView:
        priority, word, minutes = "", "", 0
        weight = _WEIGHT.match(content)
        if weight is not None:
            name, _, rest = weight["text"].partition("·")
            word = name.strip()
            priority = english_of(word).casefold()
            if priority in PRIORITIES:
                content = content[weight.end() :]
                minutes = minutes_in(rest)
            else:
                priority = word = ""
        content = paragraph + content
        text = own_text(content) or all_text(content)
        name = digest(text)
        self._seen[name] += 1
        if self._seen[name] > 1:
            name = f"{name}-{self._seen[name]}"
        html = Markup(content)  # noqa: S704 - sanitised
        return TaskView(name, text, html, checked, priority, word, minutes)


def is_task_list(element: Element) -> bool:
    """Tell whether a list holds tasks."""
    return element.tag in {"ul", "ol"} and TASK_ITEM in element.inner


def minutes_in(text: str) -> int:
    """Return the minutes that "10 min", "1 h", "1 h 30" or "90" say; 0 where they say none."""
    for found in _MINUTES.finditer(text):
        if found["hours"] or found["minutes"]:
            rest = found["minutes"] or _bare_minutes(text[found.end() :])
            return int(found["hours"] or 0) * _HOURS_AND_MINUTES + int(rest or 0)
    return 0


def _bare_minutes(text: str) -> str:
    found = re.match(r"\s*(\d{1,2})\b", text)
    return found[1] if found else ""
