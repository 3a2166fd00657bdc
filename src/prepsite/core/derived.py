"""What is worked out from one application's record beside the candidate's own files, part by part.

An application is judged by its own files and by `Own`, and by nothing else of the vault. So what was
worked out holds until one of the two changes, and `Derived.key` tells whether it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

# Pages are made from what is derived, and these read as pages do: they are imported by their names.
from prepsite.core import reviews, weight_problems
from prepsite.core.addresses import Addresses
from prepsite.core.by_document import ByDocument, of_same
from prepsite.core.changes import SaidThen, nothing_kept
from prepsite.core.climbing import climbs
from prepsite.core.consistency.sayings import sayings_in, sources_of
from prepsite.core.contradictions import Contradiction, Stated, contradictions_in, stated_in
from prepsite.core.defence import Line, Undefended, lines_of, undefended_in
from prepsite.core.digests import digest_of, said_but_prep, said_by_record
from prepsite.core.hearing import Heard, plan_and_heard
from prepsite.core.inputs import Inputs
from prepsite.core.latest import Latest
from prepsite.core.own import Own as Own
from prepsite.core.own import shown
from prepsite.core.pages.items import documents_of
from prepsite.core.pages.outlines import Outline, outline_of
from prepsite.core.plan_notices import plan_notices
from prepsite.core.planned import PlannedDocument
from prepsite.core.prep_items import Documents, upcoming_rounds
from prepsite.core.prep_problems import problems_of_prep
from prepsite.core.reusing import are_alike
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, ProposalFile, Vault
from prepsite.core.weak_spots import Trace, traces_of
from prepsite.errors import Problem, in_order

MOST_LOOKED_AT = 4
"""Applications of which all is known that a close look takes: four times what else is known of one."""


@dataclass(frozen=True, eq=False)
class Derived:
    """One application's record, and what is worked out from it beside `own`.

    `found` are the problems that reading and linking told, sorted; `proposals` the texts that wait, by
    the path of their prep; `made_from` is the digest of the files' bytes. `said_then` tells what the
    inputs of prep said when it was written. `texts` holds what single documents gave.
    """

    own: Own
    record: ApplicationRecord
    found: tuple[Problem, ...] = ()
    proposals: Mapping[str, tuple[ProposalFile, ...]] = field(default_factory=dict)
    made_from: str = ""
    said_then: SaidThen = nothing_kept
    texts: ByDocument = field(default_factory=ByDocument, repr=False)

    @classmethod
    def of(cls, vault: Vault, own: Own, application_id: str, said_then: SaidThen = nothing_kept) -> "Derived":
        """Return what is worked out for an application of a vault that is no longer on disk as it is."""
        record = vault.applications[application_id]
        below = f"{record.folder}/"
        proposals = {path: found for path, found in vault.proposals.items() if path.startswith(below)}
        made_from = digest_of(said_by_record(record))
        return cls(own, record, vault.problems_in(record.folder), proposals, made_from, said_then)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Derived) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: what is to be asked of the disk is asked before."""
        _ = self.plan
        return {**self.__dict__, "said_then": nothing_kept}

    def after(self, before: "Derived", *, heard: bool) -> "Derived":
        """Return it with what was worked out before from documents that are the same, beside the same files.

        `heard` tells that the plan would still be told the same.
        """
        if self.own.said != before.own.said or not are_alike(self.record, before.record):
            return self
        without = frozenset({_PLAN} if not heard or self.proposals != before.proposals else ())
        return replace(self, texts=before.texts.carried(self.preps, without))

    def beside(self, own: Own) -> "Derived":
        """Return it beside other own parts; where these differ in the day alone, what is known stays known."""
        changed = replace(self, own=own, texts=ByDocument())
        if own.said == self.own.said:
            kept = {name: value for name, value in self.__dict__.items() if name not in _OF_THE_DAY}
            changed.__dict__.update(kept, own=own)
        return changed

    @cached_property
    def key(self) -> str:
        """Return the digest of all that this was worked out from: the same key always means the same."""
        return digest_of((self.own.digest, self.without_day))

    @cached_property
    def without_day(self) -> str:
        """Return the digest of the application's own part of it."""
        waiting = (
            part for found in self.proposals.values() for each in found for part in (each.path, each.text)
        )
        # Who heard it is said by the files.
        heard = (told for _, told in self.heard)
        return digest_of((self.record.id, self.made_from, repr(self.found), *waiting, "", *heard))

    @cached_property
    def vault(self) -> Vault:
        """Return the vault as this application sees it: no other application is in it."""
        return replace(
            self.own.vault,
            applications={self.record.id: self.record},
            problems=self.found,
            proposals=self.proposals,
        )

    @property
    def preps(self) -> tuple[PrepFile, ...]:
        """Return the prep documents, base prep first."""
        found = (self.record.prep, *(each.prep for each in self.record.interviews))
        return tuple(prep for prep in found if prep is not None)

    @cached_property
    def addresses(self) -> Addresses:
        """Return the addresses that the files behind the prep hold."""
        return self.own.addresses.of(self.record)

    @cached_property
    def documents(self) -> Documents:
        """Return the items of the prep that other pages may name."""
        _LATEST.note(self)
        return documents_of(self.record)

    def outline(self, prep: PrepFile) -> Outline:
        """Return what one of its documents asks and cites."""
        return self.texts.of(prep, OUTLINE, lambda: outline_of(prep, lambda: self.addresses))

    @cached_property
    def in_overviews(self) -> str:
        """Return the digest of what pages over all applications read of it: its files, and outlines of prep."""
        outlines = map(repr, map(self.outline, self.preps))
        return digest_of((self.record.id, *said_but_prep(self.record), *outlines))

    @cached_property
    def in_matrix(self) -> str:
        """Return the digest of what the resume matrix reads of it beside that."""
        if not upcoming_rounds(self.record):
            return self.without_day
        return digest_of(line.in_matrix for line in self.lines)

    @cached_property
    def undefended(self) -> tuple[Undefended, ...]:
        """Return its lines at high risk that a round to come has no defence for."""
        return undefended_in(self.lines) if upcoming_rounds(self.record) else ()

    @cached_property
    def climbs(self) -> bool:
        """Tell whether a text of it may link to a file of another application."""
        return climbs(self.record)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return what contradicts in it."""
        return contradictions_in(self.stated, self.vault, self.record)

    @property
    def stated(self) -> tuple[Stated, ...]:
        """Return what each of its sources states."""
        _LATEST.note(self)
        return tuple(map(self._stated, sources_of(self.record)))

    def _stated(self, source: PrepFile | None) -> Stated:
        def stated() -> Stated:
            vault, record = self.vault, self.record
            return stated_in(sayings_in(vault, record, source), vault, record, self.own.subjects)

        return self.texts.of(source, "stated", stated) if source else stated()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the resume as submitted, those at highest risk first."""
        return lines_of(self.vault, self.record, self.documents)

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """Return what the prep of the rounds to come does about each weak spot."""
        return tuple(trace for later in upcoming_rounds(self.record) for trace in self._traced(later))

    def _traced(self, later: InterviewRecord) -> tuple[Trace, ...]:
        def traced() -> tuple[Trace, ...]:
            return traces_of(self.record, later, self.documents)

        return self.texts.of(later.prep, "traces", traced) if later.prep else traced()

    @cached_property
    def _planned(self) -> tuple[tuple[PlannedDocument, Heard], ...]:
        inputs = Inputs(self.vault, self.own.inputs)

        def planned(found: InterviewRecord | None) -> tuple[PlannedDocument, Heard]:
            return plan_and_heard(self.vault, self.record, found, inputs, self.said_then)

        rounds = ((None, self.record.prep), *((found, found.prep) for found in self.record.interviews))
        return tuple(
            self.texts.of(prep, _PLAN, partial(planned, found)) if prep else planned(found)
            for found, prep in rounds
        )

    @property
    def plan(self) -> tuple[PlannedDocument, ...]:
        """Return what is to be done about each document, base prep first."""
        return tuple(planned for planned, _ in self._planned)

    @property
    def heard(self) -> Heard:
        """Return what the plan was told by files of `base/`."""
        return tuple(told for _, heard in self._planned for told in heard)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return every problem of it, by place: what reading told, and what its texts say wrong."""
        rounds = ((None, self.record.prep), *((found.id, found.prep) for found in self.record.interviews))
        of_prep = (found for name, prep in rounds if prep for found in self._problems_of(name, prep))
        of_texts = (
            *of_prep,
            *reviews.contradictions_told(self.record, lambda: self.contradictions),
            *(found for prep in self.preps for found in self._weight_of(prep)),
            *weight_problems.weight_of_files(self.record),
        )
        return in_order((*self.found, *of_texts))

    def _problems_of(self, interview_id: str | None, prep: PrepFile) -> tuple[Problem, ...]:
        def problems() -> tuple[Problem, ...]:
            return tuple(problems_of_prep(prep, self.vault, self.record, interview_id, self.addresses))

        return self.texts.of(prep, "problems", problems)

    def _weight_of(self, prep: PrepFile) -> tuple[Problem, ...]:
        return self.texts.of(prep, "weight", lambda: tuple(weight_problems.weight_of_prep(prep)))

    @cached_property
    def plan_notices(self) -> tuple[Problem, ...]:
        """Return a notice for each document that is missing, each stale section, each text that waits."""
        return tuple(plan_notices(self.record, self.plan))

    @cached_property
    def review_notices(self) -> tuple[Problem, ...]:
        """Return a notice for each line at high risk without a defence, and for each weak spot left."""
        return tuple(reviews.reviews_told(self.record, lambda: self.lines, lambda: self.traces))

    def judge(self) -> None:
        """Work out all that a report says of it, and what the pages over all applications ask for."""
        _ = [getattr(self, name) for name in _JUDGED]

    @property
    def judged(self) -> Mapping[str, object]:
        """Return what a report says of it and what single documents gave to that, for `with_judged`."""
        return {**{name: getattr(self, name) for name in _JUDGED}, "texts": self.texts.of_kinds(_KEPT)}

    def with_judged(self, judged: Mapping[str, object]) -> "Derived":
        """Return it with what was worked out of the same record before."""
        changed = replace(self, texts=of_same(judged["texts"], self.preps))
        changed.__dict__.update({name: judged[name] for name in _JUDGED})
        return changed

    def forget(self) -> None:
        """Let go of what only a close look takes; it is worked out again when it is asked for."""
        for name in _CLOSELY:
            self.__dict__.pop(name, None)
        self.texts.forget_but(_KEPT)

    def would_hear_the_same(self, said_then: SaidThen) -> bool:
        """Tell whether files of `base/` say now what the plan was told."""
        return said_then.digests(asked for asked, _ in self.heard) == [told for _, told in self.heard]

    @cached_property
    def shown(self) -> Vault:
        """Return what the checker of claims may see: no prep, and the facts that hold."""
        return shown(
            replace(self.vault, settings=self.vault.settings.model_copy(update={"today": self.own.today}))
        )


_PLAN, OUTLINE = "plan", "outline"
_KEPT = frozenset({_PLAN, "problems", "weight", OUTLINE})
_REPORTED = ("_planned", "contradictions", "problems", "plan_notices", "review_notices")
_JUDGED = (*_REPORTED, "in_overviews", "in_matrix", "undefended", "climbs")
_CLOSELY = ("addresses", "documents", "lines", "traces", "shown")
_LATEST = Latest(MOST_LOOKED_AT)
_OF_THE_DAY = frozenset({"key", "vault", "shown"})


def derived_of(vault: Vault) -> tuple[Own, Mapping[str, Derived]]:
    """Return the own parts of a vault, and what is worked out for each application, by its id."""
    own = Own.of(vault)
    return own, {name: Derived.of(vault, own, name) for name in vault.applications}
