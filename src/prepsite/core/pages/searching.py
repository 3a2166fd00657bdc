"""What search finds of an application's pages: titles, questions and a few telling words, each at its place.

These pages grow with every round; whole, they would make an index of many megabytes, and one that finds
everything everywhere. A stage's checklist, the same in each round of the stage, is left out. A predicted
question has a place of its own while its round is to come; those of a round that is over are found with the
round, as every place costs as many bytes as the question that it leads to. It is known without making a
page. See `searching_record` for the candidate's own files; pages over the whole vault are found by title.
"""

from collections.abc import Iterator, Sequence

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.outlines import DEEP_DIVES, DRIVERS
from prepsite.core.pages.page import SearchEntry
from prepsite.core.pages.questions import Source, asked_in, prepared_for
from prepsite.core.prep_items import shown_rounds
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.words import Words

LONGEST, QUESTION, SHORT = 480, 160, 100


def found_of_round(
    edition: Edition, record: ApplicationRecord, found: InterviewRecord
) -> tuple[SearchEntry, ...]:
    """Return what search finds of a round's page: its questions, and what its deep dives are about."""
    interview = found.interview
    people = [person.name for person in interview.interviewers] if interview else []
    outline = edition.outlines(record).get(found.id)
    # A topic's title goes on with the project that it is told by.
    topics = [
        title.partition(": ")[0]
        for part in (outline.named(DEEP_DIVES) if outline else ())
        for title in part.titles
    ]
    predicted = [each for each in prepared_for(record, found, outline) if each.source is Source.PREDICTED]
    title = labels.round_at(found, record, edition.words)
    if record.is_open and found.is_scheduled:
        placed = [_entry(each.anchor, each.text) for each in predicted]
        return (_entry("", title, [*people, *topics]), *placed)
    return (_entry("", title, [*people, *topics, *(each.text for each in predicted)], QUESTION),)


def found_of_application(edition: Edition, record: ApplicationRecord) -> tuple[SearchEntry, ...]:
    """Return what search finds of an application's page: what was asked, under each round's notes."""
    return tuple(_of_application(edition.words, record))


def _of_application(words: Words, record: ApplicationRecord) -> Iterator[SearchEntry]:
    fields = record.fields
    known = (
        [fields.location or "", fields.source or "", *(each.name for each in fields.contacts)] if fields else []
    )
    yield _entry("", labels.application_title(record, words), known)
    company = record.company
    if company and company.fields and not company.is_private:
        statements = [sitemap.shortened(each.text, SHORT) for each in company.fields.statements[:2]]
        yield _entry("company-research", words("Company research"), statements)
    for found in () if labels.is_hidden(record) else shown_rounds(record):
        if own := tuple(asked_in(record, found)):
            title = words("What was asked: {round}", round=labels.round_title(found, words))
            yield _entry(own[0].anchor, title, [each.text for each in own], QUESTION)


def found_of_reference(edition: Edition, record: ApplicationRecord) -> tuple[SearchEntry, ...]:
    """Return what search finds of the page with an application's whole prep: what screens."""
    title = edition.words("Interview prep: {title}", title=labels.application_title(record, edition.words))
    outline = edition.outlines(record).get(None)
    drivers = outline.named(DRIVERS) if outline else ()
    return (_entry("", title), *(_entry(part.anchor, part.heading, part.titles) for part in drivers))


def _entry(anchor: str, title: str, texts: Sequence[str] = (), longest: int = 0) -> SearchEntry:
    """Return an entry: all texts, none longer than `longest`; without it, what has room together."""
    told = [plain(each) for each in texts if each]
    if longest:
        return SearchEntry(anchor, plain(title), " · ".join(sitemap.shortened(each, longest) for each in told))
    return SearchEntry(anchor, plain(title), sitemap.shortened(" · ".join(told), LONGEST))
