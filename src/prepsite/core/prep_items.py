"""What a prep document holds, item by item: each question, defence, topic and step, and what it cites."""

from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.core.vault import ApplicationRecord, InterviewRecord


@dataclass(frozen=True)
class PrepItem:
    """One item: `title` is its heading, or the step itself; `anchor` where it stands on its page.

    `line` is the line of its section in the file, from 1.
    """

    field: str
    title: str
    text: str
    references: tuple[str, ...]
    anchor: str
    line: int


# The items of each prep document of an application, by the id of its round; None is base prep.
Documents = Mapping[str | None, tuple[PrepItem, ...]]


def shown_rounds(record: ApplicationRecord) -> tuple[InterviewRecord, ...]:
    """Return the rounds that other pages and messages may name."""
    return tuple(found for found in record.interviews if not found.file.is_private)


def upcoming_rounds(record: ApplicationRecord) -> tuple[InterviewRecord, ...]:
    """Return the rounds still to come, by status, of an application that is open."""
    return tuple(found for found in shown_rounds(record) if found.is_scheduled) if record.is_open else ()
