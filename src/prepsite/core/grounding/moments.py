"""Dates in a text: years, months, seasons, days, and what stands before them (since, until, from)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepsite.core.grounding.lexicon import MONTHS, SEASONS
from prepsite.core.grounding.quantities import is_year
from prepsite.core.grounding.tokens import Token
from prepsite.core.grounding.wordlists import each_of


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as said: `months` are those it may mean, empty for a whole year; `year` is 0 where none is said.

    `word` stands before it; `at` and `end` are token positions.
    """

    year: int
    months: tuple[int, ...]
    word: str
    text: str
    at: int
    end: int
    day: int = 0

    def may_be(self, other: "Moment") -> bool:
        """Tell whether both may name the same time, by the parts that both have."""
        if self.year and other.year and self.year != other.year:
            return False
        if self.day and other.day and self.day != other.day:
            return False
        if self.months and other.months and not set(self.months) & set(other.months):
            return False
        # What is said more finely than the record has it is not backed by it.
        if (self.day and not other.day) or (self.year and not other.year):
            return False
        return bool(other.months or not self.months)


def moments(found: Sequence[Token]) -> tuple[Moment, ...]:
    """Return the dates that a text names, in order."""
    return tuple(sorted(_each(found), key=lambda moment: moment.at))


def _each(found: Sequence[Token]) -> Iterator[Moment]:
    at = 0
    for n, token in enumerate(found):
        if token.kind == "date":
            yield _written(found, n)
        elif n >= at and is_year(token) and not _is_counted(found, n):
            year = int(token.text)
            start, months, day = _before(found, n)
            end = n + 1
            if _glued(found, n, "/", 1) and len(found[n + 2].text) == 2:
                # A school or business year: 2023/24.
                end = n + 3
            yield Moment(year, months, _word(found, start), _text(found, start, end), start, end, day)
            at = end
        elif _is_month(found, n) and not _has_year(found, n):
            day = _number(found, n - 1) or _number(found, n + 1)
            start = n - 1 if _number(found, n - 1) else n
            year = _shared_year(found, n)
            yield Moment(
                year, (MONTHS[token.lower],), _word(found, start), _text(found, start, n + 1), start, n + 1, day
            )


_WRITTEN = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?|(?:(?P<d2>\d{1,2})[/.])?(?P<m2>\d{1,2})[/.](?P<y2>\d{4})"
)


def _written(found: Sequence[Token], n: int) -> Moment:
    """Return a date in figures: 2019-05-06, 05/2019, 06/05/2019 (the day first)."""
    parts = _WRITTEN.fullmatch(found[n].text)
    assert parts is not None  # noqa: S101 -- the token was cut by the same forms
    year, month = int(parts["y"] or parts["y2"]), int(parts["m"] or parts["m2"])
    day = int(parts["d"] or parts["d2"] or 0)
    # 05/13/2019 names the month first, and 05/06/2019 may.
    months = (month, day) if parts["d2"] and day <= 12 else (month,)
    return Moment(year, months, _word(found, n), found[n].text, n, n + 1, 0 if len(months) > 1 else day)


def _is_counted(found: Sequence[Token], n: int) -> bool:
    """Tell whether what looks like a year counts something: "2,000 ms" is none, nor is "1950 parts"."""
    before = found[n - 1].text if n else ""
    after = found[n + 1] if n + 1 < len(found) else None
    if before in {"$", "€", "£"} or (after is not None and after.text == "%"):
        return True
    return (
        after is not None
        and after.kind == "word"
        and after.lower in {"ms", "euros", "pounds", "dollars", "hours", "people"}
    )


def _is_month(found: Sequence[Token], n: int) -> bool:
    token = found[n]
    if token.kind != "word" or token.lower not in MONTHS or not token.text[0].isupper():
        return False
    if token.lower not in {"may", "march"} or n == 0:
        return n > 0 or token.lower not in {"may", "march", "mar"}
    # "May" and "March" are months after a preposition, beside a day, or before a range.
    before, after = found[n - 1].lower, found[n + 2].lower if n + 2 < len(found) else ""
    ranges = (
        n + 1 < len(found)
        and found[n + 1].lower in {"to", "and", "until", "–", "-", "through"}
        and after in MONTHS
    )
    return before in _BEFORE_MONTH or ranges or bool(_number(found, n - 1)) or bool(_number(found, n + 1))


_BEFORE_MONTH = each_of(
    """in since by until till from to and of this last next late early mid before after between through
    during every each"""
)


def _has_year(found: Sequence[Token], n: int) -> bool:
    """Tell whether a year belongs to the month at a place: May 2019, May of 2019, May 6, 2019."""
    for after in range(n + 1, min(n + 4, len(found))):
        if is_year(found[after]):
            return True
        if found[after].text not in {".", ",", "of"} and not _number(found, after):
            return False
    return False


def _shared_year(found: Sequence[Token], n: int) -> int:
    """Return the year of the month it is paired with, as in "from March to June 2021", or 0."""
    after = n + 1
    if after + 1 < len(found) and found[after].lower in {"to", "and", "until", "–", "-", "or", "through"}:
        for place in range(after + 1, min(after + 5, len(found))):
            if is_year(found[place]):
                return int(found[place].text)
            if (
                found[place].lower not in MONTHS
                and not _number(found, place)
                and found[place].text not in {".", ","}
            ):
                break
    return 0


def _before(found: Sequence[Token], n: int) -> tuple[int, tuple[int, ...], int]:
    """Return (position, months, day) for what stands before a year: May, 6 May, late spring of, Q3."""
    at = n - 1
    while at >= 0 and found[at].text in {"of", ",", "."}:
        at -= 1
    if at < 0:
        return n, (), 0
    word = found[at].lower
    if word in MONTHS and found[at].text[0].isupper():
        day = _number(found, at - 1)
        return (at - 1, (MONTHS[word],), day) if 1 <= day <= 31 else (at, (MONTHS[word],), 0)
    if found[n - 1].text == ".":
        return n, (), 0
    if word in SEASONS:
        return at, SEASONS[word], 0
    if 1 <= _number(found, at) <= 31 and at and found[at - 1].lower in MONTHS:
        return at - 1, (MONTHS[found[at - 1].lower],), _number(found, at)
    if word in {"half", "quarter"} and at and found[at - 1].lower in _PARTS:
        return at - 1, _PARTS[found[at - 1].lower][word == "quarter"], 0
    if word in _TIMES:
        return at, _TIMES[word], 0
    if word == "-" and at and found[at - 1].lower in _TIMES:
        return at - 1, _TIMES[found[at - 1].lower], 0
    return n, (), 0


_TIMES: dict[str, tuple[int, ...]] = {
    "early": (1, 2, 3, 4, 5), "mid": (4, 5, 6, 7, 8, 9), "late": (8, 9, 10, 11, 12), "end": (10, 11, 12),
    "beginning": (1, 2, 3), "start": (1, 2, 3), "middle": (4, 5, 6, 7, 8, 9),
}  # fmt: skip
_PARTS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "first": ((1, 2, 3, 4, 5, 6), (1, 2, 3)),
    "second": ((7, 8, 9, 10, 11, 12), (4, 5, 6)),
    "third": ((), (7, 8, 9)),
    "fourth": ((), (10, 11, 12)),
}


def _number(found: Sequence[Token], at: int) -> int:
    if 0 <= at < len(found) and found[at].kind == "ordinal":
        return int(found[at].text[:-2])
    return (
        int(found[at].text)
        if 0 <= at < len(found) and found[at].text.isdigit() and len(found[at].text) <= 2
        else 0
    )


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
    word = found[start - 1].lower if start else ""
    if word in {"the", "early", "mid", "late", "of"} and start > 1:
        word = found[start - 2].lower
    return word


def _text(found: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in found[start:end])
