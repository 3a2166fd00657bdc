"""A block of YAML → plain values, with the position of every key and value.

Scalars stay strings, so that `1.10`, `NO` and `09:30` mean what they say. YAML's machinery that
prep never needs (aliases, anchors, tags, merge keys) is refused: it is how a small file explodes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from prepsite.core.vault import KeyPath, Position
from prepsite.core.yaml_syntax import retell
from prepsite.errors import Problem, Severity

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue] | None"

MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_PROBLEMS = 50
# What a problem says of a file may quote it; a file of one long word must not fill the screen.
LONGEST_FIELD = 120
LONGEST_MESSAGE = 600

# The C parser is many times faster, but not every platform's wheel has it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|={7}|>{7}(?: .*)?)\r?$", re.MULTILINE)
CONFLICT_SAYS = (
    "there are conflict markers of an unfinished merge",
    "keep the lines you want, and delete the markers",
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_TAB_INDENT = re.compile(r"^ *+\t[ \t]*+(?=[^\s#])", re.MULTILINE)
# Line breaks to YAML 1.1, but not to editors, so they would shift every line number.
_EXOTIC_BREAKS = "\x85\u2028\u2029"
# An item whose hyphen stands at its text; looked for at the start of a line alone.
_TIGHT_ITEM = re.compile(r"^ *-(?=[^\s-])")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BEFORE_YAML = (
    (CONFLICT, *CONFLICT_SAYS),
    (_UNPRINTABLE, "there is a control character (U+{code:04X}) here", "delete it"),
    (_LONE_RETURN, "there is a carriage return without a line feed", "end lines with a line feed"),
)


@dataclass
class Block:
    """What a block of YAML says. `values` is empty where there is a problem."""

    values: dict[str, YamlValue] = field(default_factory=dict)
    positions: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def shortened(text: str, longest: int) -> str:
    """Return the text, or its beginning and an ellipsis where it is longer than that."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def place(text: str, offset: int, first_line: int = 1) -> Position:
    """Return the line and column, from 1, of an offset in a text that begins at `first_line`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return (first_line + text.count("\n", 0, offset), offset - line_start + 1)


def read_block(block: str, path: str, first_line: int, *, keeps_nested: bool = False) -> Block:
    """Read a block of YAML whose first line is line `first_line` of the file at `path`.

    Items indented below an item's text are refused as a slip; `keeps_nested` has them stay part of
    it, each on a line of its own, as rendercv means them.
    """
    for pattern, message, remedy in _BEFORE_YAML:
        if found := pattern.search(block):
            told = message.format(code=ord(found[0][0]))
            position = place(block, found.start(), first_line)
            return Block(problems=[Problem(path, *position, Severity.ERROR, "", told, remedy)])
    breaks = _stand_ins(block)
    restored = {stand_in: chr(sign) for sign, stand_in in breaks.items()}
    builder = _Builder(path, first_line, restored, keeps_nested=keeps_nested)
    source = block.translate(breaks) if breaks else block
    try:
        builder.build(source)
    except _RefusedError as refused:
        builder.report(refused.position, refused.message, refused.remedy)
    except yaml.MarkedYAMLError as error:
        line, column, message, remedy = retell(error, source.split("\n"))
        builder.report((line + first_line, column + 1), message, remedy)
    except yaml.YAMLError:
        message = "the fields are not YAML that can be read"
        builder.report((first_line, 1), message, "write them as `key: value` lines")
    if not builder.problems:
        builder.report_tabs(block)
    root = builder.root if isinstance(builder.root, dict) and not builder.problems else {}
    return Block(root, builder.positions, builder.keys, builder.problems)


def _stand_ins(block: str) -> dict[int, int]:
    """Return unused private characters to parse in place of breaks that only YAML 1.1 knows."""
    if not any(sign in block for sign in _EXOTIC_BREAKS):
        return {}
    unused: Iterator[int] = (code for code in range(0xE000, 0xF8FF) if chr(code) not in block)
    return {ord(sign): next(unused, 0x20) for sign in _EXOTIC_BREAKS}


class _RefusedError(Exception):
    """A construct that isn't read: carries its problem out of the loop over events."""

    def __init__(self, position: Position, message: str, remedy: str) -> None:
        super().__init__(message)
        self.position, self.message, self.remedy = position, message, remedy


@dataclass
class _Frame:
    """A list or block that is still open; `key` waits for its value."""

    path: KeyPath
    value: list[YamlValue] | dict[str, YamlValue]
    key: str | None = None
    is_repeated: bool = False

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.value, dict)


class _Builder:
    """Builds values from events, without recursion."""

    def __init__(self, path: str, first_line: int, restored: dict[int, str], *, keeps_nested: bool) -> None:
        self.path, self.first_line, self.restored = path, first_line, restored
        self.keeps_nested = keeps_nested
        self.root: YamlValue = None
        self.positions: dict[KeyPath, Position] = {}
        self.keys: dict[KeyPath, Position] = {}
        self.problems: list[Problem] = []
        self.opaque: list[tuple[int, int]] = []
        self.stack: list[_Frame] = []
        self.nodes = 0
        self.lines: list[str] = []

    def report(self, position: Position, message: str, remedy: str, key: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            named = shortened(key, LONGEST_FIELD)
            self.problems.append(Problem(self.path, *position, Severity.ERROR, named, message, remedy))

    def report_tabs(self, block: str) -> None:
        """Report a tab in the indentation, outside of quoted and literal text."""
        line, counted, texts = self.first_line, 0, 0
        for found in _TAB_INDENT.finditer(block):
            # Lines and texts are both in order, so one pass over each will do.
            line += block.count("\n", counted, found.start())
            counted = found.start()
            while texts < len(self.opaque) and self.opaque[texts][1] < line:
                texts += 1
            if texts == len(self.opaque) or self.opaque[texts][0] >= line:
                position = (line, found[0].index("\t") + 1)
                self.report(position, "there is a tab in the indentation", "indent with spaces")
                return

    def build(self, source: str) -> None:
        self.lines = source.split("\n")
        documents = 0
        for event in yaml.parse(source, Loader=LOADER):
            if isinstance(event, yaml.ScalarEvent):
                position = self._admitted(event)
                self._scalar(event, position)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, self._admitted(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(self._at(event), "* starts an alias in YAML", "put the value in quotes")
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second YAML document starts here"
                    raise _RefusedError(self._at(event), message, "keep all fields in one block")
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                message = "... ends YAML in the middle of the fields"
                raise _RefusedError(self._at(event), message, "delete the line")

    def _at(self, event: yaml.Event) -> Position:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def _admitted(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Position:
        """Return the event's position, unless it is machinery or one value too many."""
        position = self._at(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _RefusedError(position, f"there are more than {MAX_NODES:,} values", "split the file")
        if event.anchor is not None:
            raise _RefusedError(position, "& starts an anchor in YAML", "put the value in quotes")
        if event.tag is not None:
            raise _RefusedError(position, "! starts a tag in YAML", "put the value in quotes")
        return position

    def _scalar(self, event: yaml.ScalarEvent, position: Position) -> None:
        text: str = event.value.translate(self.restored) if self.restored else event.value
        is_plain = not event.style
        if self.stack and self.stack[-1].wants_key:
            self._key(self.stack[-1], text, position, is_plain)
            return
        if event.end_mark is not None and event.end_mark.line + self.first_line > position[0]:
            span = (position[0], event.end_mark.line + self.first_line)
            if is_plain and self.keeps_nested:
                text = self._with_nested(text, *span)
            elif is_plain:
                self._refuse_swallowed_items(*span)
            else:
                self.opaque.append(span)
        value = None if is_plain and text in _NULLS else text
        if not self.stack and value is not None:
            message = "the fields are text, not `key: value` lines"
            raise _RefusedError(position, message, "put a colon and a space after each key")
        self._add(value, position)

    def _refuse_swallowed_items(self, first: int, last: int) -> None:
        """Refuse an item of a list that YAML would take for the text above it going on."""
        for number in range(first + 1, last + 1):
            line = self.lines[number - self.first_line]
            if line.lstrip(" ").startswith("- "):
                above = self.lines[first - self.first_line]
                if hyphen := _TIGHT_ITEM.match(above[:200]):
                    message = "there is no space after the hyphen of this item"
                    raise _RefusedError((first, hyphen.end()), message, "put a space after it")
                message = (
                    "this line is indented deeper than the items above it, so it would be part of their text"
                )
                position = (number, len(line) - len(line.lstrip(" ")) + 1)
                raise _RefusedError(position, message, "line its hyphen up with the others")

    def _with_nested(self, text: str, first: int, last: int) -> str:
        """Return a text that YAML ran together, with the items in it on lines of their own again."""
        for number in range(first + 1, last + 1):
            item = self.lines[number - self.first_line : number - self.first_line + 1]
            plain = " ".join("".join(item).split())
            if plain.startswith("- ") and f" {plain}" in text:
                text = text.replace(f" {plain}", f"\n{plain}", 1)
        return text

    def _key(self, frame: _Frame, key: str, position: Position, is_plain: bool) -> None:
        if key == "<<" and is_plain:
            raise _RefusedError(position, "<< merges blocks in YAML, which isn't read", "write the fields out")
        if not key:
            raise _RefusedError(position, "there is a colon without a key before it", "name the key")
        if is_plain and key != key.strip():
            sign = next(sign for sign in key if sign.isspace())
            message = f"there is a space before or after the key that is not a plain one (U+{ord(sign):04X})"
            raise _RefusedError(position, message, "replace it with a plain space")
        path = (*frame.path, key)
        frame.key, frame.is_repeated = key, path in self.keys
        if frame.is_repeated:
            message = f"the key stands twice; line {self.keys[path][0]} has it already"
            self.report(position, message, "keep one of them", key)
        else:
            self.keys[path] = position

    def _open(self, event: yaml.CollectionStartEvent, position: Position) -> None:
        is_list = isinstance(event, yaml.SequenceStartEvent)
        if self.stack and self.stack[-1].wants_key:
            message = f"a key can't be a {'list' if is_list else 'block'}"
            raise _RefusedError(position, message, "put the text in quotes")
        if len(self.stack) >= MAX_DEPTH:
            # On one line, the outermost bracket is the place to mend.
            opened = (self.positions[frame.path] for frame in self.stack if frame.path in self.positions)
            first = next((place for place in opened if place[0] == position[0]), position)
            raise _RefusedError(first, f"values are nested more than {MAX_DEPTH} deep", "write them flatter")
        if not self.stack and is_list:
            message = "the fields are a list, not `key: value` lines"
            raise _RefusedError(position, message, "give the list a key")
        value: list[YamlValue] | dict[str, YamlValue] = [] if is_list else {}
        self.stack.append(_Frame(self._add(value, position), value))

    def _add(self, value: YamlValue, position: Position) -> KeyPath:
        """Put a value where it belongs, and return its path."""
        if not self.stack:
            self.root = value
            return ()
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            path: KeyPath = (*frame.path, len(frame.value))
            frame.value.append(value)
            self.positions[path] = position
            return path
        key, frame.key = frame.key or "", None
        path = (*frame.path, key)
        if not frame.is_repeated:
            frame.value[key] = value
            self.positions[path] = position
        return path
