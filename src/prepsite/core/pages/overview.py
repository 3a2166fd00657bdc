"""The first page and the problems: what is next, and what needs attention."""

from itertools import groupby, islice

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.applications import NEW_APPLICATION, next_round
from prepsite.core.pages.defending import undefended_notices
from prepsite.core.pages.edition import PROBLEMS_LINK, Edition, plan_notices
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Card, CardGroup, Chrome, LinkTo, Notice, Page
from prepsite.core.pages.rounds import is_private, when
from prepsite.core.plan import Plan, PlanState
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.errors import Problem, Severity
from prepsite.models.vocabulary import ApplicationStatus

SHOWN_INTERVIEWS = 12
SHOWN_APPLICATIONS = 24
SHOWN_DOCUMENTS = 6

_STATUS_ORDER = (
    ApplicationStatus.INTERVIEWING,
    ApplicationStatus.OFFER,
    ApplicationStatus.CALLBACK,
    ApplicationStatus.APPLIED,
    ApplicationStatus.INTERESTED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.REJECTED,
    ApplicationStatus.CLOSED,
    ApplicationStatus.GHOSTED,
    ApplicationStatus.WITHDRAWN,
)


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
    chrome = Chrome("home", notices=_attention(edition, plan), groups=(_coming(edition), *_by_status(edition)))
    sources = tuple(
        path
        for record in vault.applications.values()
        for path in (f"{record.folder}/application.md", *(found.file.path for found in record.interviews))
    )
    description = "Next interviews, what needs attention, applications by status"
    return Page(sitemap.HOME, "Interview prep", markdown, chrome, (), "Home", description, sources=sources)


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
    description = "What prepsite can't read in the vault, and what to do about it"
    return Page(sitemap.PROBLEMS, "Problems", markdown, chrome, (), "Problems", description, boost=0.5)


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


def _attention(edition: Edition, plan: Plan) -> tuple[Notice, ...]:
    notices: list[Notice] = []
    problems = edition.vault.problems
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    others = sum(problem.severity is Severity.WARNING for problem in problems)
    if errors or others:
        counts = [_count(errors, "error")] * bool(errors) + [_count(others, "warning")] * bool(others)
        severity = Severity.ERROR if errors else Severity.WARNING
        text = f"The vault has {' and '.join(counts)}."
        notices.append(Notice(severity, text, "prepsite check", PROBLEMS_LINK))
    waiting = [
        found
        for found in plan.documents
        if found.state in {PlanState.MISSING, PlanState.STALE, PlanState.BLOCKED}
    ]
    for found in waiting[:SHOWN_DOCUMENTS]:
        record = edition.vault.applications.get(found.application_id)
        if record is None:
            continue
        title, uri = labels.application_short(record), sitemap.reference_uri(record.id)
        if found.interview_id and (interview := record.interview(found.interview_id)):
            title = f"{labels.round_title(interview)} at {labels.company(record)}"
            uri = sitemap.round_uri(record.id, interview.id)
        what = f"Prep for {title}" if found.interview_id else f"Base prep for {title}"
        notices += [
            Notice(notice.severity, notice.text, notice.command, LinkTo(plain(title), uri))
            for notice in plan_notices(found, what)
        ]
    if len(waiting) > SHOWN_DOCUMENTS:
        text = f"{_count(len(waiting) - SHOWN_DOCUMENTS, 'more document')} to write or refresh."
        notices.append(Notice(Severity.WARNING, text, "prepsite plan"))
    return (*notices, *islice(undefended_notices(edition), SHOWN_DOCUMENTS))


def _coming(edition: Edition) -> CardGroup:
    coming = [
        (record, found)
        for record in edition.vault.applications.values()
        if record.is_open or record.fields is None
        for found in record.interviews
        if found.is_scheduled and not is_private(record, found)
    ]
    coming.sort(
        key=lambda pair: (pair[1].starts_at is None, pair[1].starts_at and pair[1].starts_at.timestamp())
    )
    cards = [_interview_card(edition, record, found) for record, found in coming[:SHOWN_INTERVIEWS]]
    if len(coming) > SHOWN_INTERVIEWS:
        cards.append(Card(LinkTo(f"All {len(coming)} interviews", sitemap.APPLICATIONS)))
    empty = "No interview is scheduled. Add one: prepsite new interview APPLICATION --stage recruiter_screen"
    return CardGroup("Next interviews", tuple(cards), empty)


def _interview_card(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Card:
    interview = found.interview
    page = LinkTo(
        plain(f"{labels.round_title(found)} at {labels.company(record)}"),
        sitemap.round_uri(record.id, found.id),
    )
    planned = edition.planned(record.id, found.id)
    badges = [interview.format.label] if interview and interview.format else []
    badges += [f"prep {planned.state.value}"] if planned and planned.state in _WAITING else []
    people = ", ".join(person.name for person in interview.interviewers) if interview else ""
    role = "" if record.fields is None else record.fields.role
    chosen = f"interview_id={found.id}"
    actions = (LinkTo("All on one page", sitemap.reference_uri(record.id), query=chosen),)
    subtitle = plain(" · ".join(part for part in (role, people) if part))
    return Card(page, subtitle, when(edition, found), tuple(badges), actions)


def _by_status(edition: Edition) -> tuple[CardGroup, ...]:
    records = edition.vault.applications.values()
    if not records:
        return (CardGroup("Applications", (), f"No application yet. Add one: {NEW_APPLICATION}"),)
    groups: dict[str, list[ApplicationRecord]] = {status.label: [] for status in _STATUS_ORDER}
    for record in records:
        hidden = labels.is_hidden(record)
        heading = "Private" if hidden else (record.fields.status.label if record.fields else "Can't be read")
        groups.setdefault(heading, []).append(record)
    return tuple(_group(edition, heading, found) for heading, found in groups.items() if found)


def _group(edition: Edition, heading: str, records: list[ApplicationRecord]) -> CardGroup:
    cards = [_application_card(edition, record) for record in records[:SHOWN_APPLICATIONS]]
    if len(records) > SHOWN_APPLICATIONS:
        cards.append(Card(LinkTo(f"All {len(records)} in the overview", sitemap.APPLICATIONS)))
    return CardGroup(heading, tuple(cards))


def _application_card(edition: Edition, record: ApplicationRecord) -> Card:
    page = LinkTo(labels.application_short(record), sitemap.application_uri(record.id))
    actions = (LinkTo("Interview prep", sitemap.reference_uri(record.id)),)
    if labels.is_hidden(record):
        return Card(page, badges=("private",))
    coming = next_round(record)
    subtitle = _count(len(record.interviews), "round")
    if coming and not is_private(record, coming):
        return Card(
            page, f"{subtitle}, next: {labels.round_title(coming)}", when(edition, coming), actions=actions
        )
    return Card(page, subtitle, actions=actions)


_WAITING = frozenset({PlanState.MISSING, PlanState.STALE, PlanState.BLOCKED})


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
