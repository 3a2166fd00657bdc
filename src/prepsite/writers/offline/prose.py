"""Text from the vault made ready to be spoken: cut at sentence ends, dates in words."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel

from prepsite.core.posting import sentences
from prepsite.models.base import PartialDate

WORDS_A_MINUTE = 140
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

M = TypeVar("M", bound=BaseModel)


def flat(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def flattened(model: M) -> M:
    """Return a copy of a model with all of its texts on one line."""
    return model.model_copy(
        update={name: _flattened(getattr(model, name)) for name in type(model).model_fields}
    )


def _flattened(value: object) -> object:
    if type(value) is str:
        return flat(value)
    if isinstance(value, BaseModel):
        return flattened(value)
    if isinstance(value, tuple):
        return tuple(_flattened(item) for item in value)
    return value


def sentence(text: str) -> str:
    """Return text as a sentence: a capital, and one full stop where no other mark ends it."""
    line = flat(text).rstrip(" ,;:")
    if not line:
        return ""
    closed = line.rstrip("\"'”’»)]*_")[-1:] in tuple(".!?…。！？؟।")
    line = line if closed else f"{line}."
    return line[0].upper() + line[1:] if line[1:2].islower() or line[1:2] == " " else line


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, as written with digits."""
    return frozenset(match[0] for match in _NUMBER.finditer(text))


def count_words(text: str) -> int:
    """Return how many words are to be spoken."""
    return len(text.split())


def fitted(texts: Iterable[str], most_words: int) -> tuple[str, ...]:
    """Return the sentences of the texts, in order, that fit; a single one is kept whatever its length."""
    kept: list[str] = []
    left = most_words
    for piece in (piece for text in texts for piece in sentences(text)):
        if kept and count_words(piece) > left:
            break
        kept.append(piece)
        left -= count_words(piece)
    return tuple(kept)


def month(date: PartialDate | None) -> str:
    """Return a date as spoken: `February 2022`, `2022`; empty for none."""
    if date is None:
        return ""
    return f"{_MONTHS[date.month - 1]} {date.year}" if date.month else str(date.year)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as prose: `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return items in their order, each once."""
    return tuple(dict.fromkeys(items))
