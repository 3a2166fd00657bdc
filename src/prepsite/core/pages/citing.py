"""Where prep cites the candidate's own record: the items of an application's documents, by reference."""

from collections.abc import Mapping

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.outlines import Outlines
from prepsite.core.pages.sitemap import Place
from prepsite.core.references import with_wholes
from prepsite.core.vault import ApplicationRecord
from prepsite.core.words import Words


def cited_from(record: ApplicationRecord, outlines: Outlines, words: Words) -> Mapping[str, tuple[Place, ...]]:
    """Return the places in an application's documents that cite something, by reference."""
    found: dict[str, list[Place]] = {}
    for interview_id, outline in outlines.items():
        whole = _document_place(record, interview_id, words)
        for item in outline.cites:
            title = f"{item.title} ({whole.title})"
            place = whole if whole.private else Place(whole.uri, title, item.anchor)
            for reference in with_wholes(item.references):
                found.setdefault(reference, []).append(place)
    return {reference: tuple(dict.fromkeys(places)) for reference, places in found.items()}


def _document_place(record: ApplicationRecord, interview_id: str | None, words: Words) -> Place:
    """Return the page of a prep document, titled as the end of "Question (…)"."""
    company = labels.company(record)
    if interview_id is None:
        uri = sitemap.reference_uri(record.id)
        hidden = labels.is_hidden(record)
        title = labels.application_title(record, words) if hidden else company
        return Place(uri, title, private=hidden)
    found = record.interview(interview_id)
    uri = sitemap.round_uri(record.id, interview_id)
    name = labels.round_title(found, words) if found else interview_id
    if labels.is_hidden(record) or (found and found.file.is_private):
        title = words("{name} (private)", name=f"{record.id}/{interview_id}")
        return Place(uri, title, private=True)
    return Place(uri, f"{name}, {company}")
