"""Which project a saying is about: by what it cites, or by the words that name no other project."""

import re
from collections import Counter
from collections.abc import Iterator

from prepsite.core.consistency.sayings import Saying
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import read
from prepsite.core.vault import Vault
from prepsite.models.project import ExperienceProject

_TEAM = re.compile(r"\b(?P<name>[^\W\d_][\w-]*) (?:team|squad|crew|working group|group)\b", re.IGNORECASE)
# Words before "team" that name none.
_UNNAMED_SAID = (
    "the a my our your their his her whole entire small large big own new old other another this that "
    "each every same first second one two three four five six seven eight nine ten core of in for full "
    "single local remote cross-functional working"
)
_UNNAMED = frozenset(_UNNAMED_SAID.split())
_LEAST, _LEAD = 1.0, 1.5


def team_names(text: str) -> frozenset[str]:
    """Return the roots of the words by which a text names teams: "the payout team"."""
    names = (found["name"] for found in _TEAM.finditer(text))
    return frozenset().union(*(read(name).content for name in names if name.lower() not in _UNNAMED))


class Subjects:
    """The projects of a vault by the words that tell them apart; private ones are not among them."""

    def __init__(self, vault: Vault) -> None:
        shown = {
            file.id: file.fields for file in vault.projects.values() if file.fields and not file.is_private
        }
        self._figures = {name: _figures_of(project) for name, project in shown.items()}
        self._sizes = {name: project.team_size for name, project in shown.items()}
        self._roots = {name: _names_of(name, project) for name, project in shown.items()}
        self._teams = {name: _teams_of(project) for name, project in shown.items()}
        self._shared = Counter(root for roots in self._roots.values() for root in roots)

    def projects(self, saying: Saying) -> frozenset[str]:
        """Return the projects that a saying is about; for one that cites none the one its words single out."""
        if saying.projects:
            return saying.projects & self._roots.keys()
        named = self._named(team_names(saying.text))
        if named:
            return named
        words = read(f"{saying.topic}. {saying.text}").content
        scores = {
            name: sum(1 / self._shared[root] for root in roots & words) for name, roots in self._roots.items()
        }
        ranked = sorted(scores, key=lambda name: -scores[name])
        if not ranked or scores[ranked[0]] < _LEAST:
            return frozenset()
        if len(ranked) > 1 and scores[ranked[0]] < _LEAD * scores[ranked[1]]:
            return frozenset()
        return frozenset({ranked[0]})

    def figures(self, projects: frozenset[str]) -> tuple[Quantity, ...]:
        """Return the figures that projects' own texts have."""
        return tuple(figure for name in projects for figure in self._figures.get(name, ()))

    def team_sizes(self, projects: frozenset[str]) -> frozenset[int]:
        """Return the sizes that projects give for their teams."""
        return frozenset(size for name in projects if (size := self._sizes.get(name)))

    def of_team(self, names: frozenset[str], saying: Saying) -> frozenset[str]:
        """Return the project that a team's name singles out, or what the saying cites."""
        if names:
            return self._named(names)
        return saying.projects if len(saying.projects) == 1 else frozenset()

    def _named(self, names: frozenset[str]) -> frozenset[str]:
        if not names:
            return frozenset()
        found = [name for name, teams in self._teams.items() if names <= teams]
        found = found or [name for name, roots in self._roots.items() if names <= roots]
        return frozenset(found) if len(found) == 1 else frozenset()


def _names_of(name: str, project: ExperienceProject) -> frozenset[str]:
    metrics = "; ".join(metric.name for metric in project.metrics)
    return read(f"{name.replace('-', ' ')}. {project.title}. {project.role or ''}. {metrics}").content


def _figures_of(project: ExperienceProject) -> tuple[Quantity, ...]:
    measured = (
        f"{metric.name}: {value} {metric.unit or ''}"
        for metric in project.metrics
        for value in (metric.before, metric.after)
        if value
    )
    return tuple(figure for text in (*_texts(project), *measured) for figure in read(text).quantities)


def _teams_of(project: ExperienceProject) -> frozenset[str]:
    return frozenset().union(*map(team_names, _texts(project)))


def _texts(project: ExperienceProject) -> Iterator[str]:
    yield project.title
    yield project.role or ""
    yield project.problem_context or ""
    yield from project.actions
    yield from project.outcomes
