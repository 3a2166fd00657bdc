"""`prepsite doctor`: look at all that prep depends on."""

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say
from prepsite.errors import ExitCode


@click.command("doctor", short_help="Look at all that prep depends on.")
@click.option("--no-call", is_flag=True, help="Don't call the language model; otherwise for a few tokens.")
@click.pass_context
def command(ctx: click.Context, *, no_call: bool) -> None:
    """Look at Python, packages, vault, settings and the language model's server.

    Says what to do about each finding, and exits with 1 where there is something to do.

    \b
    Example:
      prepsite doctor
    """  # noqa: D301
    from prepsite.app.doctor import examine

    wrong = 0
    for finding in examine(current_workspace(), call=not no_call):
        wrong += not finding.ok
        mark = "ok " if finding.ok else "!  "
        say(f"{mark} {finding.subject}: {finding.message}")
        if not finding.ok:
            say(f"    → {finding.remedy}")
    if wrong:
        ctx.exit(ExitCode.PROBLEMS)
