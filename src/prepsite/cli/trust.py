"""`prepsite trust`: which servers may have your record and your key."""

import click

from prepsite.cli.terminal import say
from prepsite.errors import UsageError


@click.command("trust", short_help="Let a server have your record and your key.")
@click.argument("host", required=False)
@click.option("--remove", is_flag=True, help="Trust it no longer.")
@click.option(
    "--remote",
    metavar="URL",
    help="A repository elsewhere that nobody else can read: `build --publish` takes it for private.",
)
def command(host: str | None, *, remove: bool, remote: str | None) -> None:
    """Let a language model's server have what a prompt holds, and your key. Without HOST: list them.

    HOST is a name, which means https, or an address like http://192.168.1.5:11434. This machine
    and OpenAI's own server need no naming. The list is yours, in your configuration folder; no
    vault can change it.

    \b
    Examples:
      prepsite trust openrouter.ai
      prepsite trust http://192.168.1.5:11434
      prepsite trust --remove openrouter.ai
      prepsite trust --remote git@example.org:me/job-search.git
    """  # noqa: D301
    from prepsite.app.remotes import PrivateRemotes
    from prepsite.writers.openai.trust import OPENAI, Trust

    if remote is not None:
        if host is not None:
            raise UsageError("a host and --remote are two things", remedy="name one of them")
        _remote(remote, remove=remove)
        return
    trust = Trust()
    if host is None:
        if remove:
            raise UsageError("--remove needs a host", remedy="name one; without --remove they are listed")
        for origin in ("this machine", OPENAI, *trust.origins()):
            say(origin)
        for place in PrivateRemotes().places():
            say(f"{place} (a private repository)")
    elif remove:
        say(f"{trust.remove(host)} is no longer trusted")
    else:
        say(f"{trust.add(host)} is trusted from now on, for all your vaults ({trust.file})")


def _remote(address: str, *, remove: bool) -> None:
    from prepsite.app.remotes import PrivateRemotes

    remotes = PrivateRemotes()
    if remove:
        say(f"{remotes.remove(address)} is no longer taken for private")
    else:
        say(f"{remotes.add(address)} is taken for private from now on ({remotes.file})")
