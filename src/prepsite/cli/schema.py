"""`prepsite schema`: JSON Schema of every kind of file, for editors."""

from pathlib import Path

import click

from prepsite.cli.terminal import say
from prepsite.vault.named import named


@click.command("schema", short_help="Write JSON Schemas for editors.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a JSON Schema for each kind of file in the vault.

    Editors complete and check front matter with them.

    \b
    Example:
      prepsite schema .schema
    """  # noqa: D301
    from prepsite.app.schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        path = folder / name
        with named(path):
            path.write_text(text, encoding="utf-8", newline="\n")
        say(f"wrote {path}")
