"""What contradicts within one application: prep to come, the resume as submitted, and what was told before.

Only statements of the same thing are compared: pay with pay, a date with the date of the same event, a
figure with the figure of the same project, in the same unit and with the same words around it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from prepsite.core.consistency.dates import Event, events, events_differ, resume_events
from prepsite.core.consistency.figures import Figures, figures, figures_differ, is_backed
from prepsite.core.consistency.leaving import Leaving, leavings, leavings_differ
from prepsite.core.consistency.notice import Period, Start, periods, periods_differ, starts, starts_differ
from prepsite.core.consistency.pay import Pay, pays, pays_differ
from prepsite.core.consistency.sayings import Saying, Where, sayings_in, sources_of
from prepsite.core.consistency.subjects import Subjects
from prepsite.core.consistency.teams import Reports, Team, reports, reports_differ, teams, teams_differ
from prepsite.core.defence import submitted_resume
from prepsite.core.vault import ApplicationRecord, Vault

# More than a person would read of one application.
MOST = 50


class _Stated(Protocol):
    """What a saying states: a part of it, as said."""

    @property
    def text(self) -> str: ...

    @property
    def saying(self) -> Saying: ...


T = TypeVar("T", bound=_Stated)


@dataclass(frozen=True)
class Contradiction:
    """Two places that can't both hold: `first` is the one to look at, `second` was said before.

    `said` and `before` are the words in question. `is_backed` tells whether the record itself has what
    is said here.
    """

    kind: str
    first: Saying
    second: Saying
    said: str
    before: str
    is_backed: bool = False

    @property
    def is_finding(self) -> bool:
        """Tell whether it is one of the claims that the record doesn't back, which are told as such."""
        places = (self.first.where, self.second.where)
        return places == (Where.PREP, Where.RESUME) and not self.is_backed


def contradictions_of(
    vault: Vault, record: ApplicationRecord, subjects: Subjects | None = None
) -> tuple[Contradiction, ...]:
    """Return what contradicts in an application, in the order of the prep, then of the notes.

    Prep of rounds that are over is left out: nobody will say it again. `subjects` are those of the vault.
    """
    known = subjects or Subjects(vault)
    said = (sayings_in(vault, record, source) for source in sources_of(record))
    return contradictions_in([stated_in(each, vault, record, known) for each in said], vault, record)


@dataclass(frozen=True)
class Stated:
    """What the sayings of one source state, each kind in the order in which it is said."""

    sayings: int = 0
    pays: tuple[Pay, ...] = ()
    periods: tuple[Period, ...] = ()
    starts: tuple[Start, ...] = ()
    teams: tuple[Team, ...] = ()
    reports: tuple[Reports, ...] = ()
    leavings: tuple[Leaving, ...] = ()
    dated: tuple[Event, ...] = ()
    figures: tuple[Figures, ...] = ()


def stated_in(
    sayings: tuple[Saying, ...], vault: Vault, record: ApplicationRecord, subjects: Subjects
) -> Stated:
    """Return what the sayings of one source state."""
    resume = submitted_resume(vault, record)
    roles = resume.fields.roles if resume and resume.fields else ()
    employers = frozenset(role.employer.split()[0] for role in roles)
    return Stated(
        len(sayings),
        _all(sayings, pays),
        _all(sayings, periods),
        _all(sayings, starts),
        _all(sayings, lambda saying: teams(saying, subjects)),
        _all(sayings, reports),
        leavings(sayings, employers),
        tuple(event for saying in sayings for event in events(saying, resume)),
        _all(sayings, lambda saying: figures(saying, subjects)),
    )


def contradictions_in(
    stated: Sequence[Stated], vault: Vault, record: ApplicationRecord
) -> tuple[Contradiction, ...]:
    """Return what contradicts among the sources of an application, which are in their order."""
    if sum(each.sayings for each in stated) < 2:
        return ()
    resume = submitted_resume(vault, record)
    found: list[Contradiction] = []
    found += _pairs("pay", [one for each in stated for one in each.pays], pays_differ)
    found += _pairs("notice", [one for each in stated for one in each.periods], periods_differ)
    found += _pairs("start", [one for each in stated for one in each.starts], starts_differ)
    found += _pairs("team size", [one for each in stated for one in each.teams], teams_differ)
    found += _pairs("reports", [one for each in stated for one in each.reports], reports_differ)
    found += _pairs("reason for leaving", [one for each in stated for one in each.leavings], leavings_differ)
    dated = [one for each in stated for one in each.dated]
    found += _dates(dated, resume_events(resume) if resume else ())
    found += _pairs("figure", [one for each in stated for one in each.figures], figures_differ)
    return tuple(_each_once(found))[:MOST]


def _all(sayings: Sequence[Saying], stated: Callable[[Saying], tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(each for saying in sayings for each in stated(saying))


def _pairs(kind: str, stated: Sequence[T], differ: Callable[[T, T], bool]) -> Iterator[Contradiction]:
    """Yield each statement that differs from an earlier one, with the latest such."""
    known = [each for each in stated if each.saying.where is not Where.PREP]
    for one in stated:
        before = [other for other in known if _is_before(other.saying, one.saying) and differ(one, other)]
        if before:
            other = max(before, key=lambda each: each.saying.order)
            yield Contradiction(kind, one.saying, other.saying, one.text, other.text, _is_backed(one))


def _is_backed(one: object) -> bool:
    match one:
        case Figures():
            return is_backed(one)
        case Team():
            return bool(one.sizes & one.known)
        case _:
            return False


def _dates(stated: Sequence[Event], known: Sequence[Event]) -> Iterator[Contradiction]:
    """Yield each dated event that the resume, or else an earlier saying, dates otherwise."""
    for one in stated:
        others = [other for other in known if other.key == one.key] or [
            other for other in stated if other.key == one.key and _is_before(other.saying, one.saying)
        ]
        if events_differ(one, others):
            yield Contradiction("date", one.saying, others[0].saying, f"{one.name}: {one.text}", others[0].text)


def _is_before(one: Saying, other: Saying) -> bool:
    """Tell whether a saying holds for a later one: the resume for all, what was told for later rounds."""
    if other.where is Where.RESUME or one.where is Where.PREP:
        return False
    return one.where is Where.RESUME or one.order < other.order


def _each_once(found: Sequence[Contradiction]) -> Iterator[Contradiction]:
    """Yield one contradiction of a kind for each sentence and the place it contradicts."""
    seen: dict[tuple[object, ...], set[str]] = {}
    for each in sorted(found, key=lambda each: (each.first.where is not Where.PREP, each.first.order)):
        key = (each.first.path, each.first.line, each.first.column, each.second.path, each.second.line)
        # A figure that also is a team's size or a date is told once.
        words = set(each.said.casefold().split())
        if each.kind != "figure" or not words & seen.get(key, set()):
            seen.setdefault(key, set()).update(words)
            yield each
