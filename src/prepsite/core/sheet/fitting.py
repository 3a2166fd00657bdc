"""Texts made shorter by rule, step by step, until a sheet fits its page.

A text ends at the end of a sentence where one fits, else after a word, and then says " …"; no text is
ever cut by the page's edge. Each step is for the whole sheet: smaller type first, then shorter texts.
"""

import unicodedata
from dataclasses import dataclass, replace

from prepsite.core.grounding.sentences import cut
from prepsite.core.sheet.sheet import Block, Entry, Kind, Sheet, SheetFact

MORE = " …"
_WIDE = frozenset("WF")
_OPENS, _CLOSES = "⟦", "⟧"
# A sentence that fills less than this share of the room is no text to stop after.
_ENOUGH = 0.4
_BEYOND = 8


@dataclass(frozen=True)
class Room:
    """How much of a sheet is shown, and how large: `size` in points, lengths in columns of text.

    `entries` are the most of a list; `more` of 0 leaves out what is not the entry itself.
    """

    size: float
    narrative: int
    text: int
    more: int
    fact: int
    people: int
    entries: int = 5


ROOMS = (
    Room(11.5, 700, 260, 260, 260, 160),
    Room(11.25, 700, 260, 260, 260, 160),
    Room(11, 700, 260, 260, 260, 160),
    Room(10.75, 700, 260, 260, 260, 160),
    Room(10.5, 700, 260, 260, 260, 160),
    Room(10.25, 700, 260, 260, 260, 160),
    Room(10, 700, 260, 260, 260, 160),
    Room(9.75, 700, 240, 200, 240, 160),
    Room(9.5, 640, 240, 170, 240, 140),
    Room(9.5, 560, 170, 140, 200, 100),
    Room(9, 520, 170, 130, 200, 80),
    Room(9, 480, 140, 100, 160, 0),
    Room(9, 420, 120, 70, 130, 0),
    Room(8.75, 360, 100, 50, 110, 0),
    Room(8.75, 300, 80, 0, 90, 0),
    Room(8.5, 220, 60, 0, 60, 0, 3),
)
"""From the roomiest to one that any sheet fits."""


def width(text: str) -> int:
    """Return the columns that a text takes: two for each character of Chinese, Japanese or Korean."""
    wide = sum(unicodedata.east_asian_width(character) in _WIDE for character in text)
    return len(text) + wide


def shortened(text: str, longest: int) -> str:
    """Return the text in at most `longest` columns: its first sentences, or its first words, and " …"."""
    if len(text) <= longest and width(text) <= longest:
        return text
    room = longest - len(MORE)
    if room <= 0:
        return ""
    fitting = _within(text, room)
    # What tells the end of a sentence may stand after it.
    seen = text[: len(fitting) + _BEYOND]
    ends = [at + len(sentence) for at, sentence in cut(seen) if at + len(sentence) <= len(fitting)]
    end = ends[-1] if ends and ends[-1] >= _ENOUGH * len(fitting) else _last_word(text, len(fitting))
    return _without_open_bracket(text[:end]).rstrip(" ,;:–—-") + MORE


def fitted(sheet: Sheet, room: Room) -> Sheet:
    """Return the sheet with texts that are at most as long as the room has them."""
    facts = tuple(_fact(fact, room) for fact in sheet.facts)
    blocks = tuple(_block(block, room) for block in sheet.blocks)
    short = replace(
        sheet,
        title=shortened(sheet.title, room.text),
        application=shortened(sheet.application, room.text),
        candidate=shortened(sheet.candidate, room.text // 2),
        when=shortened(sheet.when, room.text),
        notice=shortened(sheet.notice, room.fact),
        facts=facts,
        blocks=blocks,
    )
    return replace(short, is_shortened=short != sheet)


def _within(text: str, room: int) -> str:
    """Return the longest beginning of a text that takes no more than `room` columns."""
    taken = 0
    for at, character in enumerate(text):
        taken += width(character)
        if taken > room:
            return text[:at]
    return text


def _last_word(text: str, end: int) -> int:
    """Return where the last whole word before `end` ends; within a word that fills half of it, `end`."""
    if text[end : end + 1].isspace():
        return end
    blank = text.rfind(" ", 0, end)
    return blank if blank > end // 2 else end


def _without_open_bracket(text: str) -> str:
    """Leave out a sentence in brackets that was cut: it must not stand there without its word."""
    return text[: text.rfind(_OPENS)] if text.rfind(_OPENS) > text.rfind(_CLOSES) else text


def _fact(fact: SheetFact, room: Room) -> SheetFact:
    return replace(fact, text=shortened(fact.text, room.fact), more=shortened(fact.more, room.people))


def _block(block: Block, room: Room) -> Block:
    if block.kind is Kind.NARRATIVE:
        entries = tuple(replace(each, text=shortened(each.text, room.narrative)) for each in block.entries)
    else:
        entries = tuple(_entry(each, room) for each in block.entries[: room.entries])
    return replace(block, entries=entries, empty=shortened(block.empty, room.text))


def _entry(entry: Entry, room: Room) -> Entry:
    return Entry(
        text=shortened(entry.text, room.text),
        value=shortened(entry.value, max(60, room.text)),
        source=shortened(entry.source, room.text // 2),
        more=shortened(entry.more, room.more),
    )
