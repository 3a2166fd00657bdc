"""The lines of a text that may hold something, so that a costly pattern is tried on no other."""

import re
from collections.abc import Iterable, Iterator


def lines_with(
    text: str, signs: Iterable[str], patterns: Iterable[re.Pattern[str]] = (), *, in_any_case: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield (offset, line) for the lines in which any of the signs stands or pattern matches, in order.

    Signs that stand `in_any_case` are given as they are when folded. Where a text is longer folded than
    as it is, no place in one tells a place in the other, and every line is yielded.
    """
    searched = text.casefold() if in_any_case else text
    if len(searched) != len(text):
        yield from _all_lines(text)
        return
    begins = {begin for sign in signs for begin in _begins(searched, sign)}
    begins.update(begin for pattern in patterns for begin in _begins_of(text, pattern))
    for begin in sorted(begins):
        end = text.find("\n", begin)
        yield begin, text[begin : end if end >= 0 else len(text)]


def _all_lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _begins(text: str, sign: str) -> Iterator[int]:
    """Yield where the lines begin in which a sign stands."""
    at = text.find(sign)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(sign, end) if end >= 0 else -1


def _begins_of(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield where the lines begin in which a pattern matches; it must not reach over lines."""
    found = pattern.search(text)
    while found:
        yield text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.start())
        found = pattern.search(text, end) if end >= 0 else None
