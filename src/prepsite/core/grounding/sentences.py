"""A prep document → the sentences that claim something, each with its place and what its item cites.

Claim fields are the answers, the narrative, the defences, the deep dives' experience and where
the candidate stands on a driver. Advice, questions and the posting's words claim nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.document import Section, split
from prepsite.core.prep_labels import english_of, spoken_as
from prepsite.core.references import find_references
from prepsite.core.sections import field_titled
from prepsite.core.words import ENGLISH

_LABEL = re.compile(r"^\*\*(?P<label>[^*\n]{1,60}?)[.:]\*\*[ \t]*")
_EVIDENCE = re.compile(rf"^\*(?:{'|'.join(map(re.escape, spoken_as('Evidence')))}):\*")
_ITALIC = re.compile(r"^\*[^*\n]+(\*|$)")
_LANGUAGE = re.compile(r"(?m)^language: (?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*$")
# "am 12. März": the stop after a day ends no sentence.
_DAY = re.compile(
    r"\d\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_LIST = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|approx|ca|vs|no|nos|dr|mr|mrs|ms|prof|st|sr|jr|inc|ltd|co|cf|fig|dept|est|"
    r"[a-z]\.[a-z]|[A-Z]|bzw|mio|mrd|tsd|nr|usw|evtl|ggf|inkl|vgl|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.!?…][\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[^\W_a-z])|[.!?][\"”’)]*\s+(?=[\"“(]*(?:i[A-Z]|k6|npm|dbt|pytest|p\d))"
)

# What says what to do, or that the record has nothing, claims nothing.
_ADVICE = re.compile(
    r"(?:Be ready|Missing from your record|Nothing in your record|Write down|Don['’]t|Avoid"
    r"|Sei bereit|Fehlt in deinen Unterlagen|Nichts in deinen Unterlagen|Schreib|Vermeide|Nicht)\b"
)

# Section → the labels whose paragraphs claim; `""` is a paragraph under no label.
_CLAIMING: dict[str, frozenset[str]] = {
    "predicted_questions": frozenset({"situation", "task", "action", "result", "answer"}),
    "background_narrative": frozenset({""}),
    "resume_defense_prep": frozenset({"say"}),
    "technical_deep_dives": frozenset({""}),
    "primary_drivers": frozenset({"where you stand"}),
}
# Where "you" is the candidate; everywhere else it is who asks.
TO_CANDIDATE = frozenset({"primary_drivers"})
# In a deep dive the experience stands between these two.
_DIVE_STARTS = "why it may come up"


@dataclass(frozen=True)
class Sentence:
    """A sentence that claims: `line` and `column` from 1; `cites` is what its item names as evidence.

    `part` is the label it stands under; `item` numbers the items of a section, `before` is the
    sentence before it in the item. `language` is the one that the document says it is in.
    """

    text: str
    line: int
    column: int
    field: str
    item: int
    part: str
    title: str
    cites: tuple[str, ...]
    before: str = ""
    language: str = ENGLISH


def sentences_of(markdown: str) -> tuple[Sentence, ...]:
    """Return the sentences of a prep document that claim something, in order; takes any text."""
    found: list[Sentence] = []
    document = split(markdown)
    stated = _LANGUAGE.search(document.head)
    language = stated["language"] if stated else ENGLISH
    for section in document.sections:
        field = section.field or field_titled(section.heading)
        if field in _CLAIMING:
            found += _of_section(section, field, language)
    return tuple(found)


@dataclass(frozen=True)
class _Paragraph:
    line: int
    text: str
    label: str


def _of_section(section: Section, field: str, language: str) -> Iterator[Sentence]:
    for number, (title, lines) in enumerate(_items(section)):
        body = "\n".join(text for _, text in lines)
        cites = find_references(body)
        before = ""
        for paragraph in _paragraphs(lines, field):
            for offset, text in cut(paragraph.text):
                line, column = _place(paragraph, offset)
                if not text.rstrip("*_ ").endswith("?") and not _ADVICE.match(text):
                    part = paragraph.label
                    yield Sentence(text, line, column, field, number, part, title, cites, before, language)
                before = text


def _items(section: Section) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield (heading, numbered lines) for each `###` item of a section, code blocks left out."""
    title, lines, fence = "", list[tuple[int, str]](), ""
    for number, line in enumerate(section.raw.splitlines(), section.line):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1][:3]
            continue
        if fence or line.lstrip().startswith(("<!--", "<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            continue
        if line.startswith("### "):
            yield title, lines
            title, lines = line[4:].strip(), []
        elif not line.startswith("#"):
            lines.append((number, line))
    yield title, lines


def _paragraphs(lines: list[tuple[int, str]], field: str) -> Iterator[_Paragraph]:
    """Yield the claiming paragraphs of an item, each with the label it stands under."""
    label, claiming = "", field != "technical_deep_dives"
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if line.strip() and not (block and _LIST.match(line)):
            block.append((number, line))
            continue
        if block:
            first = block[0][1].lstrip()
            marked = _LABEL.match(first)
            if marked:
                label = (english_of(marked["label"]) or marked["label"]).casefold()
                claiming = label in _CLAIMING[field] or (label == "" and "" in _CLAIMING[field])
            after_why = field == "technical_deep_dives" and label == _DIVE_STARTS and not marked
            is_spoken = (claiming and (label in _CLAIMING[field] or not label)) or after_why
            is_apart = first.startswith((">", "|")) or _EVIDENCE.match(first) or _ITALIC.match(first)
            if is_spoken and not is_apart:
                yield _Paragraph(block[0][0], "\n".join(text for _, text in block), label)
        block = [(number, line)] if line.strip() else []


def _place(paragraph: _Paragraph, offset: int) -> tuple[int, int]:
    before = paragraph.text[:offset]
    return paragraph.line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, sentence) for a paragraph, its label and list mark left out."""
    start = 0
    marked = _LABEL.match(text) or _LIST.match(text)
    if marked:
        start = marked.end()
    for found in _BREAK.finditer(text, start):
        end = found.start() + len(found[0].rstrip())
        if _ABBREVIATION.search(text, max(start, end - 12), end) and found[0][0] == ".":
            continue
        if _DAY.match(text, found.start() - 1):
            continue
        if text[start:end].strip():
            yield start, text[start:end].strip()
        start = found.end()
    rest = text[start:]
    if rest.strip():
        yield start + len(rest) - len(rest.lstrip()), rest.strip()
