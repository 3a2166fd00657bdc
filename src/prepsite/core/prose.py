"""Tame a writer's prose, so that no text of its can break the document that holds it.

Prose fields are Markdown. What would change the structure around them is taken out of force:
headings are demoted, fences closed, rules, tables and setext underlines, HTML, comments, link
definitions and conflict markers escaped. Control characters are dropped. What counts as code here
is code in every renderer: a fence at the margin, a span within its line; other backticks are escaped.
"""

import re

from prepsite.core.code_spans import pieces

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u2028\u2029\ufeff]")
_OPENING = re.compile(r"^(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]{0,30})[ \t]*$")
_CLOSING = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[ \t]*$")
_CONTAINER = r"[ \t]*(?:(?:>|[-*+][ \t]|\d+[.)][ \t])[ \t]*)*"
_HEADING = re.compile(rf"^(?P<indent>{_CONTAINER})(?P<marks>#{{1,6}})(?P<rest>[ \t].*|$)")
_HASH = re.compile(rf"^({_CONTAINER})#")
_RULE = re.compile(r"^( *)([-=*_])(?=(?:[ \t]*\2)*[ \t]*$)")
_TABLE = re.compile(rf"^({_CONTAINER})(?=[-:| \t]*\|)(?=[:| \t]*-)([-:|])(?=[-:| \t]*$)")
_WAVES = re.compile(rf"^({_CONTAINER})(?=~~~)")
_DEFINITION = re.compile(rf"^({_CONTAINER})\[(?=[^\]]+\]:)")
_CONFLICT = re.compile(r"^([<>|]{7})(?=\s|$)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LONE_BACKTICK = re.compile(r"(\\*)(`+)")


def as_line(text: str) -> str:
    """Return the text as one tame line, for a heading or a list item."""
    # Joined first: what is code over lines may be none on one.
    return " ".join(as_block(" ".join(text.split()), level=6).split())


def as_block(text: str, level: int = 4) -> str:
    """Return the text as tame Markdown blocks; a heading in it has at least `level` marks."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        closing = _CLOSING.match(line) if fence else None
        opening = None if fence else _OPENING.match(line)
        if opening:
            fence = opening["mark"]
            # After a label on the same line, it would be no fence.
            lines += ["", ""] if not lines else []
            lines.append(f"{fence}{opening['language']}")
        elif fence:
            fence = "" if closing and closing["mark"].startswith(fence) else fence
            lines.append(_tame_markers(line))
        else:
            lines.append(_tame_line(line, level))
    if fence:
        lines.append(fence)
    # What a template puts after it would make its last line none that closes.
    ends_in_code = bool(fence) or (len(lines) > 1 and bool(_CLOSING.match(lines[-1])))
    return "\n".join(lines) + ("\n" if ends_in_code else "")


def _tame_line(line: str, level: int) -> str:
    if heading := _HEADING.match(line):
        marks = "#" * min(6, max(level, len(heading["marks"]) + level - 1))
        line = f"{heading['indent']}{marks}{heading['rest']}" if heading["rest"].strip() else ""
    else:
        line = _HASH.sub(r"\1\\#", line)
    line = _RULE.sub(r"\1\\\2", line)
    line = _TABLE.sub(r"\1\\\2", line)
    line = _WAVES.sub(r"\1\\", line)
    line = _DEFINITION.sub(r"\1\\[", line)
    line = _CONFLICT.sub(lambda match: "\\" + match[1], line)
    return _escape_html(line)


def _escape_html(line: str) -> str:
    """Escape tags outside of code spans, and backticks that make none."""
    return "".join(_tame_markers(piece) if is_code else _tame_text(piece) for is_code, piece in pieces(line))


def _tame_text(piece: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        slashes, ticks = found[1], found[2]
        first = ticks[:1] if len(slashes) % 2 else ""
        return slashes + first + "\\`" * (len(ticks) - len(first))

    return _LONE_BACKTICK.sub(escaped, _TAG.sub("&lt;", piece))


def _tame_markers(line: str) -> str:
    """Escape what would be read as a marker even inside code."""
    return line.replace("<!--", "&lt;!--")
