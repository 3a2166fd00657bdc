"""The candidate, and the facts that the candidate confirmed or withdrew."""

from pydantic import Field

from prepsite.models.base import Day, FileModel, Id, Text, Url, VaultModel
from prepsite.models.vocabulary import FactStatus


class Link(VaultModel):
    """A link the candidate shares."""

    label: Text = Field(description="What the link is, as shown.")
    url: Url = Field(description="Where it leads: http, https or mailto.")


class Answers(VaultModel):
    """Answers that only the candidate can give, in the candidate's own words."""

    pay: Text | None = Field(default=None, description="What to say when asked about pay.")
    notice: Text | None = Field(default=None, description="When you could start, and why then.")
    why_leaving: Text | None = Field(default=None, description="Why you are leaving, or left.")
    work_authorization: Text | None = Field(default=None, description="Whether you may work there.")
    gaps: Text | None = Field(default=None, description="What to say about gaps in the resume.")


class Profile(FileModel):
    """`profile.md`: who the candidate is."""

    name: Text = Field(description="Your name, as interviewers know it.")
    headline: Text | None = Field(default=None, description="What you are, in a line.")
    location: Text | None = Field(default=None, description="Where you live, as you tell employers.")
    email: Text | None = Field(default=None, description="The address you apply with.")
    phone: Text | None = Field(default=None, description="The number you apply with.")
    links: tuple[Link, ...] = Field(default=(), description="Portfolio, code, profile pages.")
    narrative: Text | None = Field(
        default=None, description="Who you are and where you are going, in your own words, first person."
    )
    answers: Answers = Field(default=Answers(), description="Answers that only you can give.")


class Fact(VaultModel):
    """A claim that the candidate confirmed by hand, or withdrew."""

    id: Id = Field(description="The fact's id: prep cites it as `fact:<id>`.")
    status: FactStatus = Field(description="confirmed, or retracted.")
    text: Text = Field(description="The claim, as a sentence.")
    by: Text | None = Field(default=None, description="Who confirmed or withdrew it.")
    on: Day | None = Field(default=None, description="When.")


class Facts(FileModel):
    """`facts.md`: facts confirmed by hand and claims retracted."""

    facts: tuple[Fact, ...] = Field(default=(), description="Oldest first; the tool only appends.")
