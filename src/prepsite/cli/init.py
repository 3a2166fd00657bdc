"""`prepsite init`: the scaffold of a private repository."""

from pathlib import Path

import click

from prepsite.cli.terminal import say


@click.command("init", short_help="Make a folder for a job search.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--no-example", is_flag=True, help="Leave out the example application, project and resume.")
def command(folder: Path, *, no_example: bool) -> None:
    """Make a folder for a job search: vault, site settings, templates.

    It holds a complete example, so that `prepsite build` shows a site at once. A file that
    exists is kept as it is, so it is safe to run this in a folder with files in it.

    \b
    Example:
      prepsite init my-job-search
      cd my-job-search
      prepsite build
    """  # noqa: D301 - \b is click's mark for a block that keeps its lines
    from prepsite.app.scaffold import REMOVE_EXAMPLE, init

    result = init(folder, example=not no_example)
    for name in result.made:
        say(f"made {name}")
    for name in result.kept:
        say(f"kept {name}, which was there")
    say()
    say(f"Next, in {folder}:")
    say("  git init                   keep it under version control, in private")
    say("  prepsite build             make the site")
    if not no_example:
        say(f"  {REMOVE_EXAMPLE:<26} remove the example before you prepare for real")
    say("  prepsite new --help        add your own projects and applications")
    say()
    say("Never make it public: it holds pay, doubts and other people's names, and git forgets nothing.")
