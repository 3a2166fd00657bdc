"""The vault as a site: read while building and serving, with what is wrong said once."""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prepsite.app.aside import Aside
from prepsite.app.check import rereading_of
from prepsite.app.lasting import give_back
from prepsite.app.pages import Pages
from prepsite.app.publishing import narrowed_site
from prepsite.app.reports import CheckReport
from prepsite.app.rereading import Rereading
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
    is_provisional: bool = False

    def is_drawn_like(self, other: "Reading") -> bool:
        """Tell whether what all pages are drawn with is the same."""
        return (self.today, self.words.language) == (other.today, other.words.language)


class Reader:
    """Reads one vault again and again: what did not change is the same as before.

    Narrowed, it reads a site for others: without problems, which are its owner's.
    """

    def __init__(self, workspace: Workspace, narrowing: Narrowing | None = None) -> None:
        self._workspace = workspace
        self._narrowing = narrowing
        # Nobody vouches for what was kept on disk: a site for others is made without it.
        self._vault = Rereading(workspace) if narrowing else rereading_of(workspace)
        self._pages = Pages(workspace)
        # One look at a time: what is looked at closely in another thread comes first.
        self._lock = threading.Lock()

    def keep(self) -> None:
        """Keep what was read and judged on disk, for the next process."""
        with self._lock:
            self._vault.keep()

    def rest(self, *, of_all: bool = False) -> None:
        """Hold what nobody looks at in less memory, and give back what is free; `of_all` as of `give_back`."""
        self._vault.pack()
        give_back(of_all=of_all)

    def close(self) -> None:
        """Keep what was read and judged, and have nothing more judged."""
        with self._lock:
            self._vault.close()

    @property
    def aside(self) -> Aside | None:
        """Return the process that judges what was read provisionally."""
        return self._vault.aside

    def expect(self, application_id: str) -> None:
        """Work out what an edit of an application asks for: it is about to come, if any does."""
        with self._lock:
            self._vault.expect(application_id)

    def settle(self) -> None:
        """Take what `aside` judged, and judge what it owes.

        Raises PrepsiteError where there is nothing to read, OSError where that can't be read.
        """
        with self._lock:
            self._vault.report(())

    def covers(self, changed: Collection[Path]) -> bool:
        """Tell whether there are changed files, and none but the vault's."""
        return bool(changed) and all(path.is_relative_to(self._workspace.vault) for path in changed)

    def look(self, changed: Collection[Path] | None = None) -> Reading:
        """Return what can be shown before many texts were looked at, which another process does meanwhile.

        Where it `is_provisional`, `read` returns the whole once `aside` has ended. Raises PrepsiteError
        where there is nothing to read.
        """
        return self._reading(lambda: self._vault.look(changed))

    def read(self, changed: Collection[Path] | None = None) -> Reading:
        """Return the vault's pages and problems, having looked at `changed` files only, if they are told.

        Raises PrepsiteError where there is nothing to read.
        """
        return self._reading(lambda: self._vault.report(changed))

    def _reading(self, look: Callable[[], CheckReport]) -> Reading:
        workspace, narrowing = self._workspace, self._narrowing
        try:
            with self._lock:
                report = look()
                if narrowing:
                    site = narrowed_site(workspace, report, narrowing.application)
                else:
                    site = self._pages.site(report)
        except OSError as error:
            raise PrepsiteError(
                f"the vault can't be read: {error.strerror or 'the system refuses'}",
                where=str(error.filename or workspace.vault),
                remedy="check the folder and its rights",
            ) from error
        settings = report.vault.settings
        words = JinjaTemplates(workspace.templates).words(settings.language)
        problems = () if narrowing else report.problems
        return Reading(site, problems, settings.today, words, report.is_provisional)


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
