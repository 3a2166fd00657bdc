"""What the prep of all applications asks and cites, for the pages over them."""

from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.core.pages import labels
from prepsite.core.pages.citing import cited_from
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.questions import Question, questions_from
from prepsite.core.pages.sitemap import Place
from prepsite.core.vault import ApplicationRecord


@dataclass(frozen=True)
class _Told:
    """What one application adds: both are read from its documents at once, which are not kept."""

    questions: tuple[Question, ...]
    cited: Mapping[str, tuple[Place, ...]]


def asked_first(edition: Edition) -> list[ApplicationRecord]:
    """Return the applications whose questions other pages may show, open ones first."""
    records = [each for each in edition.vault.applications.values() if not labels.is_hidden(each)]
    return sorted(records, key=lambda record: not record.is_open)


def questions_of(edition: Edition) -> tuple[Question, ...]:
    """Return the questions that a page of them may show: those of open applications first, by round."""
    return tuple(question for record in asked_first(edition) for question in questions_in(edition, record))


def questions_in(edition: Edition, record: ApplicationRecord) -> tuple[Question, ...]:
    """Return the questions of one application that other pages may show, by round."""
    return () if labels.is_hidden(record) else edition.kept(record, _told).questions


def uses(edition: Edition, *references: str) -> tuple[Place, ...]:
    """Return the places in prep that cite any of these references."""
    told = [edition.kept(record, _told).cited for record in edition.vault.applications.values()]
    found = (place for each in references for cited in told for place in cited.get(each, ()))
    return tuple(dict.fromkeys(found))


def _told(edition: Edition, record: ApplicationRecord) -> _Told:
    names = (None, *(found.id for found in record.interviews))
    documents = {name: found for name in names if (found := edition.outline(record.id, name))}
    questions = tuple(questions_from(record, documents))
    return _Told(questions, cited_from(record, documents, edition.words))
