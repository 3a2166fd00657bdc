"""An application: its page, and the single-page reference."""

from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.claims import claims_note
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Chrome, FactRow, Head, LinkTo, Notice, Page
from prepsite.core.pages.pipeline import next_round
from prepsite.core.pages.plan_notices import plan_notices
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.pages.previews import previews
from prepsite.core.pages.reviewed import review_headings, review_notes
from prepsite.core.pages.rounds import cited_on_reference, notes_markdown, panel, when
from prepsite.core.pages.section_notes import section_notes
from prepsite.core.plan import PlannedDocument, PlanState
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.words import Words
from prepsite.errors import Severity
from prepsite.models.vocabulary import InterviewStatus


def application_page(edition: Edition, record: ApplicationRecord, head: Head) -> Page:
    """Return the page of one application."""
    uri, title, words = head.uri, head.title, edition.words
    company = record.company if record.company and not record.company.is_private else None
    markdown = edition.render(
        "application",
        uri,
        title=title,
        id=record.id,
        fields=record.fields,
        reference=sitemap.Place(sitemap.reference_uri(record.id), words("Interview prep on one page")),
        rounds=[_round_row(edition, record, found) for found in record.interviews],
        told=[
            {
                "round": found,
                "row": _round_row(edition, record, found),
                "markdown": _told(edition, record, found),
            }
            for found in record.interviews
            if _has_notes_to_show(record, found)
        ],
        company=company.fields if company else None,
        company_file=f"{record.folder}/company.md",
        company_is_private=bool(record.company and record.company.is_private),
        research=edition.body(company, uri, 3, record),
        notes=edition.body(record.application, uri, 2, record),
        private=_private_place(words, record),
        day=words.dates.day,
        review=review_headings(edition),
    )
    paths = [f"{record.folder}/application.md", f"{record.folder}/company.md"]
    notes = [found.notes.path for found in record.interviews if found.notes and not found.notes.is_private]
    missing = (
        ()
        if record.application or edition.problems_in(paths[0])
        else (Notice(Severity.ERROR, words("{path} is missing.", path=paths[0]), "prepsite check"),)
    )
    planned = plan_notices(edition.planned(record.id), words("Base prep"), words)
    return head.page(
        markdown,
        Chrome(
            "application",
            notices=missing + edition.problem_notices(uri, record.folder, *paths, *notes) + planned,
            facts=_facts(edition, record),
            sections=review_notes(edition, record),
            print_head=labels.application_short(record, words),
        ),
        plain(words("Application: {title}", title=title)),
        sources=(*paths, *notes),
    )


def reference_page(edition: Edition, record: ApplicationRecord, head: Head) -> Page:
    """Return the single-page reference: base prep, and a panel for each round."""
    words = edition.words
    document = edition.prep(record.id)
    name = labels.application_title(record, words)
    title = words("Interview prep: {application}", application=name)
    chosen = next_round(record) or (record.interviews[-1] if record.interviews else None)
    own = LinkTo(name, sitemap.application_uri(record.id))
    facts = [FactRow(words("Application"), links=(own,))]
    if document and document.edited:
        facts.append(FactRow(words("Edited by you"), ", ".join(document.edited)))
    return head.page(
        _reference_markdown(edition, record, document, title),
        Chrome(
            "reference",
            notices=_reference_notices(edition, record, document),
            facts=tuple(facts),
            sections=section_notes(edition.planned(record.id), document, words=words),
            claims=claims_note(edition, record),
            panels=tuple(panel(edition, record, found) for found in record.interviews),
            chosen=chosen.id if chosen else "",
            print_head=labels.application_short(record, words),
            written_by=document.by(words) if document else "",
            previews=previews(edition, record, cited_on_reference(edition, record)),
        ),
        head.title,
        sources=_reference_sources(record, document),
    )


def _reference_markdown(
    edition: Edition, record: ApplicationRecord, document: PreparedDocument | None, title: str
) -> str:
    """Return the base prep, with the posting as it is where no tidy version was written."""
    uri = sitemap.reference_uri(record.id)
    job_hidden = bool(record.job and record.job.is_private)
    sections = []
    if document:
        around = edition.around(uri, document.path, record)
        sections = [
            part.markdown(around)
            for part in document.in_base_order()
            if part.section.field != "formatted_jd" or not job_hidden
        ]
    has_posting = bool(document and document.of_field("formatted_jd")) and not job_hidden
    return edition.render(
        "reference",
        uri,
        title=title,
        has_posting=has_posting,
        posting="" if has_posting or job_hidden else edition.body(record.job, uri, 2, record),
        job_path=f"{record.folder}/job.md",
        job_is_private=job_hidden,
        private=_private_place(edition.words, record),
        sections=sections,
    )


def _reference_notices(
    edition: Edition, record: ApplicationRecord, document: PreparedDocument | None
) -> tuple[Notice, ...]:
    words = edition.words
    paths = [f"{record.folder}/job.md", *([document.path] if document else [])]
    notices = edition.problem_notices(sitemap.reference_uri(record.id), *paths)
    notices += plan_notices(edition.planned(record.id), words("Base prep"), words)
    if not record.interviews:
        command = f"prepsite new interview {record.id} --stage recruiter_screen --at 'YYYY-MM-DD HH:MM'"
        text = words("No interview is entered for this application yet.")
        notices += (Notice(Severity.NOTICE, text, command),)
    return notices


def _reference_sources(record: ApplicationRecord, document: PreparedDocument | None) -> tuple[str, ...]:
    paths = [f"{record.folder}/job.md", f"{record.folder}/company.md", *([document.path] if document else [])]
    for found in record.interviews:
        paths += [found.file.path, *([found.prep.path] if found.prep else [])]
    return tuple(paths)


def _round_row(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> dict[str, object]:
    words = edition.words
    closed = found.file.is_private and not labels.is_hidden(record)
    moment = None if closed else when(edition, found)
    planned = edition.planned(record.id, found.id)
    interview = None if closed else found.interview
    return {
        "place": sitemap.Place(sitemap.round_uri(record.id, found.id), labels.round_title(found, words)),
        "when": moment.text if moment else ("" if closed else words("no date yet")),
        "status": words.label(interview.status)
        if interview
        else (words("private") if closed else words("can't be read")),
        "upcoming": interview is None or interview.status is InterviewStatus.SCHEDULED,
        "people": [] if interview is None else [person.name for person in interview.interviewers],
        "prep": "" if closed or planned is None else _prep_state(words, found, planned),
    }


def _prep_state(words: Words, found: InterviewRecord, planned: PlannedDocument) -> str:
    if not found.prep:
        return words("prep not written")
    return words("prep written, stale") if planned.state is PlanState.STALE else words("prep written")


def _has_notes_to_show(record: ApplicationRecord, found: InterviewRecord) -> bool:
    closed = found.file.is_private and not labels.is_hidden(record)
    return found.notes is not None and not closed


def _told(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> str:
    if found.notes is None or found.notes.is_private:
        return ""
    return notes_markdown(edition, record, found, sitemap.application_uri(record.id), 4)


def _private_place(words: Words, record: ApplicationRecord) -> sitemap.Place | None:
    files = (record.application, record.job, record.company)
    hidden = any(file and file.fields and file.fields.private_block for file in files)
    hidden = hidden or any(file and file.is_private for file in files[1:])
    uri = sitemap.private_uri(sitemap.application_uri(record.id))
    return sitemap.Place(uri, words("What is private of this application"), private=True) if hidden else None


def _facts(edition: Edition, record: ApplicationRecord) -> tuple[FactRow, ...]:
    fields, words = record.fields, edition.words
    prep = LinkTo(words("Interview prep on one page"), sitemap.reference_uri(record.id))
    if fields is None:
        return (FactRow(words("Prep"), links=(prep,)),)
    rows = [FactRow(words("Status"), words.label(fields.status)), FactRow(words("Prep"), links=(prep,))]
    rows += [
        FactRow(label, words.dates.day(date))
        for label, date in ((words("Applied on"), fields.applied_on), (words("Ended on"), fields.closed_on))
        if date
    ]
    if fields.resume:
        rows.append(_resume_row(edition, fields.resume))
    job = record.job.fields if record.job and record.job.fields and not record.job.is_private else None
    texts = (
        (words("Where"), fields.location or (job.location if job else None)),
        (words("Pay in the posting"), job.pay if job else None),
        (words("Found through"), fields.source),
    )
    rows += [FactRow(label, plain(text)) for label, text in texts if text]
    if url := fields.url or (job.url if job else None):
        rows.append(FactRow(words("Posting"), plain(url), url=url))
    return tuple(rows)


def _resume_row(edition: Edition, resume_id: str) -> FactRow:
    words = edition.words
    resume = edition.vault.resumes.get(resume_id)
    if resume is None:
        return FactRow(words("Resume used"), words("{name} (not found)", name=resume_id))
    title = plain(resume.fields.title) if resume.fields and not resume.is_private else resume_id
    return FactRow(words("Resume used"), links=(LinkTo(title, sitemap.resume_uri(resume_id)),))
