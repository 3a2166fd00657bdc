"""What a vault says of each project and of the candidate, as text that an error is proved false by."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from grounding.corpus import Claim, Trade
from grounding.quantities import Date, Quantity, dates, quantities
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume, Role

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
_NOISE = frozenset(
    [
        "the",
        "and",
        "that",
        "with",
        "from",
        "was",
        "were",
        "for",
        "his",
        "her",
        "its",
        "our",
        "their",
        "they",
        "them",
        "this",
        "which",
        "when",
        "what",
        "who",
        "had",
        "has",
        "have",
        "been",
        "are",
        "not",
        "but",
        "all",
        "out",
        "into",
        "then",
        "than",
        "before",
        "after",
        "over",
        "under",
        "where",
        "while",
        "each",
        "one",
    ]
)


def words(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, lower case, cut to a crude stem."""
    found = (word.lower() for word in _WORD.findall(text))
    return frozenset(stem(word) for word in found if len(word) > 2 and word not in _NOISE)


def stem(word: str) -> str:
    """Return a word without its commonest endings."""
    return re.sub(r"(?:ies|ing|ed|es|s|y)$", "", word.lower()) or word.lower()


@dataclass(frozen=True)
class Source:
    """One project with everything that the vault says of it."""

    id: str
    project: ExperienceProject
    text: str

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the numbers of the text."""
        return quantities(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of the text."""
        return words(self.text)


@dataclass(frozen=True)
class Scope:
    """What a claim may stand on: the record of its projects, and of the candidate at large."""

    text: str
    subject: Source | None
    projects: tuple[Source, ...]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the numbers of the text."""
        return quantities(self.text)

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """Return the dates of the text."""
        return dates(self.text)

    @cached_property
    def values(self) -> frozenset[float]:
        """Return the values of its numbers, and what follows from a metric: difference, share, change."""
        found = {quantity.value for quantity in self.quantities}
        for source in self.projects:
            for metric in source.project.metrics:
                pair = [q.value for text in (metric.before, metric.after) if text for q in quantities(text)]
                if len(pair) == 2 and pair[0] and pair[1]:
                    before, after = pair
                    found |= {abs(before - after), *_shares(before, after)}
        return frozenset(round(value, 4) for value in found)

    def holds(self, value: float) -> bool:
        """Tell whether the value, in this or a neighbouring unit, is anywhere in the scope."""
        return any(abs(value - known) <= 1e-6 * max(1.0, known) for known in self.values)

    def mentions(self, phrase: str) -> bool:
        """Tell whether the phrase stands in the scope, whatever its case."""
        return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.text, re.IGNORECASE) is not None


def _shares(before: float, after: float) -> Iterator[float]:
    for share in (100 * after / before, 100 * abs(before - after) / before, after / before, before / after):
        yield from (round(share, places) for places in (0, 1, 2))


class Record:
    """The whole record of one vault."""

    def __init__(self, trade: Trade) -> None:
        vault = trade.vault
        self.trade = trade
        self.resumes = [file.fields for file in vault.resumes.values() if file.fields]
        self.roles: tuple[Role, ...] = tuple(role for resume in self.resumes for role in resume.roles)
        self.sources: Mapping[str, Source] = {
            name: Source(name, file.fields, self._project_text(name, file.fields, file.body))
            for name, file in vault.projects.items()
            if file.fields is not None
        }
        self.general = "\n".join(self._general())
        self.text = "\n".join([self.general, *(source.text for source in self.sources.values())])
        self._scopes: dict[tuple[str, tuple[str, ...]], Scope] = {}

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """Return the employers, the longest name first."""
        found = {role.employer for role in self.roles}
        found |= {source.project.employer for source in self.sources.values() if source.project.employer}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Return the titles held, the longest first."""
        found = {role.title for role in self.roles}
        found |= {source.project.role for source in self.sources.values() if source.project.role}
        found = {title.split(",")[0] for title in found}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def tools(self) -> tuple[str, ...]:
        """Return the tools of all projects, the longest first."""
        found = {tool for source in self.sources.values() for tool in source.project.tools}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    @cached_property
    def statements(self) -> tuple[tuple[frozenset[str], frozenset[float]], ...]:
        """Return of each sentence of the record its words and the values of its numbers."""
        pieces = re.split(r"\n|(?<=[.;]) ", self.text)
        return tuple((words(piece), frozenset(q.value for q in quantities(piece))) for piece in pieces)

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Return the nouns that stand right after a number somewhere, and before no other noun."""
        found = set()
        for quantity in quantities(self.text):
            noun = re.match(r" ([a-z]{4,}[^s]s)\b(?! [a-z]+s\b)", self.text[quantity.end :])
            if noun and quantity.value >= 2:
                found.add(noun[1])
        return tuple(sorted(found))

    @cached_property
    def credentials(self) -> tuple[str, ...]:
        """Return the names of degrees, certificates and licenses, the longest first."""
        found = {credential.name for resume in self.resumes for credential in resume.credentials}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    def scope(self, claim: Claim) -> Scope:
        """Return what a claim may stand on: the projects it cites, the one it is about, the candidate."""
        key = (claim.text, claim.projects)
        if key not in self._scopes:
            subject = self.subject(claim)
            ids = dict.fromkeys([*claim.projects, *([subject.id] if subject else [])])
            sources = tuple(self.sources[name] for name in ids if name in self.sources)
            text = "\n".join([self.general, *(source.text for source in sources)])
            self._scopes[key] = Scope(text, subject, sources)
        return self._scopes[key]

    def subject(self, claim: Claim) -> Source | None:
        """Return the one project that a claim is about, or None where that is not plain."""
        if not self.sources or (not claim.projects and claim.label == "Answer"):
            return None
        said = words(claim.text)
        if not said:
            return None
        numbers = {quantity.value for quantity in quantities(claim.text)}
        ranked = []
        for source in self.sources.values():
            shared = len(said & source.words)
            agreed = sum(1 for q in source.quantities if q.value in numbers) if numbers else 0
            cited = 0.5 if source.id in claim.projects else 0.0
            ranked.append((shared / len(said) + 0.2 * min(agreed, 3) + cited, source.id))
        ranked.sort(reverse=True)
        best = self.sources[ranked[0][1]]
        if len(claim.projects) == 1 and best.id == claim.projects[0]:
            return best
        clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 0.2
        return best if clear and len(said & best.words) >= max(2, len(said) * 0.5) else None

    def _project_text(self, name: str, project: ExperienceProject, body: str) -> str:
        lines = [project.title, project.employer or "", project.role or "", body]
        lines += [str(project.start or ""), str(project.end or ""), project.problem_context or ""]
        lines += [f"a team of {project.team_size}" if project.team_size else ""]
        lines += [*project.actions, *project.tools, *project.outcomes, *project.lessons]
        for metric in project.metrics:
            unit = f"{'' if metric.unit == '%' else ' '}{metric.unit}" if metric.unit else ""
            values = [f"{value}{unit}" for value in (metric.before, metric.after) if value]
            lines.append(f"{metric.name}: {' to '.join(values)}. {metric.how_measured or ''}")
        for decision in project.decisions:
            lines += [decision.choice, *decision.alternatives, decision.why or "", decision.trade_off or ""]
        lines += [bullet.text for role in self.roles for bullet in role.bullets if name in bullet.projects]
        return "\n".join(" ".join(line.split()) for line in lines if line)

    def _general(self) -> Iterator[str]:
        vault = self.trade.vault
        if vault.profile and vault.profile.fields:
            profile = vault.profile.fields
            yield from (profile.name, profile.headline or "", profile.narrative or "", vault.profile.body)
            yield from (str(answer) for answer in profile.answers.model_dump().values() if answer)
        if vault.facts and vault.facts.fields:
            yield from (fact.text for fact in vault.facts.fields.facts if fact.status == "confirmed")
        for resume in self.resumes:
            yield from _resume_lines(resume)


def _resume_lines(resume: Resume) -> Iterator[str]:
    yield resume.summary or ""
    yield ", ".join(resume.skills)
    for role in resume.roles:
        yield f"{role.title}, {role.employer}, {role.location or ''}, {role.start} to {role.end}"
        yield from (bullet.text for bullet in role.bullets if not bullet.projects)
    for credential in resume.credentials:
        dated = f"{credential.date or ''}, {credential.expires or ''}"
        yield f"{credential.name}, {credential.issuer or ''}, {dated}"
