"""The closest of some names to one that was mistyped."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def nearest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the name that `word` most likely means, or None where none is near.

    Case and the choice among hyphen, underscore and space don't count.
    """
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    wanted = _plain(word)[:200]
    if wanted in plain:
        return plain[wanted]
    if found := get_close_matches(wanted, plain, n=1, cutoff=cutoff):
        return plain[found[0]]
    parts = [name for name in plain if len(wanted) > 2 and len(name) > 2 and (name in wanted or wanted in name)]
    best = max(parts, key=lambda name: SequenceMatcher(None, wanted, name).ratio(), default=None)
    return plain[best] if best is not None else None


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
