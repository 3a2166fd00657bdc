"""Checks a sentence's figures: each with its unit and its noun, against the figures of the record.

A figure is supported where the record has the value of the same thing, and derived where it
follows from one metric, one sentence or one span of dates; never from two sources that nobody joined.
"""

from collections.abc import Iterable, Iterator

from prepsite.core.grounding.comparing import Backing, is_value, of_unit, same_rate, way_of
from prepsite.core.grounding.computing import Pair, computed
from prepsite.core.grounding.lexicon import GENERIC, LISTED
from prepsite.core.grounding.likeness import FEW, Likeness
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.spans import duration_of
from prepsite.core.grounding.teams import TeamCheck
from prepsite.core.grounding.verdict import Part, PartKind, Status

_IDLE = 6
_STRONG = 2


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
        self.likeness = Likeness(reading, scope, hidden)
        self.theirs = tuple(theirs)
        self.backings: dict[int, Backing] = {}

    def parts(self) -> Iterator[Part]:
        """Yield a part for each figure."""
        team = TeamCheck(self.reading, self.scope)
        for quantity in self.reading.quantities:
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
        if not quantity.unit and (
            quantity.value == 0 or (quantity.value == 1 and before not in {"to", "from"})
        ):
            # "Zero" is what the record calls none, "1 of 8" what it calls one.
            return None
        rival = self.likeness.rival(quantity, None)
        duration = None if rival else duration_of(quantity, self.reading, self.scope)
        if duration:
            return Part(
                PartKind.DURATION, quantity.text, Status.DERIVED, duration.told, duration.passage.source
            )
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
            return not self.likeness.is_retold(quantity)
        before = self.reading.lower[max(0, quantity.at - 2) : quantity.at]
        if (
            before[-1:] in {("the",), ("these",), ("those",), ("other",), ("first",), ("last",)}
            and not quantity.head
        ):
            return True
        if not quantity.spelled.isalpha():
            return False
        paired = bool({"from", "to", "than", "instead"} & set(before))
        return not quantity.noun and not paired and not self.likeness.is_retold(quantity)

    # What the figure is said of

    # Direct

    def _direct(self, quantity: Quantity) -> Backing | None:
        """Return what backs a figure, by the words of its clause, of its sentence, or of the one before."""
        for backing in self.backings.values():
            for true in backing.passage.reading.quantities if not quantity.noun and not quantity.unit else ():
                if is_value(quantity, true) and same_rate(quantity, true, backing.passage):
                    return Backing(1.0, backing.passage, backing.subject, "", way_of(backing.passage, true))
        words = self.likeness.words(quantity)
        found = self._backed(quantity, words, 1)
        if found is None and self.likeness.all_words - words:
            found = self._backed(quantity, self.likeness.all_words, 2)
        if found is None and len(words) <= FEW:
            found = self._backed(quantity, words | self.likeness.told(self.before.content), 2)
        return found or self._only(quantity)

    def _only(self, quantity: Quantity) -> Backing | None:
        """Return a measure of the cited projects in quite other words, where none of theirs competes for it."""
        if not quantity.unit or self.likeness.rival(quantity, None) is not None:
            return None
        words = self.likeness.words(quantity)
        for subject in self.scope.near:
            for true, passage in subject.by_unit.get(quantity.unit, ()) if self.scope.parts_cited else ():
                if passage.reference in self.scope.parts_cited and is_value(quantity, true):
                    return Backing(0.5, passage, subject)
        for subject in self.scope.projects:
            if any(words & passage.metric_words for passage in subject.passages):
                continue
            for true, passage in subject.by_unit.get(quantity.unit, ()):
                if passage.metric is None and is_value(quantity, true) and same_rate(quantity, true, passage):
                    return Backing(0.5, passage, subject)
        return None

    def _backed(self, quantity: Quantity, words: frozenset[str], least: int) -> Backing | None:
        best: Backing | None = None
        for subject in self.scope.near:
            for true, passage in of_unit(quantity, subject):
                if not is_value(quantity, true) or not same_rate(quantity, true, passage):
                    continue
                strength = self.likeness.strength(quantity, true, passage, subject, words, least)
                if strength and (best is None or strength > best.strength):
                    best = Backing(strength, passage, subject, "", way_of(passage, true))
        return best if best and self.likeness.rival(quantity, best) is None else None

    # Derived

    def _derived(self, quantity: Quantity) -> Backing | None:
        words = self.likeness.words(quantity)
        if len(words) <= FEW:
            words |= self.likeness.told(self.before.content)
        is_change = "by" in self.reading.lower[max(0, quantity.at - 3) : quantity.at]
        for subject in self.scope.near:
            bound = subject.reference in self.scope.bound
            for pair in self.scope.record.pairs(subject):
                told = computed(quantity, pair, is_change=is_change)
                if quantity.head and not quantity.unit and quantity.head not in pair.roots | GENERIC:
                    continue
                if told and self._is_of(words, pair, subject, bound=bound):
                    rises = pair.after > pair.before if pair.goes else None
                    return Backing(1.0, pair.passage, subject, told, rises)
        return None

    def _is_of(self, words: frozenset[str], pair: Pair, subject: Subject, *, bound: bool) -> bool:
        if pair.passage.metric is not None:
            around = words | self.likeness.all_words
            return bool(around & pair.roots) and not self.likeness.names_another(around, pair.passage, subject)
        if any(backing.passage is pair.passage for backing in self.backings.values()):
            return True
        bound = bound or pair.passage.reference in self.scope.cites
        return len((words | self.likeness.all_words) & pair.roots) >= (
            1 if bound and (pair.goes or pair.formula) else 2
        )

    # About the other side

    def _of_theirs(self, quantity: Quantity) -> Passage | None:
        words = self.likeness.words(quantity)
        for subject in self.theirs:
            for true, passage in of_unit(quantity, subject):
                around = passage.reading.content
                if quantity.head and not quantity.unit and quantity.head not in around | GENERIC:
                    continue
                if is_value(quantity, true) and (not words or words & around):
                    return passage
        return None

    # Missing

    def _missing(self, quantity: Quantity, rival: Passage | None) -> Part:
        """Return the part for a figure that nothing backs, with the nearest true value."""
        words = self.likeness.words(quantity)
        if rival is not None:
            message = f"{quantity.text}: the record says “{rival.text}”"
            return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, rival.source)
        for subject in self.scope.elsewhere if self.scope.is_bound else ():
            for true, passage in of_unit(quantity, subject):
                if is_value(quantity, true) and len(words & passage.reading.content) >= 2:
                    message = f"{quantity.text} stands in {passage.reference}, which this does not cite"
                    return Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, passage.source)
        for kin in (True, False):
            for match in self.scope.matches(words, least=1)[:12]:
                found = match.passage.reading.quantities
                if found and (not kin or any(q.unit == quantity.unit for q in found)):
                    message = f"{quantity.text}: the record says “{match.passage.text}”"
                    return Part(
                        PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message, match.passage.source
                    )
        return Part(
            PartKind.FIGURE, quantity.text, Status.UNVERIFIED, f"nothing in the record says {quantity.text}"
        )
