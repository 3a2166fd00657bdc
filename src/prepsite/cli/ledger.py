"""`prepsite ledger`: what calls to language models took."""

import json
from typing import TYPE_CHECKING

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prepsite.app.ledger import Attempt, Total


@click.command("ledger", short_help="Show what language models were asked, and the cost.")
@click.option("--by-application", is_flag=True, help="One line an application.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, by_application: bool, as_json: bool) -> None:
    """Show each attempt to call a language model: tokens, cost, duration, what came of it.

    Costs are US dollars; ~ marks tokens that the server did not report.

    \b
    Examples:
      prepsite ledger
      prepsite ledger --by-application
    """  # noqa: D301
    from prepsite.app import ledger

    found = ledger.attempts(current_workspace())
    totals = ledger.by_application(found)
    if as_json:
        say(_as_json(found, totals, by_application=by_application))
    elif not found:
        say("no language model was asked yet")
    elif by_application:
        _show([_total_row(total) for total in totals])
    else:
        _show([_attempt_row(attempt) for attempt in found])
        _show([_total_row(total) for total in totals])


def _attempt_row(attempt: "Attempt") -> tuple[str, ...]:
    about = "~" if attempt.usage.estimated else ""
    seconds = "" if attempt.seconds is None else f"{attempt.seconds:.1f} s"
    return (
        attempt.begun_at.replace("+00:00", "Z"),
        attempt.name,
        attempt.answered or attempt.asked,
        f"{about}{attempt.usage.read:,} in",
        f"{attempt.usage.cached:,} cached",
        f"{about}{attempt.usage.written:,} out",
        "price unknown" if attempt.cost is None else f"${attempt.cost}",
        seconds,
        attempt.outcome,
    )


def _total_row(total: "Total") -> tuple[str, ...]:
    unpriced = f", {total.unpriced} at unknown prices" if total.unpriced else ""
    return (
        f"{total.application}: {total.attempts} calls",
        f"{total.tokens_read:,} in",
        f"{total.tokens_cached:,} cached",
        f"{total.tokens_written:,} out",
        f"${total.cost}{unpriced}",
        f"{total.seconds:.1f} s",
    )


def _show(rows: "Sequence[tuple[str, ...]]") -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        say("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _as_json(found: "Sequence[Attempt]", totals: "Sequence[Total]", *, by_application: bool) -> str:
    if by_application:
        return json.dumps([{**vars(total), "cost": str(total.cost)} for total in totals], indent=2)
    rows = [
        {
            **vars(attempt),
            "usage": vars(attempt.usage),
            "cost": None if attempt.cost is None else str(attempt.cost),
        }
        for attempt in found
    ]
    return json.dumps(rows, indent=2)
