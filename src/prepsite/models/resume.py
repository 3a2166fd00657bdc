"""A resume as it was submitted: what the interviewer holds in hand."""

from pydantic import Field

from prepsite.models.base import Day, EndDate, FileModel, Id, PartialDate, Text, VaultModel
from prepsite.models.vocabulary import CredentialKind


class Bullet(VaultModel):
    """One line of a resume, and the projects that back it."""

    id: Id = Field(description="The bullet's id, unique in this resume: cited as `bullet:<resume>/<id>`.")
    text: Text = Field(description="The line as submitted, word for word.")
    projects: tuple[Id, ...] = Field(default=(), description="Ids of the projects that back it.")


class Role(VaultModel):
    """One job on a resume."""

    id: Id = Field(description="The role's id, unique in this resume: cited as `role:<resume>/<id>`.")
    employer: Text = Field(description="The employer's name.")
    title: Text = Field(description="Your title there.")
    start: PartialDate | None = Field(default=None, description="When it began: 2021 or 2021-03.")
    end: EndDate | None = Field(default=None, description="When it ended, or present.")
    location: Text | None = Field(default=None, description="Where.")
    bullets: tuple[Bullet, ...] = Field(default=(), description="The lines under it, in order.")


class Credential(VaultModel):
    """A degree, certificate, license, award or publication."""

    id: Id = Field(
        description="The credential's id, unique in this resume: cited as `credential:<resume>/<id>`."
    )
    kind: CredentialKind = Field(description="degree, certificate, license, award or publication.")
    name: Text = Field(description="Its name, as written on it.")
    issuer: Text | None = Field(default=None, description="Who gave it.")
    date: PartialDate | None = Field(default=None, description="When it was given.")
    expires: PartialDate | None = Field(default=None, description="When it runs out.")


class Resume(FileModel):
    """`resumes/<id>.md`: a resume as submitted."""

    title: Text = Field(description="What this version is for: Backend, one page.")
    summary: Text | None = Field(default=None, description="The resume's summary, as submitted.")
    submitted_on: Day | None = Field(default=None, description="The day this version was first sent.")
    roles: tuple[Role, ...] = Field(default=(), description="Jobs, newest first.")
    skills: tuple[Text, ...] = Field(default=(), description="Skills as listed.")
    credentials: tuple[Credential, ...] = Field(default=(), description="Degrees, certificates, licenses.")
