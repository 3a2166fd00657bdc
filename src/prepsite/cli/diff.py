"""`prepsite diff`: what a waiting text would change, or what you changed."""

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import remark, say, show_difference


@click.command("diff", short_help="Show what the new text would change in your edit.")
@click.argument("document", metavar="APPLICATION[/INTERVIEW]", shell_complete=ids.documents)
@click.argument("section", metavar="[SECTION]", required=False, shell_complete=ids.waiting)
@click.option("--edits", is_flag=True, help="Show instead what you changed of the text as generated.")
def command(document: str, section: str | None, *, edits: bool) -> None:
    """Show what the new text that waits beside your edit would change.

    Without SECTION: all that wait for the document; an APPLICATION alone means its base prep.
    Lines with - are yours, lines with + the new text's. Changes nothing.

    \b
    Examples:
      prepsite diff example-ltd-senior-engineer/technical-screen
      prepsite diff example-ltd-senior-engineer/technical-screen predicted_questions
      prepsite diff example-ltd-senior-engineer/technical-screen --edits
    """  # noqa: D301
    from prepsite.app.differences import own_changes, proposed_changes

    found = (own_changes if edits else proposed_changes)(current_workspace(), document, section)
    for difference in found:
        if difference.note:
            say(f"{difference.field}: {difference.note}")
        show_difference(difference.lines)
    if not found:
        say("you edited no section" if edits else f"no new text waits for {document}")
    elif not edits:
        remark(f"next: prepsite accept, reject or merge {document} [SECTION]")
