"""JSON Resume, as its schema (1.0.0) and the two before it name things; https://jsonresume.org/schema.

All fields may be missing, and the schema allows more: what isn't here is told, not refused.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _said(value: object) -> object:
    """Take an empty text for none."""
    return None if isinstance(value, str) and not value.strip() else value


def _items(value: object) -> object:
    """Take an empty text for an empty list, and leave out empty items."""
    if isinstance(value, str) and not value.strip():
        return []
    return [item for item in value if _said(item) is not None] if isinstance(value, list) else value


Said = Annotated[str | None, BeforeValidator(_said)]
Listed = Annotated[tuple[str, ...], BeforeValidator(_items)]


class ForeignModel(BaseModel):
    """A part of somebody else's format: frozen, and tolerant of fields it does not know."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


class Place(ForeignModel):
    """Where the candidate lives."""

    address: Said = None
    postalCode: Said = None  # noqa: N815 - the format's own names
    city: Said = None
    countryCode: Said = None  # noqa: N815
    region: Said = None
    state: Said = None


class Account(ForeignModel):
    """A profile on some network."""

    network: Said = None
    username: Said = None
    url: Said = None


class Basics(ForeignModel):
    """Who the candidate is; `website`, `picture` are of version 0."""

    name: Said = None
    label: Said = None
    image: Said = None
    picture: Said = None
    email: Said = None
    phone: Said = None
    url: Said = None
    website: Said = None
    summary: Said = None
    location: Place | None = None
    profiles: tuple[Account, ...] = ()


class Work(ForeignModel):
    """A job; `company`, `website` are of version 0."""

    name: Said = None
    company: Said = None
    location: Said = None
    description: Said = None
    position: Said = None
    url: Said = None
    website: Said = None
    startDate: Said = None  # noqa: N815
    endDate: Said = None  # noqa: N815
    summary: Said = None
    highlights: Listed = ()


class Volunteer(ForeignModel):
    """Unpaid work."""

    organization: Said = None
    position: Said = None
    location: Said = None
    url: Said = None
    website: Said = None
    startDate: Said = None  # noqa: N815
    endDate: Said = None  # noqa: N815
    summary: Said = None
    highlights: Listed = ()


class Education(ForeignModel):
    """A course of study; `gpa` is of version 0."""

    institution: Said = None
    url: Said = None
    area: Said = None
    studyType: Said = None  # noqa: N815
    startDate: Said = None  # noqa: N815
    endDate: Said = None  # noqa: N815
    score: Said = None
    gpa: Said = None
    courses: Listed = ()


class Award(ForeignModel):
    """An award."""

    title: Said = None
    date: Said = None
    awarder: Said = None
    summary: Said = None


class Certificate(ForeignModel):
    """A certificate."""

    name: Said = None
    date: Said = None
    url: Said = None
    issuer: Said = None


class Publication(ForeignModel):
    """A publication; `website` is of version 0."""

    name: Said = None
    publisher: Said = None
    releaseDate: Said = None  # noqa: N815
    url: Said = None
    website: Said = None
    summary: Said = None


class Skill(ForeignModel):
    """A skill, or a group of skills."""

    name: Said = None
    level: Said = None
    keywords: Listed = ()


class Language(ForeignModel):
    """A language spoken."""

    language: Said = None
    name: Said = None
    fluency: Said = None
    level: Said = None


class Interest(ForeignModel):
    """An interest."""

    name: Said = None
    keywords: Listed = ()


class Testimony(ForeignModel):
    """What somebody says of the candidate."""

    name: Said = None
    reference: Said = None


class Project(ForeignModel):
    """A project of the candidate's own."""

    name: Said = None
    description: Said = None
    summary: Said = None
    highlights: Listed = ()
    keywords: Listed = ()
    startDate: Said = None  # noqa: N815
    endDate: Said = None  # noqa: N815
    url: Said = None
    website: Said = None
    roles: Listed = ()
    entity: Said = None
    type: Said = None


class JsonResume(ForeignModel):
    """A whole resume; `bio` and `hobbies` are of version 0."""

    basics: Basics | None = None
    bio: Basics | None = None
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    education: tuple[Education, ...] = ()
    awards: tuple[Award, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Publication, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    hobbies: tuple[Interest, ...] = ()
    references: tuple[Testimony, ...] = ()
    projects: tuple[Project, ...] = Field(default=())
