"""JSON → plain values, with the position of every key and value, as `yaml_values` gives them.

Scalars stay text, `null` is None. Built from tokens without recursion: what is nested too deep, too
much, said twice, or not JSON is refused at its line and column.
"""

import json
import re
from dataclasses import dataclass, field

from prepsite.core.vault import KeyPath, Position
from prepsite.core.yaml_values import MAX_DEPTH, MAX_NODES, Block, YamlValue, shortened
from prepsite.errors import Problem, Severity

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(?P<number>-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?(?![\w.]))"
    r"|(?P<word>true|false|null)(?!\w)"
    r"|(?P<sign>[{}\[\],:])"
)
_SPACE = re.compile(r"[ \t\r\n]*+")
_ODDITIES = (
    (re.compile(r"//|/\*|#"), "a comment stands here, which JSON doesn't have", "delete it"),
    (re.compile(r"'"), "text stands in single quotes", 'write it in double quotes: "…"'),
    (re.compile(r"[“”„]"), "this is a typographic quote", 'write a straight one: "'),
    (
        re.compile(r'"'),
        "the text that begins here does not end on its line",
        'close it with ", write \\n for a break',
    ),
    (re.compile(r"\w"), "this word is neither text nor a number", 'put it in double quotes: "…"'),
)
_LONGEST_KEY = 60
_HALF = re.compile("[\ud800-\udfff]")


def read_json(text: str, path: str) -> Block:
    """Read a JSON text whose top is an object; `values` is empty where there is a problem."""
    reader = _Reader(text, path)
    try:
        reader.read()
    except _RefusedError as refused:
        problem = Problem(path, *refused.position, Severity.ERROR, refused.key, refused.message, refused.remedy)
        return Block(problems=[problem])
    return Block(reader.root, reader.positions, reader.keys)


class _RefusedError(Exception):
    """Something that isn't read: carries its problem out of the loop over tokens."""

    def __init__(self, position: Position, message: str, remedy: str, key: str = "") -> None:
        super().__init__(message)
        self.position, self.message, self.remedy, self.key = position, message, remedy, key


@dataclass
class _Frame:
    """An object or list that is still open; `wants` is what may come next."""

    path: KeyPath
    value: "list[YamlValue] | dict[str, YamlValue]"
    at: Position
    wants: str
    key: str = ""


@dataclass
class _Reader:
    """Reads one text; `line` and `start` follow the place that was looked at last."""

    text: str
    path: str
    root: dict[str, YamlValue] = field(default_factory=dict)
    positions: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=list)
    nodes: int = 0
    line: int = 1
    start: int = 0

    def read(self) -> None:
        """Read the whole text; raise _RefusedError at the first thing that can't be read."""
        at, done = self._next(0), False
        while at < len(self.text):
            found = _TOKEN.match(self.text, at)
            place = self._place(at)
            if found is None:
                raise self._odd(at, place)
            if done:
                raise _RefusedError(place, "there is more after the end of the JSON", "delete it")
            self._take(found, place)
            done = not self.stack
            at = self._next(found.end())
        if self.stack:
            sign = "]" if isinstance(self.stack[-1].value, list) else "}"
            opened = "[" if sign == "]" else "{"
            message = f"the {opened} that opens here is never closed"
            raise _RefusedError(self.stack[-1].at, message, f"close it with {sign}; the file may be cut off")
        if not done:
            raise _RefusedError((1, 1), "the file is empty", "export the resume again")

    def _next(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _place(self, at: int) -> Position:
        """Return the line and column of an offset; offsets only ever grow."""
        self.line += self.text.count("\n", self.start, at)
        self.start = max(self.text.rfind("\n", self.start, at) + 1, self.start)
        return (self.line, at - self.start + 1)

    def _odd(self, at: int, place: Position) -> _RefusedError:
        for pattern, message, remedy in _ODDITIES:
            if pattern.match(self.text, at):
                return _RefusedError(place, message, remedy)
        return _RefusedError(
            place, f"{self.text[at]!r} can't stand here in JSON", "delete it, or quote the text"
        )

    def _take(self, found: "re.Match[str]", place: Position) -> None:
        frame = self.stack[-1] if self.stack else None
        sign = found["sign"] or ""
        if frame is None:
            if sign != "{":
                raise _RefusedError(place, "the JSON is not an object", 'begin it with { "basics": …')
            self._open(sign, place, ())
        elif sign in ("}", "]") and sign:
            self._close(frame, sign, place)
        elif frame.wants in ("key", "first key"):
            self._key(frame, found, place)
        elif frame.wants in (":", ","):
            self._separator(frame, sign, place)
        elif sign in (",", ":") and sign:
            raise _RefusedError(place, f"a value is missing before this {sign}", "write it, or delete the sign")
        else:
            self._value(frame, found, sign, place)

    def _key(self, frame: _Frame, found: "re.Match[str]", place: Position) -> None:
        if found["string"] is None:
            raise _RefusedError(place, "a key is needed here", 'write it in double quotes: "name": …')
        frame.key, frame.wants = _HALF.sub("\ufffd", json.loads(found[0])), ":"
        path = (*frame.path, frame.key)
        if path in self.keys:
            message = f"the key stands twice; line {self.keys[path][0]} has it already"
            raise _RefusedError(place, message, "keep one of them", shortened(frame.key, _LONGEST_KEY))
        self.keys[path] = place

    def _separator(self, frame: _Frame, sign: str, place: Position) -> None:
        if sign != frame.wants:
            if frame.wants == ":":
                raise _RefusedError(place, "there is no colon after the key before this", 'write "key": value')
            raise _RefusedError(place, "a comma is missing before this", "put one after the value before it")
        frame.wants = "key" if isinstance(frame.value, dict) and sign == "," else "value"

    def _value(self, frame: _Frame, found: "re.Match[str]", sign: str, place: Position) -> None:
        path = (*frame.path, len(frame.value) if isinstance(frame.value, list) else frame.key)
        frame.wants = ","
        if sign:
            self._open(sign, place, path)
            return
        self._count(place)
        text: str = json.loads(found[0]) if found["string"] else found[0]
        if _HALF.search(text):
            raise _RefusedError(place, "this text holds half of a character", "write the character itself")
        self._put(frame, None if text == "null" and not found["string"] else text)
        self.positions[path] = place

    def _open(self, sign: str, place: Position, path: KeyPath) -> None:
        self._count(place)
        if len(self.stack) >= MAX_DEPTH:
            raise _RefusedError(place, f"values are nested more than {MAX_DEPTH} deep", "write them flatter")
        value: list[YamlValue] | dict[str, YamlValue] = [] if sign == "[" else {}
        if self.stack:
            self._put(self.stack[-1], value)
            self.positions[path] = place
        elif isinstance(value, dict):
            self.root = value
        self.stack.append(_Frame(path, value, place, "first value" if sign == "[" else "first key"))

    def _count(self, place: Position) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _RefusedError(place, f"there are more than {MAX_NODES:,} values", "is this a resume?")

    def _put(self, frame: _Frame, value: YamlValue) -> None:
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            frame.value[frame.key] = value

    def _close(self, frame: _Frame, sign: str, place: Position) -> None:
        if sign != ("]" if isinstance(frame.value, list) else "}"):
            message = f"this {sign} closes what line {frame.at[0]} opened otherwise"
            raise _RefusedError(place, message, "close brackets in the order in which they were opened")
        if frame.wants == "key" or (frame.wants == "value" and sign == "]"):
            raise _RefusedError(place, "a comma stands before this, with nothing after it", "delete the comma")
        if frame.wants in (":", "value"):
            raise _RefusedError(place, "the key before this has no value", 'write "key": value')
        self.stack.pop()
