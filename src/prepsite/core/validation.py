"""Fields → models; what pydantic objects to → problems at their positions, in our own words."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prepsite.core.asked_private import asks_in_fields
from prepsite.core.frontmatter import ParsedText
from prepsite.core.ids import slug
from prepsite.core.meant import id_meant, when_meant, word_meant
from prepsite.core.nearest import nearest
from prepsite.core.vault import KeyPath, Position
from prepsite.core.yaml_values import (
    LONGEST_FIELD,
    LONGEST_MESSAGE,
    MAX_PROBLEMS,
    YamlValue,
    shortened,
)
from prepsite.errors import Problem, Severity

M = TypeVar("M", bound=BaseModel)

_LONGEST_QUOTE = 60
_CLASS_WORDS = re.compile(r"(?<!^)(?=[A-Z])")
_KINDS = {
    "tuple_type": ("should be a list", "write [{value}], or an item a line, each after a hyphen"),
    "dict_type": ("should be a block of `key: value` lines", "indent the fields below the key"),
    "model_type": ("should be a block of `key: value` lines", "indent the fields below the key"),
    "model_attributes_type": ("should be a block of `key: value` lines", "indent the fields below the key"),
    "string_type": ("should be text", "write one value, in quotes if need be"),
    "date_type": ("should be a day like 2026-03-15", ""),
    "datetime_type": ("should be a time like 2026-03-15 10:30", ""),
    "string_too_short": ("is empty", "fill it in"),
}
_WORDS_FOR = {"MyPart": "a part you played", "FactStatus": "a status of a fact"}


def validate(model: type[M], parsed: ParsedText) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the fields as `model`, or None, and a problem for each thing that is wrong with them.

    An empty value counts as none given, so `focus:` with nothing after it leaves the default.
    """
    if not parsed.is_usable:
        return None, ()
    try:
        return model.model_validate(_without_empty(parsed.values)), ()
    except ValidationError as error:
        # The inputs stay out: they may be private.
        details = error.errors(include_input=False, include_url=False)
        return None, tuple(islice(_Objections(model, parsed).problems(details), MAX_PROBLEMS))


def _without_empty(values: dict[str, YamlValue], depth: int = 0) -> dict[str, YamlValue]:
    """Leave out keys without a value; `private` stays, since what was meant to be hidden isn't known."""
    return {
        key: _pruned(value, depth)
        for key, value in values.items()
        if value is not None or (depth == 0 and key == "private")
    }


def _pruned(value: YamlValue, depth: int) -> YamlValue:
    if isinstance(value, dict):
        return _without_empty(value, depth + 1)
    if isinstance(value, list):
        return [_pruned(item, depth + 1) for item in value]
    return value


class _Objections:
    """Turns pydantic's errors on one file into problems."""

    def __init__(self, model: type[BaseModel], parsed: ParsedText) -> None:
        self.model, self.parsed = model, parsed
        # A block keeps only its own fields private; whatever else is meant by the key, the whole file.
        self.is_private = asks_in_fields(parsed.values)

    def problems(self, details: list[ErrorDetails]) -> Iterator[Problem]:
        unknown = [self._path(error["loc"]) for error in details if error["type"] == "extra_forbidden"]
        # So many at the most are told; a file of nothing else shouldn't take longer for it.
        mistyped = {path for path in map(self._meant, unknown[:MAX_PROBLEMS]) if path is not None}
        seen: set[KeyPath] = set()
        for error in details:
            if error["type"] == "missing":
                path = (*self._path(error["loc"][:-1]), error["loc"][-1])
                if path in mistyped:
                    continue
            else:
                path = self._path(error["loc"])
            if path not in seen:
                seen.add(path)
                yield self._problem(path, error)

    def _path(self, loc: tuple[int | str, ...]) -> KeyPath:
        """Return the part of an error's location that stands in the file: union tags don't."""
        path: KeyPath = ()
        for part in loc:
            if (*path, part) in self.parsed.positions:
                path = (*path, part)
        return path

    def _meant(self, path: KeyPath) -> KeyPath | None:
        """Return the path of the field that an unknown key was meant for."""
        block = self._value(path[:-1])
        beside = block if isinstance(block, dict) else {}
        fields = {name for name in _fields(self.model, path[:-1]) if name not in beside}
        name = nearest(str(path[-1]), fields)
        return (*path[:-1], name) if name else None

    def _value(self, path: KeyPath) -> YamlValue:
        value: YamlValue = self.parsed.values
        for part in path:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def _problem(self, path: KeyPath, error: ErrorDetails) -> Problem:
        field = ".".join(part for part in path if isinstance(part, str))
        if error["type"] == "missing":
            return self._missing(path, field)
        if error["type"] == "extra_forbidden":
            return self._unknown(path, field)
        position = self.parsed.positions.get(path, self.parsed.first)
        if error["loc"][-1] == "[key]":
            reason = str(error.get("ctx", {}).get("error", "")) or "can't stand here as a key"
            return self._told(self.parsed.keys.get(path, position), field, reason)
        if self._value(path) is None:
            position = self.parsed.keys.get(path, position)
            return self._told(position, field, "is empty", "fill it in, or delete it")
        return self._told(position, field, *self._objection(path, error))

    def _told(self, position: Position, field: str, message: str, remedy: str = "") -> Problem:
        field, message = shortened(field, LONGEST_FIELD), shortened(message, LONGEST_MESSAGE)
        remedy = shortened(remedy, LONGEST_MESSAGE)
        return Problem(self.parsed.path, *position, Severity.ERROR, field, message, remedy)

    def _missing(self, path: KeyPath, field: str) -> Problem:
        if path in self.parsed.keys:
            return self._told(self.parsed.keys[path], field, "is empty", "it is required: fill it in")
        position = self.parsed.positions.get(path[:-1], (1, 1))
        return self._told(position, field, "is missing", f"add a line `{path[-1]}: …`")

    def _unknown(self, path: KeyPath, field: str) -> Problem:
        position = self.parsed.keys.get(path, self.parsed.first)
        fields = _fields(self.model, path[:-1])
        if meant := self._meant(path):
            remedy = f"did you mean {meant[-1]}?"
        elif homes := [name for name in fields if path[-1] in _fields(self.model, (*path[:-1], name))]:
            remedy = f"it belongs below {homes[0]}"
        else:
            remedy = f"the keys here are {', '.join(fields)}" if fields else "delete it"
            if fields and len(path) == 1 and self.parsed.path.endswith(".md"):
                remedy += "; what fits none of them stands in the text below the front matter"
        return self._told(position, field, "unknown key", remedy)

    def _objection(self, path: KeyPath, error: ErrorDetails) -> tuple[str, str]:
        """Return message and remedy for a value that is there and wrong."""
        kind, value = error["type"], self._value(path)
        limits = error.get("ctx", {})
        if path == ("private",):
            return "should be true, false, or a block of fields", "write true to keep the whole file private"
        if kind == "enum" or kind == "literal_error":
            return self._not_a_word(path, value, str(limits.get("expected", "")))
        is_item = kind.startswith("model_") and isinstance(path[-1], int)
        if (kind == "tuple_type" or is_item) and (remedy := self._as_item((*path, 0), value)):
            return _KINDS[kind][0], remedy if is_item else f"{remedy}, on the line below the key"
        if kind in _KINDS:
            message, remedy = _KINDS[kind]
            is_sayable = isinstance(value, str) and value[:1].isalnum() and not self.is_private
            shown = str(value) if is_sayable else "…"
            return message, remedy.format(value=shown[:_LONGEST_QUOTE])
        if kind.startswith("int_"):
            return f"{self._quoted(value)} is not a whole number", "write digits alone"
        if kind.startswith("bool_"):
            return f"{self._quoted(value)} is neither true nor false", "write true or false"
        if kind in {"greater_than_equal", "less_than_equal"}:
            limit = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
            return f"{self._quoted(value)} is out of range", f"it should be {limit}"
        if kind == "string_pattern_mismatch":
            return self._pattern(value, str(limits.get("pattern", "")))
        if kind == "value_error":
            reason = str(limits.get("error", ""))
            if not reason.startswith("is "):
                return reason, ""
            is_sayable = isinstance(value, str) and not self.is_private
            return f"{self._quoted(value)} {reason}", when_meant(str(value), reason) if is_sayable else ""
        return error["msg"][:1].lower() + error["msg"][1:], ""

    def _quoted(self, value: YamlValue) -> str:
        if isinstance(value, list):
            return "a list"
        if isinstance(value, dict):
            return "a block"
        if value is None or self.is_private:
            return "it"
        shown = value if len(value) <= _LONGEST_QUOTE else f"{value[:_LONGEST_QUOTE]}…"
        return repr(shown)

    def _as_item(self, item: KeyPath, value: YamlValue) -> str:
        """Return how an item of a list of blocks is written, or "" where the items are no blocks."""
        needed = [name for name, is_needed in _fields(self.model, item).items() if is_needed]
        if not needed:
            return ""
        text = value.lstrip("-* ") if isinstance(value, str) and not self.is_private else ""
        said = ["…"] * (len(needed) - 1) + [text if 0 < len(text) <= _LONGEST_QUOTE else "…"]
        lines = [f"`{name}: {text}`" for name, text in zip(needed, said, strict=True)]
        first = f"`- {lines[0][1:]}"
        below = f" and, below it, {' and '.join(lines[1:])}" if len(lines) > 1 else ""
        return f"write {first}{below}"

    def _not_a_word(self, path: KeyPath, value: YamlValue, expected: str) -> tuple[str, str]:
        words = re.findall(r"'([^']*)'", expected)
        kind = _enumeration(self.model, path)
        name = _name(kind) if kind else "one of the values allowed"
        message = f"{self._quoted(value)} is not {name}"
        if isinstance(value, str) and (found := word_meant(value, words) or nearest(value, words)):
            return message, f"did you mean {found}?"
        return message, f"use {', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else f"use {expected}"

    def _pattern(self, value: YamlValue, pattern: str) -> tuple[str, str]:
        if "http" in pattern:
            return f"{self._quoted(value)} is not an address", "begin it with https://, http:// or mailto:"
        text = value if isinstance(value, str) and not self.is_private else ""
        if name := id_meant(text):
            return f"{self._quoted(value)} is not an id", f"write the name of its file alone: {name}"
        better = slug(text)
        remedy = "use lower-case letters, digits and hyphens" + (f": {better}" if better else "")
        return f"{self._quoted(value)} is not an id", remedy


def _name(kind: type[Enum]) -> str:
    """Return an enumeration's name as words: Stage is "a stage"."""
    words = _CLASS_WORDS.sub(" ", kind.__name__).lower()
    article = "an" if words[0] in "aeiou" else "a"
    return _WORDS_FOR.get(kind.__name__, f"{article} {words}")


def _types_at(model: type[BaseModel], path: KeyPath) -> Iterator[object]:
    """Yield the types that the annotation at `path` is made of."""
    found: list[object] = [model]
    for part in path:
        below: list[object] = []
        for kind in found:
            if isinstance(part, str) and isinstance(kind, type) and issubclass(kind, BaseModel):
                info = kind.model_fields.get(part)
                below.extend(_flat(info.annotation) if info else ())
            elif isinstance(part, int):
                below.append(kind)
        found = below
    yield from found


def _flat(annotation: object) -> Iterator[object]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for part in inner:
        yield from _flat(part)


def _fields(model: type[BaseModel], path: KeyPath) -> dict[str, bool]:
    """Return the names of the fields that the block at `path` may have, each with whether it is required."""
    for kind in _types_at(model, path):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return {name: field.is_required() for name, field in kind.model_fields.items()}
    return {}


def _enumeration(model: type[BaseModel], path: KeyPath) -> type[Enum] | None:
    for kind in _types_at(model, path):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind
    return None
