"""A round's prep read for a sheet: items with their paragraphs by label, as plain sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from prepsite.core.grounding.reading import read
from prepsite.core.grounding.sentences import cut
from prepsite.core.grounding.verdict import Status
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.items import field_of
from prepsite.core.pages.page import IN_DOUBT
from prepsite.core.pages.prepared import ITEM_LEVEL, PreparedDocument, PreparedSection
from prepsite.core.prep_labels import english_of

Doubts = Mapping[str, Status]
"""Sentences that nobody should say, as they stand in the file, each with its status."""

_LABEL = re.compile(r"^\*\*(?P<label>[^*\n]{1,60}?)[.:]\*\*[ \t]*(?P<text>.*)$", re.DOTALL)
_APART = re.compile(r"^(?:[-*+>|]|\d{1,3}[.)]|`{3}|~{3}|\*[^*\n]{1,40}:\*|\*[^*\n]+\*$)")
_LISTED = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)$")
_BOLD = re.compile(r"^\*\*(?P<text>.+?)\*\*(?:\s|$)")


@dataclass(frozen=True)
class SheetItem:
    """A question, a line of the resume, a topic; `parts` are its paragraphs, each with its label."""

    field: str
    title: str
    anchor: str
    references: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]

    def part(self, *labels: str) -> str:
        """Return the first paragraph under one of these labels, in their order, or an empty text."""
        return next((text for label in labels for found, text in self.parts if found == label), "")


def items_of(document: PreparedDocument, field: str) -> tuple[SheetItem, ...]:
    """Return the items of a field's sections, in order."""
    return tuple(item for part in document.sections if field_of(part) == field for item in _items(part, field))


def listed(document: PreparedDocument, field: str) -> tuple[str, ...]:
    """Return the items of the lists in a field's sections, as plain text: what is bold, if they begin so."""
    found: list[str] = []
    for part in document.sections:
        if field_of(part) != field:
            continue
        for line in part.section.body.split("\n"):
            item = _LISTED.match(line.rstrip())
            if item:
                bold = _BOLD.match(item["text"])
                found.append(spoken(bold["text"] if bold else item["text"]))
    return tuple(text for text in found if text)


def doubts_of(document: PreparedDocument) -> Doubts:
    """Return the sentences of a document that nobody should say as they stand."""
    claims = document.ledger.claims if document.ledger else ()
    return {claim.sentence.text: claim.status for claim in claims if claim.status in IN_DOUBT}


def bracketed(text: str, doubts: Doubts) -> str:
    """Return a paragraph as plain text, sentences in doubt in brackets with the word behind them."""
    told: list[str] = []
    for _, sentence in cut(text):
        status = doubts.get(sentence)
        said = spoken(sentence)
        told.append(f"⟦{said}⟧ {status.value}" if status else said)
    return " ".join(told)


def first_said(text: str, doubts: Doubts, *, least: int = 50, about: str = "") -> str:
    """Return the first sentence of a paragraph that may be said, and the next where it is a short one.

    A sentence that has a word of `about` goes first.
    """
    sentences = [spoken(sentence) for _, sentence in cut(text) if sentence not in doubts]
    topic = read(about).content
    start = next((at for at, each in enumerate(sentences) if topic & read(each).content), 0)
    told = ""
    for sentence in sentences[start:]:
        told = f"{told} {sentence}".strip()
        if len(told) >= least:
            break
    return f"{told}”" if told.count("“") > told.count("”") else told


def spoken(markdown: str) -> str:
    """Return Markdown as one line of plain text: no references, emphasis, code marks or link targets."""
    return plain(unescape(read(markdown).text))


def _items(part: PreparedSection, field: str) -> Iterator[SheetItem]:
    titles = {item.anchor: item for item in part.items}
    anchors = iter(part.anchors)
    current: tuple[str, str, tuple[str, ...]] | None = None
    pieces: list[str] = []
    for level, _, text in part.headings:
        if level == ITEM_LEVEL and part.section.heading:
            if current:
                yield _item(field, current, pieces)
            anchor = next(anchors)
            item = titles[anchor]
            current, pieces = (item.title, anchor, item.references), [text]
        else:
            pieces.append(text)
    if current:
        yield _item(field, current, pieces)


def _item(field: str, current: tuple[str, str, tuple[str, ...]], pieces: Sequence[str]) -> SheetItem:
    title, anchor, references = current
    return SheetItem(field, spoken(title), anchor, references, tuple(_parts("\n\n".join(pieces))))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield (English label in lower case, text) for the paragraphs that are prose; "" is no label."""
    for block in re.split(r"\n[ \t]*\n", text):
        paragraph = block.strip()
        found = _LABEL.match(paragraph)
        if found:
            label = found["label"]
            yield (english_of(label) or label).casefold(), found["text"]
        elif paragraph and not _APART.match(paragraph):
            yield "", paragraph
