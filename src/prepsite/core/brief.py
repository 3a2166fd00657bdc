"""The brief: what a writer may know for one document, and nothing else.

This is the one door between the vault and a writer. Private files and private blocks end here,
and so do the current and later rounds' notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from prepsite.core.addresses import Addresses
from prepsite.core.document import SectionState, split
from prepsite.core.facts import standing
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.core.words import ENGLISH
from prepsite.errors import PrepsiteError
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Fact, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume

M = TypeVar("M", bound=FileModel)


@dataclass(frozen=True)
class Round:
    """One round as a writer sees it; `notes` only for rounds before the one prepared."""

    id: str
    interview: Interview
    starts_at: datetime | None
    notes: Notes | None = None
    reflection: str = ""


@dataclass(frozen=True)
class BriefProject:
    """A project of the candidate: its fields, and the body's detail."""

    id: str
    fields: ExperienceProject
    detail: str = ""


@dataclass(frozen=True)
class KeptSection:
    """A section of the document that a person edited, or wrote: then `field` is empty."""

    field: str
    heading: str
    text: str


@dataclass(frozen=True)
class Brief:
    """The input of one document. `round` is None for base prep; `earlier` is in order.

    `base` is the base prep as it stands, without the posting, for the prep of a round. `kept` are
    the sections of the document itself that are a person's and stay: new ones are to agree with
    them.
    `today` is the settings' fixed day, if there is one: a brief never asks the clock. `language` is
    the one that the document is written in.
    """

    application_id: str
    application: Application
    job: Job
    posting: str
    profile: Profile | None = None
    company: Company | None = None
    company_notes: str = ""
    resume_id: str | None = None
    resume: Resume | None = None
    projects: Mapping[str, BriefProject] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    round: Round | None = None
    earlier: tuple[Round, ...] = ()
    base: str = ""
    kept: tuple[KeptSection, ...] = ()
    today: date | None = None
    language: str = ENGLISH

    @property
    def name(self) -> str:
        """Return how commands name the document: `application` or `application/interview`."""
        return f"{self.application_id}/{self.round.id}" if self.round else self.application_id

    @cached_property
    def addresses(self) -> Addresses:
        """Return the addresses that what the document is made from holds.

        Base prep and kept sections are no such source: a writer wrote them, at least in part.
        """
        projects = [project.fields for project in self.projects.values()]
        rounds = [told for told in (self.round, *self.earlier) if told]
        read = (self.application, self.job, self.profile, self.company, self.resume, *projects, *self.facts)
        of_rounds = (model for told in rounds for model in (told.interview, told.notes))
        return Addresses.of(
            (
                self.posting,
                self.company_notes,
                *(project.detail for project in self.projects.values()),
                *(told.reflection for told in rounds),
                *(model.model_dump_json(indent=0) for model in (*read, *of_rounds) if model),
            )
        )


def brief_for(vault: Vault, application_id: str, interview_id: str | None = None) -> Brief:
    """Return what a writer may know for base prep, or for the prep of one round.

    Raises PrepsiteError where a file that the document can't do without is missing, broken or
    private.
    """
    record = vault.applications.get(application_id)
    if record is None:
        raise PrepsiteError(f"there is no application {application_id!r}", remedy="see `prepsite plan`")
    job = _required(record.job, f"{record.folder}/job.md")
    resume = vault.resumes.get(record.fields.resume) if record.fields and record.fields.resume else None
    this = _round_to_prepare(record, interview_id) if interview_id else None
    return Brief(
        application_id=application_id,
        application=_required(record.application, f"{record.folder}/application.md"),
        job=job,
        posting=record.job.body.strip() if record.job else "",
        profile=_shared(vault.profile),
        company=_shared(record.company),
        company_notes=record.company.body.strip() if record.company and _shared(record.company) else "",
        resume_id=resume.id if resume and _shared(resume) else None,
        resume=_shared(resume),
        projects={
            file.id: BriefProject(file.id, fields, file.body.strip())
            for file in vault.projects.values()
            if (fields := _shared(file)) is not None
        },
        facts=standing(facts.facts) if (facts := _shared(vault.facts)) else (),
        round=this,
        earlier=tuple(_told(earlier) for earlier in _earlier(record, interview_id)),
        base=_base(record) if interview_id else "",
        kept=_kept(_prep_of(record, interview_id)),
        today=vault.settings.today,
        language=vault.settings.language_of_prep,
    )


def _shared(file: VaultFile[M] | None) -> M | None:
    """Return a file's fields without their private block; None for a private or broken file."""
    if file is None or file.fields is None or file.fields.is_private:
        return None
    return file.fields.model_copy(update={"private": False})


def _required(file: VaultFile[M] | None, path: str) -> M:
    fields = _shared(file)
    if fields is None:
        reason = "is private" if file and file.is_private else "can't be used" if file else "is missing"
        raise PrepsiteError(f"{path} {reason}", remedy=f"run `prepsite check` and mend {path}")
    return fields


def _base(record: ApplicationRecord) -> str:
    """Return the generated sections of base prep; what people added to it is theirs and stays there."""
    sections = split(record.prep.text).sections if record.prep else ()
    return "\n\n".join(
        f"## {section.heading}\n\n{section.body.strip()}"
        for section in sections
        if section.field and section.field != "formatted_jd"
    )


def _prep_of(record: ApplicationRecord, interview_id: str | None) -> PrepFile | None:
    if interview_id is None:
        return record.prep
    found = record.interview(interview_id)
    return found.prep if found else None


def _kept(prep: PrepFile | None) -> tuple[KeptSection, ...]:
    """Return what a person edited or wrote under a heading in the document that is there.

    The posting is told as it is.
    """
    sections = split(prep.text).sections if prep else ()
    return tuple(
        KeptSection(section.field, section.heading, section.body.strip())
        for section in sections
        if section.state is not SectionState.UNEDITED
        and section.field != "formatted_jd"
        and section.heading
        and section.body.strip()
    )


def _round_to_prepare(record: ApplicationRecord, interview_id: str) -> Round:
    found = record.interview(interview_id)
    if found is None:
        raise PrepsiteError(
            f"there is no interview {record.id}/{interview_id}", remedy="see `prepsite plan` for the ids"
        )
    return Round(found.id, _required(found.file, found.file.path), found.starts_at)


def _earlier(record: ApplicationRecord, interview_id: str | None) -> tuple[InterviewRecord, ...]:
    before = record.before(interview_id) if interview_id else ()
    return tuple(found for found in before if _shared(found.file) and found.notes and _shared(found.notes))


def _told(found: InterviewRecord) -> Round:
    interview = _shared(found.file)
    if interview is None or found.notes is None:
        raise PrepsiteError(f"{found.file.path} can't be used", remedy="run `prepsite check`")
    return Round(found.id, interview, found.starts_at, _shared(found.notes), found.notes.body.strip())
