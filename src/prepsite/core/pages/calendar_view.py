"""A calendar of interviews and due dates: every month that has any, as a page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.overviews import CalendarDay, CalendarPart, Event, Month, Overview
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import LinkTo
from prepsite.core.pages.rounds import is_private
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.vocabulary import InterviewStatus

_WEEK = 7

Days = Mapping[date, Sequence[Event]]


def calendar_page(edition: Edition) -> Page:
    """Return the calendar of all rounds that have a day; private ones are left out."""
    words = edition.words
    days = _days(edition)
    months = tuple(
        _month(edition, year, month, days) for year, month in sorted({(d.year, d.month) for d in days})
    )
    waiting = sum(
        found.is_scheduled and not is_private(record, found) and not any(_moments(edition, found))
        for record in edition.vault.applications.values()
        for found in record.interviews
    )
    markdown = edition.render("calendar", sitemap.CALENDAR, empty=not months, waiting=waiting)
    part = CalendarPart("", "months", _weekdays(edition), months, edition.zone.key)
    return heads.calendar(words).page(
        markdown,
        Chrome("calendar", overview=Overview((part,) if months else ())),
        words("Interviews and due dates, month by month"),
        sources=tuple(
            found.file.path for record in edition.vault.applications.values() for found in record.interviews
        ),
    )


def _days(edition: Edition) -> dict[date, list[Event]]:
    """Return what is on each day, in the order of the clock."""
    found: list[tuple[datetime, Event]] = []
    for record in edition.vault.applications.values():
        for each in record.interviews:
            if not is_private(record, each):
                found += _events(edition, record, each)
    days: dict[date, list[Event]] = {}
    for moment, event in sorted(found, key=lambda pair: (pair[0].timestamp(), pair[1].link.text)):
        days.setdefault(moment.date(), []).append(event)
    return days


def _moments(edition: Edition, found: InterviewRecord) -> tuple[datetime | None, datetime | None]:
    """Return when a round begins and when it is due, in the vault's zone."""
    due = found.interview.due_at if found.interview else None
    begins = labels.in_zone(found.starts_at, edition.zone) if found.starts_at else None
    return begins, labels.in_zone(due, edition.zone) if due else None


def _events(
    edition: Edition, record: ApplicationRecord, found: InterviewRecord
) -> Iterator[tuple[datetime, Event]]:
    words = edition.words
    begins, due = _moments(edition, found)
    link = LinkTo(plain(labels.round_title(found, words)), sitemap.round_uri(record.id, found.id))
    about = labels.company(record)
    state = ""
    if found.interview and found.interview.status is not InterviewStatus.SCHEDULED:
        state = words.inline(found.interview.status)
    if begins:
        yield begins, Event(words.dates.clock(begins), link, about, state)
    if due:
        yield due, Event(words("due {time}", time=words.dates.clock(due)), link, about, state)


def _month(edition: Edition, year: int, month: int, days: Days) -> Month:
    words = edition.words
    first = date(year, month, 1)
    before = (first.weekday() - words.dates.first_weekday) % _WEEK
    cells: list[CalendarDay | None] = [None] * before
    day = first
    count = 0
    while day.month == month:
        events = tuple(days.get(day, ()))
        count += len(events)
        cells.append(CalendarDay(day.isoformat(), day.day, words.dates.day(day), events))
        if day == date.max:
            break
        day += timedelta(days=1)
    cells += [None] * (-len(cells) % _WEEK)
    weeks = tuple(tuple(cells[at : at + _WEEK]) for at in range(0, len(cells), _WEEK))
    told = words.counted(count, "{n} entry", "{n} entries")
    return Month(f"{year:04d}-{month:02d}", words.dates.month(year, month), told, weeks)


def _weekdays(edition: Edition) -> tuple[str, ...]:
    """Return the days of the week, beginning with the one that the language begins a week with."""
    dates = edition.words.dates
    return tuple(dates.weekdays[(dates.first_weekday + offset) % _WEEK] for offset in range(_WEEK))
