"""Figures that follow from two figures of one source: a share, a difference, a ratio; with the computation."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.models.base import PartialDate

ALMOST = 0.1
OVER = 0.25
# From here on "about ten" may be nine.
_SMALL = 8
_FAR = 6
# Of a sentence with more figures than these only the first are joined.
_JOINED = 16


def close(said: Quantity, true: float, *, computed: bool = False, value: float | None = None) -> bool:
    """Tell whether a figure as said is true of a value, in the sense of the word before it."""
    value = said.value if value is None else value
    if abs(value - true) <= 1e-9 * max(1.0, abs(true)):
        return True
    if true <= 0 or value <= 0 or (said.sense is Sense.EXACT and not said.is_coarse and not computed):
        return False
    # Said to the thousand or the million, or to the whole percent of what was computed.
    fine = said.step if said.is_coarse or computed else 0.0
    if fine and abs(value - true) <= fine / 2 + 1e-9:
        return True
    match said.sense:
        case Sense.ABOUT:
            return abs(value - true) <= max(ALMOST * true, 1.0 if true >= _SMALL and said.unit == "" else 0.0)
        case Sense.OVER:
            return true * (1 - OVER) <= value <= true
        case Sense.UNDER:
            return true <= value <= true * (1 + OVER)
        case _:
            return False


@dataclass(frozen=True)
class Pair:
    """Two figures of one source: a metric's before and after, or two that a sentence joins.

    `goes` tells whether the one became the other; otherwise one may be a part of the other. With a
    `formula`, `after` is what it says: an amount a year, or a percentage of an amount. `scale` is how
    many of the base the unit is that the source is written in.
    """

    before: float
    after: float
    unit: str
    passage: Passage
    roots: frozenset[str]
    goes: bool
    formula: str = ""
    scale: float = 1.0


def pairs_of(subject: Subject, today: PartialDate | None) -> Iterator[Pair]:
    """Yield the before and after of each metric, and each two figures that one sentence joins."""
    for passage in subject.passages:
        found = list(passage.reading.quantities[:_JOINED])
        if not found:
            continue
        roots = passage.reading.content | passage.metric_words
        is_pair = passage.metric is not None and bool(passage.metric.before) and bool(passage.metric.after)
        if is_pair and len(found) >= 2 and found[0].unit == found[-1].unit:
            first, last = found[0], found[-1]
            yield Pair(first.value, last.value, first.unit, passage, roots, goes=True, scale=first.scale)
            continue
        yield from _yearly(passage, found, roots, today)
        yield from _of_amount(passage, found, roots)
        for n, first in enumerate(found):
            for second in found[n + 1 :]:
                if first.unit == second.unit:
                    goes = goes_to(passage.reading, first, second)
                    one, other = (
                        (second, first) if is_turned(passage.reading, first, second) else (first, second)
                    )
                    yield Pair(one.value, other.value, first.unit, passage, roots, goes, scale=first.scale)


def _yearly(
    passage: Passage, found: list[Quantity], roots: frozenset[str], today: PartialDate | None
) -> Iterator[Pair]:
    """Yield what is so much a year: of an amount over some years, or of a count since a date."""
    years = [quantity.value / 12 for quantity in found if quantity.unit == "month" and quantity.value >= 12]
    since = next((moment for moment in passage.reading.dates if moment.word == "since" and moment.year), None)
    if since and today:
        months = (today.year - since.year) * 12 + (today.month or 6) - (since.months[0] if since.months else 6)
        years += [months / 12] if months >= 12 else []
    for quantity in found if years else ():
        if quantity.unit not in {"month", "s", "%", "pp", "x"} and not quantity.rate:
            yearly = quantity.value / years[0]
            told = f"{_number(quantity.value)} in all, {_number(yearly)} a year"
            yield Pair(quantity.value, yearly, quantity.unit, passage, roots, goes=False, formula=told)


def _of_amount(passage: Passage, found: list[Quantity], roots: frozenset[str]) -> Iterator[Pair]:
    """Yield what a percentage of an amount is, where one sentence says both: "118% of 1.4 million"."""
    for share, amount in itertools.pairwise(found):
        between = passage.reading.lower[share.end : amount.at]
        if share.unit == "%" and "of" in between and amount.unit not in {"%", "s", "month", "x"}:
            part = amount.value * share.value / 100
            told = f"{_number(share.value)}% of {_number(amount.value)} = {_number(part)}"
            yield Pair(amount.value, part, amount.unit, passage, roots, goes=False, formula=told)


def is_turned(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Tell whether a sentence says what it became before what it was: "11 items, against 64"."""
    between = reading.lower[first.end : second.at]
    return len(between) <= _FAR and ("instead" in between or "against" in between)


def goes_to(reading: Reading, first: Quantity, second: Quantity) -> bool:
    """Tell whether a sentence goes from one figure to another, or sets the one against the other."""
    before = reading.lower[max(0, first.at - 3) : first.at]
    between = reading.lower[first.end : second.at]
    if is_turned(reading, first, second):
        return True
    if len(between) <= 3 and ("down" in between or "up" in between) and "to" in between:
        return True
    return "from" in before and len(between) <= 6 and ("to" in between or "–" in between)


def computed(said: Quantity, pair: Pair, *, is_change: bool = False) -> str:
    """Return how a figure follows from a pair, or an empty text; `is_change`: it is said after "by"."""
    if pair.formula:
        fits = said.unit in {pair.unit, ""} and ("a year" not in pair.formula or said.rate == "year")
        return pair.formula if fits and close(said, pair.after, computed=True) else ""
    if said.unit == "%":
        return _share(said, pair, is_change=is_change)
    high, low = max(pair.before, pair.after), min(pair.before, pair.after)
    difference = high - low
    if said.unit == "pp":
        fits = pair.unit == "%" and close(said, difference, computed=True)
        return f"{_number(high)} − {_number(low)} = {_number(difference)} points" if fits else ""
    high_told, low_told = _number(high / pair.scale), _number(low / pair.scale)
    if said.unit == "x":
        fits = low > 0 and close(said, high / low, computed=True)
        return f"{high_told} / {low_told} = {high / low:.1f}" if fits else ""
    if said.unit == pair.unit and pair.goes and close(said, difference) and said.value != pair.before:
        return f"{high_told} − {low_told} = {_number(difference / pair.scale)}"
    return ""


def _share(said: Quantity, pair: Pair, *, is_change: bool) -> str:
    """Return how a percentage follows: of the change, or of a part."""
    before, after = pair.before, pair.after
    high, low = max(before, after), min(before, after)
    high_told, low_told = _number(high / pair.scale), _number(low / pair.scale)
    if low <= 0:
        return f"{high_told} → 0 = 100%" if said.value == 100 and pair.goes and after == 0 else ""
    if pair.goes:
        share = (high - low) / before * 100
        if close(said, share, computed=True):
            return f"({high_told} − {low_told}) / {_number(before / pair.scale)} = {share:.0f}%"
        left = after / before * 100
        if after < before and not is_change and close(said, left, computed=True):
            return f"{low_told} / {high_told} = {left:.0f}%"
        return ""
    if pair.unit in {"%", "s", "month", "x"}:
        return ""
    share = low / high * 100
    return f"{low_told} / {high_told} = {share:.0f}%" if close(said, share, computed=True) else ""


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
