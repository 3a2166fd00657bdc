"""What is remembered of a calendar, as text: a line of JSON an event, so that git can merge it.

Whatever a merge or an accident made of it, the lines that can be read count; of two for one event
the further one does, so that no sequence falls back.
"""

from dataclasses import dataclass

from pydantic import ValidationError

from prepsite.core.calendar.numbering import Known
from prepsite.models.calendar import CalendarHead, EventEntry


@dataclass(frozen=True)
class Remembered:
    """What could be read: the vault's part of UIDs, if it is there; and lines that can't be read."""

    calendar: str | None
    entries: dict[str, EventEntry]
    damaged: tuple[int, ...]


def read_remembered(text: str) -> Remembered:
    """Read what `remembered_text` wrote; takes any text."""
    calendar: str | None = None
    entries: dict[str, EventEntry] = {}
    damaged: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        head, entry = _head(line), _entry(line)
        if head is not None and calendar in {None, head.calendar}:
            calendar = head.calendar
        elif entry is not None:
            other = entries.get(entry.event)
            if other is None or (other.sequence, other.revised) < (entry.sequence, entry.revised):
                entries[entry.event] = entry
        else:
            damaged.append(number)
    return Remembered(calendar, entries, tuple(damaged))


def remembered_text(known: Known) -> str:
    """Return what is remembered as text, the same for the same events."""
    lines = [CalendarHead(calendar=known.calendar).model_dump_json()]
    lines += [known.entries[name].model_dump_json() for name in sorted(known.entries)]
    return "\n".join(lines) + "\n"


def _head(line: str) -> CalendarHead | None:
    try:
        return CalendarHead.model_validate_json(line)
    except ValidationError:
        return None


def _entry(line: str) -> EventEntry | None:
    try:
        return EventEntry.model_validate_json(line)
    except ValidationError:
        return None
