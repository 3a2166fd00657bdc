"""Checks that what a sentence joins as cause and result is of one project, and not of two."""

from collections.abc import Iterator

from prepsite.core.grounding.passages import Subject
from prepsite.core.grounding.reading import Clause, Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status

_JOINS: tuple[tuple[str, ...], ...] = (
    ("as", "a", "result"), ("after", "which"), ("and", "so"), ("which", "meant"), ("so", "that"),
    ("therefore",),
    ("thereby",), ("resulting", "in"), ("leading", "to"), ("which", "led", "to"), ("as", "a", "consequence"),
    ("thanks", "to", "this"), ("because", "of", "that"), ("so",), ("whereupon",), ("which", "brought"),
    ("which", "cut"),
)  # fmt: skip
_BY_FIRST = {
    first: tuple(join for join in _JOINS if join[0] == first) for first in {join[0] for join in _JOINS}
}
_LEAST = 2
_CLEAR = 2


class JoinCheck:
    """Checks the joins of one sentence against the projects it may be about."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope

    def parts(self) -> Iterator[Part]:
        """Yield a part where the result is told of another project than the cause."""
        at = self._join()
        if at is None:
            return
        first = self.reading.roots_in(Clause(0, at))
        second = self.reading.roots_in(Clause(at, len(self.reading.tokens)))
        cause, result = self._about(first), self._about(second)
        if cause is None or result is None or cause.reference == result.reference:
            return
        if _shared(result, second) < _shared(cause, second) + _CLEAR or _shared(cause, first) <= _shared(
            result, first
        ):
            return
        text = self.reading.between(at, len(self.reading.tokens))
        message = f"what comes before is of {cause.reference}; this the record tells of {result.reference}"
        yield Part(PartKind.JOIN, text, Status.UNVERIFIED, message, result.passages[0].source)

    def _join(self) -> int | None:
        lower = self.reading.lower
        for at in range(2, len(lower)):
            if any(lower[at : at + len(join)] == join for join in _BY_FIRST.get(lower[at], ())):
                return at
        return None

    def _about(self, roots: frozenset[str]) -> Subject | None:
        ranked = self.scope.ranked(roots)
        if not ranked or _shared(ranked[0][1], roots) < _LEAST:
            return None
        return ranked[0][1]


def _shared(subject: Subject, roots: frozenset[str]) -> int:
    """Return how many of the roots one passage of a subject says together, at most."""
    return max(subject.closest(roots).values(), default=0)
