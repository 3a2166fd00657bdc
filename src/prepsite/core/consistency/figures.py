"""Figures of the same thing: of one project, in one unit, with the same words around them."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepsite.core.consistency.pay import pays
from prepsite.core.consistency.sayings import ARTICLES, Saying
from prepsite.core.consistency.subjects import Subjects
from prepsite.core.grounding.numerals import UNITS, Sense
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.tokens import root

_NEAR, _COMMON = 7, 2
# Words around a figure that say nothing of what was measured.
_EMPTY_SAID = (
    "fell rose cut reduced increased improved went came brought year month week day hour minute second people "
    "person euros percent total half time first last work project team"
)
_EMPTY = frozenset(root(word) for word in (*_EMPTY_SAID.split(), *(word for word in UNITS if len(word) > 2)))
_CHANGES = frozenset({"to", "–", "—"})
# "3 per 1,000 days": a thousand is no figure of its own.
_SHARES = frozenset({"per", "every", "each"})
_DIFFERENCES_SAID = (
    "faster slower sooner early earlier late later less more longer shorter lower higher fewer ahead "
    "behind better worse away ago off"
)
_DIFFERENCES = frozenset(_DIFFERENCES_SAID.split())
_ABOUT = 0.1


@dataclass(frozen=True)
class Figures:
    """The figures of one thing in a saying: what they count or measure, and the words around them.

    `known` are the figures of the projects in that unit.
    """

    quantities: tuple[Quantity, ...]
    unit: str
    noun: frozenset[str]
    roots: frozenset[str]
    projects: frozenset[str]
    known: tuple[Quantity, ...]
    saying: Saying

    @property
    def text(self) -> str:
        """Return the figures as said."""
        said = (self.saying.words(each.at, each.end) for each in self.quantities)
        return " and ".join(dict.fromkeys(said))


def figures(saying: Saying, subjects: Subjects) -> tuple[Figures, ...]:
    """Return the figures of a saying, those of one thing together; pay is not among them."""
    taken = pays(saying)
    if taken:
        return ()
    projects = subjects.projects(saying)
    if not projects:
        return ()
    return tuple(_grouped(saying, projects, subjects))


def figures_differ(one: Figures, other: Figures) -> bool:
    """Tell whether two sayings give other figures of the same thing.

    Each has then one that the other has not: who says less contradicts nobody.
    """
    if one.unit != other.unit or not one.projects & other.projects:
        return False
    if len(one.projects) > 1 and len(other.projects) > 1 and one.projects != other.projects:
        return False
    common = one.roots & other.roots
    if one.unit:
        if len(common) < _COMMON:
            return False
    elif not one.noun & other.noun or not common - one.noun - other.noun:
        return False
    here, there = _others(one, other), _others(other, one)
    if not here or not there:
        return False
    # A project may count one thing in two ways: what its own text has, contradicts nothing it has.
    return not all(any(_agree(figure, known) for known in one.known) for figure in (*here, *there))


def is_backed(one: Figures) -> bool:
    """Tell whether the projects' own texts have all the figures."""
    return all(any(_agree(figure, known) for known in one.known) for figure in one.quantities)


def _grouped(saying: Saying, projects: frozenset[str], subjects: Subjects) -> Iterator[Figures]:
    reading = saying.reading
    groups: list[list[Quantity]] = []
    for figure in reading.quantities:
        shares = figure.at > 0 and reading.lower[figure.at - 1] in _SHARES
        if shares or figure.spelled.casefold() in ARTICLES or _is_difference(reading.lower, figure):
            continue
        last = groups[-1][-1] if groups else None
        between = reading.lower[last.end : figure.at] if last else ()
        paired = last is not None and last.unit == figure.unit and len(between) == 1 and between[0] in _CHANGES
        if paired:
            groups[-1].append(figure)
        else:
            groups.append([figure])
    for group in groups:
        first, last = group[0], group[-1]
        noun = frozenset(word for figure in group for word in figure.noun[:1])
        if not first.unit and not noun:
            continue
        roots = frozenset(_near(saying, first.at, last.end)) - _EMPTY
        known = tuple(each for each in subjects.figures(projects) if each.unit == first.unit)
        yield Figures(tuple(group), first.unit, noun, roots, projects, known, saying)


def _is_difference(lower: tuple[str, ...], figure: Quantity) -> bool:
    """Tell whether a figure says by how much something changed: "5 days early", "by 20%"."""
    return bool(_DIFFERENCES & set(lower[figure.end : figure.end + 1])) or lower[max(0, figure.at - 1)] == "by"


def _near(saying: Saying, start: int, end: int) -> Iterable[str]:
    """Return the roots of the words around figures, within their clause."""
    lower = saying.reading.lower
    first = max((at + 1 for at in range(start) if lower[at] in {";", ":", ",", "and"}), default=0)
    last = next((at for at in range(end, len(lower)) if lower[at] in {";", ":", ",", "and", "."}), len(lower))
    return [
        word
        for at, word in saying.reading.placed_roots
        if max(first, start - _NEAR) <= at < min(last, end + _NEAR) and not start <= at < end
    ]


def _others(one: Figures, other: Figures) -> list[Quantity]:
    """Return the figures of one that the other's whole sentence has not, in that unit."""
    known = [figure for figure in other.saying.reading.quantities if figure.unit in {one.unit, ""}]
    return [figure for figure in one.quantities if not any(_agree(figure, each) for each in known)]


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.rate and other.rate and one.rate != other.rate:
        return True
    for a, b in ((one, other), (other, one)):
        if a.sense is Sense.OVER and b.value >= a.value:
            return True
        if a.sense is Sense.UNDER and b.value <= a.value:
            return True
    if Sense.ABOUT in {one.sense, other.sense}:
        return math.isclose(one.value, other.value, rel_tol=_ABOUT)
    # The coarser of the two may be the other one rounded: 1.2 s is 1,240 ms.
    step = max(one.step, other.step)
    return abs(one.value - other.value) <= (step / 2 if one.step != other.step else 0) + 1e-9 * abs(one.value)
