"""Marks put into a section's Markdown: after each sentence that claims, and before those in doubt.

A mark never parts what belongs together (code, a link, a reference, an escape) and never stands
before what makes a line what it is (a list, a heading, a box), so that the text renders as it would
without it. A sentence that has no such place is not marked.
"""

import re
from collections.abc import Iterator, Sequence

from prepsite.core.document import Section
from prepsite.core.grounding.judging import Claim
from prepsite.core.pages.bodies import parted_never
from prepsite.core.pages.marks import closing, opening, without_marks
from prepsite.core.pages.page import IN_DOUBT

_FILL = "\x01"
_ENDS_WORDS = re.compile(r"[^\W_]|[.!?…)”’\"'*_%]")
_BEGINS_WORDS = re.compile(r"[^\W_]|[(“‘\"]")
_STRUCTURE = re.compile(r"[ \t]*(?:(?:!!!|\?\?\?|===)[^\n]*|(?:[-*+:>]|#{1,6}|\d+[.)])(?=\s|$))[ \t]*\n?")
_BLANK = re.compile(r"\n[ \t]*\n")


def marked(section: Section, claims: Sequence[tuple[int, Claim]]) -> str:
    """Return the section's body with marks; `claims` are numbered, in the order of the document.

    What the body held of such characters itself is left out.
    """
    marks: list[tuple[int, str]] = []
    block = _Block(section.body)
    starts = _line_starts(section.body)
    after = 0
    for number, claim in claims:
        start = _found(section, claim, starts, after)
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


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(r"\n", text))]


def _found(section: Section, claim: Claim, starts: Sequence[int], after: int) -> int:
    """Return where a sentence stands in the body: at its line and column, or else next after `after`."""
    sentence = claim.sentence
    raw = section.raw.rstrip().count("\n") + 1
    first = section.line + raw - len(starts)
    line = sentence.line - first
    if 0 <= line < len(starts):
        start = starts[line] + sentence.column - 1
        if start >= after and section.body.startswith(sentence.text, start):
            return start
    return section.body.find(sentence.text, after)


class _Block:
    """The lines between two blank ones that hold a sentence, with fill for all that nothing may part."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._base = self._limit = 0
        self._filled = ""

    def ends(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the marks before and after a sentence go, or None where it has no place for them.

        Takes the sentences of the body in their order.
        """
        if end > self._limit:
            self._look_around(start, end)
        filled = self._filled
        begins, end = self._past_structure(start - self._base, end - self._base), end - self._base
        while begins < end and not (filled[begins] == _FILL or _BEGINS_WORDS.match(filled[begins])):
            begins += 1
        while end > begins and not (filled[end - 1] == _FILL or _ENDS_WORDS.match(filled[end - 1])):
            end -= 1
        if begins >= end:
            return None
        return self._base + self._outside(begins), self._base + self._outside(end)

    def _look_around(self, start: int, end: int) -> None:
        above = self._body.rfind("\n\n", self._limit, start)
        below = _BLANK.search(self._body, end)
        self._base = above + 2 if above >= 0 else self._limit
        self._limit = below.start() if below else len(self._body)
        self._filled = parted_never(self._body[self._base : self._limit], _FILL)

    def _past_structure(self, start: int, end: int) -> int:
        """Return where text begins in a sentence whose line begins with what makes it a list, a box …"""
        while start < end and not self._filled[self._filled.rfind("\n", 0, start) + 1 : start].strip():
            found = _STRUCTURE.match(self._filled, start)
            if found is None:
                break
            start = found.end()
        return start

    def _outside(self, offset: int) -> int:
        """Return the offset, or the end of what must not be parted there."""
        if offset and self._filled[offset - 1] == _FILL:
            while offset < len(self._filled) and self._filled[offset] == _FILL:
                offset += 1
        return offset
