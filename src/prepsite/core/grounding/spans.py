"""How long something took, by its dates: a project, a role, an employer, a whole career."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.quantities import Quantity
from prepsite.core.grounding.record import Passage, Subject
from prepsite.models.base import PartialDate

WEEKS_A_MONTH = 4.345
_WEEK = 604800.0
_MONTH = 365.25 / 12


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
        room = 0.0 if said.unit == "month" else 0.5 if said.value >= 14 * 86400 and said.value % _WEEK == 0 else 0.05
        if said.unit == "month" and "year" in said.text and said.value % 12 == 0:
            room = 11.0 if said.sense in {Sense.OVER, Sense.EXACT} and said.value >= 24 else 3.0
        least, most = self.least - room, self.most + room
        match said.sense:
            case Sense.ABOUT:
                return least * 0.85 - 1 <= value <= most * 1.15 + 1
            case Sense.OVER:
                return value <= self.most and value >= least - max(11.0, 0.25 * least)
            case Sense.UNDER:
                return self.least <= value <= most + max(4.0, 0.25 * most)
            case _:
                return max(0.0, least) <= value <= self.most + min(room, 3.0)


def spans_of(subjects: Iterable[Subject]) -> Iterator[Span]:
    """Yield the spans of the subjects, then those of one employer's and of all roles together."""
    found = list(subjects)
    for subject in found:
        yield from _one(subject)
    roles = [subject for subject in found if subject.reference.startswith("role:") and subject.start]
    for employer in {role.employer for role in roles}:
        yield from _together([role for role in roles if role.employer == employer])
    if len(roles) > 1:
        yield from _together(roles)


def _months(date: PartialDate, *, late: bool) -> int:
    return date.year * 12 + ((date.month or (12 if late else 1)) - 1)


def _one(subject: Subject) -> Iterator[Span]:
    yield from _told(subject)
    start, end = subject.start, subject.until
    if start is None or end is None:
        return
    least = _months(end, late=False) - _months(start, late=True)
    most = _months(end, late=True) - _months(start, late=False) + 1
    yield Span(max(0, least), most, f"{start} to {end}", subject.place("start"))


def _told(subject: Subject) -> Iterator[Span]:
    """Yield the spans between two dates of one sentence."""
    for passage in subject.passages:
        found = passage.reading.moments
        for first, second in zip(found, found[1:], strict=False):
            a, b = sorted((first, second), key=lambda m: (m.year, m.months[:1], m.day))
            if a.day and b.day:
                days = (date(b.year, b.months[0], b.day) - date(a.year, a.months[0], a.day)).days
                yield Span(days / _MONTH, (days + 1) / _MONTH, f"{a.text} to {b.text}", passage)
            elif a.months and b.months:
                months = (b.year - a.year) * 12 + b.months[0] - a.months[0]
                yield Span(max(0, months - 1), months + 1, f"{a.text} to {b.text}", passage)


def _together(roles: list[Subject]) -> Iterator[Span]:
    dated = [(role.start, role.until, role) for role in roles if role.start and role.until]
    if not dated:
        return
    low = sum(_months(end, late=False) - _months(start, late=True) for start, end, _ in dated)
    high = sum(_months(end, late=True) - _months(start, late=False) + 1 for start, end, _ in dated)
    told = " + ".join(f"{start} to {end}" for start, end, _ in dated)
    yield Span(max(0, low), high, told, dated[0][2].place("start"))
