"""What chrome points at: a page of the site, a moment in time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LinkTo:
    """A link to another page of the site, by its `uri`, or to its `anchor`.

    `query` is what the page reads from its address: `interview_id=hiring-manager`.
    """

    text: str
    uri: str
    anchor: str = ""
    query: str = ""


@dataclass(frozen=True)
class When:
    """A moment as shown: `text` in the vault's zone; `at` lets the browser count down to it."""

    text: str
    at: datetime | None = None
