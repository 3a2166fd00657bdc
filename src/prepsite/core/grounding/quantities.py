"""Figures in a text: value, unit, rate, the word before it that bends it, and the noun after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prepsite.core.grounding.lexicon import MONTHS, STOP
from prepsite.core.grounding.numerals import (
    CURRENCY,
    GLUED_ONLY,
    GLUED_UNITS,
    MAGNITUDES,
    NUMERALS,
    PERIODS,
    SENSES,
    UNITS,
    Sense,
)
from prepsite.core.grounding.tokens import Token

NOUN_WORDS = 4
_SKIPPED = frozenset("the a an of our my their its his her all other more new different separate further".split())
_ENDS = frozenset(
    """in with for at from to by on during after before and or but that which who when while because so than as into
    over under without within between per each every against until since through is was were are had has have did
    do does be been being will would could can may not""".split()
)
_RANGES = frozenset({"–", "—", "-", "to"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as said: `value` counts in the base of its unit; `step` is how fine it was said.

    `unit` is empty for a plain count; `rate` is the period after "a" or "per". `noun` holds the
    roots of the words that say what is counted. `at` and `end` are token positions.
    """

    value: float
    unit: str
    noun: tuple[str, ...]
    at: int
    end: int
    text: str
    rate: str = ""
    sense: Sense = Sense.EXACT
    step: float = 0.0
    spelled: str = ""
    raw: float = 0.0


def quantities(found: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the figures of a text, in order; years, dates and numbers within names are not figures."""
    return tuple(_shared_units(list(_each(found)), [token.text.lower() for token in found]))


def number_at(found: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return (value, step, next position) of the number that begins at a token, or None."""
    token = found[at]
    if token.kind == "number":
        digits = token.text.translate({ord(c): None for c in ",\u2009\u202f\u00a0"})
        value = float(digits)
        step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 1.0
        return _magnified(found, at + 1, value, step)
    word = token.text.lower()
    if token.kind != "word" or word not in NUMERALS:
        return None
    value, after = float(NUMERALS[word]), at + 1
    if after < len(found) and value in range(20, 100, 10) and found[after].text == "-":
        unit = NUMERALS.get(found[after + 1].text.lower(), 99) if after + 1 < len(found) else 99
        if unit < 10:
            value, after = value + unit, after + 2
    if _texts(found, after, 3) == ("and", "a", "half"):
        return value + 0.5, 0.5, after + 3
    return _magnified(found, after, value, 1.0)


def _magnified(found: Sequence[Token], after: int, value: float, step: float) -> tuple[float, float, int]:
    while after < len(found) and found[after].kind == "word":
        word = found[after].text.lower()
        glued = found[after].start == found[after - 1].end
        if word not in MAGNITUDES or (word in GLUED_ONLY and not glued):
            break
        if word == "m" and _is_metre(found, after):
            break
        value, step, after = value * MAGNITUDES[word], step * MAGNITUDES[word], after + 1
    if _texts(found, after, 1) == ("hundred",):
        value, after = value * 100, after + 1
    return value, step, after


def _is_metre(found: Sequence[Token], at: int) -> bool:
    """Tell whether a small m after a figure is a metre: a million is written M, or comes before a noun."""
    return found[at].text == "m" and not (at >= 2 and found[at - 2].text in CURRENCY)


def _texts(found: Sequence[Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(token.text.lower() for token in found[at : at + count])


def _each(found: Sequence[Token]) -> Iterator[Quantity]:
    at = 0
    while at < len(found):
        number = number_at(found, at)
        if number is None or _is_no_figure(found, at, number):
            at += 1
            continue
        value, step, after = number
        unit, scale, after = _unit(found, at, after)
        rate, after_rate = _rate(found, after)
        yield Quantity(
            value * scale,
            unit,
            _noun(found, after_rate),
            at,
            after_rate,
            " ".join(token.text for token in found[at:after_rate]),
            rate,
            _sense(found, at, after_rate),
            step * scale,
            found[at].text,
            value,
        )
        at = max(after_rate, at + 1)


def _is_no_figure(found: Sequence[Token], at: int, number: tuple[float, float, int]) -> bool:
    token, (value, _, after) = found[at], number
    following = found[after] if after < len(found) else None
    glued = following is not None and following.start == found[after - 1].end
    if token.kind == "number" and glued and following and following.text.lower() in _ORDINALS:
        return True
    if token.kind == "word" and value == 1:
        return not (following and following.text.lower() in UNITS)
    if token.kind == "word" and token.text[0].isupper() and at > 0 and found[at - 1].kind == "word" and token.text != "I":
        return found[at - 1].is_capital
    if is_year(token) and after == at + 1 and not (following and following.text in UNITS):
        return True
    return _in_date(found, at, after) or _in_name(found, at)


def is_year(token: Token) -> bool:
    """Tell whether a token is a year of somebody's career, by its looks."""
    return token.kind == "number" and len(token.text) == 4 and token.text.isdigit() and 1950 <= int(token.text) <= 2059


def _in_date(found: Sequence[Token], at: int, after: int) -> bool:
    """Tell whether a number is the day of a date: 6 May, May 6, 2021-03."""
    near = [found[n].text for n in (at - 1, after) if 0 <= n < len(found)]
    if any(word.lower() in MONTHS and (word[0].isupper()) for word in near):
        value = found[at].text
        return value.isdigit() and int(value) <= 31
    if at > 1 and found[at - 1].text in "-/" and is_year(found[at - 2]):
        return found[at].start == found[at - 1].end
    return at > 1 and found[at - 1].text == ":" and found[at].start == found[at - 1].end and found[at - 2].kind == "number"


def _in_name(found: Sequence[Token], at: int) -> bool:
    """Tell whether a number belongs to the name before it: ISO 20022, Java 17, Level 3, BS 7671."""
    before = found[at - 1] if at else None
    if before is None or found[at].kind != "number" or before.kind != "word":
        return False
    if before.start == 0 and before.text[1:].islower():
        return before.text.lower() in _NUMBERED
    return before.is_capital and before.text.lower() not in MONTHS and before.text != "I" and before.end < found[at].start


_NUMBERED = frozenset("step phase level band grade section chapter part version table figure room unit class".split())


def _unit(found: Sequence[Token], at: int, after: int) -> tuple[str, float, int]:
    """Return (base unit, how many of it, next position) for the unit around a number."""
    if at > 0 and found[at - 1].text in CURRENCY:
        return (*UNITS[found[at - 1].text], after)
    if at > 0 and found[at - 1].text.lower() in {"eur", "usd", "gbp", "chf"}:
        return (*UNITS[found[at - 1].text.lower()], after)
    if after < len(found) and found[after].text == "-" and found[after].start == found[after - 1].end:
        after += 1
    two = " ".join(_texts(found, after, 2))
    fraction = _FRACTIONS.get(two.split(" ")[0]) if two else None
    if fraction and (fraction != 4 or two == "quarters of"):
        return "%", 100 / fraction, after + 1
    if two in UNITS:
        return (*UNITS[two], after + 2)
    word = found[after].text.lower() if after < len(found) else ""
    if word in UNITS and (word not in GLUED_UNITS or _is_letter_unit(found, after)):
        return (*UNITS[word], after + 1)
    for n in range(after, min(after + 3, len(found))):
        # "38 working hours", "17 calendar days": the unit after one word that bends it.
        if found[n].text.lower() in {"working", "calendar", "full", "whole", "consecutive", "business", "straight", "short", "long", "busy"}:
            continue
        if n > after and found[n].text.lower() in UNITS and found[n].text.lower() not in GLUED_UNITS:
            return (*UNITS[found[n].text.lower()], n + 1)
        break
    return "", 1.0, after


_FRACTIONS = {"third": 3, "thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}


def _is_letter_unit(found: Sequence[Token], at: int) -> bool:
    """Tell whether a letter after a figure is its unit: it touches it, or is written as units are."""
    return found[at].start == found[at - 1].end or found[at].text in {"s", "h", "m", "g", "A", "V", "W"}


def _rate(found: Sequence[Token], after: int) -> tuple[str, int]:
    first, second = (*_texts(found, after, 2), "", "")[:2]
    if first in {"a", "an", "per", "each", "every", "/"} and second in PERIODS:
        return PERIODS[second], after + 2
    return (PERIODS[first], after + 1) if first.endswith("ly") and first in PERIODS else ("", after)


def _noun(found: Sequence[Token], after: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in found[after : after + NOUN_WORDS + 4]:
        word = token.text.lower()
        if words == [] and (token.kind == "number" or word in NUMERALS):
            continue
        if token.kind != "word" or word in _ENDS:
            break
        if word not in _SKIPPED and word not in STOP:
            words.append(token.root)
        if len(words) == NOUN_WORDS:
            break
    return tuple(words)


def _sense(found: Sequence[Token], at: int, after: int) -> Sense:
    before = at - 1 if at and found[at - 1].text in CURRENCY else at
    for length in (3, 2, 1):
        phrase = " ".join(_texts(found, max(0, before - length), min(length, before)))
        if phrase in SENSES:
            return SENSES[phrase]
    if _texts(found, after, 2) == ("or", "so") or _texts(found, after, 1) in {("odd",), ("ish",)}:
        return Sense.ABOUT
    if found[after : after + 1] and found[after].text == "+":
        return Sense.OVER
    return Sense.EXACT


_JOINS = frozenset({"to", "and", "or", "–", "—", "-", "then"})
_COMPARES = frozenset({"to", "from", "of", "than", "against", "for", "by"})


def _shared_units(found: list[Quantity], texts: Sequence[str]) -> list[Quantity]:
    """Give a figure said without a unit that of the one it is paired with: "from 2,400 to 380 ms"."""
    for n in range(len(found) - 1, 0, -1):
        first, second = found[n - 1], found[n]
        between = texts[first.end : second.at]
        if not first.unit and not first.noun and (second.unit or second.noun) and len(between) == 1 and between[0] in _JOINS:
            found[n - 1] = _like(first, second)
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        between = texts[first.end : second.at]
        changed_by = first.at > 0 and texts[first.at - 1] == "by"
        if changed_by or not between or len(between) > 5 or between[-1] not in _COMPARES:
            continue
        if not second.unit and not second.noun and first.unit:
            found[n] = _like(second, first)
    return found


def _like(figure: Quantity, other: Quantity) -> Quantity:
    scale = _scale_of(other)
    return replace(
        figure,
        value=figure.value * scale,
        step=figure.step * scale,
        unit=other.unit,
        rate=figure.rate or other.rate,
        noun=other.noun,
    )


def _scale_of(quantity: Quantity) -> float:
    """Return how many of the base unit one of its unit as said is."""
    words = quantity.text.split()
    for length in (2, 1):
        for n in range(len(words) - length + 1):
            unit = UNITS.get(" ".join(words[n : n + length]).lower())
            if unit and unit[0] == quantity.unit:
                return unit[1]
    return 1.0
