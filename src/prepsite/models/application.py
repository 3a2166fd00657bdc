"""An application: its state, the posting it answers, and what is known of the company."""

from pydantic import Field

from prepsite.models.base import Day, FileModel, Id, Text, Url, VaultModel
from prepsite.models.vocabulary import ApplicationStatus


class Contact(VaultModel):
    """Somebody at the company."""

    name: Text = Field(description="The person's name.")
    title: Text | None = Field(default=None, description="The person's title.")
    email: Text | None = Field(default=None, description="The person's address.")
    notes: Text | None = Field(default=None, description="What you know of the person.")


class Application(FileModel):
    """`applications/<id>/application.md`: where this application stands."""

    company: Text = Field(description="The company's name.")
    role: Text = Field(description="The role applied for.")
    status: ApplicationStatus = Field(description="How far it has come.")
    resume: Id | None = Field(default=None, description="The id of the resume submitted with it.")
    location: Text | None = Field(default=None, description="Where the work would be.")
    url: Url | None = Field(default=None, description="The posting's address.")
    source: Text | None = Field(default=None, description="How you found it: referral, job board.")
    applied_on: Day | None = Field(default=None, description="The day you applied.")
    closed_on: Day | None = Field(default=None, description="The day it ended.")
    contacts: tuple[Contact, ...] = Field(default=(), description="People at the company.")


class Job(FileModel):
    """`applications/<id>/job.md`: the posting; the body is its text, word for word."""

    title: Text | None = Field(default=None, description="The title the posting gives.")
    company: Text | None = Field(default=None, description="The company the posting names.")
    location: Text | None = Field(default=None, description="The place the posting names.")
    url: Url | None = Field(default=None, description="Where it was found.")
    pay: Text | None = Field(default=None, description="The pay the posting names, word for word.")
    posted_on: Day | None = Field(default=None, description="The day it was posted.")
    captured_on: Day | None = Field(default=None, description="The day you saved it.")


class Statement(VaultModel):
    """One thing known about the company, with where it was read."""

    text: Text = Field(description="The statement, as a sentence.")
    source: Text = Field(description="Where you read or heard it: an address, a report, a person.")
    date: Day | None = Field(default=None, description="When it was published or said.")


class Company(FileModel):
    """`applications/<id>/company.md`: research, each statement with its source."""

    statements: tuple[Statement, ...] = Field(default=(), description="What you found out.")
