"""What the checks say of a sentence: its parts, each with a status and what it stands on."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a claim stands: backed by the record, confirmed by hand, computed, not backed, withdrawn."""

    SUPPORTED = "supported"
    CONFIRMED = "confirmed"
    DERIVED = "derived"
    UNVERIFIED = "unverified"
    RETRACTED = "retracted"


# From the best to the worst: a sentence is as good as its worst part.
ORDER = (Status.SUPPORTED, Status.CONFIRMED, Status.DERIVED, Status.UNVERIFIED, Status.RETRACTED)


class PartKind(StrEnum):
    """What was checked."""

    FIGURE = "figure"
    TEAM = "team size"
    DATE = "date"
    DURATION = "duration"
    EMPLOYER = "employer"
    TOOL = "tool"
    NAME = "name"
    TITLE = "title"
    CREDENTIAL = "credential"
    OWNERSHIP = "ownership"
    POLARITY = "polarity"
    JOIN = "joined facts"
    WORDING = "wording"


@dataclass(frozen=True)
class Source:
    """Where the record says it: a reference, and the line of the file."""

    reference: str
    text: str
    path: str
    line: int


@dataclass(frozen=True)
class Part:
    """One checked part of a sentence: `text` as said; `message` says what is wrong, or how it was computed."""

    kind: PartKind
    text: str
    status: Status
    message: str = ""
    source: Source | None = None
