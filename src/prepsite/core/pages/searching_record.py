"""What search finds of the candidate's own files: all that they say, each part at its place on the page.

What their pages list beside that, where each thing is used, grows with every round, and isn't found.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from prepsite.core.pages import sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Head, SearchEntry
from prepsite.core.pages.sitemap import ANSWER_TITLES
from prepsite.core.vault import VaultFile
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.resume import Resume

_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MARKS = re.compile(r"(?<!\\)(?:[*`]+|\{:[^{}\n]*\})|^[ \t>]*#+[ \t]", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def found_of_project(
    edition: Edition, project: VaultFile[ExperienceProject], head: Head
) -> tuple[SearchEntry, ...]:
    """Return what search finds of a project's page."""
    words, fields = edition.words, project.fields
    if fields is None:
        return (SearchEntry("", head.title),)
    parts = (
        ("", head.title, (fields.employer, fields.role, *fields.tools)),
        ("situation", words("The situation"), (fields.problem_context,)),
        ("actions", words("What I did"), fields.actions),
        ("outcomes", words("What came of it"), fields.outcomes),
        ("metrics", words("Metrics"), map(_of_metric, fields.metrics)),
        ("decisions", words("Decisions"), map(_of_decision, fields.decisions)),
        ("lessons", words("What I would do differently"), fields.lessons),
        ("detail", words("In detail"), (_words_of(edition.body(project, head.uri, 2)),)),
    )
    return tuple(_entries(parts))


def found_of_resume(edition: Edition, resume: VaultFile[Resume], head: Head) -> tuple[SearchEntry, ...]:
    """Return what search finds of a resume's page: its lines under their role."""
    words, fields = edition.words, resume.fields
    if fields is None:
        return (SearchEntry("", head.title),)
    roles = (
        (
            f"role-{role.id}",
            f"{role.title}, {role.employer}",
            (role.location, *(each.text for each in role.bullets)),
        )
        for role in fields.roles
    )
    credentials = (part for each in fields.credentials for part in (each.name, each.issuer))
    parts = (
        ("", head.title, (fields.summary,)),
        *roles,
        ("credentials", words("Credentials"), credentials),
        ("skills", words("Skills"), fields.skills),
        ("notes", words("Notes on this version"), (_words_of(edition.body(resume, head.uri, 2)),)),
    )
    return tuple(_entries(parts))


def found_of_profile(edition: Edition, head: Head) -> tuple[SearchEntry, ...]:
    """Return what search finds of the candidate's page; of facts only those that it shows."""
    words, profile, facts = edition.words, edition.vault.profile, edition.vault.facts
    fields = profile.fields if profile else None
    answers = (
        (f"answer-{name.replace('_', '-')}", words(title), (getattr(fields.answers, name),))
        for name, title in ANSWER_TITLES.items()
        if fields
    )
    shown = facts if facts and facts.fields and not facts.is_private else None
    told = (each.text for each in (shown.fields.facts if shown and shown.fields else ()))
    parts = (
        ("", head.title, (fields.headline,) if fields else ()),
        ("narrative", words("Narrative"), (fields.narrative,) if fields else ()),
        *answers,
        ("more", words("More"), (_words_of(edition.body(profile, sitemap.PROFILE, 2)),)),
        ("facts", words("Facts"), (*told, _words_of(edition.body(shown, sitemap.PROFILE, 3)))),
    )
    return tuple(_entries(parts))


def _of_metric(metric: Metric) -> str:
    texts = (metric.name, metric.before, metric.after, metric.unit, metric.how_measured)
    return " ".join(each for each in texts if each)


def _of_decision(decision: Decision) -> str:
    texts = (decision.choice, *decision.alternatives, decision.why, decision.trade_off)
    return " ".join(each for each in texts if each)


def _entries(parts: Iterable[tuple[str, str, Iterable[str | None]]]) -> Iterator[SearchEntry]:
    """Yield the entry of each part that says anything, and the one for the page, the first."""
    for anchor, title, texts in parts:
        text = " · ".join(plain(each) for each in texts if each)
        if text or not anchor:
            yield SearchEntry(anchor, plain(title), text)


def _words_of(markdown: str) -> str:
    """Return a body, as a page has it, as words: without destinations of links and marks of emphasis."""
    return unescape(_ESCAPED.sub(r"\1", _MARKS.sub(" ", _LINK.sub(r"\1", markdown))))
