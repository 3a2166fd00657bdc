"""What is known of the company, each statement with its source, and what to find out."""

from prepsite.core.posting import SectionKind
from prepsite.models.preparation import CompanyStatement, StatementBasis
from prepsite.writers.offline.prose import sentence
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.voice import Voice

_MOST_FROM_POSTING = 5


def write_company(voice: Voice, record: Record) -> tuple[CompanyStatement, ...]:
    """Return research first, then what the posting and the application say, then open points."""
    brief = record.brief
    found = [
        CompanyStatement(
            text=sentence(known.text),
            basis=StatementBasis.RESEARCH,
            source=f"{known.source} ({known.date.isoformat()})" if known.date else known.source,
        )
        for known in (brief.company.statements if brief.company else ())
    ]
    pieces = [piece for piece in record.posting.about(SectionKind.COMPANY) if not piece.is_lead]
    found += [
        CompanyStatement(text=sentence(piece.text), basis=StatementBasis.POSTING, source=piece.heading or None)
        for piece in pieces[:_MOST_FROM_POSTING]
        if len(piece.text.split()) >= 4
    ]
    said = voice.lines("company_application", application=brief.application)
    found += [CompanyStatement(text=line, basis=StatementBasis.APPLICATION, source=None) for line in said]
    open_points = voice.lines(
        "company_open",
        application=brief.application,
        has_research=bool(brief.company and brief.company.statements),
        has_posting=bool(pieces),
        pay=brief.job.pay,
        location=brief.application.location or brief.job.location,
    )
    found += [CompanyStatement(text=line, basis=StatementBasis.TO_VERIFY, source=None) for line in open_points]
    return tuple(found)
