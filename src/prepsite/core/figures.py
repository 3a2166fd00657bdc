"""Figures in prose: digits with separators, scales and glued units, number words, times and halves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_BY_WORD = {word: Decimal(number) for number, word in enumerate(_WORDS)}
_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
# A digit glued to a letter before it is a name (p99, Q3), one at a colon a time; and "six times a
# week" is no ratio.
_FIGURE = re.compile(
    r"(?<![\w.,:])(?P<digits>\d{1,3}(?:[,.'’ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d|:\d)"
    r"(?:[ \u00a0\u202f]?(?P<scale>k|thousand|m|million|bn|billion)(?![A-Za-z]))?"
    r"(?P<percent>[ \u00a0\u202f]?(?:%|percent\b|per cent\b))?"
    r"(?P<times>[ -]?(?:times\b(?! (?:an?|each|every|per|in)\b)|fold\b|x\b|×))?"
    rf"|(?<![\w-])(?P<word>{'|'.join(_WORDS)})(?![\w])(?P<word_percent> (?:percent|per cent)\b)?"
    r"(?P<word_times>[ -]?(?:times\b(?! (?:an?|each|every|per|in)\b)|fold\b))?"
    rf"|(?<![\w-])(?P<fold>{'|'.join(_WORDS[2:])})fold\b"
    r"|\b(?P<twice>twice|doubled?|doubling|halved?|halving|half of)\b"
    r"|\b(?P<thrice>tripled?|trebled?|a third of)\b|\b(?P<quarter>quadrupled?|a quarter of)\b",
    re.IGNORECASE,
)
# Where a figure may begin: at digits, and at any of these words. The whole pattern is tried nowhere else,
# as trying it at each letter takes ten times as long.
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[a-z]+")
_FIRST_WORDS = frozenset(
    {
        *_WORDS,
        *(f"{word}fold" for word in _WORDS[2:]),
        *("twice", "double", "doubled", "doubling", "halve", "halved", "halving", "half"),
        *("triple", "tripled", "treble", "trebled", "quadruple", "quadrupled"),
    }
)
# "A third of", "a quarter of".
_SHARES = frozenset({"third", "quarter"})
_ARTICLE = re.compile(r"a(?= (?:third|quarter) )")
# They would be letters of ASCII in another case: "ſix", 3 K.
_NO_LETTERS = str.maketrans(dict.fromkeys("\u0130\u0131\u017f\u212a", "\u00e9"))
_TELLING = 100
_ROUND = 10
_FACTOR = re.compile(r"\bfactor of $", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,.'’ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_ALL_SEPARATORS = re.compile(r"['’ \u00a0\u2009\u202f]")


@dataclass(frozen=True)
class Figure:
    """A figure and where it stands: `amounts` is what it may mean, 1.200 being 1200 or 1.2.

    `percent` says that it is one, `times` that it is a ratio, as in "3 times" and "halved".
    """

    amounts: frozenset[Decimal]
    start: int = 0
    end: int = 0
    percent: bool = False
    times: bool = False

    def says(self, value: "Figure") -> bool:
        """Tell whether this figure, as written in a text, may mean the value."""
        return not self.times and bool(self.amounts & value.amounts)

    @property
    def is_telling(self) -> bool:
        """Tell whether hardly anything else is the same figure: it has three digits or decimals."""
        return all(_is_telling(amount) for amount in self.amounts)


@dataclass(frozen=True)
class Derived:
    """A figure made from two values: `amounts` are its roundings."""

    amounts: frozenset[Decimal]
    percent: bool = False
    times: bool = False

    def is_told_by(self, figure: Figure) -> bool:
        """Tell whether a figure says this one: a percentage as a percentage, a ratio as a ratio."""
        return (
            (figure.percent or not self.percent)
            and figure.times == self.times
            and bool(figure.amounts & self.amounts)
        )

    @property
    def is_telling(self) -> bool:
        """Tell whether it needs no word beside it: a percentage that is not a round one."""
        return self.percent and not any(amount % _ROUND == 0 for amount in self.amounts)


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in order."""
    return tuple(_figures(text))


def values(text: str | None, unit: str | None = None) -> tuple[Figure, ...]:
    """Return the figures of a metric's value: one of "2,400", two of "5 of 11", none of "weekly".

    A unit that is a scale, as in "million", scales it.
    """
    first = (unit or "").split()[:1]
    scale = first[0] if first and first[0].lower() in _SCALES else ""
    return figures(f"{text or ''} {scale}")


def derived(before: Figure, after: Figure) -> tuple[Derived, ...]:
    """Return what may be said of two values: their difference, ratio, and change in percent."""
    found: list[Derived] = []
    for old in sorted(before.amounts):
        for new in sorted(after.amounts):
            if old == new:
                continue
            found.append(Derived(frozenset({abs(old - new)})))
            if old and new:
                found.append(Derived(_rounded(max(old, new) / min(old, new)), times=True))
            if old:
                shares = _rounded(abs(old - new) / old * 100) | _rounded(new / old * 100)
                found.append(Derived(shares, percent=True))
    return tuple(found)


def _found(text: str) -> Iterator[re.Match[str]]:
    """Yield what the pattern of figures finds."""
    if not text.isascii():
        text = text.translate(_NO_LETTERS)
    end = 0
    for begin in sorted(_begins(text)):
        if begin >= end and (found := _FIGURE.match(text, begin)):
            yield found
            end = found.end()


def _begins(text: str) -> Iterator[int]:
    for digits in _DIGITS.finditer(text):
        yield digits.start()
    lower = text.lower()
    words = set(_TOKEN.findall(lower))
    for word in words & _FIRST_WORDS:
        at = lower.find(word)
        while at >= 0:
            yield at
            at = lower.find(word, at + 1)
    if words & _SHARES:
        for article in _ARTICLE.finditer(lower):
            yield article.start()


def _figures(text: str) -> Iterator[Figure]:
    for found in _found(text):
        start, end = found.span()
        factor = bool(_FACTOR.search(text[max(0, start - 12) : start]))
        if found["digits"]:
            amounts = _amounts(found["digits"], (found["scale"] or "").lower())
            yield Figure(amounts, start, end, bool(found["percent"]), bool(found["times"]) or factor)
        elif found["word"]:
            amounts = frozenset({_BY_WORD[found["word"].lower()]})
            yield Figure(amounts, start, end, bool(found["word_percent"]), bool(found["word_times"]) or factor)
        else:
            word = found["fold"]
            number = (
                _BY_WORD[word.lower()]
                if word
                else Decimal(2 if found["twice"] else 3 if found["thrice"] else 4)
            )
            yield Figure(frozenset({number}), start, end, times=True)


@lru_cache(maxsize=512)
def _amounts(digits: str, scale: str) -> frozenset[Decimal]:
    """Return what digits may mean: separators of thousands or a decimal mark, with and without a scale."""
    grouped = _SEPARATORS.sub("", _ALL_SEPARATORS.sub("", digits)).replace(",", ".")
    readings = {grouped}
    if digits.count(".") == 1 and "," not in digits:
        readings.add(_ALL_SEPARATORS.sub("", digits))
    amounts = {Decimal(reading).normalize() for reading in readings if reading.count(".") <= 1}
    return frozenset(amounts | {(amount * _SCALES[scale]).normalize() for amount in amounts if scale})


def _rounded(amount: Decimal) -> frozenset[Decimal]:
    """Return the roundings of a share or ratio: to whole numbers, and to one place."""
    whole = {amount.quantize(Decimal(1), rounding=rule) for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN)}
    whole |= {amount.quantize(Decimal(1), rounding=ROUND_FLOOR)} if amount >= 10 else set()
    tenths = {amount.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)}
    return frozenset(each.normalize() for each in whole | tenths if each > 1)


def _is_telling(amount: Decimal) -> bool:
    return amount >= _TELLING or amount != amount.to_integral_value()
