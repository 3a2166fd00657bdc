"""The ledger of one prep document: every claim with its status, and the count that heads the page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.core.grounding.judging import Claim, judge
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.scope import Scopes
from prepsite.core.grounding.sentences import sentences_of
from prepsite.core.grounding.verdict import Status
from prepsite.core.phrases import phrase, phrase_counted
from prepsite.core.words import noted

_COUNTED = {
    Status.SUPPORTED: noted("{n} supported"),
    Status.CONFIRMED: noted("{n} confirmed"),
    Status.DERIVED: noted("{n} derived"),
    Status.UNVERIFIED: noted("{n} unverified"),
    Status.RETRACTED: noted("{n} retracted"),
}


@dataclass(frozen=True)
class Ledger:
    """All claims of a document, in its order."""

    claims: tuple[Claim, ...]

    @property
    def counts(self) -> Mapping[Status, int]:
        """Return how many claims have each status."""
        return Counter(claim.status for claim in self.claims)

    @property
    def told(self) -> str:
        """Return the count as said at the head of a page: "42 claims: 40 supported, 2 unverified"."""
        counts = self.counts
        told = [phrase(_COUNTED[status], n=counts[status]) for status in Status if counts[status]]
        number = phrase_counted(len(self.claims), "{n} claim", "{n} claims")
        return phrase("{claims}: {counts}", claims=number, counts=tuple(told)) if told else number


def ledger_of(markdown: str, record: Record) -> Ledger:
    """Check a prep document against the record; takes any text."""
    scopes = Scopes(record)
    found = (judge(sentence, record, scopes) for sentence in sentences_of(markdown))
    return Ledger(tuple(claim for claim in found if claim is not None))
