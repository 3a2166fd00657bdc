"""Whom one talks to, and what to ask them."""

import re
from enum import StrEnum

from prepsite.models.interview import Interviewer
from prepsite.models.preparation import InterviewerQuestion
from prepsite.models.vocabulary import Stage
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.terms import stems
from prepsite.writers.offline.voice import Voice

_COUNT = 5


class Audience(StrEnum):
    """What somebody's title says they can answer."""

    RECRUITER = "recruiter"
    EXECUTIVE = "executive"
    PRODUCT = "product"
    MANAGER = "manager"
    ENGINEER = "engineer"
    UNKNOWN = "unknown"


_TITLES = (
    (
        Audience.RECRUITER,
        r"recruit|talent|sourc|\bhr\b|human resources|people (?:partner|operations|team)|staffing",
    ),
    (
        Audience.EXECUTIVE,
        r"\bc[a-z]o\b|chief|founder|\bvp\b|vice president|^president|managing director|partner$",
    ),
    (Audience.PRODUCT, r"product|design(?!.*engineer)|\bux\b|research"),
    (Audience.MANAGER, r"manager|head of|director|\blead\b|supervisor|principal investigator|matron|dean"),
    (
        Audience.ENGINEER,
        r"engineer|developer|architect|\bsre\b|scientist|analyst|programmer|administrator|specialist",
    ),
)
_BY_STAGE = {
    Stage.RECRUITER_SCREEN: Audience.RECRUITER,
    Stage.TECHNICAL_SCREEN: Audience.ENGINEER,
    Stage.SYSTEM_DESIGN: Audience.ENGINEER,
    Stage.TAKE_HOME: Audience.ENGINEER,
    Stage.HIRING_MANAGER: Audience.MANAGER,
    Stage.BEHAVIORAL: Audience.MANAGER,
    Stage.EXECUTIVE: Audience.EXECUTIVE,
}


def audience_of(interviewer: Interviewer | None, stage: Stage) -> Audience:
    """Return the audience by the title, or by the stage where there is none."""
    title = interviewer.title if interviewer else None
    if title:
        for audience, pattern in _TITLES:
            if re.search(pattern, title, re.IGNORECASE):
                return audience
    return _BY_STAGE.get(stage, Audience.UNKNOWN)


def write_questions(
    voice: Voice, record: Record, drivers: tuple[Driver, ...]
) -> tuple[InterviewerQuestion, ...]:
    """Return exactly five questions, spread over the interviewers."""
    interview = record.round.interview
    people: tuple[Interviewer | None, ...] = interview.interviewers or (None,)
    queues = [_rows(voice, record, person, drivers) for person in people]
    chosen: list[InterviewerQuestion] = []
    asked: set[str] = set()
    while len(chosen) < _COUNT and any(queues):
        place = len(chosen) % len(queues)
        if not any(row[0].casefold() not in asked for row in queues[place]):
            place = next(
                (i for i, rows in enumerate(queues) if any(r[0].casefold() not in asked for r in rows)), -1
            )
        if place < 0:
            break
        question, rationale = next(row for row in queues[place] if row[0].casefold() not in asked)
        asked.add(question.casefold())
        aimed = voice.say("aimed_at", person=people[place], stage=interview.stage.value)
        chosen.append(InterviewerQuestion(question=question, rationale=rationale, aimed_at=aimed))
    return tuple(chosen)


def _rows(
    voice: Voice, record: Record, person: Interviewer | None, drivers: tuple[Driver, ...]
) -> tuple[tuple[str, ...], ...]:
    brief = record.brief
    stage = record.round.interview.stage
    # What a person said in confidence is not for quoting: only what can be read in public.
    known = brief.company.statements if brief.company else ()
    statements = [statement for statement in known if statement.source.startswith(("http://", "https://"))]
    demands = " ".join(demand.text for demand in record.posting.demands)
    wanted = stems(f"{demands} {brief.application.role}") - stems(brief.application.company)
    ranked = sorted(statements, key=lambda statement: -len(stems(statement.text) & wanted))
    return voice.rows(
        f"ask/{audience_of(person, stage).value}",
        2,
        person=person,
        stage=stage.value,
        company=brief.application.company,
        role=brief.application.role,
        driver=drivers[0].topic if drivers[0].demand else "",
        statement=ranked[0].text if ranked else "",
        team=(person.team if person and person.team else ""),
    )
