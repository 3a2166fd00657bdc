"""What the navigation says of each page; it is known without making the page."""

from collections.abc import Mapping

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Head
from prepsite.core.pages.round_heads import is_private
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.core.words import Words
from prepsite.models.base import FileModel
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume


def home(words: Words) -> Head:
    """Return the head of the first page."""
    return Head(sitemap.HOME, words("Interview prep"), words("Home"))


def calendar(words: Words) -> Head:
    """Return the head of the calendar."""
    title = words("Calendar")
    return Head(sitemap.CALENDAR, title, title)


def applications(words: Words) -> Head:
    """Return the head of the page of all applications."""
    title = words("Applications")
    return Head(sitemap.APPLICATIONS, title, words("Overview"), (title,))


def application(record: ApplicationRecord, section: tuple[str, ...], words: Words) -> Head:
    """Return the head of an application's page."""
    uri, title = sitemap.application_uri(record.id), labels.application_title(record, words)
    return Head(uri, title, words("Overview"), section, labels.is_hidden(record), 1.5)


def reference(record: ApplicationRecord, section: tuple[str, ...], words: Words) -> Head:
    """Return the head of an application's single-page reference."""
    name = labels.application_title(record, words)
    title = plain(words("Interview prep: {application}", application=name))
    hidden = labels.is_hidden(record)
    return Head(sitemap.reference_uri(record.id), title, words("Interview prep"), section, hidden, 1.5)


def interview(record: ApplicationRecord, index: int, section: tuple[str, ...], words: Words) -> Head:
    """Return the head of the page of the round at `index`."""
    found = record.interviews[index]
    return Head(
        sitemap.round_uri(record.id, found.id),
        plain(labels.round_at(found, record, words)),
        f"{index + 1}. {labels.round_title(found, words)}",
        section,
        is_private(record, found),
        2.0 if found.is_scheduled else 1.0,
    )


def questions(words: Words) -> Head:
    """Return the head of the page of all questions."""
    title = words("Questions")
    return Head(sitemap.QUESTIONS, title, title)


def projects(words: Words) -> Head:
    """Return the head of the list of projects."""
    title = words("Projects")
    return Head(sitemap.PROJECTS, title, words("Overview"), (title,))


def story_use(words: Words) -> Head:
    """Return the head of the page on how often projects are told."""
    title = words("Story use")
    return Head(sitemap.STORY_USE, title, title, (words("Projects"),))


def project(file: VaultFile[ExperienceProject], nav_title: str, words: Words) -> Head:
    """Return the head of a project's page."""
    uri, title = sitemap.project_uri(file.id), labels.file_title(file, words)
    return Head(uri, title, nav_title, (words("Projects"),), file.is_private)


def resumes(words: Words) -> Head:
    """Return the head of the list of resumes."""
    title = words("Resumes")
    return Head(sitemap.RESUMES, title, words("Overview"), (title,))


def resume_matrix(words: Words) -> Head:
    """Return the head of the page of all lines of all resumes."""
    title = words("Resume matrix")
    return Head(sitemap.RESUME_MATRIX, title, title, (words("Resumes"),))


def resume(file: VaultFile[Resume], nav_title: str, words: Words) -> Head:
    """Return the head of a resume's page."""
    uri, title = sitemap.resume_uri(file.id), labels.file_title(file, words)
    return Head(uri, title, nav_title, (words("Resumes"),), file.is_private)


def profile(vault: Vault, words: Words) -> Head:
    """Return the head of the candidate's page."""
    file = vault.profile
    hidden = bool(file and file.is_private)
    title = plain(file.fields.name) if file and file.fields and not hidden else words("Profile")
    return Head(sitemap.PROFILE, title, words("Profile"), private=hidden)


def problems(words: Words) -> Head:
    """Return the head of the page of all problems."""
    title = words("Problems")
    return Head(sitemap.PROBLEMS, title, title, boost=0.5)


def private_of_application(record: ApplicationRecord, section: tuple[str, ...], words: Words) -> Head | None:
    """Return the head of what is private of an application, None where nothing is."""
    job, company = record.job, record.company
    closed = bool(job and job.is_private) or bool(company and company.is_private and company.fields)
    if not closed and not has_private_block(record.application, job, company):
        return None
    uri = sitemap.application_uri(record.id)
    return _private(uri, labels.application_title(record, words), section, words)


def private_of_round(
    record: ApplicationRecord, found: InterviewRecord, section: tuple[str, ...], words: Words
) -> Head | None:
    """Return the head of what is private of a round, None where nothing is."""
    closed = bool(found.notes and found.notes.is_private)
    if not closed and not has_private_block(found.file, found.notes):
        return None
    uri = sitemap.round_uri(record.id, found.id)
    return _private(uri, labels.round_at(found, record, words), section, words)


def private_of_project(file: VaultFile[ExperienceProject], title: str, words: Words) -> Head | None:
    """Return the head of what is private of a project, None where nothing is."""
    if not has_private_block(file):
        return None
    return _private(sitemap.project_uri(file.id), title, (words("Projects"),), words)


def private_of_resume(file: VaultFile[Resume], title: str, words: Words) -> Head | None:
    """Return the head of what is private of a resume, None where nothing is."""
    if not has_private_block(file):
        return None
    return _private(sitemap.resume_uri(file.id), title, (words("Resumes"),), words)


def private_of_profile(vault: Vault, words: Words) -> Head | None:
    """Return the head of what is private of the profile and the facts, None where nothing is."""
    facts = vault.facts
    closed = bool(facts and facts.is_private and facts.fields)
    if not closed and not has_private_block(vault.profile, facts):
        return None
    return _private(sitemap.PROFILE, words("Profile"), (), words)


def sections(records: Mapping[str, ApplicationRecord], words: Words) -> dict[str, tuple[str, ...]]:
    """Return the navigation titles above each application's pages, by its id."""
    titles = labels.unique_titles(
        {key: labels.application_short(record, words) for key, record in records.items()}
    )
    return {key: (words("Applications"), title) for key, title in titles.items()}


def has_private_block(*files: VaultFile[FileModel] | None) -> bool:
    """Tell whether any of these files keeps something private apart."""
    return any(file and file.fields and file.fields.private_block for file in files)


def _private(uri: str, title: str, section: tuple[str, ...], words: Words) -> Head:
    titles = words("Private: {title}", title=title), words("Private")
    return Head(sitemap.private_uri(uri), *titles, section, private=True)
