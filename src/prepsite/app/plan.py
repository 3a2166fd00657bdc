"""Plan: read the vault and say what prep is missing, stale or blocked."""

from prepsite.core.plan import Plan, plan_of
from prepsite.core.vault import Vault
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault


def plan_vault(workspace: Workspace) -> tuple[Vault, Plan]:
    """Return the vault and its plan; raise PrepsiteError where there is no vault."""
    vault = read_vault(workspace)
    return vault, plan_of(vault)
