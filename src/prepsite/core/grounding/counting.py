"""Numbers in a text, with the units and the rates around them, token by token."""

from collections.abc import Sequence

from prepsite.core.grounding.numerals import (
    BENT,
    CURRENCY,
    GLUED_ONLY,
    GLUED_UNITS,
    MAGNITUDES,
    NUMERALS,
    PERIODS,
    UNITS,
)
from prepsite.core.grounding.quantity import ARTICLES, TIMES
from prepsite.core.grounding.tokens import Token
from prepsite.core.grounding.wordlists import each_of

_FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifths": 5,
    "tenths": 10,
}
SPANS = each_of("second minute hour day week fortnight month year decade quarter")
_BEFORE_SPAN = each_of(
    """within for in after nearly almost about over under of than took take takes lasted least every once
    only"""
)


def number_at(found: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return (value, step, next position) of the number that begins at a token, or None."""
    token = found[at]
    if token.kind == "number":
        digits = token.text.translate({ord(c): None for c in ",\u2009\u202f\u00a0"})
        step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 1.0
        return _magnified(found, at + 1, float(digits), step)
    if token.kind != "word" or token.lower not in NUMERALS:
        return None
    value, after = float(NUMERALS[token.lower]), at + 1
    if after + 1 < len(found) and value in range(20, 100, 10) and found[after].text == "-":
        unit = NUMERALS.get(found[after + 1].lower, 99)
        if unit < 10:
            value, after = value + unit, after + 2
    if texts_at(found, after, 3) == ("and", "a", "half"):
        return value + 0.5, 0.5, after + 3
    if texts_at(found, after, 1) == ("hundred",):
        value, after = value * 100, after + 1
        rest = after + 1 if texts_at(found, after, 1) == ("and",) else after
        if rest < len(found) and found[rest].lower in NUMERALS:
            return value + NUMERALS[found[rest].lower], 1.0, rest + 1
    return _magnified(found, after, value, 1.0)


def _magnified(found: Sequence[Token], after: int, value: float, step: float) -> tuple[float, float, int]:
    while after < len(found) and found[after].kind == "word":
        word = found[after].lower
        glued = found[after].start == found[after - 1].end
        if word not in MAGNITUDES or (word in GLUED_ONLY and not glued):
            break
        if word == "m" and _is_metre(found, after):
            break
        value, step, after = value * MAGNITUDES[word], step * MAGNITUDES[word], after + 1
    return value, step, after


def _is_metre(found: Sequence[Token], at: int) -> bool:
    """Tell whether a small m after a figure is a metre: a million is written M, or comes before a noun."""
    return found[at].text == "m" and not (at >= 2 and found[at - 2].text in CURRENCY)


def texts_at(found: Sequence[Token], at: int, count: int) -> tuple[str, ...]:
    """Return so many tokens from a place on, in lower case; fewer at the end."""
    return tuple(token.lower for token in found[at : at + count])


def digits_of(token: Token) -> float:
    """Return a number's digits as a number, 0 for a word's."""
    return (
        float(token.text.translate({ord(c): None for c in ",\u2009\u202f\u00a0"}))
        if token.kind == "number"
        else 0.0
    )


def article_at(found: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return the number that an article stands for: "a year", "half an hour", "a quarter of an hour"."""
    word = found[at].lower
    after = found[at + 1].lower if at + 1 < len(found) else ""
    if word in TIMES:
        return float(TIMES[word]), 1.0, at + 1
    if word == "half" and after in ARTICLES and texts_at(found, at + 2, 1)[:1] and found[at + 2].lower in SPANS:
        return 0.5, 0.5, at + 2
    before = found[at - 1].lower if at else ""
    if word in ARTICLES and after in SPANS - {"quarter", "second"}:
        joins = texts_at(found, at + 2, 1) == ("and",) and at + 3 < len(found)
        adds = joins and number_at(found, at + 3) is not None
        if before in _BEFORE_SPAN or adds:
            return 1.0, 1.0, at + 1
    return None


def unit_at(found: Sequence[Token], at: int, after: int) -> tuple[str, float, int]:
    """Return (base unit, how many of it, next position) for the unit around a number."""
    if at > 0 and found[at - 1].text in CURRENCY:
        return (*UNITS[found[at - 1].text], after)
    if at > 0 and found[at - 1].lower in {"eur", "usd", "gbp", "chf"}:
        return (*UNITS[found[at - 1].lower], after)
    if after < len(found) and found[after].text == "-" and found[after].start == found[after - 1].end:
        after += 1
    first, *rest = (*texts_at(found, after, 4), "")
    fraction = _fraction(first, tuple(rest), after)
    if fraction:
        return fraction
    two = f"{first} {rest[0]}" if rest else first
    if two in UNITS:
        return (*UNITS[two], after + 2)
    if first in UNITS and (first not in GLUED_UNITS or _is_letter_unit(found, after)):
        return (*UNITS[first], after + 1)
    for n in range(after, min(after + 3, len(found))):
        # "38 working hours", "17 calendar days": the unit after words that bend it.
        if found[n].lower in BENT:
            continue
        if n > after and found[n].lower in UNITS and found[n].lower not in GLUED_UNITS:
            return (*UNITS[found[n].lower], n + 1)
        break
    return "", 1.0, after


def one_in(found: Sequence[Token], at: int) -> bool:
    """Tell whether a number is the second of "one in eight", "one dose in eight"."""
    before = [token.lower for token in found[max(0, at - 3) : at]]
    return before[-1:] == ["in"] and "one" in before[:-1]


def _fraction(first: str, rest: tuple[str, ...], after: int) -> tuple[str, float, int] | None:
    """Return the unit for thirds and quarters of something: "two thirds", "three quarters of an hour"."""
    parts = _FRACTIONS.get(first)
    if parts is None or first in {"half", "quarter", "third"}:
        return None
    if rest[:1] == ("of",) and len(rest) > 2 and rest[1] in ARTICLES and rest[2] in SPANS:
        unit, scale = UNITS.get(rest[2], ("month", 3.0))
        return unit, scale / parts, after + 4
    if parts == 4 and rest[:1] != ("of",):
        return None
    return "%", 100 / parts, after + 1


def _is_letter_unit(found: Sequence[Token], at: int) -> bool:
    """Tell whether a letter after a figure is its unit: it touches it, or is written as units are."""
    return found[at].start == found[at - 1].end or found[at].text in {"s", "h", "m", "g", "A", "V", "W"}


def rate_at(found: Sequence[Token], after: int) -> tuple[str, int]:
    """Return (period, next position) for "a week", "per day" or "monthly" right after a figure."""
    first, second = (*texts_at(found, after, 2), "", "")[:2]
    if first in {"a", "an", "per", "each", "every", "/"} and second in PERIODS:
        return PERIODS[second], after + 2
    return (PERIODS[first], after + 1) if first.endswith("ly") and first in PERIODS else ("", after)


def late_rate_at(found: Sequence[Token], after: int, noun: tuple[str, ...]) -> str:
    """Return the period that stands after what is counted: "38 false alarms a week"."""
    for at in range(after, min(after + len(noun) + 3, len(found) - 1)):
        if found[at].kind != "word":
            break
        if found[at].lower in {"a", "an", "per", "each", "every"} and found[at + 1].lower in PERIODS:
            return PERIODS[found[at + 1].lower]
    return ""
