"""When a figure as said is one of the record's: its value, its unit, its rate, and which way it went."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.grounding.computing import close, goes_to, is_turned
from prepsite.core.grounding.lexicon import FALLING, RISING
from prepsite.core.grounding.numerals import PERIODS, Sense
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.tokens import root

_MONTH = 365.25 / 12 * 86400
_FAR = 40
_PERIOD_ROOTS = {
    name: root(name) for name in ("day", "week", "month", "quarter", "year", "hour", "night", "shift")
}


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


def of_unit(quantity: Quantity, subject: Subject) -> Iterator[tuple[Quantity, Passage]]:
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


def is_value(said: Quantity, true: Quantity) -> bool:
    """Tell whether a figure as said is true of one of the record's, unit and all."""
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
        return said.value == true.value or close(said, true.value)
    return not said.unit and not said.noun and (close(said, true.raw) or close(said, true.value))


def is_kin(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures measure the same kind of thing."""
    if one.unit != other.unit:
        far = max(_seconds(one), _seconds(other)) > _FAR * min(_seconds(one), _seconds(other))
        return {one.unit, other.unit} == {"s", "month"} and not far
    return bool(one.unit) or one.head == other.head


def same_rate(said: Quantity, true: Quantity, passage: Passage) -> bool:
    """Tell whether "a week" is a week in the record too, with its figure or around it."""
    if not said.rate:
        return True
    if true.rate:
        return said.rate == true.rate
    period = _PERIOD_ROOTS.get(said.rate, root(said.rate))
    words = passage.reading.content | passage.metric_words | passage.metric_told
    return period in words or (not words & set(_PERIOD_ROOTS.values()) and said.rate not in PERIODS)


def _seconds(quantity: Quantity) -> float:
    return quantity.value * _MONTH if quantity.unit == "month" else quantity.value


def way_of(passage: Passage, figure: Quantity | None = None) -> bool | None:
    """Tell whether what a passage tells of rose, None where it does not say, or not of the figure."""
    reading = passage.reading
    found = list(reading.quantities)
    if passage.metric is not None:
        return (
            found[-1].value > found[0].value if len(found) > 1 and found[0].value != found[-1].value else None
        )
    for first, second in itertools.pairwise(found):
        if first.unit == second.unit and figure in {None, first, second} and goes_to(reading, first, second):
            rises = second.value > first.value
            return None if first.value == second.value else rises != is_turned(reading, first, second)
    clause = reading.clause_at(figure.at) if figure else None
    near = reading.lower[clause.start : clause.end] if clause else reading.lower
    ways = {word in RISING for word in near if word in RISING or word in FALLING}
    ways |= (
        {word == "up" for word in near if word in {"up", "down"}} if figure and figure.unit == "%" else set()
    )
    return ways.pop() if len(ways) == 1 else None
