"""How long something took, by its dates: a project, a role, an employer, a whole career."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from prepsite.core.grounding.moments import Moment
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import flat
from prepsite.core.grounding.wordlists import each_of
from prepsite.models.base import PartialDate

WEEKS_A_MONTH = 4.345
_WEEK = 604800.0
_MONTH = 365.25 / 12
_YEAR = 12
# Words of a sentence that speaks of how long a role has lasted; `_CAREER`: of all roles together.
_TENURE = each_of(
    """been since experience working worked employed joined stayed spent registered practising role"""
)
_HELD = each_of("been qualified registered licensed certified held hold chartered")
_CAREER = each_of("""experience career resume roles altogether total qualified profession trade""")


@dataclass(frozen=True)
class Span:
    """A time in months, at least and at most: a date without a day leaves room."""

    least: float
    most: float
    told: str
    passage: Passage

    def fits(self, said: Quantity) -> bool:
        """Tell whether a duration as said is true of the span."""
        value = said.value if said.unit == "month" else said.value / _WEEK / WEEKS_A_MONTH
        whole_years = said.unit == "month" and said.factor == _YEAR and said.raw == int(said.raw)
        room = 0.0 if said.unit == "month" else 0.5
        match said.sense:
            case Sense.ABOUT:
                return self.least * 0.85 - 1 <= value <= self.most * 1.15 + 1
            case Sense.OVER:
                return self.least - max(11.0, 0.25 * self.least) <= value <= self.most
            case Sense.UNDER:
                return self.least <= value <= self.most + max(4.0, 0.25 * self.most)
            case _ if whole_years:
                # "Five years" may be five and a half, or nearly five.
                return self.least - (7.0 if value >= 24 else 3.0) <= value <= self.most + 3.0
            case _:
                return max(0.0, self.least - room) <= value <= self.most + room


def duration_of(quantity: Quantity, reading: Reading, scope: Scope) -> Span | None:
    """Return the span of dates that a time as said follows from, or None."""
    if (
        quantity.unit not in {"month", "s"}
        or quantity.rate
        or (quantity.unit == "s" and quantity.value < _WEEK)
    ):
        return None
    return next((span for span in _spans(quantity, reading, scope) if span.fits(quantity)), None)


def _spans(quantity: Quantity, reading: Reading, scope: Scope) -> Iterator[Span]:
    words = reading.roots_in(reading.clause_at(quantity.at)) | reading.content
    capitals = reading.capitals
    for subject in scope.projects:
        elsewhere = {flat(name).split()[0] for name in scope.record.employers.values()} & capitals
        if elsewhere and flat(subject.employer).split()[:1] != sorted(elsewhere)[:1]:
            continue
        if len(scope.projects) == 1 or words & set(subject.index):
            yield from _of_dates(subject)
    for subject in scope.near:
        yield from _told(subject, words, scope.record.today, is_tenure=bool(_HELD & reading.words))
    yield from _of_sentence(reading, scope)
    if not scope.is_bound:
        for subject in scope.near:
            if subject.is_project and len(words & set(subject.index)) >= max(3, len(words) // 2):
                yield from _of_dates(subject)
    yield from _of_roles(reading, scope)


def _of_roles(reading: Reading, scope: Scope) -> Iterator[Span]:
    """Yield the spans of the roles that a sentence names by title or employer, or of all of them."""
    text = reading.padded
    capitals = reading.capitals
    roles = [subject for subject in scope.record.roles if subject.is_role and subject.start]
    titled = [role for role in roles if f" {flat(role.title.split(',')[0])} " in text]
    employed = [
        role
        for role in roles
        if f" {flat(role.employer)} " in text or flat(role.employer).split()[0] in capitals
    ]
    named = [role for role in titled if role in employed] or titled or employed
    named = named or [role for role in roles if role in scope.cited and not scope.is_bound]
    if not named and not (_TENURE | _CAREER) & reading.words:
        return
    if named or _TENURE & reading.words:
        for role in named or roles:
            yield from _of_dates(role)
        for employer in sorted({role.employer for role in named or roles}):
            yield from _together([role for role in roles if role.employer == employer])
    if len(roles) > 1 and _CAREER & reading.words:
        yield from _together(roles)
        yield from _covered(roles)
        if not {"roles", "resume", "gaps"} & reading.words:
            yield from _since_first(roles)


def _covered(roles: list[Subject]) -> Iterator[Span]:
    """Yield the months in which at least one of the roles was held."""
    ends = [(_months(r.start, late=False), _months(r.until, late=True)) for r in roles if r.start and r.until]
    if len(ends) == len(roles):
        count = len({month for first, last in ends for month in range(first, last + 1)})
        yield Span(max(0, count - 1), count, "the months in which a role was held", roles[0].place("start"))


def _since_first(roles: list[Subject]) -> Iterator[Span]:
    first = min(
        (role for role in roles if role.start),
        key=lambda role: (role.start.year, role.start.month or 1) if role.start else (0, 0),
    )
    last = max(
        (role.until for role in roles if role.until), key=lambda day: (day.year, day.month or 12), default=None
    )
    if first.start and last:
        least = _months(last, late=False) - _months(first.start, late=True)
        most = _months(last, late=True) - _months(first.start, late=False) + 1
        yield Span(max(0, least), most, f"{first.start} to {last}", first.place("start"))


def _of_sentence(reading: Reading, scope: Scope) -> Iterator[Span]:
    """Yield the span from a date of the sentence itself to another, or to the vault's day."""
    found = reading.dates
    passage = Passage("", reading.text, "", 0)
    for first, second in itertools.pairwise(found):
        if first.year and second.year:
            yield from _between(first, second, passage)
    today = scope.record.today
    for moment in found:
        if moment.year and today and moment.word == "since":
            yield from _between(moment, _as_moment(today), passage)


def _as_moment(day: PartialDate) -> Moment:
    return Moment(day.year, (day.month,) if day.month else (), "", str(day), 0, 0, day.day or 0)


def _months(day: PartialDate, *, late: bool) -> int:
    return day.year * 12 + ((day.month or (12 if late else 1)) - 1)


def _of_dates(subject: Subject) -> Iterator[Span]:
    start, end = subject.start, subject.until
    if start is None or end is None:
        return
    least = _months(end, late=False) - _months(start, late=True)
    most = _months(end, late=True) - _months(start, late=False) + 1
    yield Span(max(0, least), most, f"{start} to {end}", subject.place("start"))


def _told(
    subject: Subject, words: frozenset[str], today: PartialDate | None, *, is_tenure: bool
) -> Iterator[Span]:
    """Yield the spans between two dates of one passage that tells of the same thing, or since its only one."""
    for passage in subject.dated:
        found = [moment for moment in passage.reading.dates if moment.year]
        if not found or not words & passage.reading.content:
            continue
        is_since = found[0].word == "since" or (passage.reference.startswith("credential:") and is_tenure)
        if today and is_since:
            yield from _between(found[0], _as_moment(today), passage)
        if len(found) > 1:
            for first, second in itertools.pairwise(found):
                yield from _between(first, second, passage)


def _between(first: Moment, second: Moment, passage: Passage) -> Iterator[Span]:
    a, b = sorted((first, second), key=lambda moment: (moment.year, moment.months[:1], moment.day))
    told = f"{a.text} to {b.text}"
    if a.day and b.day:
        try:
            days = (date(b.year, b.months[0], b.day) - date(a.year, a.months[0], a.day)).days
        except ValueError:
            return
        yield Span(days / _MONTH, (days + 1) / _MONTH, told, passage)
    elif a.months and b.months:
        months = (b.year - a.year) * 12 + b.months[0] - a.months[0]
        yield Span(max(0, months - 1), months + 1, told, passage)
    elif not a.months and not b.months:
        yield Span((b.year - a.year) * 12, (b.year - a.year + 1) * 12, told, passage)


def _together(roles: Iterable[Subject]) -> Iterator[Span]:
    dated = [(role.start, role.until, role) for role in roles if role.start and role.until]
    if not dated:
        return
    low = sum(_months(end, late=False) - _months(start, late=True) for start, end, _ in dated)
    high = sum(_months(end, late=True) - _months(start, late=False) + 1 for start, end, _ in dated)
    told = " + ".join(f"{start} to {end}" for start, end, _ in dated)
    yield Span(max(0, low), high, told, dated[0][2].place("start"))
