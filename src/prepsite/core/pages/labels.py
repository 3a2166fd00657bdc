"""What things are called on pages. A private file is only ever called by its id."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from prepsite.core.pages.escaping import plain
from prepsite.core.vault import ApplicationRecord, InterviewRecord, VaultFile
from prepsite.core.words import SPOKEN, Words
from prepsite.models.base import EndDate, PartialDate
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume


def day(moment: date, words: Words = SPOKEN) -> str:
    """Return "Wed 11 March 2026", as the language has it."""
    return words.dates.day(moment)


def moment_text(starts_at: datetime, zone: ZoneInfo, minutes: int | None = None, words: Words = SPOKEN) -> str:
    """Return "Wed 11 March 2026, 14:00–14:45 (Europe/Berlin)"; the end only with `minutes`."""
    start = in_zone(starts_at, zone)
    text = f"{day(start, words)}, {words.dates.clock(start)}"
    try:
        end = (start.astimezone(UTC) + timedelta(minutes=minutes or 0)).astimezone(zone)
    except OverflowError:
        end = start
    if end > start:
        last = words.dates.clock(end)
        text += f"–{last}" if end.date() == start.date() else f" – {day(end, words)}, {last}"
    return f"{text} ({zone.key})"


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in the zone; a moment without a zone is taken to be in it."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def minutes_text(minutes: int, words: Words = SPOKEN) -> str:
    """Return "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [words.counted(hours, "{n} hour", "{n} hours")] if hours else []
    if rest or not hours:
        parts.append(words.counted(rest, "{n} minute", "{n} minutes"))
    return " ".join(parts)


def month_text(when: PartialDate, words: Words = SPOKEN) -> str:
    """Return "March 2021", "15 March 2021" or "2021"."""
    if when.month is None:
        return str(when.year)
    if when.day is None:
        return words.dates.month(when.year, when.month)
    return words.dates.date(date(when.year, when.month, when.day))


def span_text(start: PartialDate | None, end: EndDate | None, words: Words = SPOKEN) -> str:
    """Return "March 2021 – May 2023", "since March 2021", or an empty text."""
    if start and end == "present":
        return words("since {when}", when=month_text(start, words))
    first = month_text(start, words) if start else ""
    last = month_text(end, words) if isinstance(end, PartialDate) else ""
    if first and last:
        return f"{first} – {last}"
    return first or (words("until {when}", when=last) if last else "")


def is_hidden(record: ApplicationRecord) -> bool:
    """Tell whether the whole application is private: its own file says so."""
    return record.is_private


def application_title(record: ApplicationRecord, words: Words = SPOKEN) -> str:
    """Return "Staff Engineer at Acme", or what may be said instead."""
    if is_hidden(record):
        return words("Private application ({id})", id=record.id)
    if record.fields is None:
        return record.id
    return plain(words("{role} at {company}", role=record.fields.role, company=record.fields.company))


def application_short(record: ApplicationRecord, words: Words = SPOKEN) -> str:
    """Return "Acme · Staff Engineer", as navigation and cards name it."""
    if record.fields is None or record.fields.is_private:
        return application_title(record, words)
    return plain(f"{record.fields.company} · {record.fields.role}")


def company(record: ApplicationRecord) -> str:
    """Return the company's name, or the id where it isn't known or is private."""
    return record.id if record.fields is None or record.fields.is_private else plain(record.fields.company)


def round_title(found: InterviewRecord, words: Words = SPOKEN) -> str:
    """Return "Technical screen", or what may be said instead."""
    if found.file.is_private:
        return words("Private round ({id})", id=found.id)
    return found.id if found.interview is None else words.label(found.interview.stage)


def round_at(found: InterviewRecord, record: ApplicationRecord, words: Words = SPOKEN) -> str:
    """Return "Technical screen at Acme"."""
    return words("{round} at {company}", round=round_title(found, words), company=company(record))


def file_title(file: VaultFile[ExperienceProject] | VaultFile[Resume], words: Words = SPOKEN) -> str:
    """Return what a project or resume is called on other pages."""
    if file.is_private:
        return words("Private ({id})", id=file.id)
    return plain(file.fields.title) if file.fields else file.id


def unique_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles by id, with the id added to those that are not the only one."""
    seen: dict[str, int] = {}
    for title in titles.values():
        seen[title] = seen.get(title, 0) + 1
    return {key: f"{title} ({key})" if seen[title] > 1 else title for key, title in titles.items()}
