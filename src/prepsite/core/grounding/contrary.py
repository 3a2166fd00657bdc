"""Checks which way a sentence says something went, and words that turn its source round."""

import itertools
from collections.abc import Iterator, Mapping

from prepsite.core.grounding.comparing import Backing, way_of
from prepsite.core.grounding.lexicon import FALLING, OPPOSITES, RISING
from prepsite.core.grounding.passages import Passage
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Clause, Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status

_MORE = frozenset({"more", "higher", "longer", "larger", "greater", "up"})
_LESS = frozenset({"fewer", "less", "lower", "shorter", "smaller", "down", "cheaper"})
_FASTER = frozenset({"faster", "quicker"})
_SLOWER = frozenset({"slower"})
_MOST, _SOME = 0.6, 0.5
_OPPOSED = frozenset(word for pair in OPPOSITES for side in pair for word in side)
_REACH = 8
_FAR = 16


class DirectionCheck:
    """Checks the directions of one sentence; `backings` says what backs the figure at a token position."""

    def __init__(self, reading: Reading, scope: Scope, backings: Mapping[int, Backing]) -> None:
        self.reading = reading
        self.scope = scope
        self.backings = backings

    def parts(self) -> Iterator[Part]:
        """Yield a part for each word that says the contrary of its figures or of its source."""
        for at, word in enumerate(self.reading.lower):
            rises = self._way(at, word)
            wrong = self._against_figures(at, rises) if rises is not None else None
            if wrong is None and (word in RISING or word in FALLING):
                wrong = self._against_source(at, word in RISING)
            if wrong is not None:
                message, passage = wrong
                source = passage.source if passage else None
                yield Part(PartKind.POLARITY, word, Status.UNVERIFIED, f"“{word}”: {message}", source)
                return
        yield from self._ordinals()
        yield from self._opposites()

    def _ordinals(self) -> Iterator[Part]:
        """Compare "the third month" with the month of the passage that says almost the same."""
        for number, noun in self.reading.ordinals:
            for match in self.scope.matches(self.reading.content, least=2)[:3]:
                theirs = [each for each, counted in match.passage.reading.ordinals if counted == noun]
                if theirs and number not in theirs and match.shared >= _SOME * len(self.reading.content):
                    message = f"number {number}: the record says “{match.passage.text}”"
                    yield Part(PartKind.FIGURE, str(number), Status.UNVERIFIED, message, match.passage.source)
                    return

    def _way(self, at: int, word: str) -> bool | None:
        """Return whether a word says that something rose, None where it says neither."""
        if word in RISING or word in FALLING:
            return word in RISING
        after = self.reading.lower[at + 1] if at + 1 < len(self.reading.lower) else ""
        if word in _MORE | _LESS | _FASTER | _SLOWER and after != "than":
            leads = word in {"up", "down"} and after in {"from", "to", "by"}
            near = [
                q for q in self.reading.quantities if 0 <= at - q.end <= 1 or (leads and 0 < q.at - at <= 3)
            ]
            if not near or near[0].unit == "x":
                return None
            if word in _FASTER | _SLOWER:
                return word in _SLOWER
            return word in _MORE
        return None

    def _against_figures(self, at: int, rises: bool) -> tuple[str, Passage | None] | None:
        clause = self.reading.clause_at(at)
        figures = self.reading.quantities
        inside = [q for q in figures if clause.start <= q.at < clause.end and abs(q.at - at) <= _FAR]
        after = [q for q in inside if q.at > at]
        if not after and self.reading.lower[at] in _MORE | _LESS | _FASTER | _SLOWER:
            after = inside
        pair = self._pair(after) or (self._pair(inside) if self.reading.lower[at] in {"up", "down"} else None)
        if pair is not None:
            first, second = pair
            if first.value != second.value and (second.value > first.value) != rises:
                return f"from {first.text} to {second.text}", None
            return None
        for quantity in (q for q in after[:1] if abs(q.at - at) <= _REACH and self._is_change(q)):
            backing = self.backings.get(quantity.at)
            if backing is not None and backing.rises is not None and backing.rises != rises:
                return f"the record says “{backing.passage.text}”", backing.passage
        return None

    def _is_change(self, quantity: Quantity) -> bool:
        """Tell whether a figure says how far or where something went, and not how much of it there is."""
        before = set(self.reading.lower[max(0, quantity.at - 3) : quantity.at])
        return (
            quantity.unit in {"%", "pp"}
            or bool(before & {"to", "from", "by"})
            or self.reading.lower[quantity.end : quantity.end + 1]
            in {("less",), ("more",), ("fewer",), ("lower",), ("higher",)}
        )

    def _pair(self, found: list[Quantity]) -> tuple[Quantity, Quantity] | None:
        """Return the first and the last of "from A to B", whichever is said first."""
        lower = self.reading.lower
        for first, second in itertools.pairwise(found):
            if first.unit != second.unit and first.unit and second.unit:
                continue
            before = set(lower[max(0, first.at - 3) : first.at])
            between = set(lower[first.end : second.at])
            if "from" in before and "to" in between:
                return first, second
            if "to" in before and "from" in between:
                return second, first
            if {"down", "to"} <= between or {"up", "to"} <= between:
                return first, second
        return None

    def _against_source(self, at: int, rises: bool) -> tuple[str, Passage | None] | None:
        """Compare a direction without figures of its own with the closest passage that says one."""
        clause = self.reading.clause_at(at)
        if any(clause.start <= place < clause.end for place in self.backings):
            return None
        roots = self.reading.roots_in(clause) - {self.reading.tokens[at].root}
        for match in self.scope.matches(roots, least=min(2, len(roots)) or 1)[:3]:
            if match.shared < _MOST * len(roots):
                return None
            theirs = way_of(match.passage)
            if theirs is not None:
                return (f"the record says “{match.passage.text}”", match.passage) if theirs != rises else None
        return None

    def _opposites(self) -> Iterator[Part]:
        """Compare words that turn a statement round with those of the passage that says almost the same."""
        for clause in self.reading.clauses:
            roots = self.reading.roots_in(clause)
            roots = roots if len(roots) > 1 else self.reading.content
            if len(roots) < 2 or not _OPPOSED & set(self.reading.lower[clause.start : clause.end]):
                continue
            for match in self.scope.matches(roots, least=2)[:2]:
                if match.shared < _MOST * len(roots):
                    break
                word = _turned(self.reading, clause, match.passage.reading)
                if word:
                    message = f"“{word}”: the record says “{match.passage.text}”"
                    yield Part(PartKind.POLARITY, word, Status.UNVERIFIED, message, match.passage.source)
                    return


def _turned(mine: Reading, clause: Clause, theirs: Reading) -> str:
    """Return a word of a clause whose opposite stands in the same place of the other text, or an empty text."""
    words = set(mine.lower[clause.start : clause.end])
    for one, other in OPPOSITES:
        for said, true in ((one, other), (other, one)):
            here, there = words & said, theirs.words & true
            if here and there and not theirs.words & said and not words & true:
                word = next(iter(sorted(here)))
                if _neighbours(mine, word) & _neighbours(theirs, next(iter(sorted(there)))):
                    return word
    return ""


def _neighbours(reading: Reading, word: str) -> frozenset[str]:
    """Return the words beside a word, with which it says what it says."""
    at = reading.lower.index(word)
    near = reading.tokens[max(0, at - 1) : at] + reading.tokens[at + 1 : at + 3]
    return frozenset(token.root for token in near if token.kind in {"word", "number"})
