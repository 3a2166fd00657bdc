"""The candidate's own files, beside which every application is judged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from prepsite.core.consistency.subjects import Subjects
from prepsite.core.digests import digest_of, said_in
from prepsite.core.facts import in_force
from prepsite.core.inputs import Inputs
from prepsite.core.known_addresses import KnownAddresses
from prepsite.core.vault import ApplicationRecord, Vault


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
