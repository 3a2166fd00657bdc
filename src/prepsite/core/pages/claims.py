"""The claims of a prep document as chrome: each with its status, what it stands on, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.reading import read
from prepsite.core.grounding.verdict import Part, PartKind, Source, Status
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import IN_DOUBT, ClaimNote, ClaimsNote, LinkTo, Standing
from prepsite.core.pages.sitemap import Place
from prepsite.core.phrases import said_in
from prepsite.core.vault import ApplicationRecord
from prepsite.core.words import noted
from prepsite.models.reference import ReferenceKind

_LONGEST_QUOTE = 300

STATUSES: Mapping[Status, str] = {
    Status.SUPPORTED: noted("supported"),
    Status.CONFIRMED: noted("confirmed"),
    Status.DERIVED: noted("derived"),
    Status.UNVERIFIED: noted("unverified"),
    Status.RETRACTED: noted("retracted"),
}
"""What a status is called where it is told."""


def claims_note(
    edition: Edition, record: ApplicationRecord, interview_id: str | None = None, prefix: str = ""
) -> ClaimsNote | None:
    """Return the claims of one prep document, or None where it makes none; `prefix` keeps anchors apart."""
    document = edition.prep(record.id, interview_id)
    if document is None or document.ledger is None or not document.ledger.claims:
        return None
    name = f"{record.id}/{interview_id}" if interview_id else record.id
    # A round's own page and the reference show the same.
    shelf, key = edition.common.claims, (edition, name)
    claims = shelf.get(key)
    if claims is None:
        claims = tuple(
            _claim(edition, record, claim, f"{name}:{claim.sentence.line}:{claim.sentence.column}")
            for claim in document.ledger.claims
        )
        shelf.put(key, claims)
    told = said_in(edition.words, document.ledger.told)
    return ClaimsNote(told, prefix, document.path, claims, edition.words)


def _claim(edition: Edition, record: ApplicationRecord, claim: Claim, place: str) -> ClaimNote:
    sentence = claim.sentence
    standings = dict.fromkeys(_standing(edition, record, parts) for parts in _alike(claim.parts))
    text = plain(read(sentence.text).text)
    # What is right of a wrong sentence only needs its place, and so do its own words.
    doubtful = claim.status in IN_DOUBT
    standings = dict.fromkeys(
        replace(s, quote="") if s.quote == text or (doubtful and s.status not in IN_DOUBT) else s
        for s in standings
    )
    command = f"prepsite confirm {place}" if claim.status is Status.UNVERIFIED else ""
    return ClaimNote(claim.status, text, sentence.line, tuple(standings), command)


def _alike(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts that stand on the same, together; those in doubt first."""
    found: dict[tuple[Status, str, Source | None], list[Part]] = {}
    for part in sorted(parts, key=lambda part: part.status not in IN_DOUBT):
        found.setdefault((part.status, part.message, part.source), []).append(part)
    return list(found.values())


def _standing(edition: Edition, record: ApplicationRecord, parts: Sequence[Part]) -> Standing:
    """Return what parts of a sentence stand on; of what is private, only that it is."""
    first = parts[0]
    said = tuple(plain(part.text) for part in parts if part.kind is not PartKind.WORDING)
    source = first.source
    if source is None:
        return Standing(first.status, said, plain(first.message))
    place = edition.sitemap.of_reference(source.reference, record.id)
    file = edition.sitemap.of_file(source.path)
    if (place and place.private) or (file and file.private):
        return Standing(first.status, said, link=_link(place or file))
    message = plain(first.message) or _by_hand(edition, source)
    quote = "" if source.text in first.message else plain(source.text)
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
    return Standing(first.status, said, message, quote, f"{source.path}:{source.line}", _link(place or file))


def _by_hand(edition: Edition, source: Source) -> str:
    """Return who confirmed a fact, and when, where it is one."""
    kind, _, name = source.reference.partition(":")
    facts = edition.vault.facts.fields if edition.vault.facts else None
    fact = next((fact for fact in facts.facts if fact.id == name), None) if facts else None
    if fact is None or kind != ReferenceKind.FACT:
        return ""
    words = edition.words
    told = [words.label(fact.status)]
    told += [words("by {name}", name=fact.by)] if fact.by else []
    told += [words("on {day}", day=words.dates.date(fact.on))] if fact.on else []
    return plain(" ".join(told))


def _link(place: Place | None) -> LinkTo | None:
    return LinkTo(place.title, place.uri, place.anchor) if place else None
