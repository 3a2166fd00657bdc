"""Tame a writer's prose, so that no text of its can break the document that holds it.

Prose fields are Markdown. What would change the structure around them is taken out of force:
headings are demoted, fences closed, rules and setext underlines, HTML, comments, link
definitions and conflict markers escaped. Control characters are dropped.
"""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u2028\u2029\ufeff]")
_FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})(?P<rest>[^\n]*)$")
_CONTAINER = r"[ \t]*(?:(?:>|[-*+][ \t]|\d+[.)][ \t])[ \t]*)*"
_HEADING = re.compile(rf"^(?P<indent>{_CONTAINER})(?P<marks>#{{1,6}})(?P<rest>[ \t].*|$)")
_HASH = re.compile(rf"^({_CONTAINER})#")
_RULE = re.compile(r"^( *)([-=*_])(?=(?:[ \t]*\2)*[ \t]*$)")
_DEFINITION = re.compile(r"^( {0,3})\[(?=[^\]]+\]:)")
_CONFLICT = re.compile(r"^([<>|]{7})(?=\s|$)")
_CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def as_line(text: str) -> str:
    """Return the text as one tame line, for a heading or a list item."""
    return " ".join(as_block(text, level=6).split())


def as_block(text: str, level: int = 4) -> str:
    """Return the text as tame Markdown blocks; a heading in it has at least `level` marks."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening["mark"].startswith(fence) and not opening["rest"].strip():
                fence = ""
            lines.append(_tame_markers(line))
        elif opening and "`" not in opening["rest"]:
            fence = opening["mark"]
            lines.append(_tame_markers(line))
        else:
            lines.append(_tame_line(line, level))
    if fence:
        lines.append(fence)
    return "\n".join(lines)


def _tame_line(line: str, level: int) -> str:
    if heading := _HEADING.match(line):
        marks = "#" * min(6, max(level, len(heading["marks"]) + level - 1))
        line = f"{heading['indent']}{marks}{heading['rest']}" if heading["rest"].strip() else ""
    else:
        line = _HASH.sub(r"\1\\#", line)
    line = _RULE.sub(r"\1\\\2", line)
    line = _DEFINITION.sub(r"\1\\[", line)
    line = _CONFLICT.sub(lambda match: "\\" + match[1], line)
    return _escape_html(line)


def _escape_html(line: str) -> str:
    """Escape tags outside code spans; a code span is one only within its line."""
    parts: list[str] = []
    end = 0
    for span in _CODE_SPAN.finditer(line):
        parts.append(_TAG.sub("&lt;", line[end : span.start()]))
        parts.append(_tame_markers(span[0]))
        end = span.end()
    parts.append(_TAG.sub("&lt;", line[end:]))
    return "".join(parts)


def _tame_markers(line: str) -> str:
    """Escape what would be read as a marker even inside code."""
    return line.replace("<!--", "&lt;!--")
