"""What a foreign resume says, in the vault's terms: neither format's, and not yet files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from prepsite.core.importing.dates import End, read_date, read_range
from prepsite.core.importing.wording import shown
from prepsite.core.vault import KeyPath, Position
from prepsite.errors import Problem, Severity
from prepsite.models.base import PartialDate
from prepsite.models.vocabulary import CredentialKind


class RoleKind(Enum):
    """Where on a resume a role stands."""

    WORK = auto()
    VOLUNTEER = auto()
    PROJECT = auto()


@dataclass(frozen=True)
class Line:
    """A line under a role; `above` is the number of the line that it was nested in."""

    text: str
    above: int | None = None


@dataclass(frozen=True)
class Span:
    """When something began and ended, as far as it is known."""

    start: PartialDate | None = None
    end: End | None = None


@dataclass(frozen=True)
class RoleDraft:
    """A role with its lines. What is a project of its own has one project behind all of them."""

    kind: RoleKind
    employer: str
    title: str
    span: Span = Span()
    location: str = ""
    lines: tuple[Line, ...] = ()
    tools: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Award:
    """A credential."""

    kind: CredentialKind
    name: str
    issuer: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True)
class Person:
    """Who the candidate is; `links` are labels and addresses."""

    name: str = ""
    headline: str = ""
    location: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Remainder:
    """What no field of the vault holds: a heading and lines, for the resume's body."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ImportedResume:
    """All of it; `notices` say what was not taken as it stood."""

    format: str
    person: Person
    summary: str = ""
    roles: tuple[RoleDraft, ...] = ()
    skills: tuple[str, ...] = ()
    credentials: tuple[Award, ...] = ()
    remainder: tuple[Remainder, ...] = ()
    notices: tuple[Problem, ...] = ()


@dataclass
class Notebook:
    """Gathers what is noticed on the way, with its place in the file."""

    path: str
    positions: Mapping[KeyPath, Position]
    notices: list[Problem] = field(default_factory=list)
    remainder: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, heading: str, *lines: str) -> None:
        """Keep lines for the resume's body."""
        found = [line for line in lines if line]
        if found:
            self.remainder.setdefault(heading, []).extend(found)

    def note(self, at: KeyPath, message: str, remedy: str) -> None:
        """Say that something was not taken as it stands."""
        position = next(
            (self.positions[at[:n]] for n in range(len(at), 0, -1) if at[:n] in self.positions), (1, 1)
        )
        name = ".".join(part for part in at if isinstance(part, str))
        self.notices.append(Problem(self.path, *position, Severity.WARNING, name, message, remedy))

    def span(self, at: KeyPath, keys: tuple[str, str], start: str | None, end: str | None) -> Span:
        """Return a span from two dates; one that can't be read is left out, and told."""
        first, last = self._date((*at, keys[0]), start), self._date((*at, keys[1]), end)
        begun = first if isinstance(first, PartialDate) else None
        if begun and isinstance(last, PartialDate) and last.year < begun.year:
            self.note((*at, keys[1]), f"{last} is before the start, {begun}", "both are left out; mend them")
            return Span()
        if begun and isinstance(last, PartialDate) and last < begun:
            last = PartialDate(last.year)
            begun = PartialDate(begun.year)
        return Span(begun, last)

    def moment(self, at: KeyPath, text: str | None) -> Span:
        """Return the span that one text says: a date is its end, a range both."""
        if not text:
            return Span()
        first, last = read_range(text)
        if first is None or last is None:
            self._untold(at, text)
            return Span()
        begun = first if isinstance(first, PartialDate) and first != last else None
        return Span(begun, last)

    def day(self, at: KeyPath, text: str | None) -> PartialDate | None:
        """Return one date; what can't be read is told."""
        found = self.moment(at, text).end
        return found if isinstance(found, PartialDate) else None

    def _date(self, at: KeyPath, text: str | None) -> End | None:
        if not text:
            return None
        found = read_date(text)
        if found is None:
            self._untold(at, text)
        return found

    def _untold(self, at: KeyPath, text: str) -> None:
        quoted = " ".join(shown(text).split())[:60]
        self.note(at, f"{quoted!r} is not a date that can be read", "it is left out; write 2021 or 2021-03")
