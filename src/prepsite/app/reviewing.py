"""Reviewing: what of a draft the vault can't back, in words that a writer can act on."""

from collections.abc import Callable, Mapping
from functools import cache

from prepsite.app.ledgers import record_of
from prepsite.core.brief import Brief
from prepsite.core.composing import compose
from prepsite.core.document import render
from prepsite.core.grounding.evidence import misquoted, unresolved
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.sentences import Sentence
from prepsite.core.grounding.verdict import Status
from prepsite.core.inputs import Inputs
from prepsite.core.posting import format_posting
from prepsite.core.templates import Templates
from prepsite.core.vault import Vault
from prepsite.models.preparation import (
    BaseDraft,
    InterviewDraft,
    InterviewPreparation,
    InterviewPreparationBase,
)
from prepsite.writers.context import Review

# A repair with more than these is not read to its end by a model; the next turn names the rest.
_MOST_FINDINGS = 20
_ITEMS = {
    "primary_drivers": "driver",
    "predicted_questions": "question",
    "resume_defense_prep": "bullet",
    "technical_deep_dives": "deep dive",
}
Draft = BaseDraft | InterviewDraft


def review_of(vault: Vault, templates: Templates) -> Callable[[Brief, Draft], Review]:
    """Return what reviews the drafts of one vault; called from several threads."""
    inputs = Inputs(vault)

    @cache
    def record(application_id: str) -> Record:
        return record_of(vault, application_id)

    def review(brief: Brief, draft: Draft) -> Review:
        refused = refusals(brief, draft, inputs)
        ledger = checked(brief, bodies_of(brief, draft, templates), record(brief.application_id))
        findings = [claim for claim in ledger.claims if claim.findings]
        return Review(refused, tuple(_told(claim) for claim in findings[:_MOST_FINDINGS]))

    return review


def refusals(brief: Brief, draft: Draft, inputs: Inputs) -> tuple[str, ...]:
    """Return what keeps a draft from being written: evidence that isn't there, quotes nobody said."""
    missing = unresolved(draft, inputs, brief.application_id)
    wrong = misquoted(draft, brief.posting) if isinstance(draft, BaseDraft) else ()
    return (
        *(f"it cites {reference}, which the vault does not hold" for reference in missing),
        *(f"it quotes what the posting does not say: {quote!r}" for quote in wrong),
    )


def bodies_of(brief: Brief, draft: Draft, templates: Templates) -> dict[str, str]:
    """Return each section's Markdown by its field, as it would be written."""
    if isinstance(draft, InterviewDraft):
        made = InterviewPreparation.model_construct(**dict(draft))
        return compose(made, brief.resume, templates, brief.language, brief.addresses)
    quotes = [quote for driver in draft.primary_drivers for quote in driver.quotes]
    posting = format_posting(brief.posting, quotes)
    base = InterviewPreparationBase.model_construct(**dict(draft), formatted_jd=posting)
    return compose(base, brief.resume, templates, brief.language, brief.addresses)


def checked(brief: Brief, bodies: Mapping[str, str], record: Record) -> Ledger:
    """Return the ledger of sections that are not in a file yet."""
    return ledger_of(render(f"---\nlanguage: {brief.language}\n---\n", bodies.items(), brief.language), record)


def _told(claim: Claim) -> str:
    """Return a finding as a writer is told it: where, what was said, what the record says, what to do."""
    said = "; ".join(part.message or f"“{part.text}” is in no record" for part in claim.findings)
    remedy = "Say what the record says, or leave it out."
    if claim.status is Status.RETRACTED:
        remedy = "Leave it out: the candidate withdrew it."
    return f"In {_place(claim.sentence)}, “{claim.sentence.text}”: {said}. {remedy}"


def _place(sentence: Sentence) -> str:
    """Return where a sentence stands in the reply: "predicted_questions, question 2, Result"."""
    named = f"{_ITEMS[sentence.field]} {sentence.item}" if sentence.field in _ITEMS else sentence.title
    parts = (sentence.field, named, sentence.part.capitalize())
    return ", ".join(part for part in parts if part)
