"""Vault → the sheet of one round: what a candidate looks at in the last half hour."""

from collections.abc import Iterator

from prepsite.core.pages import labels
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.items import items_in
from prepsite.core.pages.plan_notices import plan_notices
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.prep_labels import english_of
from prepsite.core.references import resolve
from prepsite.core.sheet.numbers import numbers_of
from prepsite.core.sheet.reading import (
    Doubts,
    SheetItem,
    bracketed,
    doubts_of,
    first_said,
    items_of,
    listed,
    spoken,
)
from prepsite.core.sheet.sheet import Block, Entry, Kind, Sheet, SheetFact
from prepsite.core.topics import topic_key
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.weak_spots import Trace, traces_of
from prepsite.models.interview import Interviewer
from prepsite.models.profile import Answers
from prepsite.models.reference import Reference, ReferenceKind

MOST_SPOTS = 3
_THIRTY = "In 30 seconds"


def sheet_of(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Sheet:
    """Return the sheet of a round, everything at its full length.

    Takes any round: what isn't written yet is said, with what to do. Private files and blocks are
    in it only as far as the round itself is private.
    """
    words = edition.words
    document = edition.prep(record.id, found.id)
    doubts = doubts_of(document) if document else {}
    stage = labels.round_title(found, words)
    profile = edition.vault.profile
    name = profile.fields.name if profile and profile.fields and not profile.is_private else ""
    return Sheet(
        title=words.label(found.interview.stage) if found.interview else stage,
        application=_application(record),
        candidate=plain(name),
        when=_when(edition, found),
        facts=tuple(_facts(edition, found)),
        blocks=(
            _narrative(edition, record),
            Block(
                Kind.NUMBERS,
                words("Numbers to get right"),
                numbers_of(edition, record, found),
                words("No project of yours has a number yet: enter metrics in its file."),
            ),
            _weak_spots(edition, record, found, document, doubts),
            _expected(edition, record, document, doubts),
            Block(
                Kind.TO_ASK,
                words("Ask them"),
                tuple(Entry(text) for text in listed(document, "interviewer_questions")[:5])
                if document
                else (),
                words("No questions are written: think of two that only they can answer."),
            ),
        ),
        notice=_notice(edition, record, found, stage),
        see_more=words("… see the full prep"),
        language=edition.words.language,
        is_right_to_left=edition.words.is_right_to_left,
    )


def _application(record: ApplicationRecord) -> str:
    fields = record.fields
    return plain(f"{fields.company} · {fields.role}") if fields else record.id


def _when(edition: Edition, found: InterviewRecord) -> str:
    if found.interview is None or found.starts_at is None:
        return edition.words("No date yet")
    return labels.moment_text(found.starts_at, edition.zone, found.interview.duration, edition.words)


def _facts(edition: Edition, found: InterviewRecord) -> Iterator[SheetFact]:
    words, interview = edition.words, found.interview
    if interview is None:
        path = found.file.path
        yield SheetFact(words("To mend"), words("{path} can't be read: run prepsite check", path=path))
        return
    if interview.due_at:
        yield SheetFact(words("Due"), labels.moment_text(interview.due_at, edition.zone, words=words))
    if interview.location:
        yield SheetFact(words("Where"), plain(interview.location))
    if interview.join_link:
        yield SheetFact(words("Join"), plain(interview.join_link), url=interview.join_link)
    for number, person in enumerate(interview.interviewers):
        note = first_said(person.notes or "", {}, least=1)
        yield SheetFact("" if number else words("Who"), _named(person), note)
    how = [words.label(interview.format)] if interview.format else []
    how += [", ".join(words.label(focus) for focus in interview.focus)] if interview.focus else []
    if how:
        yield SheetFact(words("How"), " · ".join(how))


def _named(person: Interviewer) -> str:
    return plain(", ".join(part for part in (person.name, person.title, person.team) if part))


def _narrative(edition: Edition, record: ApplicationRecord) -> Block:
    """Return the 30-second version as base prep has it, or what the profile says in its place."""
    words = edition.words
    document = edition.prep(record.id)
    told = ""
    if document:
        items = items_of(document, "background_narrative")
        item = next((each for each in items if english_of(each.title) == _THIRTY), None)
        told = bracketed(item.part(""), doubts_of(document)) if item else ""
    profile = edition.vault.profile
    if not told and profile and profile.fields and not profile.is_private:
        told = plain(profile.fields.narrative or "")
    empty = words("Nothing is written: say who you are, what you have done, and why this role.")
    return Block(Kind.NARRATIVE, words("In 30 seconds"), (Entry(told),) if told else (), empty)


def _expected(
    edition: Edition, record: ApplicationRecord, document: PreparedDocument | None, doubts: Doubts
) -> Block:
    words = edition.words
    items = items_of(document, "predicted_questions")[:5] if document else ()
    entries = tuple(
        Entry(item.title, source=_project(edition, record, item), more=_line(item, doubts)) for item in items
    )
    empty = words("No questions are predicted yet: the prep of this round is not written.")
    return Block(Kind.EXPECTED, words("They may ask"), entries, empty)


def _line(item: SheetItem, doubts: Doubts, about: str = "") -> str:
    """Return the sentence that says most of an answer: what to say, or how the story ended."""
    return first_said(item.part("answer", "result", "say", "action", "situation", ""), doubts, about=about)


def _project(edition: Edition, record: ApplicationRecord, item: SheetItem) -> str:
    """Return the title of the first project that an answer tells of, or an empty text."""
    for text in item.references:
        try:
            reference = Reference.parse(text)
        except ValueError:
            continue
        if reference.kind in {ReferenceKind.PROJECT, ReferenceKind.METRIC}:
            whole = Reference(ReferenceKind.PROJECT, reference.target)
            referent = resolve(whole, edition.vault, record.id)
            if referent and referent.text:
                return plain(referent.title)
    return ""


def _weak_spots(
    edition: Edition,
    record: ApplicationRecord,
    found: InterviewRecord,
    document: PreparedDocument | None,
    doubts: Doubts,
) -> Block:
    """Return what went badly before, with its answer, then the lines of the resume that are at risk."""
    words = edition.words
    items = items_in(found.prep) if found.prep else ()
    entries = [
        Entry(plain(trace.spot.topic), source=labels.round_title(trace.spot.found, words), more=line)
        for trace in traces_of(record, found, {found.id: items} if found.prep else {})[:MOST_SPOTS]
        for line in (_answer(edition, trace, document, doubts),)
    ]
    defended = items_of(document, "resume_defense_prep") if document else ()
    entries += [
        Entry(
            item.title, source=words("Your resume"), more=first_said(item.part("do not claim", "say"), doubts)
        )
        for item in defended[: MOST_SPOTS - len(entries)]
    ]
    empty = words("Nothing went badly in earlier rounds, as far as your notes say.")
    return Block(Kind.WEAK_SPOTS, words("Weak spots"), tuple(entries), empty)


def _answer(edition: Edition, trace: Trace, document: PreparedDocument | None, doubts: Doubts) -> str:
    """Return the line that answers a weak spot, or where its answer stands, or that there is none."""
    topic = trace.spot.topic
    for answer in trace.answers:
        for item in items_of(document, answer.field) if document else ():
            if item.anchor == answer.anchor and (line := _line(item, doubts, topic)):
                return line
    if own := _own_words(edition, topic):
        return own
    for step in (*trace.listed, *trace.steps):
        return spoken(step.text)
    return edition.words("No answer is prepared: think of one sentence now.")


def _own_words(edition: Edition, topic: str) -> str:
    """Return how the profile's answer on a topic begins, or an empty text where it has none."""
    key = next((key for key in Answers.model_fields if _is_on(topic, key)), "")
    referent = resolve(Reference(ReferenceKind.ANSWER, part=key), edition.vault, None) if key else None
    return first_said(referent.text, {}) if referent else ""


def _is_on(topic: str, key: str) -> bool:
    return topic_key(key.replace("_", " ")) <= topic_key(topic)


def _notice(edition: Edition, record: ApplicationRecord, found: InterviewRecord, stage: str) -> str:
    planned = edition.planned(record.id, found.id)
    told = plan_notices(planned, edition.words("Prep for {stage}", stage=stage), edition.words)
    return plain(" ".join(f"{each.text} {each.command}".strip() for each in told))
