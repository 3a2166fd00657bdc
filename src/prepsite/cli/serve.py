"""`prepsite serve`: the site while you edit."""

from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING

import click

from prepsite.cli.place import current_workspace, require_config
from prepsite.cli.terminal import OutcomeLines, complain, say
from prepsite.errors import ExitCode, PrepsiteError

if TYPE_CHECKING:
    from prepsite.vault.layout import Workspace


@click.command("serve")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to serve."
)
@click.pass_context
def command(ctx: click.Context, address: str) -> None:
    """Show the site and follow your edits, until you press Ctrl-C.

    It writes no prep, unless vault/prepsite.yml says `serve: {generate: true}`: then it writes
    what a new interview file lacks as soon as you save it.

    \b
    Example:
      prepsite serve --address 127.0.0.1:8080
    """  # noqa: D301
    from prepsite.site.serving import serve_site

    workspace = current_workspace()
    config = require_config(workspace)
    with ExitStack() as stack:
        if _may_generate(workspace):
            _fill(workspace)
            stack.enter_context(_filling(workspace))
        serve_site(config, address, lambda url: say(f"serving {url}; Ctrl-C ends it"))
    # The server only returns when somebody ends it.
    ctx.exit(ExitCode.INTERRUPTED)


def _may_generate(workspace: "Workspace") -> bool:
    from prepsite.vault.reader import read_vault

    return read_vault(workspace).settings.serve.generate


def _filling(workspace: "Workspace") -> AbstractContextManager[None]:
    from prepsite.watch import git_at_work, watching

    return watching([workspace.vault], lambda _: _fill(workspace), paused=lambda: git_at_work(workspace.root))


def _fill(workspace: "Workspace") -> None:
    """Write what is missing; what can't be written is told and doesn't end the server."""
    from prepsite.app.generate import fill

    try:
        with OutcomeLines(only_news=True) as lines:
            fill(workspace, lines)
    except PrepsiteError as error:
        complain(str(error))
