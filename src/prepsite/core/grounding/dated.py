"""Checks a sentence's dates: years, months, days and seasons against the record's own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from prepsite.core.grounding.lexicon import GENERIC, MOVES
from prepsite.core.grounding.moments import Moment
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.tokens import flat
from prepsite.core.grounding.verdict import Part, PartKind, Status
from prepsite.core.grounding.wordlists import each_of
from prepsite.models.base import PartialDate

_STARTS = frozenset({"since", "from", "starting"})
_ENDS = frozenset({"until", "till", "to", "through"})
# Words of a sentence that tells when a role or an employment was.
_TENURE = each_of("""been since joined hired promoted became employed role roles title career resume""")
_CLEAR = 1.5
_MOST = 0.6
_FEW = 3


class DateCheck:
    """Checks the dates of one sentence against its scope; `employers` are those that it names, flat."""

    def __init__(
        self,
        reading: Reading,
        scope: Scope,
        employers: frozenset[str],
        hidden: frozenset[str],
        theirs: Iterable[Subject],
    ) -> None:
        self.reading = reading
        self.scope = scope
        self.employers = employers
        self.hidden = hidden
        self.theirs = tuple(theirs)

    def parts(self) -> Iterator[Part]:
        """Yield a part for each date."""
        for moment in self.reading.dates:
            yield self._one(moment)

    def _one(self, moment: Moment) -> Part:
        words = self._words(moment)
        rival = self._rival(moment)
        if rival is not None:
            message = f"{moment.text}: the record says “{rival.text}”"
            return Part(PartKind.DATE, moment.text, Status.UNVERIFIED, message, rival.source)
        subjects = tuple(self._subjects())
        for subject in subjects:
            found = self._bounded(moment, subject, words) or self._stated(moment, subject, words)
            if found:
                return Part(PartKind.DATE, moment.text, Status.SUPPORTED, "", found.source)
        for subject in subjects:
            if _inside(moment, subject) and self._may_be_within(subject):
                message = f"within {subject.start} to {subject.end}"
                return Part(PartKind.DATE, moment.text, Status.DERIVED, message, subject.place("start").source)
        today = self.scope.record.today
        if today and moment.word == "this" and not moment.year and today.month in moment.months:
            return Part(PartKind.DATE, moment.text, Status.DERIVED, f"the vault's day is {today}")
        for subject in self.theirs:
            for passage in subject.dated:
                if _says(moment, passage):
                    return Part(PartKind.DATE, moment.text, Status.SUPPORTED, "", passage.source)
        return self._missing(moment, subjects)

    def _words(self, moment: Moment) -> frozenset[str]:
        """Return the roots of the words that are said with a date: of its clause, or else of the sentence."""
        clause = self.reading.roots_in(self.reading.clause_at(moment.at))
        return (clause or self.reading.content) - GENERIC

    def _subjects(self) -> Iterator[Subject]:
        """Yield what the dates may be dates of: an employer named, or a project, narrows it."""
        about = self._about
        for subject in self.scope.near:
            dated = subject.is_project or subject.is_role
            if dated and self.employers and subject.employer and not self._is_at(subject):
                continue
            if (
                about is None
                or not subject.is_project
                or subject is about
                or subject.reference in self._touched
            ):
                yield subject

    @cached_property
    def _touched(self) -> frozenset[str]:
        """Return the cited projects whose title the sentence has a word of."""
        words = self.reading.content - GENERIC - MOVES
        titled = (each for each in self.scope.projects if words & each.passages[0].reading.content)
        return frozenset(each.reference for each in titled)

    @cached_property
    def _about(self) -> Subject | None:
        """Return the one project that the sentence is plainly about, or None."""
        if len(self.scope.projects) == 1:
            return self.scope.projects[0]
        ranked = self.scope.ranked(self.reading.content - GENERIC)
        if not ranked or ranked[0][0] < _CLEAR or (len(ranked) > 1 and ranked[0][0] < _CLEAR * ranked[1][0]):
            return None
        return ranked[0][1]

    def _is_at(self, subject: Subject) -> bool:
        return any(f" {name} " in subject.flat for name in self.employers)

    def _is_of_role(self, role: Subject) -> bool:
        """Tell whether the sentence speaks of a role: by its title or employer, or by how it speaks."""
        titled = f" {flat(role.title.split(',')[0])} " in self.reading.padded
        if self.reading.content & set(role.index) - GENERIC:
            return True
        return titled or (bool(self.employers) and self._is_at(role)) or bool(_TENURE & self.reading.words)

    def _may_be_within(self, subject: Subject) -> bool:
        if subject.is_role:
            return not self.scope.is_bound and self._about is None and self._is_of_role(subject)
        return self.scope.is_bound or len(self.reading.content & set(subject.index)) >= 2

    def _bounded(self, moment: Moment, subject: Subject, words: frozenset[str]) -> Passage | None:
        """Return the start or end of a subject that the date is, or None."""
        if subject.is_role and not self._is_of_role(subject):
            return None
        if (
            subject.is_project
            and not self.scope.is_bound
            and len(words & set(subject.index)) < min(2, len(words))
        ):
            return None
        ends: tuple[tuple[str, PartialDate | str | None], ...] = (
            ("start", subject.start),
            ("end", subject.end),
        )
        for key, day in ends:
            if not isinstance(day, PartialDate):
                continue
            if (key == "end" and moment.word in _STARTS) or (
                key == "start" and moment.word in {"until", "till"}
            ):
                continue
            if moment.may_be(Moment(day.year, (day.month,) if day.month else (), "", "", 0, 0, day.day or 0)):
                return subject.place(key)
        return None

    def _stated(self, moment: Moment, subject: Subject, words: frozenset[str]) -> Passage | None:
        """Return the passage of a subject that says the date, and of the same thing if it is not cited."""
        bound = subject.reference in self.scope.bound
        for passage in subject.dated:
            if _says(moment, passage):
                around = passage.reading.content | passage.metric_words
                shared = max(len((words - MOVES) & around), len((self.reading.content - MOVES) & around) - 1)
                if bound or shared >= (1 if moment.year or moment.day else 2):
                    return passage
            elif bound and moment.year and _is_yearless(moment, passage, subject):
                return passage
        return None

    def _rival(self, moment: Moment) -> Passage | None:
        """Return a passage that says almost the same sentence with another date, or None."""
        words = self.reading.roots_in(self.reading.clause_at(moment.at)) - self.hidden
        beside = [other for other in self.reading.dates if other is not moment]
        if len(words) < _FEW:
            words = self.reading.content - GENERIC - self.hidden
        exact = moment.day and any(_says(moment, p) for s in self.scope.projects for p in s.dated)
        if len(words) < _FEW or exact:
            return None
        found = self.scope.matches(words, least=3)
        close = [match for match in found if match.shared >= found[0].shared - 1]
        if any(_says(moment, match.passage) for match in close):
            return None
        for match in found[:1]:
            dates = match.passage.reading.dates
            alike = [
                each
                for each in dates
                if bool(each.year) == bool(moment.year) and bool(each.months) == bool(moment.months)
            ]
            if any(other.may_be(each) for other in beside for each in dates):
                continue
            if match.shared < _MOST * len(words) or not alike or len(alike) < len(dates):
                continue
            if not any(map(moment.may_be, dates)) and not self._is_bound_date(moment, match.subject):
                return match.passage
        return None

    def _is_bound_date(self, moment: Moment, subject: Subject) -> bool:
        return bool(self._bounded(moment, subject, frozenset(subject.index)))

    def _missing(self, moment: Moment, subjects: tuple[Subject, ...]) -> Part:
        for subject in (*self.scope.projects, *subjects):
            if subject.start and moment.year:
                told = f"{subject.start} to {subject.end}" if subject.end else f"{subject.start}"
                message = f"{moment.text}: the record says {told} ({subject.reference})"
                return Part(
                    PartKind.DATE, moment.text, Status.UNVERIFIED, message, subject.place("start").source
                )
        return Part(PartKind.DATE, moment.text, Status.UNVERIFIED, f"nothing in the record says {moment.text}")


def _says(moment: Moment, passage: Passage) -> bool:
    found = passage.reading.dates
    return any(moment.may_be(true) for true in found)


def _is_yearless(moment: Moment, passage: Passage, subject: Subject) -> bool:
    """Tell whether a passage says the date without its year, and the year is one of the subject's."""
    if (
        subject.start is None
        or subject.until is None
        or not subject.start.year <= moment.year <= subject.until.year
    ):
        return False
    bare = replace(moment, year=0)
    return any(not true.year and bare.may_be(true) for true in passage.reading.dates)


def _inside(moment: Moment, subject: Subject) -> bool:
    """Tell whether a year, said without a month, lies between the two years of a subject."""
    if subject.start is None or moment.months or moment.word in _STARTS or moment.word in _ENDS - {"through"}:
        return False
    if isinstance(subject.until, PartialDate):
        return subject.start.year < moment.year < subject.until.year
    return False
