"""What runs left behind that were killed: looked for before each command that could meet it."""

from itertools import chain

from prepsite.vault.layout import Workspace
from prepsite.vault.leftovers import leftovers
from prepsite.writers.openai.keeping import leftovers_kept


def has_leftovers(workspace: Workspace) -> bool:
    """Tell whether a run was killed that left something in the vault or the private folder."""
    claims = workspace.private / "claims"
    return any(chain(leftovers(workspace.vault), leftovers_kept(workspace.private), claims.glob("*.lock")))
