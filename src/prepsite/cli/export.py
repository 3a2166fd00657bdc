"""`prepsite export`: the pages as Markdown files."""

from pathlib import Path

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say


@click.command("export", short_help="Write the pages as Markdown files.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write the site's pages as Markdown files, for any other site generator.

    Private files are left out.

    \b
    Example:
      prepsite export /tmp/pages
    """  # noqa: D301
    from prepsite.app.export import export_site

    workspace = current_workspace()
    with busy("Exporting"):
        written = export_site(workspace, folder.absolute())
    say(f"wrote {len(written)} page{'' if len(written) == 1 else 's'} to {folder}")
