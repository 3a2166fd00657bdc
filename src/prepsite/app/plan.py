"""Plan: read the vault and say what prep is missing, stale or blocked."""

from prepsite.app.check import check_vault
from prepsite.core.plan import Plan, plan_of
from prepsite.core.vault import Vault
from prepsite.vault.keeping import said_by
from prepsite.vault.layout import Workspace


def plan_vault(workspace: Workspace) -> tuple[Vault, Plan]:
    """Return the vault and its plan; raise PrepsiteError where there is no vault.

    What didn't change since an earlier look is taken from there.
    """
    report = check_vault(workspace)
    return report.vault, report.plan


def planned(workspace: Workspace, vault: Vault) -> Plan:
    """Return the plan of a vault that was read, with what its files said when prep was written."""
    return plan_of(vault, said_by(workspace).told)
