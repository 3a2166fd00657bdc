"""Filters made of what rows have: each value once, with its words and how many rows have it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from prepsite.core.pages.escaping import plain
from prepsite.core.pages.overviews import Choice, Filter, Values

SEPARATOR = "|"
"""Parts the values of one row in the page; no value holds it."""


def value_of(text: str) -> str:
    """Return the words of a text as an address names them: in lower case, without the separator."""
    return plain(text.replace(SEPARATOR, " ")).casefold()


def filter_of(
    key: str, label: str, rows: Iterable[Values], told: Sequence[tuple[str, str]], *, least: int = 2
) -> tuple[Filter, ...]:
    """Return a filter with the values that rows have; none where there are fewer than `least` to choose from.

    `told` are (value, words) in the order shown; of the same value the first words hold.
    """
    found = Counter(value for row in rows for value in set(row.get(key, ())))
    words: dict[str, str] = {}
    for value, text in told:
        words.setdefault(value, text)
    choices = tuple(Choice(value, text, found[value]) for value, text in words.items() if found[value])
    return (Filter(key, label, choices),) if len(choices) >= least else ()
