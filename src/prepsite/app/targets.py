"""Targets: which documents a command means."""

import difflib
from collections.abc import Sequence

from prepsite.core.plan import Plan, PlannedDocument, PlanState
from prepsite.errors import UsageError


def choose(
    plan: Plan, targets: Sequence[str], *, base_only: bool, stale: bool = False, again: bool = False
) -> tuple[PlannedDocument, ...]:
    """Return the documents to look at, base prep before its rounds, in the plan's order.

    Without targets these are all that are missing or blocked, with `stale` those whose inputs
    changed too, with `again` all that rounds to come need. `application` means its base prep and
    its rounds to come; `application/interview` that round, and the base prep if it is missing.
    Raises UsageError for an unknown target.
    """
    if not targets:
        documents = [found for found in plan.documents if _is_due(found, stale=stale, again=again)]
    else:
        named = [found for target in targets for found in _named(plan, target, base_only=base_only)]
        documents = [found for found in plan.documents if found in named]
    if base_only:
        documents = [found for found in documents if found.interview_id is None]
    return tuple(documents)


def _is_due(found: PlannedDocument, *, stale: bool, again: bool) -> bool:
    match found.state:
        case PlanState.MISSING | PlanState.BLOCKED:
            return True
        case PlanState.SKIPPED:
            return False
        case _:
            return again or (stale and found.state is PlanState.STALE)


def _named(plan: Plan, target: str, *, base_only: bool) -> list[PlannedDocument]:
    application_id, _, interview_id = target.strip("/").partition("/")
    of_application = [found for found in plan.documents if found.application_id == application_id]
    base = [found for found in of_application if found.interview_id is None]
    if not of_application:
        raise _unknown(target, sorted({found.application_id for found in plan.documents}), "application")
    if not interview_id:
        rounds = [
            found for found in of_application if found.interview_id and found.state is not PlanState.SKIPPED
        ]
        return base + ([] if base_only else rounds)
    chosen = [found for found in of_application if found.interview_id == interview_id]
    if not chosen:
        known = [found.name for found in of_application if found.interview_id]
        raise _unknown(target, known, "interview")
    unwritten = [found for found in base if not found.exists and found.state is not PlanState.BLOCKED]
    return (base if base_only else unwritten) + chosen


def _unknown(target: str, known: Sequence[str], kind: str) -> UsageError:
    near = difflib.get_close_matches(target.strip("/"), known, n=1)
    if near:
        remedy = f"did you mean {near[0]}?"
    else:
        remedy = f"there are {', '.join(known[:5])}" if known else f"make one with `prepsite new {kind}`"
    return UsageError(f"there is no {kind} {target!r}", remedy=remedy)
