"""The vault as a site: read while building and serving, with what is wrong said once."""

from dataclasses import dataclass
from datetime import date

from prepsite.app.check import check_vault
from prepsite.app.pages import site_from
from prepsite.app.publishing import narrowed_site
from prepsite.core.pages.listed import Site
from prepsite.core.pages.page import Chrome, Notice, Page
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.site.narrowing import Narrowing
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace


@dataclass(frozen=True)
class Reading:
    """The site, the problems of the vault, and the fixed day of a demo, if it has one."""

    site: Site
    problems: tuple[Problem, ...] = ()
    today: date | None = None
    words: Words = SPOKEN


def read_site(workspace: Workspace, narrowing: Narrowing | None = None) -> Reading:
    """Return the vault's pages and problems; raise PrepsiteError where there is nothing to read.

    Narrowed, it is a site for others: without problems, which are its owner's.
    """
    try:
        report = check_vault(workspace)
        if narrowing:
            site = narrowed_site(workspace, report, narrowing.application)
        else:
            site = site_from(report, workspace)
    except OSError as error:
        raise PrepsiteError(
            f"the vault can't be read: {error.strerror or 'the system refuses'}",
            where=str(error.filename or workspace.vault),
            remedy="check the folder and its rights",
        ) from error
    settings = report.vault.settings
    words = JinjaTemplates(workspace.templates).words(settings.language)
    return Reading(site, () if narrowing else report.problems, settings.today, words)


def site_of_failure(error: PrepsiteError, words: Words = SPOKEN) -> Reading:
    """Return a site of one page that says what is wrong, for a server that must go on answering."""
    where = f"{error.where}: " if error.where else ""
    away = words("This page goes away by itself once that is mended.")
    remedy = words("To mend it: {remedy}.", remedy=error.remedy) if error.remedy else ""
    notices = (
        Notice(Severity.ERROR, f"{where}{error.what}"),
        Notice(Severity.NOTICE, f"{away} {remedy}".strip()),
    )
    title = words("The vault can't be shown")
    page = Page("index.md", title, f"# {title}\n", Chrome("problems", notices), nav_title=words("Home"))
    return Reading(Site.of([page]), words=words)


def told(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems that a build reports: errors and warnings, each once."""
    found = (problem for problem in problems if problem.severity is not Severity.NOTICE)
    return tuple(dict.fromkeys(found))
