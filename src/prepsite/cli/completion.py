"""`prepsite completion`: what a shell needs to complete commands, options and ids."""

import click
from click.shell_completion import get_completion_class

from prepsite.cli.terminal import say
from prepsite.errors import UsageError


@click.command("completion", short_help="Print a shell's completion script.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Add the line that fits to your shell's settings:
      bash, ~/.bashrc:                        eval "$(prepsite completion bash)"
      zsh, ~/.zshrc:                          eval "$(prepsite completion zsh)"
      fish, ~/.config/fish/config.fish:       prepsite completion fish | source
    """  # noqa: D301
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"{shell!r} is not a shell that can be completed", remedy="use bash, zsh or fish")
    root = ctx.find_root().command
    say(found(root, {}, "prepsite", "_PREPSITE_COMPLETE").source())
