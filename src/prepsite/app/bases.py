"""Texts as generated that no document starts from any more: found and removed after each run."""

import os
from collections.abc import Sequence

from prepsite.app.locking import writing
from prepsite.app.outcomes import Outcome
from prepsite.core.vault import Vault
from prepsite.vault.keeping import kept_path, remove_bases, unneeded_bases
from prepsite.vault.layout import Workspace


def sweep_bases(workspace: Workspace, vault: Vault, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Remove texts as generated that no document starts from any more; return their digests.

    `vault` is as it was read, the outcomes tell what was written since.
    """
    written = {outcome.path for outcome in outcomes if outcome.written}
    records = vault.applications.values()
    preps = [record.prep for record in records]
    preps += [each.prep for record in records for each in record.interviews]
    texts = [prep.text for prep in preps if prep and prep.path not in written]
    texts += [file.text for path, files in vault.proposals.items() if path not in written for file in files]
    texts += [base for outcome in outcomes for base in outcome.bases]
    spare = unneeded_bases(workspace, texts)
    if not spare or not os.access(kept_path(workspace, "base"), os.W_OK):
        return ()
    with writing(workspace):
        return remove_bases(workspace, spare)
