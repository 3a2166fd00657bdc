"""Briefs built by hand and at random, for the offline writer."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from prepsite.core.brief import Brief, BriefProject, Round
from prepsite.models.application import Application, Company, Contact, Job, Statement
from prepsite.models.base import PartialDate
from prepsite.models.interview import AskedQuestion, Interview, Interviewer, Notes, Told
from prepsite.models.preparation import InterviewDraft, StarAnswer
from prepsite.models.profile import Answers, Fact, Profile
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Bullet, Credential, Resume, Role
from prepsite.models.vocabulary import (
    ApplicationStatus,
    CredentialKind,
    FactStatus,
    Focus,
    Format,
    MyPart,
    QuestionKind,
    QuestionOutcome,
    Stage,
)

FRAGMENTS = [
    "Kotlin", "ledger", "Wrote the importer in 3 weeks", "I built it.", "We moved 214 million rows from MySQL.",
    "reduced latency by 40%", "rolled back after 17 days; nobody was hurt!", "What a year?",
    "Löste 12 Probleme im Betrieb.",
    "支払いを移行した。", "نقلت النظام", "“quoted words”", "ends with an ellipsis…", "p95 latency / ms",
    "A, b, c:", "e.g. tests",
    "**bold** and `code`", "Led 5 nurses on ward 7B", "Writing old and new side by side", "$2,400.50 saved",
]  # fmt: skip
TEXT = st.sampled_from(FRAGMENTS) | st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=3).map(" ".join)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
DATES = st.none() | st.builds(PartialDate, st.integers(1995, 2026), st.none() | st.integers(1, 12))
ENDS = DATES | st.just("present")
METRICS = st.builds(
    Metric, name=TEXT, before=MAYBE, after=MAYBE, unit=st.sampled_from([None, "%", "ms"]), how_measured=MAYBE
)
DECISIONS = st.builds(Decision, choice=TEXT, alternatives=TEXTS, why=MAYBE, trade_off=MAYBE)
PROJECTS = st.builds(
    ExperienceProject,
    title=TEXT,
    employer=MAYBE,
    role=MAYBE,
    start=DATES,
    end=ENDS,
    team_size=st.none() | st.integers(1, 40),
    my_part=st.none() | st.sampled_from(MyPart),
    problem_context=MAYBE,
    actions=TEXTS,
    tools=TEXTS,
    outcomes=TEXTS,
    metrics=st.lists(METRICS, max_size=2).map(tuple),
    decisions=st.lists(DECISIONS, max_size=2).map(tuple),
    lessons=TEXTS,
)
CONTACTS = st.lists(st.builds(Contact, name=TEXT, title=MAYBE, notes=MAYBE), max_size=1).map(tuple)
POSTINGS = st.sampled_from(
    [
        "",
        "Engineer",
        "## Requirements\n\n- 5+ years of Kotlin\n- You must write tests\n\n## Benefits\n\n- Cake\n",
        "ABOUT US\nWe move money.\n\nYOUR PROFILE\nKotlin\nA ledger and MySQL\nNursing licence required\n",
        "We are looking for a nurse. You should have experience with ward 7B. We offer 30 days of leave.",
        "Wir suchen jemanden, der Probleme löst.\n\nErfahrung mit Kotlin ist nötig.",
        "## How to apply\n\nSend your resume.\n\n## Equal opportunity\n\nEverybody must apply.",
    ]
)


@st.composite
def resumes(draw: st.DrawFn, projects: tuple[str, ...]) -> Resume:
    linked = st.lists(st.sampled_from(projects), max_size=2, unique=True) if projects else st.just(list[str]())
    roles = tuple(
        Role(
            id=f"role-{place}",
            employer=draw(TEXT),
            title=draw(TEXT),
            start=draw(DATES),
            end=draw(ENDS),
            bullets=tuple(
                Bullet(id=f"b{place}-{number}", text=draw(TEXT), projects=tuple(draw(linked)))
                for number in range(draw(st.integers(0, 3)))
            ),
        )
        for place in range(draw(st.integers(0, 2)))
    )
    return Resume(
        title="One page", roles=roles, skills=draw(TEXTS),
        credentials=(Credential(id="c", kind=CredentialKind.LICENSE, name="RN"),),
    )  # fmt: skip


@st.composite
def notes(draw: st.DrawFn, projects: tuple[str, ...]) -> Notes:
    used = st.lists(st.sampled_from(projects), max_size=1) if projects else st.just(list[str]())
    questions = tuple(
        AskedQuestion(
            text=draw(TEXT),
            kind=draw(st.none() | st.sampled_from(QuestionKind)),
            topic=draw(st.none() | st.sampled_from(["pay", "Kotlin", "why I am leaving", "ledger and tests"])),
            used=tuple(draw(used)),
            confidence=draw(st.none() | st.integers(1, 5)),
            outcome=draw(st.none() | st.sampled_from(QuestionOutcome)),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    told = tuple(Told(topic="pay", said=draw(TEXT)) for _ in range(draw(st.integers(0, 2))))
    return Notes(questions=questions, told_them=told, weak_topics=draw(TEXTS))


def _projects(draw: st.DrawFn, ids: tuple[str, ...]) -> dict[str, BriefProject]:
    """Return a project for each id; forty of them share seven drawn ones, or drawing takes too long."""
    drawn = [BriefProject("", draw(PROJECTS), draw(st.just("") | TEXT)) for _ in ids[:7]]
    return {key: replace(drawn[place % 7], id=key) for place, key in enumerate(ids)}


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    count = draw(st.integers(0, 6) | st.just(40))
    ids = tuple(f"project-{number}" for number in range(count))
    stage = st.sampled_from(Stage)
    people = st.lists(st.builds(Interviewer, name=TEXT, title=MAYBE, team=MAYBE), max_size=3).map(tuple)
    interview = st.builds(
        Interview,
        stage=stage,
        format=st.none() | st.sampled_from(Format),
        focus=st.lists(st.sampled_from(Focus), max_size=2).map(tuple),
        interviewers=people,
        location=MAYBE,
    )
    resume = draw(st.none() | resumes(ids))
    earlier = tuple(
        Round(f"round-{number}", draw(interview), None, draw(notes(ids)))
        for number in range(draw(st.integers(0, 2)))
    )
    answers = st.builds(
        Answers, pay=MAYBE, notice=MAYBE, why_leaving=MAYBE, work_authorization=MAYBE, gaps=MAYBE
    )
    statement = st.builds(Statement, text=TEXT, source=TEXT, date=st.none() | st.just(date(2026, 1, 2)))
    return Brief(
        application_id="acme",
        application=Application(
            company=draw(TEXT),
            role=draw(TEXT),
            status=ApplicationStatus.APPLIED,
            location=draw(MAYBE),
            source=draw(MAYBE),
            contacts=draw(
                st.lists(st.builds(Contact, name=TEXT, title=MAYBE, notes=MAYBE), max_size=1).map(tuple)
            ),
        ),
        job=Job(title=draw(MAYBE), pay=draw(MAYBE)),
        posting=draw(POSTINGS),
        profile=draw(
            st.none() | st.builds(Profile, name=TEXT, headline=MAYBE, narrative=MAYBE, answers=answers)
        ),
        company=draw(st.none() | st.builds(Company, statements=st.lists(statement, max_size=2).map(tuple))),
        resume_id="cv" if resume else None,
        resume=resume,
        projects=_projects(draw, ids),
        facts=(Fact(id="no-lead", status=FactStatus.RETRACTED, text="Led 5 nurses"),)
        if draw(st.booleans())
        else (),
        round=Round("this", draw(interview), None),
        earlier=earlier,
    )


def record_of(reference: str, brief: Brief) -> str | None:
    """Return all that the brief says under a reference, or None where there is no such thing."""
    found = Reference.parse(reference)
    texts: Mapping[ReferenceKind, object] = {
        ReferenceKind.JOB: (brief.job.model_dump(mode="json"), brief.posting),
        ReferenceKind.APPLICATION: brief.application.model_dump(mode="json"),
        ReferenceKind.COMPANY: brief.company.model_dump(mode="json") if brief.company else None,
        ReferenceKind.PROFILE: brief.profile.model_dump(mode="json") if brief.profile else None,
    }
    rounds = {past.id: past for past in (*brief.earlier, *((brief.round,) if brief.round else ()))}
    value: object = texts.get(found.kind)
    if found.kind is ReferenceKind.ANSWER and brief.profile:
        value = getattr(brief.profile.answers, found.part)
    elif found.kind in {ReferenceKind.PROJECT, ReferenceKind.METRIC}:
        value = _project(found, brief)
    elif (
        found.kind in {ReferenceKind.BULLET, ReferenceKind.ROLE}
        and brief.resume
        and found.target == brief.resume_id
    ):
        roles = brief.resume.roles
        lines = (
            roles if found.kind is ReferenceKind.ROLE else [bullet for role in roles for bullet in role.bullets]
        )
        value = next((line.model_dump(mode="json") for line in lines if line.id == found.part), None)
    elif found.kind in {ReferenceKind.INTERVIEW, ReferenceKind.NOTES} and found.target in rounds:
        past = rounds[found.target]
        kept = past.notes if found.kind is ReferenceKind.NOTES else past.interview
        value = (kept.model_dump(mode="json"), past.reflection) if kept else None
    elif found.kind is ReferenceKind.FACT:
        value = next((fact.text for fact in brief.facts if fact.id == found.target), None)
    return json.dumps(value, ensure_ascii=False) if value else None


def _project(found: Reference, brief: Brief) -> object:
    project = brief.projects.get(found.target)
    if project is None:
        return None
    if found.kind is ReferenceKind.PROJECT:
        return (project.fields.model_dump(mode="json"), project.detail)
    return next((m.model_dump(mode="json") for m in project.fields.metrics if m.name == found.part), None)


def openings_by_kind(draft: InterviewDraft) -> dict[str, list[str]]:
    """Return the texts of a document whose beginnings are the writer's own, by their kind."""
    return {
        "why likely": [item.why_likely for item in draft.predicted_questions],
        "task": [task.text for phase in draft.prep_plan for task in phase.tasks],
        "pointer": [item.pointer for item in draft.stage_checklist],
        "ask": [item.question for item in draft.interviewer_questions],
        "rationale": [item.rationale for item in draft.interviewer_questions],
        "risk": [item.risk for item in draft.resume_defense_prep],
        "challenge": [item.likely_challenge for item in draft.resume_defense_prep],
        "dive": [dive.why for dive in draft.technical_deep_dives],
        "situation": [
            item.answer.situation for item in draft.predicted_questions if isinstance(item.answer, StarAnswer)
        ],
        "follow-up": [text for item in draft.predicted_questions for text in item.follow_ups],
    }


def nurse() -> Brief:
    """Return the brief of a nurse, whose words no engineer's list knows."""
    project = ExperienceProject(
        title="Fewer falls on ward 7B",
        employer="St. Elm Hospital",
        role="Registered Nurse",
        start=PartialDate(2023, 2),
        end=PartialDate(2023, 11),
        team_size=9,
        my_part=MyPart.OWNED,
        problem_context="Patients on ward 7B fell 14 times in a quarter, most of them at night.",
        actions=(
            "Read the reports of 40 falls and sorted them by hour",
            "Agreed with the night shift on a round every two hours",
            "Trained 11 colleagues in the new round",
        ),
        outcomes=("Falls fell from 14 to 5 a quarter.",),
        metrics=(
            Metric(name="falls", before="14", after="5", unit="a quarter", how_measured="Incident reports"),
        ),
        decisions=(
            Decision(
                choice="A round every two hours",
                alternatives=("alarm mats", "one more nurse at night"),
                why="It cost nothing and could begin the same week.",
                trade_off="Some patients were woken by it.",
            ),
        ),
        lessons=("I should have asked the patients first.",),
    )
    role = Role(
        id="elm",
        employer="St. Elm Hospital",
        title="Registered Nurse",
        start=PartialDate(2019, 4),
        end="present",
        bullets=(
            Bullet(id="falls", text="Reduced falls on ward 7B from 14 to 5 a quarter", projects=("falls",)),
        ),
    )
    posting = (
        "# Charge Nurse, Intensive Care\n\nYOUR PROFILE\nA nursing licence is required\n"
        "At least 3 years of experience in acute care\nAbility to lead a shift of eight nurses\n"
        "Calm in emergencies\n\nWHAT WE OFFER\n30 days of leave\n"
    )
    return _small("Charge Nurse", posting, {"falls": project}, (role,), Stage.PANEL)


def graduate() -> Brief:
    """Return the brief of somebody fresh from university: one project, no role, no resume lines."""
    project = ExperienceProject(
        title="A timetable for the student bus",
        start=PartialDate(2026),
        my_part=MyPart.CONTRIBUTED,
        actions=("Built the search in Python",),
        tools=("Python",),
    )
    posting = "We are looking for a junior developer. You should have experience with Python or Java.\n"
    return _small("Junior Developer", posting, {"bus": project}, (), Stage.TECHNICAL_SCREEN)


def _small(
    role: str, posting: str, projects: Mapping[str, ExperienceProject], roles: tuple[Role, ...], stage: Stage
) -> Brief:
    return Brief(
        application_id="acme",
        application=Application(company="Acme", role=role, status=ApplicationStatus.APPLIED),
        job=Job(),
        posting=posting,
        profile=Profile(name="Noor Haddad"),
        resume_id="cv" if roles else None,
        resume=Resume(title="CV", roles=roles) if roles else None,
        projects={key: BriefProject(key, fields) for key, fields in projects.items()},
        round=Round("this", Interview(stage=stage), None),
    )
