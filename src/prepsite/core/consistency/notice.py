"""When the candidate could start: the period of notice, and the days that follow from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prepsite.core.consistency.sayings import ARTICLES, Saying, Where
from prepsite.core.grounding.lexicon import MONTHS
from prepsite.core.grounding.numerals import Sense

_TOPIC = re.compile(r"\b(notice|start|starting|available|availability|begin|join)", re.IGNORECASE)
_PERIOD = re.compile(
    r"\bnotice period|\bperiod of notice|\b(?:my|of|without|no) notice\b|(?:weeks?|months?)['’]?s? notice\b"
    r"|\bnotice (?:is|of|from)\b|\b(?:give|gave|hand in|handed in|serve|work)\b[^.;]{0,20}\bnotice\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:(?:can|could|would|able to|ready to|may) (?:\w+ )?(?:start|begin|join)|available (?:from|on|in)"
    r"|start(?:ing)? date|notice period|resign)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:a|one) (?P<unit>week|month)(?:['’]s|s['’])? notice\b", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"\b(?:no notice|immediately|at once|right away|straight away|tomorrow|without notice)\b", re.IGNORECASE
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b"
    rf"|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)"
    rf"|(?:mid-|(?:early|late|in|from|of) )(?P<month3>{_MONTH})\b)(?:,? (?P<year>20\d\d))?",
    re.IGNORECASE,
)
_WORDS_BEFORE = 5
_CONDITION = re.compile(
    r"\b(?:by|before|until|till|resign(?:ed|ing)?|give notice|hand in|if|when)\b", re.IGNORECASE
)
_ELSE = re.compile(r"\b(?:otherwise|or else|else)\b", re.IGNORECASE)
_DAYS = {"month": 30.44, "s": 1 / 86_400}
_SLACK, _LEAST_DAYS = 0.12, 4.0


@dataclass(frozen=True)
class Period:
    """A period of notice, in days."""

    days: frozenset[float]
    text: str
    saying: Saying


@dataclass(frozen=True)
class Day:
    """A day on which work could begin: 0 where it isn't said; `condition` is the month that it hangs on."""

    month: int
    day: int
    year: int
    condition: int = 0

    def may_be(self, other: "Day") -> bool:
        """Tell whether two days may be the same, or hang on different things."""
        if self.condition and other.condition and self.condition != other.condition:
            return True
        return (
            self.month == other.month
            and (not self.day or not other.day or self.day == other.day)
            and (not self.year or not other.year or self.year == other.year)
        )


@dataclass(frozen=True)
class Start:
    """The days that a saying gives for a beginning."""

    days: tuple[Day, ...]
    text: str
    saying: Saying


def periods(saying: Saying) -> tuple[Period, ...]:
    """Return the period of notice that a saying states: one with several lengths, or none."""
    told = saying.where is Where.TOLD and "notice" in saying.topic.casefold()
    about = told or bool(_PERIOD.search(saying.text)) or "profile/answers/notice" in saying.cites
    if saying.where is Where.RESUME or not about:
        return ()
    if not told and not _PERIOD.search(saying.text):
        return ()
    reading = saying.reading
    found = [
        figure
        for figure in reading.quantities
        if figure.unit in _DAYS
        and not figure.rate
        and figure.spelled.casefold() not in ARTICLES
        and figure.sense in {Sense.EXACT, Sense.ABOUT}
    ]
    days = {figure.value * _DAYS[figure.unit] for figure in found}
    texts = [saying.words(figure.at, figure.end) for figure in found]
    one = _ONE.search(saying.text)
    if one:
        days.add(30.44 if one["unit"].lower() == "month" else 7.0)
        texts.append(one[0])
    at_once = _AT_ONCE.search(saying.text)
    if at_once and not days:
        days.add(0.0)
        texts.append(at_once[0])
    return (Period(frozenset(days), texts[0], saying),) if days else ()


def periods_differ(one: Period, other: Period) -> bool:
    """Tell whether no length of one is a length of the other: three months are twelve or thirteen weeks."""
    return not any(abs(a - b) <= max(_LEAST_DAYS, _SLACK * max(a, b)) for a in one.days for b in other.days)


def starts(saying: Saying) -> tuple[Start, ...]:
    """Return the days on which a saying says that the candidate could begin."""
    told = saying.where is Where.TOLD and bool(_TOPIC.search(saying.topic))
    cited = "profile/answers/notice" in saying.cites
    if saying.where is Where.RESUME or not (told or cited or _START.search(saying.text)):
        return ()
    if not told and not _START.search(saying.text):
        return ()
    days = tuple(_days(saying.text))
    return (Start(tuple(day for day, _ in days), days[0][1], saying),) if days else ()


def starts_differ(one: Start, other: Start) -> bool:
    """Tell whether no day of one may be a day of the other."""
    return not any(a.may_be(b) for a in one.days for b in other.days)


def _days(text: str) -> Iterator[tuple[Day, str]]:
    for clause in re.split(r"[;.]|, (?=if |or )", text):
        named: list[tuple[Day, str, bool]] = []
        end = 0
        for found in _DAY.finditer(clause):
            month = MONTHS[(found["month"] or found["month2"] or found["month3"]).lower()]
            day = Day(month, int(found["day"] or found["day2"] or 0), int(found["year"] or 0))
            before = " ".join(clause[end : found.start()].split()[-_WORDS_BEFORE:])
            named.append((day, found[0], bool(_CONDITION.search(before))))
            end = found.end()
        conditions = [day.month for day, _, hangs in named if hangs]
        hangs_on = conditions[0] if conditions and not _ELSE.search(clause) else 0
        yield from ((replace(day, condition=hangs_on), said) for day, said, hangs in named if not hangs)
