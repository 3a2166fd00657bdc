"""`prepsite serve`: the site while you edit."""

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from types import FrameType

import click

from prepsite.cli.place import current_workspace, require_config
from prepsite.cli.terminal import complain, say
from prepsite.errors import ExitCode


@click.command("serve")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to serve."
)
@click.option(
    "--poll",
    is_flag=True,
    envvar="PREPSITE_POLL",
    help="Look for edits once a second: for network drives and containers, which don't tell of them.",
)
@click.pass_context
def command(ctx: click.Context, address: str, *, poll: bool) -> None:
    """Show the site and follow your edits, until you press Ctrl-C.

    A burst of edits, like a git checkout, is shown once it is over. It writes no prep, unless
    vault/prepsite.yml says `serve: {generate: true}`: then it writes what a new interview file
    lacks as soon as you save it, but not in the middle of a merge or rebase.

    \b
    Example:
      prepsite serve --address 127.0.0.1:8080
    """  # noqa: D301
    from prepsite.cli.filling import Filling
    from prepsite.site.serving import serve_site
    from prepsite.watch.observer import BurstObserver

    workspace = current_workspace()
    config = require_config(workspace)
    observer = BurstObserver(polling=poll, tell=complain)
    with _ends_in_good_order() as received, closing(Filling(workspace)) as filling:
        serve_site(config, address, lambda url: say(f"serving {url}; Ctrl-C ends it"), observer, filling)
    # The server only returns when somebody ends it.
    ctx.exit(128 + received[0] if received else ExitCode.INTERRUPTED)


@contextmanager
def _ends_in_good_order() -> Iterator[list[int]]:
    """Let SIGTERM and a closed terminal end the block as Ctrl-C does; yields the signal that came."""
    received: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        received.append(number)
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield received
    except KeyboardInterrupt:
        # It came before the server could hear of it, in the first build.
        pass
    finally:
        for number, handling in before.items():
            signal.signal(number, handling)
