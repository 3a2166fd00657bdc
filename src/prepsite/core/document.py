"""A prep document as text: rendered sections under markers, and split again.

A document is front matter, then parts. A generated section is a marker comment with the digest
of what was generated, a `##` heading, and its body. Any other `##` heading begins a part that is
the user's own. Joined again, the parts give the text back byte for byte.

A section is the user's once it was edited, renamed or moved; one whose marker is damaged or
stands twice is wholly their own.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from prepsite.core.frontmatter import BOM
from prepsite.core.moved import out_of_order
from prepsite.core.prep_labels import label_of, spoken_as
from prepsite.core.sections import BASE_SECTIONS as BASE_SECTIONS
from prepsite.core.sections import INTERVIEW_SECTIONS as INTERVIEW_SECTIONS
from prepsite.core.sections import SECTION_TITLES as SECTION_TITLES
from prepsite.core.words import ENGLISH

_MARKER = re.compile(r"^<!-- prepsite:section ([a-z_]+) ([0-9a-f]{16}) -->[ \t]*$")
_NEAR_MARKER = re.compile(r"^\s*<!--\s*prepsite:")
_HEADING = re.compile(r"^##[ \t]+(?P<title>\S.*?)[ \t]*$")
_SHALLOW = re.compile(r"^(?=#{1,2}([ \t]|$))")
# How the lines begin that may be a marker, a fence or a heading.
_TELLING = ("<!--", "```", "~~~", "##")
_FENCE = re.compile(r"^ *(?P<mark>`{3,}|~{3,})(?P<rest>[^\n]*)$")


class SectionState(StrEnum):
    """Whose a section is: as generated, generated and edited, or a person's own."""

    UNEDITED = "unedited"
    EDITED = "edited"
    OWN = "own"


@dataclass(frozen=True)
class Section:
    """One part of a document; `field` is empty for text that a person added.

    `raw` is the part's text as it stands in the file, from its marker or heading to the next
    part, line ends and blank lines included. `line` counts from 1.
    """

    field: str
    heading: str
    body: str
    state: SectionState
    raw: str = ""
    line: int = 0


@dataclass(frozen=True)
class PrepDocument:
    """A document split into its parts: `head` is its front matter as text, sections follow."""

    head: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of the generated sections that are still recognised, in file order."""
        return tuple(section.field for section in self.sections if section.field)

    @property
    def text(self) -> str:
        """Return the document's text, byte for byte."""
        return self.head + "".join(section.raw for section in self.sections)


def section_digest(heading: str, body: str) -> str:
    """Return 16 hex digits of the SHA-256 of a section: line ends and outer blank lines don't count."""
    text = f"{heading.strip()}\n{_plain(body)}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def render_section(field: str, body: str, language: str = ENGLISH) -> str:
    """Return one generated section as text: marker, heading in that language, body, one final newline.

    The body is guarded first: nothing in it can be read as a marker or as a heading of a part.
    """
    title = label_of(SECTION_TITLES[field], language)
    body = guard(body)
    return f"<!-- prepsite:section {field} {section_digest(title, body)} -->\n## {title}\n\n{body}\n"


def render(head: str, sections: Iterable[tuple[str, str]], language: str = ENGLISH) -> str:
    """Return a whole document from its front matter and (field, body) pairs."""
    parts = [render_section(field, body, language) for field, body in sections]
    return head.rstrip("\n") + "\n\n" + "\n".join(parts)


def guard(body: str) -> str:
    """Return the body so that `split` finds no part in it; guarding twice changes nothing."""
    lines: list[str] = []
    fence = ""
    for line in _plain(body).split("\n"):
        fence, before = _fence_after(line, fence), fence
        if _NEAR_MARKER.match(line):
            line = line.replace("<!--", "&lt;!--", 1)
        elif not before and not fence and _SHALLOW.match(line):
            line = "\\" + line
        lines.append(line)
    if fence:
        lines.append(fence)
    return "\n".join(lines)


@lru_cache(maxsize=64)
def split(text: str) -> PrepDocument:
    """Split a document into its front matter and parts; takes any text, and loses none of it.

    What is asked of one application's documents one after another is found once.
    """
    mark = BOM if text.startswith(BOM) else ""
    *ended, last = text.removeprefix(mark).split("\n")
    lines = [f"{line}\n" for line in ended] + ([last] if last else [])
    start = _end_of_front_matter(lines)
    while start < len(lines) and not lines[start].strip():
        start += 1
    sections = [_section(lines[begin:end], begin + 1) for begin, end in _spans(lines, start)]
    return PrepDocument(mark + "".join(lines[:start]), _edited_where_moved(_own_where_doubled(sections)))


def replace_sections(
    document: PrepDocument, bodies: Sequence[tuple[str, str]], head: str, language: str = ENGLISH
) -> PrepDocument:
    """Return the document with new bodies for these fields, each in its place, under a new head.

    A field that the document doesn't have is added where the order of sections puts it. The bytes
    of all other parts stay, and so do a byte order mark, the newline style, the blank lines around
    a section, and a final newline that is missing; only before an added section may blank lines be
    added.
    """
    newline = "\r\n" if document.text.count("\r\n") * 2 > document.text.count("\n") else "\n"
    pending = dict(bodies)
    raws: list[tuple[str, str]] = []
    for section in document.sections:
        raw = section.raw
        if section.field in pending:
            rendered = render_section(section.field, pending.pop(section.field), language)
            raw = _in_place_of(raw, rendered, newline)
        raws.append((section.field, raw))
    for field, body in pending.items():
        _insert(raws, field, render_section(field, body, language).replace("\n", newline), newline)
    return split(_headed(document, head, newline) + "".join(raw for _, raw in raws))


def _headed(document: PrepDocument, head: str, newline: str) -> str:
    """Return a new head with what stands around the old one: a byte order mark, blank lines."""
    if head == document.head:
        return head
    stated = document.head.removeprefix(BOM)
    mark = document.head[: len(document.head) - len(stated)]
    bare = stated.rstrip()
    gap = stated[len(bare) :] if bare and "\n" in stated[len(bare) :] else newline * 2
    fresh = head.removeprefix(BOM).replace("\r\n", "\n").rstrip().replace("\n", newline)
    return mark + fresh + gap


def _in_place_of(raw: str, rendered: str, newline: str) -> str:
    """Let a section end as the one before it did: with as many blank lines, or none."""
    return rendered.rstrip("\n").replace("\n", newline) + raw[len(raw.rstrip("\r\n")) :]


def _insert(raws: list[tuple[str, str]], field: str, raw: str, newline: str) -> None:
    """Put a section's text before the first one that comes after it in the order of its document."""
    order = next(fields for fields in (BASE_SECTIONS, INTERVIEW_SECTIONS) if field in fields)
    after = order[order.index(field) + 1 :]
    place = next((number for number, (name, _) in enumerate(raws) if name in after), len(raws))
    if place < len(raws):
        raw += newline
    elif raws and not raws[-1][1].endswith("\n"):
        raw = raw.removesuffix(newline)
    if place:
        name, before = raws[place - 1]
        ends = before.replace("\r\n", "\n")
        missing = 0 if ends.endswith("\n\n") else 1 if ends.endswith("\n") else 2
        raws[place - 1] = (name, before + newline * missing)
    raws.insert(place, (field, raw))


def _plain(body: str) -> str:
    """Return text with plain line ends, without blank lines around it."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)


def _fence_after(line: str, fence: str) -> str:
    """Return the fence that is open after this line, given the one open before it."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if fence:
        closes = found["mark"].startswith(fence) and not found["rest"].strip()
        return "" if closes else fence
    return "" if "`" in found["rest"] else found["mark"]


def _end_of_front_matter(lines: Sequence[str]) -> int:
    if not lines or lines[0].lstrip("\ufeff").rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return number + 1
    return 0


def _spans(lines: Sequence[str], start: int) -> list[tuple[int, int]]:
    """Return where parts begin and end: at each marker, and at each `##` heading without one."""
    begins: list[int] = []
    fence = ""
    awaits_heading = False
    for number in range(start, len(lines)):
        line = lines[number].rstrip("\r\n")
        bare = line.lstrip()
        if not bare.startswith(_TELLING):
            # Most lines: neither a marker, nor a fence, nor a heading, nor blank.
            awaits_heading = awaits_heading and not bare
            continue
        if _NEAR_MARKER.match(line):
            begins.append(number)
            fence, awaits_heading = "", True
            continue
        fence, before = _fence_after(line, fence), fence
        if not before and not fence and _HEADING.match(line) and not awaits_heading:
            begins.append(number)
        awaits_heading = False
    if start < len(lines) and (not begins or begins[0] != start):
        begins.insert(0, start)
    return list(pairwise([*begins, len(lines)]))


def _section(lines: Sequence[str], number: int) -> Section:
    raw = "".join(lines)
    marker = _MARKER.match(lines[0].rstrip("\r\n"))
    near = marker or _NEAR_MARKER.match(lines[0])
    rest = [line.rstrip("\r\n") for line in lines[1 if near else 0 :]]
    while rest and not rest[0].strip():
        rest.pop(0)
    heading = _HEADING.match(rest[0]) if rest else None
    title = heading["title"] if heading else ""
    body = _plain("\n".join(rest[1:] if heading else rest))
    if not marker or not heading or marker[1] not in SECTION_TITLES:
        return Section("", title, body, SectionState.OWN, raw, number)
    # A marker that names another section than its heading does was tampered with.
    same = section_digest(title, body) == marker[2] and title in spoken_as(SECTION_TITLES[marker[1]])
    return Section(marker[1], title, body, SectionState.UNEDITED if same else SectionState.EDITED, raw, number)


def _own_where_doubled(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Give a field that stands twice to the user: nothing tells which of the two is the tool's."""
    counts = Counter(section.field for section in sections if section.field)
    return tuple(
        replace(section, field="", state=SectionState.OWN)
        if section.field and counts[section.field] > 1
        else section
        for section in sections
    )


def _edited_where_moved(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give a section that a person moved to them: its place is an edit.

    Moved is a section that is not in every longest run of sections in the order of its document.
    """
    moved: set[str] = set()
    for order in (BASE_SECTIONS, INTERVIEW_SECTIONS):
        moved |= out_of_order([section.field for section in sections if section.field in order], order)
    return tuple(
        replace(section, state=SectionState.EDITED) if section.field in moved else section
        for section in sections
    )
