"""The interviews to come: the next one with all that it needs, the others in a line each."""

import re
from collections.abc import Iterator

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.claims import claims_note
from prepsite.core.pages.defending import undefended_notice
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.following_up import ON_ROUND
from prepsite.core.pages.items import field_of
from prepsite.core.pages.overviews import Coming, ComingPart, Leaf, NextPart, Task
from prepsite.core.pages.pieces import FactRow, LinkTo, Notice, When
from prepsite.core.pages.plan_notices import plan_notices
from prepsite.core.pages.rounds import is_private, when
from prepsite.core.plan import PlanState
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.weak_spots import FollowUp, traces_of
from prepsite.core.words import noted
from prepsite.models.interview import Interview

SHOWN_INTERVIEWS = 12
WAITING = frozenset({PlanState.MISSING, PlanState.STALE, PlanState.BLOCKED})

_WAITING_FOR = {
    PlanState.MISSING: noted("prep not written"),
    PlanState.STALE: noted("prep stale"),
    PlanState.BLOCKED: noted("prep blocked"),
}
_STEP = re.compile(r"(?m)^\s*- \[ \] \*\*\w+ · (?P<minutes>\d+) min\*\*")
_UNFOLLOWED = frozenset({FollowUp.MISSING, FollowUp.LISTED, FollowUp.PARTLY})

Round = tuple[ApplicationRecord, InterviewRecord]


def rounds_to_come(edition: Edition) -> tuple[Round, ...]:
    """Return the rounds to come that may be named, the earliest first, those without a day last."""
    found = [
        (record, each)
        for record in edition.vault.applications.values()
        if record.is_open or record.fields is None
        for each in record.interviews
        if each.is_scheduled and not is_private(record, each)
    ]
    return tuple(sorted(found, key=lambda pair: _order(edition, pair[1])))


def earliest(edition: Edition, record: ApplicationRecord) -> tuple[bool, float]:
    """Return what orders applications by their next round; those without one come last."""
    coming = [
        _order(edition, each)
        for each in record.interviews
        if each.is_scheduled and not is_private(record, each)
    ]
    return min(coming, default=(True, float("inf")))


def next_part(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> NextPart:
    """Return the next interview with all that is needed on the way to it."""
    words = edition.words
    moment, due = when(edition, found), _due(edition, found)
    actions = (
        LinkTo(words("Open its prep"), sitemap.round_uri(record.id, found.id)),
        LinkTo(words("All on one page"), sitemap.reference_uri(record.id), query=f"interview_id={found.id}"),
        LinkTo(words("The application"), sitemap.application_uri(record.id)),
    )
    return NextPart(
        words("Next interview"),
        "next-interview",
        _title(edition, record, found),
        _role(record),
        _leaf(edition, moment or due),
        moment,
        due,
        tuple(_facts(edition, found.interview)) if found.interview else (),
        tuple(_tasks(edition, record, found)),
        actions,
        f"prepsite notes {record.id}/{found.id}",
    )


def coming_part(edition: Edition, rounds: tuple[Round, ...], *, after_next: bool) -> ComingPart:
    """Return interviews to come in a line each; where none is scheduled, what to do."""
    words = edition.words
    more = None
    if len(rounds) > SHOWN_INTERVIEWS:
        text = words("All {n} in the calendar", n=len(rounds) + after_next)
        more = LinkTo(text, sitemap.CALENDAR)
    heading = words("After that") if after_next else words("Next interviews")
    rows = tuple(_coming(edition, record, found) for record, found in rounds[:SHOWN_INTERVIEWS])
    if rows or after_next:
        return ComingPart(heading, "coming", rows, words("No other interview is scheduled yet."), more=more)
    open_ones = [record.id for record in edition.vault.applications.values() if record.is_open]
    named = open_ones[0] if len(open_ones) == 1 else "APPLICATION"
    command = f'prepsite new interview {named} --stage recruiter_screen --at "YYYY-MM-DD HH:MM"'
    empty = words("No interview is scheduled. When one is set, add it; its prep is then written for it.")
    return ComingPart(heading, "coming", (), empty, command)


def _coming(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Coming:
    interview = found.interview
    moment = short_when(edition, found)
    due = None if moment else _due(edition, found)
    planned = edition.planned(record.id, found.id)
    badges = [edition.words.label(interview.format)] if interview and interview.format else []
    if planned and planned.state in WAITING:
        badges.append(edition.words(_WAITING_FOR[planned.state]))
    people = ", ".join(person.name for person in interview.interviewers) if interview else ""
    one_page = LinkTo(
        edition.words("All on one page"), sitemap.reference_uri(record.id), query=f"interview_id={found.id}"
    )
    about = plain(" · ".join(part for part in (_role(record), people) if part))
    shown = moment or due
    title = _title(edition, record, found)
    return Coming(title, about, _leaf(edition, shown), shown, due is not None, tuple(badges), (one_page,))


def short_when(edition: Edition, found: InterviewRecord) -> When | None:
    """Return when a round begins, in the vault's zone, as lists and tables tell it."""
    moment = when(edition, found)
    if moment is None or found.starts_at is None:
        return None
    start = labels.in_zone(found.starts_at, edition.zone)
    return When(f"{labels.day(start, edition.words)}, {edition.words.dates.clock(start)}", moment.at)


def _title(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> LinkTo:
    return LinkTo(plain(labels.round_at(found, record, edition.words)), sitemap.round_uri(record.id, found.id))


def _role(record: ApplicationRecord) -> str:
    return "" if record.fields is None else plain(record.fields.role)


def _order(edition: Edition, found: InterviewRecord) -> tuple[bool, float]:
    due = found.interview.due_at if found.interview else None
    moment = found.starts_at or (labels.in_zone(due, edition.zone) if due else None)
    return moment is None, moment.timestamp() if moment else 0.0


def _due(edition: Edition, found: InterviewRecord) -> When | None:
    if found.interview is None or found.interview.due_at is None:
        return None
    due = labels.in_zone(found.interview.due_at, edition.zone)
    return When(labels.moment_text(due, edition.zone, words=edition.words), due if found.is_scheduled else None)


def _leaf(edition: Edition, moment: When | None) -> Leaf | None:
    if moment is None or moment.at is None:
        return None
    day, dates = moment.at, edition.words.dates
    month = dates.month(day.year, day.month).replace(str(day.year), "").strip()
    return Leaf(dates.weekdays[day.weekday()], str(day.day), month)


def _facts(edition: Edition, interview: Interview) -> Iterator[FactRow]:
    words = edition.words
    if interview.join_link:
        yield FactRow(words("Join"), plain(interview.join_link), url=interview.join_link)
    if interview.location:
        yield FactRow(words("Where"), plain(interview.location))
    how = [words.label(interview.format)] if interview.format else []
    how += [labels.minutes_text(interview.duration, words)] if interview.duration else []
    if how:
        yield FactRow(words("How"), ", ".join(how))
    people = [
        plain(", ".join(part for part in (person.name, person.title) if part))
        for person in interview.interviewers
    ]
    if people:
        yield FactRow(words("With"), "; ".join(people))
    if interview.focus:
        yield FactRow(words("About"), ", ".join(words.label(focus) for focus in interview.focus))


def _tasks(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Iterator[Task]:
    """Yield what is left to do for a round, from its files alone."""
    words, uri = edition.words, sitemap.round_uri(record.id, found.id)
    yield from _of_plan(plan_notices(edition.planned(record.id), words("Base prep"), words))
    yield from _of_plan(plan_notices(edition.planned(record.id, found.id), words("Its prep"), words))
    document = edition.prep(record.id, found.id)
    for part in document.sections if document else ():
        if field_of(part) == "prep_plan" and (minutes := _minutes(part.section.body)):
            text = words.counted(
                len(minutes),
                "Roadmap: {n} step, about {time}",
                "Roadmap: {n} steps, about {time}",
                time=labels.minutes_text(sum(minutes), words),
            )
            yield Task(text, LinkTo(words("Begin"), uri, part.anchor))
    note = claims_note(edition, record, found.id)
    if note and note.in_doubt:
        number, _ = note.in_doubt[0]
        text = words.counted(
            len(note.in_doubt), "{n} claim not to say as it stands", "{n} claims not to say as they stand"
        )
        yield Task(text, LinkTo(words("Look at the first one"), uri, note.anchor(number)))
    undefended = undefended_notice(edition, record)
    yield from _of_plan((undefended,) if undefended else ())
    documents = edition.derived(record).documents
    missed = sum(trace.state in _UNFOLLOWED for trace in traces_of(record, found, documents))
    if missed:
        text = words.counted(
            missed,
            "{n} weak spot of earlier rounds isn't fully taken up",
            "{n} weak spots of earlier rounds aren't fully taken up",
        )
        yield Task(text, LinkTo(words("See which"), uri, ON_ROUND[0]))
    yield from _promised(edition, record, found)


def _of_plan(notices: tuple[Notice, ...]) -> Iterator[Task]:
    for notice in notices:
        yield Task(notice.text, notice.link, notice.command)


def _minutes(roadmap: str) -> list[int]:
    return [int(step["minutes"]) for step in _STEP.finditer(roadmap)]


def _promised(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Iterator[Task]:
    """Yield what was promised in the last round before, where its notes say so."""
    for before in reversed(record.before(found.id)):
        notes = before.notes.fields if before.notes and not before.notes.is_private else None
        if before.file.is_private or notes is None:
            continue
        if notes.follow_ups:
            text = edition.words.counted(
                len(notes.follow_ups),
                "{n} follow-up noted after {stage}",
                "{n} follow-ups noted after {stage}",
                stage=labels.round_title(before, edition.words),
            )
            uri, anchor = sitemap.application_uri(record.id), f"notes-{before.id}"
            yield Task(text, LinkTo(edition.words("Read"), uri, anchor))
        return
