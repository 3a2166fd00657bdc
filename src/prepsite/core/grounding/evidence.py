"""Evidence must exist: every reference that a reply cites stands for something in the vault."""

from prepsite.core.composing import cited
from prepsite.core.inputs import Inputs
from prepsite.models.preparation import BaseDraft, InterviewDraft


def unresolved(draft: BaseDraft | InterviewDraft, inputs: Inputs, application_id: str) -> tuple[str, ...]:
    """Return the references cited by the draft that nothing in the vault answers to, sorted."""
    references = {reference for section in cited(draft).values() for reference in section}
    return tuple(sorted(ref for ref in references if inputs.digest(ref, application_id) is None))


def misquoted(draft: BaseDraft, posting: str) -> tuple[str, ...]:
    """Return the quotes of the drivers that the posting does not hold, white space aside."""
    words = " ".join(posting.split())
    return tuple(
        quote
        for driver in draft.primary_drivers
        for quote in driver.quotes
        if " ".join(quote.split()) not in words
    )
