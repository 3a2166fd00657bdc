"""`prepsite new`: files to fill in, for an application, an interview, a project, a resume."""

from typing import TYPE_CHECKING

import click

from prepsite.cli import ids
from prepsite.cli.example import warn_of_example
from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import say
from prepsite.errors import UsageError

if TYPE_CHECKING:
    from prepsite.app.create import Made

ID_HELP = "Its id: lower case letters, digits and hyphens. Otherwise derived from its name."


@click.group("new", no_args_is_help=True)
def command() -> None:
    """Add an application, interview, project or resume.

    Each makes a Markdown file with what you say and comments for the rest. Files that exist
    are never changed.
    """


@command.command("application")
@click.option("--company", default="", help="The company's name. Otherwise what the posting says.")
@click.option("--role", default="", help="The role, as the posting calls it. Otherwise what it says.")
@click.option(
    "--posting",
    metavar="FILE|-",
    help="The posting: text, Markdown, or a saved web page; - reads what you paste or pipe.",
)
@click.option("--url", help="The posting's address.")
@click.option("--location", help="Where the work would be.")
@click.option("--status", default="interested", show_default=True, help="How far it has come.")
@click.option("--resume", shell_complete=ids.resumes, help="The id of the resume you send with it.")
@click.option("--id", "chosen", help=ID_HELP)
def application(
    company: str,
    role: str,
    posting: str | None,
    url: str | None,
    location: str | None,
    status: str,
    resume: str | None,
    chosen: str | None,
) -> None:
    """Add an application, with the posting it answers.

    The posting is kept word for word. It may be gone when you need it, so save it now: as text, or
    the web page as HTML (Ctrl-S in the browser). What it says of company, role, place and pay is
    taken where you say nothing, and told with where it stood.

    \b
    Examples:
      prepsite new application --posting saved-page.html
      prepsite new application --company "Example Ltd" --role "Senior Engineer" --posting job.txt
      prepsite new application --company "Example Ltd" --role "Senior Engineer" --posting -
          (paste the posting, then press Ctrl-D on a line of its own)
    """  # noqa: D301
    from prepsite.app.create import NewApplication, new_application
    from prepsite.cli.posting import with_posting

    workspace = current_workspace()
    said = NewApplication(company, role, status, resume, location, url, id=chosen)
    made = new_application(workspace, with_posting(said, posting))
    _report(made)
    warn_of_example(workspace)
    if made.missing:
        say(f"next: put the posting into {made.missing}, below a line --- and a line ---")
    else:
        say(f"next: prepsite new interview {made.name} --stage recruiter_screen --at {_EXAMPLE_TIME}")


@command.command("interview")
@click.argument("application_id", metavar="APPLICATION", shell_complete=ids.applications)
@click.option(
    "--stage",
    required=True,
    help="recruiter_screen, technical_screen, hiring_manager, take_home, system_design, behavioral, "
    "panel, final_loop or executive.",
)
@click.option("--at", help='When: "2026-03-12 14:00" in the vault\'s time zone, or 2026-03-12T14:00+01:00.')
@click.option("--interviewer", "people", multiple=True, metavar='"NAME, TITLE"', help="May be repeated.")
@click.option("--format", "held", help="phone_call, video_call, onsite or take_home.")
@click.option("--duration", help="45, 45 min or 1h30.")
@click.option(
    "--focus",
    multiple=True,
    help="coding, system_design, behavioral, domain, management, culture, compensation or presentation; "
    "may be repeated.",
)
@click.option("--id", "chosen", help=ID_HELP)
def interview(
    application_id: str,
    stage: str,
    at: str | None,
    people: tuple[str, ...],
    held: str | None,
    duration: str | None,
    focus: tuple[str, ...],
    chosen: str | None,
) -> None:
    """Add an interview to an application.

    \b
    Example:
      prepsite new interview example-ltd-senior-engineer --stage technical_screen \\
          --at "2026-03-12 14:00" --interviewer "Grace Example, Senior Engineer"
    """  # noqa: D301
    from prepsite.app.create import NewInterview, new_interview

    workspace = current_workspace()
    made = new_interview(
        workspace, application_id, NewInterview(stage, at, people, held, duration, focus, chosen)
    )
    _report(made)
    if made.starts_at:
        say(f"when: {made.starts_at:%A %d %B %Y, %H:%M} ({made.starts_at.tzinfo})")
    say(f"next: prepsite generate {made.name}, or prepsite build")


@command.command("project")
@click.argument("title", required=False)
@click.option("--title", "titled", help="The same as the argument.")
@click.option("--id", "chosen", help=ID_HELP)
def project(title: str | None, titled: str | None, chosen: str | None) -> None:
    """Add a project: the source of truth behind your resume's bullets.

    \b
    Example:
      prepsite new project "Invoices without retyping"
    """  # noqa: D301
    from prepsite.app.create import new_project

    workspace = current_workspace()
    made = new_project(workspace, _title(title, titled, 'new project "What I built"'), chosen)
    _report(made)
    say("next: fill it in; what stands there can back an answer")


@command.command("resume")
@click.argument("title", required=False)
@click.option("--title", "titled", help="The same as the argument.")
@click.option("--id", "chosen", help=ID_HELP)
def resume(title: str | None, titled: str | None, chosen: str | None) -> None:
    """Add a resume, to fill in as you submitted it.

    \b
    Example:
      prepsite new resume "Backend, one page"
    """  # noqa: D301
    from prepsite.app.create import new_resume

    workspace = current_workspace()
    made = new_resume(workspace, _title(title, titled, 'new resume "Backend, one page"'), chosen)
    _report(made)
    say("next: fill it in, and name it in the applications you sent it with: resume: " + made.name)


_EXAMPLE_TIME = '"2026-03-12 14:00"'


def _title(argument: str | None, option: str | None, example: str) -> str:
    if (argument is None) == (option is None):
        raise UsageError("say the title once", remedy=f"as in `prepsite {example}`")
    return argument or option or ""


def _report(made: "Made") -> None:
    for path in made.paths:
        say(f"made {path}")
