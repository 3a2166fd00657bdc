"""Checks a sentence's dates: years, months and seasons against the record's own."""

from collections.abc import Iterable, Iterator

from prepsite.core.grounding.figures import source_of
from prepsite.core.grounding.moments import Moment
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.record import Passage, Subject
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.models.base import PartialDate

_WITHIN = frozenset({"during", "throughout", "in", "by", "through", "of"})
_STARTS = frozenset({"since", "from"})
_ENDS = frozenset({"until", "till", "to", "through"})


class DateCheck:
    """Checks the dates of one sentence against the subjects in scope."""

    def __init__(self, reading: Reading, scope: Iterable[Subject], wide: Iterable[Subject], employers: frozenset[str]) -> None:
        self.reading = reading
        self.scope = tuple(scope)
        self.wide = tuple(wide)
        self.employers = employers

    def parts(self) -> Iterator[Part]:
        """Yield a part for each date."""
        for moment in self.reading.moments:
            yield self._one(moment)

    def _one(self, moment: Moment) -> Part:
        subjects = self._subjects()
        for subject in subjects:
            found = _stated(moment, subject)
            if found:
                return Part(PartKind.DATE, moment.text, Status.SUPPORTED, "", source_of(found))
        for subject in subjects:
            if _inside(moment, subject):
                message = f"within {subject.start} to {subject.end}"
                return Part(PartKind.DATE, moment.text, Status.DERIVED, message, source_of(subject.place("start")))
        return self._missing(moment, subjects)

    def _subjects(self) -> tuple[Subject, ...]:
        """Return what the dates of the sentence may be dates of: an employer that it names narrows it."""
        projects = [subject for subject in self.scope if subject.is_project]
        others = [subject for subject in self.wide if not subject.is_project or not projects]
        found = (*self.scope, *(subject for subject in others if subject not in self.scope))
        if not self.employers:
            return found
        named = tuple(s for s in found if not s.employer or s.employer.casefold() in self.employers)
        return named or found

    def _missing(self, moment: Moment, subjects: tuple[Subject, ...]) -> Part:
        for subject in self.scope or subjects:
            if subject.start:
                told = f"{subject.start} to {subject.end}" if subject.end else f"{subject.start}"
                message = f"{moment.text}: the record says {told} ({subject.reference})"
                return Part(PartKind.DATE, moment.text, Status.UNVERIFIED, message, source_of(subject.place("start")))
        return Part(PartKind.DATE, moment.text, Status.UNVERIFIED, f"nothing in the record says {moment.text}")


def _stated(moment: Moment, subject: Subject) -> Passage | None:
    """Return where a subject says the date, or None."""
    ends: tuple[tuple[str, PartialDate | str | None], ...] = (("start", subject.start), ("end", subject.end))
    for key, date in ends:
        if not isinstance(date, PartialDate) or date.year != moment.year:
            continue
        if (key == "end" and moment.word in {"since", "from"}) or (key == "start" and moment.word in {"until", "till"}):
            continue
        if moment.months and (date.month is None or date.month not in moment.months):
            continue
        if moment.day and date.day and moment.day != date.day:
            continue
        return subject.place(key)
    for passage in subject.passages:
        for true in passage.reading.moments:
            if true.year == moment.year and _same_months(moment, true):
                return passage
    return None


def _same_months(said: Moment, true: Moment) -> bool:
    if not said.months:
        return True
    if said.day and true.day and said.day != true.day:
        return False
    return bool(true.months) and bool(set(said.months) & set(true.months))


def _inside(moment: Moment, subject: Subject) -> bool:
    """Tell whether a year, said without a month, lies between the two years of a subject."""
    if subject.start is None or moment.months or moment.word in _STARTS or moment.word in _ENDS - {"through"}:
        return False
    if isinstance(subject.end, PartialDate):
        return subject.start.year < moment.year < subject.end.year
    return False
