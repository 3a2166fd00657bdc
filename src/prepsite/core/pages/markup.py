"""Where Markdown is code and where it is text, the way Python-Markdown and CommonMark agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prepsite.core.code_spans import outside_spans as outside_spans

_FENCE = re.compile(r"^(?P<prefix>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
_CONTAINER = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)]|:|!!!|\?\?\?\+?|===|\[\^)(?:\s|[^\s\]]*\]:|$)")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_HELD = re.compile(r"\x01(\d+)\x02")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()#+.!>~|-]")


@dataclass(frozen=True)
class Passage:
    """Lines that belong together: a closed fence (with its fence lines), indented code, or text."""

    kind: str
    lines: tuple[str, ...]


def passages(text: str) -> Iterator[Passage]:
    """Split the text into passages of kind `fence`, `indented` and `text`, in order.

    A fence that is never closed is text. Indented lines are code only after a blank line and
    outside of lists, where both dialects agree.
    """
    lines = text.split("\n")
    ends = _fences(lines)
    gathered: list[str] = []
    number = 0
    while number < len(lines):
        if number in ends:
            yield from _parted(gathered)
            gathered = []
            yield Passage("fence", tuple(lines[number : ends[number] + 1]))
            number = ends[number] + 1
        else:
            gathered.append(lines[number])
            number += 1
    yield from _parted(gathered)


def _fences(lines: Sequence[str]) -> dict[int, int]:
    """Return the first and last line of each closed fence, in one pass over the closing lines."""
    marks = [
        (number, found)
        for number, line in enumerate(lines)
        if ("```" in line or "~~~" in line) and (found := _FENCE.match(line))
    ]
    # By their length: a text has few lengths, as each is longer than the one before.
    waiting: dict[tuple[str, str], dict[int, list[int]]] = {}
    for number, found in reversed(marks):
        if not found["rest"].strip():
            by_size = waiting.setdefault((found["prefix"], found["mark"][0]), {})
            by_size.setdefault(len(found["mark"]), []).append(number)
    ends: dict[int, int] = {}
    after = -1
    for number, found in marks:
        if number <= after or "`" in found["rest"]:
            continue
        following: list[int] = []
        for size, candidates in waiting.get((found["prefix"], found["mark"][0]), {}).items():
            while candidates and candidates[-1] <= number:
                candidates.pop()
            if candidates and size >= len(found["mark"]):
                following.append(candidates[-1])
        if following:
            ends[number] = after = min(following)
    return ends


def _parted(lines: Sequence[str]) -> Iterator[Passage]:
    """Part lines without fences into text and indented code."""
    kind, gathered = "text", list[str]()
    container, after_blank = False, True
    for line in lines:
        if line.strip():
            expanded = line.expandtabs(4) if "\t" in line else line
            indent = len(expanded) - len(expanded.lstrip())
            is_code = indent >= 4 and not container and (after_blank or kind == "indented")
            if indent < 4:
                container = bool(_CONTAINER.match(line)) or (container and (indent >= 2 or not after_blank))
            if (kind == "indented") is not is_code:
                if gathered:
                    yield Passage(kind, tuple(gathered))
                kind, gathered = ("indented" if is_code else "text"), []
        after_blank = not line.strip()
        gathered.append(line)
    if gathered:
        yield Passage(kind, tuple(gathered))


class Held:
    """Pieces taken out of a text while the rest of it is rewritten, and put back afterwards.

    A held piece stands in the text as its number between two control characters, which the text
    itself never has.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hold(self, piece: str) -> str:
        """Take a piece out; return what stands for it."""
        self._pieces.append(piece)
        return f"\x01{len(self._pieces) - 1}\x02"

    def release(self, text: str) -> str:
        """Return the text with all pieces back in their places, pieces within pieces too."""
        while "\x01" in text and _HELD.search(text):
            text = _HELD.sub(lambda match: self._pieces[int(match[1])], text)
        return text

    def hold_code(self, text: str) -> str:
        """Take out code spans, escapes, links in angle brackets and line breaks.

        A code span is one only within its line: over lines, renderers disagree on where it ends.
        """
        text = outside_spans(text, self.hold)
        if "\\" in text:
            text = _ESCAPE.sub(lambda match: self.hold(match[0]), text)
        if "<" not in text:
            return text
        text = _AUTOLINK.sub(lambda match: self.hold(match[0]), text)
        return _BREAK.sub(lambda _: self.hold("<br>"), text)
