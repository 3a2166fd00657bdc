"""How many people a saying says were on a team, and how many reported to the candidate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.core.consistency.sayings import Saying
from prepsite.core.consistency.subjects import Subjects, team_names
from prepsite.core.grounding.numerals import NUMERALS, Sense
from prepsite.core.grounding.quantity import Quantity

_TEAM_WORDS = frozenset({"team", "teams", "squad", "crew", "group"})
_PEOPLE_SAID = (
    "people persons engineers developers nurses colleagues members staff analysts reps scientists "
    "teachers electricians designers technicians volunteers apprentices consultants"
)
_PEOPLE = frozenset(_PEOPLE_SAID.split())
_BESIDES = re.compile(r"\b(others|besides me|beside me|and me|and myself|and i|plus me|colleagues|other)\b")
_NUMBER = "|".join(sorted((word for word, value in NUMERALS.items() if value), key=len, reverse=True))
_REPORTS = re.compile(
    r"\b(?:(?P<none>nobody|no one|none|no people|(?:without|not) (?:anybody|anyone))"
    rf"|(?P<number>\d{{1,3}}|{_NUMBER}))(?: (?!without|nobody|no)\w+){{0,3}}? ?"
    r"(?:(?:has |have )?(?:ever )?(?:reports?|reported|reporting)(?: directly)? to me"
    r"|direct reports)\b|(?P<no>no) direct reports\b|\bnever had (?:any )?(?P<never>direct reports)\b",
    re.IGNORECASE,
)
_COUNTING = frozenset({"had", "has", "was", "were", "is", "of", "counted", "numbered", "size", ":", "only"})
_NEAR = 6


@dataclass(frozen=True)
class Team:
    """The size of one team: `sizes` has two where it isn't clear whether the candidate is counted.

    `known` is what the project says.
    """

    sizes: frozenset[int]
    names: frozenset[str]
    projects: frozenset[str]
    known: frozenset[int]
    text: str
    saying: Saying


@dataclass(frozen=True)
class Reports:
    """How many people reported to the candidate."""

    number: int
    text: str
    saying: Saying


def teams(saying: Saying, subjects: Subjects) -> tuple[Team, ...]:
    """Return the sizes of teams that a saying states, each with the team's name or project."""
    return tuple(_teams(saying, subjects))


def teams_differ(one: Team, other: Team) -> bool:
    """Tell whether two sizes are of one team, and can't both hold."""
    same = (one.names and one.names == other.names) or (
        len(one.projects) == 1 and one.projects == other.projects
    )
    return bool(same) and not one.sizes & other.sizes


def reports(saying: Saying) -> tuple[Reports, ...]:
    """Return how many people a saying says reported to the candidate."""
    text = saying.reading.text
    # Nearly no sentence has the word, and the pattern looks at each number and "no" of it.
    found = _REPORTS.search(text) if "report" in text.lower() else None
    if not found:
        return ()
    stated = (found["number"] or "").lower()
    number = int(stated) if stated.isdigit() else NUMERALS.get(stated, 0)
    return (Reports(number, found[0], saying),)


def reports_differ(one: Reports, other: Reports) -> bool:
    """Tell whether one says that somebody reported to the candidate, and the other that nobody did."""
    return bool(one.number) != bool(other.number)


def _teams(saying: Saying, subjects: Subjects) -> Iterator[Team]:
    lower = saying.reading.lower
    for figure in saying.reading.quantities:
        if figure.unit or figure.sense is not Sense.EXACT or figure.value != int(figure.value) or figure.rate:
            continue
        clause = _clause(lower, figure)
        before, after = lower[clause[0] : figure.at], lower[figure.end : clause[1]]
        if not _is_team(before, after):
            continue
        names = team_names(" ".join(before[-_NEAR:])) or team_names(" ".join(after[:_NEAR]))
        text = saying.words(figure.at, figure.end + (after[:1] != () and after[0] in _PEOPLE))
        size = int(figure.value)
        besides = _BESIDES.search(" ".join(after[:_NEAR]))
        sizes = frozenset({size, size + 1}) if besides else frozenset({size})
        projects = subjects.of_team(names, saying)
        yield Team(sizes, names, projects, subjects.team_sizes(projects), text, saying)


def _clause(lower: tuple[str, ...], figure: Quantity) -> tuple[int, int]:
    marks = {",", ";", ".", ":", "(", ")"}
    start = max((at + 1 for at in range(figure.at) if lower[at] in marks), default=0)
    end = next((at for at in range(figure.end, len(lower)) if lower[at] in marks), len(lower))
    return start, end


def _is_team(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether a figure counts a team: "team of five", "the team had five", "five of us"."""
    near = before[-_NEAR:]
    if after[:2] == ("of", "us") or after[:1] in {("us",)}:
        return True
    if near[-2:-1] and near[-2] in _TEAM_WORDS and near[-1] == "of":
        return near[-2] != "teams"
    if after[:2] == ("person", "team") or (after[:1] == ("strong",) and _TEAM_WORDS & {*near, *after[:3]}):
        return True
    if after[:1] and after[0] in _PEOPLE and {"team", "squad", "crew"} & set(after[1:5]):
        return bool({"on", "in"} & set(after[1:3]))
    named = [at for at, word in enumerate(near) if word in _TEAM_WORDS]
    if not named or near[named[-1]] == "teams":
        return False
    between = near[named[-1] + 1 :]
    rest = after[:1] == () or after[0] in _PEOPLE or after[0] in {"with", "and", "including", "in"}
    return rest and set(between) <= _COUNTING
