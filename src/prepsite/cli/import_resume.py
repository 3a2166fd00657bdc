"""`prepsite import`: a resume from another program's file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.example import warn_of_example
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import remark, say
from prepsite.errors import ExitCode

if TYPE_CHECKING:
    from prepsite.core.importing.plan import Difference, ImportPlan


@click.command("import", no_args_is_help=True)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--id", "chosen", shell_complete=ids.resumes, help="The resume's id. Otherwise made of the file's name."
)
@click.option("--no-projects", is_flag=True, help="Make no project behind each line.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
def command(file: Path, chosen: str | None, no_projects: bool, dry_run: bool) -> None:
    """Bring in a resume from JSON Resume (.json) or rendercv (.yaml).

    Makes the resume with a bullet for each highlight, a project to fill in behind each, and your
    profile where there is none yet; then lists what is missing before you can defend each line.
    Importing again renews what you left as it was. What you edited keeps its bytes, and what is new
    is listed to paste. Nothing is deleted.

    \b
    Examples:
      prepsite import resume.json --dry-run
      prepsite import resume.json
      prepsite import John_Doe_CV.yaml --id backend-2026
    """  # noqa: D301
    from prepsite.app.importing import import_resume, in_vault

    workspace = current_workspace()
    found = import_resume(workspace, file, chosen=chosen, with_projects=not no_projects, dry_run=dry_run)
    for problem in found.problems:
        say(str(problem))
    if found.plan is None:
        click.get_current_context().exit(ExitCode.PROBLEMS)
    plan = in_vault(workspace, found.plan)
    for notice in found.resume.notices if found.resume else ():
        say(str(notice))
    _tell_files(plan, dry_run=dry_run)
    _tell_differences(plan.differences)
    _tell_defence(plan)
    _tell_next(plan, dry_run=dry_run)
    warn_of_example(workspace)


def _tell_files(plan: "ImportPlan", *, dry_run: bool) -> None:
    from prepsite.core.importing.plan import Fate

    words = {Fate.MADE: "would make", Fate.RENEWED: "would renew"} if dry_run else {}
    for file in plan.files:
        if file.fate in (Fate.MADE, Fate.RENEWED):
            say(f"{words.get(file.fate, file.fate)} {file.path}")
        elif file.fate is not Fate.SAME:
            say(f"{file.fate}: {file.path}")
    if same := sum(file.fate is Fate.SAME for file in plan.files):
        say(f"{same} unchanged" if same > 1 or len(plan.files) > 1 else "unchanged")


def _tell_differences(differences: "tuple[Difference, ...]") -> None:
    if differences:
        say()
        say("What the import brings that stands in none of your files, since you edited them:")
    for each in differences:
        say(f"  {each.path}: {each.message}")
        for line in each.lines.splitlines():
            say(f"    {line}")


def _tell_defence(plan: "ImportPlan") -> None:
    """List what is missing; what every project lacks is said once."""
    if not plan.defend:
        return
    lacking = [set(each.missing) for each in plan.defend]
    shared = [question for question in plan.defend[0].missing if all(question in each for each in lacking)]
    if len(lacking) == 1:
        shared = []
    say()
    say("To defend, before somebody asks; it stands at the head of each new file too:")
    for each in plan.defend:
        own = [question for question in each.missing if question not in shared]
        say(f"  {each.path}{': ' if own else ''}{' '.join(own)}")
    if shared:
        say(f"  each of them: {' '.join(shared)}")


def _tell_next(plan: "ImportPlan", *, dry_run: bool) -> None:
    say()
    if dry_run:
        remark("nothing was written; leave --dry-run out to do it")
    elif plan.defend:
        others = ", and the others one by one" if len(plan.defend) > 1 else ""
        say(f"next: fill in {plan.defend[0].path}{others}; then prepsite check")
    else:
        say(f"next: name it in the applications you sent it with: resume: {plan.resume}")
