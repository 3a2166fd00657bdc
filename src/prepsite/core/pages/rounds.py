"""A round: its facts, its page, and the notes taken after it."""

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.claims import claims_note
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Chrome, FactRow, Head, LinkTo, Notice, Page, Panel, Rounds
from prepsite.core.pages.plan_notices import plan_notices
from prepsite.core.pages.previews import previews
from prepsite.core.pages.reviewed import trace_heading, trace_note
from prepsite.core.pages.round_heads import due, named, round_tool
from prepsite.core.pages.round_heads import is_private as is_private
from prepsite.core.pages.round_heads import when as when
from prepsite.core.pages.section_notes import section_notes
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Severity
from prepsite.models.vocabulary import InterviewStatus


def round_link(record: ApplicationRecord, found: InterviewRecord, words: Words = SPOKEN) -> LinkTo:
    """Return the link to a round's page."""
    return LinkTo(labels.round_title(found, words), sitemap.round_uri(record.id, found.id))


def round_facts(edition: Edition, found: InterviewRecord) -> tuple[FactRow, ...]:
    """Return what the head of a page says about a round."""
    interview, words = found.interview, edition.words
    if interview is None:
        return ()
    rows = [FactRow(words("Stage"), words.label(interview.stage))]
    if interview.status is not InterviewStatus.SCHEDULED:
        rows.append(FactRow(words("Status"), words.label(interview.status)))
    moment = when(edition, found)
    rows.append(FactRow(words("When"), when=moment) if moment else FactRow(words("When"), words("No date yet")))
    if last := due(edition, found):
        rows.append(FactRow(words("Due"), when=last))
    if interview.duration:
        rows.append(FactRow(words("Duration"), labels.minutes_text(interview.duration, words)))
    if interview.format:
        rows.append(FactRow(words("Format"), words.label(interview.format)))
    if interview.location:
        rows.append(FactRow(words("Where"), plain(interview.location)))
    if interview.join_link:
        rows.append(FactRow(words("Join"), plain(interview.join_link), url=interview.join_link))
    for person in interview.interviewers:
        rows.append(FactRow(words("Interviewer"), named(person), url=person.link or ""))
    if interview.focus:
        rows.append(FactRow(words("Focus"), ", ".join(words.label(focus) for focus in interview.focus)))
    return tuple(rows)


def prep_notices(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> tuple[Notice, ...]:
    """Return what is to be done about a round's prep."""
    planned = edition.planned(record.id, found.id)
    words = edition.words
    return plan_notices(planned, words("Prep for {stage}", stage=labels.round_title(found, words)), words)


def prep_markdown(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> str:
    """Return a round's prep for its own page, which its panel shows as well."""
    document = edition.prep(record.id, found.id)
    if document is None:
        return ""
    shelf, key = edition.common.rendered, (edition, record.id, found.id)
    markdown = shelf.get(key)
    if markdown is None:
        around = edition.around(sitemap.round_uri(record.id, found.id), document.path, record)
        markdown = "\n\n".join(part.markdown(around) for part in document.for_tonight())
        shelf.put(key, markdown)
    return markdown


def notes_markdown(
    edition: Edition, record: ApplicationRecord, found: InterviewRecord, source: str, level: int
) -> str:
    """Return a round's notes under headings of `level`; empty where there are none to show."""
    notes = found.notes
    if notes is None or notes.fields is None:
        return ""
    return edition.render(
        "notes",
        source,
        notes=notes.fields,
        reflection=edition.body(notes, source, level, record),
        marks="#" * level,
    )


def panel(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Panel:
    """Return a round's prep as a part of the single-page reference."""
    source, words = sitemap.reference_uri(record.id), edition.words
    link = round_link(record, found, words)
    if found.file.is_private and not labels.is_hidden(record):
        notice = Notice(
            Severity.NOTICE, words("This round is private: it is shown on its own page only."), link=link
        )
        return Panel(found.id, labels.round_title(found, words), "", (notice,), page=link)
    document = edition.prep(record.id, found.id)
    facts = round_facts(edition, found)
    if document and document.edited:
        facts += (FactRow(words("Edited by you"), ", ".join(document.edited)),)
    moment = when(edition, found)
    title = f"{link.text} · {moment.text}" if moment else link.text
    notices = edition.problem_notices(source, found.file.path) + prep_notices(edition, record, found)
    prefix = f"{found.id}_"
    markdown = prep_markdown(edition, record, found)
    edition.attach_there_too(link.uri, source)
    notes = section_notes(edition.planned(record.id, found.id), document, prefix, words)
    claims = claims_note(edition, record, found.id, prefix)
    tool = round_tool(edition, record, found, prefix)
    by = document.by(words) if document else ""
    return Panel(found.id, title, markdown, notices, facts, notes, claims, link, tool, by)


def round_page(edition: Edition, record: ApplicationRecord, index: int, head: Head) -> Page:
    """Return the page of the round at `index`."""
    found, words, uri = record.interviews[index], edition.words, head.uri
    before = record.interviews[index - 1] if index else None
    after = record.interviews[index + 1] if index + 1 < len(record.interviews) else None
    title = labels.round_at(found, record, words)
    document = edition.prep(record.id, found.id)
    own_notes = found.notes if found.notes and not found.notes.is_private else None
    paths = [
        found.file.path,
        *([found.notes.path] if found.notes else []),
        *([document.path] if document else []),
    ]
    moment = when(edition, found)
    trace = trace_note(edition, record, found)
    markdown = edition.render(
        "interview",
        uri,
        title=title,
        interview=found.interview,
        path=found.file.path,
        about=edition.body(found.file, uri, 2, record),
        prep=prep_markdown(edition, record, found),
        notes=notes_markdown(edition, record, found, uri, 3) if own_notes else "",
        notes_command=f"prepsite notes {record.id}/{found.id}" if _wants_notes(found) else "",
        private=_private_place(found, uri, words),
        trace=trace_heading(trace, words),
    )
    name = labels.round_title(found, words)
    printed = [labels.application_short(record, words), name, moment.text if moment else ""]
    return head.page(
        markdown,
        Chrome(
            "interview",
            notices=edition.problem_notices(uri, *paths) + prep_notices(edition, record, found),
            facts=_page_facts(edition, record, found),
            sections=(
                *section_notes(edition.planned(record.id, found.id), document, words=words),
                *((trace,) if trace else ()),
            ),
            claims=claims_note(edition, record, found.id),
            rounds=Rounds(
                round_link(record, before, words) if before else None,
                round_link(record, after, words) if after else None,
            ),
            print_head=" · ".join(part for part in printed if part),
            written_by=document.by(words) if document else "",
            tool=round_tool(edition, record, found),
            previews=previews(edition, record, document.references) if document else (),
        ),
        plain(words("Interview prep: {title}", title=title)),
        sources=tuple(paths),
    )


def _page_facts(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> tuple[FactRow, ...]:
    words = edition.words
    application = LinkTo(labels.application_title(record, words), sitemap.application_uri(record.id))
    base = LinkTo(words("Job, company, drivers, narrative"), sitemap.reference_uri(record.id))
    rows = (*round_facts(edition, found), FactRow(words("Application"), links=(application,)))
    rows += (FactRow(words("Base prep"), links=(base,)),)
    if found.notes and not is_private(record, found) and not found.notes.is_private:
        notes = LinkTo(words("Notes of this round"), sitemap.application_uri(record.id), f"notes-{found.id}")
        rows += (FactRow(words("Notes"), links=(notes,)),)
    document = edition.prep(record.id, found.id)
    if document and document.edited:
        rows += (FactRow(words("Edited by you"), ", ".join(document.edited)),)
    return rows


def _private_place(found: InterviewRecord, uri: str, words: Words) -> sitemap.Place | None:
    notes = found.notes
    has_block = bool(found.interview and found.interview.private_block)
    has_notes = bool(notes and notes.fields and notes.fields.private)
    place = sitemap.Place(sitemap.private_uri(uri), words("What is private of this round"), private=True)
    return place if has_block or has_notes else None


def _wants_notes(found: InterviewRecord) -> bool:
    return (
        found.notes is None
        and found.interview is not None
        and found.interview.status is InterviewStatus.COMPLETED
    )


def cited_on_reference(edition: Edition, record: ApplicationRecord) -> tuple[str, ...]:
    """Return everything that the single-page reference cites, once each."""
    shown = (found for found in record.interviews if not found.file.is_private or labels.is_hidden(record))
    documents = (edition.prep(record.id), *(edition.prep(record.id, found.id) for found in shown))
    return tuple(dict.fromkeys(text for each in documents if each for text in each.references))
