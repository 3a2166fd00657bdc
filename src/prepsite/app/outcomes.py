"""What a run that writes prep is asked for, and what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True)
class GenerateOptions:
    """What to write: `stale` and `again` replace sections nobody edited; `base` leaves rounds out.

    `jobs` documents at a time are asked of a server, for `max_cost` US dollars at the most.
    """

    writer: str | None = None
    base: bool = False
    stale: bool = False
    again: bool = False
    jobs: int = 4
    max_cost: Decimal | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one document; `kept` are sections that a person edited or deleted.

    `proposed` are those whose new text waits beside the edit. `bases` are the texts as generated
    that the document now names. `unwritten` says that the disk did not take it.
    """

    name: str
    ok: bool
    message: str
    path: str = ""
    kept: tuple[str, ...] = ()
    written: bool = False
    proposed: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    unwritten: bool = False


class Progress(Protocol):
    """Hears which documents will be written, and what became of each."""

    def start(self, names: Sequence[str]) -> None:
        """Hear the names of the documents, in the order they will be written."""
        ...

    def streamed(self, name: str, tokens: int) -> None:
        """Hear how many tokens of a document have arrived; called from several threads."""
        ...

    def done(self, outcome: Outcome) -> None:
        """Hear what became of one."""
        ...
