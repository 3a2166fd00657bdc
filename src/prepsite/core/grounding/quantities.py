"""Figures in a text: value, unit, rate, the word before it that bends it, and the noun after it."""

from collections.abc import Iterator, Sequence

from prepsite.core.grounding.counting import (
    article_at,
    digits_of,
    late_rate_at,
    number_at,
    one_in,
    rate_at,
    texts_at,
    unit_at,
)
from prepsite.core.grounding.lexicon import MONTHS, STOP
from prepsite.core.grounding.numerals import (
    CURRENCY,
    GLUED_UNITS,
    NUMERALS,
    SENSES,
    UNITS,
    Sense,
)
from prepsite.core.grounding.pairing import compounds, shared_units
from prepsite.core.grounding.quantity import ARTICLES, TIMES, is_plural
from prepsite.core.grounding.quantity import Quantity as Quantity
from prepsite.core.grounding.tokens import Token
from prepsite.core.grounding.wordlists import each_of

NOUN_WORDS = 4
_SKIPPED = each_of("""the a an of our my their its his her all other more new different separate further""")
_ENDS = each_of(
    """in with for at from to by on during after before and or but that which who when while because so
    than as into over under without within between per each every against until since through is was
    were are had has have did do does be been being will would could can may not i we you they he she it
    us them me there where whose if"""
)


def quantities(found: Sequence[Token]) -> tuple[Quantity, ...]:
    """Return the figures of a text, in order; years, dates and numbers within names are not figures."""
    if not any(_may_count(token) for token in found):
        return ()
    lower = [token.lower for token in found]
    return tuple(shared_units(compounds(list(_each(found)), lower), lower))


def _may_count(token: Token) -> bool:
    return token.kind == "number" or token.lower in NUMERALS or token.lower in _MORE_COUNTS


_MORE_COUNTS = frozenset({"a", "an", "half", "twice", "thrice"})


def _each(found: Sequence[Token]) -> Iterator[Quantity]:
    at = 0
    while at < len(found):
        if not _may_count(found[at]):
            at += 1
            continue
        number = article_at(found, at) or number_at(found, at)
        if number is None or _is_no_figure(found, at, number):
            at += 1
            continue
        value, step, after = number
        unit, scale, after = unit_at(found, at, after)
        is_ratio = False
        if value and not unit and one_in(found, at):
            value, unit, is_ratio = 100 / value, "%", True
        raw = value
        rate, after_rate = rate_at(found, after)
        noun, head = _noun(found, after_rate)
        rate = rate or late_rate_at(found, after_rate, noun)
        digits = digits_of(found[at])
        yield Quantity(
            value * scale,
            unit,
            noun,
            at,
            after_rate,
            " ".join(token.text for token in found[at:after_rate]),
            rate,
            Sense.ABOUT if is_ratio else _sense(found, at, after_rate),
            step * scale,
            found[at].text if found[at].kind == "number" else found[at].lower,
            digits if digits else raw,
            value * scale / digits if digits else scale,
            head,
            step > 1,
            scale,
        )
        at = max(after_rate, at + 1)


def _is_no_figure(found: Sequence[Token], at: int, number: tuple[float, float, int]) -> bool:
    token, (value, _, after) = found[at], number
    following = found[after] if after < len(found) else None
    if token.kind == "word" and token.lower in ARTICLES | {"half", *TIMES}:
        return False
    if token.kind == "word" and value == 1:
        return not (following and following.lower in UNITS)
    if token.kind == "word" and token.text[0].isupper() and at > 0 and found[at - 1].kind == "word":
        return found[at - 1].is_capital
    if (
        is_year(token)
        and after == at + 1
        and not (following and following.text in UNITS and following.text not in GLUED_UNITS)
    ):
        return True
    return _in_date(found, at, after) or _in_name(found, at)


def is_year(token: Token) -> bool:
    """Tell whether a token is a year of somebody's career, by its looks."""
    return (
        token.kind == "number"
        and len(token.text) == 4
        and token.text.isdigit()
        and 1950 <= int(token.text) <= 2059
    )


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
    return (
        at > 1
        and found[at - 1].text == ":"
        and found[at].start == found[at - 1].end
        and found[at - 2].kind == "number"
    )


_NUMBERED = each_of("""step phase level band grade section chapter part version table figure room unit class""")
# A number after one of these says which, and not how many: "month three".
PLACES = each_of("month week day year quarter round stage phase step page chapter")


def _in_name(found: Sequence[Token], at: int) -> bool:
    """Tell whether a number belongs to the name before it: ISO 20022, Java 17, Level 3, BS 7671."""
    before = found[at - 1] if at else None
    if (
        before is not None
        and before.lower in PLACES
        and (at < 2 or found[at - 2].lower not in ARTICLES | {"per", "each", "every"})
    ):
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


def _sense(found: Sequence[Token], at: int, after: int) -> Sense:
    before = at - 1 if at and found[at - 1].text in CURRENCY else at
    for length in (3, 2, 1):
        phrase = " ".join(texts_at(found, max(0, before - length), min(length, before)))
        if phrase in SENSES:
            return SENSES[phrase]
    if texts_at(found, after, 2) == ("or", "so") or texts_at(found, after, 1) in {("odd",), ("ish",)}:
        return Sense.ABOUT
    if found[after : after + 1] and found[after].text == "+":
        return Sense.OVER
    if texts_at(found, after, 2) in {("or", "more"), ("and", "more")}:
        return Sense.OVER
    return Sense.EXACT
