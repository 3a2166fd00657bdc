"""A word about the scaffold's example, where it could back an answer about the candidate's own work."""

from prepsite.cli.terminal import remark
from prepsite.vault.layout import Workspace


def warn_of_example(workspace: Workspace) -> None:
    """Say how to remove the example, once the vault holds an application of the candidate's own."""
    from prepsite.app.naming import EXAMPLE
    from prepsite.app.scaffold import REMOVE_EXAMPLE, holds_example

    folder = workspace.vault / "applications"
    own = (
        [path for path in folder.iterdir() if path.is_dir() and path.name != EXAMPLE] if folder.is_dir() else []
    )
    if own and holds_example(workspace):
        remark(f"the example is still in the vault and could back an answer; remove it: {REMOVE_EXAMPLE}")
