"""An application's part of a site: what its pages and the overviews read of it, each worked out once."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from prepsite.core.grounding.ledger import Ledger
from prepsite.core.pages.common import Common
from prepsite.core.pages.outlines import Outlines
from prepsite.core.pages.prepared import PreparedDocument, prepare
from prepsite.core.pages.sitemap import ApplicationPlaces
from prepsite.core.plan import PlannedDocument
from prepsite.core.vault import ApplicationRecord, PrepFile
from prepsite.errors import Problem

if TYPE_CHECKING:
    # It reads items of prep, and so this package, itself.
    from prepsite.core.derived import Derived

T = TypeVar("T")
LedgerOf = Callable[[PrepFile], Ledger | None]


class Chapter:
    """One application as pages see it; it holds for as long as `derived` and `common` do.

    `ledger_of` gives the ledger of a prep file; a document without one is shown without marks.
    """

    def __init__(
        self,
        common: Common,
        derived: "Derived",
        planned: tuple[PlannedDocument, ...],
        problems: tuple[Problem, ...],
        ledger_of: LedgerOf,
    ) -> None:
        self.common, self.derived, self.planned, self.problems = common, derived, planned, problems
        self._ledger_of = ledger_of
        self._kept: dict[object, object] = {}

    @property
    def record(self) -> ApplicationRecord:
        """Return the application's record."""
        return self.derived.record

    @cached_property
    def places(self) -> ApplicationPlaces:
        """Return where its files and references lead."""
        return ApplicationPlaces(self.record, self.common.words)

    @cached_property
    def plans(self) -> dict[str | None, PlannedDocument]:
        """Return the plan of each prep document, by the id of its round; None is base prep."""
        return {found.interview_id: found for found in self.planned}

    @cached_property
    def problems_of(self) -> dict[str, tuple[Problem, ...]]:
        """Return its problems by the path of their file."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            found.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    @cached_property
    def preps(self) -> dict[str | None, PrepFile]:
        """Return the prep files, by the id of their round; None is base prep."""
        record = self.record
        files = ((None, record.prep), *((found.id, found.prep) for found in record.interviews))
        return {name: prep for name, prep in files if prep}

    def prep(self, interview_id: str | None) -> PreparedDocument | None:
        """Return one prep document, or None where it isn't written."""
        prep = self.preps.get(interview_id)
        if prep is None:
            return None
        shelf, key = self.common.prepared, (self, interview_id)
        document = shelf.get(key)
        if document is None:
            document = prepare(prep, self._ledger_of(prep), lambda: self.derived.addresses)
            shelf.put(key, document)
        return document

    @cached_property
    def outlines(self) -> Outlines:
        """Return what each of its documents asks and cites."""
        return {name: self.derived.outline(prep) for name, prep in self.preps.items()}

    def kept(self, what: Callable[..., T], make: Callable[[], T]) -> T:
        """Return what `make` gives; made once for each `what`."""
        if what not in self._kept:
            self._kept[what] = make()
        return cast("T", self._kept[what])
