"""A round's page as a tool: the head, what its sections are, and cards that preview what it cites."""

from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.core.pages.pieces import LinkTo, When


@dataclass(frozen=True)
class Person:
    """Somebody who will ask; `url` is a public page about them."""

    name: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class RoundHead:
    """What somebody needs to know of a round to be there on time.

    `status` is empty while it is to come. `place` is where they go, `join_url` where they call in.
    Where its file can't be read it isn't `known`.
    """

    known: bool = True
    status: str = ""
    moment: When | None = None
    due: When | None = None
    duration: str = ""
    form: str = ""
    place: str = ""
    join_url: str = ""
    people: tuple[Person, ...] = ()
    focus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What stands behind a link to the record: `kind` and `title` say what it is, `lines` begin it."""

    link: LinkTo
    kind: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RoundTool:
    """A round's page or panel: `document` names its prep, and what the browser remembers about it.

    `fields` are those of its sections, by anchor; `edited` are the headings of those that a person
    edited; `is_to_come` tells whether there is time left to count.
    """

    document: str
    head: RoundHead
    fields: Mapping[str, str]
    edited: tuple[str, ...] = ()
    is_to_come: bool = False
