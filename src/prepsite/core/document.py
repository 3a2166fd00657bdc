"""A prep document as text: rendered sections under markers, and split again.

A document is front matter, then parts. A generated section is a marker comment with the digest
of what was generated, a `##` heading, and its body. Any other `##` heading begins a part that is
the user's own. Joined again, the parts give the text back byte for byte.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

SECTION_TITLES = {
    "primary_drivers": "Primary drivers",
    "company_context": "Company context",
    "background_narrative": "Background narrative",
    "formatted_jd": "Job description",
    "prep_plan": "Roadmap",
    "predicted_questions": "Predicted questions",
    "stage_checklist": "Stage checklist",
    "interviewer_questions": "Questions to ask them",
    "resume_defense_prep": "Resume defence",
    "technical_deep_dives": "Deep dives",
    "not_addressed": "Not addressed here",
}
BASE_SECTIONS = ("formatted_jd", "company_context", "primary_drivers", "background_narrative")
INTERVIEW_SECTIONS = (
    "prep_plan",
    "predicted_questions",
    "stage_checklist",
    "interviewer_questions",
    "resume_defense_prep",
    "technical_deep_dives",
    "not_addressed",
)

_MARKER = re.compile(r"^<!-- prepsite:section ([a-z_]+) ([0-9a-f]{16}) -->[ \t]*$")
_NEAR_MARKER = re.compile(r"^\s*<!--\s*prepsite:")
_HEADING = re.compile(r"^##[ \t]+(?P<title>\S.*?)[ \t]*$")
_SHALLOW = re.compile(r"^(?=#{1,2}([ \t]|$))")
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


def render_section(field: str, body: str) -> str:
    """Return one generated section as text: marker, heading, body, one final newline.

    The body is guarded first: nothing in it can be read as a marker or as a heading of a part.
    """
    title = SECTION_TITLES[field]
    body = guard(body)
    return f"<!-- prepsite:section {field} {section_digest(title, body)} -->\n## {title}\n\n{body}\n"


def render(head: str, sections: Iterable[tuple[str, str]]) -> str:
    """Return a whole document from its front matter and (field, body) pairs."""
    parts = [render_section(field, body) for field, body in sections]
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


def split(text: str) -> PrepDocument:
    """Split a document into its front matter and parts; takes any text, and loses none of it."""
    *ended, last = text.split("\n")
    lines = [f"{line}\n" for line in ended] + ([last] if last else [])
    start = _end_of_front_matter(lines)
    while start < len(lines) and not lines[start].strip():
        start += 1
    sections = [_section(lines[begin:end], begin + 1) for begin, end in _spans(lines, start)]
    return PrepDocument("".join(lines[:start]), _own_where_doubled(sections))


def replace_sections(document: PrepDocument, bodies: Sequence[tuple[str, str]], head: str) -> PrepDocument:
    """Return the document with new bodies for these fields, each in its place, under a new head.

    A field that the document doesn't have is added at the end. All other parts, and the newline
    style, stay as they are.
    """
    newline = "\r\n" if document.text.count("\r\n") * 2 > document.text.count("\n") else "\n"
    pending = dict(bodies)
    sections: list[Section] = []
    for section in document.sections:
        if section.field in pending:
            rendered = render_section(section.field, pending.pop(section.field))
            gap = len(section.raw) - len(section.raw.rstrip("\r\n"))
            blank = section.raw[len(section.raw) - gap :].replace("\r\n", "\n")[1:]
            sections.append(replace(section, raw=(rendered + blank).replace("\n", newline)))
        else:
            sections.append(section)
    for field, body in pending.items():
        if sections and not sections[-1].raw.endswith(("\n\n", "\n\r\n")):
            ending = newline if sections[-1].raw.endswith("\n") else newline * 2
            sections[-1] = replace(sections[-1], raw=sections[-1].raw + ending)
        raw = render_section(field, body).replace("\n", newline)
        sections.append(Section(field, SECTION_TITLES[field], body, SectionState.UNEDITED, raw))
    return split((head.rstrip("\n") + "\n\n").replace("\n", newline) + "".join(s.raw for s in sections))


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
        if _NEAR_MARKER.match(line):
            begins.append(number)
            fence, awaits_heading = "", True
            continue
        fence, before = _fence_after(line, fence), fence
        if not before and not fence and _HEADING.match(line):
            if not awaits_heading:
                begins.append(number)
            awaits_heading = False
        elif line.strip():
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
    same = section_digest(title, body) == marker[2]
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
