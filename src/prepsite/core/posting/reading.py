"""The sections of a posting, and the demands that its text makes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prepsite.core.posting.blocks import Block, BlockKind, blocks_of
from prepsite.core.posting.inline import runs_of
from prepsite.core.posting.sentences import sentences
from prepsite.core.posting.titles import SectionKind, is_button, section_kind_of

# What a sentence is about, whatever section it stands in; the first that matches decides.
_SENTENCE_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (SectionKind.OTHER, r"\btravel\b[^.]*(?:required|%|expected)|\b(?:required|willing\w*) to travel\b"),
        (
            SectionKind.LEGAL,
            (
                r"equal[- ](?:employment )?opportunit|without regard to|regardless of (?:race|age|gender|your)"
                r"|reasonable (?:accommodation|adjustment)|protected (?:veteran|class|characteristic)|e-verify"
                r"|sexual orientation|discriminat|background check|criminal (?:record|history)"
                r"|u\.s\. citizens or nationals"
                r"|privacy (?:policy|notice)|(?:applicants|candidates) (?:of|from) all (?:backgrounds|walks)"
                r"|respect, diversity|diversity, equity|drug[- ]free"
            ),
        ),
        (
            SectionKind.PAY,
            (
                r"\bsalar(?:y|ies)\b|pay (?:range|band|scale|grade|system)|base pay|[$€£]\s?\d{2,3}[,.]?\d{3}"
                r"|\d{2,3}[.,]\d{3}\s?(?:€|EUR|euros?|USD|GBP|CHF|pounds)\b|compensation (?:range|for this"
                r"|package|is)"
            ),
        ),
        (
            SectionKind.PROCESS,
            (
                r"\b(?:resume|résumé|cv|cover letter)\b|\bapply (?:now|here|by|via|at|through|online|even)\b"
                r"|(?:how|when you|please|to) apply\b|disqualif|your application|application deadline"
                r"|exact dates you held|number of hours per week|interview process|we aim to respond"
            ),
        ),
        (
            SectionKind.BENEFITS,
            (
                r"we (?:offer|provide|give you|will (?:offer|support|sponsor))|paid (?:time off|leave|vacation"
                r"|holiday)"
                r"|401\(k\)|health (?:insurance|care plan)|parental leave|days? (?:of )?(?:holiday|vacation"
                r"|annual leave)"
                r"|stock options|equity package|home office (?:budget|allowance)|learning budget|\bpension\b"
                r"|\bperks?\b"
            ),
        ),
        (
            SectionKind.NICE_TO_HAVE,
            (
                r"nice[- ]to[- ]have|(?:is|are|would be|as) an? (?:big |huge |real |definite )?(?:plus|bonus"
                r"|advantage|asset)"
                r"|\bpreferred(?: but)? not required|ideally,? you|bonus points|we don(?:'|’)t (?:expect"
                r"|require)|not required"
            ),
        ),
    )
)
_DEMANDING = re.compile(
    r"\byou (?:should|must|need|have|bring|are (?:able|comfortable|experienced|fluent))\b|\byou(?:'|’)(?:ve"
    r"|re) (?:built|led"
    r"|run|worked|shipped|able|comfortable|experienced)|\bmust[- ]have\b|\bmust (?:be|have)\b|\brequired?\b"
    r"|\d\+? ?(?:or more )?years|\bto qualify\b|\bproficien|\bfluent\b|\bexperience (?:with|in|of|leading"
    r"|building)\b"
    r"|\bwe(?:'|’)re looking for\b|\bwe are looking for\b|\b(?:qualified|successful|ideal|best) candidates?\b",
    re.IGNORECASE,
)
_ABOUT_THE_WORK = re.compile(r"\byou(?:r|(?:'|’)ll)?\b|\bwill\b|\bresponsible\b", re.IGNORECASE)
_ABOUT_THEM = re.compile(
    r"^(?!This|These|It|The (?:role|position))(?=.*\b(?:we|our|us|teams?|company|founded|mission|service"
    r"|platform"
    r"|products?|users|customers)\b)",
)
_BOLD_LABEL = re.compile(r"^(\*\*[^*]+\*\*)\s+(?=[A-Z].*\s)(.*)$")


@dataclass(frozen=True)
class PostingSection:
    """A heading with what stands under it."""

    kind: SectionKind
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Demand:
    """One thing the posting asks for: a bullet, or a sentence.

    `text` is without markup; `quote` verbatim, but for white space; `kind` is requirements or
    responsibilities; `index` its place among the demands, `hinted` whether its own words demand.
    """

    text: str
    quote: str
    kind: SectionKind
    index: int
    hinted: bool
    heading: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence or bullet of the posting, with what it is about."""

    text: str
    quote: str
    kind: SectionKind
    is_lead: bool
    heading: str


@dataclass(frozen=True)
class Posting:
    """A posting that was read."""

    sections: tuple[PostingSection, ...]
    sentences: tuple[Sentence, ...]
    demands: tuple[Demand, ...]

    def about(self, kind: SectionKind) -> tuple[Sentence, ...]:
        """Return the sentences of one kind, in the order of the posting."""
        return tuple(sentence for sentence in self.sentences if sentence.kind is kind)


@lru_cache(maxsize=32)
def read_posting(raw: str) -> Posting:
    """Read a posting, clean Markdown or pasted text; an empty one has no sections.

    The latest are remembered: all rounds of an application share their posting.
    """
    sections = tuple(_sections(blocks_of(raw)))
    flat = " ".join(raw.split())
    found = tuple(sentence for section in sections for sentence in _sentences_of(section, flat))
    demands = [
        sentence
        for sentence in found
        if sentence.kind in {SectionKind.REQUIREMENTS, SectionKind.RESPONSIBILITIES}
        and sentence.quote
        and not sentence.is_lead
        and len(sentence.text.split()) >= 2
    ]
    return Posting(
        sections,
        found,
        tuple(
            Demand(
                sentence.text,
                sentence.quote,
                sentence.kind,
                index,
                bool(_DEMANDING.search(sentence.text)),
                sentence.heading,
            )
            for index, sentence in enumerate(demands)
        ),
    )


def _sections(blocks: Sequence[Block]) -> Iterator[PostingSection]:
    kind, heading, held = SectionKind.OTHER, "", list[Block]()
    kinds: dict[int, SectionKind] = {}
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.HEADING:
            held.append(block)
            continue
        if held or heading:
            yield PostingSection(kind, heading, tuple(held))
        heading, held = plain_text(block.text), []
        above = [level for level in kinds if level < block.depth]
        inherited = kinds[max(above)] if above else SectionKind.OTHER
        is_title = number == 0 and block.depth == 1
        kind = SectionKind.OTHER if is_title else section_kind_of(heading) or inherited
        kinds = {level: known for level, known in kinds.items() if level < block.depth}
        kinds[block.depth] = kind
    if held or heading:
        yield PostingSection(kind, heading, tuple(held))


def _sentences_of(section: PostingSection, flat: str) -> Iterator[Sentence]:
    lead: SectionKind | None = None
    for index, block in enumerate(section.blocks):
        following = section.blocks[index + 1] if index + 1 < len(section.blocks) else None
        if block.kind is BlockKind.TEXT:
            lead = None
        if block.kind is BlockKind.TABLE:
            yield from _cells_of(block, section, flat)
            continue
        pieces = _pieces(block.text)
        kinds: set[SectionKind] = set()
        for position, piece in enumerate(pieces):
            text = plain_text(piece)
            if not text:
                continue
            is_item = block.kind is BlockKind.ITEM
            kind = lead if lead and is_item else _kind_of_sentence(text, section.kind, is_item=is_item)
            kinds.add(kind)
            last = position == len(pieces) - 1
            opens_list = last and text.endswith(":") and following is not None
            if opens_list and block.kind is BlockKind.TEXT and kind is not section.kind:
                lead = kind
            yield Sentence(text, _verbatim(piece, flat), kind, opens_list or _is_label(text), section.heading)


def _cells_of(block: Block, section: PostingSection, flat: str) -> Iterator[Sentence]:
    """Return a table's cells as sentences; a column's head says more than the section's heading."""
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in block.text.split("\n")]
    heads = [section_kind_of(plain_text(cell)) for cell in rows[0]]
    for row in rows[2:]:
        for place, cell in enumerate(row):
            text = plain_text(cell)
            kind = heads[place] if place < len(heads) else None
            is_label = len(text.split()) < 2 or (place == 0 and len(row) > 1)
            found = kind or _kind_of_sentence(text, section.kind, is_item=True)
            yield Sentence(text, _verbatim(cell, flat), found, is_label, section.heading)


def _pieces(text: str) -> list[str]:
    label = _BOLD_LABEL.match(text)
    if label:
        return [label[1], *sentences(label[2])]
    return list(sentences(text))


def _kind_of_sentence(text: str, kind: SectionKind, *, is_item: bool) -> SectionKind:
    if is_button(text):
        return SectionKind.PROCESS
    if kind in {SectionKind.LEGAL, SectionKind.BENEFITS, SectionKind.PAY, SectionKind.PROCESS}:
        return kind
    for own, pattern in _SENTENCE_KINDS:
        if pattern.search(text):
            return own
    if kind is SectionKind.NICE_TO_HAVE or kind is SectionKind.REQUIREMENTS:
        return kind
    if _DEMANDING.search(text):
        return SectionKind.REQUIREMENTS
    if kind is SectionKind.RESPONSIBILITIES and not is_item and not _ABOUT_THE_WORK.search(text):
        return SectionKind.COMPANY if _ABOUT_THEM.search(text) else SectionKind.OTHER
    return kind


def _is_label(text: str) -> bool:
    """Tell whether a line is a label and its value: `Location: Berlin`."""
    return bool(re.match(r"^[A-Z][\w /-]{2,28}:(?: .{0,40})?$", text))


def plain_text(inline: str) -> str:
    """Return what a block's inline source shows."""
    return " ".join("".join(run.text for run in runs_of(inline)).split())


def _verbatim(piece: str, flat: str) -> str:
    """Return the longest part of `piece` that stands in the posting as it is, without markup.

    Empty where none does, for instance because an entity was decoded.
    """
    if piece in flat and not re.search(r"[*`\[\]<>|\\]|\b_|_\b", piece):
        return piece
    parts = [part.strip(" ,;:–—-") for part in re.split(r"\*+|`|\[|\]\([^)]*\)|<[^>]*>|\||\b_|_\b", piece)]
    known = [part for part in parts if part and part in flat and len(part.split()) >= 2]
    return max(known, key=len, default="")
