"""What stands on a sheet: plain texts only, for whoever sets it.

A sentence that nothing backs, or that was withdrawn, stands in `⟦ … ⟧` with the word behind it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block of a sheet holds."""

    NARRATIVE = "narrative"
    NUMBERS = "numbers"
    WEAK_SPOTS = "weak_spots"
    EXPECTED = "expected"
    TO_ASK = "to_ask"


@dataclass(frozen=True)
class SheetFact:
    """A labelled fact of the logistics; `more` is what may go first where room is short."""

    label: str
    text: str
    more: str = ""
    url: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a block: `value` is a number as said, `source` the project it comes from.

    `more` is how a number was measured, the line that opens an answer.
    """

    text: str
    value: str = ""
    source: str = ""
    more: str = ""


@dataclass(frozen=True)
class Block:
    """Entries under a heading; `empty` stands there where there are none, and says what to do."""

    kind: Kind
    heading: str
    entries: tuple[Entry, ...]
    empty: str = ""


@dataclass(frozen=True)
class Sheet:
    """One round on one page.

    `candidate` is whose sheet it is; `notice` says that the prep is missing or stale; `see_more` is
    said at the foot where anything was shortened, which `is_shortened` tells.
    """

    title: str
    application: str
    candidate: str
    when: str
    facts: tuple[SheetFact, ...]
    blocks: tuple[Block, ...]
    notice: str
    see_more: str
    language: str = "en"
    is_right_to_left: bool = False
    is_shortened: bool = False

    def block(self, kind: Kind) -> Block:
        """Return the block of a kind; every sheet has all of them."""
        return next(block for block in self.blocks if block.kind is kind)
