"""A reply's text → a draft, or what is wrong with it, in words that the model can act on."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from prepsite.writers.openai.hygiene import unfit

D = TypeVar("D", bound=BaseModel)

LARGEST = 1024 * 1024
MOST_FINDINGS = 12
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_TRIES = 40
_LONGEST_PLACE = 120


@dataclass(frozen=True)
class Read(Generic[D]):
    """A reply as read: the draft, or None and the findings that say why not."""

    draft: D | None
    findings: tuple[str, ...] = ()


class _DuplicateKeyError(ValueError):
    pass


def read_reply(text: str, model: type[D]) -> Read[D]:
    """Return the draft that the text holds; fences and words around the object are forgiven."""
    if len(text) > LARGEST:
        return Read(None, (f"the reply is longer than {LARGEST:,} characters",))
    found = find_object(text, frozenset(model.model_fields))
    if found is None:
        return Read(None, ("the reply is not one whole JSON object",))
    try:
        json.loads(found, object_pairs_hook=_without_duplicates, strict=False)
    except _DuplicateKeyError as error:
        return Read(None, (str(error),))
    except (ValueError, RecursionError):
        return Read(None, ("the reply is not one whole JSON object",))
    try:
        draft = model.model_validate_json(found)
    except ValidationError as error:
        return Read(None, _validation_findings(error))
    findings = unfit(draft)
    return Read(None, findings[:MOST_FINDINGS]) if findings else Read(draft)


def find_object(text: str, keys: frozenset[str]) -> str | None:
    """Return the JSON object in the text that has one of the keys, or None; the first if several."""
    text = _THOUGHT.sub("", text.lstrip("\ufeff"))
    decoder = json.JSONDecoder(strict=False)
    start = text.find("{")
    for _ in range(_TRIES):
        if start < 0:
            return None
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
            continue
        if isinstance(value, dict) and keys & set(value):
            return text[start:end]
        start = text.find("{", end)
    return None


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    doubled = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if doubled:
        raise _DuplicateKeyError(f"the key {doubled[0][:60]!r} stands twice in one object")
    return dict(pairs)


def _validation_findings(error: ValidationError) -> tuple[str, ...]:
    found = [
        f"{_place(each['loc'])}: {_message(each['msg'])}"
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    more = len(found) - MOST_FINDINGS
    return (*found[:MOST_FINDINGS], *([f"and {more} more of the kind"] if more > 0 else []))


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)[:_LONGEST_PLACE] or "the object"


def _message(text: str) -> str:
    return text[:300].removeprefix("Value error, ")
