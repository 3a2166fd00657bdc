"""Each line of the resume as submitted: its risk and why, where prep defends it, how it went before."""

from collections.abc import Iterator

from prepsite.core.defence import Asked, Defended, Line, submitted_resume
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Cell, Grid, LinkTo, Notice
from prepsite.core.phrases import said_in
from prepsite.core.prep_items import PrepItem
from prepsite.core.reasons import Risk
from prepsite.core.vault import ApplicationRecord
from prepsite.core.words import Words, noted
from prepsite.errors import Severity
from prepsite.models.interview import AskedQuestion

ANCHOR = "can-you-defend-each-line"
HEADING = noted("Can you defend each line?")

_KINDS = {
    "resume_defense_prep": noted("defence"),
    "predicted_questions": noted("question"),
    "technical_deep_dives": noted("deep dive"),
}
_OWN = noted("your own section")
_RISKS = {Risk.HIGH: noted("High"), Risk.MEDIUM: noted("Medium"), Risk.LOW: noted("Low")}
_MOST_PLACES = 5
_MOST_NAMED = 3


def defence_grid(edition: Edition, record: ApplicationRecord) -> Grid:
    """Return the lines of the resume as submitted, those at highest risk first."""
    lines = edition.derived(record).lines
    if not lines:
        return Grid(_why_empty(edition, record))
    words = edition.words
    high = sum(line.risk is Risk.HIGH for line in lines)
    bare = sum(line.is_open for line in lines)
    counted = words.counted(len(lines), "{n} line", "{n} lines")
    if high:
        intro = words("{lines}, {n} at high risk.", lines=counted, n=high)
    else:
        intro = words("{lines}, none at high risk.", lines=counted)
    if bare:
        intro += " " + words.counted(
            bare,
            "{n} of them has no defence in a round that is to come.",
            "{n} of them have no defence in a round that is to come.",
        )
    columns = (words("Line of the resume"), words("Risk"), words("Defended in"), words("Asked before"))
    return Grid(intro, columns, tuple(_row(edition, record, line) for line in lines))


def undefended_notices(edition: Edition) -> Iterator[Notice]:
    """Yield a notice for each application with lines at high risk that a round to come has no defence for."""
    for record in edition.vault.applications.values():
        notice = edition.kept(record, undefended_notice)
        if notice:
            yield notice


def undefended_notice(edition: Edition, record: ApplicationRecord) -> Notice | None:
    """Return what names an application's lines at high risk that a round to come has no defence for."""
    words = edition.words
    if edition.for_others or labels.is_hidden(record):
        return None
    bare = edition.derived(record).undefended
    if not bare:
        return None
    named = "; ".join(words("“{text}”", text=sitemap.shortened(line.text)) for line in bare[:_MOST_NAMED])
    if len(bare) > _MOST_NAMED:
        named = words("{lines}, and {n} more", lines=named, n=len(bare) - _MOST_NAMED)
    open_in = (record.interview(name) for line in bare for name in line.rounds)
    rounds = dict.fromkeys(labels.round_title(found, words) for found in open_in if found)
    text = words.counted(
        len(bare),
        "A line of your resume at high risk, without a defence in {rounds}: {lines}.",
        "{n} lines of your resume at high risk, without a defence in {rounds}: {lines}.",
        rounds=words.listed(list(rounds)),
        lines=named,
    )
    link = LinkTo(labels.application_short(record, words), sitemap.application_uri(record.id), ANCHOR)
    return Notice(Severity.WARNING, plain(text), link=link)


def item_link(record: ApplicationRecord, interview_id: str | None, item: PrepItem, text: str) -> LinkTo:
    """Return the link to an item of prep on its page."""
    uri = sitemap.round_uri(record.id, interview_id) if interview_id else sitemap.reference_uri(record.id)
    return LinkTo(plain(text), uri, item.anchor)


def _row(edition: Edition, record: ApplicationRecord, line: Line) -> tuple[Cell, ...]:
    words = edition.words
    place = edition.sitemap.of_reference(line.reference, record.id)
    text = plain(line.bullet.text)
    named: str | LinkTo = LinkTo(text, place.uri, place.anchor) if place else text
    behind = [_project(edition, name) for name in line.bullet.projects]
    lines: list[tuple[str | LinkTo, ...]] = [(named,)]
    if behind:
        lines.append((f"{words('Behind it:')} ", *_joined(behind)))
    reasons = tuple((plain(_sentence(said_in(words, reason.text))),) for reason in line.reasons)
    return (
        Cell(tuple(lines)),
        Cell(reasons or ((words("Your record backs it."),),), words(_RISKS[line.risk]), line.risk.value),
        Cell(tuple(_defences(words, record, line))),
        Cell(tuple(_history(words, record, each) for each in line.asked) or ((words("Not yet."),),)),
    )


def _project(edition: Edition, name: str) -> str | LinkTo:
    file = edition.vault.projects.get(name)
    if file is None:
        return edition.words("{name} (not found)", name=name)
    if file.is_private:
        return edition.words("{name} (private)", name=name)
    title = plain(file.fields.title) if file.fields else name
    return LinkTo(title, sitemap.project_uri(name))


def _defences(words: Words, record: ApplicationRecord, line: Line) -> Iterator[tuple[str | LinkTo, ...]]:
    """Yield the rounds to come that a line at high risk lacks a defence in, then those that defend it."""
    rounds: dict[str | None, list[Defended]] = {}
    for each in sorted(line.defended, key=lambda each: (-_order(record, each), not each.directly)):
        rounds.setdefault(each.interview_id, []).append(each)
    if line.is_open:
        for later in line.open_in:
            link = LinkTo(labels.round_title(later, words), sitemap.round_uri(record.id, later.id))
            yield (link, f": {words('no defence') if later.prep else words('prep not written yet')}")
    elif not rounds:
        yield (words("Nowhere yet."),)
    for interview_id, found in list(rounds.items())[:_MOST_PLACES]:
        by_project = "" if found[0].directly else f" ({words('by its project')})"
        named: list[str | LinkTo] = [
            item_link(record, interview_id, each.item, words(_KINDS.get(each.item.field, _OWN)))
            for each in found[:_MOST_PLACES]
        ]
        yield (f"{_round(words, record, interview_id)}{by_project}: ", *_joined(named))
    if len(rounds) > _MOST_PLACES:
        yield (words("And in {n} more rounds.", n=len(rounds) - _MOST_PLACES),)


def _order(record: ApplicationRecord, each: Defended) -> int:
    ids = [found.id for found in record.interviews]
    return ids.index(each.interview_id) if each.interview_id in ids else -1


def _round(words: Words, record: ApplicationRecord, interview_id: str | None) -> str:
    found = record.interview(interview_id) if interview_id else None
    return labels.round_title(found, words) if found else words("Base prep")


def _history(words: Words, record: ApplicationRecord, asked: Asked) -> tuple[str | LinkTo, ...]:
    question = asked.question
    title = labels.round_title(asked.found, words)
    link = LinkTo(title, sitemap.application_uri(record.id), f"notes-{asked.found.id}")
    topic = plain(question.topic or sitemap.shortened(question.text))
    return (link, f": {topic}{how_well(words, asked.question)}")


def how_well(words: Words, question: AskedQuestion) -> str:
    """Return how a question went, in brackets with a blank before them; empty where nothing says so."""
    parts = [words("confidence {n} of 5", n=question.confidence)] if question.confidence else []
    parts += [words.inline(question.outcome)] if question.outcome else []
    return f" ({', '.join(parts)})" if parts else ""


def _why_empty(edition: Edition, record: ApplicationRecord) -> str:
    words = edition.words
    name = record.fields.resume if record.fields else None
    if not name:
        path = f"{record.folder}/application.md"
        return words("No resume is named. Write the id of the one you sent after resume: in {path}.", path=path)
    if submitted_resume(edition.vault, record):
        return words("The resume {name} has no lines yet. Write them into it as submitted.", name=name)
    file = edition.vault.resumes.get(name)
    if file and file.is_private:
        return words("The resume {name} is private: nothing of it is told here.", name=name)
    if file:
        return words("The resume {name} can not be read: run prepsite check.", name=name)
    return words("The resume {name} is not in the vault: run prepsite check.", name=name)


def _joined(parts: list[str | LinkTo]) -> Iterator[str | LinkTo]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield part


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
