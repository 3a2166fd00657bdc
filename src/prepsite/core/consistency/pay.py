"""What a saying states of the candidate's own pay: as an interval, a year, an hour or a day."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.consistency.sayings import Saying, Where
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.quantity import Quantity

_TOPIC = re.compile(
    r"\b(pay|salary|salaries|compensation|remuneration|wages?|day rate|money|earn)", re.IGNORECASE
)
_PAY = re.compile(
    r"\b(salary|salaries|compensation|remuneration|wages?|base|day rate|hourly rate|earn|paid|pay"
    r"|looking for|expect\w*)\b",
    re.IGNORECASE,
)
# A clause that speaks of somebody else's money, or of something else than what is asked for.
_OTHERS = re.compile(
    r"\b(their|theirs|they|your|yours|you|posting|scale|band|budget|range is|ranges|offered|walk away"
    r"|saved?|saves|cost|costs|bill|invoices?|revenue|turnover|customers?|payouts?|payments)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(current|currently|at present|present|today i|now i|i make|i earn now)\b", re.IGNORECASE
)
_PARTS = {
    "bonus": "bonus", "signing": "bonus", "sign-on": "bonus", "commission": "bonus", "equity": "equity",
    "shares": "equity", "stock": "equity", "options": "equity", "relocation": "relocation",
}  # fmt: skip
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "JPY", ""})
_MONEY = re.compile(r"[€$£]|\b(?:eur|euros?|usd|dollars?|gbp|pounds?|chf|francs)\b|\d\s?k\b", re.IGNORECASE)
_RATE = re.compile(r"\b(?:day|daily|hourly) rate\b", re.IGNORECASE)
_PERIODS = {"": "year", "year": "year", "month": "year", "day": "day", "h": "hour"}
_JOINS = frozenset({"to", "and", "–", "—", "-", "or"})
_NEAR, _EXACT, _ABOUT = 3, 0.005, 0.05
_LEAST = 1_000


@dataclass(frozen=True)
class Pay:
    """An interval of pay: `part` is the base, a bonus, what is earned today.

    `is_range` says that both ends were said.
    """

    low: float
    high: float
    currency: str
    period: str
    part: str
    is_range: bool
    text: str
    saying: Saying


def pays(saying: Saying) -> tuple[Pay, ...]:
    """Return what a saying states of the candidate's own pay."""
    told = saying.where is Where.TOLD and bool(_TOPIC.search(saying.topic))
    answer = "profile/answers/pay" in saying.cites
    if saying.where is Where.RESUME or not (_MONEY.search(saying.text) or told):
        return ()
    if not (told or answer or _PAY.search(saying.text)):
        return ()
    return tuple(_stated(saying, told=told))


def pays_differ(one: Pay, other: Pay) -> bool:
    """Tell whether two statements of pay can't both hold; two ranges must be the same."""
    if (one.period, one.part) != (other.period, other.part):
        return False
    if one.currency and other.currency and one.currency != other.currency:
        return False
    if one.is_range and other.is_range:
        return not (_same(one.low, other.low) and _same(one.high, other.high))
    return one.low > other.high * (1 + _EXACT) or other.low > one.high * (1 + _EXACT)


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=_EXACT)


def _stated(saying: Saying, *, told: bool) -> Iterator[Pay]:
    reading = saying.reading
    starts = [
        0,
        *(at + 1 for at, word in enumerate(reading.lower) if word in {";", ".", "but", "while", "(", ")"}),
    ]
    found = list(reading.quantities)
    at = 0
    while at < len(found):
        first = found[at]
        second = found[at + 1] if at + 1 < len(found) else None
        joined = second is not None and reading.lower[first.end : second.at] in {(word,) for word in _JOINS}
        clause = saying.words(max(start for start in starts if start <= first.at), first.at)
        at += 2 if joined else 1
        pay = _pay(saying, clause, first, second if joined else None, told=told)
        if pay:
            yield pay


def _pay(saying: Saying, clause: str, first: Quantity, second: Quantity | None, *, told: bool) -> Pay | None:
    last = second or first
    currency = last.unit if last.unit not in {"", "k"} else first.unit
    period = _PERIODS.get(last.rate or first.rate)
    rate = _RATE.search(f"{saying.topic} {saying.text}")
    if rate and not (last.rate or first.rate):
        period = "hour" if rate[0].lower().startswith("h") else "day"
    if currency not in _CURRENCIES or period is None or _OTHERS.search(clause):
        return None
    low, high = first.value, last.value
    if second and low < _LEAST <= high:
        low *= 1_000
    if period == "year" and (last.rate or first.rate) == "month":
        low, high = low * 12, high * 12
    if not currency and (high < _LEAST or not told):
        return None
    if period == "year" and high < _LEAST:
        return None
    if second is None:
        low, high = _bounds(saying, first)
        if period == "year" and first.rate == "month":
            low, high = low * 12, high * 12
    text = saying.words(first.at, last.end)
    return Pay(
        low, high, currency, period, _part(saying, clause, first, last), second is not None, text, saying
    )


def _bounds(saying: Saying, figure: Quantity) -> tuple[float, float]:
    before = saying.reading.lower[max(0, figure.at - 2) : figure.at]
    if figure.sense is Sense.OVER or "from" in before or "minimum" in before:
        return figure.value, math.inf
    if figure.sense is Sense.UNDER:
        return 0.0, figure.value
    slack = figure.value * (_ABOUT if figure.sense is Sense.ABOUT else 0)
    return figure.value - slack, figure.value + slack


def _part(saying: Saying, clause: str, first: Quantity, last: Quantity) -> str:
    lower = saying.reading.lower
    near = (*lower[max(0, first.at - _NEAR) : first.at], *lower[last.end : last.end + _NEAR - 1])
    named = next((_PARTS[word] for word in near if word in _PARTS), "")
    excluded = {"without", "plus", "excluding", "not"} & set(near)
    if named and not excluded:
        return named
    return "present" if _PRESENT.search(clause) or _PRESENT.search(saying.topic) else "base"
