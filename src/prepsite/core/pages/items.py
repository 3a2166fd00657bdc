"""Prep documents read for their items: what defence and follow-up are looked for in."""

import re
from collections.abc import Iterator
from functools import lru_cache

from prepsite.core.pages.bodies import cited
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.prepared import ITEM_LEVEL, PreparedDocument, PreparedSection, prepare
from prepsite.core.prep_items import Documents, PrepItem, shown_rounds
from prepsite.core.sections import field_titled
from prepsite.core.vault import ApplicationRecord, PrepFile

_STEP = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)$")
_REFERENCE = re.compile(r"(?<!\\)\[[a-z]+(?:[:/][^\[\]\n]{1,160})?\](?![\[(:])")
_MARKS = re.compile(r"\*\*[^*\n]{1,40}(?:·|\.|:)[^*\n]{0,40}\*\*|[*_`\\]|&lt;|&gt;")

# Sections whose items are the items of lists.
_LISTED = frozenset({"prep_plan", "not_addressed", "stage_checklist"})


def documents_of(record: ApplicationRecord) -> Documents:
    """Return the prep of an application that other pages may name: that of private rounds is left out."""
    found: dict[str | None, tuple[PrepItem, ...]] = {}
    if record.prep:
        found[None] = items_in(record.prep)
    for each in shown_rounds(record):
        if each.prep:
            found[each.id] = items_in(each.prep)
    return found


@lru_cache(maxsize=128)
def items_in(prep: PrepFile) -> tuple[PrepItem, ...]:
    """Return the items of a document, in its order; each step of the roadmap is one of its own.

    They are asked for by several pages and by `check`: what didn't change isn't read again.
    """
    return tuple(item for part in bare(prep).sections for item in _of_section(part))


@lru_cache(maxsize=16)
def bare(prep: PrepFile) -> PreparedDocument:
    """Return a document without its claims, with its links as they are; asked for several times in a row."""
    return prepare(prep)


def words_of(markdown: str) -> str:
    """Return Markdown as words: without references, labels, marks of emphasis and code."""
    return " ".join(_MARKS.sub(" ", _REFERENCE.sub(" ", markdown)).split())


def field_of(part: PreparedSection) -> str:
    """Return a section's field, also of one that a person rewrote under its own heading."""
    return part.section.field or field_titled(part.section.heading)


def _of_section(part: PreparedSection) -> Iterator[PrepItem]:
    field, line = field_of(part), part.section.line
    anchors = iter(part.anchors)
    titles = iter(item.title for item in part.items if item.anchor in part.anchors)
    title, anchor = part.heading, part.anchor
    pieces: list[str] = []
    for level, heading, text in part.headings:
        if level == ITEM_LEVEL and part.section.heading:
            yield from _items(field, title, "\n".join(pieces), anchor, line)
            title, anchor, pieces = next(titles), next(anchors), [heading, text]
        else:
            pieces += [heading, text]
    yield from _items(field, title, "\n".join(pieces), anchor, line)


def _items(field: str, title: str, text: str, anchor: str, line: int) -> Iterator[PrepItem]:
    if field in _LISTED:
        for each in text.split("\n"):
            step = _STEP.match(each)
            if step:
                words = plain(words_of(step["text"]))
                yield PrepItem(field, words, words, cited(step["text"]), anchor, line)
    elif text.strip():
        yield PrepItem(field, title, words_of(text), cited(text), anchor, line)
