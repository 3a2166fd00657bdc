"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from prepsite.app.reports import CheckReport
from prepsite.app.rereading import Rereading
from prepsite.vault.layout import Workspace

__all__ = ["CheckReport", "check_vault"]


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it; raise PrepsiteError where there is none."""
    return Rereading(workspace).report()
