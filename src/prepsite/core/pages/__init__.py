"""Vault → pages: prepsite's own pages, for any renderer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from prepsite.core.grounding.ledger import Ledger
from prepsite.core.pages import (
    applications,
    calendar_view,
    labels,
    overview,
    pipeline,
    private,
    question_bank,
    record,
    resume_matrix,
    rounds,
    searching,
    sitemap,
    story_use,
)
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.page import Page, Site
from prepsite.core.pages.questions import Question, questions_of
from prepsite.core.plan import Plan
from prepsite.core.templates import Templates
from prepsite.core.vault import ApplicationRecord, Vault

__all__ = ["site_of"]


def site_of(
    vault: Vault, plan: Plan, templates: Templates, ledgers: Mapping[str, Ledger] | None = None
) -> Site:
    """Return all pages of the vault, in the order of the navigation, and the attachments they name.

    `ledgers` are those of the prep files, by path: their claims are marked on the pages.
    Takes any vault: a file that can't be used still has its page, which says why. Raises
    PrepsiteError only where a template can't be filled.
    """
    edition = Edition(vault, plan, templates, ledgers)
    pages = tuple(_pages(edition, plan))
    return Site(pages, edition.attachments, edition.words)


def _pages(edition: Edition, plan: Plan) -> Iterator[Page]:
    vault = edition.vault
    questions = questions_of(edition)
    yield overview.home_page(edition, plan, questions)
    yield calendar_view.calendar_page(edition)
    yield pipeline.applications_page(edition)
    by_application: dict[str, tuple[Question, ...]] = {}
    for application_id, asked in groupby(questions, key=lambda question: question.record.id):
        by_application[application_id] = tuple(asked)
    sections = applications.sections(vault.applications, edition.words)
    for application_id, found in vault.applications.items():
        yield from _application_pages(
            edition, found, sections[application_id], by_application.get(application_id, ())
        )
    yield question_bank.question_bank_page(edition, questions)
    yield record.projects_page(edition)
    yield story_use.story_use_page(edition, questions)
    titles = labels.unique_titles(
        {key: record.title_of(file, edition.words) for key, file in vault.projects.items()}
    )
    for project_id, project in vault.projects.items():
        yield record.project_page(edition, project, titles[project_id])
        uri = sitemap.project_uri(project_id)
        yield from _some(
            private.private_page(
                edition, uri, titles[project_id], {"project": project}, (edition.words("Projects"),)
            )
        )
    yield record.resumes_page(edition)
    yield resume_matrix.resume_matrix_page(edition)
    titles = labels.unique_titles(
        {key: record.title_of(file, edition.words) for key, file in vault.resumes.items()}
    )
    for resume_id, resume in vault.resumes.items():
        yield record.resume_page(edition, resume, titles[resume_id])
        uri = sitemap.resume_uri(resume_id)
        yield from _some(
            private.private_page(
                edition, uri, titles[resume_id], {"resume": resume}, (edition.words("Resumes"),)
            )
        )
    yield record.profile_page(edition)
    yield from _some(private.of_profile(edition))
    yield overview.problems_page(edition)


def _application_pages(
    edition: Edition, record: ApplicationRecord, section: tuple[str, ...], questions: tuple[Question, ...]
) -> Iterator[Page]:
    page = applications.application_page(edition, record, section)
    yield replace(page, found=searching.found_of_application(edition, record, questions))
    page = applications.reference_page(edition, record, section)
    yield replace(page, found=searching.found_of_reference(edition, record))
    for index, interview in enumerate(record.interviews):
        page = rounds.round_page(edition, record, index, section)
        yield replace(page, found=searching.found_of_round(edition, record, interview, questions))
        yield from _some(private.of_round(edition, record, interview, section))
    yield from _some(private.of_application(edition, record, section))


def _some(page: Page | None) -> Iterator[Page]:
    if page is not None:
        yield page
