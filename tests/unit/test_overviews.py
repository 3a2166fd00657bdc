"""Pages over the whole search: the next interview, the pipeline, the calendar, questions, stories, resumes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from page_vaults import BERLIN, FOLDER, Words, by_uri, page, round_of, round_prep, site, vault_of

from prepsite.core.dates import EnglishDates
from prepsite.core.pages.calendar_view import calendar_page
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.exported import exported
from prepsite.core.pages.overviews import (
    BankPart,
    BarsPart,
    CalendarPart,
    ComingPart,
    GridPart,
    ListingPart,
    NextPart,
    Part,
    TodoPart,
)
from prepsite.core.pages.page import Page, SearchEntry
from prepsite.core.pages.pieces import Cell, LinkTo
from prepsite.core.plan import plan_of
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.core.words import Words as Spoken
from prepsite.models.application import Application
from prepsite.models.interview import AskedQuestion, Interview, Notes
from prepsite.models.project import ExperienceProject
from prepsite.models.settings import Settings
from prepsite.templating import JinjaTemplates

P = TypeVar("P", bound=Part)
NAMES = ("index.md", "calendar/index.md", "applications/index.md", "questions/index.md")
OVERVIEWS = (*NAMES, "story-use/index.md", "resume-matrix/index.md")


def part(found: Page, kind: type[P]) -> P:
    """Return the part of a page that is of that kind."""
    overview = found.chrome.overview
    assert overview
    return next(each for each in (*overview.parts, *overview.aside) if isinstance(each, kind))


def application(
    application_id: str, status: str, *rounds: InterviewRecord, **fields: object
) -> ApplicationRecord:
    """Return an application at a company named like its id."""
    folder = f"vault/applications/{application_id}"
    known = {"company": application_id.title(), "role": "Engineer", "status": status, "resume": "backend"}
    application_fields = Application.model_validate(known | fields)
    file = VaultFile(f"{folder}/application.md", application_id, application_fields)
    return ApplicationRecord(application_id, folder, file, interviews=rounds)


def interview(
    interview_id: str, at: str = "", notes: Notes | None = None, private_notes: bool = False, **fields: object
) -> InterviewRecord:
    """Return a round of "acme" at a moment in Berlin."""
    folder = f"{FOLDER}/interviews/{interview_id}"
    starts = datetime.fromisoformat(at).replace(tzinfo=BERLIN) if at else None
    known = Interview.model_validate({"stage": "technical_screen"} | fields)
    told = VaultFile(f"{folder}/notes.md", interview_id, notes) if notes else None
    return InterviewRecord(
        interview_id, "acme", VaultFile(f"{folder}/interview.md", interview_id, known), starts, told
    )


def search(*records: ApplicationRecord, **more: object) -> Vault:
    """Return a vault of these applications, and nothing else that isn't given."""
    vault = Vault("vault", Settings(timezone="Europe/Berlin"), applications={r.id: r for r in records})
    return replace(vault, **more)  # type: ignore[arg-type]


def cell_text(cell: Cell) -> str:
    """Return a cell's words."""
    pieces = [piece.text if isinstance(piece, LinkTo) else piece for line in cell.lines for piece in line]
    return " ".join([cell.mark, *pieces]).strip()


def notes_of(*questions: Mapping[str, object], **more: object) -> Notes:
    """Return notes with these questions."""
    return Notes(questions=tuple(AskedQuestion.model_validate(each) for each in questions), **more)


# ---- Nothing, much, private, broken ---------------------------------------------------------------


def test_an_empty_vault_says_on_each_overview_what_to_do_next() -> None:
    pages = by_uri(site(Vault("vault", Settings())))
    for uri in OVERVIEWS:
        assert "prepsite " in pages[uri].markdown, uri
        text = exported(pages[uri], pages.__contains__)
        assert text.count("\n# ") == 1, uri


def test_applications_without_interviews_name_the_command_with_the_only_open_one() -> None:
    closed, opened = application("oldco", "rejected"), application("newco", "applied")
    coming = part(page(site(search(closed, opened)), "index.md"), ComingPart)
    assert coming.rows == ()
    assert coming.command.startswith("prepsite new interview newco ")
    both = part(page(site(search(opened, application("third", "callback"))), "index.md"), ComingPart)
    assert both.command.startswith("prepsite new interview APPLICATION ")


def test_five_hundred_interviews_are_all_in_the_calendar_and_a_dozen_on_the_first_page() -> None:
    begin = datetime.fromisoformat("2026-01-05T09:00")
    rounds = tuple(
        interview(f"r{number}", (begin + timedelta(hours=7 * number)).isoformat()) for number in range(500)
    )
    pages = by_uri(site(search(application("acme", "interviewing", *rounds))))
    months = part(pages["calendar/index.md"], CalendarPart).months
    assert [month.id for month in months] == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    events = [event for month in months for week in month.weeks for day in week if day for event in day.events]
    assert len(events) == 500
    assert len(part(pages["index.md"], ComingPart).rows) == 12


PRIVATE = "zebra-word"


@pytest.mark.parametrize(
    "hidden",
    [
        Words(PRIVATE, private_files=frozenset({"interview:tech", "notes:tech"})),
        Words(PRIVATE, private_files=frozenset({"application"})),
        Words(PRIVATE, private_files=frozenset({"project", "resume"})),
        Words("plain words", private={"pay": PRIVATE}),
    ],
    ids=["round", "application", "record", "block"],
)
def test_nothing_private_is_on_any_overview_or_found_by_search(hidden: Words) -> None:
    quiet = vault_of()
    loud = vault_of(hidden)
    files = hidden.private_files
    record, other = quiet.applications["acme"], loud.applications["acme"]
    if "application" in files:
        record = replace(record, application=other.application)
    if "interview:tech" in files:
        shown = round_of("tech", hidden, notes=True, status="completed")
        record = replace(record, interviews=(record.interviews[0], shown, record.interviews[2]))
    mixed = replace(quiet, applications={"acme": record if files else other})
    if "project" in files:
        mixed = replace(mixed, projects=loud.projects, resumes=loud.resumes)
    pages = by_uri(site(mixed))
    for uri in OVERVIEWS:
        assert PRIVATE not in repr(pages[uri]), uri
        assert PRIVATE not in exported(pages[uri], pages.__contains__), uri
    for found in pages.values():
        assert found.private or PRIVATE not in repr(found.found), found.uri


def test_a_private_round_is_no_event_and_no_question_and_an_application_only_a_word() -> None:
    vault = vault_of(Words(private_files=frozenset({"interview:recruiter"})))
    pages = by_uri(site(vault))
    for uri in ("calendar/index.md", "questions/index.md", "story-use/index.md"):
        assert "recruiter" not in repr(pages[uri].chrome), uri
    hidden = by_uri(site(vault_of(Words(private_files=frozenset({"application"})))))
    bars = {bar.label: bar.count for bar in part(hidden["applications/index.md"], BarsPart).bars}
    assert bars["Private"] == 1
    assert bars["Interviewing"] == 0
    assert (
        not hidden["calendar/index.md"].chrome.overview or not hidden["calendar/index.md"].chrome.overview.parts
    )


def test_a_broken_round_and_a_broken_application_stop_no_overview() -> None:
    broken = InterviewRecord("tech", "acme", VaultFile(f"{FOLDER}/interviews/tech/interview.md", "tech", None))
    bare = ApplicationRecord("lost", "vault/applications/lost", None, interviews=(broken,))
    projects = {"ledger": VaultFile[ExperienceProject]("vault/projects/ledger.md", "ledger", None)}
    pages = by_uri(site(search(bare, application("acme", "interviewing", broken), projects=projects)))
    bars = {bar.label: bar.count for bar in part(pages["applications/index.md"], BarsPart).bars}
    assert bars["Can't be read"] == 1
    rows = part(pages["story-use/index.md"], ListingPart).grid.rows
    assert [cell_text(row[0]) for row in rows] == ["ledger"]
    for uri in OVERVIEWS:
        assert exported(pages[uri], pages.__contains__)


# ---- The first page -------------------------------------------------------------------------------


def test_the_earliest_round_comes_first_and_a_take_home_counts_by_when_it_is_due() -> None:
    due = interview("task", due_at="2026-03-09 18:00", stage="take_home", format="take_home")
    talk, later = interview("talk", "2026-03-11T10:00"), interview("later", "2026-03-12T10:00")
    open_end = interview("sometime")
    home = page(site(search(application("acme", "interviewing", open_end, later, talk, due))), "index.md")
    following = part(home, NextPart)
    assert following.title.uri.endswith("/task/index.md")
    assert following.due
    assert following.when is None
    assert following.due.text == "Mon 9 March 2026, 18:00 (Europe/Berlin)"
    rows = part(home, ComingPart).rows
    assert [row.title.uri.split("/")[-2] for row in rows] == ["talk", "later", "sometime"]
    assert [row.leaf.day if row.leaf else "" for row in rows] == ["11", "12", ""]


def test_a_round_of_an_application_that_has_ended_is_not_next() -> None:
    home = page(
        site(search(application("acme", "rejected", interview("tech", "2026-03-11T10:00")))), "index.md"
    )
    assert part(home, ComingPart).rows == ()
    assert "tech/index.md" not in repr(home.chrome.overview)


def test_the_next_interview_says_what_is_left_to_do_for_it() -> None:
    before = interview("screen", "2026-03-01T10:00", notes_of({"text": "Why?"}), status="completed")
    notes = before.notes
    assert notes
    assert notes.fields
    promised = replace(notes, fields=notes.fields.model_copy(update={"follow_ups": ("Send it.", "Ask.")}))
    coming = replace(interview("tech", "2026-03-11T10:00"), prep=round_prep("tech"))
    record = application("acme", "interviewing", replace(before, notes=promised), coming)
    following = part(page(site(search(record)), "index.md"), NextPart)
    told = [task.text for task in following.tasks]
    assert "Roadmap: 1 step, about 20 minutes" in told
    assert "2 follow-ups noted after Technical screen" in told
    assert following.over == "prepsite notes acme/tech"


def test_problems_and_other_applications_documents_stand_below() -> None:
    first, second = interview("tech", "2026-03-11T10:00"), interview("tech", "2026-03-20T10:00")
    other = application("newco", "interviewing", replace(second, application_id="newco"))
    home = page(site(search(application("acme", "interviewing", first), other)), "index.md")
    named = {notice.link.uri.split("/")[1] for notice in part(home, TodoPart).notices if notice.link}
    assert named == {"newco"}
    assert any(task.text.startswith("Its prep can't be written") for task in part(home, NextPart).tasks)


# ---- The pipeline ----------------------------------------------------------------------------------


def test_the_pipeline_counts_each_application_once_and_shows_open_ones_though_there_be_none() -> None:
    records = [application("a", "offer"), application("b", "offer"), application("c", "ghosted")]
    found = page(site(search(*records)), "applications/index.md")
    bars = part(found, BarsPart)
    assert [(bar.label, bar.count, bar.told) for bar in bars.bars] == [
        ("Interested", 0, "0 applications"),
        ("Applied", 0, "0 applications"),
        ("Callback", 0, "0 applications"),
        ("Interviewing", 0, "0 applications"),
        ("Offer", 2, "2 applications"),
        ("Ghosted", 1, "1 application"),
    ]
    assert bars.told == "2 open of 3 applications."
    assert bars.bars[4].link == LinkTo("Offer", "applications/index.md", query="status=offer")


def test_what_rows_are_sorted_by_is_made_by_code() -> None:
    early = application("a", "offer", interview("tech", "2026-03-11T10:00"), applied_on="2026-02-09")
    late = application("b", "applied", interview("tech"), applied_on="2026-02-10")
    listing = part(page(site(search(early, late)), "applications/index.md"), ListingPart)
    keys = [[cell.sort for cell in row] for row in listing.grid.rows]
    assert keys[0][:4] == ["a · engineer", "4", "2026-02-09", "1"]
    assert keys[0][4].startswith("2026-03-11T10:00")
    assert keys[1][4] == "9999"
    assert listing.sorts == ("name", "status", "applied", "rounds", "next", "")
    assert [values["status"] for values in listing.values] == [("offer",), ("applied",)]


# ---- The calendar ----------------------------------------------------------------------------------


def calendar(vault: Vault, first_weekday: int = 0) -> CalendarPart:
    """Return the calendar of a vault whose language begins a week with that day."""
    edition = Edition.of(vault, plan_of(vault), JinjaTemplates())
    edition.words = Spoken(dates=EnglishDates(first_weekday=first_weekday))
    return part(calendar_page(edition), CalendarPart)


def test_a_month_has_whole_weeks_that_begin_where_the_language_says() -> None:
    vault = search(application("acme", "interviewing", interview("tech", "2026-03-11T10:00")))
    monday, sunday = calendar(vault), calendar(vault, 6)
    assert monday.weekdays[0] == "Mon"
    assert sunday.weekdays[0] == "Sun"
    for found, column in ((monday, 2), (sunday, 3)):
        (month,) = found.months
        assert all(len(week) == 7 for week in month.weeks)
        days = [day for week in month.weeks for day in week if day]
        assert [day.number for day in days] == list(range(1, 32))
        places = [week.index(day) for week in month.weeks for day in week if day and day.events]
        assert places == [column]
    assert [day is None for day in monday.months[0].weeks[0]] == [True] * 6 + [False]


def test_a_day_holds_its_events_by_the_clock_in_the_vaults_zone_and_due_dates_too() -> None:
    late = interview("late", "2026-03-11T15:00")
    task = interview("task", due_at="2026-03-11T08:00:00-05:00", stage="take_home", status="completed")
    midnight = replace(interview("far"), starts_at=datetime.fromisoformat("2026-03-11T23:30:00+00:00"))
    (month,) = calendar(search(application("acme", "interviewing", late, task, midnight))).months
    days = {day.date: day for week in month.weeks for day in week if day and day.events}
    assert sorted(days) == ["2026-03-11", "2026-03-12"]
    told = [(event.time, event.link.text, event.state) for event in days["2026-03-11"].events]
    assert told == [("due 14:00", "Take home", "completed"), ("15:00", "Technical screen", "")]
    assert [event.time for event in days["2026-03-12"].events] == ["00:30"]


def test_the_last_days_of_time_are_shown_like_any_other() -> None:
    (month,) = calendar(
        search(application("acme", "interviewing", interview("end", "9999-12-31T10:00")))
    ).months
    assert month.id == "9999-12"
    assert [day.number for week in month.weeks for day in week if day][-1] == 31


# ---- Questions -------------------------------------------------------------------------------------

CHECKLIST = "- [ ] **Do you \\*test\\*?** Tell it. [project:ledger]\n\nA line of mine.\n- [x] **Really?** Yes."
MINE = "1. **What breaks?**\n\n    It shows. *(For: Ada)*\n\n2. **Why now?**\n\n    So."
PREP = (
    (
        "predicted_questions",
        "### 1. A | B?\n\n*System design · about 5 seconds*\n\n**Answer.** So. [project:ledger]",
    ),
    ("stage_checklist", CHECKLIST),
    ("interviewer_questions", MINE),
)


def bank_of(vault: Vault) -> BankPart:
    """Return the bank of a vault's questions."""
    return part(page(site(vault), "questions/index.md"), BankPart)


def test_questions_of_all_kinds_are_there_with_what_they_are_filtered_by() -> None:
    asked = {"text": "Why?", "kind": "motivation", "topic": "Leaving | now", "confidence": 2, "outcome": "ok"}
    weak = {"text": "How?", "outcome": "weak"}
    rounds = (
        interview("screen", "2026-03-01T10:00", notes_of(asked, weak), status="completed"),
        replace(interview("tech", "2026-03-11T10:00"), prep=round_prep("tech", PREP)),
    )
    bank = bank_of(search(application("acme", "interviewing", *rounds)))
    told = [(entry.badge, entry.question.text, entry.question.anchor) for entry in bank.entries]
    assert told == [
        ("Asked", "Why?", "notes-screen"),
        ("Asked", "How?", "notes-screen"),
        ("Predicted", "A | B?", "q1"),
        ("Checklist", "Do you test ?", "stage-checklist"),
        ("Checklist", "Really?", "stage-checklist"),
        ("Mine to ask", "What breaks?", "questions-to-ask-them"),
        ("Mine to ask", "Why now?", "questions-to-ask-them"),
    ]
    first, second, third = (entry.values for entry in bank.entries[:3])
    assert first["topic"] == ("leaving now",)
    assert first["confidence"] == ("2",)
    assert second["confidence"] == ("badly",)
    assert third["tag"] == ("system_design",)
    assert third["confidence"] == ("none",)
    assert bank.entries[-1].values["tag"] == ("company",)
    assert all("|" not in value for entry in bank.entries for found in entry.values.values() for value in found)
    counts = {
        choice.value: choice.count for each in bank.filters if each.key == "entry" for choice in each.choices
    }
    assert counts == {"predicted": 1, "checklist": 2, "asked": 2, "mine": 2}


def test_two_thousand_questions_are_put_together_in_a_moment() -> None:
    asked = [{"text": f"Question {number}?", "topic": f"topic {number % 40}"} for number in range(500)]
    records = [
        application(
            name,
            "interviewing",
            replace(interview("screen", "2026-03-01T10:00", notes_of(*asked)), application_id=name),
        )
        for name in ("a", "b", "c", "d")
    ]
    bank = bank_of(search(*records))
    assert len(bank.entries) == 2000
    assert bank.counting.some == "{shown} of 2000 questions"


# ---- Stories ---------------------------------------------------------------------------------------


def stories(vault: Vault) -> dict[str, str]:
    """Return how each project stands, with why, by its title."""
    listing = part(page(site(vault), "story-use/index.md"), ListingPart)
    return {cell_text(row[0]): cell_text(row[3]) for row in listing.grid.rows}


def project(project_id: str) -> VaultFile[ExperienceProject]:
    """Return a project named like its id."""
    fields = ExperienceProject.model_validate({"title": project_id.title()})
    return VaultFile(f"vault/projects/{project_id}.md", project_id, fields)


PROJECTS = {name: project(name) for name in ("ledger", "search", "rota", "idle")}


def told(*used: str) -> Notes:
    """Return notes with an answer for each of these projects."""
    return notes_of(*({"text": f"On {name}?", "used": [name]} for name in used))


def test_a_project_with_more_than_a_third_of_the_answers_is_named_from_four_on() -> None:
    three = interview("screen", "2026-03-01T10:00", told("ledger", "ledger", "search"), status="completed")
    assert stories(search(application("acme", "interviewing", three), projects=PROJECTS))["Ledger"] == "In use"
    six = interview(
        "screen",
        "2026-03-01T10:00",
        told("ledger", "ledger", "ledger", "search", "search", "rota"),
        status="completed",
    )
    found = stories(search(application("acme", "interviewing", six), projects=PROJECTS))
    assert found["Ledger"] == "Overused Carries 3 of 6 answers at Acme."
    assert found["Search"] == "In use"
    assert found["Idle"] == "Never used"


def test_a_story_that_a_company_has_heard_and_would_hear_again_is_named_with_the_people() -> None:
    ada = [{"name": "Ada"}]
    first = interview(
        "screen", "2026-03-01T10:00", told("ledger", "rota"), status="completed", interviewers=ada
    )
    coming = interview("tech", "2026-03-11T10:00", interviewers=ada)
    coming = replace(coming, prep=round_prep("tech", PREP))
    found = stories(search(application("acme", "interviewing", first, coming), projects=PROJECTS))
    assert found["Ledger"] == (
        "Overused Acme heard it in Technical screen, and would hear it again in Technical screen. "
        "The same people: Ada."
    )
    assert found["Rota"] == "In use"
    ended = stories(search(application("acme", "rejected", first, coming), projects=PROJECTS))
    assert ended["Ledger"] == "In use"


def test_a_story_told_twice_is_named_while_the_application_is_open() -> None:
    stages = ("recruiter_screen", "panel")
    rounds = [
        interview(
            stage.replace("_", "-"), f"2026-03-0{day}T10:00", told("ledger"), status="completed", stage=stage
        )
        for day, stage in enumerate(stages, 1)
    ]
    found = stories(search(application("acme", "interviewing", *rounds), projects=PROJECTS))
    assert found["Ledger"] == "Overused Acme heard it in Recruiter screen and Panel."
    ended = stories(search(application("acme", "rejected", *rounds), projects=PROJECTS))
    assert ended["Ledger"] == "In use"


def test_projects_never_used_are_named_above_and_a_private_one_is_not_there() -> None:
    hidden = ExperienceProject.model_validate({"title": PRIVATE, "private": True})
    projects = {**PROJECTS, "secret": VaultFile("vault/projects/secret.md", "secret", hidden)}
    found = page(site(search(application("acme", "applied"), projects=projects)), "story-use/index.md")
    assert "Never used so far: [Ledger](../projects/ledger/index.md)" in found.markdown
    assert "secret" not in repr(found)


# ---- The resume matrix -----------------------------------------------------------------------------


def test_each_line_of_a_resume_stands_against_the_applications_it_was_sent_with() -> None:
    matrix = part(page(site(vault_of()), "resume-matrix/index.md"), GridPart)
    assert matrix.grid.columns == ("Line of the resume", "plain words · plain words")
    first = matrix.grid.rows[0]
    assert first[1].level in {"high", "medium", "low"}
    assert "Defended: Technical screen" in cell_text(first[1]).replace("  ", " ")


def test_a_resume_that_was_never_sent_says_how_it_is_named() -> None:
    vault = vault_of()
    found = page(site(replace(vault, applications={})), "resume-matrix/index.md")
    assert "No application names it" in part(found, GridPart).grid.intro


# ---- Search and export -----------------------------------------------------------------------------


def test_search_finds_questions_where_they_stand_and_what_was_asked_under_its_notes() -> None:
    asked = {"text": "Why did you leave?", "kind": "motivation"}
    rounds = (
        replace(
            interview("screen", "2026-03-01T10:00", notes_of(asked), status="completed"),
            prep=round_prep("screen", PREP),
        ),
        replace(interview("tech", "2026-03-11T10:00"), prep=round_prep("tech", PREP)),
    )
    pages = by_uri(site(search(application("acme", "interviewing", *rounds))))
    to_come = {entry.anchor: entry for entry in pages["applications/acme/interview-prep/tech/index.md"].found}
    assert to_come["q1"].title == "A | B?"
    assert to_come[""].title == "Technical screen at Acme"
    assert "A | B?" not in to_come[""].text
    over = pages["applications/acme/interview-prep/screen/index.md"].found
    assert [entry.anchor for entry in over] == [""]
    assert "A | B?" in over[0].text
    notes = {entry.anchor: entry for entry in pages["applications/acme/index.md"].found}
    assert notes["notes-screen"].text == "Why did you leave?"


def test_search_finds_all_that_ones_own_files_say_and_not_where_it_is_used() -> None:
    t = "Less than before"
    body = (
        "## Later\n\n<!-- hush -->\nSee [the **run** book](https://x.example.com/runs) and `p99_ms` of C++.\n"
    )
    pages = by_uri(site(vault_of(Words(t, body))))
    project = {each.anchor: each for each in pages["projects/ledger/index.md"].found}
    assert list(project) == [
        "",
        "situation",
        "actions",
        "outcomes",
        "metrics",
        "decisions",
        "lessons",
        "detail",
    ]
    assert project[""].title == t
    assert project["metrics"].text == f"p99 latency {t} {t} {t} {t} · {t}"
    assert project["decisions"].text == f"{t} {t} {t} {t}"
    assert project["detail"].text == "Later See the run book and p99_ms of C++."
    resume = {each.anchor: each for each in pages["resumes/backend/index.md"].found}
    assert list(resume) == ["", "role-fennhold", "credentials", "skills", "notes"]
    assert (resume[""].text, resume["role-fennhold"].text) == (t, f"{t} · {t} · {t}")
    profile = {each.anchor: each for each in pages["profile/index.md"].found}
    assert list(profile) == ["", "narrative", "answer-pay", "answer-notice", "more", "facts"]
    assert profile["facts"].text == f"{t} · {project['detail'].text}"
    closed = by_uri(site(vault_of(Words(PRIVATE, private_files=frozenset({"facts"})))))
    assert "facts" not in [each.anchor for each in closed["profile/index.md"].found]
    assert [each.found for each in pages.values() if each.uri in OVERVIEWS] == [
        (SearchEntry("", pages[uri].title),) for uri in pages if uri in OVERVIEWS
    ]


def test_the_export_says_in_words_what_is_drawn() -> None:
    asked = {"text": "Why?", "confidence": 2}
    rounds = (
        interview("screen", "2026-03-01T10:00", notes_of(asked), status="completed"),
        interview("tech", "2026-03-11T10:00", join_link="https://meet.example.com/1"),
    )
    pages = by_uri(site(search(application("acme", "interviewing", *rounds), projects=PROJECTS)))
    text = {uri: exported(pages[uri], pages.__contains__) for uri in OVERVIEWS}
    tech = "applications/acme/interview-prep/tech/index.md"
    assert f"**[Technical screen at Acme]({tech})** · Engineer · Wed 11 March 2026, 10:00" in text["index.md"]
    assert "](https://meet.example.com/1)" in text["index.md"]
    assert "- Interviewing: 1 application" in text["applications/index.md"]
    assert "| [Acme · Engineer](acme/index.md) | Interviewing |" in text["applications/index.md"]
    assert "- Wed 11 March 2026: 10:00 [Technical screen]" in text["calendar/index.md"]
    assert "- [Why?](../applications/acme/index.md#notes-screen) · Asked" in text["questions/index.md"]
    assert "Never used" in text["story-use/index.md"]
