"""What a plan was told of how inputs were when prep was written: while it is told the same, it holds."""

from prepsite.core.changes import Said, SaidThen
from prepsite.core.inputs import Inputs
from prepsite.core.plan import plan_document
from prepsite.core.planned import PlannedDocument
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.models.provenance import Provenance

# Whose inputs were asked for, and the digest of the files that tell what they said then.
Heard = tuple[tuple[Provenance, str], ...]


def plan_and_heard(
    vault: Vault, record: ApplicationRecord, found: InterviewRecord | None, inputs: Inputs, said_then: SaidThen
) -> tuple[PlannedDocument, Heard]:
    """Return what to do about one document, base prep without a round, and what was asked of `said_then`."""
    heard: list[tuple[Provenance, str]] = []

    def asked(provenance: Provenance) -> Said:
        (digest,) = said_then.digests((provenance,))
        heard.append((provenance, digest))
        return said_then.told(provenance)

    return plan_document(vault, record, found, inputs, asked), tuple(heard)
