"""Which part of a resume is which part of the one before, and ids for those that are new.

Prep cites bullets by their ids, so a line keeps its id when its words change a little.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from prepsite.core.ids import LONGEST, slug

ALIKE = 0.5
_STOP = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our", "that", "the"}
    | {"their", "to", "with", "und", "der", "die", "das", "mit"}
)
_WORDS_OF_AN_ID = 4


def matches(new: Sequence[str], old: Sequence[tuple[str, str]], least: float = ALIKE) -> dict[int, str]:
    """Return which new text (by its number) is which old one (by its id): the same first, then the likest.

    No old text is matched twice.
    """
    found: dict[int, str] = {}
    free = dict(old)
    by_text: dict[str, list[str]] = {}
    for name, text in old:
        by_text.setdefault(_plain(text), []).append(name)
    for n, text in enumerate(new):
        if names := by_text.get(_plain(text)):
            found[n] = names.pop(0)
            del free[found[n]]
    left = [(n, _grams(text)) for n, text in enumerate(new) if n not in found]
    others = [(name, _grams(text)) for name, text in free.items()]
    pairs = sorted(
        (
            (-score, n, place, name)
            for n, grams in left
            for place, (name, other) in enumerate(others)
            if (score := _alike(grams, other)) >= least
        ),
    )
    for _, n, _, name in pairs:
        if n not in found and name in free:
            found[n] = name
            del free[name]
    return found


def new_id(text: str, fallback: str, taken: Collection[str]) -> str:
    """Return an id made of the first telling words of a text, numbered where it is taken."""
    words = [word for word in re.findall(r"[^\W_]+", text) if word.casefold() not in _STOP]
    base = slug(" ".join(words[:_WORDS_OF_AN_ID])) or fallback
    return numbered(base, taken)


def numbered(base: str, taken: Collection[str]) -> str:
    """Return an id, with the first number from 2 on that is free where it is taken."""
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        suffix = f"-{number}"
        candidate = base[: LONGEST - len(suffix)].rstrip("-") + suffix
    return candidate


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _grams(text: str) -> frozenset[str]:
    """Return all runs of three signs: they tell likeness in any script."""
    plain = f" {_plain(text)} "
    return frozenset(plain[n : n + 3] for n in range(len(plain) - 2))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two texts are, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def telling(parts: Iterable[str | None]) -> str:
    """Return the parts that say something, as one text to compare."""
    return " ".join(part for part in parts if part)
