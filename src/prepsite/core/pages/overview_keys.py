"""What each page over the whole vault is made from, as digests: the same digest, the same page.

Of an application such pages read its files, and the outlines of its prep (`Derived.in_overviews`);
what else one of them reads is told here, beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from prepsite.core.digests import digest_of
from prepsite.core.pages.coming import WAITING, rounds_to_come
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.resume_matrix import shown_applications
from prepsite.core.plan import Plan

if TYPE_CHECKING:
    # It reads items of prep, and so this package, itself.
    from prepsite.core.derived import Derived, Own


@dataclass(frozen=True)
class OverviewKeys:
    """Digests for the pages over the whole vault; `made_with` is that of their templates."""

    edition: Edition
    plan: Plan
    own: "Own"
    made_with: str

    def of_page(self, uri: str) -> str:
        """Return the digest for a page that reads no more of an application than is said above."""
        return digest_of((self._read_by_all, uri))

    def of_home(self, uri: str) -> str:
        """Return the digest for the first page, which has what is to be done, and all of the next round."""
        waiting = (repr(found) for found in self.plan.documents if found.state in WAITING)
        coming = rounds_to_come(self.edition)[:1]
        following = [self.edition.derived(record).key for record, _ in coming]
        return digest_of(
            (self._read_by_all, uri, *self._problems(), *waiting, "", *self._undefended(), "", *following)
        )

    def of_matrix(self, uri: str) -> str:
        """Return the digest for the resume matrix, which has the lines of few applications of each resume."""
        shown = (record for _, found in shown_applications(self.edition) for record in found)
        return digest_of(
            (self._read_by_all, uri, *(self.edition.derived(record).in_matrix for record in shown))
        )

    def of_problems(self, uri: str) -> str:
        """Return the digest for the page of all problems."""
        return digest_of((self._read_by_all, uri, *self._problems()))

    @cached_property
    def _derived(self) -> tuple["Derived", ...]:
        return tuple(map(self.edition.derived, self.edition.vault.applications.values()))

    @cached_property
    def _read_by_all(self) -> str:
        folder = self.edition.common.applications_folder
        of_own = (repr(found) for found in self.edition.vault.problems if not found.path.startswith(folder))
        return digest_of(
            (self.made_with, self.own.digest, *(each.in_overviews for each in self._derived), "", *of_own)
        )

    def _problems(self) -> Iterator[str]:
        return (repr(found) for found in self.edition.vault.problems)

    def _undefended(self) -> Iterator[str]:
        """Yield what decides the notices of lines without a defence."""
        for each in self._derived:
            yield from (repr(found) for found in each.review_notices)
