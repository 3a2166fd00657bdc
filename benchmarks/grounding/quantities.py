"""Numbers in text, with what stands around them: the values that errors are proved against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {
    word: number
    for number, word in enumerate(
        [
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
        ],
        2,
    )
}
WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SPELLED = {number: word for word, number in WORDS.items()}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3, "m": 1e6}

_NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<sign>[$£€])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?P<scale>[kM]\b| (?:thousand|million|billion)\b)?(?P<percent> ?%)?(?![\w/]|:\d|-\d|\.\d)"
    rf"|(?<![\w-])(?P<word>{'|'.join(WORDS)})(?P<word_scale> (?:thousand|million|billion))?\b"
    rf"(?!-(?:{'|'.join(WORDS)}))",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?P<d1>[123]?\d) (?P<m1>{_MONTH})(?: (?P<y1>(?:19|20)\d\d))?\b"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>[123]?\d)(?:, (?P<y2>(?:19|20)\d\d))?\b(?!\d)"
    rf"|\b(?P<m3>{_MONTH}) (?P<y3>(?:19|20)\d\d)\b"
    r"|\b(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])(?:-(?P<d4>[0-3]\d))?\b"
    r"|(?<![\w$£€.,-])(?P<y5>(?:19|20)\d\d)(?![\w%,.-]\w|[\w%]| [a-z]+s\b)"
    rf"|(?<![\w])(?P<m6>{_MONTH})\b(?! \d)"
)


@dataclass(frozen=True)
class Quantity:
    """A number in a text: where it stands, its value, and how it is written."""

    start: int
    end: int
    value: float
    text: str
    sign: str = ""
    is_word: bool = False
    is_percent: bool = False
    scale: str = ""


@dataclass(frozen=True)
class Date:
    """A date in a text; parts that it doesn't name are 0. A month alone has neither year nor day."""

    start: int
    end: int
    year: int
    month: int
    day: int
    text: str

    def may_be(self, other: "Date") -> bool:
        """Tell whether both could name the same time: the parts that both have are the same."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        shared = [(mine, theirs) for mine, theirs in pairs if mine and theirs]
        return bool(shared) and all(mine == theirs for mine, theirs in shared)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text, dates and times left out; "one" is none, it is mostly a pronoun."""
    taken = [(date.start, date.end) for date in dates(text)]
    return tuple(q for q in _all(text) if not any(a <= q.start < b for a, b in taken))


def _all(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        if match["word"]:
            scale = (match["word_scale"] or "").strip()
            value = WORDS[match["word"].lower()] * _SCALES.get(scale, 1)
            yield Quantity(*match.span(), value, match[0], is_word=True, scale=scale)
            continue
        scale = (match["scale"] or "").strip()
        number = float(match["digits"].replace(",", "") + (match["part"] or ""))
        yield Quantity(
            *match.span(),
            number * _SCALES.get(scale.lower(), 1),
            match[0],
            match["sign"] or "",
            is_percent=bool(match["percent"]),
            scale=scale,
        )


def dates(text: str) -> tuple[Date, ...]:
    """Return the dates of a text."""
    found = []
    for match in _DATE.finditer(text):
        year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"] or match["y5"] or 0)
        name = match["m1"] or match["m2"] or match["m3"] or match["m6"]
        month = MONTHS.index(name) + 1 if name else int(match["m4"] or 0)
        day = int(match["d1"] or match["d2"] or match["d4"] or 0)
        if (
            name == "May"
            and not year
            and not day
            and not re.search(r"\b(?:in|since|by|until|from|to) $", text[: match.start()])
        ):
            continue
        found.append(Date(*match.span(), year, month, day, match[0]))
    return tuple(found)


def grouped(value: float, like: str) -> str:
    """Write a value as `like` is written: with commas or without, with as many decimals."""
    places = len(like.partition(".")[2]) if "." in like else 0
    comma = "," in like or (value >= 10_000 and "." not in like)
    return f"{value:,.{places}f}" if comma else f"{value:.{places}f}"
