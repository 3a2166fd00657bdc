"""Dates in a text: years, months, seasons, and what stands before them (since, until, from)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepsite.core.grounding.lexicon import MONTHS, SEASONS
from prepsite.core.grounding.quantities import is_year
from prepsite.core.grounding.tokens import Token


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as said: `months` are those it may mean, empty for a whole year; `word` stands before it."""

    year: int
    months: tuple[int, ...]
    word: str
    text: str
    at: int
    end: int
    day: int = 0


def moments(found: Sequence[Token]) -> tuple[Moment, ...]:
    """Return the dates with a year that a text names, in order; a month without a year is none."""
    return tuple(_each(found))


def _each(found: Sequence[Token]) -> Iterator[Moment]:
    at = 0
    for n, token in enumerate(found):
        if not is_year(token) or n < at:
            continue
        year = int(token.text)
        start, months, day = _before(found, n)
        end = n + 1
        if _glued(found, n, "-", 1) and 1 <= _number(found, n + 2) <= 12:
            months, end = (_number(found, n + 2),), n + 3
            if _glued(found, n + 2, "-", 1):
                end = n + 5
        elif _glued(found, n, "/", 1) and len(found[n + 2].text) == 2:
            # A school or business year: 2023/24.
            end = n + 3
        yield Moment(year, months, _word(found, start), _text(found, start, end), start, end, day)
        at = end
        for first in _paired(found, start, year):
            yield first


def _before(found: Sequence[Token], n: int) -> tuple[int, tuple[int, ...], int]:
    """Return (position, months, day) for what stands before a year: May, 6 May, late spring of, Q3."""
    at = n - 1
    if at >= 0 and found[at].text.lower() in {"of", ","}:
        at -= 1
    if at < 0:
        return n, (), 0
    word = found[at].text.lower()
    if word in MONTHS and (found[at].text[0].isupper()):
        day = _number(found, at - 1)
        return (at - 1, (MONTHS[word],), day) if 1 <= day <= 31 else (at, (MONTHS[word],), 0)
    if word in SEASONS:
        return at, SEASONS[word], 0
    if 1 <= _number(found, at) <= 31 and at and found[at - 1].text.lower() in MONTHS:
        return at - 1, (MONTHS[found[at - 1].text.lower()],), _number(found, at)
    if word in {"half", "quarter"} and at and found[at - 1].text.lower() in _PARTS:
        return at - 1, _PARTS[found[at - 1].text.lower()][word == "quarter"], 0
    if word in {"early", "mid", "late"}:
        return at, {"early": (1, 2, 3, 4), "mid": (4, 5, 6, 7, 8, 9), "late": (9, 10, 11, 12)}[word], 0
    return n, (), 0


_PARTS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "first": ((1, 2, 3, 4, 5, 6), (1, 2, 3)),
    "second": ((7, 8, 9, 10, 11, 12), (4, 5, 6)),
    "third": ((), (7, 8, 9)),
    "fourth": ((), (10, 11, 12)),
}


def _paired(found: Sequence[Token], start: int, year: int) -> Iterator[Moment]:
    """Yield the month of "from March to June 2021", whose year stands after the other one."""
    if start < 2 or found[start - 1].text.lower() not in {"to", "and", "until", "–", "-", "or"}:
        return
    before = found[start - 2]
    if before.text.lower() in MONTHS and before.text[0].isupper() and before.text.lower() != "may":
        yield Moment(year, (MONTHS[before.text.lower()],), _word(found, start - 2), f"{before.text} {year}", start - 2, start)


def _number(found: Sequence[Token], at: int) -> int:
    return int(found[at].text) if 0 <= at < len(found) and found[at].text.isdigit() and len(found[at].text) <= 2 else 0


def _glued(found: Sequence[Token], at: int, mark: str, after: int) -> bool:
    place = at + after
    return (
        place + 1 < len(found)
        and found[place].text == mark
        and found[place].start == found[at].end
        and found[place + 1].start == found[place].end
        and found[place + 1].kind == "number"
    )


def _word(found: Sequence[Token], start: int) -> str:
    word = found[start - 1].text.lower() if start else ""
    if word in {"the", "early", "mid", "late"} and start > 1:
        word = found[start - 2].text.lower()
    return word


def _text(found: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in found[start:end])
