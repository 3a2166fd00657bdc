"""Errors of quantity: a number, its unit, the thing it counts, the size of the team.

Each is proved: the new value, or the new pair of value and unit or thing, stands nowhere in what
the sentence may stand on, nor follows from a metric of its projects.
"""

import re
from collections.abc import Iterator
from random import Random

from grounding.change import Case, Change, about, free_numbers, replaced
from grounding.lexicon import SAME_THING, UNITS
from grounding.quantities import SPELLED, WORDS, Quantity, grouped, quantities
from grounding.record import stem, words

HEDGE = re.compile(
    r"\b(?:over|more than|at least|under|less than|fewer than|up to|most|above|below|within|no more than)"
    r"(?: the)?\s+$",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|approximately|or so|well over)\s+$", re.IGNORECASE
)
_TEAM = re.compile(
    r"\b(?:(?:team|crew|group|squad|unit) (?:of|had|has)|(?:we|there) were|one of|with)"
    r" (?:(?:about|just|only) )?"
    r"(?P<a>\w+)(?= (?:of us|people|nurses|engineers|reps|students|strong)|[,.;:!)]|"
    r" (?:on|that|who|and|in|at|from|to|for|over|through|between|beside|counting)\b)"
    r"|\b(?P<b>\w+) (?:of us\b|people (?:worked on|on the team|in the team|were on))"
    r"|\bteam had (?P<c>\w+) people",
    re.IGNORECASE,
)
_NO_NOUN = frozenset(
    [
        "is",
        "was",
        "does",
        "has",
        "hers",
        "its",
        "his",
        "this",
        "less",
        "across",
        "as",
        "us",
        "times",
        "thus",
        "yes",
        "plus",
        "always",
        "perhaps",
        "towards",
        "besides",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "minutes",
        "seconds",
        "euros",
        "pounds",
        "dollars",
        "points",
        "ms",
        "lots",
        "others",
        "ones",
    ]
)
_TEAM_SENTENCES = (
    "We were a team of {}.",
    "There were {} of us on it.",
    "The team had {} people, me included.",
    "I did this in a team of {}.",
)


def numbers(case: Case) -> Iterator[Change]:
    """Swap a number for another that is not true of anything the sentence may be about."""
    for quantity in free_numbers(case, quantities(case.text)):
        before = case.text[: quantity.start]
        if any(a <= quantity.start < b for a, b in (match.span() for match in _TEAM.finditer(case.text))):
            continue
        if HEDGE.search(before) or (quantity.is_word and not _counts(case.text, quantity)):
            continue
        least = 0.4 if _LOOSE.search(before) else 0.0
        for value, written in _candidates(quantity, case.random):
            far = abs(value - quantity.value) > least * quantity.value
            if far and not case.scope.holds(value) and keeps_order(case.text, quantity, value):
                text = replaced(case.text, quantity.start, quantity.end, written)
                why = f"the record says {quantity.text}, and {written} of nothing in its scope"
                yield Change(text, why)
                break


def _counts(text: str, quantity: Quantity) -> bool:
    """Tell whether a number word stands before a thing, so that another word fits there."""
    following = re.match(r"[ -]([a-z]+)", text[quantity.end :])
    fixed = re.search(
        r"\b(?:the first|the last|the other|those|these|my own|and a|a)\s+$", text[: quantity.start]
    )
    return bool(following and not fixed) and following[1] not in {"of", "or", "and", "times", "a"}  # type: ignore[index]


def _candidates(quantity: Quantity, random: Random) -> list[tuple[float, str]]:
    """Return other values as this number is written: a digit changed, two digits turned, doubled, …"""
    if quantity.is_word:
        if quantity.scale:
            return []
        base = int(quantity.value)
        near = [base + 1, base - 1, base * 2, base + 2, base + 3]
        random.shuffle(near)
        return [(n, SPELLED[n] if random.random() < 0.8 else str(n)) for n in near if n in SPELLED and n > 1]
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", quantity.text)
    if digits is None:
        return []
    plain = digits[0].replace(",", "")
    factor = quantity.value / float(plain) if float(plain) else 1.0
    options = _misread(plain, random)
    found = []
    for option in options:
        if quantity.is_percent and option > 100:
            continue
        written = quantity.text[: digits.start()] + grouped(option, digits[0]) + quantity.text[digits.end() :]
        found.append((option * factor, written))
    return found


def _misread(plain: str, random: Random) -> list[float]:
    """Return values that a careless reader makes of these digits, the likeliest in random order."""
    whole = "." not in plain
    options: list[float] = []
    for place in [place for place, digit in enumerate(plain) if digit != "."]:
        for other in random.sample("123456789", 3):
            options.append(float(plain[:place] + other + plain[place + 1 :]))
        after = plain[place + 1 : place + 2]
        if after.isdigit() and after != plain[place] and not (place == 0 and after == "0"):
            options.append(float(plain[:place] + after + plain[place] + plain[place + 2 :]))
    value = float(plain)
    options += [value * 2, value + 1, value - 1, value * 10 if value >= 100 else value * 3]
    if whole and value >= 100:
        options.append(value + 20)
    random.shuffle(options)
    return [option for option in options if option > 0 and option != value]


def keeps_order(text: str, quantity: Quantity, value: float) -> bool:
    """Tell whether "from A to B" still goes the same way: the error is in the number, not the sense."""
    pair = re.search(r"\bfrom\b.*?\bto\b", text)
    others = [q for q in quantities(text) if q.start != quantity.start]
    if not pair or not others:
        return True
    other = min(others, key=lambda q: abs(q.start - quantity.start))
    return (quantity.value > other.value) == (value > other.value)


def units(case: Case) -> Iterator[Change]:
    """Swap the unit of a number for another, where the record knows no such pair."""
    for quantity in free_numbers(case, quantities(case.text)):
        for pattern, others in UNITS:
            found = re.match(pattern, case.text[quantity.end :] if not quantity.sign else quantity.text)
            if not found or quantity.value == 0 or HEDGE.search(case.text[: quantity.start]):
                continue
            other = case.random.choice(others)
            if quantity.sign:
                text = replaced(case.text, quantity.start, quantity.start + 1, other)
            else:
                start = quantity.end + found.start(1)
                text = replaced(case.text, start, quantity.end + found.end(1), other)
            is_clumsy = re.search(rf"\b{re.escape(other.strip())} and \w+ {re.escape(other.strip())}\b", text)
            if not is_clumsy and not _is_known(case, quantity, other):
                yield Change(text, f"the unit is {found[1].strip()} in the record, not {other.strip()}")
                break


def _is_known(case: Case, quantity: Quantity, unit: str) -> bool:
    """Tell whether the scope has that value in that unit, in figures or in words."""
    pattern = re.compile(rf"[ -]?(?:working |million )?{re.escape(unit.strip())}\b")
    for known in case.scope.quantities:
        if known.value == quantity.value:
            same_sign = quantity.sign and known.sign == unit
            if same_sign or (not quantity.sign and pattern.match(case.scope.text[known.end :])):
                return True
    return False


def things(case: Case) -> Iterator[Change]:
    """Keep the number and swap what it counts for another thing of the same vault."""
    lexicon = [noun for noun in case.record.counted if noun not in _NO_NOUN]
    for quantity in free_numbers(case, quantities(case.text)):
        found = re.match(r" ([a-z]{3,}s)\b(?! [a-z]+s\b)", case.text[quantity.end :])
        if not found or quantity.value < 2 or found[1] in _NO_NOUN or found[1] not in lexicon:
            continue
        others = [noun for noun in lexicon if _differs(noun, found[1])]
        case.random.shuffle(others)
        for noun in others:
            if not _said_together(case, quantity.value, noun) and stem(noun) not in words(case.text):
                start = quantity.end + found.start(1)
                text = replaced(case.text, start, quantity.end + found.end(1), noun)
                yield Change(text, f"{quantity.text} counts {found[1]}; no sentence counts as many {noun}")
                break


def _differs(one: str, other: str) -> bool:
    same = any(one in group and other in group for group in SAME_THING)
    return stem(one) != stem(other) and not same and one not in {"people", "colleagues", "items", "members"}


def _said_together(case: Case, value: float, noun: str) -> bool:
    return any(value in values and stem(noun) in said for said, values in case.record.statements)


def team_sizes(case: Case) -> Iterator[Change]:
    """Say another size of a team whose size the project states."""
    subject = case.scope.subject
    size = subject.project.team_size if subject else None
    if subject is None or size is None:
        return
    known = {q.value for q in subject.quantities} | {float(size), float(size - 1)}
    known |= {float(source.project.team_size) for source in case.scope.projects if source.project.team_size}
    wrong = [
        n for n in (size * 2, size + 1, size + 2, size + 3, size + 4, size - 2) if n > 1 and n not in known
    ]
    wrong = [n for n in wrong if n in SPELLED or n > 20]
    if not wrong:
        return
    for match in _TEAM.finditer(case.text):
        name = next(key for key, value in match.groupdict().items() if value)
        said = match[name]
        if WORDS.get(said.lower()) == size or said == str(size):
            other = case.random.choice(wrong)
            written = str(other) if said.isdigit() else SPELLED.get(other, str(other))
            text = replaced(case.text, *match.span(name), written)
            yield Change(text, f"{subject.id} had a team of {size}, not {other}")
    if case.claim.label in {"Task", "Say", "Answer", "Explanation"}:
        other = case.random.choice(wrong)
        written = SPELLED.get(other, str(other)) if case.random.random() < 0.6 else str(other)
        text = about(case, subject, case.random.choice(_TEAM_SENTENCES).format(written))
        yield Change(text, f"{subject.id} had a team of {size}, not {other}", inserted=True)
