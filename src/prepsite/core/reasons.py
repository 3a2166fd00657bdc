"""Why a line of the resume may be attacked: what it claims, against the projects behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prepsite.core.grounding.reading import read
from prepsite.core.phrases import phrase, phrase_counted
from prepsite.core.risk import Backing, charge_claimed, helped_only, loose_figures
from prepsite.models.resume import Bullet

_ARTICLES = frozenset({"a", "an"})


class Risk(StrEnum):
    """How likely it is that a line is attacked, and how much that would hurt."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Reason:
    """Why a line is at risk: a clause that begins in lower case."""

    risk: Risk
    text: str


def reasons_of_projects(bullet: Bullet, behind: tuple[Backing, ...]) -> Iterator[Reason]:
    """Yield what the projects behind a line don't back of it."""
    parts = [each.project.my_part for each in behind]
    verb = charge_claimed(bullet.text)
    if verb and helped_only(parts):
        told = _and(tuple(dict.fromkeys(part for part in parts if part)))
        yield Reason(Risk.HIGH, phrase("it says “{verb}”, and your part was “{part}”", verb=verb, part=told))
    elif verb and not any(parts):
        unsaid = phrase("it says “{verb}”, and no project says what your part was", verb=verb)
        yield Reason(Risk.MEDIUM, unsaid)
    loose = loose_figures(bullet.text, behind)
    if loose.unmeasured:
        yield Reason(
            Risk.HIGH,
            phrase_counted(
                len(loose.unmeasured),
                "{figures} stands in no project behind it",
                "{figures} stand in no project behind it",
                figures=_and(loose.unmeasured),
            ),
        )
    if loose.only_told:
        yield Reason(
            Risk.MEDIUM,
            phrase_counted(
                len(loose.only_told),
                "{figures} stands in its project's text, and in no metric",
                "{figures} stand in its project's text, and in no metric",
                figures=_and(loose.only_told),
            ),
        )
    metrics = [metric for each in behind for metric in each.project.metrics]
    if not metrics:
        yield Reason(Risk.LOW, phrase("nothing behind it was measured"))
    elif not any(metric.how_measured for metric in metrics):
        yield Reason(Risk.LOW, phrase("no metric behind it says how it was measured"))


def reasons_of_nothing(bullet: Bullet) -> Iterator[Reason]:
    """Yield why a line with no project behind it is at risk."""
    reading = read(bullet.text)
    figures = [
        reading.between(each.at, min(each.end, len(reading.tokens)))
        for each in reading.quantities
        if each.spelled.casefold() not in _ARTICLES
    ]
    if figures:
        said = _and(tuple(dict.fromkeys(figures)))
        yield Reason(Risk.HIGH, phrase("it says {figures}, and no project stands behind it", figures=said))
    else:
        yield Reason(Risk.MEDIUM, phrase("no project stands behind it"))


def _and(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return texts[0] if texts else ""
    first, last = (texts[0] if len(texts) == 2 else ", ".join(texts[:-1])), texts[-1]
    return phrase("{first} and {last}", first=first, last=last)
