"""YAML's syntax errors in plain words: what a person got wrong, where, and what to do.

A YAML parser notices a mistake where it can't go on, often lines after the place to mend. The
functions here look back for that place. Lines and columns count from 0, as the parser's do.
"""

import re

import yaml

# Patterns look at the start of a line alone: on a line of a megabyte they would take hours.
_START = 200
_KEY = re.compile(r"^(?P<indent>\s*(?:- +)*)(?P<key>[A-Za-z_][\w -]*?)\s*:(?= |\r?$)")
_NO_SPACE = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*:(?=[^\s:/])")
_OPEN_QUOTE = re.compile(r"""^\s*(?:- +)*(?:[A-Za-z_][\w -]*:\s+)?(?P<quote>["'])""")
_WRITE_KEY = "write `key: value`, or put a line --- above it where the text begins"
_STAR = re.compile(r"^\s*\* ")
_BRACKETED = re.compile(r"^\s*(?:- +)*(?:[A-Za-z_][\w -]*:\s+)?(?P<sign>[\[{])")

Told = tuple[int, int, str, str]


def retell(error: yaml.MarkedYAMLError, lines: list[str]) -> Told:
    """Return line, column, message and remedy for a syntax error in `lines`."""
    problem, context = error.problem or "", error.context or ""
    here = _spot(error.problem_mark or error.context_mark)
    start = _spot(error.context_mark or error.problem_mark)
    here = (min(here[0], max(len(lines) - 1, 0)), here[1])
    if tab := _tab(lines, here[0]):
        return (*tab, "there is a tab in the indentation", "indent with spaces")
    if (quote := _unclosed_quote(lines, here[0])) is not None:
        return (*quote, "the quote that opens here is never closed", "close it on the same line")
    if "quoted scalar" in context or "double-quoted" in context:
        return _in_quotes(problem, here, start)
    if "flow" in context:
        return _in_flow(lines, here, start, context)
    if "block scalar" in context:
        remedy = "begin the text on the next line, indented"
        return (*here, "after | or > nothing else may stand on the line", remedy)
    if ("anchor" in context or "alias" in context) and _STAR.match(_line(lines, start)):
        return (*start, "an item of a list begins with a hyphen here", "write - in place of *")
    if "anchor" in context or "alias" in context:
        return (*start, "a value can't begin with & or *", "put the value in quotes")
    if "tag" in context:
        return (*start, "a value can't begin with !", "put the value in quotes")
    if "directive" in context or "document start" in problem:
        return _between_documents(lines, here)
    if "cannot start any token" in problem:
        sign = _sign(lines, here)
        return (*here, f"a value can't begin with {sign}", "put the value in quotes")
    if "sequence entries are not allowed" in problem:
        return (*here, "a list can't begin on the line of its key", "put the hyphen on a line of its own")
    if "mapping values are not allowed" in problem or "simple key" in context:
        return _colon(lines, here, start)
    return _indentation(lines, here, context)


def _spot(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _line(lines: list[str], spot: tuple[int, int]) -> str:
    return lines[spot[0]][:_START] if spot[0] < len(lines) else ""


def _sign(lines: list[str], spot: tuple[int, int]) -> str:
    line = lines[spot[0]] if spot[0] < len(lines) else ""
    return line[spot[1] : spot[1] + 1] or "this character"


def _tab(lines: list[str], last: int) -> tuple[int, int] | None:
    """Return the first tab in an indentation, on the line of the error or right above it."""
    for number in range(max(0, last - 1), min(last + 1, len(lines))):
        line = lines[number]
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            return (number, indent.index("\t"))
    return None


def _unclosed_quote(lines: list[str], last: int) -> tuple[int, int] | None:
    """Return a quote, at the start of a value, whose text runs on into lines that look like keys."""
    number = 0
    while number <= min(last, len(lines) - 1):
        found = _OPEN_QUOTE.match(lines[number][:_START])
        if found is None or _closes(lines[number], found.end(), found["quote"]):
            number += 1
            continue
        below = range(number + 1, len(lines))
        end = next((n for n in below if _closes(lines[n], 0, found["quote"])), len(lines))
        swallowed = lines[number + 1 : end + 1]
        if end >= len(lines) or any(_KEY.match(line[:_START]) for line in swallowed):
            return (number, found.start("quote"))
        number = end + 1
    return None


def _closes(line: str, start: int, quote: str) -> bool:
    """Tell whether a quoted text that runs at `start` ends on this line."""
    rest = re.sub(r"\\.", "", line[start:]) if quote == '"' else line[start:].replace("''", "")
    return quote in rest


def _in_quotes(problem: str, here: tuple[int, int], start: tuple[int, int]) -> Told:
    if "escape" in problem or "hex" in problem:
        message = "a backslash in double quotes starts an escape, and this one means nothing"
        return (*here, message, "use single quotes, or double the backslash")
    return (*start, "the quote that opens here is never closed", "close it on the same line")


def _in_flow(lines: list[str], here: tuple[int, int], start: tuple[int, int], context: str) -> Told:
    if "flow node" in context:
        start = _last_bracket(lines, here[0])
    opening, closing = ("[", "]") if _sign(lines, start) == "[" else ("{", "}")
    line = lines[start[0]] if start[0] < len(lines) else ""
    if closing in line[start[1] :] and here[0] == start[0]:
        return (*here, "a comma is missing, or the text here needs quotes", "put a comma between the items")
    return (*start, f"the {opening} that opens here is never closed", f"close it with {closing}")


def _last_bracket(lines: list[str], last: int) -> tuple[int, int]:
    """Return where a value begins with a bracket, on this line or the nearest above it."""
    for number in range(min(last, len(lines) - 1), -1, -1):
        if found := _BRACKETED.match(lines[number][:_START]):
            return (number, found.start("sign"))
    return (last, 0)


def _between_documents(lines: list[str], here: tuple[int, int]) -> Told:
    line = lines[here[0]] if here[0] < len(lines) else ""
    if line.startswith("%"):
        return (here[0], 0, "a line can't begin with %", "put the value in quotes")
    return (*here, "this line belongs to none of the fields above it", "indent it like the other fields")


def _colon(lines: list[str], here: tuple[int, int], start: tuple[int, int]) -> Told:
    """Tell a missing colon, a second colon and a deeper indentation apart."""
    line = lines[here[0]] if here[0] < len(lines) else ""
    missing_at = start[0]
    key = _KEY.match(line[:_START])
    if here != start and start[0] < here[0]:
        return _missing_colon(lines, missing_at)
    if key is not None and key.end() - 1 == here[1]:
        above = _content_above(lines, here[0])
        if above is not None and not _KEY.match(lines[above][:_START]):
            return _missing_colon(lines, above)
        message = "this line is indented deeper than the field above it"
        return (here[0], len(key["indent"]), message, "line it up with the fields around it")
    if key is not None:
        message = "a colon and a space inside a value start a new field"
        return (*here, message, "put the whole value in quotes")
    return _missing_colon(lines, here[0])


def _missing_colon(lines: list[str], number: int) -> Told:
    line = lines[number] if number < len(lines) else ""
    column = len(line) - len(line.lstrip())
    if _NO_SPACE.match(line[:_START]):
        return (number, column, "there is no space after the colon on this line", "put a space after it")
    return (
        number,
        column,
        "there is no colon after the key on this line",
        _WRITE_KEY,
    )


def _content_above(lines: list[str], number: int) -> int | None:
    above = range(number - 1, -1, -1)
    return next((n for n in above if lines[n].strip() and not lines[n].lstrip().startswith("#")), None)


def _indentation(lines: list[str], here: tuple[int, int], context: str) -> Told:
    line = lines[here[0]] if here[0] < len(lines) else ""
    if _sign(lines, here) == ":":
        return (*here, "there is a colon without a key before it", "name the key")
    if found := _BRACKETED.match(line[:_START]):
        message = f"a value that begins with {found['sign']} is a list or a block"
        return (here[0], found.start("sign"), message, "put the whole value in quotes")
    if line[: here[1]].strip(" -"):
        return (*here, "there is more text after the end of the value", "put the whole value in quotes")
    if "block collection" in context or "block sequence" in context:
        return (*here, "this line is not an item of the list above it", "begin it with a hyphen, or line it up")
    return (*here, "this line does not line up with the fields around it", "indent it like its neighbours")
