"""`prepsite print`: rounds on paper, as PDF."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, complain, remark, say
from prepsite.errors import ExitCode, PrepsiteError, UsageError

if TYPE_CHECKING:
    from prepsite.paper.choosing import Round
    from prepsite.paper.printing import Press


@dataclass(frozen=True)
class Kind:
    """What is made of a round: how its file's name ends."""

    ending: str
    suffix: str


WHOLE, SHEET, WEBPAGE = Kind("", ".pdf"), Kind("-sheet", ".pdf"), Kind("", ".html")


@click.command("print", short_help="Print rounds as PDF.")
@click.argument("targets", metavar="[APPLICATION/INTERVIEW]...", nargs=-1, shell_complete=ids.interviews)
@click.option("--next", "following", is_flag=True, help="The next scheduled round, by status and date.")
@click.option("--all", "every", is_flag=True, help="All scheduled rounds, a file each.")
@click.option("--sheet", is_flag=True, help="One page for the last half hour, instead of everything.")
@click.option("--html", "webpage", is_flag=True, help="One HTML file that needs no network, instead of a PDF.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    help="The size of the paper; otherwise what prepsite.yml says.",
)
@click.option(
    "--out",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="A file that ends in .pdf (or .html), or a folder; otherwise the folder print/ beside the vault. What "
    "prepsite made is replaced, nothing else is.",
)
@click.option(
    "--font-folder",
    "font_folders",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Fonts for what Typst's own lack: Chinese, Japanese, Korean, emoji. May be repeated.",
)
@click.option("--system-fonts", is_flag=True, help="Use the fonts of this machine, too.")
@click.option("--include-private", is_flag=True, help="Print private rounds, and what is private of a round.")
@click.pass_context
def command(
    ctx: click.Context,
    targets: tuple[str, ...],
    *,
    following: bool,
    every: bool,
    sheet: bool,
    webpage: bool,
    paper: str | None,
    out: Path | None,
    font_folders: tuple[Path, ...],
    system_fonts: bool,
    include_private: bool,
) -> None:
    """Print a round and its base prep as one PDF, with contents and page numbers.

    With --sheet it is one page for the last half hour: where and who, the 30-second narrative, the
    numbers to get right, weak spots, likely questions and yours. With --html it is one HTML file
    with everything in it, for a phone without network.

    No browser and no network are needed. Private rounds, and what is private of others, stay off
    paper unless --include-private says so.

    \b
    Examples:
      prepsite print example-ltd-senior-engineer/technical-screen
      prepsite print --next --out tomorrow.pdf
      prepsite print --next --sheet
      prepsite print --all --html --out ~/phone
      prepsite print --all --paper letter --out ~/prep
    """  # noqa: D301
    from prepsite.models.vocabulary import PaperSize
    from prepsite.paper.printing import Press, Setting
    from prepsite.paper.saving import destinations
    from prepsite.paper.typesetting import FontChoice

    if not (targets or following or every):
        raise UsageError(
            "nothing is named to be printed", remedy="name APPLICATION/INTERVIEW, or say --next or --all"
        )
    if sheet and webpage:
        raise UsageError("--sheet and --html are two things", remedy="say one of them, then the other")
    kind = SHEET if sheet else WEBPAGE if webpage else WHOLE
    workspace = current_workspace()
    fonts = FontChoice(tuple(folder.absolute() for folder in font_folders), system_fonts)
    setting = Setting(PaperSize(paper) if paper else None, fonts, include_private)
    with busy("Reading the vault"):
        press = Press(workspace, setting)
    rounds = press.rounds(targets, following=following, every=every)
    if not rounds:
        say("no interview is scheduled; nothing was printed")
        return
    names = [f"{record.id}-{found.id}{kind.ending}" for record, found in rounds]
    places = destinations(workspace, out.absolute() if out else None, names, kind.suffix)
    printed = [_print(press, kind, chosen, path) for chosen, path in zip(rounds, places, strict=True)]
    if not all(printed):
        ctx.exit(ExitCode.PROBLEMS)


def _print(press: "Press", kind: Kind, chosen: "Round", path: Path) -> bool:
    """Print one round and say where it is; where it can't be, say why, and let the others go on."""
    from prepsite.paper.saving import save
    from prepsite.paper.webpage import made_by_prepsite

    record, found = chosen
    try:
        with busy("Printing"):
            if kind is WEBPAGE:
                printed = press.webpage(chosen)
                save(path, printed.content, made_by_prepsite)
            else:
                printed = press.sheet(chosen) if kind is SHEET else press.pdf(chosen)
                save(path, printed.content)
    except PrepsiteError as error:
        complain(str(error))
        return False
    for problem in printed.problems:
        remark(str(problem))
    say(f"{record.id}/{found.id}: printed ({path})")
    return True
