"""What things are called on pages. A private file is only ever called by its id."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from prepsite.core.pages.escaping import plain
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.base import EndDate, PartialDate

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(moment: date) -> str:
    """Return "Wed 11 March 2026"."""
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment_text(starts_at: datetime, zone: ZoneInfo, minutes: int | None = None) -> str:
    """Return "Wed 11 March 2026, 14:00–14:45 (Europe/Berlin)"; the end only with `minutes`."""
    start = in_zone(starts_at, zone)
    text = f"{day(start)}, {start:%H:%M}"
    try:
        end = (start.astimezone(UTC) + timedelta(minutes=minutes or 0)).astimezone(zone)
    except OverflowError:
        end = start
    if end > start:
        text += f"–{end:%H:%M}" if end.date() == start.date() else f" – {day(end)}, {end:%H:%M}"
    return f"{text} ({zone.key})"


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in the zone; a moment without a zone is taken to be in it."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def minutes_text(minutes: int) -> str:
    """Return "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [_count(hours, "hour")] if hours else []
    return " ".join(parts + ([_count(rest, "minute")] if rest or not hours else []))


def month_text(when: PartialDate) -> str:
    """Return "March 2021", "15 March 2021" or "2021"."""
    parts = [str(when.day)] if when.day else []
    return " ".join([*parts, *([MONTHS[when.month - 1]] if when.month else []), str(when.year)])


def span_text(start: PartialDate | None, end: EndDate | None) -> str:
    """Return "March 2021 – May 2023", "since March 2021", or an empty text."""
    if start and end == "present":
        return f"since {month_text(start)}"
    first = month_text(start) if start else ""
    last = month_text(end) if isinstance(end, PartialDate) else ""
    if first and last:
        return f"{first} – {last}"
    return first or (f"until {last}" if last else "")


def is_hidden(record: ApplicationRecord) -> bool:
    """Tell whether the whole application is private: its own file says so."""
    return bool(record.application and record.application.is_private)


def application_title(record: ApplicationRecord) -> str:
    """Return "Staff Engineer at Acme", or what may be said instead."""
    if is_hidden(record):
        return f"Private application ({record.id})"
    if record.fields is None:
        return record.id
    return plain(f"{record.fields.role} at {record.fields.company}")


def application_short(record: ApplicationRecord) -> str:
    """Return "Acme · Staff Engineer", as navigation and cards name it."""
    if record.fields is None or record.fields.is_private:
        return application_title(record)
    return plain(f"{record.fields.company} · {record.fields.role}")


def company(record: ApplicationRecord) -> str:
    """Return the company's name, or the id where it isn't known or is private."""
    return record.id if record.fields is None or record.fields.is_private else plain(record.fields.company)


def round_title(found: InterviewRecord) -> str:
    """Return "Technical screen", or what may be said instead."""
    if found.file.is_private:
        return f"Private round ({found.id})"
    return found.id if found.interview is None else found.interview.stage.label


def unique_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles by id, with the id added to those that are not the only one."""
    seen: dict[str, int] = {}
    for title in titles.values():
        seen[title] = seen.get(title, 0) + 1
    return {key: f"{title} ({key})" if seen[title] > 1 else title for key, title in titles.items()}


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
