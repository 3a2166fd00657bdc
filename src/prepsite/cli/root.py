"""The command `prepsite` and its global options; commands are loaded when they are called."""

from importlib import import_module
from pathlib import Path

import click

from prepsite import __version__

# command → module in this package; shown in this order: the order in which a newcomer needs them
COMMANDS = {
    "init": "init",
    "new": "new",
    "import": "import_resume",
    "check": "check",
    "confirm": "confirm",
    "retract": "retract",
    "plan": "plan",
    "generate": "generate",
    "diff": "diff",
    "accept": "accept",
    "reject": "reject",
    "merge": "merge",
    "batch": "batch",
    "build": "build",
    "serve": "serve",
    "print": "printing",
    "notes": "notes",
    "prompt": "prompt",
    "ledger": "ledger",
    "doctor": "doctor",
    "trust": "trust",
    "calendar": "calendar",
    "export": "export",
    "schema": "schema",
    "completion": "completion",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which they are needed."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, or None where there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"prepsite.cli.{COMMANDS[cmd_name]}"), "command")  # noqa: B009
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with `prepsite init my-job-search`. Each command has its own --help.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the job search. Otherwise the nearest one, from here upwards, that holds "
    "mkdocs.yml or vault/prepsite.yml.",
)
@click.pass_context
def command_line(ctx: click.Context, root: Path | None) -> None:
    """Interview preparation from your own record.

    You keep projects, resumes, postings and interviews as Markdown files in vault/. prepsite
    writes the preparation that is missing and renders a private site, to read and to print.
    """
    ctx.obj = root.absolute() if root else None
