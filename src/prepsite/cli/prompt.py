"""`prepsite prompt`: exactly what a language model would be sent."""

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import remark, say


@click.command("prompt", short_help="Show what a language model would be sent.")
@click.argument("target", metavar="APPLICATION | APPLICATION/INTERVIEW", shell_complete=ids.documents)
@click.option("--json", "as_json", is_flag=True, help="Print the request's JSON body, as it would be sent.")
def command(target: str, *, as_json: bool) -> None:
    """Show exactly what a language model would be sent for a document. Sends nothing.

    The words go to standard output; where they would go to, and what has no room, to standard
    error.

    \b
    Example:
      prepsite prompt example-ltd-senior-engineer/technical-screen
    """  # noqa: D301
    from prepsite.app.model import prompt_shown

    shown = prompt_shown(current_workspace(), target)
    if as_json:
        say(shown.body)
    else:
        for role, content in shown.messages:
            say(f"----- {role} -----")
            say(content)
    remark(f"would go to {shown.url}; {shown.tokens:,} tokens at the most; nothing was sent")
    if shown.left_out:
        remark(f"no room for: {', '.join(shown.left_out)}")
    if shown.lacks_base:
        remark("base prep is not written yet; once it is, it is told too")
