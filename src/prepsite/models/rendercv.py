"""rendercv's input, as its schema names things; https://docs.rendercv.com.

A section is a list of entries of one of nine kinds, told apart by the fields that they have, as
rendercv itself does. One model holds the fields of all eight that are blocks; the ninth is a text.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator

from prepsite.models.jsonresume import ForeignModel, Listed, Said


def _one_or_more(value: object) -> object:
    """Take a single value for a list of one."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    return value


OneOrMore = Annotated[Listed, BeforeValidator(_one_or_more)]


class SocialNetwork(ForeignModel):
    """A profile on a network."""

    network: str
    username: str


class Connection(ForeignModel):
    """A connection of the candidate's own making."""

    placeholder: Said = None
    url: Said = None


class Entry(ForeignModel):
    """An entry of a section: one-line, normal, experience, education, publication, bullet, numbered."""

    label: Said = None
    details: Said = None
    name: Said = None
    company: Said = None
    position: Said = None
    institution: Said = None
    area: Said = None
    degree: Said = None
    title: Said = None
    authors: OneOrMore = ()
    doi: Said = None
    url: Said = None
    journal: Said = None
    bullet: Said = None
    number: Said = None
    reversed_number: Said = None
    date: Said = None
    start_date: Said = None
    end_date: Said = None
    location: Said = None
    summary: Said = None
    highlights: Listed = ()


class CurriculumVitae(ForeignModel):
    """What stands under `cv:`; `headline` was called `label` before version 2.4."""

    name: Said = None
    headline: Said = None
    label: Said = None
    location: Said = None
    email: OneOrMore = ()
    phone: OneOrMore = ()
    website: OneOrMore = ()
    social_networks: tuple[SocialNetwork, ...] = ()
    custom_connections: tuple[Connection, ...] = ()
    sections: Mapping[str, tuple[str | Entry, ...] | None] | None = None


class RenderCv(ForeignModel):
    """The whole file; `design`, `locale` and `settings` say nothing of the candidate."""

    cv: CurriculumVitae
