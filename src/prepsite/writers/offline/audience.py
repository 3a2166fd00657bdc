"""Whom one talks to, and what to ask them."""

from collections.abc import Sequence
from enum import StrEnum

from prepsite.core.posting import sentences
from prepsite.models.interview import Interviewer
from prepsite.models.preparation import InterviewerQuestion
from prepsite.models.vocabulary import Stage
from prepsite.writers.offline.drivers import Driver
from prepsite.writers.offline.lexicon import Lexicon
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


_BY_STAGE = {
    Stage.RECRUITER_SCREEN: Audience.RECRUITER,
    Stage.TECHNICAL_SCREEN: Audience.ENGINEER,
    Stage.SYSTEM_DESIGN: Audience.ENGINEER,
    Stage.TAKE_HOME: Audience.ENGINEER,
    Stage.HIRING_MANAGER: Audience.MANAGER,
    Stage.BEHAVIORAL: Audience.MANAGER,
    Stage.EXECUTIVE: Audience.EXECUTIVE,
}


def audience_of(lexicon: Lexicon, interviewer: Interviewer | None, stage: Stage) -> Audience:
    """Return the audience by the title, or by the stage where there is none."""
    title = interviewer.title if interviewer else None
    for audience in Audience if title else ():
        if (
            title
            and audience is not Audience.UNKNOWN
            and lexicon.pattern("titles", audience.value).search(title)
        ):
            return audience
    return _BY_STAGE.get(stage, Audience.UNKNOWN)


def write_questions(
    voice: Voice, record: Record, drivers: tuple[Driver, ...]
) -> tuple[InterviewerQuestion, ...]:
    """Return exactly five questions, spread over the interviewers; none begins like another."""
    interview = record.round.interview
    people: tuple[Interviewer | None, ...] = interview.interviewers or (None,)
    queues = [list(_rows(voice, record, person, drivers, place)) for place, person in enumerate(people)]
    chosen: list[InterviewerQuestion] = []
    place = 0
    while len(chosen) < _COUNT:
        place = next(
            (i % len(queues) for i in range(place, place + len(queues)) if queues[i % len(queues)]), -1
        )
        if place < 0:
            break
        row = _first_fresh(voice, queues[place])
        if row:
            aimed = voice.say("aimed_at", person=people[place], stage=interview.stage.value)
            rationale = voice.unlike("rationale", [row[1]])
            chosen.append(InterviewerQuestion(question=row[0], rationale=rationale, aimed_at=aimed))
        place += 1
    return tuple(chosen)


def _first_fresh(voice: Voice, queue: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    while queue:
        row = queue.pop(0)
        if voice.is_fresh("ask", row[0]):
            voice.mark("ask", row[0])
            return row
    return None


def _rows(
    voice: Voice, record: Record, person: Interviewer | None, drivers: Sequence[Driver], place: int
) -> tuple[tuple[str, ...], ...]:
    brief = record.brief
    stage = record.round.interview.stage
    # What a person said in confidence is not for quoting: only what can be read in public.
    known = brief.company.statements if brief.company else ()
    statements = [statement for statement in known if statement.source.startswith(("http://", "https://"))]
    demands = " ".join(demand.text for demand in record.posting.demands)
    wanted = stems(f"{demands} {brief.application.role}") - stems(brief.application.company)
    ranked = sorted(statements, key=lambda statement: -len(stems(statement.text) & wanted))
    audience = audience_of(record.lexicon, person, stage)
    led = audience in {Audience.ENGINEER, Audience.UNKNOWN}
    asked = [driver for driver in drivers if driver.demand and not (led and driver.cues["leading"])]
    turn = list(Stage).index(stage)
    return voice.rows(
        f"ask/{audience.value}",
        2,
        place=place,
        public=_public_work(voice, record, person),
        stage=stage.value,
        company=brief.application.company,
        role=brief.application.role,
        driver=asked[turn % len(asked)] if asked else None,
        statement=ranked[turn % min(3, len(ranked))].text if ranked else "",
        team=(person.team if person and person.team else ""),
        learned=bool(brief.earlier),
    )


def _public_work(voice: Voice, record: Record, person: Interviewer | None) -> str:
    """Return what a note says somebody did in public, as said to them; empty where nothing is."""
    public = record.lexicon.pattern("titles", "public")
    for piece in sentences(person.notes or "") if person else ():
        for part in piece.rstrip(".").split(", "):
            said = voice.phrases.third_as_past(part)
            if said and public.search(part) and len(part.split()) <= 18:
                return voice.phrases.your(said)
    return ""
