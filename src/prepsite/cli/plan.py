"""`prepsite plan`: what prep is missing, stale or blocked, and why."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say

if TYPE_CHECKING:
    from prepsite.app.model import Bound
    from prepsite.core.plan import Plan, PlannedDocument, PlannedSection
    from prepsite.core.vault import Vault


@click.command("plan", short_help="Show what prep is missing or stale, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """Show what prep is missing, stale or blocked, with the reason and the command to run.

    Names each stale section with what changed since, old → new. Writes nothing. Times are told
    in the vault's time zone.

    \b
    Example:
      prepsite plan
    """  # noqa: D301
    from prepsite.app.model import upper_bounds
    from prepsite.app.plan import plan_vault

    workspace = current_workspace()
    with busy("Reading the vault"):
        vault, plan = plan_vault(workspace)
        bounds = upper_bounds(workspace, vault, plan)
    say(_as_json(vault, plan, bounds) if as_json else _as_text(vault, plan, bounds))


def _as_text(vault: "Vault", plan: "Plan", bounds: Mapping[str, "Bound"]) -> str:
    if not plan.documents:
        return "no applications yet; begin with `prepsite new application --company … --role …`"
    width = max(len(planned.state) for planned in plan.documents)
    lines: list[str] = []
    for planned in plan.documents:
        when = _when(vault, planned)
        told = f"{planned.state:<{width}}  {planned.name}{f', {when}' if when else ''}"
        lines.append(f"{told}: {planned.reason}" if planned.reason else told)
        lines += [f"{'':<{width}}  {line}" for line in _sections(planned)]
        if planned.command:
            lines.append(f"{'':<{width}}  → {planned.command}")
        if bound := bounds.get(planned.name):
            lines.append(f"{'':<{width}}  at the most {_as_amount(bound)}")
    if bounds:
        lines.append(f"in all at the most {_as_amount(_sum(bounds.values()))}, repairs aside")
    return "\n".join(lines)


def _sections(planned: "PlannedDocument") -> list[str]:
    """Return a line for each section that is stale, or beside which a new text waits."""
    from prepsite.core.changes import told

    lines: list[str] = []
    for section in planned.sections:
        if section.is_stale and section.changes:
            yours = ", edited by you" if section.state != "unedited" else ""
            lines.append(f"· {section.field}{yours}: {told(section.changes)}")
        if section.waiting:
            command = f"prepsite diff {planned.name} {section.field}"
            lines.append(f"· {section.field}: a new text waits beside yours; see `{command}`")
    return lines


def _as_amount(bound: "Bound") -> str:
    cost = "at an unknown price" if bound.cost is None else f"${bound.cost:.4f}"
    return f"{bound.tokens_read:,} tokens in and {bound.tokens_written:,} out, {cost}"


def _sum(bounds: Iterable["Bound"]) -> "Bound":
    from prepsite.app.model import Bound

    found = list(bounds)
    costs = [bound.cost for bound in found if bound.cost is not None]
    return Bound(
        sum(bound.tokens_read for bound in found),
        sum(bound.tokens_written for bound in found),
        sum(costs, Decimal(0)) if len(costs) == len(found) else None,
    )


def _when(vault: "Vault", planned: "PlannedDocument") -> str:
    starts_at = _starts_at(vault, planned)
    return f"{starts_at} ({vault.settings.timezone})" if starts_at else ""


def _starts_at(vault: "Vault", planned: "PlannedDocument", form: str = "%Y-%m-%d %H:%M") -> str:
    record = vault.applications.get(planned.application_id)
    found = record.interview(planned.interview_id) if record and planned.interview_id else None
    return found.starts_at.astimezone(vault.settings.zone).strftime(form) if found and found.starts_at else ""


def _as_json(vault: "Vault", plan: "Plan", bounds: Mapping[str, "Bound"]) -> str:
    documents = [
        {
            "application": planned.application_id,
            "interview": planned.interview_id,
            "path": planned.path,
            "state": str(planned.state),
            "reason": planned.reason,
            "command": planned.command,
            "starts_at": _starts_at(vault, planned, "%Y-%m-%dT%H:%M:%S%z") or None,
            "sections": [_section_as_json(section) for section in planned.sections],
            "at_most": _bound_as_json(bounds.get(planned.name)),
        }
        for planned in plan.documents
    ]
    report = {"timezone": vault.settings.timezone, "documents": documents}
    return json.dumps(report, indent=2, ensure_ascii=False)


def _section_as_json(section: "PlannedSection") -> dict[str, object]:
    return {
        "field": section.field,
        "state": str(section.state),
        "stale": section.is_stale,
        "changed": list(section.changed),
        "changes": [
            {"reference": change.reference, "leaf": change.leaf, "old": change.old, "new": change.new}
            for change in section.changes
        ],
        "waiting": section.waiting,
    }


def _bound_as_json(bound: "Bound | None") -> dict[str, object] | None:
    if bound is None:
        return None
    cost = None if bound.cost is None else str(bound.cost)
    return {"tokens_in": bound.tokens_read, "tokens_out": bound.tokens_written, "usd": cost}
