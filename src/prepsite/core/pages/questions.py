"""All questions of the job search: predicted, on a stage's checklist, asked, and those to ask them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.pages import sitemap
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.items import field_of, words_of
from prepsite.core.pages.prepared import ITEM_LEVEL, Outlines, PreparedDocument, PreparedSection
from prepsite.core.prep_items import shown_rounds
from prepsite.core.prep_labels import english_of
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.interview import AskedQuestion
from prepsite.models.vocabulary import QuestionKind, Word

_KIND = re.compile(r"^\s*\*(?P<kind>[^*·\n]{1,40}) ·")
_BOLD_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?\*\*(?P<text>.+?)\*\*(?:\s|$)")
_KINDS = {kind.label.casefold(): kind for kind in QuestionKind}
_LISTED_IN = {"stage_checklist": "checklist", "interviewer_questions": "mine"}


class Source(Word):
    """Where a question comes from."""

    PREDICTED = "predicted"
    CHECKLIST = "checklist"
    ASKED = "asked"
    MINE = "mine"


@dataclass(frozen=True)
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


def questions_from(record: ApplicationRecord, documents: Outlines) -> Iterator[Question]:
    """Yield the questions of the rounds that other pages may name, by round."""
    for found in shown_rounds(record):
        yield from _of_round(record, found, documents.get(found.id))


def _of_round(
    record: ApplicationRecord, found: InterviewRecord, document: PreparedDocument | None
) -> Iterator[Question]:
    for part in document.sections if document else ():
        field = field_of(part)
        if field == "predicted_questions":
            yield from _predicted(record, found, part)
        elif field in _LISTED_IN:
            uri = sitemap.round_uri(record.id, found.id)
            for line in part.section.body.split("\n"):
                if item := _BOLD_ITEM.match(line):
                    text = plain(words_of(item["text"]))
                    yield Question(Source(_LISTED_IN[field]), text, record, found, uri, part.anchor)
    notes = found.notes.fields if found.notes and not found.notes.is_private else None
    for asked in notes.questions if notes else ():
        uri, anchor = sitemap.application_uri(record.id), f"notes-{found.id}"
        text = plain(asked.text)
        yield Question(
            Source.ASKED, text, record, found, uri, anchor, asked.kind, tuple(dict.fromkeys(asked.used)), asked
        )


def _predicted(record: ApplicationRecord, found: InterviewRecord, part: PreparedSection) -> Iterator[Question]:
    uri = sitemap.round_uri(record.id, found.id)
    items = {item.anchor: item for item in part.items}
    anchors = iter(part.anchors)
    for level, _, text in part.headings:
        if level != ITEM_LEVEL or not part.section.heading:
            continue
        item = items[next(anchors)]
        projects = (
            reference.removeprefix("project:").partition("/")[0]
            for reference in item.references
            if reference.startswith("project:")
        )
        yield Question(
            Source.PREDICTED,
            item.title,
            record,
            found,
            uri,
            item.anchor,
            _kind(text),
            tuple(dict.fromkeys(projects)),
        )


def _kind(text: str) -> QuestionKind | None:
    """Return what a predicted question probes, from the line below it, in whatever language that is."""
    said = _KIND.match(text)
    return _KINDS.get((english_of(said["kind"]) or said["kind"]).strip().casefold()) if said else None
