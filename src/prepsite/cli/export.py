"""`prepsite export`: the pages as Markdown files."""

import shlex
from pathlib import Path

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say


@click.command("export", short_help="Write the pages as Markdown files.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--zensical", is_flag=True, help="Write zensical.toml too, so that Zensical builds the same site."
)
def command(folder: Path, zensical: bool) -> None:
    """Write the site's pages as Markdown files, for any other site generator.

    Private files are left out. With --zensical the pages go into DIR/docs, with your own pages
    from docs/, and Zensical finds the navigation in DIR/zensical.toml.

    \b
    Examples:
      prepsite export /tmp/pages
      prepsite export --zensical pages && zensical build --config-file pages/zensical.toml
    """  # noqa: D301
    from prepsite.app.export import export_site

    workspace = current_workspace()
    with busy("Exporting"):
        written = export_site(workspace, folder.absolute(), zensical=zensical)
    say(f"wrote {len(written)} page{'' if len(written) == 1 else 's'} to {folder}")
    if zensical:
        say(f"next: zensical build --config-file {shlex.quote(str(folder / 'zensical.toml'))}")
