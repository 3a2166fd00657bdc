"""One event of a calendar, before anybody writes it as text."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from prepsite.core.calendar.zones import UTC_NAMES


class EventStatus(StrEnum):
    """What a calendar does with the event: it shows it, or takes it away."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Alarm:
    """A reminder: how long before the start, and what it says."""

    before: timedelta
    text: str


@dataclass(frozen=True)
class CalendarEvent:
    """A round, or the moment something is due: `name` is application/interview, with `#due` or without.

    Times are in UTC or in a zone that has a name. `private_lines` go below the description where
    private things were asked for.
    """

    name: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    status: EventStatus = EventStatus.CONFIRMED
    is_busy: bool = True
    is_private: bool = False
    private_lines: str = ""
    alarms: tuple[Alarm, ...] = ()

    @property
    def told(self) -> str:
        """Return a digest of what a calendar has to take notice of: time, place, status, title."""
        return _digest(
            self.starts_at.astimezone(UTC).isoformat(),
            self.ends_at.astimezone(UTC).isoformat(),
            self.summary,
            self.location,
            self.url,
            self.status,
            str(self.is_private),
        )

    @property
    def text(self) -> str:
        """Return a digest of everything that is written of the event."""
        return _digest(
            self.told,
            zone_name(self.starts_at),
            self.description,
            self.private_lines,
            str(self.is_busy),
            *(f"{alarm.before} {alarm.text}" for alarm in self.alarms),
        )


def zone_name(moment: datetime) -> str:
    """Return the name of the zone that a moment is told in; empty for UTC."""
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else ""


def settled(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return two moments as a calendar may tell them: both in a named zone, or both in UTC.

    A zone that is only an offset has no name that others know. An hour that comes twice can't be
    told by the clock on the wall.
    """
    zone = start.tzinfo
    if isinstance(zone, ZoneInfo) and zone.key not in UTC_NAMES:
        local = end.astimezone(zone)
        if not (_comes_twice(start) or _comes_twice(local)):
            return start, local
    return start.astimezone(UTC), end.astimezone(UTC)


def _comes_twice(moment: datetime) -> bool:
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
