"""How long the roles of a resume cover, counted from their dates and without a clock."""

from dataclasses import dataclass

from prepsite.models.base import PartialDate
from prepsite.models.resume import Role
from prepsite.writers.offline.prose import month
from prepsite.writers.offline.record import Record


@dataclass(frozen=True)
class Tenure:
    """The months that the roles cover, gaps left out; up to `today`, where the vault fixes one.

    `running` is the role that still runs and is not counted, because nobody said what day it is.
    """

    months: int
    first: Role
    since: str
    running: Role | None
    running_since: str
    evidence: tuple[str, ...]


def tenure_of(record: Record) -> Tenure | None:
    """Return the tenure of the resume's dated roles, or None where no role is dated."""
    today = record.brief.today
    now = today.year * 12 + today.month - 1 if today else None
    spans: list[tuple[int, int]] = []
    dated = [role for role in record.roles if role.start]
    running: Role | None = None
    for role in dated:
        start = _begun(role.start)
        end = (
            now
            if role.end == "present"
            else _month(role.end) + 1
            if isinstance(role.end, PartialDate)
            else None
        )
        if role.end == "present" and now is None:
            running = role
        if end is not None and end >= start:
            spans.append((start, end))
    if not dated:
        return None
    first = min(dated, key=lambda role: _month(role.start))
    return Tenure(
        months=_covered(spans),
        first=first,
        since=month(first.start),
        running=running,
        running_since=month(running.start) if running else "",
        evidence=tuple(record.cite_role(role) for role in dated[:6]),
    )


def _begun(date: PartialDate | None) -> int:
    """Return the month a role began; of a bare year the last one, so that no month is claimed too many."""
    return date.year * 12 + 11 if date and date.month is None else _month(date)


def _month(date: PartialDate | None) -> int:
    return date.year * 12 + (date.month or 1) - 1 if date else 0


def _covered(spans: list[tuple[int, int]]) -> int:
    """Return the months that the spans cover, what overlaps counted once."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
