"""Marks put into a section's Markdown: after each sentence that claims, and before those in doubt.

A mark never parts what belongs together (code, a link, a reference, an escape) and never stands
before what makes a line what it is (a list, a heading, a box), so that the text renders as it would
without it. A sentence that has no such place is not marked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from prepsite.core.document import Section
from prepsite.core.grounding.judging import Claim
from prepsite.core.pages.bodies import parted_never
from prepsite.core.pages.marks import closing, opening, without_marks
from prepsite.core.pages.page import IN_DOUBT

_FILL = "\x01"
_LINE_ENDS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_ENDS_WORDS = re.compile(r"[^\W_]|[.!?…)”’\"'%]")
_BEGINS_WORDS = re.compile(r"[^\W_]|[(“‘\"]")
# Tabs and blanks, then a box's own line, or the marks of a list, a quote, a heading, one in another.
_STRUCTURE = re.compile(
    r"^(?:[ \t]*(?:!!!|\?\?\?|===)[^\n]*\n?|(?:[ \t]*(?:[-*+:>]|#{1,6}|\d+[.)])(?=\s|$))+[ \t]*)", re.MULTILINE
)
_BLANK = re.compile(r"\n[ \t]*\n")


def marked(section: Section, claims: Sequence[tuple[int, Claim]]) -> str:
    """Return the section's body with marks; `claims` are numbered, in the order of the document.

    What the body held of such characters itself is left out.
    """
    marks: list[tuple[int, str]] = []
    block = _Block(section.body)
    # Sentences are read by lines that end in any of these.
    body = section.body.translate(_LINE_ENDS)
    starts = [0, *(found.end() for found in re.finditer(r"\n", body))]
    first = section.line + len(section.raw.rstrip().splitlines()) - len(starts)
    after = 0
    for number, claim in claims:
        line = claim.sentence.line - first
        at = starts[line] + claim.sentence.column - 1 if 0 <= line < len(starts) else -1
        is_there = at >= after and body.startswith(claim.sentence.text, at)
        start = at if is_there else body.find(claim.sentence.text, after)
        if start < 0:
            continue
        after = start + len(claim.sentence.text)
        ends = block.ends(start, after)
        if ends is None:
            continue
        if claim.status in IN_DOUBT:
            marks.append((ends[0], opening(number)))
        marks.append((ends[1], closing(number)))
    return "".join(_pieces(section.body, marks))


def _pieces(body: str, marks: Sequence[tuple[int, str]]) -> Iterator[str]:
    end = 0
    for offset, mark in marks:
        # A mark moved past the end of a link may have passed the next one's place.
        offset = max(offset, end)
        yield without_marks(body[end:offset])
        yield mark
        end = offset
    yield without_marks(body[end:])


class _Block:
    """The lines between two blank ones that hold a sentence, with fill for all that nothing may part."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._base = self._limit = 0
        self._filled = ""
        self._structures: list[tuple[int, int]] = []

    def ends(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the marks before and after a sentence go, or None where it has no place for them.

        Takes the sentences of the body in their order.
        """
        if end > self._limit:
            self._look_around(start, end)
        begins, end = start - self._base, end - self._base
        while begins < end and not self._has(_BEGINS_WORDS, begins):
            begins = max(begins + 1, self._structure(begins)[1])
        while end > begins and not self._has(_ENDS_WORDS, end - 1):
            end = min(end - 1, self._structure(end - 1)[0])
        if begins >= end:
            return None
        return self._base + self._outside(begins), self._base + self._outside(end)

    def _look_around(self, start: int, end: int) -> None:
        above = self._body.rfind("\n\n", self._limit, start)
        below = _BLANK.search(self._body, end)
        self._base = above + 2 if above >= 0 else self._limit
        self._limit = below.start() if below else len(self._body)
        self._filled = parted_never(self._body[self._base : self._limit], _FILL)
        self._structures = [found.span() for found in _STRUCTURE.finditer(self._filled)]

    def _has(self, words: re.Pattern[str], offset: int) -> bool:
        """Tell whether text stands at an offset: what must not be parted, or what `words` are."""
        begin, end = self._structure(offset)
        found = self._filled[offset]
        return begin == end and (found == _FILL or bool(words.match(found)))

    def _structure(self, offset: int) -> tuple[int, int]:
        """Return the span that an offset is in of what makes a line a list, a box …, or an empty one."""
        at = bisect_right(self._structures, (offset, len(self._filled))) - 1
        span = self._structures[at] if at >= 0 else (0, 0)
        return span if span[0] <= offset < span[1] else (offset, offset)

    def _outside(self, offset: int) -> int:
        """Return the offset, or the end of what must not be parted there."""
        if offset and self._filled[offset - 1] == _FILL:
            while offset < len(self._filled) and self._filled[offset] == _FILL:
                offset += 1
        return offset
