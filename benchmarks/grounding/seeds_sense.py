"""Errors of sense: another date, a stronger part, the opposite, a figure of another project."""

import re
from collections.abc import Iterator

from grounding.change import Case, Change, about, free_numbers, replaced
from grounding.quantities import MONTHS, Date, dates, quantities
from grounding.record import Source
from grounding.seeds_numbers import HEDGE, keeps_order
from grounding.verbs import PAST, PAST_TO_BASE
from prepsite.models.vocabulary import MyPart

_WEAK = frozenset({MyPart.CONTRIBUTED, MyPart.SUPPORTED})
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"\bfell\b", "rose"),
    (r"\brose\b", "fell"),
    (r"\bdropped (?=from|to|by)", "climbed "),
    (r"\b(?:grew|increased)\b(?= (?:from|to|by))", "shrank"),
    (r"\bwent up\b", "went down"),
    (r"\bcame down\b", "went up"),
    (r"\bdown (?=from|to)", "up "),
    (r"\bup (?=from|to)", "down "),
    (r"\breduced (?=from|the|by)", "increased "),
    (r"\bcut (?=the|from|labor|its|it|our)", "raised "),
    (r"\bfewer\b", "more"),
    (r"\bfaster\b", "slower"),
    (r"\bunder budget\b", "over budget"),
    (r"\bdays early\b", "days late"),
    (r"\bon the first try\b", "only on the second try"),
    (r"\b(?:nobody|no one) was\b", "somebody was"),
    (r"\bnone was\b", "some were"),
    (r"\bwithout (?=a condition|names)", "with "),
    (r"\bwithout (?=running)", "while "),
    (r"\bno (?=patient|order|sample|payout|wrong)", "at least one "),
    (r"\bzero (?=unplanned)", "several "),
    (r"\bdid not\b", "did"),
    (r"\bdoes not\b", "does"),
    (r"\bI didn't\b", "I did"),
    (r"\bI would not\b", "I would"),
    (r"\bI do not\b", "I do"),
    (r"\bwas not\b", "was"),
    (r"\bwere not\b", "were"),
    (r"\bhave never\b", "have often"),
    (r"\bhas never\b", "has often"),
    (r"\bnever (?=closed|lost|missed|skipped)", "often "),
    (r"\bnobody (?=ever|has|had|read|could)", "everybody "),
    (r"\bunchanged\b", "not unchanged"),
)
_NO_CAUSE = frozenset({"began", "owned", "did", "read", "became", "learned", "spent"})
_HAPPENED = re.compile(
    r"\b(?:fell|rose|dropped|were|was|went|moved|took|closed|passed|cut|reached|came|grew)\b"
)
_STRONG = (
    "I led the whole project.",
    "I was in charge of it from start to finish.",
    "I ran the team that did it.",
    "I headed the project.",
    "I owned it end to end.",
    "The decisions were mine, and I led the team.",
    "I led everyone on it.",
)


def wrong_dates(case: Case) -> Iterator[Change]:
    """Move a date to one that the scope does not know and that the sentence's preposition does not allow."""
    for date in dates(case.text):
        if case.text[: date.start].endswith("NEC "):
            continue
        before = re.search(r"(\w+)\W*$", case.text[: date.start])
        for other, written in _moved(date, case.random.sample([-3, -2, -1, 1, 2, 3], 6)):
            until = re.match(rf" (?:to|and) ({'|'.join(MONTHS)})", case.text[date.end :])
            if until and not date.year and other.month >= MONTHS.index(until[1]) + 1:
                continue
            if _is_entailed(before[1].lower() if before else "", date, other):
                continue
            if any(other.may_be(known) for known in case.scope.dates) or _within(other, case.scope.projects):
                continue
            text = replaced(case.text, date.start, date.end, written)
            yield Change(text, f"the record says {date.text}, and {written} of nothing in its scope")
            break
    subject = case.scope.subject
    if subject is not None and case.claim.label in {"Task", "Situation"}:
        yield from _date_inserted(case, subject)


def _moved(date: Date, steps: list[int]) -> Iterator[tuple[Date, str]]:
    for step in steps:
        if date.month and (not date.year or step % 2):
            month = (date.month - 1 + step * (2 if date.day else 3)) % 12 + 1
            written = re.sub("|".join(MONTHS), MONTHS[month - 1], date.text)
            yield Date(date.start, date.end, date.year, month, date.day, written), written
        elif date.year:
            written = date.text.replace(str(date.year), str(date.year + step))
            yield Date(date.start, date.end, date.year + step, date.month, date.day, written), written


def _is_entailed(preposition: str, date: Date, other: Date) -> bool:
    """Tell whether the moved date would still be true: later after "since" or "by", earlier after "through"."""
    later = (other.year, other.month) > (date.year, date.month)
    if preposition in {"since", "by", "before"}:
        return later
    return preposition in {"through", "until"} and not later


def _within(date: Date, sources: tuple[Source, ...]) -> bool:
    """Tell whether a project ran in that year or month, so that something might well have been then."""
    for source in sources:
        start, end = source.project.start, source.project.end
        if start is None or not date.year:
            continue
        last = (9999, 12) if end in {None, "present"} else (end.year, end.month or 12)  # type: ignore[union-attr]
        at = (date.year, date.month or 6)
        if (start.year, start.month or 1) < at < last or (
            not date.month and start.year <= date.year <= last[0]
        ):
            return True
    return False


def _date_inserted(case: Case, subject: Source) -> Iterator[Change]:
    start = subject.project.start
    if start is None or not start.month:
        return
    years = [year for year in range(start.year - 3, start.year + 3) if str(year) not in subject.text]
    if not years:
        return
    year, month = case.random.choice(years), MONTHS[case.random.randrange(12)]
    text = case.random.choice(("It began in {m} {y}.", "I started on it in {m} {y}.", "That was in {y}."))
    why = f"{subject.id} began in {MONTHS[start.month - 1]} {start.year}"
    yield Change(about(case, subject, text.format(m=month, y=year)), why, inserted=True)


def ownership(case: Case) -> Iterator[Change]:
    """Claim to have led what the record says was contributed to or supported."""
    subject = case.scope.subject
    if subject is None or subject.project.my_part not in _WEAK:
        return
    why = f"{subject.id} says my_part: {subject.project.my_part}"
    by_another = re.search(r"\bled\b", case.text)
    for pattern, strong in (
        (r"\bI contributed(?: to it)?\b", "I led it"),
        (r"\bI (?:supported|helped(?: to| with)?|assisted(?: with)?)\b(?= (?:an?|the|with|it|in))", "I led"),
        (r"\b[A-Z]\w+ [A-Z]\w+(?: of [a-z ]+)? (?=led|designed|ran)", "I "),
        (r"\bwas led by [A-Z]\w+ [A-Z]\w+", "was led by me"),
        (r"\b[Tt]he (?:team|crew|unit) (?=moved|brought|cut|replaced|built)", "my team, which I led, "),
    ):
        text = re.sub(pattern, strong, case.text, count=1)
        if text != case.text and not (by_another and strong.startswith("I led")):
            yield Change(replaced(text, 0, 1, text[0].upper()), why)
    did = re.match(r"I (\w+)(?= )", case.text)
    if did and did[1] in PAST - {"supported", "helped", "put", "read", "learned"}:
        lead = case.random.choice(
            ("I led the team that", "I ran the group that", "I was in charge of the team that")
        )
        yield Change(lead + case.text[1:], why)
    if case.claim.label in {"Task", "Say", "Action", "Result", "Explanation", "Answer", "Situation"}:
        yield Change(about(case, subject, case.random.choice(_STRONG)), why, inserted=True)


def polarity(case: Case) -> Iterator[Change]:
    """Turn a statement into its opposite: a direction, a "not" more or less, a denied deed."""
    if re.search(r"\b(?:only|either|neither|strictly)\b", case.text):
        return
    for pattern, opposite in _OPPOSITES:
        found = re.search(pattern, case.text, re.IGNORECASE)
        if found and case.scope.projects:
            text = replaced(case.text, *found.span(), opposite)
            yield Change(text, f"the record says {found[0].strip()!r}")
            return
    did = re.match(r"I (\w+)(?= )", case.text)
    if did and did[1] in PAST_TO_BASE and case.scope.subject is not None:
        negated = case.random.choice((f"I did not {PAST_TO_BASE[did[1]]}", f"I never {did[1]}"))
        yield Change(negated + case.text[did.end() :], "the record says that it was done")


def merged(case: Case) -> Iterator[Change]:
    """Say of one project what the record says of another: its figure, or its outcome as a result."""
    subject = case.scope.subject
    if subject is None:
        return
    others = [s for s in case.record.sources.values() if s.id != subject.id and s.project.metrics]
    case.random.shuffle(others)
    for other in others:
        found = _figure_of(case, other)
        if found:
            yield found
            break
    did = re.match(r"(?:I|We) (\w+)", case.text)
    if did and did[1] in PAST - _NO_CAUSE and case.text.endswith("."):
        for other in others:
            if joined := _outcome_of(case, subject, other):
                yield joined
                break


def _figure_of(case: Case, other: Source) -> Change | None:
    theirs = [
        (q, "%" in f"{metric.unit}{q.text}")
        for metric in other.project.metrics
        for value in (metric.before, metric.after)
        if value
        for q in quantities(value)
    ]
    for quantity in free_numbers(case, quantities(case.text)):
        if HEDGE.search(case.text[: quantity.start]):
            continue
        if (
            quantity.is_word
            or quantity.sign
            or quantity.scale
            or case.text[: quantity.start].endswith("answer ")
        ):
            continue
        for figure, is_share in theirs:
            whole = "." in quantity.text or "." not in figure.text
            fits = (
                whole
                and is_share == quantity.is_percent
                and 0.1 <= figure.value / max(quantity.value, 0.1) <= 10
                and figure.value > 1
            )
            ordered = keeps_order(case.text, quantity, figure.value)
            if fits and ordered and not case.scope.holds(figure.value):
                end = quantity.end - len(re.search(r"(?: \w+|k|M)? ?%?$", quantity.text)[0])  # type: ignore[index]
                text = case.text[: quantity.start] + figure.text.rstrip(" %") + case.text[end:]
                return Change(text, f"{figure.text} is a figure of {other.id}")
    return None


def _outcome_of(case: Case, subject: Source, other: Source) -> Change | None:
    for outcome in case.random.sample(other.project.outcomes, len(other.project.outcomes)):
        values = [q.value for q in quantities(outcome)]
        plain = re.match(r"(?:The|All|A|An|Our|We|Time|Calls|Failed|Pages|False|Total|[A-Z][a-z]+s) ", outcome)
        if (
            values
            and plain
            and not re.search(r"[:;]", outcome)
            and _HAPPENED.search(outcome)
            and not any(case.scope.holds(value) for value in values)
        ):
            joiner = case.random.choice((", and as a result ", ", after which ", ", and so "))
            own = outcome.rstrip(".")
            text = case.text.rstrip(".") + joiner + own[0].lower() + own[1:] + "."
            return Change(text, f"the outcome is that of {other.id}, not of {subject.id}")
    return None
