"""Blocks of Markdown that would take long to render: known by what stands in them, never by a clock.

Python-Markdown copies a whole block for each mark in it, so that its time grows with marks times length.
"""

import re

MOST_WORK = 60_000_000
"""Marks times characters of a block: 8 KB of nothing but brackets have as many, prose of 32 KB a tenth."""

_MARKS = re.compile(r"[\\`*_\[\]<>&!{}~]")
_OPENERS = re.compile(r"(?m)^[ ]{0,3}(?:!!!|\?\?\?)")
# A box that opens has everything after it parsed anew.
_OPENER_WEIGHS = 20
_MARKED_OFF = re.compile(r"(?m)^[ \t>*+.)\d|:-]*-[ \t|:-]*$")
# Cells that a table may have beside those that are typed: each row is filled up to the width of the first.
_SPARE_CELLS = 100
_CELLS_TYPED = 4
_BACKTICKS = re.compile(r"`+")


def is_heavy(block: str) -> bool:
    """Tell whether lines without a blank one between them are too much work to be rendered as Markdown."""
    if _is_wide(block):
        return True
    size = len(block)
    if size * size * _OPENER_WEIGHS <= MOST_WORK:
        return False
    marks = len(_MARKS.findall(block)) + _OPENER_WEIGHS * len(_OPENERS.findall(block))
    return marks * size > MOST_WORK


def may_be_heavy(lines: str) -> bool:
    """Tell whether these lines, or some of them, may be heavy; what says no is right."""
    rows = lines.count("\n") + 1
    if rows * lines.count("|") > _SPARE_CELLS:
        return True
    size = len(lines) + rows
    if size * size * _OPENER_WEIGHS <= MOST_WORK:
        return False
    openers = lines.count("!!!") + lines.count("???")
    return (len(_MARKS.findall(lines)) + _OPENER_WEIGHS * openers) * size > MOST_WORK


def _is_wide(block: str) -> bool:
    """Tell whether lines are a table that renderers make many more cells of than it has."""
    typed, rows = block.count("|"), block.count("\n") + 1
    if rows * typed <= _SPARE_CELLS:
        return False
    columns = max((found[0].count("|") for found in _MARKED_OFF.finditer(block)), default=0)
    return columns * rows > _CELLS_TYPED * typed + _SPARE_CELLS


def as_typed(lines: list[str]) -> list[str]:
    """Return lines as a block of code, which is little work whatever stands in it."""
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return ["", fence, *lines, fence, ""]
