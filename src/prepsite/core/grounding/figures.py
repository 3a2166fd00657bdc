"""Checks a sentence's figures: each with its unit and its noun, against the figures of the record.

A figure is supported where the record has the value of the same thing, and derived where it
follows from one metric or one span of dates; never from two sources that nobody joined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepsite.core.grounding.lexicon import PEOPLE, STOP, TEAM
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.quantities import Quantity
from prepsite.core.grounding.reading import Reading, clauses
from prepsite.core.grounding.record import Passage, Subject
from prepsite.core.grounding.spans import spans_of
from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.verdict import Part, PartKind, Source, Status

_PEOPLE_ROOTS = frozenset(root(word) for word in PEOPLE)
_MOVES = frozenset(root(word) for word in "fall rise improve go come bring take get be stand reach".split())
_GENERIC = frozenset(root(w) for w in "rate figure number value level result total thing amount score measure".split())
_LISTED = frozenset(root(w) for w in "thing point reason part step way side case example question sentence word story piece half answer line minute time kind".split())
_IDLE = 6
_STRONG = 2
_ALMOST = 0.1
_OVER = 0.25


def source_of(passage: Passage) -> Source:
    """Return where a passage stands."""
    return Source(passage.reference, passage.text, passage.path, passage.line)


def close(said: Quantity, true: float, *, computed: bool = False, value: float | None = None) -> bool:
    """Tell whether a figure as said is true of a value, in the sense of the word before it."""
    value = said.value if value is None else value
    if abs(value - true) <= 1e-9 * max(1.0, abs(true)):
        return True
    if true <= 0 or value <= 0:
        return False
    # Said to the thousand or the million, or to the whole percent of what was computed.
    fine = said.step if said.step > 1 or computed else 0.0
    if fine and abs(value - true) <= fine / 2 + 1e-9:
        return True
    match said.sense:
        case Sense.ABOUT:
            return abs(value - true) <= _ALMOST * true
        case Sense.OVER:
            return true * (1 - _OVER) <= value <= true
        case Sense.UNDER:
            return true <= value <= true * (1 + _OVER)
        case _:
            return False


class FigureCheck:
    """Checks the figures of one sentence against the subjects in scope."""

    def __init__(self, reading: Reading, scope: Iterable[Subject], wide: Iterable[Subject], names: frozenset[str], context: frozenset[str]) -> None:
        self.reading = reading
        self.scope = tuple(scope)
        self.wide = tuple(wide)
        self.names = names
        self.context = context

    def parts(self) -> Iterator[Part]:
        """Yield a part for each figure."""
        for quantity in self.reading.quantities:
            part = self._team(quantity) or self._figure(quantity)
            if part:
                yield part

    def _team(self, quantity: Quantity) -> Part | None:
        """Check a figure that counts the people of a team."""
        if not self._counts_team(quantity):
            return None
        sized = [subject for subject in self.scope if subject.team_size]
        for subject in sized:
            size = subject.team_size or 0
            if close(quantity, size):
                return Part(PartKind.TEAM, quantity.text, Status.SUPPORTED, "", source_of(subject.place("team_size")))
            if quantity.value == size - 1 and self._without_me(quantity):
                message = f"{size} on the team, without you {size - 1}"
                return Part(PartKind.TEAM, quantity.text, Status.DERIVED, message, source_of(subject.place("team_size")))
        found = self._direct(quantity, self.scope) or (self._direct(quantity, self.wide) if not sized else None)
        if found:
            return Part(PartKind.TEAM, quantity.text, Status.SUPPORTED, "", source_of(found))
        if not sized:
            return None
        size = ", ".join(f"{subject.team_size}" for subject in sized)
        message = f"team of {quantity.spelled}: the project says {size}"
        return Part(PartKind.TEAM, quantity.text, Status.UNVERIFIED, message, source_of(sized[0].place("team_size")))

    def _counts_team(self, quantity: Quantity) -> bool:
        if quantity.unit:
            return False
        lower = self.reading.lower
        before = lower[max(0, quantity.at - 3) : quantity.at]
        after = lower[quantity.end : quantity.end + 3]
        if "team" in before or "squad" in before or "crew" in before:
            return "of" in before
        if after[:2] == ("of", "us") or "-strong" in after or "strong" in after[:1] or "handed" in after[:1]:
            return True
        if after[:2] in {("person", "team"), ("people", "on"), ("man", "team"), ("strong", "team"), ("-", "person"), ("person", "crew"), ("person", "squad")}:
            return True
        return bool(set(quantity.noun[:1]) & _PEOPLE_ROOTS) and bool(TEAM & set((*before, *after)) - {"people", "person", "colleagues", "others", "we"})

    def _without_me(self, quantity: Quantity) -> bool:
        near = set(self.reading.lower[max(0, quantity.at - 4) : quantity.end + 3])
        return bool(near & {"others", "other", "with", "colleagues", "alongside", "teammates", "plus", "my", "people", "reports", "besides"})

    def _figure(self, quantity: Quantity) -> Part | None:
        own = tuple(subject for subject in self.wide if subject.is_own and subject not in self.scope)
        near = (*self.scope, *own) if any(subject.is_project for subject in self.scope) else (*self.scope, *self.wide)
        found = self._direct(quantity, near) or self._direct(quantity, self.wide, shared=_STRONG)
        if found:
            return Part(PartKind.FIGURE, quantity.text, Status.SUPPORTED, "", source_of(found))
        derived = self._derived(quantity, near) or self._duration(quantity)
        if derived:
            return derived
        return None if self._is_idle(quantity) else self._missing(quantity)

    def _is_idle(self, quantity: Quantity) -> bool:
        """Tell whether a small number word counts what the talk itself lists: "two things", "one of the three"."""
        if not quantity.spelled.isalpha() or quantity.unit or quantity.value > _IDLE or quantity.sense is not Sense.EXACT:
            return False
        if set(quantity.noun[:1]) & _LISTED:
            return True
        lower = self.reading.lower
        paired = bool({"from", "to", "than", "instead"} & set(lower[max(0, quantity.at - 2) : quantity.at]))
        return not quantity.noun and not paired

    def _direct(self, quantity: Quantity, subjects: Iterable[Subject], shared: int = 1) -> Passage | None:
        for subject in subjects:
            for true, passage in subject.quantities:
                if not _is_value(quantity, true) or not self._same_thing(quantity, true, passage, subject):
                    continue
                if shared == 1 or len(self._clause_words(quantity) & passage.reading.content) >= shared:
                    return passage
        return None

    def _clause_words(self, quantity: Quantity) -> frozenset[str]:
        return _clause_roots(self.reading, quantity) - _MOVES - self.names

    def _same_thing(self, quantity: Quantity, true: Quantity, passage: Passage, subject: Subject) -> bool:
        """Tell whether what a figure counts, by the words around it, is what the record's figure counts."""
        if quantity.rate and true.rate and quantity.rate != true.rate:
            return False
        said = self._nouns(quantity)
        if not said:
            return True
        if passage.metric is not None:
            metric = passage.metric
            own = words_of_metric(passage)
            if said & own:
                return not self._other_metric(said, own, subject)
            told = frozenset(root(w) for w in (metric.how_measured or "").lower().split())
            return bool(said & told) and not self._other_metric(said, own, subject)
        counted = frozenset(true.noun)
        if not quantity.unit and quantity.noun and counted:
            return bool(said & counted) or bool(said & _PEOPLE_ROOTS and counted & _PEOPLE_ROOTS)
        around = _clause_roots(passage.reading, true) | counted
        return bool(said & around)

    def _other_metric(self, said: frozenset[str], own: frozenset[str], subject: Subject) -> bool:
        """Tell whether the words name another metric of the subject better than this one."""
        mine = len(said & own) / max(1, len(own))
        for passage in subject.passages:
            if passage.metric is None:
                continue
            other = words_of_metric(passage)
            if other != own and other - own and len(said & other) / len(other) > mine + 0.34:
                return True
        return False

    def _nouns(self, quantity: Quantity) -> frozenset[str]:
        """Return the roots of what the figure is said of: the words after it, or those before it in its clause."""
        if quantity.noun and not quantity.unit and not set(quantity.noun) <= _PEOPLE_ROOTS | _GENERIC:
            return frozenset(quantity.noun) - self.names - _GENERIC
        placed = [
            (at, each)
            for at, each in self.reading.placed_roots
            if each not in _MOVES | _GENERIC and each not in self.names and not (quantity.at <= at < quantity.end)
        ]
        clause = next((c for c in clauses(self.reading) if c.start <= quantity.at < c.end), None)
        inside = [(at, each) for at, each in placed if clause and clause.start <= at < clause.end]
        before = frozenset(each for at, each in inside if at < quantity.at)
        after = frozenset(each for at, each in inside if at >= quantity.end)
        rest = frozenset(each for at, each in placed if at < quantity.at)
        return (before | frozenset(quantity.noun)) or after or rest or self.context

    def _derived(self, quantity: Quantity, subjects: Iterable[Subject]) -> Part | None:
        for subject in subjects:
            for pair in pairs_of(subject):
                computation = computed(quantity, pair)
                if computation and self._is_of(quantity, pair, subject):
                    return Part(PartKind.FIGURE, quantity.text, Status.DERIVED, computation, source_of(pair.passage))
        return None

    def _is_of(self, quantity: Quantity, pair: "Pair", subject: Subject) -> bool:
        said = self._nouns(quantity)
        words = pair.roots
        around = said | frozenset(each for _, each in self.reading.placed_roots)
        if not said & words and not around & words:
            return False
        return pair.passage.metric is None or not self._other_metric(around, words_of_metric(pair.passage), subject)

    def _duration(self, quantity: Quantity) -> Part | None:
        """Check a time that the dates of a project or a role give."""
        if quantity.unit not in {"month", "s"} or quantity.rate or (quantity.unit == "s" and quantity.value < 604800):
            return None
        subjects = self.scope if any(s.is_project for s in self.scope) else (*self.scope, *self.wide)
        for span in spans_of(subjects):
            if span.fits(quantity):
                return Part(PartKind.DURATION, quantity.text, Status.DERIVED, span.told, source_of(span.passage))
        return None

    def _missing(self, quantity: Quantity) -> Part:
        """Return the part for a figure that nothing backs, with the nearest true value."""
        nearest: tuple[float, Passage, Quantity] | None = None
        elsewhere = self._direct(quantity, (s for s in self.wide if s not in self.scope))
        said = self._nouns(quantity)
        for subject in self.scope or self.wide:
            for true, passage in subject.quantities:
                shared = len(said & (passage.reading.content | words_of_metric(passage)))
                score = shared + (0.5 if same_kind(quantity, true) else 0)
                if shared and (nearest is None or score > nearest[0]):
                    nearest = (score, passage, true)
        if elsewhere is not None:
            message = f"{quantity.text} stands in {elsewhere.reference}, which this does not cite"
            return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, source_of(elsewhere))
        if nearest is None:
            return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, f"nothing in the record says {quantity.text}")
        _, passage, true = nearest
        message = f"{quantity.text}: the record says “{passage.text}”"
        return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, source_of(passage))


def words_of_metric(passage: Passage) -> frozenset[str]:
    """Return the roots of a metric's name and unit, empty for another passage."""
    if passage.metric is None:
        return frozenset()
    metric = passage.metric
    words = f"{metric.name} {metric.unit or ''}".lower().replace("-", " ").split()
    return frozenset(root(word.strip("(),")) for word in words if word.strip("(),") not in STOP and not word[0].isdigit())


def _is_value(said: Quantity, true: Quantity) -> bool:
    if said.unit == true.unit:
        return close(said, true.value)
    # Said without its unit, as in "from 31 minutes to 14".
    return not said.unit and not said.noun and close(said, true.raw)


def same_kind(said: Quantity, true: Quantity) -> bool:
    """Tell whether two figures can be compared: the same unit, or one of them said without it."""
    if said.unit == true.unit:
        return True
    return not said.unit and not said.noun and bool(true.unit)


def _clause_roots(reading: Reading, quantity: Quantity) -> frozenset[str]:
    clause = next((c for c in clauses(reading) if c.start <= quantity.at < c.end), None)
    inside = frozenset(each for at, each in reading.placed_roots if clause is None or clause.start <= at < clause.end)
    return inside or reading.content


@dataclass(frozen=True)
class Pair:
    """Two values of one thing: before and after."""

    before: float
    after: float
    unit: str
    passage: Passage
    roots: frozenset[str]
    goes: bool = True
    yearly: bool = False


def pairs_of(subject: Subject) -> Iterator[Pair]:
    """Yield the before and after of each metric, and each two figures that one sentence joins."""
    for passage in subject.passages:
        found = passage.reading.quantities
        if passage.metric is not None:
            if len(found) == 2:
                yield Pair(found[0].value, found[1].value, found[0].unit, passage, words_of_metric(passage))
            continue
        for n, first in enumerate(found):
            for second in found[n + 1 :]:
                if first.unit == second.unit:
                    yield Pair(first.value, second.value, first.unit, passage, passage.reading.content, _goes(passage, first, second))
                elif second.unit == "month" and first.unit and second.value >= 12:
                    yield Pair(first.value, first.value / (second.value / 12), first.unit, passage, passage.reading.content, goes=False, yearly=True)


def _goes(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Tell whether a sentence goes from one figure to another."""
    before = passage.reading.lower[max(0, first.at - 2) : first.at]
    return "from" in before and second.at - first.end <= 2


def computed(said: Quantity, pair: Pair) -> str:
    """Return how a figure follows from a pair, or an empty text."""
    before, after = pair.before, pair.after
    difference = abs(after - before)
    if pair.yearly:
        per_year = said.unit == pair.unit and close(said, after, computed=True)
        return f"{_number(before)} a term, {_number(after)} a year" if per_year else ""
    if said.unit == "%" and not pair.goes and min(before, after) > 0 and pair.unit != "%":
        share = min(before, after) / max(before, after) * 100
        return f"{_number(min(before, after))} / {_number(max(before, after))} = {share:.0f}%" if close(said, share, computed=True) else ""
    if said.unit == "%" and before:
        share = difference / before * 100
        if close(said, share, computed=True):
            return f"({_number(max(before, after))} − {_number(min(before, after))}) / {_number(before)} = {share:.0f}%"
        if after and before and close(said, after / before * 100, computed=True) and said.sense is Sense.ABOUT:
            return f"{_number(after)} / {_number(before)} = {after / before * 100:.0f}%"
    if said.unit == "pp" and pair.unit == "%" and close(said, difference, computed=True):
        return f"{_number(max(before, after))} − {_number(min(before, after))} = {_number(difference)} points"
    if said.unit == "x" and before and after:
        ratio = max(before, after) / min(before, after)
        if close(said, ratio, computed=True):
            return f"{_number(max(before, after))} / {_number(min(before, after))} = {ratio:.1f}"
    if said.unit == pair.unit and close(said, difference) and said.value != before:
        return f"{_number(max(before, after))} − {_number(min(before, after))} = {_number(difference)}"
    return ""


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
