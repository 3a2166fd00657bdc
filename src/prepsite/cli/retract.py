"""`prepsite retract`: withdraw a claim, so that no prep makes it unmarked."""

from datetime import datetime

import click

from prepsite.cli import ids
from prepsite.cli.confirm import show, wanted
from prepsite.cli.place import current_workspace


@click.command("retract", short_help="Withdraw a claim; facts.md keeps that.")
@click.argument("place", metavar="[DOCUMENT:LINE]", required=False, shell_complete=ids.documents)
@click.argument("line", metavar="", required=False)
@click.option("--text", metavar="TEXT", help="The claim in your own words, instead of a place.")
@click.option("--claim", metavar="N", type=int, help="Which sentence, where several stand on the line.")
@click.option("--by", metavar="NAME", help="Who withdraws it; otherwise git's user.name, or your profile's.")
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
    """Withdraw a claim: an entry is added at the end of vault/facts.md.

    It wins over an earlier confirmation, which stays in the file. Sentences that say the same are
    marked as retracted from then on, whoever wrote them. fact:ID withdraws what was confirmed.

    \b
    Examples:
      prepsite retract example-ltd-senior-engineer/technical-screen:142
      prepsite retract fact:team-of-eight
      prepsite retract --text "I led the platform team."
    """  # noqa: D301
    from prepsite.app.facts import retract

    show(retract(current_workspace(), wanted(place, line, text, claim, by, on)))
