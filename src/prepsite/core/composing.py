"""A writer's reply → the sections of a prep document, and what each was made from."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from prepsite.core.addresses import Addresses, inert
from prepsite.core.document import BASE_SECTIONS, INTERVIEW_SECTIONS
from prepsite.core.prep_labels import label_of
from prepsite.core.templates import Templates
from prepsite.core.words import ENGLISH
from prepsite.models.preparation import (
    BaseDraft,
    DirectAnswer,
    InterviewDraft,
    InterviewPreparation,
    InterviewPreparationBase,
    StarAnswer,
)
from prepsite.models.resume import Resume

WORDS_A_MINUTE = 140
NOWHERE = Addresses()

_EVIDENCE_FIELDS = frozenset({"evidence", "basis"})
_WITHOUT_BLANK_RUNS = re.compile(r"\n{3,}")

Preparation = InterviewPreparationBase | InterviewPreparation


def speaking_seconds(answer: StarAnswer | DirectAnswer) -> int:
    """Return how long the answer takes to say at 140 words a minute, to the next 5 seconds."""
    if isinstance(answer, StarAnswer):
        text = " ".join((answer.situation, answer.task, answer.action, answer.result))
    else:
        text = answer.text
    seconds = len(text.split()) * 60 / WORDS_A_MINUTE
    return max(5, round(seconds / 5) * 5)


def compose(
    preparation: Preparation,
    resume: Resume | None,
    templates: Templates,
    language: str = ENGLISH,
    known: Addresses = NOWHERE,
) -> dict[str, str]:
    """Return each section's Markdown by its field, in the document's order; empty ones left out.

    Labels are in `language`; what the writer said stays as it is, but for addresses that are not
    `known`: no link leads there.
    """
    fields = BASE_SECTIONS if isinstance(preparation, InterviewPreparationBase) else INTERVIEW_SECTIONS
    texts = {bullet.id: bullet.text for role in resume.roles for bullet in role.bullets} if resume else {}

    def bullet_text(reference: str) -> str:
        return texts.get(reference.rpartition("/")[2], reference)

    def label(english: str, **values: object) -> str:
        said = label_of(english, language)
        return said.format(**values) if values else said

    bodies: dict[str, str] = {}
    for field in fields:
        content = getattr(preparation, field)
        if field == "not_addressed" and not content:
            continue
        body = templates.render(
            f"prep/{field}.md.j2",
            item=content,
            items=content,
            seconds=speaking_seconds,
            bullet_text=bullet_text,
            label=label,
        )
        if field != "formatted_jd":
            body = inert(_WITHOUT_BLANK_RUNS.sub("\n\n", body).strip("\n"), known)
        bodies[field] = body
    return bodies


def cited(draft: BaseDraft | InterviewDraft) -> Mapping[str, frozenset[str]]:
    """Return the references that each section's items cite, by the section's field."""
    return {
        field: frozenset(_references(getattr(draft, field)))
        for field in type(draft).model_fields
        if field != "formatted_jd"
    }


def _references(content: object) -> Iterator[str]:
    if isinstance(content, BaseModel):
        for name in type(content).model_fields:
            value = getattr(content, name)
            if name in _EVIDENCE_FIELDS and isinstance(value, tuple):
                yield from value
            elif name == "bullet":
                yield value
            else:
                yield from _references(value)
    elif isinstance(content, tuple):
        for item in content:
            yield from _references(item)
