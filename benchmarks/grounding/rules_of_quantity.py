"""True paraphrases of numbers: rounded in their sense, or in another unit."""

import re
from collections.abc import Iterator
from math import floor, log10

from grounding.change import Case, free_numbers, replaced
from grounding.quantities import Quantity, quantities

_HEDGED = re.compile(
    r"\b(?:over|than|least|under|about|around|some|roughly|nearly|almost|approximately|exactly|up to|within|"
    r"below|above|only|only the|all|the|by|every|these|those|from|between|out of|of|little|answer|code|phase|"
    r"and|another|a)\s+$",
    re.IGNORECASE,
)
_EXACT_PARTS = re.compile(r"^ (?:of|out of) (?:\w+ )?\d|^ (?:times|o'clock)")
_SECONDS = {"ms": 0.001, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 604800.0}


def rounded(case: Case) -> Iterator[str]:
    """Write one number as "about", "nearly" or "over" a rounder one, within 6% and on the right side."""
    made = 0
    if re.search(r"\blooking (?:for|at)\b", case.text):
        return
    for quantity in free_numbers(case, quantities(case.text)):
        before, after = case.text[: quantity.start], case.text[quantity.end :]
        if quantity.is_word or quantity.value < 13 or (quantity.is_percent and quantity.value > 90):
            continue
        pair = re.search(r"\bfrom $", before)
        if (_HEDGED.search(before) and not pair) or _EXACT_PARTS.match(after) or re.match(r"^-", after):
            continue
        for value, hedge in _rounder(quantity.value):
            if written := _like(quantity, value):
                yield replaced(case.text, quantity.start, quantity.end, f"{hedge} {written}")
                made += 1
                break
        if made == 2:
            return


def _rounder(value: float) -> list[tuple[float, str]]:
    """Return rounder values within 6%, with a hedge that is true of each."""
    found = []
    for digits in (1, 2):
        step = 10.0 ** (floor(log10(value)) - digits + 1)
        for unit in (step, step / 2):
            near = round(value / unit) * unit
            if near != value and abs(near - value) <= 0.06 * value and near > 0:
                far = abs(near - value) > 0.015 * value
                hedge = ("nearly" if near > value else "over") if far else "about"
                found.append((near, hedge))
    return found[:1]


def _like(quantity: Quantity, value: float) -> str:
    """Write a rounder value with the sign and unit of the number, or nothing where that takes decimals."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", quantity.text)
    if digits is None or quantity.scale:
        return ""
    if value != int(value):
        return ""
    return quantity.text[: digits.start()] + f"{int(value):,}" + quantity.text[digits.end() :]


def other_unit(case: Case) -> Iterator[str]:
    """Write a number in another unit or scale, exactly."""
    for quantity in free_numbers(case, quantities(case.text)):
        after = case.text[quantity.end :]
        before = case.text[: quantity.start]
        for pattern, written in _converted(quantity):
            found = re.match(pattern, after)
            # "from 11 to 7 hours": the unit is that of both, so it stays; likewise "two weeks … and two in".
            shared = re.search(r"\bfrom [$£€]?[\d.,]+ to $", before) or re.search(r"\band two in\b", after)
            if found and not (shared and found[0]):
                yield replaced(case.text, quantity.start, quantity.end + found.end(), written)
                break


def _converted(quantity: Quantity) -> Iterator[tuple[str, str]]:
    value, sign = quantity.value, quantity.sign
    if quantity.scale == "million" or quantity.scale in {"k", "K"}:
        yield "", f"{sign}{value:,.0f}"
    elif quantity.scale == "M":
        yield r" ?(?=\D)", f"{sign}{_plain(value / 1e6)} million "
    elif value >= 1e6:
        yield "", f"{sign}{_plain(value / 1e6)} million"
    elif value >= 1000 and value % 100 == 0 and not quantity.is_word:
        yield "(?! ms)", f"{sign}{_plain(value / 1000)}k"
    if quantity.is_percent:
        yield "", f"{_plain(value)} percent"
        return
    if sign or quantity.scale:
        return
    if value >= 100:
        yield r" ms\b", f"{_plain(value / 1000)} s"
    yield r" seconds\b", f"{_plain(value * 1000):s} ms" if value < 60 else f"{_plain(value)} s"
    if value % 30 == 0 or value * 10 % 60 == 0:
        if value >= 60:
            yield r" minutes\b", f"{_plain(value / 60)} hours"
    elif value > 60:
        yield r" minutes\b", f"{int(value // 60)} h {int(value % 60)} min"
    yield r" minutes\b", f"{_plain(value)} min"
    yield r" hours\b(?! (?:a|of|per))", f"{_plain(value * 60)} minutes"
    if value % 7 == 0:
        yield r" days\b(?! (?:a|early|of|off))", "a week" if value == 7 else f"{_plain(value / 7)} weeks"
    if value <= 8:
        yield r" weeks\b", f"{_plain(value * 7)} days"
    if value % 12 == 0:
        yield r" months\b", "a year" if value == 12 else f"{_plain(value / 12)} years"
    if value <= 5:
        yield r" years\b(?! and| of)", f"{_plain(value * 12)} months"


def _plain(value: float) -> str:
    """Write a value without needless digits, exactly."""
    return f"{value:,.10f}".rstrip("0").rstrip(".")
