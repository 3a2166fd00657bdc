"""The pages of a vault in the order of the navigation, each with the function that makes it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from prepsite.core.digests import digest_of as digest_of_texts
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
    searching,
    searching_record,
    sitemap,
    story_use,
)
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import Finds, Listed, Made
from prepsite.core.pages.overview_keys import OverviewKeys
from prepsite.core.pages.page import Head, Page
from prepsite.core.pages.shelf import Shelf
from prepsite.core.plan import Plan
from prepsite.core.vault import ApplicationRecord

Makes = Callable[[], Page]


def all_listed(
    edition: Edition,
    plan: Plan,
    shelf: Shelf[Page],
    of_applications: Iterable[Listed],
    keys: OverviewKeys | None = None,
) -> Iterator[Listed]:
    """Yield all pages of the vault; those of its applications are listed already.

    `keys` tell what the pages over the whole vault are made from.
    """

    def whole(
        head: Head, make: Makes, finds: Finds | None = None, key: Callable[[str], str] | None = None
    ) -> Listed:
        """List a page over the whole vault; none of these refers to an attachment."""

        def made() -> Made:
            return make(), ()

        key = key or (keys.of_page if keys else None)
        return Listed(head, made, shelf=shelf, found=finds, key=partial(key, head.uri) if key else None)

    words = edition.words
    home = keys.of_home if keys else None
    yield whole(heads.home(words), partial(overview.home_page, edition, plan), key=home)
    yield whole(heads.calendar(words), partial(calendar_view.calendar_page, edition))
    yield whole(heads.applications(words), partial(pipeline.applications_page, edition))
    yield from of_applications
    yield whole(heads.questions(words), partial(question_bank.question_bank_page, edition))
    for head, make, finds in _of_own(edition):
        matrix = keys.of_matrix if keys and head.uri == sitemap.RESUME_MATRIX else None
        yield whole(head, make, finds, matrix)
    problems = keys.of_problems if keys else None
    yield whole(heads.problems(words), partial(overview.problems_page, edition), key=problems)


def listed_in(
    edition: Edition,
    found: ApplicationRecord,
    section: tuple[str, ...],
    shelf: Shelf[Page],
    key: Callable[[], str] | None = None,
) -> Iterator[Listed]:
    """Yield the pages of one application, made from an edition of it alone.

    `key` gives a digest of all that they are made from, `section` aside.
    """
    for head, make, finds in _of_application(edition, found, section):

        def made(head: Head = head, make: Makes = make) -> Made:
            page = make()
            return page, edition.attachments_on(head.uri)

        def key_of(head: Head = head) -> str:
            return digest_of_texts((key(), *head.section, head.uri)) if key else ""

        may_attach = bool(found.attachments)
        yield Listed(
            head,
            made,
            shelf=shelf,
            application_id=found.id,
            key=key_of,
            found=finds,
            may_attach=may_attach,
        )


def _of_application(
    edition: Edition, found: ApplicationRecord, section: tuple[str, ...]
) -> Iterator[tuple[Head, Makes, Finds | None]]:
    words = edition.words
    head = heads.application(found, section, words)
    finds = partial(searching.found_of_application, edition, found)
    yield head, partial(applications.application_page, edition, found, head), finds
    head = heads.reference(found, section, words)
    finds = partial(searching.found_of_reference, edition, found)
    yield head, partial(applications.reference_page, edition, found, head), finds
    for index, each in enumerate(found.interviews):
        head = heads.interview(found, index, section, words)
        finds = partial(searching.found_of_round, edition, found, each)
        yield head, partial(rounds.round_page, edition, found, index, head), finds
        if closed := heads.private_of_round(found, each, section, words):
            yield closed, partial(private.of_round, edition, found, each, closed), None
    if closed := heads.private_of_application(found, section, words):
        yield closed, partial(private.of_application, edition, found, closed), None


def _of_own(edition: Edition) -> Iterator[tuple[Head, Makes, Finds | None]]:
    """Yield the pages of the candidate's own record."""
    vault, words = edition.vault, edition.words
    yield heads.projects(words), partial(record.projects_page, edition), None
    yield heads.story_use(words), partial(story_use.story_use_page, edition), None
    titles = labels.unique_titles({key: labels.file_title(file, words) for key, file in vault.projects.items()})
    for project_id, project in vault.projects.items():
        title = titles[project_id]
        head = heads.project(project, title, words)
        finds = partial(searching_record.found_of_project, edition, project, head)
        yield head, partial(record.project_page, edition, project, head), finds
        if closed := heads.private_of_project(project, title, words):
            yield closed, partial(private.private_page, edition, closed, title, {"project": project}), None
    yield heads.resumes(words), partial(record.resumes_page, edition), None
    yield heads.resume_matrix(words), partial(resume_matrix.resume_matrix_page, edition), None
    titles = labels.unique_titles({key: labels.file_title(file, words) for key, file in vault.resumes.items()})
    for resume_id, resume in vault.resumes.items():
        title = titles[resume_id]
        head = heads.resume(resume, title, words)
        finds = partial(searching_record.found_of_resume, edition, resume, head)
        yield head, partial(record.resume_page, edition, resume, head), finds
        if closed := heads.private_of_resume(resume, title, words):
            yield closed, partial(private.private_page, edition, closed, title, {"resume": resume}), None
    head = heads.profile(vault, words)
    yield head, partial(record.profile_page, edition), partial(searching_record.found_of_profile, edition, head)
    if closed := heads.private_of_profile(vault, words):
        yield closed, partial(private.of_profile, edition, closed), None
