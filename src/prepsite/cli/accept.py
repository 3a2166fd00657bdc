"""`prepsite accept`: take a new text that waits beside your edit."""

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say


@click.command("accept", short_help="Take the new text that waits beside your edit.")
@click.argument("document", metavar="APPLICATION[/INTERVIEW]", shell_complete=ids.documents)
@click.argument("section", metavar="[SECTION]", required=False, shell_complete=ids.waiting)
def command(document: str, section: str | None) -> None:
    """Take the new text that waits beside your edit.

    Without SECTION: all that wait for the document; an APPLICATION alone means its base prep. The
    section then is prepsite's again. Your text is kept under .prepsite/replaced, and the line says
    where.

    \b
    Examples:
      prepsite accept example-ltd-senior-engineer/technical-screen
      prepsite accept example-ltd-senior-engineer/technical-screen predicted_questions
    """  # noqa: D301
    from prepsite.app.proposals import accept

    for decided in accept(current_workspace(), document, section):
        say(f"{document}: {decided.message}")
        if decided.displaced:
            say(f"  yours is kept in {decided.displaced}")
