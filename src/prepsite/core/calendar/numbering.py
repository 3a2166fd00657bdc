"""Events keep their UID, and their sequence rises where a calendar has to take notice of a change.

An event is known by its round's ids. A round whose folder was renamed keeps its event: it says to
the minute what the vanished one said. What vanished otherwise is cancelled, and stays so until a
round of that name is there again.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid5

from prepsite.core.calendar.event import CalendarEvent, EventStatus
from prepsite.models.calendar import EventEntry

_NAMESPACE = UUID("7f0b0f0c-9d55-4a5e-8a54-0e0f6f7a2c11")
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Known:
    """What is remembered: the vault's part of every UID, and the events by name."""

    calendar: str
    entries: Mapping[str, EventEntry]


@dataclass(frozen=True)
class Published:
    """An event of an earlier calendar file: how far its numbers had come."""

    sequence: int
    revised: datetime | None


@dataclass(frozen=True)
class NumberedEvent:
    """An event with what tells calendars which one it is, and which version."""

    event: CalendarEvent
    uid: str
    sequence: int
    revised: datetime


def calendar_id(name: str) -> str:
    """Return the vault's part of every UID: the same in clones that begin apart, by its owner's name."""
    return hashlib.sha256(f"prepsite calendar\n{name}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def event_uid(calendar: str, name: str) -> str:
    """Return the UID of an event by its name: it tells nobody what the event is."""
    return f"{uuid5(_NAMESPACE, f'{calendar}/{name}')}@{calendar}.prepsite"


def renumbered(
    events: Sequence[CalendarEvent],
    unreadable: Collection[str],
    known: Known,
    published: Mapping[str, Published],
    now: datetime,
) -> Known:
    """Return what is to be remembered, given the events as they are now.

    Nothing is concluded of `unreadable` names. `published` are the numbers of the calendar file
    that is replaced, by UID: they may be ahead, where what was remembered is lost.
    """
    entries = _renamed(events, unreadable, known.entries)
    taken = {entry.uid for entry in entries.values()}
    current = {event.name for event in events}
    for event in events:
        entry = entries.get(event.name)
        if entry is None:
            uid = _free_uid(known.calendar, event.name, taken)
            taken.add(uid)
            entry = _first(event, uid, now, published.get(uid))
        entries[event.name] = _brought_up(entry, event, now, published.get(entry.uid))
    for name, entry in entries.items():
        if name not in current and name not in unreadable:
            entries[name] = _taken_away(entry, now, published.get(entry.uid))
    return Known(known.calendar, dict(sorted(entries.items())))


def numbered(
    events: Sequence[CalendarEvent], known: Known, *, private: bool, cancelled_title: str
) -> tuple[NumberedEvent, ...]:
    """Return what a calendar file holds: the events, and a cancellation of each that was there before.

    A round that is private by now is cancelled too, and nothing of it is told but when it was; one
    that always was is left out. With `private` it is there, with its private lines.
    """
    found: list[NumberedEvent] = []
    for event in events:
        entry = known.entries[event.name]
        if not event.is_private or private:
            lines = f"\n\n{event.private_lines}" if private and event.private_lines else ""
            told = replace(event, description=event.description + lines)
            found.append(NumberedEvent(told, entry.uid, entry.sequence, entry.revised))
        elif entry.public:
            found.append(_cancelled(entry, cancelled_title))
    for entry in known.entries.values():
        if entry.gone and (entry.public or private):
            found.append(_cancelled(entry, cancelled_title))
    return tuple(sorted(found, key=lambda each: (each.event.starts_at.astimezone(UTC), each.uid)))


def _cancelled(entry: EventEntry, title: str) -> NumberedEvent:
    starts = entry.starts.astimezone(UTC)
    event = CalendarEvent(entry.event, starts, starts, title, status=EventStatus.CANCELLED, is_busy=False)
    return NumberedEvent(event, entry.uid, entry.sequence, entry.revised)


def _renamed(
    events: Sequence[CalendarEvent], unreadable: Collection[str], entries: Mapping[str, EventEntry]
) -> dict[str, EventEntry]:
    """Return the entries, those of renamed rounds under their new names."""
    current = {event.name for event in events}
    vanished = [
        entry
        for name, entry in entries.items()
        if name not in current and name not in unreadable and not entry.gone
    ]
    new = [event for event in events if event.name not in entries]
    alone = Counter([entry.told for entry in vanished])
    alone_now = Counter(event.told for event in new)
    to = {event.told: event.name for event in new if alone_now[event.told] == 1}
    found = dict(entries)
    for entry in vanished:
        if alone[entry.told] == 1 and entry.told in to and to[entry.told].count("#") == entry.event.count("#"):
            del found[entry.event]
            found[to[entry.told]] = entry.model_copy(update={"event": to[entry.told]})
    return found


def _free_uid(calendar: str, name: str, taken: Collection[str]) -> str:
    """Return the UID of a name; another where a renamed round has taken it with it."""
    candidates = (event_uid(calendar, f"{name} {n}" if n else name) for n in count())
    return next(uid for uid in candidates if uid not in taken)


def _first(event: CalendarEvent, uid: str, now: datetime, published: Published | None) -> EventEntry:
    """Return the entry of an event that nothing is remembered of, though a calendar may have it."""
    return EventEntry(
        event=event.name,
        uid=uid,
        sequence=published.sequence + 1 if published else 0,
        revised=_later(published.revised, now) if published and published.revised else now,
        starts=event.starts_at.astimezone(UTC),
        told=event.told,
        text=event.text,
        public=not event.is_private,
    )


def _brought_up(
    entry: EventEntry, event: CalendarEvent, now: datetime, published: Published | None
) -> EventEntry:
    sequence, revised = _ahead(entry, published)
    is_news = sequence > entry.sequence or entry.gone or entry.told != event.told
    changes = {
        "sequence": sequence + 1 if is_news else sequence,
        "revised": _later(revised, now) if is_news or entry.text != event.text else revised,
        "starts": event.starts_at.astimezone(UTC),
        "told": event.told,
        "text": event.text,
        "gone": False,
        "public": entry.public or not event.is_private,
    }
    return entry.model_copy(update=changes)


def _taken_away(entry: EventEntry, now: datetime, published: Published | None) -> EventEntry:
    sequence, revised = _ahead(entry, published)
    if entry.gone and sequence == entry.sequence:
        return entry
    changes = {"gone": True, "sequence": sequence + 1, "revised": _later(revised, now)}
    return entry.model_copy(update=changes)


def _ahead(entry: EventEntry, published: Published | None) -> tuple[int, datetime]:
    """Return how far an event's numbers have come.

    What is remembered may be older than what a calendar has: taken from a backup, or another clone.
    """
    if published is None or published.sequence <= entry.sequence:
        return entry.sequence, entry.revised
    return published.sequence, max(entry.revised, published.revised or entry.revised)


def _later(before: datetime, now: datetime) -> datetime:
    """Return now, or a second after `before` where the clock is behind: versions have an order."""
    return max(now, before + _SECOND)
