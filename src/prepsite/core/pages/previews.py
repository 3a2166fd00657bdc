"""What a reference cites, as a card beside its link: a title and its first lines, nothing private."""

from collections.abc import Iterable, Iterator

from prepsite.core.pages import labels
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.pieces import LinkTo
from prepsite.core.pages.round_tool import Preview
from prepsite.core.pages.sitemap import Place, shortened
from prepsite.core.references import resolve
from prepsite.core.vault import ApplicationRecord
from prepsite.core.words import Words
from prepsite.models.application import Company
from prepsite.models.interview import Notes
from prepsite.models.project import ExperienceProject, Metric
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Credential, Role

_LONGEST_LINE = 220
_MOST_LINES = 4
_OWN = ("project:", "bullet:", "role:", "credential:", "fact:", "profile")


def previews(edition: Edition, record: ApplicationRecord, references: Iterable[str]) -> tuple[Preview, ...]:
    """Return a card for each reference that leads to something that may be quoted, once each."""
    found: dict[tuple[str, str], Preview] = {}
    for text in references:
        # What the candidate's own files say is the same for every application.
        cards = edition.common.cards if text.startswith(_OWN) else {}
        if text not in cards:
            cards[text] = _preview(edition, record, text)
        card = cards[text]
        if card is not None:
            found.setdefault((card.link.uri, card.link.anchor), card)
    return tuple(found.values())


def _preview(edition: Edition, record: ApplicationRecord, text: str) -> Preview | None:
    try:
        reference = Reference.parse(text)
    except ValueError:
        return None
    place = edition.sitemap.of_reference(text, record.id)
    referent = resolve(reference, edition.vault, record.id)
    if place is None or place.private or referent is None:
        return None
    kind, lines = _told(edition, record, reference)
    if not lines and reference.kind not in {ReferenceKind.INTERVIEW, ReferenceKind.APPLICATION}:
        lines = [referent.text]
    kept = [shortened(line, _LONGEST_LINE) for line in lines if line.strip()]
    return Preview(_link(place), kind, plain(referent.title), tuple(kept[:_MOST_LINES]))


def _link(place: Place) -> LinkTo:
    return LinkTo(place.title, place.uri, place.anchor)


def _told(edition: Edition, record: ApplicationRecord, reference: Reference) -> tuple[str, list[str]]:
    """Return what kind of thing is cited, and how it begins."""
    words = edition.words
    vault = edition.vault
    match reference.kind:
        case ReferenceKind.PROJECT:
            project = vault.projects[reference.target].fields
            return words("Project"), list(_project(project, words)) if project else []
        case ReferenceKind.METRIC:
            metrics = fields.metrics if (fields := vault.projects[reference.target].fields) else ()
            return words("Metric"), [line for m in metrics if m.name == reference.part for line in _metric(m)]
        case ReferenceKind.BULLET:
            return words("Line of the resume"), []
        case ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
            return words("Resume"), list(_of_resume(edition, reference))
        case ReferenceKind.PROFILE:
            fields_ = vault.profile.fields if vault.profile else None
            return words("Profile"), [fields_.headline or "", fields_.narrative or ""] if fields_ else []
        case ReferenceKind.ANSWER:
            return words("Profile"), []
        case ReferenceKind.JOB:
            return words("Posting"), _first_lines(record.job.body) if record.job else []
        case ReferenceKind.COMPANY:
            company = record.company.fields if record.company else None
            return words("Company"), list(_company(company)) if company else []
        case ReferenceKind.INTERVIEW:
            found = record.interview(reference.target)
            return words("Round"), _first_lines(found.file.body) if found else []
        case ReferenceKind.NOTES:
            found = record.interview(reference.target)
            notes = found.notes.fields if found and found.notes else None
            return words("Notes"), list(_notes(notes, words)) if notes else []
        case ReferenceKind.FACT:
            return words("Fact"), []
        case ReferenceKind.APPLICATION:
            return words("Application"), []


def _project(project: ExperienceProject, words: Words) -> Iterator[str]:
    yield _joined(project.employer, project.role, labels.span_text(project.start, project.end, words))
    if project.problem_context:
        yield project.problem_context
    yield from project.outcomes


def _metric(metric: Metric) -> Iterator[str]:
    values = " → ".join(value for value in (metric.before, metric.after) if value)
    yield f"{values} {metric.unit}" if metric.unit and values else values
    if metric.how_measured:
        yield metric.how_measured


def _of_resume(edition: Edition, reference: Reference) -> Iterator[str]:
    resume = edition.vault.resumes[reference.target].fields
    cited: list[Role | Credential] = [*resume.roles, *resume.credentials] if resume else []
    for each in cited:
        if each.id != reference.part:
            continue
        if isinstance(each, Role):
            yield _joined(each.employer, each.location, labels.span_text(each.start, each.end, edition.words))
        else:
            on = labels.month_text(each.date, edition.words) if each.date else ""
            yield _joined(edition.words.label(each.kind), each.issuer, on)


def _company(company: Company) -> Iterator[str]:
    for statement in company.statements:
        yield f"{statement.text} ({statement.source})"


def _notes(notes: Notes, words: Words) -> Iterator[str]:
    """Yield what went badly first: that is what a later round cites notes for."""
    asked = sorted(notes.questions, key=lambda question: not question.went_badly)
    for question in asked[:2]:
        how = _joined(words.label(question.outcome) if question.outcome else "", question.my_answer)
        yield f"{question.text} {how}".strip()
    yield from notes.learned
    yield from notes.follow_ups


def _first_lines(body: str) -> list[str]:
    """Return how a body begins, without the marks of Markdown at the start of its lines."""
    paragraphs = (part.strip().lstrip("#>*- ") for part in body.split("\n\n"))
    return [part for part in paragraphs if part and not part.startswith("<!--")][:2]


def _joined(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)
