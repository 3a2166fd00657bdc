"""How tall a text will be at the most: what surely fits on a page needs no measuring."""

import math
import re
from collections.abc import Iterator, Sequence

from prepsite.paper.characters import has_only_known
from prepsite.paper.pieces import Piece, label_of

# Narrow letters that fit into a line of the narrowest column, and lines that fit onto the shortest page,
# both with plenty to spare.
_LETTERS_A_LINE = 52
_LINES_A_PAGE = 36
_FEW_LINES = 16
_BROAD = re.compile(r"[^a-ln-vx-z0-9 .,:;!?'\"()\[\]/\-]")
_BROAD_AS = 0.9
_BETWEEN = 0.7
_LETTERS_OF_A_NAME = 10
_FLAT = frozenset({"p", "ul", "ol", "li", "details"})
# Deeper lists leave too narrow a column for the estimate.
_DEEPEST = 6


def surely_fits(pieces: Sequence[Piece]) -> bool:
    """Tell whether pieces fit on one page, whatever their letters are."""
    return sum(_lines(pieces)) <= _LINES_A_PAGE


def is_short(pieces: Sequence[Piece]) -> bool:
    """Tell whether pieces take so little of a page that they may be moved to the next one."""
    return sum(_lines(pieces)) <= _FEW_LINES


def _lines(pieces: Sequence[Piece]) -> Iterator[float]:
    """Yield how many lines each block takes at the most, the room above it counted.

    What isn't set as lines of text, or holds letters that may be replaced by words, is endless.
    """
    waiting = [(piece, 0) for piece in pieces]
    while waiting:
        piece, depth = waiting.pop()
        if depth > _DEEPEST or not (piece.inline or piece.level or piece.tag in _FLAT):
            yield math.inf
            return
        if any(not each.inline for each in piece.inner):
            waiting += [(each, depth + 1) for each in piece.inner]
        else:
            yield _height(piece)


def _height(piece: Piece) -> float:
    if not has_only_known(piece.text):
        return math.inf
    letters = len(piece.text) + _BROAD_AS * len(_BROAD.findall(piece.text))
    lines = math.ceil(letters / _LETTERS_A_LINE) + _breaks(piece)
    named = label_of(piece)
    if named:
        lines = max(lines, math.ceil(len(named[0]) / _LETTERS_OF_A_NAME))
    return lines + _BETWEEN + (2 if piece.level else 0)


def _breaks(piece: Piece) -> int:
    """Return how often a line is broken by hand."""
    count = 0
    waiting = [piece]
    while waiting:
        found = waiting.pop()
        count += found.tag == "br"
        waiting += found.inner
    return count
