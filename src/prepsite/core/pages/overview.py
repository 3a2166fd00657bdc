"""The first page and the problems: what is next, and what needs attention."""

from itertools import groupby, islice

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.coming import WAITING, Round, coming_part, next_part, rounds_to_come
from prepsite.core.pages.defending import undefended_notices
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.overviews import Door, DoorsPart, Overview, Part, TodoPart
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import LinkTo, Notice
from prepsite.core.pages.pipeline import NEW_APPLICATION, pipeline_part
from prepsite.core.pages.plan_notices import plan_notices
from prepsite.core.pages.question_bank import counted
from prepsite.core.pages.story_use import overused
from prepsite.core.plan import Plan
from prepsite.errors import Problem, Severity

SHOWN_DOCUMENTS = 6


def home_page(edition: Edition, plan: Plan) -> Page:
    """Return the first page: next interviews, what needs attention, applications by status."""
    vault = edition.vault
    profile = vault.profile.fields if vault.profile and not vault.profile.is_private else None
    markdown = edition.render(
        "home",
        sitemap.HOME,
        candidate=profile.name if profile else "",
        headline=profile.headline if profile else "",
        applications=len(vault.applications),
        command=NEW_APPLICATION,
    )
    chrome = Chrome("home", overview=_overview(edition, plan))
    sources = tuple(
        path
        for record in vault.applications.values()
        for path in (f"{record.folder}/application.md", *(found.file.path for found in record.interviews))
    )
    words = edition.words
    description = words("Next interviews, what needs attention, applications by status")
    return heads.home(words).page(markdown, chrome, description, sources=sources)


def problems_page(edition: Edition) -> Page:
    """Return every problem of the vault, file by file."""
    ordered = sorted(edition.vault.problems)
    files = [
        {
            "path": path,
            "place": edition.sitemap.of_file(path),
            "problems": [_shown(edition, problem) for problem in problems],
        }
        for path, problems in groupby(ordered, key=lambda problem: problem.path)
    ]
    errors = sum(problem.severity is Severity.ERROR for problem in ordered)
    markdown = edition.render("problems", sitemap.PROBLEMS, files=files, count=len(ordered), errors=errors)
    chrome = Chrome("problems")
    description = edition.words("What prepsite can't read in the vault, and what to do about it")
    return heads.problems(edition.words).page(markdown, chrome, description)


def _shown(edition: Edition, problem: Problem) -> dict[str, object]:
    place = edition.sitemap.of_file(problem.path)
    hidden = bool(place and place.private)
    return {
        "severity": problem.severity.value,
        "line": problem.line,
        "column": problem.column,
        "field": "" if hidden else problem.field,
        "message": "this file is private: run `prepsite check` to see it" if hidden else problem.message,
        "remedy": "" if hidden else problem.remedy,
    }


def _overview(edition: Edition, plan: Plan) -> Overview:
    """Return the next interview first, then the others; beside them how all applications stand."""
    coming = rounds_to_come(edition)
    following = coming[0] if coming else None
    notices = _attention(edition, plan, following)
    parts: list[Part] = [next_part(edition, *following)] if following else []
    if edition.vault.applications:
        parts.append(coming_part(edition, coming[1:], after_next=following is not None))
    if notices:
        parts.append(TodoPart(edition.words("To do"), "to-do", notices))
    aside = (pipeline_part(edition), _doors(edition)) if edition.vault.applications else ()
    return Overview(tuple(parts), aside)


def _doors(edition: Edition) -> DoorsPart:
    words = edition.words
    told = counted(edition) or words("None yet")
    worn = overused(edition)
    doors = [
        Door(LinkTo(words("Calendar"), sitemap.CALENDAR), words("Interviews and due dates, month by month")),
        Door(LinkTo(words("Questions"), sitemap.QUESTIONS), told),
        Door(
            LinkTo(words("Story use"), sitemap.STORY_USE),
            words.counted(worn, "{n} project is overused", "{n} projects are overused")
            if worn
            else words("Which project carries how many answers"),
        ),
        Door(
            LinkTo(words("Resume matrix"), sitemap.RESUME_MATRIX),
            words("What each line is used for, at risk, defended"),
        ),
    ]
    return DoorsPart(words("Look up"), "look-up", tuple(doors))


def _attention(edition: Edition, plan: Plan, following: Round | None) -> tuple[Notice, ...]:
    """Return what needs attention, but for what the next interview's own part says."""
    record = following[0] if following else None
    said = {(record.id, None), (record.id, following[1].id)} if record and following else set()
    own = sitemap.application_uri(record.id) if record else ""
    undefended = (n for n in undefended_notices(edition) if n.link is None or n.link.uri != own)
    return (*_of_vault(edition), *_of_plan(edition, plan, said), *islice(undefended, SHOWN_DOCUMENTS))


def _of_vault(edition: Edition) -> tuple[Notice, ...]:
    problems, words = edition.vault.problems, edition.words
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    others = sum(problem.severity is Severity.WARNING for problem in problems)
    counts = [words.counted(errors, "{n} error", "{n} errors")] * bool(errors)
    counts += [words.counted(others, "{n} warning", "{n} warnings")] * bool(others)
    if not counts:
        return ()
    severity = Severity.ERROR if errors else Severity.WARNING
    text = words("The vault has problems: {counts}.", counts=", ".join(counts))
    return (Notice(severity, text, "prepsite check", edition.problems_link),)


def _of_plan(edition: Edition, plan: Plan, said: set[tuple[str, str | None]]) -> tuple[Notice, ...]:
    words = edition.words
    waiting = [
        found
        for found in plan.documents
        if found.state in WAITING
        and (found.application_id, found.interview_id) not in said
        and found.application_id in edition.vault.applications
    ]
    notices: list[Notice] = []
    for found in waiting[:SHOWN_DOCUMENTS]:
        record = edition.vault.applications[found.application_id]
        title, uri = labels.application_short(record, words), sitemap.reference_uri(record.id)
        if found.interview_id and (interview := record.interview(found.interview_id)):
            title = labels.round_at(interview, record, words)
            uri = sitemap.round_uri(record.id, interview.id)
        what = words("Prep for {title}", title=title)
        if not found.interview_id:
            what = words("Base prep for {title}", title=title)
        notices += [
            Notice(notice.severity, notice.text, notice.command, LinkTo(plain(title), uri))
            for notice in plan_notices(found, what, words)
        ]
    if len(waiting) > SHOWN_DOCUMENTS:
        text = words.counted(
            len(waiting) - SHOWN_DOCUMENTS,
            "{n} more document to write or refresh.",
            "{n} more documents to write or refresh.",
        )
        notices.append(Notice(Severity.WARNING, text, "prepsite plan"))
    return tuple(notices)
