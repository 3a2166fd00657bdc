"""Reminders: one a phase of a round's roadmap, at set times before it; nothing here asks the clock."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from prepsite.core.calendar.event import Alarm
from prepsite.core.calendar.plain_text import line
from prepsite.core.document import SECTION_TITLES
from prepsite.core.pages.prepared import prepare
from prepsite.core.vault import PrepFile
from prepsite.core.words import Words

EVENING = time(19)
LAST = timedelta(hours=1)
_MOST_EVENINGS = 3
# More headings than that are no phases; the nearest to the round matter.
_MOST_PHASES = 8
_ROADMAP = "prep_plan"
_DUE = (timedelta(days=3), timedelta(days=1), timedelta(hours=3))
_HEADING = re.compile(
    r"^(?P<title>.*?)[\s·:,(–-]*\b(?:(?P<hours>\d{1,2})\s*h\w*\s*)?(?:(?P<minutes>\d{1,4})\s*min\w*)[^\w]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Phase:
    """A part of the roadmap by its heading; 0 minutes where it doesn't say."""

    title: str
    minutes: int

    def told(self, words: Words) -> str:
        """Return "Foundation Review (63 min)"."""
        return f"{self.title} ({words('{n} min', n=self.minutes)})" if self.minutes else self.title


def phases(prep: PrepFile | None) -> tuple[Phase, ...]:
    """Return the phases of a prep file's roadmap, by the headings in it, whatever a person made of them."""
    if prep is None:
        return ()
    document = prepare(prep)
    section = document.of_field(_ROADMAP) or next(
        (part for part in document.sections if part.heading == SECTION_TITLES[_ROADMAP]), None
    )
    if section is None:
        return ()
    found = [_phase(item.title) for item in section.items if item.anchor in section.anchors]
    return tuple(found[-_MOST_PHASES:])


def _phase(heading: str) -> Phase:
    text = line(heading, 80)
    found = _HEADING.match(text)
    if found is None or not found["title"]:
        return Phase(text, 0)
    return Phase(found["title"], int(found["hours"] or 0) * 60 + int(found["minutes"]))


def reminders(
    starts_at: datetime, found: tuple[Phase, ...], title: str, words: Words, command: str = ""
) -> tuple[Alarm, ...]:
    """Return the alarms of a round, the last one first: some calendars take one alarm only.

    The last phase is due an hour before, each before it on an evening of its own, up to three
    evenings ahead. `command` is what writes the prep, where it is missing.
    """
    if command:
        missing = words("Prep is missing: run `{command}` for {title}", command=command, title=title)
        ahead = [(2, missing)]
    elif len(found) < 2:
        ahead = [(1, _said(phase.told(words), title)) for phase in found]
        ahead = ahead or [(1, _said(words("Go through the prep"), title))]
        found = ()
    else:
        last = len(found) - 1
        ahead = [
            (min(last - place, _MOST_EVENINGS), _said(phase.told(words), title))
            for place, phase in enumerate(found[:-1])
        ]
    final = found[-1].told(words) if found else words("In an hour")
    evenings = [Alarm(_before(starts_at, days), text) for days, text in reversed(ahead)]
    return (Alarm(LAST, _said(final, title)), *evenings)


def due_reminders(length: timedelta, title: str, words: Words) -> tuple[Alarm, ...]:
    """Return the alarms of something due, whose event begins `length` before; the last one first."""
    texts = (words("Due in 3 days"), words("Due tomorrow"), words("Due in 3 hours"))
    alarms = [Alarm(before - length, _said(text, title)) for before, text in zip(_DUE, texts, strict=True)]
    return tuple(reversed(alarms))


def _before(starts_at: datetime, days: int) -> timedelta:
    """Return the time between an evening so many days before and the start, by the clock on the wall.

    Days of a duration are days of the calendar there (RFC 5545, 3.3.6), whatever clocks do meanwhile.
    """
    start = starts_at.replace(tzinfo=None)
    return start - datetime.combine(start.date() - timedelta(days=days), EVENING)


def _said(what: str, title: str) -> str:
    return f"{what}: {title}"
