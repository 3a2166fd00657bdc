"""Which metrics a section's text uses, cited or not: by the figures that it says.

A metric is looked for in the sections that cite its project, the project's bullet or the role
above it. A figure counts where the text says the value before or after, or their difference,
ratio or percentage. One that many things could be, such as 4, counts only beside a word of the
metric's name or unit, or with its other value in the same sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from prepsite.core.brief import Brief
from prepsite.core.figures import Derived, Figure, derived, figures, values
from prepsite.core.inputs import citable_metrics, metric_reference
from prepsite.models.project import Metric
from prepsite.models.reference import Reference, ReferenceKind

_CITATION = re.compile(
    r"\[(?:project|bullet|role|credential|interview|notes|fact|profile|job|company|application)\b[^\[\]\n]*\]"
)
# How long a task or an answer takes, as the templates of prep write it.
_TIMING = re.compile(r"·[ ]+(?:about )?\d+(?: h \d+)? (?:min|minutes|seconds)\b")
_NUMBERING = re.compile(r"(?m)^[ \t]*(?:#{1,6} )?\d+\.(?=\s)")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;:])\s+|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.|#)\s)|\s·\s")
_TOKENS = re.compile(r"[a-z][a-z0-9]*|\d[\d.,]*|%")
_PERCENT = re.compile(r"\s*(?:%|per ?cent\b)", re.IGNORECASE)
# So many words around a figure can tell what it measures, and so many after it are its unit.
_NEAR, _UNIT_WITHIN = 7, 4
_SHORTEST_WORD = 3
_NO_WORDS = frozenset(
    {
        "about",
        "an",
        "and",
        "at",
        "by",
        "eight",
        "five",
        "for",
        "four",
        "from",
        "in",
        "its",
        "nine",
        "of",
        "one",
        "our",
        "per",
        "seven",
        "six",
        "ten",
        "that",
        "the",
        "three",
        "to",
        "two",
        "who",
        "with",
        "without",
    }
)
_EACH = frozenset({"a", "an", "each", "every", "per"})
_SHORT_UNITS = {"ms": "millisecond", "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour"}


def used(
    bodies: Mapping[str, str], cited: Mapping[str, frozenset[str]], brief: Brief
) -> dict[str, frozenset[str]]:
    """Return the references of the metrics that each section's text uses, by the section's field."""
    return {
        field: frozenset(_used(body, cited.get(field, frozenset()), brief)) for field, body in bodies.items()
    }


def _used(body: str, cited: frozenset[str], brief: Brief) -> Iterator[str]:
    projects = sorted(_projects(cited, brief) & set(brief.projects))
    if not projects:
        return
    sentences = sentences_of(body)
    amounts = frozenset[Decimal]().union(*(sentence.amounts for sentence in sentences))
    for project_id in projects:
        project = brief.projects[project_id].fields
        for metric in citable_metrics(project, project_id):
            sought = _sought(metric)
            # Most sections say nothing of most metrics.
            if sought.has_figures and amounts.isdisjoint(sought.amounts):
                continue
            if says(sentences, metric):
                yield metric_reference(project_id, metric)


def _projects(cited: frozenset[str], brief: Brief) -> set[str]:
    """Return the projects that references stand on: directly, or through bullets and roles."""
    found: set[str] = set()
    parts: set[str] = set()
    for text in cited:
        reference = Reference.parse(text)
        if reference.kind in {ReferenceKind.PROJECT, ReferenceKind.METRIC}:
            found.add(reference.target)
        elif reference.kind in {ReferenceKind.BULLET, ReferenceKind.ROLE}:
            parts.add(text)
    for role in brief.resume.roles if brief.resume else ():
        whole = f"role:{brief.resume_id}/{role.id}" in parts
        for bullet in role.bullets:
            if whole or f"bullet:{brief.resume_id}/{bullet.id}" in parts:
                found.update(bullet.projects)
    return found


@dataclass(frozen=True)
class Sentence:
    """A sentence of a section, with the figures in it."""

    text: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Return its figures in order."""
        return figures(self.text)

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Return all that its figures may mean."""
        return frozenset(amount for figure in self.figures for amount in figure.amounts)

    def near(self, figure: Figure) -> set[str]:
        """Return the stems of the words around a figure."""
        before = _TOKENS.findall(self.text[: figure.start].lower())[-_NEAR:]
        after = _TOKENS.findall(self.text[figure.end :].lower())[:_NEAR]
        return {_stem(word) for word in (*before, *after)}

    def unit(self, figure: Figure) -> set[str]:
        """Return the stems of the words that may be a figure's unit."""
        return {_stem(word) for word in _TOKENS.findall(self.text[figure.end :].lower())[:_UNIT_WITHIN]}


@dataclass(frozen=True)
class Sought:
    """A metric as it is looked for: the figures of its values, the stems of its name and unit.

    `rate` says that the unit is one of something else, as in "a week".
    """

    before: tuple[Figure, ...]
    after: tuple[Figure, ...]
    name: frozenset[str]
    unit: frozenset[str]
    rate: bool
    percent: bool

    @property
    def has_figures(self) -> bool:
        """Tell whether its values have figures; others, such as "weekly", are looked for word for word."""
        return bool(self.before or self.after)

    @cached_property
    def derived(self) -> tuple[Derived, ...]:
        """Return what may be said of its two values, where it has one of each."""
        is_pair = len(self.before) == len(self.after) == 1
        return derived(self.before[0], self.after[0]) if is_pair else ()

    @cached_property
    def amounts(self) -> frozenset[Decimal]:
        """Return all that a figure may mean which says anything of it."""
        of_values = {amount for part in (*self.before, *self.after) for amount in part.amounts}
        return frozenset(of_values.union(*(change.amounts for change in self.derived)))

    @classmethod
    def of(cls, metric: Metric) -> "Sought":
        """Return what tells the metric."""
        name = {_stem(word) for word in _TOKENS.findall(metric.name.lower()) if _is_word(word)}
        unit = {_stem(word) for word in _TOKENS.findall((metric.unit or "").lower()) if word.isalpha()}
        return cls(
            values(metric.before, metric.unit),
            values(metric.after, metric.unit),
            frozenset(name),
            frozenset(unit - _EACH - _NO_WORDS),
            rate=bool(unit & _EACH),
            percent=bool(_PERCENT.match(metric.unit or "")),
        )

    def is_beside(self, figure: Figure, sentence: Sentence) -> bool:
        """Tell whether the words around a figure say this metric: its unit, or half of its name.

        "One page" says little: of a single thing it must be the whole name.
        """
        named = self.name & sentence.near(figure)
        share = 1 if figure.amounts == {1} else 2
        return self.has_unit(figure, sentence) or (bool(named) and len(named) * share >= len(self.name))

    def is_named(self, figure: Figure, sentence: Sentence) -> bool:
        """Tell whether the metric's unit follows a figure, or its whole name stands around it."""
        whole = bool(self.name) and self.name <= sentence.near(figure)
        return whole or self.has_unit(figure, sentence)

    def has_unit(self, figure: Figure, sentence: Sentence) -> bool:
        """Tell whether the metric's unit follows a figure."""
        following = sentence.unit(figure)
        return bool(self.unit) and self.unit <= following and (not self.rate or bool(_EACH & following))


def sentences_of(body: str) -> list[Sentence]:
    """Return a section's sentences without citations, numbering and the minutes of tasks."""
    prose = _NUMBERING.sub("", _TIMING.sub("·", _CITATION.sub(" ", body)))
    return [Sentence(text) for text in _SENTENCE_ENDS.split(prose)]


def says(sentences: list[Sentence], metric: Metric) -> bool:
    """Tell whether any of the sentences says a figure of the metric, or its values word for word."""
    sought = _sought(metric)
    if not sought.has_figures:
        return any(_says_words(sentence, metric) for sentence in sentences)
    return any(
        _says_values(sentence, sought) or _says_derived(sentence, sought)
        for sentence in sentences
        if not sentence.amounts.isdisjoint(sought.amounts)
    )


@lru_cache(maxsize=1024)
def _sought(metric: Metric) -> Sought:
    """Return the metric as it is looked for: every section of every document asks again."""
    return Sought.of(metric)


def _says_values(sentence: Sentence, sought: Sought) -> bool:
    whole = [parts for parts in (sought.before, sought.after) if parts and _says_all(sentence, parts)]
    meant = [figure for figure in sentence.figures for parts in whole for part in parts if figure.says(part)]
    if not meant:
        return False
    if any(figure.is_telling for figure in meant) and all(len(parts) == 1 for parts in whole):
        return True
    if sought.percent and any(figure.percent for figure in meant):
        return True
    if sought.percent and len(whole) == 1:
        return False
    return any(sought.is_beside(figure, sentence) for figure in meant if figure.percent <= sought.percent)


def _says_all(sentence: Sentence, parts: tuple[Figure, ...]) -> bool:
    return all(any(figure.says(part) for figure in sentence.figures) for part in parts)


def _says_derived(sentence: Sentence, sought: Sought) -> bool:
    for change in sought.derived:
        for figure in filter(change.is_told_by, sentence.figures):
            # A plain difference is a figure like any other: half a name is too little to know it by.
            is_difference = not change.percent and not change.times
            beside = sought.is_named if is_difference else sought.is_beside
            if change.is_telling or beside(figure, sentence):
                return True
    return False


def _says_words(sentence: Sentence, metric: Metric) -> bool:
    """Tell whether a sentence says values without figures, such as "weekly", word for word."""
    text = " ".join(sentence.text.lower().split())
    stated = [value for value in (metric.before, metric.after) if value]
    return bool(stated) and all(
        re.search(rf"(?<!\w){re.escape(' '.join(value.lower().split()))}(?!\w)", text) for value in stated
    )


def _is_word(token: str) -> bool:
    return len(token) >= _SHORTEST_WORD and token[0].isalpha() and token not in _NO_WORDS


def _stem(word: str) -> str:
    word = _SHORT_UNITS.get(word, word)
    # "Six times" is no time.
    is_plural = len(word) > _SHORTEST_WORD and word.endswith("s") and word != "times"
    return word[:-1] if is_plural else word
