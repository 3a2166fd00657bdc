"""A posting's lines as blocks: headings, list items, paragraphs, tables.

Reads clean Markdown, and text pasted from a web page: headings without a mark, bullets lost,
lines wrapped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from prepsite.core.posting.titles import announces_section, is_button, looks_like_heading
from prepsite.core.posting.words import BULLET_SIGNS, LINK, source_text, unmarked

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BULLET = re.compile(rf"^([ \t]*)(?:[-*+–—·][ \t\xa0]+|[{BULLET_SIGNS}][ \t\xa0]*)(?=\S)(.*)$")
_NUMBERED = re.compile(r"^([ \t]*)(\d{1,3})\.[ \t]+(?=\S)(.*)$")
_RULE = re.compile(r"^\s*(?:[-=*_–—][ \t]*){3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_DELIMITER = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)([^*_]{2,80}?)(?:\*\*|__)\s*:?\s*$")
_OPEN_END = re.compile(
    r"(?:,|;|\b(?:and|or|the|a|an|of|to|in|at|as|is|are|from|that|which|for|with|on|by|our|your|their|one"
    r"|two|three|every|each|this|any|no|its|more|than|who|when|while|because))$",
    re.IGNORECASE,
)


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One block; `text` is its inline source on one line (a table keeps its rows).

    `depth` is a heading's level or an item's nesting from 0; `number` an ordered item's number;
    `paragraph` tells blocks of different paragraphs apart.
    """

    kind: BlockKind
    text: str
    depth: int = 0
    number: str = ""
    paragraph: int = 0


def blocks_of(raw: str) -> tuple[Block, ...]:
    """Return the blocks of a posting, in their order."""
    text = LINK.sub(lambda match: match[0].replace("\n", " "), source_text(raw))
    blocks: list[Block] = []
    for number, lines in enumerate(_paragraphs(text)):
        blocks.extend(replace(block, paragraph=number) for block in _blocks_of_paragraph(lines))
    return tuple(_with_lost_bullets(_with_plain_headings(blocks)))


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _blocks_of_paragraph(lines: list[str]) -> list[Block]:
    if _is_table(lines):
        return [Block(BlockKind.TABLE, "\n".join(line.strip() for line in lines))]
    blocks: list[Block] = []
    indents: list[int] = []
    run: list[str] = []

    def close() -> None:
        blocks.extend(Block(BlockKind.TEXT, text) for text in _unwrapped(run))
        run.clear()

    for line in lines:
        heading = _ATX.match(line) or _bold_heading(line)
        item = _BULLET.match(line) or _NUMBERED.match(line)
        if _RULE.match(line):
            close()
        elif heading:
            close()
            level = len(heading[1]) if line.lstrip().startswith("#") else 7
            title = heading[2] if level < 7 else heading[1]
            if title.strip():
                blocks.append(Block(BlockKind.HEADING, " ".join(title.split()), level))
        elif item:
            close()
            blocks.append(_item(item, indents))
        elif blocks and blocks[-1].kind is BlockKind.ITEM and not run:
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {' '.join(line.split())}")
        else:
            run.append(" ".join(line.split()))
    close()
    return blocks


def _bold_heading(line: str) -> re.Match[str] | None:
    """Return the match of a bold line that can be a heading: no button, no strip of labels."""
    match = _BOLD_LINE.match(line)
    return None if match and (is_button(match[1]) or re.search(r" [·|•] ", match[1])) else match


def _is_table(lines: Sequence[str]) -> bool:
    """Tell whether the lines are one table: a page drops the cells of a row longer than its header."""
    delimiters = [bool(_DELIMITER.match(line)) for line in lines]
    return (
        len(lines) > 1
        and all(_ROW.match(line) for line in lines)
        and delimiters[1]
        and sum(delimiters) == 1
        and len({line.strip().count("|") for line in lines}) == 1
    )


def _item(match: re.Match[str], indents: list[int]) -> Block:
    indent = len(match[1].expandtabs(4))
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    number = match[2] if match.re is _NUMBERED else ""
    text = match[3] if match.re is _NUMBERED else match[2]
    return Block(BlockKind.ITEM, " ".join(text.split()), len(indents) - 1, number)


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join the lines that an editor wrapped; leave lines that stand for themselves."""
    joined: list[str] = []
    shown = [unmarked(line) for line in lines]
    width = max((len(line) for line in shown), default=0)
    wrapped = 50 <= width <= 130 and all(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 12
        for line, following in zip(shown, lines[1:], strict=False)
    )
    for index, line in enumerate(lines):
        if index and (wrapped or _continues(lines[index - 1], line)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _continues(line: str, following: str) -> bool:
    if looks_like_heading(line) and announces_section(line):
        return False
    return following[:1].islower() or following[:1] in ",;)" or bool(_OPEN_END.search(line))


def _with_plain_headings(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.kind is BlockKind.TEXT and _is_plain_heading(block, found, following):
            found.append(replace(block, kind=BlockKind.HEADING, depth=7))
        else:
            found.append(block)
    return found


def _is_plain_heading(block: Block, before: Sequence[Block], following: Block | None) -> bool:
    if following is None or not looks_like_heading(block.text):
        return False
    if announces_section(block.text):
        return True
    letters = [letter for letter in block.text if letter.isalpha()]
    if len(letters) >= 4 and all(letter.isupper() for letter in letters):
        return True
    stands_alone = not before or before[-1].paragraph != block.paragraph
    words = [word for word in block.text.split() if len(word) > 3]
    titled = bool(words) and all(word[0].isupper() for word in words)
    return stands_alone and titled and len(following.text) > 90 and following.kind is BlockKind.TEXT


def _with_lost_bullets(blocks: Sequence[Block]) -> list[Block]:
    """Turn lines that stand one under the other into items, where a list was lost."""
    found = list(blocks)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _could_be_item(found[end], found[start]):
            end += 1
        has_lead = start > 0 and (
            found[start - 1].kind is BlockKind.HEADING or found[start - 1].text.endswith(":")
        )
        if end - start >= (2 if has_lead else 3):
            found[start:end] = [replace(block, kind=BlockKind.ITEM) for block in found[start:end]]
        start = max(end, start + 1)
    return found


def _could_be_item(block: Block, first: Block) -> bool:
    near = block.paragraph == first.paragraph or len(block.text) <= 160
    return (
        block.kind is BlockKind.TEXT
        and near
        and len(block.text) <= 300
        and not block.text.endswith((":", ","))
        and not re.match(r"^([*_]).*\1$", block.text)
        and not is_button(block.text)
        and block.text.count(". ") <= 1
    )
