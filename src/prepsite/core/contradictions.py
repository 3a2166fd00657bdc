"""What contradicts within one application: prep to come, the resume as submitted, and what was told before.

Only statements of the same thing are compared: pay with pay, a date with the date of the same event, a
figure with the figure of the same project, in the same unit and with the same words around it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from prepsite.core.consistency.dates import Event, events, events_differ, resume_events
from prepsite.core.consistency.figures import Figures, figures, figures_differ, is_backed
from prepsite.core.consistency.leaving import leavings, leavings_differ
from prepsite.core.consistency.notice import periods, periods_differ, starts, starts_differ
from prepsite.core.consistency.pay import pays, pays_differ
from prepsite.core.consistency.sayings import Saying, Where, sayings_of
from prepsite.core.consistency.subjects import Subjects
from prepsite.core.consistency.teams import Team, reports, reports_differ, teams, teams_differ
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
    sayings = sayings_of(vault, record)
    if len(sayings) < 2:
        return ()
    known = subjects or Subjects(vault)
    found: list[Contradiction] = []
    resume = submitted_resume(vault, record)
    roles = resume.fields.roles if resume and resume.fields else ()
    found += _pairs("pay", _all(sayings, pays), pays_differ)
    found += _pairs("notice", _all(sayings, periods), periods_differ)
    found += _pairs("start", _all(sayings, starts), starts_differ)
    found += _pairs("team size", _all(sayings, lambda saying: teams(saying, known)), teams_differ)
    found += _pairs("reports", _all(sayings, reports), reports_differ)
    employers = frozenset(role.employer.split()[0] for role in roles)
    found += _pairs("reason for leaving", leavings(sayings, employers), leavings_differ)
    dated = [event for saying in sayings for event in events(saying, resume)]
    found += _dates(dated, resume_events(resume) if resume else ())
    found += _pairs("figure", _all(sayings, lambda saying: figures(saying, known)), figures_differ)
    return tuple(_each_once(found))[:MOST]


def _all(sayings: Sequence[Saying], stated: Callable[[Saying], tuple[T, ...]]) -> list[T]:
    return [each for saying in sayings for each in stated(saying)]


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
