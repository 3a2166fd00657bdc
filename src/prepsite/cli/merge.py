"""`prepsite merge`: bring your edit and the new text together."""

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say
from prepsite.errors import ExitCode


@click.command("merge", short_help="Bring your edit and the new text together.")
@click.argument("document", metavar="APPLICATION[/INTERVIEW]", shell_complete=ids.documents)
@click.argument("section", metavar="[SECTION]", required=False, shell_complete=ids.waiting)
@click.pass_context
def command(ctx: click.Context, document: str, section: str | None) -> None:
    """Bring your edit and the new text that waits beside it together.

    Without SECTION: all that wait for the document; an APPLICATION alone means its base prep. Lines
    that only one side changed are merged; where both changed the same lines, both stand between
    conflict markers, and the command exits with 1. The section stays yours. Your text as it was is
    kept under .prepsite/replaced. Needs git.

    \b
    Examples:
      prepsite merge example-ltd-senior-engineer/technical-screen
      prepsite merge example-ltd-senior-engineer/technical-screen predicted_questions
    """  # noqa: D301
    from prepsite.app.proposals import merge

    conflicts = 0
    for decided in merge(current_workspace(), document, section):
        conflicts += decided.conflicts
        say(f"{document}: {decided.message}")
        say(f"  yours as it was is kept in {decided.displaced}")
    if conflicts:
        ctx.exit(ExitCode.PROBLEMS)
