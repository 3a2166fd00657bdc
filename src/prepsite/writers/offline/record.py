"""The candidate's record, indexed: which project answers which words."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from prepsite.core.brief import Brief, BriefProject, Round
from prepsite.core.posting import Posting, read_posting
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.reference import Reference
from prepsite.models.resume import Bullet, Role
from prepsite.models.vocabulary import MyPart
from prepsite.writers.offline.lexicon import Lexicon
from prepsite.writers.offline.prose import flattened, month, numbers
from prepsite.writers.offline.terms import Term, kin_stems, stems, stems_of, terms

_LEADS = "led"
_OWN_PARTS = {MyPart.LED, MyPart.OWNED}
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        (*("zero", "one", "two", "three", "four", "five", "six"), *("seven", "eight", "nine", "ten", "eleven"))
    )
} | {"none": "0", "nobody": "0", "no": "0"}
_KIN = kin_stems()
_ADDRESS = re.compile(r"\b[\w-]+\.(?:com|org|gov|edu|net|io|ai|eu|de|co\.uk)\b", re.IGNORECASE)
"""What a posting calls by its address is a product of theirs, and nobody's missing skill."""


@dataclass(frozen=True)
class Story:
    """A project that can be told."""

    id: str
    project: ExperienceProject
    detail: str
    went_wrong: bool = False

    @property
    def reference(self) -> str:
        """Return how prep cites it."""
        return f"project:{self.id}"

    @property
    def is_own(self) -> bool:
        """Tell whether the candidate led or owned it."""
        return self.project.my_part in _OWN_PARTS

    @property
    def period(self) -> str:
        """Return when it was, as said after a comma; empty where nobody wrote it."""
        project = self.project
        start = month(project.start)
        if project.end == "present":
            return f"since {start}" if start else ""
        end = month(project.end)
        if start and end:
            return f"from {start} to {end}" if start != end else f"in {start}"
        return f"from {start}" if start else f"until {end}" if end else ""

    @property
    def recency(self) -> tuple[int, int]:
        """Return a key that is larger for newer work."""
        end = self.project.end
        if end == "present":
            return (9999, 0)
        date = end or self.project.start
        return (date.year, date.month or 0) if date else (0, 0)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Return stem → how central the term is to this project."""
        project = self.project
        layers = (
            (0.4, stems(self.detail)),
            (0.6, stems_of((project.role, _LEADS if project.my_part is MyPart.LED else None))),
            (1.0, stems_of((project.problem_context, *project.actions, *project.outcomes, *project.lessons))),
            (1.2, stems_of(text for d in project.decisions for text in (d.choice, d.why, d.trade_off))),
            (2.0, stems(project.title)),
            (2.5, stems_of(project.tools)),
        )
        found: dict[str, float] = {}
        for weight, layer in layers:
            for stem in layer:
                found[stem] = found.get(stem, 0.0) + weight
        if not self.is_own:
            found.pop("#leading", None)
        return found

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Return stem → the word of this project that it stands for."""
        project = self.project
        texts = (
            *project.tools,
            project.title,
            *project.actions,
            *project.outcomes,
            project.problem_context,
            *(text for d in project.decisions for text in (d.choice, d.why, d.trade_off)),
            *project.lessons,
            self.detail,
        )
        return {term.stem: term.surface for text in reversed(texts) if text for term in terms(text)}

    def cite_metric(self, metric: Metric) -> str:
        """Return the reference of a metric; its project's where the name can't stand in one."""
        text = f"{self.reference}/metrics/{metric.name}"
        try:
            parsed = Reference.parse(text)
        except ValueError:
            return self.reference
        return str(parsed) if str(parsed) == text else self.reference


@dataclass(frozen=True)
class Line:
    """A bullet of the resume with its role."""

    reference: str
    role: Role
    bullet: Bullet


@dataclass(frozen=True)
class Match:
    """How a story answers some words."""

    story: Story
    score: float
    shared: tuple[Term, ...]


class Record:
    """A brief made ready for one document."""

    def __init__(self, brief: Brief, lexicon: Lexicon) -> None:
        self.brief = _flat_brief(brief)
        self.lexicon = lexicon
        self.posting: Posting = read_posting(brief.posting)
        bad = stems(" ".join(lexicon.words("stories", "went_wrong")))
        found = (_story(project, bad) for project in brief.projects.values())
        self.stories = tuple(sorted(found, key=lambda story: (story.recency, story.id), reverse=True))
        resume = self.brief.resume
        self.lines = tuple(
            Line(f"bullet:{self.brief.resume_id}/{bullet.id}", role, bullet)
            for role in (resume.roles if resume else ())
            for bullet in role.bullets
        )
        self.skills = stems_of(resume.skills) if resume else frozenset()
        self.tools = stems_of(tool for story in self.stories for tool in story.project.tools)
        names = (self.brief.application.company, self.brief.job.company, *_ADDRESS.findall(brief.posting))
        self.own_names = stems_of(names) - _KIN
        self.ordinary = frozenset(re.findall(r"\b[a-z]{2,}\b", brief.posting))
        self._matches: dict[tuple[str, frozenset[str]], tuple[Match, ...]] = {}
        self._frequency: dict[str, int] = {}
        for story in self.stories:
            for stem in story.weights:
                self._frequency[stem] = self._frequency.get(stem, 0) + 1

    @property
    def round(self) -> Round:
        """Return the round to prepare; only for a brief that has one."""
        if self.brief.round is None:
            raise ValueError("the brief has no round")
        return self.brief.round

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the resume's roles, newest first as written."""
        return self.brief.resume.roles if self.brief.resume else ()

    def cite_role(self, role: Role) -> str:
        """Return how prep cites a role."""
        return f"role:{self.brief.resume_id}/{role.id}"

    def rarity(self, stem: str) -> float:
        """Return how much a term tells the projects apart."""
        return math.log(1 + (1 + len(self.stories)) / (1 + self._frequency.get(stem, 0)))

    def matches(self, text: str, minor: frozenset[str] = frozenset()) -> tuple[Match, ...]:
        """Return the stories that share terms with a text, best first; `minor` stems count little."""
        if (text, minor) not in self._matches:
            self._matches[text, minor] = tuple(self._matched(text, minor))
        return self._matches[text, minor]

    def _matched(self, text: str, minor: frozenset[str]) -> list[Match]:
        worth: dict[Term, float] = {}
        for place, term in enumerate(terms(text)):
            kind = 1.5 if term.is_name else 1.2 if term.is_kin else 1.0
            worth[term] = (
                self.rarity(term.stem) * kind * (0.3 if term.stem in minor else 1.0) / (1 + 0.25 * place)
            )
        found: list[Match] = []
        for story in self.stories:
            weights = story.weights
            shared = tuple(term for term in worth if term.stem in weights)
            if shared:
                score = sum(weights[term.stem] * worth[term] for term in shared)
                factor = (1.2 if story.is_own else 1.0) * (0.75 if story.went_wrong else 1.0)
                found.append(Match(story, score * factor, shared))
        return sorted(found, key=lambda match: -match.score)

    def lines_for(self, text: str) -> tuple[Line, ...]:
        """Return the resume's bullets that share two terms, or a name, with a text, best first."""
        wanted = {term.stem: 2 if term.is_name or term.is_kin else 1 for term in terms(text)}
        scored = [(sum(wanted.get(stem, 0) for stem in stems(line.bullet.text)), line) for line in self.lines]
        return tuple(line for score, line in sorted(scored, key=lambda pair: -pair[0]) if score >= 2)

    def cues(self, slot: str) -> frozenset[str]:
        """Return the stems that make a project the story for a slot; words of kin are too wide for that."""
        return stems(" ".join(self.lexicon.words("stories", slot))) - _KIN

    def proof(self, story: Story, text: str) -> str:
        """Return the outcome of a story that serves a text best; bad news last; empty for none."""
        bad = self.lexicon.pattern("stories", "bad_news")
        wanted = stems(text)
        scored = sorted(
            story.project.outcomes,
            key=lambda outcome: (
                bool(bad.search(outcome)),
                -len(wanted & stems(outcome)),
                not numbers(outcome),
            ),
        )
        return scored[0] if scored else ""

    def story(self, project_id: str) -> Story | None:
        """Return one story by its id."""
        return next((story for story in self.stories if story.id == project_id), None)

    def decision_for(self, story: Story, text: str) -> Decision | None:
        """Return the story's decision that shares most with a text, or None where none does."""
        wanted = stems(text)
        scored = [
            (len(wanted & stems_of((d.choice, d.why, d.trade_off, *d.alternatives))), d)
            for d in story.project.decisions
        ]
        best = max(scored, key=lambda pair: pair[0], default=(0, None))
        return best[1] if best[0] else None


def untold_metrics(story: Story, said: str) -> tuple[Metric, ...]:
    """Return the metrics with a value, none of whose numbers has been said, in digits or as a word."""
    told = numbers(said) | {number for word, number in _WORDS.items() if word in said.casefold().split()}
    return tuple(
        metric
        for metric in story.project.metrics
        if (metric.before or metric.after)
        and numbers(metric.after or metric.before or "")
        and not told & (numbers(metric.after or "") | numbers(metric.before or ""))
    )


@lru_cache(maxsize=256)
def _story(project: BriefProject, bad: frozenset[str]) -> Story:
    """Return a project as a story; remembered, since every round of a vault tells the same ones."""
    fields = flattened(project.fields)
    return Story(project.id, fields, project.detail, bool(stems_of((fields.title, *fields.outcomes[:2])) & bad))


def _flat_brief(brief: Brief) -> Brief:
    def round_(found: Round) -> Round:
        notes = flattened(found.notes) if found.notes else None
        return replace(found, interview=flattened(found.interview), notes=notes)

    return replace(
        brief,
        application=flattened(brief.application),
        job=flattened(brief.job),
        profile=flattened(brief.profile) if brief.profile else None,
        company=flattened(brief.company) if brief.company else None,
        resume=flattened(brief.resume) if brief.resume else None,
        facts=tuple(flattened(fact) for fact in brief.facts),
        round=round_(brief.round) if brief.round else None,
        earlier=tuple(round_(found) for found in brief.earlier),
    )


def own_first(stories: Sequence[Story]) -> tuple[Story, ...]:
    """Return the stories with the candidate's own work in front, otherwise in their order."""
    return tuple(sorted(stories, key=lambda story: not story.is_own))
