"""Where a line may break inside a word that is too long for it: addresses, paths, identifiers."""

import re

ZERO_WIDTH_SPACE = "\u200b"
_LONGEST, _LONGEST_NARROW = 28, 12
# What is left without a place to break gets one every so many letters.
_AT_LEAST = 24
_AFTER = re.compile(r"(?<=[/\\.\-_=&?#:,;+@|)\]}])(?=[^\s/\\.\-_=&?#:,;+@|)\]}])")
_STEP = re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]{{{_AT_LEAST}}}(?=[^\s{ZERO_WIDTH_SPACE}])")


def breakable(text: str, *, narrow: bool = False) -> str:
    """Return the text with places to break in its long words; `narrow` is for cells and code."""
    longest = _LONGEST_NARROW if narrow else _LONGEST
    return re.sub(rf"\S{{{longest + 1},}}", _broken, text)


def _broken(found: re.Match[str]) -> str:
    word = _AFTER.sub(ZERO_WIDTH_SPACE, found[0])
    return _STEP.sub(lambda piece: piece[0] + ZERO_WIDTH_SPACE, word)
