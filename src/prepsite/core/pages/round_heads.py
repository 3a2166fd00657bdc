"""A round as the head of its page: when, where, who, and what the browser keeps of its prep."""

from types import MappingProxyType

from prepsite.core.pages import labels
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.pieces import When
from prepsite.core.pages.round_tool import Person, RoundHead, RoundTool
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.interview import Interviewer
from prepsite.models.vocabulary import InterviewStatus


def round_tool(
    edition: Edition, record: ApplicationRecord, found: InterviewRecord, prefix: str = ""
) -> RoundTool:
    """Return a round's page or panel as a tool; `prefix` goes before the anchors of its prep."""
    document = edition.prep(record.id, found.id)
    fields = {
        f"{prefix}{part.anchor}": part.section.field
        for part in (document.sections if document else ())
        if part.section.field
    }
    return RoundTool(
        f"{record.id}/{found.id}",
        _head(edition, found),
        MappingProxyType(fields),
        document.edited if document else (),
        found.is_scheduled,
    )


def when(edition: Edition, found: InterviewRecord) -> When | None:
    """Return a round's time; the browser counts down to it only while it is to come."""
    if found.starts_at is None or found.interview is None:
        return None
    text = labels.moment_text(found.starts_at, edition.zone, found.interview.duration, edition.words)
    return When(text, labels.in_zone(found.starts_at, edition.zone) if found.is_scheduled else None)


def due(edition: Edition, found: InterviewRecord) -> When | None:
    """Return when a take-home is due, or None where it doesn't say."""
    if found.interview is None or found.interview.due_at is None:
        return None
    moment = labels.in_zone(found.interview.due_at, edition.zone)
    return When(
        labels.moment_text(moment, edition.zone, words=edition.words), moment if found.is_scheduled else None
    )


def is_private(record: ApplicationRecord, found: InterviewRecord) -> bool:
    """Tell whether nothing of a round may stand on another page."""
    return found.file.is_private or labels.is_hidden(record)


def named(person: Interviewer) -> str:
    """Return an interviewer's name, title and team in one line."""
    return plain(", ".join(part for part in (person.name, person.title, person.team) if part))


def _head(edition: Edition, found: InterviewRecord) -> RoundHead:
    interview, words = found.interview, edition.words
    if interview is None:
        return RoundHead(known=False)
    scheduled = interview.status is InterviewStatus.SCHEDULED
    return RoundHead(
        status="" if scheduled else words.label(interview.status),
        moment=when(edition, found),
        due=due(edition, found),
        duration=labels.minutes_text(interview.duration, words) if interview.duration else "",
        form=words.label(interview.format) if interview.format else "",
        place=plain(interview.location or ""),
        join_url=interview.join_link or "",
        people=tuple(_person(person) for person in interview.interviewers),
        focus=tuple(words.label(focus) for focus in interview.focus),
    )


def _person(person: Interviewer) -> Person:
    title = plain(", ".join(part for part in (person.title, person.team) if part))
    return Person(plain(person.name), title, person.link or "")
