"""`prepsite generate`: write the prep that is missing or stale."""

from decimal import Decimal, InvalidOperation

import click

from prepsite.cli import ids
from prepsite.cli.example import warn_of_example
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import OutcomeLines, say
from prepsite.errors import ExitCode, UsageError


@click.command("generate")
@click.argument(
    "targets", metavar="[APPLICATION | APPLICATION/INTERVIEW]…", nargs=-1, shell_complete=ids.documents
)
@click.option("--base", is_flag=True, help="Only the part that all rounds of an application share.")
@click.option(
    "--stale", is_flag=True, help="Also replace sections whose sources changed, if you didn't edit them."
)
@click.option("--again", is_flag=True, help="Write anew what you didn't edit, changed or not.")
@click.option("--writer", metavar="NAME", help="Who writes, instead of the settings' writer.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="How many documents to ask a language model for at once.",
)
@click.option(
    "--batch", is_flag=True, help="Ask at half the price within a day; run it again to collect the prep."
)
@click.option("--max-cost", metavar="USD", help="Stop before the calls of this run could cost more.")
@click.pass_context
def command(
    ctx: click.Context,
    targets: tuple[str, ...],
    *,
    base: bool,
    stale: bool,
    again: bool,
    writer: str | None,
    jobs: int,
    max_cost: str | None,
    batch: bool,
) -> None:
    """Write interview prep.

    Without targets: all that is missing, base prep for applications that have scheduled
    interviews, then the prep of these interviews. One line tells what became of each; where one
    fails, the rest go on, and the command exits with 1. A section that you edited is never
    replaced.

    \b
    Examples:
      prepsite generate
      prepsite generate example-ltd-senior-engineer
      prepsite generate example-ltd-senior-engineer/technical-screen --stale
    """  # noqa: D301
    from prepsite.app.batch import generate_batch
    from prepsite.app.generate import GenerateOptions, generate

    options = GenerateOptions(
        writer=writer, base=base, stale=stale, again=again, jobs=jobs, max_cost=_money(max_cost)
    )
    workspace = current_workspace()
    with OutcomeLines() as lines:
        outcomes = (generate_batch if batch else generate)(workspace, targets, options, lines)
    warn_of_example(workspace)
    if not outcomes:
        say("nothing is missing")
    if not all(outcome.ok for outcome in outcomes):
        ctx.exit(ExitCode.PROBLEMS)


def _money(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        money = Decimal(text)
    except InvalidOperation:
        money = Decimal(-1)
    if not money.is_finite() or money < 0:
        raise UsageError(f"{text!r} is not an amount of US dollars", remedy="give one like --max-cost 0.50")
    return money
