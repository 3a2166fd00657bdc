"""Blocks of Markdown that would take long to render: known by what stands in them, never by a clock.

Python-Markdown copies a whole block for each mark in it, so that its time grows with marks times length.
"""

import re
from collections.abc import Iterator

MOST_WORK = 60_000_000
"""Marks times characters of a block: 8 KB of nothing but brackets have as many, prose of 32 KB a tenth."""

_MARKS = re.compile(r"[\\`*_\[\]<>&!{}~]")
_OPENERS = re.compile(r"(?m)^[ ]{0,3}(?:!!!|\?\?\?)")
# A box that opens has everything after it parsed anew.
_OPENER_WEIGHS = 20
_BACKTICKS = re.compile(r"`+")


def is_heavy(block: str) -> bool:
    """Tell whether lines without a blank one between them are too much work to be rendered as Markdown."""
    size = len(block)
    if size * size * _OPENER_WEIGHS <= MOST_WORK:
        return False
    marks = len(_MARKS.findall(block)) + _OPENER_WEIGHS * len(_OPENERS.findall(block))
    return marks * size > MOST_WORK


def heavy_lines(text: str) -> Iterator[int]:
    """Yield the first line, from 1, of each block of a text that is too much work."""
    first, gathered = 1, list[str]()
    for number, line in enumerate((*text.split("\n"), ""), start=1):
        if line.strip():
            first = first if gathered else number
            gathered.append(line)
        elif gathered:
            if is_heavy("\n".join(gathered)):
                yield first
            gathered = []


def as_typed(lines: list[str]) -> list[str]:
    """Return lines as a block of code, which is little work whatever stands in it."""
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return ["", fence, *lines, fence, ""]
