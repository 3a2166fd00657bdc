"""The pages of a vault in the order of the navigation, each with the function that makes it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from prepsite.core.pages import (
    applications,
    calendar_view,
    heads,
    labels,
    overview,
    pipeline,
    private,
    question_bank,
    record,
    resume_matrix,
    rounds,
    story_use,
)
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import Listed, Made, Shelf
from prepsite.core.pages.page import Head, Page
from prepsite.core.pages.questions import Question, questions_of
from prepsite.core.plan import Plan
from prepsite.core.vault import ApplicationRecord

Asked = Callable[[], Sequence[Question]]
Makes = Callable[[], Page]


def listed_of(edition: Edition, plan: Plan, shelf: Shelf) -> Iterator[Listed]:
    """Yield all pages of the vault."""
    words = edition.words

    @cache
    def asked() -> tuple[Question, ...]:
        return questions_of(edition)

    yield _whole(shelf, heads.home(words), lambda: overview.home_page(edition, plan, asked()))
    yield _whole(shelf, heads.calendar(words), lambda: calendar_view.calendar_page(edition))
    yield _whole(shelf, heads.applications(words), lambda: pipeline.applications_page(edition))
    sections = heads.sections(edition.vault.applications, words)
    for application_id, found in edition.vault.applications.items():
        yield from _of_application(edition, found, sections[application_id], asked, shelf)
    yield _whole(shelf, heads.questions(words), lambda: question_bank.question_bank_page(edition, asked()))
    for head, make in _of_record(edition, asked):
        yield _whole(shelf, head, make)
    yield _whole(shelf, heads.problems(words), lambda: overview.problems_page(edition))


def _whole(shelf: Shelf, head: Head, make: Makes) -> Listed:
    """List a page over the whole vault; none of these refers to an attachment."""

    def made() -> Made:
        return make(), ()

    return Listed(head, made, shelf=shelf)


def _of_application(
    edition: Edition, found: ApplicationRecord, section: tuple[str, ...], asked: Asked, shelf: Shelf
) -> Iterator[Listed]:
    for head, make in _pages_of(edition, found, section, asked):

        def made(head: Head = head, make: Makes = make) -> Made:
            page = make()
            return page, edition.attachments_on(head.uri)

        has_files = bool(found.attachments)
        yield Listed(head, made, shelf=shelf, application_id=found.id, may_attach=has_files)


def _pages_of(
    edition: Edition, found: ApplicationRecord, section: tuple[str, ...], asked: Asked
) -> Iterator[tuple[Head, Makes]]:
    words = edition.words
    head = heads.application(found, section, words)
    yield head, partial(_application_page, edition, found, head, asked)
    head = heads.reference(found, section, words)
    yield head, partial(applications.reference_page, edition, found, head)
    for index, each in enumerate(found.interviews):
        head = heads.interview(found, index, section, words)
        yield head, partial(_round_page, edition, found, index, head, asked)
        if closed := heads.private_of_round(found, each, section, words):
            yield closed, partial(private.of_round, edition, found, each, closed)
    if closed := heads.private_of_application(found, section, words):
        yield closed, partial(private.of_application, edition, found, closed)


def _application_page(edition: Edition, found: ApplicationRecord, head: Head, asked: Asked) -> Page:
    return applications.application_page(edition, found, head, asked())


def _round_page(edition: Edition, found: ApplicationRecord, index: int, head: Head, asked: Asked) -> Page:
    return rounds.round_page(edition, found, index, head, asked())


def _of_record(edition: Edition, asked: Asked) -> Iterator[tuple[Head, Makes]]:
    """Yield the pages of the candidate's own record."""
    vault, words = edition.vault, edition.words
    yield heads.projects(words), partial(record.projects_page, edition)
    yield heads.story_use(words), lambda: story_use.story_use_page(edition, asked())
    titles = labels.unique_titles({key: labels.file_title(file, words) for key, file in vault.projects.items()})
    for project_id, project in vault.projects.items():
        title = titles[project_id]
        head = heads.project(project, title, words)
        yield head, partial(record.project_page, edition, project, head)
        if closed := heads.private_of_project(project, title, words):
            yield closed, partial(private.private_page, edition, closed, title, {"project": project})
    yield heads.resumes(words), partial(record.resumes_page, edition)
    yield heads.resume_matrix(words), partial(resume_matrix.resume_matrix_page, edition)
    titles = labels.unique_titles({key: labels.file_title(file, words) for key, file in vault.resumes.items()})
    for resume_id, resume in vault.resumes.items():
        title = titles[resume_id]
        head = heads.resume(resume, title, words)
        yield head, partial(record.resume_page, edition, resume, head)
        if closed := heads.private_of_resume(resume, title, words):
            yield closed, partial(private.private_page, edition, closed, title, {"resume": resume})
    yield heads.profile(vault, words), partial(record.profile_page, edition)
    if closed := heads.private_of_profile(vault, words):
        yield closed, partial(private.of_profile, edition, closed)
