"""What may be attacked about a line of a resume: its verb, its figures, its age."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from prepsite.core.figures import Figure, derived, figures, values
from prepsite.models.base import PartialDate
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Role
from prepsite.models.vocabulary import MyPart

_CHARGE = (
    "led headed managed directed owned built drove spearheaded designed created founded ran "
    "oversaw chaired launched architected established introduced"
)
STRONG_VERBS = frozenset(_CHARGE.split())
_HELPERS = frozenset({MyPart.CONTRIBUTED, MyPart.SUPPORTED})
_LONG_AGO = 8
_WORD = re.compile(r"[^\W\d_]+")
_SHOWN = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?")
_YEAR = re.compile(r"(?:19[5-9]|20[0-5])\d(?!\d|[.,]\d|\s?%)")


@dataclass(frozen=True)
class Backing:
    """A project behind a line: its fields, and the body's detail."""

    project: ExperienceProject
    detail: str = ""


@dataclass(frozen=True)
class LooseFigures:
    """The figures of a line, as written, that no metric holds.

    `unmeasured` stand nowhere in the projects behind it; `only_told` stand in their text alone.
    """

    unmeasured: tuple[str, ...] = ()
    only_told: tuple[str, ...] = ()


def charge_claimed(text: str, verbs: Collection[str] = STRONG_VERBS) -> str:
    """Return the verb that a line begins with, in lower case, if it claims to have been in charge."""
    words = [word for word in _WORD.findall(text.casefold())[:2] if word != "i"][:1]
    return words[0] if words and words[0] in verbs else ""


def helped_only(parts: Collection[MyPart | None]) -> bool:
    """Tell whether these parts, at least one, are all weaker than being in charge."""
    return bool(parts) and set(parts) <= _HELPERS


def loose_figures(text: str, behind: Iterable[Backing]) -> LooseFigures:
    """Return the figures in digits of a line that no metric of the projects behind it holds.

    A percentage, ratio or difference that one metric's two values give is held by it; years are no figures.
    """
    behind = tuple(behind)
    prose = [figure for each in behind for figure in _figures_in(_words_of(each))]
    unmeasured: dict[str, None] = {}
    only_told: dict[str, None] = {}
    for figure in figures(text):
        shown = _SHOWN.match(text, figure.start)
        if shown is None or _YEAR.match(text, figure.start) or any(_holds(each, figure) for each in behind):
            continue
        told = any(figure.says(other) for other in prose)
        (only_told if told else unmeasured)[shown[0]] = None
    return LooseFigures(tuple(unmeasured), tuple(only_told))


def last_year(role: Role) -> int:
    """Return the latest year that a role is known to have lasted to, 0 where nothing tells.

    A role that goes on counts by its start: no clock tells how long it has.
    """
    if role.end == "present":
        return role.start.year if role.start else 2100
    date = role.end if isinstance(role.end, PartialDate) else role.start
    return date.year if date else 0


def is_long_ago(role: Role, newest: int) -> bool:
    """Tell whether a role ended more than eight years before `newest`, the last year of any role."""
    year = last_year(role)
    return bool(year and newest < 2100 and newest - year > _LONG_AGO)


def _holds(behind: Backing, figure: Figure) -> bool:
    project = behind.project
    if project.team_size is not None and project.team_size in figure.amounts:
        return True
    for metric in project.metrics:
        before, after = values(metric.before, metric.unit), values(metric.after, metric.unit)
        if any(figure.says(each) for each in (*before, *after, *figures(f"{metric.name}; {metric.unit}"))):
            return True
        changes = derived(before[0], after[0]) if len(before) == len(after) == 1 else ()
        if any(change.is_told_by(figure) for change in changes):
            return True
    return False


@lru_cache(maxsize=1024)
def _figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a project's text, which stands behind several lines."""
    return figures(text)


def _words_of(behind: Backing) -> str:
    return " ; ".join((*_texts(behind.project), behind.detail))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a model, its private block left out."""
    if isinstance(value, BaseModel):
        for name, inner in value:
            if name != "private":
                yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
