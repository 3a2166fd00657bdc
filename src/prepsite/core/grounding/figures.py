"""Checks a sentence's figures: each with its unit and its noun, against the figures of the record.

A figure is supported where the record has the value of the same thing, and derived where it
follows from one metric, one sentence or one span of dates; never from two sources that nobody joined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from prepsite.core.grounding.computing import Pair, close, computed, goes_to
from prepsite.core.grounding.lexicon import FALLING, GENERIC, LISTED, MOVES, PEOPLE_ROOTS, RISING
from prepsite.core.grounding.numerals import PERIODS, Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantities import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.spans import duration_of
from prepsite.core.grounding.teams import TeamCheck
from prepsite.core.grounding.tokens import root
from prepsite.core.grounding.verdict import Part, PartKind, Status

_IDLE = 6
_MOST = 0.6
_TIMES = frozenset(root(word) for word in ("occasions", "times"))
_FEW = 2
_STRONG = 2
_RIVALS = 5
_MONTH = 365.25 / 12 * 86400
_FAR = 40
_PERIOD_ROOTS = {name: root(name) for name in ("day", "week", "month", "quarter", "year", "hour", "night", "shift")}


@dataclass(frozen=True)
class Backing:
    """A figure of the record that backs one as said; `strength` is how alike the words around them are.

    `rises` tells where the pair it belongs to goes, None where it belongs to none.
    """

    strength: float
    passage: Passage
    subject: Subject
    told: str = ""
    rises: bool | None = None


class FigureCheck:
    """Checks the figures of one sentence against its scope.

    `before` is the sentence before it; `hidden` are the roots of names, which say nothing of what
    is counted; `theirs` what backs a sentence about the other side.
    """

    def __init__(
        self, reading: Reading, before: Reading, scope: Scope, hidden: frozenset[str], theirs: Iterable[Subject]
    ) -> None:
        self.reading = reading
        self.before = before
        self.scope = scope
        self.hidden = hidden
        self.theirs = tuple(theirs)
        self.backings: dict[int, Backing] = {}

    def parts(self) -> Iterator[Part]:
        """Yield a part for each figure."""
        team = TeamCheck(self.reading, self.scope)
        for quantity in self.reading.quantities:
            if quantity.is_article:
                continue
            part = team.part(quantity)
            if part is None or part.status is Status.UNVERIFIED:
                part = self._figure(quantity, part)
            if part:
                yield part

    def _figure(self, quantity: Quantity, team: Part | None) -> Part | None:
        backing = self._direct(quantity) or (None if team else self._derived(quantity))
        if team and backing and not self._is_of_team(backing):
            return team
        if backing is not None:
            self.backings[quantity.at] = backing
            status = Status.DERIVED if backing.told else Status.SUPPORTED
            return Part(PartKind.FIGURE, quantity.text, status, backing.told, backing.passage.source)
        if team is not None:
            return team
        before = self.reading.lower[quantity.at - 1] if quantity.at else ""
        if not quantity.unit and (quantity.value == 0 or (quantity.value == 1 and before not in {"to", "from"})):
            # "Zero" is what the record calls none, "1 of 8" what it calls one.
            return None
        rival = self._rival(quantity, None)
        duration = None if rival else duration_of(quantity, self.reading, self.scope)
        if duration:
            return Part(PartKind.DURATION, quantity.text, Status.DERIVED, duration.told, duration.passage.source)
        if about := self._of_theirs(quantity):
            return Part(PartKind.FIGURE, quantity.text, Status.SUPPORTED, "", about.source)
        return None if self._is_idle(quantity) else self._missing(quantity, rival)

    def _is_of_team(self, backing: Backing) -> bool:
        """Tell whether what backs a number of people tells of people of the project itself."""
        bound = backing.subject.reference in self.scope.bound or not self.scope.is_bound
        return backing.strength >= (_STRONG if bound else _STRONG + 1)

    def _is_idle(self, quantity: Quantity) -> bool:
        """Tell whether a small number counts what the talk itself lists: "two things", "one of the three"."""
        if quantity.unit or quantity.value > _IDLE or quantity.sense is not Sense.EXACT:
            return False
        if {quantity.head, *quantity.noun[:1]} & LISTED:
            return not self._is_retold(quantity)
        before = self.reading.lower[max(0, quantity.at - 2) : quantity.at]
        if before[-1:] in {("the",), ("these",), ("those",), ("other",), ("first",), ("last",)} and not quantity.head:
            return True
        if not quantity.spelled.isalpha():
            return False
        paired = bool({"from", "to", "than", "instead"} & set(before))
        return not quantity.noun and not paired and not self._is_retold(quantity)

    def _is_retold(self, quantity: Quantity) -> bool:
        """Tell whether a passage says nearly the same sentence, and with a count of its own there."""
        words = self._clause_words(quantity)
        for match in self.scope.matches(words, least=2)[:2]:
            counts = [q for q in match.passage.reading.quantities if q.unit in {"", "month", "s"} and not q.is_article]
            if counts and match.shared >= _MOST * len(words):
                return True
        return False

    # What the figure is said of

    def _clause_words(self, quantity: Quantity) -> frozenset[str]:
        return self._told(self.reading.roots_in(self.reading.clause_at(quantity.at)))

    @cached_property
    def _all_words(self) -> frozenset[str]:
        return self._told(self.reading.content)

    def _told(self, roots: frozenset[str]) -> frozenset[str]:
        return roots - MOVES - GENERIC - self.hidden or roots - GENERIC - self.hidden

    def _words(self, quantity: Quantity) -> frozenset[str]:
        """Return the roots of what the figure is said of: those of its clause, or else of its sentence."""
        noun = frozenset(quantity.noun) - GENERIC - MOVES - self.hidden
        return self._clause_words(quantity) | noun or self._all_words

    # Direct

    def _direct(self, quantity: Quantity) -> Backing | None:
        """Return what backs a figure by the words of its clause, or else of its sentence or the one before."""
        words = self._words(quantity)
        found = self._backed(quantity, words, 1)
        if found is None and self._all_words - words:
            found = self._backed(quantity, self._all_words, 2)
        if found is None and len(words) <= _FEW:
            found = self._backed(quantity, words | self._told(self.before.content), 2)
        return found or self._only(quantity)

    def _only(self, quantity: Quantity) -> Backing | None:
        """Return a measure of the cited projects in quite other words, where none of theirs competes for it."""
        if not quantity.unit or self._rival(quantity, None) is not None:
            return None
        words = self._words(quantity)
        for subject in self.scope.near:
            for true, passage in subject.by_unit.get(quantity.unit, ()) if self.scope.parts_cited else ():
                if passage.reference in self.scope.parts_cited and _is_value(quantity, true):
                    return Backing(0.5, passage, subject)
        for subject in self.scope.projects:
            if any(words & passage.metric_words for passage in subject.passages):
                continue
            for true, passage in subject.by_unit.get(quantity.unit, ()):
                if passage.metric is None and _is_value(quantity, true) and _same_rate(quantity, true, passage):
                    return Backing(0.5, passage, subject)
        return None

    def _backed(self, quantity: Quantity, words: frozenset[str], least: int) -> Backing | None:
        best: Backing | None = None
        for subject in self.scope.near:
            for true, passage in _of_unit(quantity, subject):
                if not _is_value(quantity, true) or not _same_rate(quantity, true, passage):
                    continue
                strength = self._strength(quantity, true, passage, subject, words, least)
                if strength and (best is None or strength > best.strength):
                    best = Backing(strength, passage, subject, "", way_of(passage, true))
        return best if best and self._rival(quantity, best) is None else None

    def _strength(
        self,
        quantity: Quantity,
        true: Quantity,
        passage: Passage,
        subject: Subject,
        words: frozenset[str],
        least: int,
    ) -> float:
        """Return how alike what both figures count is by the words around them, 0 where it is not the same."""
        around = passage.reading.content | passage.metric_words | passage.metric_told | frozenset(true.noun)
        shared = len(words & around)
        if passage.metric is not None and passage.metric_words and passage.metric_words <= words | MOVES | GENERIC:
            shared += 1
        bound = subject.reference in self.scope.bound or passage.reference in self.scope.cites
        if not quantity.unit and quantity.head and quantity.head not in GENERIC | _TIMES:
            if not self._same_head(quantity, true, passage, around, shared):
                return 0.0
            return 2.0 + shared
        if passage.metric is not None and self._names_another(words, passage, subject):
            return 0.0
        if not words:
            return 1.0 if bound else 0.0
        if self.scope.is_bound and not bound:
            least = max(least, 2)
        return float(shared) if shared >= min(least, len(words)) else 0.0

    def _same_head(
        self, quantity: Quantity, true: Quantity, passage: Passage, around: frozenset[str], shared: int
    ) -> bool:
        """Tell whether the record's figure counts the thing that is counted here, by its name."""
        head = quantity.head
        if head in PEOPLE_ROOTS and set(true.noun) & PEOPLE_ROOTS:
            return True
        if true.head and (
            true.head in quantity.noun or (head in PEOPLE_ROOTS and true.head in self._clause_words(quantity))
        ):
            return True
        if true.is_article:
            return False
        counted = passage.reading.things | passage.metric_words | passage.metric_told | frozenset(true.noun)
        if head in (counted if true.head and true.unit != "x" else around):
            others = (q for q in passage.reading.quantities if q.at != true.at)
            is_others = true.head and head not in true.noun and any(head == other.head for other in others)
            return not is_others
        # Another word for it, perhaps: one that the record uses for nothing else.
        rest = shared >= 3 and shared >= _MOST * len(self._words(quantity))
        return rest and head not in self.scope.record.vocabulary

    def _names_another(self, words: frozenset[str], passage: Passage, subject: Subject) -> bool:
        """Tell whether the words name another metric of the subject better than this one."""
        own = passage.metric_words
        mine = len(words & own) / max(1, len(own))
        for each in subject.passages:
            other = each.metric_words
            if each is passage or not other or not (other - own):
                continue
            if len(words & other) / len(other) > mine + 0.34 and not words & (own - other):
                return True
        return False

    def _rival(self, quantity: Quantity, best: Backing | None) -> Passage | None:
        """Return a passage much closer than the one found that has another figure of the same kind, or None."""
        words = self._words(quantity)
        words = words if len(words) > _FEW else words | self._all_words
        shared = len(words & best.passage.reading.content) + 2 if best else 2
        beside = [other for other in self.reading.quantities if other is not quantity]
        for match in self.scope.matches(words, least=2)[:_RIVALS]:
            passage = match.passage
            if best and passage is best.passage:
                return None
            same = quantity.unit and quantity.noun and any(q.noun[:1] == quantity.noun[:1] for q in passage.reading.quantities)
            if not same and (match.shared < shared or match.shared < _MOST * len(words)):
                continue
            alike = [q for q in passage.reading.quantities if _is_kin(q, quantity) and not q.is_article]
            if any(_is_value(quantity, other) for other in alike):
                return None
            if alike and not any(_is_value(said, other) for other in alike for said in beside):
                return passage
        return None

    # Derived

    def _derived(self, quantity: Quantity) -> Backing | None:
        words = self._words(quantity)
        if len(words) <= _FEW:
            words |= self._told(self.before.content)
        for subject in self.scope.near:
            bound = subject.reference in self.scope.bound
            for pair in self.scope.record.pairs(subject):
                told = computed(quantity, pair)
                if quantity.head and not quantity.unit and quantity.head not in pair.roots | GENERIC:
                    continue
                if told and self._is_of(words, pair, subject, bound=bound):
                    rises = pair.after > pair.before if pair.goes else None
                    return Backing(1.0, pair.passage, subject, told, rises)
        return None

    def _is_of(self, words: frozenset[str], pair: Pair, subject: Subject, *, bound: bool) -> bool:
        if pair.passage.metric is not None:
            around = words | self._all_words
            return bool(around & pair.roots) and not self._names_another(around, pair.passage, subject)
        if any(backing.passage is pair.passage for backing in self.backings.values()):
            return True
        bound = bound or pair.passage.reference in self.scope.cites
        return len((words | self._all_words) & pair.roots) >= (1 if bound and (pair.goes or pair.formula) else 2)

    # About the other side

    def _of_theirs(self, quantity: Quantity) -> Passage | None:
        words = self._words(quantity)
        for subject in self.theirs:
            for true, passage in _of_unit(quantity, subject):
                around = passage.reading.content
                if quantity.head and not quantity.unit and quantity.head not in around | GENERIC:
                    continue
                if _is_value(quantity, true) and (not words or words & around):
                    return passage
        return None

    # Missing

    def _missing(self, quantity: Quantity, rival: Passage | None) -> Part:
        """Return the part for a figure that nothing backs, with the nearest true value."""
        words = self._words(quantity)
        if rival is not None:
            message = f"{quantity.text}: the record says “{rival.text}”"
            return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, rival.source)
        for subject in self.scope.elsewhere if self.scope.is_bound else ():
            for true, passage in _of_unit(quantity, subject):
                if _is_value(quantity, true) and len(words & passage.reading.content) >= 2:
                    message = f"{quantity.text} stands in {passage.reference}, which this does not cite"
                    return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, passage.source)
        for kin in (True, False):
            for match in self.scope.matches(words, least=1)[:12]:
                found = [q for q in match.passage.reading.quantities if not q.is_article]
                if found and (not kin or any(q.unit == quantity.unit for q in found)):
                    message = f"{quantity.text}: the record says “{match.passage.text}”"
                    return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, match.passage.source)
        return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, f"nothing in the record says {quantity.text}")


def _of_unit(quantity: Quantity, subject: Subject) -> Iterator[tuple[Quantity, Passage]]:
    """Yield the figures of a subject that one as said may be compared with."""
    yield from subject.by_unit.get(quantity.unit, ())
    if quantity.unit in {"s", "month"}:
        yield from subject.by_unit.get("month" if quantity.unit == "s" else "s", ())
    if not quantity.unit and quantity.noun:
        # "Held it eleven times" for eleven classes; "twice" for two occasions.
        yield from subject.by_unit.get("x", ())
    if not quantity.unit and not quantity.noun:
        # Said without its unit, as in "from 31 minutes to 14".
        for unit, found in subject.by_unit.items():
            if unit:
                yield from found


def _is_value(said: Quantity, true: Quantity) -> bool:
    if {said.sense, true.sense} == {Sense.OVER, Sense.UNDER}:
        return False
    if true.unit == "x" and not said.unit:
        return close(said, true.value)
    if {said.unit, true.unit} == {"s", "month"} and not true.rate:
        mine, theirs = _seconds(said), _seconds(true)
        return mine >= _MONTH * 0.9 and abs(mine - theirs) <= 0.035 * theirs
    if said.is_inherited and said.unit == true.unit and close(said, true.raw, value=said.raw):
        return True
    if said.unit == true.unit:
        return close(said, true.value)
    return not said.unit and not said.noun and (close(said, true.raw) or close(said, true.value))


def _is_kin(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures measure the same kind of thing."""
    if one.unit != other.unit:
        far = max(_seconds(one), _seconds(other)) > _FAR * min(_seconds(one), _seconds(other))
        return {one.unit, other.unit} == {"s", "month"} and not far
    return bool(one.unit) or one.head == other.head


def _same_rate(said: Quantity, true: Quantity, passage: Passage) -> bool:
    if not said.rate:
        return True
    if true.rate:
        return said.rate == true.rate
    period = _PERIOD_ROOTS.get(said.rate, root(said.rate))
    words = passage.reading.content | passage.metric_words | passage.metric_told
    return period in words or not words & set(_PERIOD_ROOTS.values()) and said.rate not in PERIODS


def _seconds(quantity: Quantity) -> float:
    return quantity.value * _MONTH if quantity.unit == "month" else quantity.value


def way_of(passage: Passage, figure: Quantity | None = None) -> bool | None:
    """Tell whether what a passage tells of rose, None where it does not say, or not of the figure."""
    reading = passage.reading
    found = [quantity for quantity in reading.quantities if not quantity.is_article]
    if passage.metric is not None:
        return found[-1].value > found[0].value if len(found) > 1 and found[0].value != found[-1].value else None
    for first, second in zip(found, found[1:], strict=False):
        if first.unit == second.unit and figure in {None, first, second} and goes_to(reading, first, second):
            return None if first.value == second.value else second.value > first.value
    clause = reading.clause_at(figure.at) if figure else None
    near = reading.lower[clause.start : clause.end] if clause else reading.lower
    ways = {word in RISING for word in near if word in RISING or word in FALLING}
    ways |= {word == "up" for word in near if word in {"up", "down"}} if figure and figure.unit == "%" else set()
    return ways.pop() if len(ways) == 1 else None
