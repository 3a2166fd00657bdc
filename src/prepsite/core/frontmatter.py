"""Text ↔ front matter and body, with the position of every key and value.

Scalars stay strings, so that `1.10`, `NO` and `09:30` mean what they say. YAML's machinery that
prep never needs (aliases, anchors, tags, merge keys) is refused: it is how a small file explodes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from prepsite.core.vault import KeyPath, Position
from prepsite.core.yaml_syntax import retell
from prepsite.errors import Problem, Severity

YamlValue: TypeAlias = "str | None | list[YamlValue] | dict[str, YamlValue]"

MAX_DEPTH = 32
MAX_NODES = 20_000
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

# The C parser is many times faster, but not every platform's wheel has it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_DELIMITER = re.compile(r"---[ \t]*\r?")
_ALMOST_DELIMITER = re.compile(r"[ \t]*(?:[-\u2010-\u2015\u2212][ \t]*){2,}[ \t]*\r?|\.\.\.[ \t]*\r?|\+\+\+[ \t]*\r?")
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|={7}|>{7}(?: .*)?)\r?$", re.MULTILINE)
_CONFLICT_IN_PROSE = re.compile(r"^(?:<{7}|>{7}) \S.*$", re.MULTILINE)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ud800-\udfff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_TAB_INDENT = re.compile(r"^ *\t+\s*(?=[^\s#])", re.MULTILINE)
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?: |\r?$)")
# Line breaks to YAML 1.1, but not to editors, so they would shift every line number.
_EXOTIC_BREAKS = "\x85\u2028\u2029"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class ParsedText:
    """A file's fields and body. `values` is empty where `problems` holds an error.

    `positions` has the (line, column) of values, `keys` of the keys themselves, by key path;
    `first` is where the fields begin. Lines end at `\\n` alone; the body has no `\\r\\n`.
    """

    path: str
    values: dict[str, YamlValue] = field(default_factory=dict)
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    keys: Mapping[KeyPath, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    first: Position = (1, 1)
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Tell whether the fields were read."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


class _RefusedError(Exception):
    """A construct that isn't read: carries its problem out of the loop over events."""

    def __init__(self, mark: yaml.Mark, message: str, remedy: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.remedy = mark, message, remedy


def parse_front_matter(text: str, path: str) -> ParsedText:
    """Read a Markdown file's front matter and body; whatever is wrong becomes a Problem."""
    text = text.removeprefix(BOM)
    lines = text.split("\n")
    if not text.strip():
        return _broken(path, (1, 1), "the file is empty", "begin it with front matter between two lines of ---")
    if not _DELIMITER.fullmatch(lines[0]):
        return _without_opening(path, text, lines)
    closing = next((n for n, line in enumerate(lines[1:], 1) if _DELIMITER.fullmatch(line)), None)
    if closing is None:
        return _without_closing(path, lines)
    body = "\n".join(lines[closing + 1 :])
    parsed = _parse("\n".join([*lines[1:closing], ""]), path, first_line=2)
    return ParsedText(
        path,
        parsed.values,
        parsed.positions,
        parsed.keys,
        body.replace("\r\n", "\n"),
        closing + 2,
        (2 if closing > 1 else 1, 1),
        (*parsed.problems, *_body_problems(body, path, closing + 2)),
    )


def parse_yaml(text: str, path: str) -> ParsedText:
    """Read a YAML file of settings; an empty one has no fields and no problem."""
    return _parse(text.removeprefix(BOM), path, first_line=1)


def place(text: str, offset: int, first_line: int = 1) -> Position:
    """Return the line and column, from 1, of an offset in a text that begins at `first_line`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return (first_line + text.count("\n", 0, offset), offset - line_start + 1)


def conflicts(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Return a problem where the text of a body holds the marks of an unfinished merge."""
    found = _CONFLICT_IN_PROSE.search(text)
    return (_conflict(path, place(text, found.start(), first_line)),) if found else ()


def _conflict(path: str, position: Position) -> Problem:
    return _error(
        path,
        position,
        "there are conflict markers of an unfinished merge",
        "keep the lines you want, and delete the markers",
    )


def _error(path: str, position: Position, message: str, remedy: str = "", where: str = "") -> Problem:
    return Problem(path, *position, Severity.ERROR, where, message, remedy)


def _broken(path: str, position: Position, message: str, remedy: str) -> ParsedText:
    return ParsedText(path, problems=(_error(path, position, message, remedy),))


def _without_opening(path: str, text: str, lines: list[str]) -> ParsedText:
    if found := _CONFLICT.match(text):
        return ParsedText(path, problems=(_conflict(path, place(text, found.start())),))
    body = text.replace("\r\n", "\n")
    if _ALMOST_DELIMITER.fullmatch(lines[0]):
        message, remedy = "the first line is not exactly ---", "write three hyphens and nothing else"
    elif _KEY_LINE.match(lines[0]):
        message, remedy = "the line --- that opens the front matter is missing", "put a line --- above the first key"
    elif "---" in (line.strip() for line in lines[1:20]) and not lines[0].strip():
        message, remedy = "the front matter does not start on the first line", "delete what stands above ---"
    else:
        message, remedy = "the file has no front matter", "begin it with a line ---, the fields, and a line ---"
    problem = _error(path, (1, 1), message, remedy)
    return ParsedText(path, body=body, problems=(problem, *conflicts(text, path)))


def _without_closing(path: str, lines: list[str]) -> ParsedText:
    text = "\n".join(lines)
    if found := _CONFLICT.search(text):
        return ParsedText(path, problems=(_conflict(path, place(text, found.start())),))
    for number, line in enumerate(lines[1:], 2):
        if _ALMOST_DELIMITER.fullmatch(line):
            column = len(line) - len(line.lstrip()) + 1 if line.strip() != "---" else 1
            message = "the line that closes the front matter is not exactly ---"
            return _broken(path, (number, column), message, "write three hyphens and nothing else")
    message = "the front matter is opened here but never closed"
    return _broken(path, (1, 1), message, "put a line --- below the last field")


def _body_problems(body: str, path: str, first_line: int) -> tuple[Problem, ...]:
    problems = conflicts(body, path, first_line)
    if found := _CONTROL.search(body):
        code = ord(found[0])
        message = f"there is a control character (U+{code:04X}) in the text"
        return (*problems, _error(path, place(body, found.start(), first_line), message, "delete it"))
    return problems


def _parse(block: str, path: str, first_line: int) -> ParsedText:
    """Read a block of YAML whose first line is line `first_line` of its file."""
    for pattern, message, remedy in (
        (_CONFLICT, "there are conflict markers of an unfinished merge", "keep the lines you want, and delete the markers"),
        (_UNPRINTABLE, "there is a control character (U+{code:04X}) here", "delete it"),
        (_LONE_RETURN, "there is a carriage return without a line feed", "end lines with a line feed, as editors do"),
    ):
        if found := pattern.search(block):
            code = ord(found[0][:1])
            position = place(block, found.start(), first_line)
            return ParsedText(path, problems=(_error(path, position, message.format(code=code), remedy),))
    breaks = _stand_ins(block)
    builder = _Builder(path, first_line, {stand_in: sign for sign, stand_in in breaks.items()})
    source = block.translate(breaks) if breaks else block
    try:
        builder.build(source)
    except _RefusedError as refused:
        builder.report(refused.mark, refused.message, refused.remedy)
    except yaml.MarkedYAMLError as error:
        line, column, message, remedy = retell(error, source.split("\n"))
        builder.problems.append(_error(path, (line + first_line, column + 1), message, remedy))
    except yaml.YAMLError:
        message = "the fields are not YAML that can be read"
        builder.problems.append(_error(path, (first_line, 1), message, "write them as `key: value` lines"))
    if not builder.problems:
        builder.problems.extend(_tabs(block, path, first_line, builder.opaque))
    root = builder.root if isinstance(builder.root, dict) and not builder.problems else {}
    return ParsedText(
        path, root, builder.positions, builder.keys, problems=tuple(builder.problems), first=(first_line, 1)
    )


def _stand_ins(block: str) -> dict[int, int]:
    """Return unused private characters to parse in place of breaks that only YAML 1.1 knows."""
    if not any(sign in block for sign in _EXOTIC_BREAKS):
        return {}
    unused: Iterator[int] = (code for code in range(0xE000, 0xF8FF) if chr(code) not in block)
    return {ord(sign): next(unused, 0x20) for sign in _EXOTIC_BREAKS}


def _tabs(block: str, path: str, first_line: int, opaque: list[tuple[int, int]]) -> Iterator[Problem]:
    """Yield a problem for a tab in the indentation, outside of quoted and literal text."""
    for found in _TAB_INDENT.finditer(block):
        line, _ = place(block, found.start())
        if not any(start < line <= end for start, end in opaque):
            column = found[0].index("\t") + 1
            yield _error(path, (line + first_line - 1, column), "there is a tab in the indentation", "indent with spaces")
            return


@dataclass
class _Frame:
    """A list or block that is still open; `key` waits for its value."""

    path: KeyPath
    value: list[YamlValue] | dict[str, YamlValue]
    key: str | None = None
    is_repeated: bool = False


class _Builder:
    """Builds values from events, without recursion."""

    def __init__(self, path: str, first_line: int, restored: dict[int, int]) -> None:
        self.path, self.first_line, self.restored = path, first_line, restored
        self.root: YamlValue = None
        self.positions: dict[KeyPath, Position] = {}
        self.keys: dict[KeyPath, Position] = {}
        self.problems: list[Problem] = []
        self.opaque: list[tuple[int, int]] = []
        self.stack: list[_Frame] = []
        self.nodes = 0

    def report(self, mark: yaml.Mark, message: str, remedy: str, where: str = "") -> None:
        position = (mark.line + self.first_line, mark.column + 1)
        self.problems.append(_error(self.path, position, message, remedy, where))

    def build(self, source: str) -> None:
        documents = 0
        for event in yaml.parse(source, Loader=LOADER):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_machinery(event)
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._refuse_machinery(event)
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                raise _RefusedError(event.start_mark, "* starts an alias in YAML", "put the value in quotes")
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second YAML document starts here"
                    raise _RefusedError(event.start_mark, message, "keep all fields in one block")
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                raise _RefusedError(event.start_mark, "... ends YAML in the middle of the fields", "delete the line")

    def _refuse_machinery(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"there are more than {MAX_NODES:,} values"
            raise _RefusedError(event.start_mark, message, "split the file")
        if event.anchor is not None:
            raise _RefusedError(event.start_mark, "& starts an anchor in YAML", "put the value in quotes")
        if event.tag is not None:
            raise _RefusedError(event.start_mark, "! starts a tag in YAML", "put the value in quotes")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text = event.value.translate(self.restored) if self.restored else event.value
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, frame.value, text, event)
            return
        if event.style is not None:
            self.opaque.append((event.start_mark.line + 1, event.end_mark.line + 1))
        value = None if event.style is None and text in _NULLS else text
        if frame is None and value is not None:
            message = "the fields are text, not `key: value` lines"
            raise _RefusedError(event.start_mark, message, "put a colon and a space after each key")
        self._add(value, event.start_mark)

    def _key(self, frame: _Frame, into: dict[str, YamlValue], key: str, event: yaml.ScalarEvent) -> None:
        if key == "<<" and event.style is None:
            raise _RefusedError(event.start_mark, "<< merges blocks in YAML, which isn't read", "write the fields out")
        if not key:
            raise _RefusedError(event.start_mark, "there is a colon without a key before it", "name the key")
        frame.key, frame.is_repeated = key, key in into
        if not frame.is_repeated:
            self.keys[(*frame.path, key)] = (event.start_mark.line + self.first_line, event.start_mark.column + 1)
            return
        line, _ = self.keys[(*frame.path, key)]
        self.report(event.start_mark, f"the key stands twice; it is at line {line} already", "keep one of them", key)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        frame = self.stack[-1] if self.stack else None
        is_list = isinstance(event, yaml.SequenceStartEvent)
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            message = f"a key can't be a {'list' if is_list else 'block'}"
            raise _RefusedError(event.start_mark, message, "put the text in quotes")
        if len(self.stack) >= MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep"
            raise _RefusedError(event.start_mark, message, "write them flatter")
        if frame is None and is_list:
            raise _RefusedError(event.start_mark, "the fields are a list, not `key: value` lines", "give the list a key")
        value: list[YamlValue] | dict[str, YamlValue] = [] if is_list else {}
        self.stack.append(_Frame(self._add(value, event.start_mark), value))

    def _add(self, value: YamlValue, mark: yaml.Mark) -> KeyPath:
        """Put a value where it belongs, and return its path."""
        if not self.stack:
            self.root = value
            return ()
        frame = self.stack[-1]
        position = (mark.line + self.first_line, mark.column + 1)
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
