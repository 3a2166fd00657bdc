"""The vault → the events of its calendar, and the rounds that have no place in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from functools import partial

from pydantic import JsonValue

from prepsite.core.calendar.event import CalendarEvent, EventStatus, settled
from prepsite.core.calendar.plain_text import address, line
from prepsite.core.calendar.reminders import Phase, due_reminders, phases, reminders
from prepsite.core.pages.labels import in_zone, is_hidden, minutes_text
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.core.words import Words
from prepsite.errors import Problem, Severity
from prepsite.models.interview import Interview, Interviewer
from prepsite.models.vocabulary import Focus, InterviewStatus

DUE = "#due"
DEFAULT_MINUTES = 60
DUE_LENGTH = timedelta(minutes=30)
# Calendars take some thousand characters of an event and cut the rest.
_MOST_PEOPLE = 20
_MOST_PRIVATE = 20
_LONGEST_TITLE = 120
# Pay stands in no calendar, whoever asked for private things: colleagues may see it there.
_PAY = ("pay", "salary", "compensation", "bonus", "equity", "offer", "rate", "wage", "money", "gehalt")


@dataclass(frozen=True)
class Contents:
    """What a calendar has to say: events, rounds left out, and names of rounds that can't be read.

    What is not `readable` may have an event still: nothing is concluded from a broken file.
    """

    events: tuple[CalendarEvent, ...]
    left_out: tuple[Problem, ...]
    unreadable: frozenset[str]


def contents_of(vault: Vault, words: Words) -> Contents:
    """Return the events of all rounds that have a time, private ones among them, in a fixed order."""
    events: list[CalendarEvent] = []
    left_out: list[Problem] = []
    unreadable: set[str] = set()
    for record in vault.applications.values():
        for found in record.interviews:
            name = f"{record.id}/{found.id}"
            if found.interview is None or record.fields is None:
                unreadable |= {name, f"{name}{DUE}"}
                left_out.append(_unusable(record, found))
                continue
            events += _events_of(record, found, found.interview, vault, words)
            left_out += _without_time(found, found.interview)
    order = sorted(events, key=lambda event: (event.starts_at.astimezone(UTC), event.name))
    return Contents(tuple(order), tuple(left_out), frozenset(unreadable))


def _events_of(
    record: ApplicationRecord, found: InterviewRecord, interview: Interview, vault: Vault, words: Words
) -> Iterator[CalendarEvent]:
    company = record.fields.company if record.fields else record.id
    title = f"{words.label(interview.stage)} · {line(company, _LONGEST_TITLE)}"
    name = f"{record.id}/{found.id}"
    roadmap = phases(found.prep)
    common = partial(
        CalendarEvent,
        description=_description(interview, roadmap, words),
        location=_place(interview),
        url=address(interview.join_link or ""),
        is_private=found.file.is_private or is_hidden(record),
        private_lines=_private_lines(interview),
    )
    if found.starts_at is not None:
        minutes = interview.duration or DEFAULT_MINUTES
        ends_at = found.starts_at.astimezone(UTC) + timedelta(minutes=minutes)
        command = "" if found.prep else f"prepsite generate {name}"
        alarms = reminders(in_zone(found.starts_at, vault.settings.zone), roadmap, title, words, command)
        event = common(name, *settled(found.starts_at, ends_at), title, alarms=alarms)
        yield _as_it_stands(event, interview.status, words)
    if found.due_at is not None:
        # It ends at that moment, so that it stands before it and never on the next day.
        begins = (found.due_at.astimezone(UTC) - DUE_LENGTH).astimezone(found.due_at.tzinfo)
        due = words("Due: {title}", title=title)
        alarms = due_reminders(DUE_LENGTH, title, words)
        event = common(f"{name}{DUE}", *settled(begins, found.due_at), due, alarms=alarms, is_busy=False)
        yield _as_it_stands(event, interview.status, words)


def _as_it_stands(event: CalendarEvent, status: InterviewStatus, words: Words) -> CalendarEvent:
    """Return the event as its round's status has it: what is over reminds of nothing."""
    match status:
        case InterviewStatus.SCHEDULED:
            return event
        case InterviewStatus.COMPLETED:
            return replace(event, alarms=())
        case InterviewStatus.NO_SHOW:
            missed = words("No-show: {title}", title=event.summary)
            return replace(event, summary=missed, is_busy=False, alarms=())
        case InterviewStatus.CANCELLED:
            summary = words("Cancelled: {title}", title=event.summary)
            off = EventStatus.CANCELLED
            return replace(event, summary=summary, status=off, is_busy=False, alarms=())


def _place(interview: Interview) -> str:
    if interview.location:
        return line(interview.location)
    link = interview.join_link or ""
    return address(link) if link.startswith(("http://", "https://")) else ""


def _description(interview: Interview, roadmap: tuple[Phase, ...], words: Words) -> str:
    """Return what an event says below its title: nothing that a colleague may not see."""
    minutes = interview.duration or DEFAULT_MINUTES
    length = minutes_text(minutes, words)
    if interview.duration is None:
        length = words("length not stated, an hour is assumed")
    kind = [words.label(interview.format)] if interview.format else []
    lines = [", ".join([*kind, length])]
    if interview.join_link:
        lines.append(words("Join: {link}", link=address(interview.join_link)))
    people = interview.interviewers[:_MOST_PEOPLE]
    if people:
        lines += ["", words("With:"), *(f"- {_person(person)}" for person in people)]
        if more := len(interview.interviewers) - len(people):
            lines.append(f"- {words('and {n} more', n=more)}")
    focus = [words.label(topic) for topic in interview.focus if topic is not Focus.COMPENSATION]
    if focus:
        lines += ["", words("About: {topics}", topics=", ".join(focus))]
    if roadmap and interview.status is InterviewStatus.SCHEDULED:
        lines += ["", words("Roadmap:"), *(f"- {phase.told(words)}" for phase in roadmap)]
    return "\n".join(lines)


def _person(person: Interviewer) -> str:
    return line(", ".join(part for part in (person.name, person.title, person.team) if part))


def _private_lines(interview: Interview) -> str:
    lines = [
        line(f"{key.replace('_', ' ').capitalize()}: {_told(value)}", 500)
        for key, value in interview.private_block.items()
        if not any(word in key.casefold() for word in _PAY)
    ]
    return "\n".join(lines[:_MOST_PRIVATE])


def _told(value: JsonValue) -> str:
    match value:
        case dict():
            return "; ".join(
                f"{key} {_told(inner)}"
                for key, inner in value.items()
                if not any(word in key.casefold() for word in _PAY)
            )
        case list():
            return "; ".join(map(_told, value))
        case None:
            return ""
        case _:
            return str(value)


def _unusable(record: ApplicationRecord, found: InterviewRecord) -> Problem:
    broken = found.file.path
    if found.interview is not None:
        broken = record.application.path if record.application else f"{record.folder}/application.md"
    message = f"can't be used, so {record.id}/{found.id} is not in the calendar"
    remedy = "mend the file, as `prepsite check` says"
    return Problem(broken, 1, 1, Severity.ERROR, "", message, remedy)


def _without_time(found: InterviewRecord, interview: Interview) -> Iterator[Problem]:
    """Yield what is wrong with a round's times, where it has one too few or one that can't be."""
    for key, stated, used in (
        ("scheduled_at", interview.scheduled_at, found.starts_at),
        ("due_at", interview.due_at, found.due_at),
    ):
        if stated is not None and used is None:
            message = f"the year {stated.year} is not one that a calendar can show"
            yield _at(found, key, Severity.ERROR, message, "mend the year")
    has_any = interview.scheduled_at or interview.due_at
    if not has_any and interview.status is InterviewStatus.SCHEDULED:
        message = "the round has no date yet, so it is not in the calendar"
        yield _at(found, "", Severity.NOTICE, message, "write scheduled_at once you know it")


def _at(found: InterviewRecord, key: str, severity: Severity, message: str, remedy: str) -> Problem:
    line_, column = found.file.position(key) if key else (1, 1)
    return Problem(found.file.path, line_, column, severity, key, message, remedy)
