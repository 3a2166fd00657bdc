"""A prep file as its lines, each with who wrote it: the tests' own record, beside prepsite's."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations, pairwise

from edit_sequences.world import fields_of

MARKER = re.compile(r"^<!-- prepsite:section ([a-z_]+) [0-9a-f]{16} -->$")
NEAR_MARKER = re.compile(r"^\s*<!--\s*prepsite:")
HEADING = re.compile(r"^##[ \t]+\S")
_LINES = re.compile(r"((?:[^\r\n]|\r(?!\n))*)(\r?\n|\Z)")
_OLD_LINES = re.compile(r"([^\r]*)(\r|\Z)")


@dataclass(frozen=True)
class Line:
    """A line and its end. `origin` is the generated section it came with, 0 for a person's line."""

    text: str
    end: str = "\n"
    origin: int = 0
    token: str = ""

    @property
    def blank(self) -> bool:
        """Tell whether it says nothing."""
        return not self.text.strip()


@dataclass(frozen=True)
class Generated:
    """A section as it was written: its lines, and the revisions that it was made from."""

    document: str
    field: str
    lines: tuple[str, ...]
    revisions: dict[str, str]


class Verdict(StrEnum):
    """Whose a generated section is: free to be replaced, kept as a person's, or open to argument."""

    FREE = "free"
    KEPT = "kept"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Block:
    """A run of lines: a generated section that may be replaced, or what must stay as it is."""

    lines: tuple[Line, ...]
    origin: int = 0
    verdict: Verdict = Verdict.KEPT


@dataclass
class Document:
    """One prep file: its front matter and its body, line by line."""

    name: str
    head: list[Line]
    body: list[Line]
    known: set[str] = field(default_factory=set)
    usable: bool = True
    strange: bool = False
    mended: list[Line] = field(default_factory=list)
    # Fields whose waiting text a person turned down: what was said when they did.
    rejected: dict[str, dict[str, str]] = field(default_factory=dict)

    def copy(self) -> "Document":
        """Return a copy whose lists are its own."""
        return replace(
            self,
            head=list(self.head),
            body=list(self.body),
            known=set(self.known),
            mended=list(self.mended),
            rejected=dict(self.rejected),
        )

    @property
    def text(self) -> str:
        """Return the whole file."""
        return joined([*self.head, *self.body])

    @property
    def end(self) -> str:
        """Return the line end that most lines have."""
        return Counter(line.end for line in [*self.head, *self.body] if line.end).most_common(1)[0][0]

    @property
    def has_lone_returns(self) -> bool:
        """Tell whether some line ends in a lone carriage return."""
        return any(line.end == "\r" for line in [*self.head, *self.body])

    def markers(self) -> list[int]:
        """Return the places of lines that are whole markers."""
        return [place for place, line in enumerate(self.body) if marker_in(line.text)]

    def origins(self) -> list[int]:
        """Return the generated sections of which any line that says something is left."""
        return list(dict.fromkeys(line.origin for line in self.body if line.origin and not line.blank))

    def span(self, origin: int) -> tuple[int, int]:
        """Return where the lines of a generated section begin and end, blank ones around left out."""
        places = [place for place, line in enumerate(self.body) if line.origin == origin and not line.blank]
        return places[0], places[-1] + 1


def marker_in(text: str) -> re.Match[str] | None:
    """Return the marker that a line is; only spaces and tabs may follow it."""
    return MARKER.match(text.rstrip(" \t"))


def lines_of(text: str, origin: int = 0) -> list[Line]:
    """Return a text as lines, split at LF and CRLF; at CR where it has no LF."""
    lines = _LINES if "\n" in text else _OLD_LINES
    return [Line(found[1], found[2], origin) for found in lines.finditer(text) if found[0]]


def joined(lines: Sequence[Line]) -> str:
    """Return lines as text."""
    return "".join(line.text + line.end for line in lines)


def trimmed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines without the blank ones around them."""
    found = list(lines)
    while found and found[0].blank:
        found.pop(0)
    while found and found[-1].blank:
        found.pop()
    return tuple(found)


def cut_head(text: str) -> tuple[list[Line], list[Line]]:
    """Return front matter and body as lines; no front matter where the text has none."""
    lines = lines_of(text)
    if lines and lines[0].text.removeprefix("\ufeff").rstrip() == "---":
        for place, line in enumerate(lines[1:], 1):
            if line.text.rstrip() == "---":
                return lines[: place + 1], lines[place + 1 :]
    return [], lines


def sections_in(lines: Sequence[Line]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the field and the lines of each section that begins with a marker; '' for what comes before."""
    begins = [place for place, line in enumerate(lines) if marker_in(line.text)]
    before = trimmed(lines[: begins[0]] if begins else lines)
    if before:
        yield "", before
    for begin, end in pairwise([*begins, len(lines)]):
        found = marker_in(lines[begin].text)
        assert found
        yield found[1], trimmed(lines[begin:end])


def blocks_of(document: Document, generated: dict[int, Generated]) -> list[Block]:
    """Return the body as blocks: sections that may be replaced, and everything else, which must stay."""
    spans = []
    for origin in document.origins():
        verdict = _verdict(document, origin, generated)
        if verdict is not Verdict.KEPT:
            spans.append((*document.span(origin), origin, verdict))
    blocks: list[Block] = []
    place = 0
    for begin, end, origin, verdict in sorted(spans):
        if kept := trimmed(document.body[place:begin]):
            blocks.append(Block(kept))
        blocks.append(Block(tuple(document.body[begin:end]), origin, verdict))
        place = end
    if kept := trimmed(document.body[place:]):
        blocks.append(Block(kept))
    return blocks


def proper_markers(document: Document) -> list[tuple[str, int]]:
    """Return field and place of each whole marker that a `##` heading follows."""
    found = []
    for place in document.markers():
        after = next((line for line in document.body[place + 1 :] if not line.blank), None)
        match = marker_in(document.body[place].text)
        if match and after and HEADING.match(after.text):
            found.append((match[1], place))
    return found


def _verdict(document: Document, origin: int, generated: dict[int, Generated]) -> Verdict:
    made = generated[origin]
    begin, end = document.span(origin)
    lines = document.body[begin:end]
    if any(line.origin != origin and not line.blank for line in lines) or not document.usable:
        return Verdict.KEPT
    if not marker_in(lines[0].text):
        return Verdict.KEPT
    exact = tuple(line.text for line in lines) == made.lines
    if not exact and _loosely([line.text for line in lines]) != _loosely(made.lines):
        return Verdict.KEPT
    proper = Counter(name for name, _ in proper_markers(document))
    if made.field not in fields_of(document.name) or proper[made.field] > 1:
        return Verdict.KEPT
    sure = exact and made.document == document.name and not document.strange and not document.has_lone_returns
    every = Counter(_field_at(document, place) for place in document.markers())
    sure = sure and every[made.field] == 1 and made.field not in document.rejected
    after = next((line.text for line in document.body[end:] if not line.blank), None)
    sure = sure and (after is None or bool(NEAR_MARKER.match(after) or HEADING.match(after)))
    order = [name for name, _ in proper_markers(document) if name in fields_of(document.name)]
    canonical = [fields_of(document.name).index(name) for name in order]
    if canonical != sorted(canonical):
        if every != proper or max(proper.values()) > 1:
            return Verdict.UNCLEAR
        if fields_of(document.name).index(made.field) not in _unmoved(canonical):
            return Verdict.KEPT
    return Verdict.FREE if sure else Verdict.UNCLEAR


def _field_at(document: Document, place: int) -> str:
    found = marker_in(document.body[place].text)
    return found[1] if found else ""


def _loosely(texts: Sequence[str]) -> list[str]:
    """Return the lines that say something; what follows marker and heading on their lines is left out."""
    said = [text for text in texts if text.strip()]
    return [text.rstrip() for text in said[:2]] + said[2:]


def _unmoved(order: Sequence[int]) -> set[int]:
    """Return the members that are in every longest increasing subsequence, by looking at all of them."""
    for length in range(len(order), 0, -1):
        longest = [set(found) for found in combinations(order, length) if list(found) == sorted(set(found))]
        if longest:
            return set.intersection(*longest)
    return set()
