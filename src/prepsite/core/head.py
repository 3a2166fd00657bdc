"""The front matter of a document that exists, renewed without touching what a person put there.

Only the blocks of top-level keys whose values change are written anew. Order, comments, blank
lines, a byte order mark and the newline style stay; a comment inside a block that is written anew
moves above it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic import ValidationError

from prepsite.core.frontmatter import BOM, ParsedText, parse_front_matter
from prepsite.core.yaml_values import YamlValue
from prepsite.core.yamltext import dump_front_matter
from prepsite.models.provenance import Provenance

_COMMENT = re.compile(r"^[ \t]*#")
# A comment behind a value: a # after a blank, with no quote left open before it.
_BEHIND = re.compile(r"""^(?:[^'"#]|'[^']*'|"(?:[^"\\]|\\.)*"|(?<![ \t])#)*?[ \t](?P<comment>\#.*)$""")
_BEHIND_PLAIN = re.compile(r"[ \t](?P<comment>#.*)$")


@dataclass(frozen=True)
class _Block:
    """The lines of one top-level key, and the comments and blank lines that follow them."""

    key: str
    lines: tuple[str, ...]
    after: tuple[str, ...]


def newline_of(text: str) -> str:
    r"""Return the newline that most lines of a text end with: `\n` or `\r\n`."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def renew_head(head: str, provenance: Provenance) -> str:
    """Return the front matter, with the blank lines below it, saying what `provenance` says.

    A head that says so already comes back as it is. What can't be renewed block by block (flow
    style, say) is written anew as a whole, with its comments first.
    """
    wanted = dump_front_matter(provenance)
    stated, meant = parse_front_matter(head, ""), parse_front_matter(wanted, "")
    if stated.is_usable and stated.values == meant.values:
        return head
    ending = newline_of(head)[:-1]
    lines = head.split("\n")
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    blocks = _blocks(stated, lines[:closing]) if stated.is_usable else []
    if blocks:
        first = min(line for (line, _) in (stated.keys[(block.key,)] for block in blocks)) - 1
        body = [*lines[:first], *_renewed(blocks, stated.values, _dumped(wanted, meant), ending)]
        renewed = "\n".join([*body, *lines[closing:]])
        if _says(renewed, provenance):
            return renewed
    return _anew(head, lines, closing, wanted, ending)


def _says(head: str, provenance: Provenance) -> bool:
    parsed = parse_front_matter(head, "")
    try:
        return parsed.is_usable and Provenance.model_validate(parsed.values) == provenance
    except ValidationError:
        return False


def _anew(head: str, lines: Sequence[str], closing: int | None, wanted: str, ending: str) -> str:
    """Return the front matter written as a whole, under the comments that it had."""
    comments = [found.strip() for line in lines[1:closing] if (found := _comment(line))] if closing else []
    after = lines[closing + 1 :] if closing else [ending, ""]
    mark = BOM if head.startswith(BOM) else ""
    opening, *rest, _ = wanted.split("\n")
    return mark + "\n".join([*(line + ending for line in (opening, *comments, *rest)), *after])


def _blocks(parsed: ParsedText, lines: Sequence[str]) -> list[_Block]:
    """Return the blocks of top-level keys in file order; none where keys don't begin lines of their own."""
    places = sorted((position, path[0]) for path, position in parsed.keys.items() if len(path) == 1)
    starts = [line - 1 for (line, _), _ in places]
    if len(set(starts)) != len(starts) or any(column != 1 for (_, column), _ in places):
        return []
    blocks: list[_Block] = []
    for (start, end), (_, key) in zip(pairwise([*starts, len(lines)]), places, strict=True):
        last = end
        while last > start + 1 and (not lines[last - 1].strip() or _COMMENT.match(lines[last - 1])):
            last -= 1
        blocks.append(_Block(str(key), tuple(lines[start:last]), tuple(lines[last:end])))
    return blocks


def _dumped(wanted: str, meant: ParsedText) -> dict[str, tuple[YamlValue, tuple[str, ...]]]:
    """Return each key's value and its lines, in the order of the format."""
    lines = wanted.split("\n")
    closing = next(n for n, line in enumerate(lines[1:], 1) if line == "---")
    return {block.key: (meant.values[block.key], block.lines) for block in _blocks(meant, lines[:closing])}


def _renewed(
    blocks: Sequence[_Block],
    stated: Mapping[str, YamlValue],
    wanted: Mapping[str, tuple[YamlValue, tuple[str, ...]]],
    ending: str,
) -> list[str]:
    """Return the lines of all blocks: those that change rewritten, new ones after their neighbour."""
    order = list(wanted)
    present = {block.key for block in blocks}
    new: dict[str, list[str]] = {}
    for key in order:
        if key not in present:
            before = [other for other in order[: order.index(key)] if other in present]
            new.setdefault(before[-1] if before else blocks[-1].key, []).append(key)
    lines: list[str] = []
    for block in blocks:
        if block.key in wanted and wanted[block.key][0] == stated[block.key]:
            lines += block.lines
        else:
            lines += [found + ending for line in block.lines if (found := _comment(line))]
            lines += [line + ending for line in (wanted[block.key][1] if block.key in wanted else ())]
        for key in new.get(block.key, ()):
            lines += [line + ending for line in wanted[key][1]]
        lines += block.after
    return lines


def _comment(line: str) -> str:
    """Return a line that is a comment as it stands, the comment behind a value from its #, or nothing."""
    if _COMMENT.match(line):
        return line.removesuffix("\r")
    odd = line.count("'") % 2 or line.count('"') % 2
    found = (_BEHIND_PLAIN if odd else _BEHIND).search(line)
    return found["comment"].rstrip() if found else ""
