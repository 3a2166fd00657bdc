"""What a claim may stand on: passages of the record, and the subjects that they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from prepsite.core.grounding.lexicon import STOP
from prepsite.core.grounding.quantity import Quantity
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.tokens import flat, root
from prepsite.core.grounding.verdict import Source
from prepsite.models.base import PartialDate
from prepsite.models.project import Metric
from prepsite.models.vocabulary import MyPart


@dataclass(frozen=True)
class Passage:
    """A text of the record: `reference` cites it, `path` and `line` are where it stands."""

    reference: str
    text: str
    path: str
    line: int
    metric: Metric | None = None

    @cached_property
    def padded(self) -> str:
        """Return the text as flat words between spaces, for phrases to be looked up in."""
        return f" {flat(self.text)} "

    @cached_property
    def reading(self) -> Reading:
        """Return the text as read."""
        return Reading(self.text)

    @cached_property
    def metric_words(self) -> frozenset[str]:
        """Return the roots of a metric's name and unit, empty for another passage."""
        if self.metric is None:
            return frozenset()
        words = f"{self.metric.name} {self.metric.unit or ''}".lower().replace("-", " ").split()
        bare = [word.strip("(),") for word in words]
        return frozenset(root(word) for word in bare if word and word not in STOP and not word[0].isdigit())

    @cached_property
    def metric_told(self) -> frozenset[str]:
        """Return the roots of how a metric was measured."""
        told = (self.metric.how_measured or "") if self.metric else ""
        return frozenset(root(word.strip(".,;()")) for word in told.split() if word.lower() not in STOP)

    @property
    def source(self) -> Source:
        """Return where the passage stands."""
        return Source(self.reference, self.text, self.path, self.line)


@dataclass(frozen=True)
class Subject:
    """What claims are about: a project, a role, a bullet, the profile, a round's notes; with its passages.

    `until` is the end, or for what goes on the day up to which the vault tells; `projects` are
    those behind a bullet.
    """

    reference: str
    title: str
    passages: tuple[Passage, ...]
    employer: str = ""
    role: str = ""
    start: PartialDate | None = None
    end: PartialDate | str | None = None
    team_size: int | None = None
    my_part: MyPart | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    until: PartialDate | None = None
    projects: tuple[str, ...] = ()

    @cached_property
    def by_unit(self) -> Mapping[str, list[tuple[Quantity, Passage]]]:
        """Return the figures by unit, each with the passage it stands in."""
        found: dict[str, list[tuple[Quantity, Passage]]] = {}
        for passage in self.passages:
            for quantity in passage.reading.measures:
                found.setdefault(quantity.unit, []).append((quantity, passage))
        return found

    @cached_property
    def index(self) -> Mapping[str, list[int]]:
        """Return root → the positions of the passages that hold it."""
        found: dict[str, list[int]] = {}
        for at, passage in enumerate(self.passages):
            for each in passage.reading.content:
                found.setdefault(each, []).append(at)
        return found

    @cached_property
    def flat(self) -> str:
        """Return all its words in lower case, for names to be looked up in."""
        texts = (self.title, self.employer, self.role, *(passage.text for passage in self.passages))
        return f" {' | '.join(flat(text) for text in texts if text)} "

    def closest(self, roots: Iterable[str]) -> Mapping[int, int]:
        """Return how many of the roots each passage shares, by its position."""
        found: dict[int, int] = {}
        for each in roots:
            for at in self.index.get(each, ()):
                found[at] = found.get(at, 0) + 1
        return found

    @cached_property
    def dated(self) -> tuple[Passage, ...]:
        """Return the passages that name a date."""
        return tuple(passage for passage in self.passages if passage.reading.dates)

    @property
    def is_project(self) -> bool:
        """Tell whether it is a project."""
        return self.reference.startswith("project:")

    @property
    def is_role(self) -> bool:
        """Tell whether it is a role of the resume."""
        return self.reference.startswith("role:")

    def place(self, key: str) -> Passage:
        """Return the passage that stands for one of its fields: `team_size`, `start`, …"""
        first = self.passages[0]
        value = getattr(self, key, "")
        return Passage(self.reference, f"{key}: {value}", first.path, self.places.get(key, first.line))
