"""Ids: the names of files and folders that references use."""

import re
from unicodedata import combining, normalize

from prepsite.models.base import ID_PATTERN

_VALID = re.compile(ID_PATTERN)
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
LONGEST = 64
# Letters that no accent can be taken off.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def slug(text: str) -> str:
    """Return an id made of `text`, accents taken off; empty where nothing of it can be used."""
    spelt = normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in spelt if not combining(sign) and sign not in "'’")
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return f"{words}-1" if _RESERVED.match(words) else words


def why_not_an_id(name: str) -> tuple[str, str] | None:
    """Return what is wrong with `name` as an id and what to do, or None for a good one."""
    if _RESERVED.match(name):
        return f"{name!r} is a name that Windows keeps for itself", f"rename it, to {slug(name)} for example"
    if _VALID.fullmatch(name):
        return None
    if len(name) > LONGEST:
        return f"the name is longer than {LONGEST} characters", "rename it to something shorter"
    better = slug(name)
    remedy = f"rename it to {better}" if better else "rename it to lower-case letters, digits and hyphens"
    return f"{name!r} is not an id: only lower-case letters, digits and hyphens are", remedy
