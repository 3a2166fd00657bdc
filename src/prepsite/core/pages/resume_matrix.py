"""Each line of each resume against the applications it was sent with: at risk, defended, asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from prepsite.core.defence import Asked, Defended, Line, submitted_resume
from prepsite.core.pages import heads, labels, sitemap
from prepsite.core.pages.coming import earliest
from prepsite.core.pages.defending import ANCHOR, item_link
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.overviews import GridPart, Overview
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.pieces import Cell, Grid, LinkTo
from prepsite.core.pages.told import uses
from prepsite.core.reasons import Risk
from prepsite.core.vault import ApplicationRecord, InterviewRecord, VaultFile
from prepsite.core.words import Words, noted
from prepsite.models.resume import Bullet, Resume

MOST_APPLICATIONS = 6
_MOST_ROUNDS = 4
_RISKS = {Risk.HIGH: noted("High"), Risk.MEDIUM: noted("Medium"), Risk.LOW: noted("Low")}
Piece = str | LinkTo


def resume_matrix_page(edition: Edition) -> Page:
    """Return the page of all resumes that may be shown, a table each."""
    words = edition.words
    resumes = _shown(edition)
    markdown = edition.render("resume_matrix", sitemap.RESUME_MATRIX, empty=not resumes)
    parts = tuple(_part(edition, file, file.fields) for file in resumes if file.fields)
    return heads.resume_matrix(words).page(
        markdown,
        Chrome("resume-matrix", overview=Overview(parts)),
        words("Each line of a resume against the applications it was sent with"),
        sources=tuple(file.path for file in resumes),
    )


def shown_applications(
    edition: Edition,
) -> Iterator[tuple[VaultFile[Resume], Sequence[ApplicationRecord]]]:
    """Yield each resume that may be shown with the applications that have a column in its table."""
    for file in _shown(edition):
        yield file, _sent(edition, file)[:MOST_APPLICATIONS]


def _shown(edition: Edition) -> list[VaultFile[Resume]]:
    return [file for file in edition.vault.resumes.values() if file.fields and not file.is_private]


def _sent(edition: Edition, file: VaultFile[Resume]) -> list[ApplicationRecord]:
    """Return the applications that a resume was sent with: open ones first, by their next interview."""
    sent = [
        record
        for record in edition.vault.applications.values()
        if not labels.is_hidden(record) and submitted_resume(edition.vault, record) is file
    ]
    return sorted(sent, key=lambda record: (not record.is_open, earliest(edition, record)))


def _part(edition: Edition, file: VaultFile[Resume], fields: Resume) -> GridPart:
    words = edition.words
    title, sent = plain(fields.title), _sent(edition, file)
    bullets = [bullet for role in fields.roles for bullet in role.bullets]
    heading, anchor = title or file.id, f"resume-{file.id}"
    if not bullets or not sent:
        why = (
            words("It has no lines yet. Write them into it as submitted.")
            if not bullets
            else words(
                "No application names it as the resume sent. Write its id after resume: in application.md."
            )
        )
        return GridPart(heading, anchor, Grid(why))
    shown = sent[:MOST_APPLICATIONS]
    lines = {record.id: _by_reference(edition, record) for record in shown}
    columns = (words("Line of the resume"), *(labels.application_short(record, words) for record in shown))
    if edition.for_others:
        lines = {key: {name: _bare(line) for name, line in own.items()} for key, own in lines.items()}
    rows = tuple(_row(edition, file, bullet, shown, lines) for bullet in bullets)
    more = ""
    if len(sent) > len(shown):
        rest = [labels.application_short(record, words) for record in sent[MOST_APPLICATIONS:]]
        more = words("Sent with these, too: {applications}.", applications=", ".join(rest))
    told = "" if edition.for_others else _told(words, lines, len(bullets))
    return GridPart(heading, anchor, Grid(told, columns, rows, more))


def _bare(line: Line) -> Line:
    """Return a line without what is in doubt about it."""
    return replace(line, reasons=(), open_in=())


def _by_reference(edition: Edition, record: ApplicationRecord) -> Mapping[str, Line]:
    return {line.reference: line for line in edition.derived(record).lines}


def _told(words: Words, lines: Mapping[str, Mapping[str, Line]], bullets: int) -> str:
    every = [line for own in lines.values() for line in own.values()]
    high = len({line.reference for line in every if line.risk is Risk.HIGH})
    bare = len({line.reference for line in every if line.is_open})
    texts = [words.counted(bullets, "{n} line", "{n} lines"), words("{n} at high risk", n=high)]
    if bare:
        texts.append(words("{n} without a defence in a round that is to come", n=bare))
    return f"{', '.join(texts)}."


def _row(
    edition: Edition,
    file: VaultFile[Resume],
    bullet: Bullet,
    shown: Sequence[ApplicationRecord],
    lines: Mapping[str, Mapping[str, Line]],
) -> tuple[Cell, ...]:
    words = edition.words
    reference = f"bullet:{file.id}/{bullet.id}"
    link = LinkTo(plain(bullet.text), sitemap.resume_uri(file.id), f"bullet-{bullet.id}")
    cited = len(uses(edition, reference))
    used = words.counted(cited, "Cited in prep {n} time", "Cited in prep {n} times") if cited else ""
    head = Cell(((link,), *(((used,),) if used else ())))
    return (head, *(_cell(edition, record, lines[record.id].get(reference)) for record in shown))


def _cell(edition: Edition, record: ApplicationRecord, line: Line | None) -> Cell:
    words = edition.words
    if line is None:
        return Cell()
    told = tuple(_lines(words, record, line))
    if edition.for_others:
        return Cell(told or ((words("Nothing yet"),),))
    return Cell(told or ((words("Nothing yet"),),), words(_RISKS[line.risk]), line.risk.value)


def _lines(words: Words, record: ApplicationRecord, line: Line) -> Iterator[tuple[Piece, ...]]:
    if line.is_open:
        where = LinkTo(words("No defence"), sitemap.application_uri(record.id), ANCHOR)
        named = words.listed([labels.round_title(found, words) for found in line.open_in])
        yield (where, f": {named}")
    direct = {each.interview_id: each for each in reversed(line.defended) if each.directly}
    by_project = {each.interview_id for each in line.defended} - set(direct)
    if direct:
        yield (f"{words('Defended')}: ", *_defended(words, record, tuple(direct.values())))
    if by_project:
        yield (words.counted(len(by_project), "Its project: {n} round", "Its project: {n} rounds"),)
    if line.asked:
        yield (f"{words('Asked')}: ", *_asked(words, record, line.asked))


def _defended(words: Words, record: ApplicationRecord, found: Sequence[Defended]) -> Iterator[Piece]:
    for number, each in enumerate(found[:_MOST_ROUNDS]):
        if number:
            yield ", "
        item = each.item
        yield item_link(record, each.interview_id, item, _round(words, record, each.interview_id))


def _asked(words: Words, record: ApplicationRecord, found: Sequence[Asked]) -> Iterator[Piece]:
    rounds: dict[str, InterviewRecord] = {each.found.id: each.found for each in found}
    for number, each in enumerate(list(rounds.values())[:_MOST_ROUNDS]):
        if number:
            yield ", "
        badly = any(asked.question.went_badly for asked in found if asked.found.id == each.id)
        uri = sitemap.application_uri(record.id)
        yield LinkTo(labels.round_title(each, words), uri, f"notes-{each.id}")
        if badly:
            yield f" ({words('went badly')})"


def _round(words: Words, record: ApplicationRecord, interview_id: str | None) -> str:
    found = record.interview(interview_id) if interview_id else None
    return labels.round_title(found, words) if found else words("Base prep")
