"""`prepsite confirm`: say that a claim is true, so that prep may make it."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import remark, say

if TYPE_CHECKING:
    from prepsite.app.facts import Noted, Wanted


@click.command("confirm", short_help="Say that a claim is true; facts.md keeps it.")
@click.argument("place", metavar="[DOCUMENT:LINE]", required=False, shell_complete=ids.documents)
@click.argument("line", metavar="", required=False)
@click.option("--text", metavar="TEXT", help="The claim in your own words, instead of a place.")
@click.option("--claim", metavar="N", type=int, help="Which sentence, where several stand on the line.")
@click.option("--by", metavar="NAME", help="Who confirms it; otherwise git's user.name, or your profile's.")
@click.option(
    "--on", "--today", "on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="When; otherwise today."
)
def command(
    *,
    place: str | None,
    line: str | None,
    text: str | None,
    claim: int | None,
    by: str | None,
    on: datetime | None,
) -> None:
    """Say that a claim is true: an entry is added at the end of vault/facts.md.

    DOCUMENT is APPLICATION, APPLICATION/INTERVIEW, or the path that `prepsite check` prints, so that
    its line can be pasted. Prep and pages then show the sentence as confirmed, by whom and when.

    \b
    Examples:
      prepsite confirm example-ltd-senior-engineer/technical-screen:142
      prepsite confirm example-ltd-senior-engineer/technical-screen 142 --claim 2
      prepsite confirm vault/applications/example-ltd-senior-engineer/prep.md:88:14
      prepsite confirm --text "I was on call one week in five."
    """  # noqa: D301
    from prepsite.app.facts import confirm

    noted = confirm(current_workspace(), wanted(place, line, text, claim, by, on))
    show(noted)


def wanted(
    place: str | None,
    line: str | None,
    text: str | None,
    claim: int | None,
    by: str | None,
    on: datetime | None,
) -> "Wanted":
    """Return what the command line asks for; a line may stand apart from its document."""
    from prepsite.app.facts import Wanted

    where = ":".join(part.strip(":") for part in (place, line) if part)
    return Wanted(where, claim, text or "", by or "", on.date() if on else None)


def show(noted: "Noted") -> None:
    """Say what was added, and what in the record says the contrary."""
    fact = noted.fact
    by = f", by {fact.by}" if fact.by else ""
    say(f"{fact.status} as fact:{fact.id} ({noted.path}:{noted.line})")
    say(f"  “{fact.text}”{by}, {fact.on}")
    for source in noted.still:
        remark(
            f"{source.path}:{source.line} still says “{source.text}”; change it too, or prep will say it again"
        )
