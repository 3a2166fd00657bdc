"""A body in passages, as pages take it: comments left out, headings with marks, and what is too much cut.

Renderers and search take time that grows with the square of the headings and blocks of code of a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from prepsite.core.pages.escaping import visible
from prepsite.core.pages.markup import Held, passages
from prepsite.core.pages.weight import is_heavy, may_be_heavy

MOST_PIECES = 500
"""Headings and blocks of code of a text; what follows more of them is shown as it was typed."""
TYPED = "typed"
MAX_CODE_INDENT = 200

HEADING = re.compile(
    r"^(?P<prefix>[ \t]*(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+)*)(?P<marks>#{1,6})[ \t]+(?P<text>.*)$"
)
UNDERLINE = re.compile(r"^ {0,3}(?:(?P<first>=+)|(?P<second>-+))[ \t]*$")
# With a blank at its end, a rule stands for one as well.
_UNDERLINES = frozenset("=- \t")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
_TITLE_LINE = re.compile(r"^ {0,3}(?![-*+>|#]|\d+[.)]\s)\S")


@dataclass(frozen=True)
class BodyPassage:
    """Lines of a kind: `fence`, `indented`, `text`, or `typed` for what is too much; `first` is from 1.

    `raw` are its lines as they were, of which those of a text leave out comments.
    """

    kind: str
    first: int
    lines: tuple[str, ...]
    raw: tuple[str, ...]


def body_passages(text: str, room: int = MOST_PIECES, *, marked: bool = False) -> tuple[BodyPassage, ...]:
    """Return a body's passages, of which the last is `typed` where there are more pieces than `room`."""
    found: list[BodyPassage] = []
    rest: list[BodyPassage] = []
    left = room
    for passage in _whole_passages(text, marked=marked):
        whole = passage
        at = None if rest else _cut(whole, left)
        left -= _pieces(whole)
        if at is not None:
            kept, whole = _parted(whole, at)
            found += [kept] if at else []
        (rest if rest or at is not None else found).append(whole)
    return (*found, *([_joined(rest)] if rest else []))


@lru_cache(maxsize=64)
def _whole_passages(text: str, *, marked: bool) -> tuple[BodyPassage, ...]:
    """Return all passages of a body; a section's are asked for several times in a row."""
    found: list[BodyPassage] = []
    first = 1
    for passage in passages(_normal(text, marked=marked)):
        lines = passage.lines
        if passage.kind == "text":
            lines = tuple(_without_underlines(_without_comments("\n".join(lines)).split("\n")))
        found.append(BodyPassage(passage.kind, first, lines, passage.lines))
        first += len(passage.lines)
    return tuple(found)


def pieces_in(text: str) -> int:
    """Return how many headings and blocks of code a body has."""
    return sum(_pieces(passage) for passage in _whole_passages(text, marked=False))


def blocks_in(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Part the lines of a text at blank ones and at headings: no link reaches past them."""
    block: list[str] = []
    for line in lines:
        is_heading = "#" in line and HEADING.match(line) is not None
        if block and (is_heading or not line.strip()):
            yield tuple(block)
            block = []
        if is_heading or not line.strip():
            yield (line,)
        else:
            block.append(line)
    if block:
        yield tuple(block)


def heavy_lines(text: str) -> Iterator[int]:
    """Yield the first line, from 1, of each block of a body that is too much work to be rendered."""
    for passage in body_passages(text):
        at = 0
        for block in blocks_in(passage.lines) if passage.kind == "text" else ():
            # A comment that was left out, or an underlined heading, has no such line.
            at = next((n for n in range(at, len(passage.raw)) if passage.raw[n] == block[0]), at)
            if is_heavy("\n".join(block)):
                yield passage.first + at


def first_typed(text: str) -> int | None:
    """Return the line, from 1, that a body is shown as it was typed from, as it has too many pieces."""
    last = body_passages(text)[-1]
    return last.first if last.kind == TYPED else None


def is_light(text: str) -> bool:
    """Tell at a glance that a body has neither a heavy block nor too many pieces; most have not.

    What is not light at a glance may be light all the same. A block is never more than lines without a
    blank one between them, unless a comment is left out that reaches over lines.
    """
    pieces = sum(map(text.count, ("#", "```", "~~~", "\n  ", "\t", "-\n", "=\n", "- \n", "= \n", "-  \n")))
    if pieces > MOST_PIECES - 3 or "\t" in text or visible(text) != text:
        return False
    if any("-->" not in each.partition("\n")[0] for each in text.split("<!--")[1:]):
        return False
    return not any(map(may_be_heavy, _BLANK_LINES.split(text)))


def heading_text(heading: re.Match[str]) -> str:
    """Return a heading's text without the marks that may close it."""
    return _CLOSING_MARKS.sub("", heading["text"].strip()).strip()


def _pieces(passage: BodyPassage) -> int:
    return (
        sum(1 for line in passage.lines if "#" in line and HEADING.match(line)) if passage.kind == "text" else 1
    )


def _cut(passage: BodyPassage, left: int) -> int | None:
    """Return the line of a passage, from 0, at which a piece begins for which nothing is left."""
    if passage.kind != "text":
        return 0 if left < 1 else None
    at = [number for number, line in enumerate(passage.lines) if "#" in line and HEADING.match(line)]
    return at[left] if len(at) > left else None


def _parted(passage: BodyPassage, at: int) -> tuple[BodyPassage, BodyPassage]:
    """Part a passage before one of its lines, from 0, which is a heading of a text."""
    line = passage.lines[at]
    # Of equal headings the one that has as many before it; an underlined one has no such line.
    same = [number for number, each in enumerate(passage.raw) if each == line]
    before = passage.lines[:at].count(line)
    raw = same[before] if before < len(same) else 0
    return (
        BodyPassage(passage.kind, passage.first, passage.lines[:at], passage.raw[:raw]),
        BodyPassage(passage.kind, passage.first + raw, passage.lines[at:], passage.raw[raw:]),
    )


def _joined(rest: list[BodyPassage]) -> BodyPassage:
    lines = tuple(line for passage in rest for line in passage.lines)
    return BodyPassage(TYPED, rest[0].first, lines, tuple(line for passage in rest for line in passage.raw))


def _normal(text: str, *, marked: bool = False) -> str:
    """Return the text with spaces for tabs, without blanks at the ends of lines but for hard breaks."""
    lines = []
    for line in visible(text, marked=marked).split("\n"):
        bare = line.rstrip()
        if bare == line and "\t" not in bare and not bare[:1].isspace():
            lines.append(bare)
            continue
        expanded = bare.expandtabs(4)
        indent = min(len(expanded) - len(expanded.lstrip()), MAX_CODE_INDENT)
        lines.append(" " * indent + expanded.lstrip() + ("  " if bare and line.endswith("  ") else ""))
    return "\n".join(lines)


def _without_comments(text: str) -> str:
    """Leave out comments, but for what looks like one inside a code span."""
    if "<!--" not in text:
        return text
    held = Held()
    text = "\n\n".join(held.hold_code(block) for block in text.split("\n\n"))
    kept: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        kept.append(text[end:start])
        end = close + 3
    return held.release("".join(kept) + text[end:])


def _without_underlines(lines: list[str]) -> list[str]:
    """Turn underlined headings into headings with marks, and set any other rule apart."""
    done: list[str] = []
    for number, line in enumerate(lines):
        underline = UNDERLINE.match(line) if line[-1:] in _UNDERLINES else None
        begins = number < 2 or not lines[number - 2].strip()
        if underline and begins and done and _TITLE_LINE.match(done[-1]) and not HEADING.match(done[-1]):
            done[-1] = f"{'#' if underline['first'] else '##'} {done[-1].strip()}"
        elif underline:
            done += ["", line, ""]
        else:
            done.append(line)
    return done
