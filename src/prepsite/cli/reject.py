"""`prepsite reject`: keep your edit, and drop the new text that waits."""

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say


@click.command("reject", short_help="Keep your edit, and drop the new text.")
@click.argument("document", metavar="APPLICATION[/INTERVIEW]", shell_complete=ids.documents)
@click.argument("section", metavar="[SECTION]", required=False, shell_complete=ids.waiting)
def command(document: str, section: str | None) -> None:
    """Keep your edit, and drop the new text that waits beside it.

    Without SECTION: all that wait for the document; an APPLICATION alone means its base prep. Your
    section stays as it is. A new text comes only when what the section was made from changes again.

    \b
    Examples:
      prepsite reject example-ltd-senior-engineer/technical-screen
      prepsite reject example-ltd-senior-engineer/technical-screen predicted_questions
    """  # noqa: D301
    from prepsite.app.proposals import reject

    for decided in reject(current_workspace(), document, section):
        say(f"{document}: {decided.message}")
