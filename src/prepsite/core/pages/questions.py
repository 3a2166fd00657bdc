"""All questions of the job search: predicted, on a stage's checklist, asked, and those to ask them."""

from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.pages import sitemap
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.outlines import Outline, Outlines
from prepsite.core.pages.outlines import Source as Source
from prepsite.core.prep_items import shown_rounds
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.interview import AskedQuestion
from prepsite.models.vocabulary import QuestionKind


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a round and where it stands; `projects` are those that its answer tells of."""

    source: Source
    text: str
    record: ApplicationRecord
    found: InterviewRecord
    uri: str
    anchor: str
    kind: QuestionKind | None = None
    projects: tuple[str, ...] = ()
    asked: AskedQuestion | None = None


def questions_from(record: ApplicationRecord, outlines: Outlines) -> Iterator[Question]:
    """Yield the questions of the rounds that other pages may name, by round."""
    for found in shown_rounds(record):
        yield from prepared_for(record, found, outlines.get(found.id))
        yield from asked_in(record, found)


def asked_in(record: ApplicationRecord, found: InterviewRecord) -> Iterator[Question]:
    """Yield the questions that a round's notes say were asked; those of private notes are left out."""
    notes = found.notes.fields if found.notes and not found.notes.is_private else None
    for asked in notes.questions if notes else ():
        uri, anchor = sitemap.application_uri(record.id), f"notes-{found.id}"
        text = plain(asked.text)
        yield Question(
            Source.ASKED, text, record, found, uri, anchor, asked.kind, tuple(dict.fromkeys(asked.used)), asked
        )


def prepared_for(
    record: ApplicationRecord, found: InterviewRecord, outline: Outline | None
) -> Iterator[Question]:
    """Yield the questions of a round's prep: predicted, on its checklist, and those to ask them."""
    uri = sitemap.round_uri(record.id, found.id)
    for each in outline.asks if outline else ():
        yield Question(each.source, each.text, record, found, uri, each.anchor, each.kind, each.projects)
