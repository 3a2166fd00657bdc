"""Events as iCalendar text (RFC 5545), and the numbers of an earlier text.

There is no METHOD: a file that is imported is no invitation, and one would have to name an
organizer (RFC 5546, 3.2.1) with whom calendars then want to talk. All X- properties are ones that
the three large calendars document.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard

from prepsite.core.calendar.event import zone_name
from prepsite.core.calendar.numbering import NumberedEvent, Published
from prepsite.core.calendar.zones import Observance, YearlyRule, observances
from prepsite.core.linking import INTERVIEW_YEARS

PRODUCT = "-//prepsite//prepsite calendar 1//EN"

_FOLD = re.compile(r"\r?\n[ \t]")
_EVENT = re.compile(r"^BEGIN:VEVENT\r?$(.*?)^END:VEVENT\r?$", re.MULTILINE | re.DOTALL)
_UID = re.compile(r"^UID:([!-~]{1,200})\r?$", re.MULTILINE)
_SEQUENCE = re.compile(r"^SEQUENCE:(\d{1,9})\r?$", re.MULTILINE)
_STAMP = re.compile(r"^DTSTAMP:(\d{8}T\d{6}Z)\r?$", re.MULTILINE)


def ics_text(events: Sequence[NumberedEvent], title: str) -> str:
    """Return a calendar file: the same text for the same events."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    for name in sorted({zone_name(each.event.starts_at) for each in events} - {""}):
        moments = [
            moment
            for each in events
            if zone_name(each.event.starts_at) == name
            for moment in (each.event.starts_at, each.event.ends_at)
        ]
        calendar.add_component(_timezone(name, min(moments), max(moments)))
    for each in events:
        calendar.add_component(_event(each))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def is_own(text: str) -> bool:
    """Tell whether prepsite wrote a calendar file."""
    return text.startswith("BEGIN:VCALENDAR") and f"PRODID:{PRODUCT}" in text[:1000]


def published_in(text: str) -> Mapping[str, Published]:
    """Return the numbers of the events of a calendar file, by UID; takes any text."""
    found: dict[str, Published] = {}
    for event in _EVENT.findall(_FOLD.sub("", text)):
        # An alarm may have properties of these names, too; an event's own come before it.
        own = event.partition("BEGIN:VALARM")[0]
        uid, sequence = _UID.search(own), _SEQUENCE.search(own)
        if uid and sequence:
            found[uid[1]] = Published(int(sequence[1]), _stamp(own))
    return found


def _stamp(event: str) -> datetime | None:
    found = _STAMP.search(event)
    try:
        stamp = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
    return stamp if stamp and stamp.year in INTERVIEW_YEARS else None


def _event(numbered: NumberedEvent) -> Event:
    event = numbered.event
    written = Event()
    written.add("uid", numbered.uid)
    # Without METHOD, both say when the event was last revised (RFC 5545, 3.8.7.2).
    written.add("dtstamp", numbered.revised)
    written.add("last-modified", numbered.revised)
    written.add("sequence", numbered.sequence)
    _add_moment(written, "dtstart", event.starts_at)
    if event.ends_at > event.starts_at:
        _add_moment(written, "dtend", event.ends_at)
    written.add("summary", event.summary)
    written.add("status", event.status.value)
    written.add("class", "PRIVATE")
    written.add("transp", "OPAQUE" if event.is_busy else "TRANSPARENT")
    for name, value in (("description", event.description), ("location", event.location), ("url", event.url)):
        if value:
            written.add(name, value)
    # Outlook reads no property of an event after its first alarm.
    for alarm in event.alarms:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("trigger", -alarm.before)
        reminder.add("description", alarm.text)
        written.add_component(reminder)
    return written


def _add_moment(component: Component, name: str, moment: datetime) -> None:
    zone = zone_name(moment)
    if zone:
        component.add(name, moment.replace(tzinfo=None, fold=0), parameters={"TZID": zone})
    else:
        component.add(name, moment.astimezone(UTC))


def _timezone(name: str, first: datetime, last: datetime) -> Timezone:
    timezone = Timezone()
    timezone.add("tzid", name)
    for part in observances(ZoneInfo(name), first, last):
        timezone.add_component(_observance(part))
    return timezone


def _observance(part: Observance) -> Component:
    written = TimezoneDaylight() if part.is_daylight else TimezoneStandard()
    written.add("dtstart", part.starts)
    written.add("tzoffsetfrom", part.offset_from)
    written.add("tzoffsetto", part.offset_to)
    written.add("tzname", part.name)
    if part.rule:
        written.add("rrule", _rule(part.rule))
    return written


def _rule(rule: YearlyRule) -> dict[str, object]:
    found: dict[str, object] = {"freq": "YEARLY", "bymonth": rule.month, "byday": rule.day}
    return found | {"until": rule.until} if rule.until else found
