"""`prepsite build`: fill what is missing, then build the site."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.example import warn_of_example
from prepsite.cli.place import current_workspace, require_config
from prepsite.cli.showing import build_for_others
from prepsite.cli.terminal import OutcomeLines, busy, complain, remark, say
from prepsite.errors import ExitCode, PrepsiteError, Severity, UsageError

if TYPE_CHECKING:
    from prepsite.site.papers import Paper
    from prepsite.vault.layout import Workspace


@click.command("build")
@click.option(
    "--strict", is_flag=True, help="Build nothing, and exit with 1, where the vault has errors or warnings."
)
@click.option(
    "--site-dir",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the site; otherwise site/, or what mkdocs.yml says.",
)
@click.option(
    "--publish",
    is_flag=True,
    help="A site without anything private, in published/; refused, with the list, where something speaks "
    "against it. Writes no prep.",
)
@click.option(
    "--redact",
    metavar="APPLICATION",
    shell_complete=ids.applications,
    help="A site of one application for a coach, in redacted/: no pay, no contacts, no other application.",
)
@click.option("--pdf", is_flag=True, help="Print each scheduled round with prep, and link to it on its page.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    strict: bool,
    site_dir: Path | None,
    publish: bool,
    redact: str | None,
    pdf: bool,
) -> None:
    """Write the prep that is missing, then build the site.

    Prep that exists is never touched. The site can be opened from the disk: no server is needed.

    \b
    Examples:
      prepsite build
      prepsite build --site-dir /tmp/site
      prepsite build --pdf
      prepsite build --redact example-ltd-senior-engineer
    """  # noqa: D301
    from prepsite.app.filling import filled
    from prepsite.site.building import build_site

    workspace = current_workspace()
    config = require_config(workspace)
    if strict and _has_problems(workspace):
        ctx.exit(ExitCode.PROBLEMS)
    if publish or redact is not None:
        if publish and redact is not None:
            raise UsageError("--publish and --redact are two sites", remedy="say one of them, then the other")
        if redact is not None and not redact.strip():
            raise UsageError("--redact needs an application", remedy="name one, as `prepsite plan` does")
        built_it = build_for_others(workspace, config, site_dir, redact or "", pdf=pdf)
        ctx.exit(0 if built_it else ExitCode.PROBLEMS)
    with OutcomeLines(only_news=True) as lines:
        written = filled(workspace, lines)
    papers, failed = _papers(workspace) if pdf else ((), False)
    with busy("Building the site"):
        built = build_site(
            config,
            site_dir.absolute() if site_dir else None,
            strict,
            papers,
            is_read=written.is_as_read,
        )
    warn_of_example(workspace)
    say(f"the site is in {built}; open {built / 'index.html'}")
    if papers:
        say(f"with {len(papers)} PDF{'' if len(papers) == 1 else 's'}, linked from the rounds' pages")
    if failed or not all(outcome.ok for outcome in written.outcomes):
        ctx.exit(ExitCode.PROBLEMS)


def _papers(workspace: "Workspace") -> "tuple[tuple[Paper, ...], bool]":
    """Print each scheduled round that has prep; return the PDFs, and whether one could not be made."""
    from prepsite.paper.printing import Press
    from prepsite.site.papers import Paper

    press = Press(workspace)
    made: list[Paper] = []
    failed = False
    for record, found in press.rounds((), following=False, every=True):
        if found.prep is None:
            continue
        try:
            with busy("Printing"):
                printed = press.pdf((record, found))
        except PrepsiteError as error:
            complain(str(error))
            failed = True
            continue
        for problem in printed.problems:
            remark(str(problem))
        made.append(Paper(record.id, found.id, printed.content))
    return tuple(made), failed


def _has_problems(workspace: "Workspace") -> bool:
    from prepsite.app.check import check_vault
    from prepsite.app.findings import grounded

    report = check_vault(workspace)
    claims = grounded(workspace, report).problems
    found = [p for p in (*report.problems, *claims) if p.severity in {Severity.ERROR, Severity.WARNING}]
    for problem in found:
        remark(str(problem))
    if found:
        complain(
            f"--strict: the vault has {len(found)} problem{'' if len(found) == 1 else 's'}; nothing was built"
        )
    return bool(found)
