"""Text cut at the ends of its sentences."""

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|no|dr|mr|mrs|ms|prof|sr|jr|st|inc|ltd|co|u\.s|u\.k|d\.c|z\.b|bzw|ca)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)
_TAIL = 12
_END = re.compile(r"[.!?…。！？]+[\"'”’»)\]]*(?=\s|$)|[。！？]")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of one paragraph, white space collapsed; joined they are the text."""
    flat = " ".join(text.split())
    found: list[str] = []
    start = 0
    for match in _END.finditer(flat):
        piece = flat[start : match.end()].strip()
        # `flat` has single spaces, and no abbreviation is longer than the tail looked at: linear.
        following = flat[match.end() : match.end() + 2].lstrip()[:1]
        if _ABBREVIATION.search(piece[-_TAIL:]) and following and not _is_new_start(piece, following):
            continue
        if following and following.islower():
            continue
        if piece:
            found.append(piece)
        start = match.end()
    rest = flat[start:].strip()
    return (*found, rest) if rest else tuple(found)


def _is_new_start(piece: str, following: str) -> bool:
    return piece.lower().endswith("etc.") and following.isupper()
