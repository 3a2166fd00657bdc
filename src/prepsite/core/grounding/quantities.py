"""Figures in a text: value, unit, rate, the word before it that bends it, and the noun after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from prepsite.core.grounding.lexicon import MONTHS, PEOPLE, STOP
from prepsite.core.grounding.numerals import (
    BENT,
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
    do does be been being will would could can may not i we you they he she it us them me there where whose if""".split()
)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_NO_PLURAL = ("ss", "us", "is", "'s")
_FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifths": 5, "tenths": 10}
_YEAR, _LONGEST = 12.0, 60
_TIMES = {"twice": 2, "thrice": 3}
SPANS = frozenset("second minute hour day week fortnight month year decade quarter".split())
_ARTICLES = frozenset({"a", "an"})
_BEFORE_SPAN = frozenset(
    "within for in after nearly almost about over under of than took take takes lasted least every once only".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as said: `value` counts in the base of its unit; `step` is how fine it was said.

    `unit` is empty for a plain count; `rate` is the period after "a" or "per". `noun` holds the
    roots of the words that say what is counted, `head` the one that names it, if that is plain;
    `is_coarse` tells of one said in thousands or millions, `is_inherited` of one whose unit was
    said with the figure that it is paired with. `scale` is how many of the base its unit is.
    `at` and `end` are token positions; `raw` is the number as said, times `factor` it is the value.
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
    factor: float = 1.0
    head: str = ""
    is_coarse: bool = False
    scale: float = 1.0
    is_inherited: bool = False

    @property
    def is_article(self) -> bool:
        """Tell whether the number is no numeral: "a year", "twice"."""
        return self.spelled in _ARTICLES or self.spelled in _TIMES


def quantities(found: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the figures of a text, in order; years, dates and numbers within names are not figures."""
    if not any(_may_count(token) for token in found):
        return ()
    lower = [token.lower for token in found]
    return tuple(_shared_units(_compounds(list(_each(found)), lower), lower))


def _may_count(token: Token) -> bool:
    return token.kind == "number" or token.lower in NUMERALS or token.lower in _MORE_COUNTS


_MORE_COUNTS = frozenset({"a", "an", "half", "twice", "thrice"})


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
    if _texts(found, after, 3) == ("and", "a", "half"):
        return value + 0.5, 0.5, after + 3
    if _texts(found, after, 1) == ("hundred",):
        value, after = value * 100, after + 1
        rest = after + 1 if _texts(found, after, 1) == ("and",) else after
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


def _texts(found: Sequence[Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(token.lower for token in found[at : at + count])


def _each(found: Sequence[Token]) -> Iterator[Quantity]:
    at = 0
    while at < len(found):
        if not _may_count(found[at]):
            at += 1
            continue
        number = _article(found, at) or number_at(found, at)
        if number is None or _is_no_figure(found, at, number):
            at += 1
            continue
        value, step, after = number
        raw = value
        unit, scale, after = _unit(found, at, after)
        rate, after_rate = _rate(found, after)
        noun, head = _noun(found, after_rate)
        rate = rate or _late_rate(found, after_rate, noun)
        digits = _digits(found[at])
        yield Quantity(
            value * scale,
            unit,
            noun,
            at,
            after_rate,
            " ".join(token.text for token in found[at:after_rate]),
            rate,
            _sense(found, at, after_rate),
            step * scale,
            found[at].text if found[at].kind == "number" else found[at].lower,
            digits if digits else raw,
            value * scale / digits if digits else scale,
            head,
            step > 1,
            scale,
        )
        at = max(after_rate, at + 1)


def _digits(token: Token) -> float:
    """Return a number's digits as a number, 0 for a word's."""
    return float(token.text.translate({ord(c): None for c in ",\u2009\u202f\u00a0"})) if token.kind == "number" else 0.0


def _article(found: Sequence[Token], at: int) -> tuple[float, float, int] | None:
    """Return the number that an article stands for: "a year", "half an hour", "a quarter of an hour"."""
    word = found[at].lower
    after = found[at + 1].lower if at + 1 < len(found) else ""
    if word in _TIMES:
        return float(_TIMES[word]), 1.0, at + 1
    if word == "half" and after in _ARTICLES and _texts(found, at + 2, 1)[:1] and found[at + 2].lower in SPANS:
        return 0.5, 0.5, at + 2
    before = found[at - 1].lower if at else ""
    if word in _ARTICLES and after in SPANS - {"quarter", "second"}:
        adds = _texts(found, at + 2, 1) == ("and",) and at + 3 < len(found) and number_at(found, at + 3) is not None
        if before in _BEFORE_SPAN or adds:
            return 1.0, 1.0, at + 1
    return None


def _is_no_figure(found: Sequence[Token], at: int, number: tuple[float, float, int]) -> bool:
    token, (value, _, after) = found[at], number
    following = found[after] if after < len(found) else None
    if token.kind == "word" and token.lower in _ARTICLES | {"half", *_TIMES}:
        return False
    if token.kind == "word" and value == 1:
        return not (following and following.lower in UNITS)
    if token.kind == "word" and token.text[0].isupper() and at > 0 and found[at - 1].kind == "word":
        return found[at - 1].is_capital
    if is_year(token) and after == at + 1 and not (
        following and following.text in UNITS and following.text not in GLUED_UNITS
    ):
        return True
    return _in_date(found, at, after) or _in_name(found, at)


def is_year(token: Token) -> bool:
    """Tell whether a token is a year of somebody's career, by its looks."""
    return token.kind == "number" and len(token.text) == 4 and token.text.isdigit() and 1950 <= int(token.text) <= 2059


def _in_date(found: Sequence[Token], at: int, after: int) -> bool:
    """Tell whether a number is the day of a date or the minutes of an hour: 6 May, May 6, 14:05, 3 a.m."""
    near = [found[n] for n in (at - 1, after) if 0 <= n < len(found)]
    if any(each.lower in MONTHS and each.text[0].isupper() for each in near):
        value = found[at].text
        return value.isdigit() and int(value) <= 31
    if after < len(found) and found[after].lower in {"a.m", "p.m", "am", "pm", "o'clock"}:
        return True
    if after + 1 < len(found) and found[after].text == ":" and found[after].start == found[at].end:
        return found[after + 1].kind == "number" and found[after + 1].start == found[after].end
    return at > 1 and found[at - 1].text == ":" and found[at].start == found[at - 1].end and found[at - 2].kind == "number"


_NUMBERED = frozenset("step phase level band grade section chapter part version table figure room unit class".split())
# A number after one of these says which, and not how many: "month three".
PLACES = frozenset("month week day year quarter round stage phase step page chapter".split())


def _in_name(found: Sequence[Token], at: int) -> bool:
    """Tell whether a number belongs to the name before it: ISO 20022, Java 17, Level 3, BS 7671."""
    before = found[at - 1] if at else None
    if before is not None and before.lower in PLACES and (at < 2 or found[at - 2].lower not in _ARTICLES | {"per", "each", "every"}):
        return True
    if before is None or found[at].kind != "number" or before.kind != "word":
        return False
    if before.start == 0 and before.text[1:].islower():
        return before.lower in _NUMBERED
    return (
        before.is_capital
        and before.lower not in MONTHS
        and before.text != "I"
        and before.lower not in SENSES
        and before.lower not in STOP
        and before.lower not in UNITS
        and before.end < found[at].start
    )


def _unit(found: Sequence[Token], at: int, after: int) -> tuple[str, float, int]:
    """Return (base unit, how many of it, next position) for the unit around a number."""
    if at > 0 and found[at - 1].text in CURRENCY:
        return (*UNITS[found[at - 1].text], after)
    if at > 0 and found[at - 1].lower in {"eur", "usd", "gbp", "chf"}:
        return (*UNITS[found[at - 1].lower], after)
    if after < len(found) and found[after].text == "-" and found[after].start == found[after - 1].end:
        after += 1
    first, *rest = (*_texts(found, after, 4), "")
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


def _fraction(first: str, rest: tuple[str, ...], after: int) -> tuple[str, float, int] | None:
    """Return the unit for thirds and quarters of something: "two thirds", "three quarters of an hour"."""
    parts = _FRACTIONS.get(first)
    if parts is None or first in {"half", "quarter", "third"}:
        return None
    if rest[:1] == ("of",) and len(rest) > 2 and rest[1] in _ARTICLES and rest[2] in SPANS:
        unit, scale = UNITS[rest[2]] if rest[2] in UNITS else ("month", 3.0)
        return unit, scale / parts, after + 4
    if parts == 4 and rest[:1] != ("of",):
        return None
    return "%", 100 / parts, after + 1


def _is_letter_unit(found: Sequence[Token], at: int) -> bool:
    """Tell whether a letter after a figure is its unit: it touches it, or is written as units are."""
    return found[at].start == found[at - 1].end or found[at].text in {"s", "h", "m", "g", "A", "V", "W"}


def _rate(found: Sequence[Token], after: int) -> tuple[str, int]:
    first, second = (*_texts(found, after, 2), "", "")[:2]
    if first in {"a", "an", "per", "each", "every", "/"} and second in PERIODS:
        return PERIODS[second], after + 2
    return (PERIODS[first], after + 1) if first.endswith("ly") and first in PERIODS else ("", after)


def _late_rate(found: Sequence[Token], after: int, noun: tuple[str, ...]) -> str:
    """Return the period that stands after what is counted: "38 false alarms a week"."""
    for at in range(after, min(after + len(noun) + 3, len(found) - 1)):
        if found[at].kind != "word":
            break
        if found[at].lower in {"a", "an", "per", "each", "every"} and found[at + 1].lower in PERIODS:
            return PERIODS[found[at + 1].lower]
    return ""


def _noun(found: Sequence[Token], after: int) -> tuple[tuple[str, ...], str]:
    """Return the roots of the words after a figure, and of these the one that names what is counted."""
    words: list[Token] = []
    if after < len(found) and found[after].text == "-" and found[after].start == found[after - 1].end:
        after += 1
    for token in found[after : after + NOUN_WORDS + 4]:
        if token.kind == "number" or token.lower in NUMERALS:
            if words or token is not found[after]:
                break
            continue
        if token.kind != "word" or token.lower in _ENDS:
            break
        if token.lower not in _SKIPPED and token.lower not in STOP:
            words.append(token)
        if len(words) == NOUN_WORDS:
            break
    head = next((token.root for token in words[:3] if is_plural(token)), "")
    return tuple(token.root for token in words), head


def is_plural(token: Token) -> bool:
    """Tell whether a word looks like a noun in the plural."""
    word = token.lower
    return (len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)) or word in _PLURALS


_PLURALS = frozenset("people staff children men women data criteria sheep personnel".split()) & (
    PEOPLE | {"children", "men", "women", "data", "criteria", "sheep", "personnel"}
)


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
    if _texts(found, after, 2) in {("or", "more"), ("and", "more")}:
        return Sense.OVER
    return Sense.EXACT


_JOINS = frozenset({"to", "and", "or", "–", "—", "-", "then", "down", "up"})
_COMPARES = frozenset({"to", "from", "of", "than", "against", "for", "by", "after"})


def _compounds(found: list[Quantity], texts: Sequence[str]) -> list[Quantity]:
    """Join what is one time: "1 h 35 min", "ten years and nine months"."""
    joined: list[Quantity] = []
    for each in found:
        last = joined[-1] if joined else None
        between = tuple(texts[last.end : each.at]) if last else ()
        if (
            last
            and last.unit == each.unit
            and each.unit in {"s", "month"}
            and between in {(), ("and",)}
            and last.factor > each.factor
            and not last.rate
        ):
            text = " ".join(texts[last.at : each.end])
            joined[-1] = replace(each, value=last.value + each.value, at=last.at, text=text, sense=last.sense, factor=each.factor)
        else:
            joined.append(each)
    return joined


def _shared_units(found: list[Quantity], texts: Sequence[str]) -> list[Quantity]:
    """Give a figure said without a unit that of the one it is paired with: "from 2,400 to 380 ms"."""
    for n in range(len(found) - 1, 0, -1):
        first, second = found[n - 1], found[n]
        between = [word for word in texts[first.end : second.at] if word not in CURRENCY and word not in SENSES]
        joins = bool(between) and len(between) <= 2 and set(between) <= _JOINS and not second.is_article
        if joins and not first.noun and (second.unit or second.noun):
            if not first.unit:
                found[n - 1] = _like(first, second, magnify=True)
            elif first.unit == second.unit and first.factor == 1 < second.factor and first.raw < 1000:
                found[n - 1] = replace(first, value=first.raw * second.factor, factor=second.factor)
        if joins and first.sense is Sense.ABOUT and second.sense is Sense.EXACT:
            found[n] = replace(second, sense=Sense.ABOUT)
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        between = list(texts[first.end : second.at])
        changed_by = "by" in texts[max(0, first.at - 2) : first.at]
        if changed_by or not between or len(between) > 5 or between[-1] not in _COMPARES | set(SENSES):
            continue
        if ("," in between and "instead" not in between) or (between[-1] == "of" and between[-2:] != ["instead", "of"]):
            continue
        if first.is_article or first.spelled == "half":
            continue
        if not second.unit and not second.noun and first.unit and first.unit != "pp":
            found[n] = _like(second, first)
    for n in range(1, len(found)):
        first, second = found[n - 1], found[n]
        between = list(texts[first.end : second.at])
        # "Four years surgical, more than six in ICU".
        bare = not second.unit and not second.noun and second.sense is not Sense.EXACT and second.factor == 1
        if bare and first.unit == "month" and first.scale == _YEAR and second.raw < _LONGEST and 0 < len(between) <= 5:
            found[n] = _like(second, first)
    return found


def _like(figure: Quantity, other: Quantity, *, magnify: bool = False) -> Quantity:
    magnifies = magnify and figure.factor == 1 and figure.raw < 1000
    scale = other.factor if magnifies else other.scale
    return replace(
        figure,
        value=figure.value * scale,
        step=figure.step * scale,
        factor=figure.factor * scale,
        scale=other.scale,
        is_inherited=True,
        unit=other.unit,
        rate=figure.rate or other.rate,
        noun=other.noun,
        head=other.head,
    )
