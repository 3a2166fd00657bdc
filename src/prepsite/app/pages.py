"""Make the pages of a workspace: read, check, plan, list; each page is rendered when it is asked for."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from prepsite.app.check import CheckReport, check_vault
from prepsite.app.code import said_by_files
from prepsite.app.ledgers import Ledgers
from prepsite.catalogue import FOLDER
from prepsite.core.digests import digest_of
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import Site
from prepsite.core.pages.remaking import Remaking
from prepsite.core.vault import Vault
from prepsite.templating import JinjaTemplates, package_templates
from prepsite.vault.layout import Workspace

# Below a folder of templates: what pages are made with.
_MADE_WITH = ("*.j2", f"{FOLDER}/*.po")


class Pages:
    """The pages of one workspace, made again from what did not change whenever it is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ledgers = Ledgers(workspace)
        self._last: tuple[str, Remaking] | None = None

    def site(self, report: CheckReport) -> Site:
        """Return the site of a vault that was read and checked.

        Whatever stands for an application in `Site.listed` is the same as in the site before, with the
        page that was made of it, while `report.derived` has the same of that application. Making a page
        raises PrepsiteError where a template can't be filled.
        """
        self._ledgers.sweep(report.derived.values())
        return self._remaking().site(_with_problems(report), report.plan, report.own, report.derived)

    def edition(self, report: CheckReport) -> Edition:
        """Return what all pages share, for what is made of one round alone."""
        return self._remaking().edition(_with_problems(report), report.own, report.derived)

    def _remaking(self) -> Remaking:
        """Return what makes them with the templates as they are now."""
        made_with = _made_with(self._workspace.templates)
        if self._last is None or self._last[0] != made_with:
            templates = JinjaTemplates(self._workspace.templates)
            self._last = made_with, Remaking(templates, self._ledgers.of, made_with)
        return self._last[1]


def pages_of(workspace: Workspace) -> Site:
    """Return the site of the vault as it stands on disk, with every problem of it.

    Raises PrepsiteError where the vault itself can't be read.
    """
    return site_from(check_vault(workspace), workspace)


def site_from(report: CheckReport, workspace: Workspace) -> Site:
    """Return the site of a vault that was read and checked already."""
    return Pages(workspace).site(report)


def edition_from(report: CheckReport, workspace: Workspace) -> Edition:
    """Return what all pages share, for what is made of one round alone."""
    return Pages(workspace).edition(report)


def _with_problems(report: CheckReport) -> Vault:
    return replace(report.vault, problems=report.problems)


def _made_with(user_templates: Path) -> str:
    """Return the digest of all that pages are made with: templates and catalogues, the user's own too."""
    return digest_of((_of_package(), *said_by_files(user_templates, *_MADE_WITH)))


@cache
def _of_package() -> str:
    return digest_of(said_by_files(package_templates(), *_MADE_WITH))
