"""A file's text → front matter with positions, and body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from prepsite.core.first_lines import how_to_begin, is_web_page
from prepsite.core.vault import KeyPath, Position, PrepFile
from prepsite.core.yaml_values import CONFLICT, CONFLICT_SAYS, Block, YamlValue, place, read_block
from prepsite.errors import Problem, Severity

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

_DELIMITER = re.compile(r"---[ \t]*\r?")
_ALMOST_DELIMITER = re.compile(
    r"[ \t]*+(?:(?:[-\u2010-\u2015\u2212][ \t]*+){2,8}|[\u2013-\u2015]|\.\.\.|\+\+\+)[ \t]*\r?"
)
_MORE_THAN_DELIMITER = re.compile(r"---[ \t]*[^-\s]")
_LONE_RETURN = re.compile(r"\r(?!\n|$)")
_CONFLICT_IN_PROSE = re.compile(r"^(?:<{7}|>{7}) \S.*$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\ud800-\udfff]")
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?: |\r?$)")


@dataclass(frozen=True)
class ParsedText:
    r"""A file's fields and body. `values` says nothing unless `is_usable`.

    `positions` has the (line, column) of values, `keys` of the keys themselves, by key path;
    `first` is where the fields begin. Lines end at `\n` alone; the body has no `\r\n`.
    """

    path: str
    values: dict[str, YamlValue] = field(default_factory=dict)
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    keys: Mapping[KeyPath, Position] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    first: Position = (1, 1)
    problems: tuple[Problem, ...] = ()
    is_usable: bool = False


def parse_front_matter(text: str, path: str) -> ParsedText:
    """Read a Markdown file's front matter and body; whatever is wrong becomes a Problem."""
    text = text.removeprefix(BOM)
    lines = text.split("\n")
    if not text.strip():
        return _broken(path, (1, 1), "the file is empty", how_to_begin(path))
    if not _DELIMITER.fullmatch(lines[0]):
        return _without_opening(path, text, lines)
    closing = next((n for n, line in enumerate(lines[1:], 1) if _DELIMITER.fullmatch(line)), None)
    if closing is None:
        return _without_closing(path, lines)
    body = "\n".join(lines[closing + 1 :])
    block = read_block("\n".join([*lines[1:closing], ""]), path, first_line=2)
    if block.problems and (early := _almost_closed(path, lines[:closing])):
        block = Block(problems=[early])
    return ParsedText(
        path,
        block.values,
        block.positions,
        block.keys,
        body.replace("\r\n", "\n"),
        closing + 2,
        (2 if closing > 1 else 1, 1),
        (*block.problems, *_body_problems(body, path, closing + 2)),
        is_usable=not block.problems,
    )


@lru_cache(maxsize=64)
def head_of(prep: PrepFile) -> ParsedText:
    """Return the front matter of a prep file; what is asked of it one after another is parsed once."""
    return parse_front_matter(prep.text, prep.path)


def parse_yaml(text: str, path: str) -> ParsedText:
    """Read a YAML file of settings; an empty one has no fields and no problem."""
    block = read_block(text.removeprefix(BOM), path, first_line=1)
    problems = tuple(block.problems)
    return ParsedText(
        path, block.values, block.positions, block.keys, problems=problems, is_usable=not problems
    )


def conflicts(text: str, path: str, first_line: int = 1) -> tuple[Problem, ...]:
    """Return a problem where the text of a body holds the marks of an unfinished merge."""
    found = _CONFLICT_IN_PROSE.search(text)
    return (_conflict(path, place(text, found.start(), first_line)),) if found else ()


def _conflict(path: str, position: Position) -> Problem:
    return _error(path, position, *CONFLICT_SAYS)


def _error(path: str, position: Position, message: str, remedy: str = "", where: str = "") -> Problem:
    return Problem(path, *position, Severity.ERROR, where, message, remedy)


def _broken(path: str, position: Position, message: str, remedy: str) -> ParsedText:
    return ParsedText(path, problems=(_error(path, position, message, remedy),))


def _without_opening(path: str, text: str, lines: list[str]) -> ParsedText:
    if found := CONFLICT.match(text):
        return ParsedText(path, problems=(_conflict(path, place(text, found.start())),))
    body = text.replace("\r\n", "\n")
    if (found := _LONE_RETURN.search(lines[0])) is not None:
        message, remedy = "there is a carriage return without a line feed", "end lines with a line feed"
        return _broken(path, place(text, found.start()), message, remedy)
    if found := _MORE_THAN_DELIMITER.match(lines[0]):
        message = "there is more than --- on the line that opens the front matter"
        return _broken(path, (1, found.end()), message, "leave --- alone on its line")
    if _ALMOST_DELIMITER.fullmatch(lines[0]):
        message, remedy = "the first line is not exactly ---", "write three hyphens and nothing else"
    elif _KEY_LINE.match(lines[0]):
        message = "the line --- that opens the front matter is missing"
        remedy = "put a line --- above the first key"
    elif "---" in (line.strip() for line in lines[1:20]) and not lines[0].strip():
        message, remedy = "the front matter does not start on the first line", "delete what stands above ---"
    elif is_web_page(text):
        message = "this is a web page as a browser saves it, not text"
        remedy = "put its words here, below two lines of ---; `prepsite new application --posting` reads it"
    else:
        message, remedy = "the file has no front matter", how_to_begin(path)
    problem = _error(path, (1, 1), message, remedy)
    return ParsedText(path, body=body, problems=(problem, *conflicts(text, path)))


def _without_closing(path: str, lines: list[str]) -> ParsedText:
    text = "\n".join(lines)
    if found := CONFLICT.search(text):
        return ParsedText(path, problems=(_conflict(path, place(text, found.start())),))
    if almost := _almost_closed(path, lines):
        return ParsedText(path, problems=(almost,))
    message = "the front matter is opened here but never closed"
    return _broken(path, (1, 1), message, "put a line --- below the last field")


def _almost_closed(path: str, lines: list[str]) -> Problem | None:
    """Return a problem for the first line that looks like the closing one, but isn't."""
    for number, line in enumerate(lines[1:], 2):
        if found := _MORE_THAN_DELIMITER.match(line):
            message = "there is more than --- on the line that closes the front matter"
            return _error(path, (number, found.end()), message, "leave --- alone on its line")
        if _ALMOST_DELIMITER.fullmatch(line):
            message = "the line that closes the front matter is not exactly ---"
            column = len(line) - len(line.lstrip()) + 1
            return _error(path, (number, column), message, "write three hyphens and nothing else")
    return None


def _body_problems(body: str, path: str, first_line: int) -> tuple[Problem, ...]:
    problems = conflicts(body, path, first_line)
    if found := _CONTROL.search(body):
        code = ord(found[0])
        message = f"there is a control character (U+{code:04X}) in the text"
        return (*problems, _error(path, place(body, found.start(), first_line), message, "delete it"))
    return problems
