"""`prepsite notes`: what happened in a round."""

import os

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import at_terminal, say
from prepsite.errors import PrepsiteError


@click.command("notes")
@click.argument("interview", metavar="APPLICATION/INTERVIEW", shell_complete=ids.interviews)
def command(interview: str) -> None:
    """Write down how an interview went.

    Makes notes.md beside interview.md, with the questions that were predicted as comments to
    keep or delete, and opens it in $VISUAL or $EDITOR at a terminal. Later rounds prepare what
    went badly. Notes that exist are opened as they are.

    \b
    Example:
      prepsite notes example-ltd-senior-engineer/recruiter-screen
    """  # noqa: D301
    from prepsite.app.notes import new_notes

    workspace = current_workspace()
    path, made = new_notes(workspace, interview)
    say(f"{'made' if made else 'kept'} {workspace.relative(path)}{'' if made else ', which was there'}")
    if at_terminal() and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        try:
            click.edit(filename=str(path))
        except click.ClickException as error:
            raise PrepsiteError(
                error.format_message(), where=str(path), remedy="set EDITOR to a program that exists"
            ) from error
    elif made:
        say("next: fill it in, and set status: completed in interview.md")
