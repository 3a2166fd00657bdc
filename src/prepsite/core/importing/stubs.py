"""The project behind a line: its title, and what is missing before the line can be defended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prepsite.core.figures import figures
from prepsite.core.risk import Backing, loose_figures
from prepsite.models.project import ExperienceProject

_LONGEST_TITLE = 80
_FEWEST_WORDS = 3
_YEAR = re.compile(r"^(?:19[5-9]|20[0-5])\d$")
_CLAUSES = (
    re.compile(r"[,;:(]| – | — "),
    re.compile(r" (?:by|from|to|with|which|that|while|resulting|using|across|serving)\b"),
)
_LOOSE_END = re.compile(
    r"[\s,;:(–—-]+$|\s(?:by|from|to|with|of|in|at|over|under|than|and|the|a|an|for|on|across|serving|using)$"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:\s?%)?")


@dataclass(frozen=True)
class Stub:
    """A project to be made: the role it belongs to, and the lines that it stands behind."""

    title: str
    employer: str
    role: str
    start: str
    end: str
    lines: tuple[str, ...]
    tools: tuple[str, ...] = ()


def title_of(line: str) -> str:
    """Return a short title for the work that a line tells of: up to its first figure or clause."""
    first = next(
        (figure.start for figure in figures(line) if line[figure.start : figure.end][:1].isdigit()), None
    )
    if first is not None:
        before = _trimmed(line[:first].rstrip("$€£~≈<>+ "))
        if len(before.split()) >= _FEWEST_WORDS:
            line = before
    if len(line) <= _LONGEST_TITLE:
        return _trimmed(line)
    for clause in _CLAUSES:
        cuts = [found.start() for found in clause.finditer(line[:_LONGEST_TITLE])]
        fitting = [cut for cut in cuts if len(line[:cut].split()) >= _FEWEST_WORDS]
        if fitting:
            return _trimmed(line[: fitting[-1]])
    cut = line.rfind(" ", 0, _LONGEST_TITLE)
    return f"{line[: cut if cut > 0 else _LONGEST_TITLE].rstrip()}…"


def _trimmed(text: str) -> str:
    """Return a text without the words and signs that lead to what was cut off."""
    while (shorter := _LOOSE_END.sub("", text)) not in (text, ""):
        text = shorter
    return text.rstrip(". ") or text


def figures_of(
    lines: Iterable[str], project: ExperienceProject | None = None, detail: str = ""
) -> tuple[str, ...]:
    """Return the figures of lines, as written, that no metric of the project accounts for."""
    found: dict[str, None] = {}
    for line in lines:
        loose = loose_figures(line, (Backing(project, detail),) if project else ())
        digits = {*loose.unmeasured, *loose.only_told}
        for figure in figures(line):
            shown = line[figure.start : figure.end]
            number = _DIGITS.match(shown)
            if number and number[0] in digits and not _YEAR.match(shown):
                found[_whole(line, figure.start, figure.end)] = None
    return tuple(found)


def _whole(line: str, start: int, end: int) -> str:
    """Return a figure with the currency before it and the plus behind it."""
    start -= line[start - 1 : start] in ("$", "€", "£") and start > 0
    end += line[end : end + 1] == "+"
    return line[start:end]


def missing_of(lines: Sequence[str], project: ExperienceProject | None, detail: str = "") -> tuple[str, ...]:
    """Return what to find out before somebody asks about lines; `project` is None before it is filled in."""
    return tuple(_missing(lines, project, detail))


def _missing(lines: Sequence[str], project: ExperienceProject | None, detail: str) -> Iterator[str]:
    for figure in figures_of(lines, project, detail):
        yield f"where does {figure} come from?"
    if project is None or not project.problem_context:
        yield "what was wrong, and for whom?"
    if project is None or not project.actions:
        yield "what did you do yourself?"
    if project is None or project.my_part is None:
        yield "did you lead, own, contribute or support?"
