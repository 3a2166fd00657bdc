"""Make the pages of a workspace: read, check, plan, render."""

from dataclasses import replace

from prepsite.app.check import CheckReport, check_vault
from prepsite.app.ledgers import ledgers
from prepsite.core.pages import site_of
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import Site
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace


def pages_of(workspace: Workspace) -> Site:
    """Return the site of the vault as it stands on disk, with every problem of it.

    Raises PrepsiteError where the vault itself can't be read or a template can't be filled.
    """
    return site_from(check_vault(workspace), workspace)


def site_from(report: CheckReport, workspace: Workspace) -> Site:
    """Return the site of a vault that was read and checked already."""
    vault = replace(report.vault, problems=report.problems)
    checked = ledgers(workspace, report.vault)
    return site_of(vault, report.plan, JinjaTemplates(workspace.templates), checked)


def edition_from(report: CheckReport, workspace: Workspace) -> Edition:
    """Return what all pages share, for what is made of one round alone."""
    vault = replace(report.vault, problems=report.problems)
    checked = ledgers(workspace, report.vault)
    return Edition(vault, report.plan, JinjaTemplates(workspace.templates), checked)
