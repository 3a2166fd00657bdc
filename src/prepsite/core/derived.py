"""What is worked out from one application's record beside the candidate's own files, part by part.

An application is judged by its own files and by `Own`, and by nothing else of the vault. So what was
worked out holds until one of the two changes, and `Derived.key` tells whether it did.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from prepsite.core.addresses import Addresses
from prepsite.core.changes import Said
from prepsite.core.consistency.subjects import Subjects
from prepsite.core.contradictions import Contradiction, contradictions_of
from prepsite.core.defence import Line, lines_of
from prepsite.core.digests import digest_of, said_by_record, said_in
from prepsite.core.facts import in_force
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.inputs import Inputs
from prepsite.core.known_addresses import KnownAddresses
from prepsite.core.pages.items import documents_of
from prepsite.core.plan import plan_documents
from prepsite.core.plan_notices import plan_notices
from prepsite.core.planned import PlannedDocument
from prepsite.core.prep_items import Documents
from prepsite.core.prep_problems import prep_problems_of
from prepsite.core.reviews import contradictions_told, reviews_told
from prepsite.core.vault import ApplicationRecord, PrepFile, ProposalFile, Vault
from prepsite.core.weak_spots import Trace, upcoming_traces
from prepsite.core.weight_problems import weight_of, weight_of_own
from prepsite.errors import Problem, in_order
from prepsite.models.provenance import Provenance

SaidThen = Callable[[Provenance], Said]


def nothing_kept(_: Provenance) -> Said:
    """Return nothing: without files of `base/` nobody knows what an input said."""
    return {}


@dataclass(frozen=True, eq=False)
class Own:
    """The parts of a vault that every application may stand on.

    `vault` has no applications, no problems and no texts that wait. `today` is the settings' day, or
    else the last day that a round of any application names. `code` tells versions of prepsite apart.
    """

    vault: Vault
    today: date | None = None
    code: str = ""

    @classmethod
    def of(cls, vault: Vault, code: str = "") -> "Own":
        """Return the own parts of a vault."""
        bare = replace(vault, applications={}, problems=(), proposals={})
        return cls(bare, vault.settings.today or last_day(vault.applications.values()), code)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Own) and self.digest == other.digest)

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def said(self) -> str:
        """Return the digest of all that the own files say, places included, but the day."""
        vault = self.vault
        files = (vault.profile, vault.facts, *vault.projects.values(), *vault.resumes.values())
        parts = (part for file in files for part in said_in(file))
        return digest_of((self.code, vault.name, vault.settings.model_dump_json(), *parts))

    @cached_property
    def digest(self) -> str:
        """Return the digest of all of it: the same digest always means the same."""
        return digest_of((self.said, str(self.today)))

    @cached_property
    def subjects(self) -> Subjects:
        """Return the projects by the words that tell them apart."""
        return Subjects(self.vault)

    @cached_property
    def addresses(self) -> KnownAddresses:
        """Return the addresses that the own files hold."""
        return KnownAddresses(self.vault)

    @cached_property
    def inputs(self) -> Inputs:
        """Return what the own files say by reference."""
        return Inputs(self.vault)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the texts of the own files, beside what reading them told."""
        return tuple(weight_of_own(self.vault))


@dataclass(frozen=True, eq=False)
class Derived:
    """One application's record, and what is worked out from it beside `own`.

    `found` are the problems that reading and linking told, sorted; `proposals` the texts that wait, by
    the path of their prep; `made_from` is the digest of the files' bytes. `said_then` tells what the
    inputs of prep said when it was written.
    """

    own: Own
    record: ApplicationRecord
    found: tuple[Problem, ...] = ()
    proposals: Mapping[str, tuple[ProposalFile, ...]] = field(default_factory=dict)
    made_from: str = ""
    said_then: SaidThen = nothing_kept

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

    def beside(self, own: Own) -> "Derived":
        """Return it beside other own parts; where these differ in the day alone, what is known stays known."""
        changed = replace(self, own=own)
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
        return digest_of((self.record.id, self.made_from, repr(self.found), *waiting, repr(self.heard)))

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
        return documents_of(self.record)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return what contradicts in it."""
        return contradictions_of(self.vault, self.record, self.own.subjects)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the resume as submitted, those at highest risk first."""
        return lines_of(self.vault, self.record, self.documents)

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """Return what the prep of the rounds to come does about each weak spot."""
        return upcoming_traces(self.record, self.documents)

    @cached_property
    def _planned(self) -> tuple[tuple[PlannedDocument, ...], tuple[tuple[Provenance, Said], ...]]:
        heard: list[tuple[Provenance, Said]] = []

        def asked(provenance: Provenance) -> Said:
            said = self.said_then(provenance)
            heard.append((provenance, said))
            return said

        planned = plan_documents(self.vault, self.record, Inputs(self.vault, self.own.inputs), asked)
        return planned, tuple(heard)

    @property
    def plan(self) -> tuple[PlannedDocument, ...]:
        """Return what is to be done about each document, base prep first."""
        return self._planned[0]

    @property
    def heard(self) -> tuple[tuple[Provenance, Said], ...]:
        """Return what the plan was told by files of `base/`."""
        return self._planned[1]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return every problem of it, by place: what reading told, and what its texts say wrong."""
        of_texts = (
            *prep_problems_of(self.vault, self.record, self.addresses),
            *contradictions_told(self.record, lambda: self.contradictions),
            *weight_of(self.record),
        )
        return in_order((*self.found, *of_texts))

    @cached_property
    def plan_notices(self) -> tuple[Problem, ...]:
        """Return a notice for each document that is missing, each stale section, each text that waits."""
        return tuple(plan_notices(self.record, self.plan))

    @cached_property
    def review_notices(self) -> tuple[Problem, ...]:
        """Return a notice for each line at high risk without a defence, and for each weak spot left."""
        return tuple(reviews_told(self.record, lambda: self.lines, lambda: self.traces))

    def judge(self) -> None:
        """Work out all that a report says of it."""
        _ = (self.problems, self.plan, self.plan_notices, self.review_notices)

    @cached_property
    def shown(self) -> Vault:
        """Return what the checker of claims may see: no prep, and the facts that hold."""
        return shown(
            replace(self.vault, settings=self.vault.settings.model_copy(update={"today": self.own.today}))
        )

    @cached_property
    def grounds(self) -> Record:
        """Return what the prep may stand on."""
        return Record(self.shown, self.record.id)

    def ledger(self, prep: PrepFile) -> Ledger:
        """Return every claim of a document with its status, worked out anew each time."""
        return ledger_of(prep.text, self.grounds)


_OF_THE_DAY = frozenset({"key", "vault", "shown", "grounds"})


def derived_of(
    vault: Vault, said_then: SaidThen = nothing_kept, code: str = ""
) -> tuple[Own, Mapping[str, Derived]]:
    """Return the own parts of a vault, and what is worked out for each application, by its id."""
    own = Own.of(vault, code)
    return own, {name: Derived.of(vault, own, name, said_then) for name in vault.applications}


def last_day(records: Iterable[ApplicationRecord]) -> date | None:
    """Return the last day on which a round of these applications is."""
    days = [each.starts_at.date() for record in records for each in record.interviews if each.starts_at]
    return max(days, default=None)


def shown(vault: Vault) -> Vault:
    """Return a vault of one application without its prep, and without facts that are overruled."""
    (record,) = vault.applications.values()
    bare = replace(record, prep=None, interviews=tuple(replace(each, prep=None) for each in record.interviews))
    return replace(
        vault, facts=in_force(vault.facts), applications={record.id: bare}, problems=(), proposals={}
    )
