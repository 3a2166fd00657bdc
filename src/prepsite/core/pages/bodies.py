"""Bodies of vault files, strangers' Markdown, as parts of a page.

Headings go below the page's own, links lead to pages of the site or nowhere, raw HTML shows as
typed, comments are left out. What is left can change neither the page's structure nor its
anchors, in any renderer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from prepsite.core.pages.escaping import visible
from prepsite.core.pages.marks import without_marks
from prepsite.core.pages.markup import Held, outside_spans, passages
from prepsite.core.pages.weight import as_typed, is_heavy

MAX_QUOTED = 8
MAX_INDENT = 40
MAX_CODE_INDENT = 200

_HEADING = re.compile(
    r"^(?P<prefix>[ \t]*(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+)*)(?P<marks>#{1,6})[ \t]+(?P<text>.*)$"
)
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+$")
_LAST_MARKS = re.compile(r"(?<!\\)#+$")
_NO_HEADING = re.compile(r"^([ \t]*(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+)*)(#+)(.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(?:(?P<first>=+)|(?P<second>-+))[ \t]*$")
_TITLE_LINE = re.compile(r"^ {0,3}(?![-*+>|#]|\d+[.)]\s)\S")
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


def embed(text: str, around: Surroundings, *, marked: bool = False) -> str:
    """Return a body's Markdown, made fit for its page; the marks of a `marked` one stay in its text."""
    text = _normal(text, marked=marked)
    kinds = [(passage.kind, list(passage.lines)) for passage in passages(text)]
    for kind, lines in kinds:
        if kind == "text":
            lines[:] = _without_underlines(_without_comments("\n".join(lines)).split("\n"))
    definitions: dict[str, str] = {}
    for kind, lines in kinds:
        if kind == "text":
            lines[:] = _without_definitions(lines, definitions)
    levels = [
        len(found["marks"])
        for kind, lines in kinds
        if kind == "text"
        for line in lines
        if (found := _HEADING.match(line))
    ]
    body = _Body(around, definitions, max(0, around.below + 1 - min(levels, default=6)))
    parts: list[str] = []
    for kind, lines in kinds:
        if kind == "fence":
            opening = _FENCE_INFO.sub(r"\1\2\3", lines[0])
            parts += [opening, *map(without_marks, lines[1:])]
        elif kind == "indented":
            parts += map(without_marks, lines)
        else:
            parts += body.text_lines(lines)
    return "\n".join(parts).strip("\n")


def headings(text: str) -> list[tuple[int, str, str]]:
    """Return (level, heading, text up to the next heading) of a body, the text before all first.

    The headings come in the order in which `embed` asks for their anchors.
    """
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    for passage in passages(_normal(text)):
        lines = list(passage.lines)
        if passage.kind == "text":
            lines = _without_underlines(_without_comments("\n".join(lines)).split("\n"))
        for line in lines:
            heading = _HEADING.match(line) if passage.kind == "text" else None
            if heading:
                if title := _heading_text(heading):
                    found.append((len(heading["marks"]), title, []))
            elif passage.kind == "text":
                found[-1][2].append(line)
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
    held = Held().hold_code(text)
    return tuple(match["reference"] for match in _CITED.finditer(held))


class _Body:
    """Rewrites the text passages of one body."""

    def __init__(self, around: Surroundings, definitions: dict[str, str], shift: int) -> None:
        self._around = around
        self._definitions = definitions
        self._shift = shift

    def text_lines(self, lines: list[str]) -> list[str]:
        """Rewrite lines block by block: a link can't reach past a blank line or a heading."""
        done: list[str] = []
        block: list[str] = []
        for line in lines:
            heading = _HEADING.match(line)
            if heading or not line.strip():
                done += self._block(block)
                block = []
                done += self._heading(heading) if heading else [""]
            else:
                block.append(line)
        return done + self._block(block)

    def _block(self, lines: list[str]) -> list[str]:
        if is_heavy("\n".join(lines)):
            return as_typed([without_marks(line) for line in lines])
        return self.inline("\n".join(map(self._line, lines))).split("\n") if lines else []

    def _heading(self, heading: re.Match[str]) -> list[str]:
        level = len(heading["marks"])
        marks = "#" * min(6, level + self._shift)
        title = without_marks(_heading_text(heading))
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
        if hashes := _NO_HEADING.match(line):
            line = f"{hashes[1]}\\{hashes[2]}{hashes[3]}"
        if _UNDERLINE.match(line) and line.lstrip().startswith("="):
            line = f"\n{line.replace('=', '&#61;')}"
        return _FENCE_LINE.sub(lambda found: found[1] + f"&#{ord(found[2][0])};" * len(found[2]), line)

    def inline(self, text: str) -> str:
        """Rewrite links and references, and take everything else out of force, outside of code."""
        held = Held()
        text = held.hold_code(text)
        text = _CITED.sub(lambda found: self._cite(found, held), text)
        text = _LINK.sub(lambda found: self._link(found, held), text)
        text = _SHORT.sub(lambda found: self._link(found, held), text)
        text = _TASK.sub(lambda found: found[1] + held.hold(f"[{found[2]}]"), text)
        text = _SNIPPET.sub(r"\1\\--8&lt;--", text)
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


def _normal(text: str, *, marked: bool = False) -> str:
    """Return the text with spaces for tabs, without blanks at the ends of lines but for hard breaks."""
    lines = []
    for line in visible(text, marked=marked).split("\n"):
        bare = line.rstrip()
        expanded = bare.expandtabs(4)
        indent = min(len(expanded) - len(expanded.lstrip()), MAX_CODE_INDENT)
        lines.append(" " * indent + expanded.lstrip() + ("  " if bare and line.endswith("  ") else ""))
    return "\n".join(lines)


def _heading_text(heading: re.Match[str]) -> str:
    """Return a heading's text without the marks that may close it."""
    return _CLOSING_MARKS.sub("", heading["text"].strip()).strip()


def _bounded(line: str) -> str:
    """Bound depth: Python-Markdown recurses into quotes and indented lists."""
    line = _QUOTES.sub(r"\1 ", line)
    bare = line.lstrip(" ")
    return line if len(line) - len(bare) <= MAX_INDENT else " " * MAX_INDENT + bare


def _without_comments(text: str) -> str:
    """Leave out comments, but for what looks like one inside a code span."""
    if "<!--" not in text:
        return text
    held = Held()
    text = "\n\n".join(held.hold_code(block) for block in text.split("\n\n"))
    kept: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        kept.append(text[end:start])
        end = close + 3
    return held.release("".join(kept) + text[end:])


def _without_underlines(lines: list[str]) -> list[str]:
    """Turn underlined headings into headings with marks, and set any other rule apart."""
    done: list[str] = []
    for number, line in enumerate(lines):
        underline = _UNDERLINE.match(line)
        begins = number < 2 or not lines[number - 2].strip()
        if underline and begins and done and _TITLE_LINE.match(done[-1]) and not _HEADING.match(done[-1]):
            done[-1] = f"{'#' if underline['first'] else '##'} {done[-1].strip()}"
        elif underline:
            done += ["", line, ""]
        else:
            done.append(line)
    return done


def _without_definitions(lines: list[str], definitions: dict[str, str]) -> list[str]:
    """Take link definitions out of the lines: a definition would hold for the whole page."""
    kept: list[str] = []
    for line in lines:
        found = _DEFINITION.match(line)
        if found:
            definitions.setdefault(" ".join(found["label"].split()).casefold(), found["to"])
        else:
            kept.append(line)
    return kept
