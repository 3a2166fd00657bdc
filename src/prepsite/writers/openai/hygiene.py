"""What no text of a reply may hold, whatever its schema says."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

LONGEST_TEXT = 20_000

_JOINERS = "\u200c\u200d"
_UNFIT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"), "holds control characters"),
    (
        re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
        "holds marks that turn the direction of text",
    ),
    (re.compile(r"[\u00ad\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]"), "holds invisible characters"),
    (re.compile(r"[\ud800-\udfff]"), "holds half of a character"),
    (re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE), "holds the markers of a merge conflict"),
    (re.compile(r"<!--\s*prepsite:"), "holds a marker of prepsite's own"),
)
# Between letters of scripts that need them, and within emoji, joiners are spelling; elsewhere they hide.
_LONE_JOINER = re.compile(f"(?:^|[\x00-\x7f])[{_JOINERS}]|[{_JOINERS}](?:$|[\x00-\x7f])")


def unfit(model: BaseModel) -> tuple[str, ...]:
    """Return what is wrong with the texts of a reply, each with the place of its field."""
    return tuple(f"{place}: {fault}" for place, text in _texts(model, "") for fault in _faults(text))


def _faults(text: str) -> Iterator[str]:
    if len(text) > LONGEST_TEXT:
        yield f"is longer than {LONGEST_TEXT:,} characters"
    for pattern, fault in _UNFIT:
        if pattern.search(text):
            yield fault
    if _LONE_JOINER.search(text):
        yield "holds invisible characters"
    if text.strip() and not any(character.isalnum() for character in text):
        yield "says nothing"


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), f"{place}.{name}" if place else name)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}.{number}")
    elif isinstance(value, str):
        yield place, str(value)
