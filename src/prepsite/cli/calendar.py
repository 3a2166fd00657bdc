"""`prepsite calendar`: all interviews as a file that calendars import."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say
from prepsite.errors import ExitCode, Severity

if TYPE_CHECKING:
    from prepsite.app.calendar import Written


@click.command("calendar", short_help="Write all interviews as a calendar file.")
@click.option(
    "--out",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where it goes; otherwise interviews.ics beside mkdocs.yml.",
)
@click.option(
    "--include-private", "private", is_flag=True, help="Private rounds and fields too, but never pay."
)
@click.option("--no-alarms", "silent", is_flag=True, help="No reminders of the roadmap's phases.")
@click.option(
    "--application",
    "applications",
    metavar="ID",
    multiple=True,
    shell_complete=ids.applications,
    help="Only this application's rounds; may be given more than once.",
)
@click.pass_context
def command(
    ctx: click.Context, *, file: Path | None, private: bool, silent: bool, applications: tuple[str, ...]
) -> None:
    """Write a file that Google, Apple and Outlook calendars import: one event a round with a time.

    Run it again after a change and import the file again: an event keeps its identity, and what was
    moved or cancelled is told as such. Rounds to come remind of the phases of their roadmap. Exits
    with 1 where a round had to be left out because its file can't be used.

    \b
    Examples:
      prepsite calendar
      prepsite calendar --out ~/interviews.ics --application example-ltd-senior-engineer
    """  # noqa: D301
    from prepsite.app.calendar import DEFAULT_FILE, Wanted, write_calendar_file

    workspace = current_workspace()
    wanted = Wanted(file or workspace.root / DEFAULT_FILE, private, not silent, applications)
    with busy("Writing the calendar"):
        written = write_calendar_file(workspace, wanted)
    say("\n".join([*map(str, written.problems), _told(written, file)]))
    if any(problem.severity is Severity.ERROR for problem in written.problems):
        ctx.exit(ExitCode.PROBLEMS)


def _told(written: "Written", file: Path | None) -> str:
    """Return what became of the file, in a line."""
    number = len(written.events)
    events = f"{number} event{'' if number == 1 else 's'}"
    where = file or written.file.name
    if not written.changed:
        return f"{where} says so already: {events}, nothing new"
    if not number:
        return f"wrote {where}: no round has a time yet"
    return f"wrote {where}: {events}, {written.news} new or changed"
