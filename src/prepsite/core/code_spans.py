"""Code spans of Markdown: where text in a line is code, the way all renderers agree."""

import re
from collections.abc import Callable

_BACKTICKS = re.compile(r"`+")


def outside_spans(text: str, hold: Callable[[str], str]) -> str:
    """Replace each code span by what `hold` returns for it; one is only one within its line."""
    if "`" not in text:
        return text
    return "\n".join(
        "".join(hold(piece) if is_code else piece for is_code, piece in pieces(line)) if "`" in line else line
        for line in text.split("\n")
    )


def pieces(text: str) -> list[tuple[bool, str]]:
    """Return the code spans of a line and the text between, each with whether it is code.

    One pass, whatever the text.
    """
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text)]
    following: list[int | None] = [None] * len(runs)
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        size = runs[index][1] - runs[index][0]
        following[index] = last.get(size)
        last[size] = index
    parts: list[tuple[bool, str]] = []
    end = index = 0
    while index < len(runs):
        start = runs[index][0]
        before = start
        while text[before - 1 : before] == "\\":
            before -= 1
        escaped = (start - before) % 2
        closing = following[index]
        if closing is None or escaped:
            index += 1
            continue
        parts += [(False, text[end:start]), (True, text[start : runs[closing][1]])]
        end = runs[closing][1]
        index = closing + 1
    return [*parts, (False, text[end:])]
