"""What the prep of all applications asks and cites, for the pages over them."""

from collections.abc import Mapping

from prepsite.core.pages import labels
from prepsite.core.pages.citing import cited_from
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.questions import Question, questions_from
from prepsite.core.pages.sitemap import Place
from prepsite.core.vault import ApplicationRecord


def asked_first(edition: Edition) -> list[ApplicationRecord]:
    """Return the applications whose questions other pages may show, open ones first."""
    records = [each for each in edition.vault.applications.values() if not labels.is_hidden(each)]
    return sorted(records, key=lambda record: not record.is_open)


def questions_of(edition: Edition) -> tuple[Question, ...]:
    """Return the questions that a page of them may show: those of open applications first, by round."""
    return tuple(question for record in asked_first(edition) for question in questions_in(edition, record))


def questions_in(edition: Edition, record: ApplicationRecord) -> tuple[Question, ...]:
    """Return the questions of one application that other pages may show, by round.

    They are made each time: kept, those of many applications would take as much as their prep.
    """
    return () if labels.is_hidden(record) else tuple(questions_from(record, edition.outlines(record)))


def uses(edition: Edition, *references: str) -> tuple[Place, ...]:
    """Return the places in prep that cite any of these references."""
    by_application = [edition.kept(record, _cited) for record in edition.vault.applications.values()]
    found = (place for each in references for cited in by_application for place in cited.get(each, ()))
    return tuple(dict.fromkeys(found))


def _cited(edition: Edition, record: ApplicationRecord) -> Mapping[str, tuple[Place, ...]]:
    return cited_from(record, edition.outlines(record), edition.words)
