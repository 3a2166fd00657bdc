"""`prepsite batch`: batches that a server is at work on."""

from typing import TYPE_CHECKING

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import OutcomeLines, say
from prepsite.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from prepsite.app.batch import Batch


@click.command("batch", short_help="Show, collect or forget batches asked of a server.")
@click.option("--collect", is_flag=True, help="Write what is ready, and ask for nothing more.")
@click.option("--forget", metavar="BATCH", help="Forget one, so that its documents can be asked for anew.")
@click.pass_context
def command(ctx: click.Context, *, collect: bool, forget: str | None) -> None:
    """Show the batches that `prepsite generate --batch` gave to a server and that are not collected yet.

    Without options no server is asked. A batch that is forgotten may still run and be paid for;
    end it on the server's own pages.

    \b
    Examples:
      prepsite batch
      prepsite batch --collect
      prepsite batch --forget 3f2a9c51d07e
    """  # noqa: D301
    from prepsite.app import batch

    if collect and forget:
        raise UsageError("--collect and --forget are two commands", remedy="give one of them")
    workspace = current_workspace()
    if forget:
        say(f"forgot {_told(batch.forget_batch(workspace, forget))}")
        return
    remembered = batch.remembered_batches(workspace)
    if not remembered:
        say("no batch is waiting")
    elif not collect:
        for each in remembered:
            say(_told(each))
    else:
        with OutcomeLines() as lines:
            outcomes = batch.collect_batches(workspace, lines)
        if not all(outcome.ok for outcome in outcomes):
            ctx.exit(ExitCode.PROBLEMS)


def _told(batch: "Batch") -> str:
    count = len(batch.tasks)
    documents = f"{count:,} document{'' if count == 1 else 's'}"
    when = batch.made_at.replace("+00:00", "Z")
    return f"{batch.label}: {documents}, asked of {batch.model} at {batch.base_url} on {when}"
