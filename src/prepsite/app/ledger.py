"""The ledger as people read it: attempts, and sums by application."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from prepsite.vault.layout import Workspace
from prepsite.writers.openai.ledger import Attempt, Ledger

__all__ = ["Attempt", "Total", "attempts", "by_application"]


@dataclass(frozen=True)
class Total:
    """What the attempts of one application took; `unpriced` of them have no known price."""

    application: str
    attempts: int
    tokens_read: int
    tokens_cached: int
    tokens_written: int
    cost: Decimal
    unpriced: int
    seconds: float


def attempts(workspace: Workspace) -> tuple[Attempt, ...]:
    """Return all attempts, oldest first."""
    return Ledger(workspace.private).attempts()


def by_application(found: Sequence[Attempt]) -> tuple[Total, ...]:
    """Return a sum an application, in the order in which they first appear."""
    names = dict.fromkeys(attempt.application for attempt in found)
    return tuple(_total(name, [a for a in found if a.application == name]) for name in names)


def _total(name: str, found: Sequence[Attempt]) -> Total:
    return Total(
        name,
        len(found),
        sum(attempt.usage.read for attempt in found),
        sum(attempt.usage.cached for attempt in found),
        sum(attempt.usage.written for attempt in found),
        sum((attempt.cost for attempt in found if attempt.cost is not None), Decimal(0)),
        sum(attempt.cost is None for attempt in found),
        sum(attempt.seconds or 0.0 for attempt in found),
    )
