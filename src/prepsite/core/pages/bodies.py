"""Bodies of vault files, strangers' Markdown, as parts of a page.

Headings go below the page's own, links lead to pages of the site or nowhere, raw HTML shows as
typed, comments are left out. What is left can change neither the page's structure nor its
anchors, in any renderer.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from prepsite.core.pages.body_passages import (
    HEADING,
    MOST_PIECES,
    TYPED,
    UNDERLINE,
    blocks_in,
    body_passages,
    heading_text,
)
from prepsite.core.pages.marks import without_marks
from prepsite.core.pages.markup import Held, outside_spans
from prepsite.core.pages.weight import as_typed, is_heavy

MAX_QUOTED = 8
MAX_INDENT = 40

_LAST_MARKS = re.compile(r"(?<!\\)#+$")
_NO_HEADING = re.compile(r"^([ \t]*(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+)*)(#+)(.*)$")
_FENCE_LINE = re.compile(r"^([ \t>]*)(`{3,}|~{3,})")
_FENCE_INFO = re.compile(r"^([ \t>]*)(`{3,}|~{3,})[ \t]*([A-Za-z0-9_+#.-]*).*$")
_QUOTES = re.compile(rf"^((?:[ \t]*>){{{MAX_QUOTED}}})[ \t>]*")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]\n^][^\]\n]*)\]:[ \t]*(?P<to><[^<>]*>|\S+).*$")
_LABEL = r"\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
_LINK = re.compile(
    rf"(?P<image>!?){_LABEL}"
    r"(?:\([ \t]*(?P<to><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)"
    r"""(?:\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)|\[(?P<label>[^\[\]\n]*)\])"""
)
_SHORT = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]\n]+)\](?![\[(:])")
_CITED = re.compile(r"(?<!\\)\[(?P<reference>[a-z]+(?:[:/][^\[\]\n]{1,160})?)\](?![\[(:])")
_TASK = re.compile(r"(?m)^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=\s)")
_TAG = re.compile(r"\\?<(?=[A-Za-z/!?])")
_LONE = re.compile(r"[\[\]{}`]")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
# All backslashes before a tag belong to it: in pairs they are a text's own, and none may lose its other.
_IN_ANGLES = re.compile(r"(?<!\\)\\*<(?:[^<>\n]{1,300}>|[A-Za-z/!?]+)")
_CHARACTER = re.compile(r"(?<!\\)\\*&#?[A-Za-z0-9]{1,31};")
_SNIPPET = re.compile(r"(?m)^([ \t;]*)--8<--")


def _nowhere(_: str) -> str | None:
    return None


@dataclass
class Surroundings:
    """What a body needs to know of its page.

    `below` is the level of the heading it stands under. `link` and `image` turn a destination,
    as written, into one for the page, or None. `cite` turns a reference into Markdown, or None
    where the brackets hold no reference. `anchor` is asked at each heading, with its level as
    written and its text, and may give an anchor.
    """

    below: int
    link: Callable[[str], str | None] = _nowhere
    image: Callable[[str], str | None] = _nowhere
    cite: Callable[[str], str | None] = _nowhere
    anchor: Callable[[int, str], str] = field(default=lambda _level, _text: "")


def embed(text: str, around: Surroundings, room: int = MOST_PIECES, *, marked: bool = False) -> str:
    """Return a body's Markdown, made fit for its page; the marks of a `marked` one stay in its text.

    After `room` headings and blocks of code the rest of it is shown as it was typed.
    """
    kinds = [(found.kind, list(found.lines)) for found in body_passages(text, room, marked=marked)]
    definitions: dict[str, str] = {}
    for kind, lines in kinds:
        if kind == "text":
            lines[:] = _without_definitions(lines, definitions)
    levels = [
        len(found["marks"])
        for kind, lines in kinds
        if kind == "text"
        for line in lines
        if (found := HEADING.match(line))
    ]
    body = _Body(around, definitions, max(0, around.below + 1 - min(levels, default=6)))
    parts: list[str] = []
    for kind, lines in kinds:
        if kind == "fence":
            opening = _FENCE_INFO.sub(r"\1\2\3", lines[0])
            parts += [opening, *map(without_marks, lines[1:])]
        elif kind == "indented":
            parts += map(without_marks, lines)
        elif kind == TYPED:
            parts += as_typed([without_marks(line) for line in lines])
        else:
            parts += _without_gaps(body.text_lines(lines), parts[-1] if parts else "")
    return "\n".join(parts).strip("\n")


def _without_gaps(lines: Iterable[str], before: str) -> Iterator[str]:
    """Yield lines of a text without the blank ones that follow another; `before` is the line before them."""
    for line in lines:
        if line or before:
            yield line
        before = line


def headings(text: str, room: int = MOST_PIECES) -> list[tuple[int, str, str]]:
    """Return (level, heading, text up to the next heading) of a body, the text before all first.

    The headings come in the order in which `embed` asks for their anchors.
    """
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for passage in body_passages(text, room):
        for block in blocks_in(passage.lines) if passage.kind == "text" else ():
            heading = HEADING.match(block[0])
            if heading and not is_heavy(block[0]):
                if title := heading_text(heading):
                    found.append((len(heading["marks"]), title, []))
            else:
                found[-1][2].extend(block)
    return [(level, heading, "\n".join(lines)) for level, heading, lines in found]


def parted_never(text: str, fill: str) -> str:
    """Return the text, as long as it is, with `fill` for what nothing may part: code, links, references."""

    def filled(found: re.Match[str]) -> str:
        return fill * len(found[0])

    text = outside_spans(text, lambda piece: fill * len(piece))
    for pattern in (_IN_ANGLES, _CHARACTER, _ESCAPED, _LINK, _SHORT):
        text = pattern.sub(filled, text)
    return text


def cited(text: str) -> tuple[str, ...]:
    """Return what stands in single brackets outside of code spans and could be a reference."""
    if "[" not in text:
        return ()
    held = Held().hold_code(text)
    return tuple(match["reference"] for match in _CITED.finditer(held))


class _Body:
    """Rewrites the text passages of one body."""

    def __init__(self, around: Surroundings, definitions: dict[str, str], shift: int) -> None:
        self._around = around
        self._definitions = definitions
        self._shift = shift

    def text_lines(self, lines: list[str]) -> list[str]:
        """Rewrite lines block by block."""
        done: list[str] = []
        for block in blocks_in(tuple(lines)):
            heading = HEADING.match(block[0])
            if is_heavy(without_marks("\n".join(block))):
                done += as_typed([without_marks(line) for line in block])
            elif heading:
                done += self._heading(heading)
            elif block[0].strip():
                done += self.inline("\n".join(map(self._line, block))).split("\n")
            else:
                done.append("")
        return done

    def _heading(self, heading: re.Match[str]) -> list[str]:
        level = len(heading["marks"])
        marks = "#" * min(6, level + self._shift)
        title = without_marks(heading_text(heading))
        if not title:
            return []
        anchor = self._around.anchor(level, title)
        text = _LAST_MARKS.sub(lambda found: "\\#" * len(found[0]), self.inline(title).strip())
        if not text:
            return []
        attributes = f" {{: #{anchor} }}" if anchor else ""
        return [f"{_bounded(heading['prefix'])}{marks} {text}{attributes}", ""]

    def _line(self, line: str) -> str:
        line = _bounded(line)
        if "#" in line and (hashes := _NO_HEADING.match(line)):
            line = f"{hashes[1]}\\{hashes[2]}{hashes[3]}"
        if UNDERLINE.match(line) and line.lstrip().startswith("="):
            line = f"\n{line.replace('=', '&#61;')}"
        if "```" not in line and "~~~" not in line:
            return line
        return _FENCE_LINE.sub(lambda found: found[1] + f"&#{ord(found[2][0])};" * len(found[2]), line)

    def inline(self, text: str) -> str:
        """Rewrite links and references, and take everything else out of force, outside of code."""
        held = Held()
        text = held.hold_code(text)
        if "[" in text:
            text = _CITED.sub(lambda found: self._cite(found, held), text)
            text = _LINK.sub(lambda found: self._link(found, held), text)
            text = _SHORT.sub(lambda found: self._link(found, held), text)
            text = _TASK.sub(lambda found: found[1] + held.hold(f"[{found[2]}]"), text)
        if "--8<--" in text:
            text = _SNIPPET.sub(r"\1\\--8&lt;--", text)
        if "<" in text:
            text = _TAG.sub("&lt;", text)
        text = _LONE.sub(lambda found: "\\" + found[0], text)
        return held.release(text)

    def _cite(self, found: re.Match[str], held: Held) -> str:
        shown = self._around.cite(found["reference"])
        return found[0] if shown is None else held.hold(shown)

    def _link(self, found: re.Match[str], held: Held) -> str:
        groups = found.groupdict()
        to = groups.get("to")
        if to is None:
            label = " ".join((groups.get("label") or found["text"]).split()).casefold()
            if label not in self._definitions:
                return found[0]
            to = self._definitions[label]
        to = to.strip("<>")
        text = _LINK.sub(lambda inner: self._link(inner, held), found["text"])
        text = _LONE.sub(lambda lone: "\\" + lone[0], _TAG.sub("&lt;", text)).replace("]:", "]&#58;")
        if found["image"] and (source := self._around.image(to)):
            return held.hold(f"![{text}]({source})")
        target = self._around.link(to)
        if target is None or not text.strip():
            return text
        return held.hold(f"[{text}]({target})")


def _bounded(line: str) -> str:
    """Bound depth: Python-Markdown recurses into quotes and indented lists."""
    if ">" in line:
        line = _QUOTES.sub(r"\1 ", line)
    bare = line.lstrip(" ")
    return line if len(line) - len(bare) <= MAX_INDENT else " " * MAX_INDENT + bare


def _without_definitions(lines: list[str], definitions: dict[str, str]) -> list[str]:
    """Take link definitions out of the lines: a definition would hold for the whole page."""
    kept: list[str] = []
    for line in lines:
        found = _DEFINITION.match(line) if "]:" in line else None
        if found:
            definitions.setdefault(" ".join(found["label"].split()).casefold(), found["to"])
        else:
            kept.append(line)
    return kept
