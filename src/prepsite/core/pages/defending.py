"""Each line of the resume as submitted: its risk and why, where prep defends it, how it went before."""

from collections.abc import Iterator

from prepsite.core.defence import Asked, Defended, Line, Risk, lines_of, submitted_resume
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.items import documents_of
from prepsite.core.pages.page import Cell, Grid, LinkTo, Notice
from prepsite.core.prep_items import Documents, PrepItem, upcoming_rounds
from prepsite.core.vault import ApplicationRecord
from prepsite.errors import Severity

ANCHOR = "can-you-defend-each-line"
HEADING = "Can you defend each line?"

_COLUMNS = ("Line of the resume", "Risk", "Defended in", "Asked before")
_KINDS = {
    "resume_defense_prep": "defence",
    "predicted_questions": "question",
    "technical_deep_dives": "deep dive",
}
_MOST_PLACES = 5
_MOST_NAMED = 3


def defence_grid(edition: Edition, record: ApplicationRecord, documents: Documents) -> Grid:
    """Return the lines of the resume as submitted, those at highest risk first."""
    lines = lines_of(edition.vault, record, documents)
    if not lines:
        return Grid(_why_empty(edition, record))
    high = sum(line.risk is Risk.HIGH for line in lines)
    bare = sum(line.is_open for line in lines)
    intro = f"{_count(len(lines), 'line')}, {high or 'none'} at high risk."
    if bare:
        intro += f" {bare} of them {'has' if bare == 1 else 'have'} no defence in a round that is to come."
    return Grid(intro, _COLUMNS, tuple(_row(edition, record, line) for line in lines))


def undefended_notices(edition: Edition) -> Iterator[Notice]:
    """Yield a notice for each application with lines at high risk that a round to come has no defence for."""
    for record in edition.vault.applications.values():
        notice = undefended_notice(edition, record)
        if notice:
            yield notice


def undefended_notice(edition: Edition, record: ApplicationRecord) -> Notice | None:
    """Return what names an application's lines at high risk that a round to come has no defence for."""
    if labels.is_hidden(record) or not upcoming_rounds(record):
        return None
    bare = [line for line in lines_of(edition.vault, record, documents_of(record)) if line.is_open]
    if not bare:
        return None
    named = "; ".join(f"“{sitemap.shortened(line.bullet.text)}”" for line in bare[:_MOST_NAMED])
    more = f", and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else ""
    rounds = dict.fromkeys(labels.round_title(found) for line in bare for found in line.open_in)
    number = "A line" if len(bare) == 1 else f"{len(bare)} lines"
    text = f"{number} of your resume at high risk, without a defence in {_and(list(rounds))}: {named}{more}."
    link = LinkTo(labels.application_short(record), sitemap.application_uri(record.id), ANCHOR)
    return Notice(Severity.WARNING, plain(text), link=link)


def item_link(record: ApplicationRecord, interview_id: str | None, item: PrepItem, text: str) -> LinkTo:
    """Return the link to an item of prep on its page."""
    uri = sitemap.round_uri(record.id, interview_id) if interview_id else sitemap.reference_uri(record.id)
    return LinkTo(plain(text), uri, item.anchor)


def _row(edition: Edition, record: ApplicationRecord, line: Line) -> tuple[Cell, ...]:
    place = edition.sitemap.of_reference(line.reference, record.id)
    text = plain(line.bullet.text)
    named: str | LinkTo = LinkTo(text, place.uri, place.anchor) if place else text
    behind = [_project(edition, name) for name in line.bullet.projects]
    lines: list[tuple[str | LinkTo, ...]] = [(named,)]
    if behind:
        lines.append(("Behind it: ", *_joined(behind)))
    reasons = tuple((plain(_sentence(reason.text)),) for reason in line.reasons)
    return (
        Cell(tuple(lines)),
        Cell(reasons or (("Your record backs it.",),), line.risk.value),
        Cell(tuple(_defences(record, line))),
        Cell(tuple(_history(record, each) for each in line.asked) or (("Not yet.",),)),
    )


def _project(edition: Edition, name: str) -> str | LinkTo:
    file = edition.vault.projects.get(name)
    if file is None:
        return f"{name} (not found)"
    if file.is_private:
        return f"{name} (private)"
    title = plain(file.fields.title) if file.fields else name
    return LinkTo(title, sitemap.project_uri(name))


def _defences(record: ApplicationRecord, line: Line) -> Iterator[tuple[str | LinkTo, ...]]:
    """Yield the rounds to come that a line at high risk lacks a defence in, then those that defend it."""
    rounds: dict[str | None, list[Defended]] = {}
    for each in sorted(line.defended, key=lambda each: (-_order(record, each), not each.directly)):
        rounds.setdefault(each.interview_id, []).append(each)
    if line.is_open:
        for later in line.open_in:
            link = LinkTo(labels.round_title(later), sitemap.round_uri(record.id, later.id))
            yield (link, ": no defence" if later.prep else ": prep not written yet")
    elif not rounds:
        yield ("Nowhere yet.",)
    for interview_id, found in list(rounds.items())[:_MOST_PLACES]:
        by_project = "" if found[0].directly else " (by its project)"
        named: list[str | LinkTo] = [
            item_link(record, interview_id, each.item, _KINDS.get(each.item.field, "your own section"))
            for each in found[:_MOST_PLACES]
        ]
        yield (f"{_round(record, interview_id)}{by_project}: ", *_joined(named))
    if len(rounds) > _MOST_PLACES:
        yield (f"And in {len(rounds) - _MOST_PLACES} more rounds.",)


def _order(record: ApplicationRecord, each: Defended) -> int:
    ids = [found.id for found in record.interviews]
    return ids.index(each.interview_id) if each.interview_id in ids else -1


def _round(record: ApplicationRecord, interview_id: str | None) -> str:
    found = record.interview(interview_id) if interview_id else None
    return labels.round_title(found) if found else "Base prep"


def _history(record: ApplicationRecord, asked: Asked) -> tuple[str | LinkTo, ...]:
    question = asked.question
    title = labels.round_title(asked.found)
    link = LinkTo(title, sitemap.application_uri(record.id), f"notes-{asked.found.id}")
    topic = plain(question.topic or sitemap.shortened(question.text))
    return (link, f": {topic}{_how_well(asked)}")


def _how_well(asked: Asked) -> str:
    question = asked.question
    parts = [f"confidence {question.confidence} of 5"] if question.confidence else []
    parts += [question.outcome.label.lower()] if question.outcome else []
    return f" ({', '.join(parts)})" if parts else ""


def _why_empty(edition: Edition, record: ApplicationRecord) -> str:
    name = record.fields.resume if record.fields else None
    if not name:
        return f"No resume is named. Name the one you sent as `resume:` in {record.folder}/application.md."
    if submitted_resume(edition.vault, record):
        return f"The resume {name} has no lines yet. Write them into it as submitted."
    file = edition.vault.resumes.get(name)
    if file and file.is_private:
        return f"The resume {name} is private: nothing of it is told here."
    return f"The resume {name} {'can not be read' if file else 'is not in the vault'}: see `prepsite check`."


def _joined(parts: list[str | LinkTo]) -> Iterator[str | LinkTo]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield part


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _and(texts: list[str]) -> str:
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) > 1 else "".join(texts)
