"""All applications: how many have come how far, and a table of them that sorts and filters."""

from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.coming import short_when
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.filtering import filter_of, value_of
from prepsite.core.pages.overviews import Bar, BarsPart, Counting, ListingPart, Overview, Values
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import Cell, Grid, LinkTo
from prepsite.core.pages.rounds import is_private
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.models.vocabulary import ApplicationStatus

NEW_APPLICATION = 'prepsite new application --company "Acme" --role "Engineer" --posting posting.txt'
PRIVATE, UNREADABLE = "private", "unreadable"

_SORTS = ("name", "status", "applied", "rounds", "next", "")
_STATUSES = tuple(ApplicationStatus)


def applications_page(edition: Edition) -> Page:
    """Return the overview of all applications."""
    records = list(edition.vault.applications.values())
    markdown = edition.render("applications", sitemap.APPLICATIONS, empty=not records, command=NEW_APPLICATION)
    parts = (pipeline_part(edition), _listing(edition, records)) if records else ()
    return heads.applications(edition.words).page(
        markdown,
        Chrome("applications", overview=Overview(parts)),
        sources=tuple(f"{record.folder}/application.md" for record in records),
    )


def next_round(record: ApplicationRecord) -> InterviewRecord | None:
    """Return the first round that is still to come, by status and order."""
    return next((found for found in record.interviews if found.is_scheduled), None)


def pipeline_part(edition: Edition) -> BarsPart:
    """Return how many applications have come how far; open ones are shown though there be none."""
    words = edition.words
    found = [_status_of(record) for record in edition.vault.applications.values()]
    bars = []
    for status in (*_STATUSES, PRIVATE, UNREADABLE):
        count = found.count(str(status))
        is_open = isinstance(status, ApplicationStatus) and status.is_open
        if count or is_open:
            label = _told(edition, str(status))
            link = LinkTo(label, sitemap.APPLICATIONS, query=f"status={status}") if count else None
            told = words.counted(count, "{n} application", "{n} applications")
            bars.append(Bar(label, count, told, link, is_open))
    opened = sum(bar.count for bar in bars if bar.is_open)
    told = words(
        "{n} open of {all}",
        n=opened,
        all=words.counted(len(found), "{n} application", "{n} applications"),
    )
    return BarsPart(words("Pipeline"), "pipeline", tuple(bars), f"{told}.")


def _status_of(record: ApplicationRecord) -> str:
    if labels.is_hidden(record):
        return PRIVATE
    return record.fields.status.value if record.fields else UNREADABLE


def _told(edition: Edition, status: str) -> str:
    if status == PRIVATE:
        return edition.words("Private")
    if status == UNREADABLE:
        return edition.words("Can't be read")
    return edition.words.label(ApplicationStatus(status))


def _listing(edition: Edition, records: list[ApplicationRecord]) -> ListingPart:
    words = edition.words
    columns = (
        words("Application"),
        words("Status"),
        words("Applied on"),
        words("Rounds"),
        words("Next round"),
        words("Prep"),
    )
    values: tuple[Values, ...] = tuple({"status": (_status_of(record),)} for record in records)
    told = [(str(status), _told(edition, str(status))) for status in (*_STATUSES, PRIVATE, UNREADABLE)]
    counting = Counting(
        words.counted(len(records), "{n} application", "{n} applications"),
        words.counted(
            len(records), "{shown} of {n} application", "{shown} of {n} applications", shown="{shown}"
        ),
        words("No application fits. Choose less, or clear the filters."),
    )
    grid = Grid("", columns, tuple(_row(edition, record) for record in records))
    filters = filter_of("status", words("Status"), values, told)
    return ListingPart(words("All applications"), "all-applications", grid, _SORTS, filters, values, counting)


def _row(edition: Edition, record: ApplicationRecord) -> tuple[Cell, ...]:
    words, hidden = edition.words, labels.is_hidden(record)
    status = _status_of(record)
    order = _STATUSES.index(ApplicationStatus(status)) if status in set(_STATUSES) else len(_STATUSES)
    fields = None if hidden else record.fields
    name = labels.application_short(record, words)
    page = LinkTo(name, sitemap.application_uri(record.id))
    prep = LinkTo(words("Prep"), sitemap.reference_uri(record.id))
    applied = fields.applied_on if fields else None
    rounds = len(record.interviews)
    return (
        Cell(((page,),), sort=value_of(name)),
        Cell(((_told(edition, status),),), sort=str(order)),
        Cell(((words.dates.date(applied),),) if applied else (), sort=applied.isoformat() if applied else ""),
        Cell(((str(rounds),),), sort=str(rounds)),
        Cell() if hidden else _next(edition, record),
        Cell(((prep,),)),
    )


def _next(edition: Edition, record: ApplicationRecord) -> Cell:
    coming = next((each for each in record.interviews if each.is_scheduled), None)
    if coming is None or not record.is_open or is_private(record, coming):
        return Cell()
    link = LinkTo(plain(labels.round_title(coming, edition.words)), sitemap.round_uri(record.id, coming.id))
    moment = short_when(edition, coming)
    text = moment.text if moment else edition.words("no date yet")
    return Cell(((link,), (text,)), sort=coming.starts_at.isoformat() if coming.starts_at else "9999")
