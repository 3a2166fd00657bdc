"""One sentence of prep in another language than English, against the record.

What is the same in all languages is checked: figures with their units, dates, employers, tools. What
the record calls them is not compared with the words around them, and how a sentence is put is not read.
"""

from collections.abc import Iterator

from prepsite.core.grounding.comparing import is_value
from prepsite.core.grounding.computing import close
from prepsite.core.grounding.dated import DateCheck
from prepsite.core.grounding.named import NameCheck
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.scope import Scope
from prepsite.core.grounding.verdict import Part, PartKind, Status

_SAME_EVERYWHERE = frozenset({PartKind.EMPLOYER, PartKind.TOOL})
_SCALES = {
    "tausend": 1e3,
    "tsd": 1e3,
    "mio": 1e6,
    "million": 1e6,
    "millionen": 1e6,
    "mrd": 1e9,
    "milliarde": 1e9,
    "milliarden": 1e9,
}
# "1 of 5", "two things": what talk itself counts.
_IDLE = 2


def parts_of_foreign(reading: Reading, scope: Scope) -> Iterator[Part]:
    """Yield the parts of a sentence that can be checked without knowing its language."""
    names = NameCheck(reading, scope, scope.record.names, about_them=False, to_them=False)
    yield from _figures(reading, scope)
    yield from DateCheck(reading, scope, names.workplaces, frozenset(), ()).parts()
    yield from (part for part in names.parts() if part.kind in _SAME_EVERYWHERE)


def _figures(reading: Reading, scope: Scope) -> Iterator[Part]:
    for quantity in reading.quantities:
        if quantity.is_article or (not quantity.unit and quantity.value <= _IDLE):
            continue
        found = _stated(reading, quantity, scope)
        if found is not None:
            yield Part(PartKind.FIGURE, quantity.text, Status.SUPPORTED, "", found.source)
        else:
            message = f"nothing that this cites says {quantity.text}"
            yield Part(PartKind.FIGURE, quantity.text, Status.UNVERIFIED, message)


def _stated(reading: Reading, quantity: Quantity, scope: Scope) -> Passage | None:
    """Return what says a figure: the team's size, or any of the figures of what is cited."""
    after = reading.tokens[quantity.end].lower.rstrip(".") if quantity.end < len(reading.tokens) else ""
    scale = _SCALES.get(after, 1.0)
    for subject in scope.near:
        if subject.passages and not quantity.unit and subject.team_size == quantity.value:
            return subject.passages[0]
        for true, passage in _measures(subject):
            if is_value(quantity, true) or _is_bare(quantity, true, scale):
                return passage
    return None


def _measures(subject: Subject) -> Iterator[tuple[Quantity, Passage]]:
    for found in subject.by_unit.values():
        yield from found


def _is_bare(said: Quantity, true: Quantity, scale: float) -> bool:
    """Tell whether a figure whose unit is said in words that nobody reads here has the record's value."""
    if said.unit:
        return said.unit == true.unit and close(said, true.raw, value=said.raw)
    exact = true.sense is Sense.EXACT
    return exact and (
        close(said, true.value, value=said.value * scale) or close(said, true.raw, value=said.raw)
    )
