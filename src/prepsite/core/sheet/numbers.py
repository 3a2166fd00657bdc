"""The five numbers that nobody should get wrong in a round: those that its prep cites most."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.facts import standing
from prepsite.core.grounding.reading import read
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.references import resolve
from prepsite.core.sheet.reading import first_said
from prepsite.core.sheet.sheet import Entry
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.core.words import Words
from prepsite.models.project import ExperienceProject, Metric
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.vocabulary import FactStatus, Focus, Stage

MOST = 5
_PAY = re.compile(r"\b(?:pay|salary|compensation|remuneration|wages?|day rate|gehalt)\b", re.IGNORECASE)
_NOTICE = re.compile(r"\b(?:notice|start(?:ing)?|availab\w+|kündigung\w*)\b", re.IGNORECASE)
_LEAST_SHARED = 0.4


@dataclass(frozen=True)
class _Rank:
    """How much a prep says of a metric: itself, its project, then base prep and the resume."""

    metric: int
    project: int
    base_metric: int
    base_project: int
    is_on_resume: bool


def numbers_of(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> tuple[Entry, ...]:
    """Return at most five: what was said of pay and notice first, where the round is about these.

    Metrics of private projects and those that a retraction withdraws are left out.
    """
    withdrawn = _withdrawn(edition.vault)
    told = tuple(each for each in _told(edition, record, found) if not _is_withdrawn(each.more, withdrawn))
    metrics = _metrics(edition, record, found, withdrawn)
    return (*told, *metrics)[:MOST]


def metric_value(metric: Metric) -> str:
    """Return "2,400 → 380 ms", "99.71% → 99.96%" or "31", as the metric has it."""
    unit = plain(metric.unit or "")
    glued = unit if unit.startswith("%") else ""
    values = [f"{plain(value)}{glued}" for value in (metric.before, metric.after) if value]
    return " ".join([*(" → ".join(values),), *([unit] if unit and not glued else [])])


def _metrics(
    edition: Edition, record: ApplicationRecord, found: InterviewRecord, withdrawn: tuple[str, ...]
) -> Iterator[Entry]:
    own = _cited(edition.prep(record.id, found.id))
    base = _cited(edition.prep(record.id))
    resume = _on_resume(edition.vault, record)
    ranked: list[tuple[_Rank, str, ExperienceProject, Metric]] = []
    for project_id, file in edition.vault.projects.items():
        project = file.fields
        if project is None or file.is_private:
            continue
        for metric in project.metrics:
            whole = f"project:{project_id}"
            name = f"{whole}/metrics/{metric.name}".casefold()
            rank = _Rank(own[name], own[whole], base[name], base[whole], project_id in resume)
            if metric.before or metric.after:
                ranked.append((rank, project_id, project, metric))
    # Sorting keeps the vault's order among equals.
    ranked.sort(key=lambda each: _weight(each[0]), reverse=True)
    for rank, _, project, metric in ranked:
        value = metric_value(metric)
        if any(_weight(rank)) and not _is_withdrawn(f"{metric.name}: {value}", withdrawn):
            how = plain(metric.how_measured or "")
            yield Entry(plain(metric.name), value, plain(project.title), how)


def _weight(rank: _Rank) -> tuple[int, int, int, int, bool]:
    return (rank.metric, rank.project, rank.base_metric, rank.base_project, rank.is_on_resume)


def _cited(document: PreparedDocument | None) -> Counter[str]:
    """Return how often each metric and each project is cited; a metric counts for its project too."""
    found: Counter[str] = Counter()
    for part in document.sections if document else ():
        for item in part.items:
            for text in item.references:
                try:
                    reference = Reference.parse(text)
                except ValueError:
                    continue
                if reference.kind in {ReferenceKind.METRIC, ReferenceKind.PROJECT}:
                    found[f"project:{reference.target}"] += 1
                if reference.kind is ReferenceKind.METRIC:
                    found[str(reference).casefold()] += 1
    return found


def _on_resume(vault: Vault, record: ApplicationRecord) -> frozenset[str]:
    """Return the projects behind the resume as submitted."""
    fields = record.fields
    file = vault.resumes.get(fields.resume) if fields and fields.resume else None
    if file is None or file.fields is None or file.is_private:
        return frozenset()
    return frozenset(name for role in file.fields.roles for bullet in role.bullets for name in bullet.projects)


def _told(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> Iterator[Entry]:
    """Yield what was said of pay and notice before, or else is in the profile, for a round about these."""
    interview = found.interview
    is_asked = interview and (
        interview.stage is Stage.RECRUITER_SCREEN or Focus.COMPENSATION in interview.focus
    )
    if not is_asked:
        return
    words = edition.words
    for name, key, topic in ((words("Pay"), "pay", _PAY), (words("Notice"), "notice", _NOTICE)):
        said = _said_before(words, record, found, topic) or _own_words(edition, key)
        if said:
            yield Entry(name, "", said[1], said[0])


def _said_before(
    words: Words, record: ApplicationRecord, found: InterviewRecord, topic: re.Pattern[str]
) -> tuple[str, str] | None:
    """Return what the latest notes before a round say was said of a topic, and where."""
    for each in reversed(record.before(found.id)):
        notes = each.notes.fields if each.notes and not each.notes.is_private else None
        for told in reversed(notes.told_them if notes and not each.file.is_private else ()):
            if topic.search(told.topic):
                stage = words.label(each.interview.stage) if each.interview else each.id
                return plain(told.said), words("said in: {stage}", stage=stage)
    return None


def _own_words(edition: Edition, key: str) -> tuple[str, str] | None:
    referent = resolve(Reference(ReferenceKind.ANSWER, part=key), edition.vault, None)
    if referent is None or not referent.text:
        return None
    return first_said(referent.text, {}, least=60), edition.words("your own words, profile.md")


def _withdrawn(vault: Vault) -> tuple[str, ...]:
    facts = vault.facts.fields.facts if vault.facts and vault.facts.fields else ()
    return tuple(fact.text for fact in standing(facts) if fact.status is FactStatus.RETRACTED)


def _is_withdrawn(text: str, withdrawn: tuple[str, ...]) -> bool:
    """Tell whether a retraction speaks of what a text says: its figures, in enough of its words."""
    mine = read(text)
    for each in withdrawn:
        theirs = read(each)
        shared = len(theirs.content & mine.content)
        same = all(any(abs(q.value - r.value) < 1e-9 for r in mine.quantities) for q in theirs.quantities)
        if theirs.quantities and same and shared >= max(1, _LEAST_SHARED * len(mine.content)):
            return True
        if not theirs.quantities and mine.content and mine.content <= theirs.content:
            return True
    return False
