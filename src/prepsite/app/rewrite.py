"""A draft put into a document that exists: replaced, proposed or left, section by section."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from prepsite.app.drafting import Drafted
from prepsite.app.outcomes import Outcome
from prepsite.core.document import split
from prepsite.core.head import renew_head
from prepsite.core.inputs import Inputs
from prepsite.core.kept import Proposed, generated_text, proposal_text
from prepsite.core.plan import PlannedDocument, provenance_of
from prepsite.core.rewriting import Fresh, Rewrite, Standing, rewrite
from prepsite.core.vault import PrepFile, Vault
from prepsite.errors import PrepsiteError
from prepsite.models.keeping import Proposal
from prepsite.models.provenance import Provenance
from prepsite.vault.keeping import held, keep_base, needed
from prepsite.vault.layout import Workspace
from prepsite.vault.proposals import drop_proposal, keep_proposal, waiting_at
from prepsite.vault.writer import replace_text

_NOTES = "notes:"


@dataclass(frozen=True)
class Redraft:
    """A document drafted anew: from what, and whether all sections are meant or the stale ones."""

    workspace: Workspace
    inputs: Inputs
    planned: PlannedDocument
    drafted: Drafted
    again: bool
    on: date | None


def put_rewrite(redraft: Redraft, prep: PrepFile) -> Outcome:
    """Put the draft into the document as it stands now, and return what became of it.

    Hold the lock of writers. Files are written so that a run that ends in between is taken up by
    the next: what sections are compared with, then what waits, then the document. Raises
    ChangedMeanwhileError where somebody saves the document at the same time.
    """
    workspace, planned = redraft.workspace, redraft.planned
    provenance = provenance_of(prep)
    if provenance is None:
        raise PrepsiteError(
            "was saved meanwhile, and its front matter can't be used now",
            where=prep.path,
            remedy="mend the front matter, and run the command again",
        )
    waiting = waiting_at(workspace, planned.path, planned.name)
    standing = _standing(redraft, prep, provenance, waiting)
    fresh = {
        field: Fresh(field, body, redraft.drafted.provenance.inputs.get(field, {}), redraft.drafted.language)
        for field, body in redraft.drafted.bodies.items()
    }
    result = rewrite(standing, fresh, _scope(redraft, standing))
    bases = list(provenance.base)
    if result.from_draft:
        kept = as_generated(redraft.inputs, planned, redraft.drafted, result.from_draft)
        bases.insert(0, keep_base(workspace, kept))
    for field in result.proposed:
        text = proposal_text(_proposal(redraft, fresh[field], bases[0]), fresh[field].text)
        keep_proposal(workspace, prep.path, field, text, waiting.get(field))
    for field in result.obsolete:
        drop_proposal(workspace, waiting[field])
    renewed = _renewed(redraft, provenance, result)
    named = needed(workspace, bases, result.document.text)
    text = prep.text
    if result.document.text != prep.text or renewed != provenance or result.settled:
        head = renew_head(result.document.head, renewed.model_copy(update={"base": named}))
        text = head + result.document.text[len(result.document.head) :]
    changed = replace_text(workspace.root / prep.path, text, prep.text)
    proposals = {field: found.fields.base for field, found in waiting.items() if field not in result.obsolete}
    proposals |= dict.fromkeys(result.proposed, bases[0])
    return Outcome(
        planned.name,
        ok=True,
        message=_told(planned, result, changed=changed),
        path=prep.path,
        kept=(*result.kept, *result.gone) if redraft.again else tuple(result.kept),
        written=changed or bool(result.proposed or result.obsolete),
        proposed=tuple(result.proposed),
        bases=(*named, *proposals.values()),
    )


def as_generated(inputs: Inputs, planned: PlannedDocument, drafted: Drafted, fields: Collection[str]) -> str:
    """Return the text to keep in `base/`: these sections, and what their inputs said."""
    recorded = drafted.provenance.inputs
    digests = {name: digest for field in fields for name, digest in recorded.get(field, {}).items()}
    said = {reference: inputs.said(reference, planned.application_id) for reference in digests}
    sections = [(field, body) for field, body in drafted.bodies.items() if field in fields]
    return generated_text(planned.name, sections, digests, said, drafted.language)


def today(vault: Vault) -> date:
    """Return the day as the settings state it, or as the vault's time zone has it."""
    return vault.settings.today or datetime.now(vault.settings.zone).date()


def told_cost(provenance: Provenance) -> str:
    """Say what a document took, where it took anything."""
    if provenance.tokens is None:
        return ""
    cost = "at an unknown price" if provenance.cost is None else f"for {provenance.cost} US dollars"
    left_out = f", without {', '.join(provenance.left_out)}" if provenance.left_out else ""
    return (
        f", {provenance.tokens.read:,} tokens read and {provenance.tokens.written:,} written {cost}{left_out}"
    )


def _standing(
    redraft: Redraft, prep: PrepFile, provenance: Provenance, waiting: Mapping[str, Proposed]
) -> Standing:
    """Return the document as it stands, with what its inputs are by now."""
    inputs = redraft.inputs
    application = redraft.planned.application_id
    notes = {
        name
        for references in redraft.drafted.provenance.inputs.values()
        for name in references
        if name.startswith(_NOTES)
    }
    return Standing(
        split(prep.text),
        provenance.inputs,
        waiting,
        held(redraft.workspace, [*provenance.base, *(found.fields.base for found in waiting.values())]),
        {
            field: inputs.digests({*references, *notes}, application)
            for field, references in provenance.inputs.items()
        },
    )


def _scope(redraft: Redraft, standing: Standing) -> set[str]:
    """Return the fields that are taken from the draft: all, or those that are stale."""
    if redraft.again:
        return set(standing.document.fields)
    return {section.field for section in redraft.planned.sections if section.is_stale}


def _proposal(redraft: Redraft, fresh: Fresh, base: str) -> Proposal:
    written = redraft.drafted.provenance
    return Proposal(
        document=redraft.planned.name,
        field=fresh.field,
        writer=written.writer,
        model=written.model,
        asked=written.asked,
        prompt=written.prompt,
        inputs=fresh.inputs,
        base=base,
    )


def _renewed(redraft: Redraft, provenance: Provenance, result: Rewrite) -> Provenance:
    """Return the origin of the document: that of the draft where any text is the draft's now.

    A draft that was asked for anew, or of another writer or language, and that says what stands there already,
    is where the text comes from too: else it would be asked for again and again.
    """
    written = redraft.drafted.provenance
    inputs = {field: dict(references) for field, references in result.inputs.items()}
    is_another = (written.writer, written.language) != (provenance.writer, provenance.language)
    if result.changes_text or redraft.again or is_another:
        return written.model_copy(
            update={"inputs": inputs, "generated_on": redraft.on, "base": provenance.base}
        )
    return provenance.model_copy(update={"inputs": inputs})


def _told(planned: PlannedDocument, result: Rewrite, *, changed: bool) -> str:
    """Say what became of the sections, in one line."""
    kept = [field for field in result.kept if field not in result.proposed]
    parts = [
        f"replaced {', '.join(result.replaced)}" if result.replaced else "",
        f"added {', '.join(result.added)}" if result.added else "",
        f"took out {', '.join(result.removed)}, which has nothing to say now" if result.removed else "",
        f"kept your {', '.join(kept)}" if kept else "",
        f"proposed a new text beside your {', '.join(result.proposed)}: see `prepsite diff {planned.name}`"
        if result.proposed
        else "",
        f"left out {', '.join(result.gone)}, which you deleted or marked as your own" if result.gone else "",
    ]
    told = [part for part in parts if part]
    if not result.changes_text and not result.proposed:
        told.insert(0, "nothing to replace" if not changed else "nothing says anything new; took note of that")
    return "; ".join(told)
