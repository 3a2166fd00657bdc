"""The characters that mark claims in a page's Markdown, until marks are drawn or said in words.

They are for private use, in a plane that no font uses, and no text of the vault reaches a page with
one of them in it: what holds one was marked here. A mark is a letter for its end of the sentence,
and the digits of the claim's number in its document.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ALL = "\U0010f5a0-\U0010f5af"
"""The range of these characters, for the brackets of a pattern."""

_OPENS, _CLOSES = "\U0010f5ae", "\U0010f5af"
_ZERO = 0x10F5A0
_MARK = re.compile(rf"(?P<end>[{_OPENS}{_CLOSES}])(?P<number>[\U0010f5a0-\U0010f5a9]{{1,6}})")
_ANY = re.compile(f"[{ALL}]+")


@dataclass(frozen=True)
class Mark:
    """One end of a claim in a text: it stands from `start` to `end`; `number` counts claims from 0."""

    opens: bool
    number: int
    start: int
    end: int


def opening(number: int) -> str:
    """Return what stands before a sentence."""
    return _OPENS + _digits(number)


def closing(number: int) -> str:
    """Return what stands after a sentence."""
    return _CLOSES + _digits(number)


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the marks of a text, in order."""
    for found in _MARK.finditer(text):
        number = int("".join(str(ord(digit) - _ZERO) for digit in found["number"]))
        yield Mark(found["end"] == _OPENS, number, found.start(), found.end())


def replaced(text: str, shown: Callable[[Mark], str]) -> str:
    """Return the text with what `shown` says in place of each mark, and none of these characters."""
    parts: list[str] = []
    end = 0
    for mark in marks_in(text):
        parts += [without_marks(text[end : mark.start]), shown(mark)]
        end = mark.end
    return "".join(parts) + without_marks(text[end:])


def without_marks(text: str) -> str:
    """Return the text without any of these characters."""
    return text if text.isascii() else _ANY.sub("", text)


def _digits(number: int) -> str:
    return "".join(chr(_ZERO + int(digit)) for digit in str(number))
