"""What one sentence may stand on, and which passage of it is closest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.sentences import Sentence


class Match(NamedTuple):
    """A passage, how many of the roots asked for it shares, and the subject it belongs to."""

    shared: int
    passage: Passage
    subject: Subject


@dataclass(frozen=True)
class Scope:
    """The subjects a sentence may stand on: `cited` by its item, `near` with the candidate's own.

    Where the item cites no project, `near` is the whole record.
    """

    cited: tuple[Subject, ...]
    near: tuple[Subject, ...]
    record: Record
    cites: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sentence: Sentence, reading: Reading, record: Record) -> "Scope":
        """Return what a sentence may stand on: what its item cites, or the one project that it names."""
        cited = tuple(_distinct(record.cited(sentence.cites)))
        named = record.project_named(reading.text)
        if named is not None:
            cited = (named, *(each for each in cited if not each.is_project and not each.is_role))
        ids = {subject.reference.partition(":")[2] for subject in cited if subject.is_project}
        if not ids:
            return cls(cited, tuple(_distinct((*cited, *record.everything))), record, frozenset(sentence.cites))
        roles = (role for role in record.roles if not role.projects or ids & set(role.projects))
        return cls(cited, tuple(_distinct((*cited, *roles, *record.own))), record, frozenset(sentence.cites))

    @cached_property
    def flat(self) -> str:
        """Return all words of what is near, for phrases to be looked up in."""
        return "".join(subject.flat for subject in self.near)

    @cached_property
    def projects(self) -> tuple[Subject, ...]:
        """Return the projects cited, each once."""
        found = {subject.reference: subject for subject in self.cited if subject.is_project}
        return tuple(found.values())

    @cached_property
    def parts_cited(self) -> frozenset[str]:
        """Return the references to single passages: a fact, a bullet, a credential, an answer."""
        return frozenset(
            each for each in self.cites if each.startswith(("fact:", "bullet:", "credential:", "profile/"))
        )

    @cached_property
    def is_bound(self) -> bool:
        """Tell whether the item cites a project, so that no other project backs it."""
        return bool(self.projects)

    @cached_property
    def bound(self) -> frozenset[str]:
        """Return the references of what is cited, or stands for what is cited on the resume."""
        ids = {subject.reference.partition(":")[2] for subject in self.projects}
        found = {subject.reference for subject in self.cited}
        return frozenset(found | {subject.reference for subject in self.near if ids & set(subject.projects)})

    @property
    def elsewhere(self) -> Iterator[Subject]:
        """Yield the rest of the record."""
        references = {subject.reference for subject in self.near}
        return (subject for subject in self.record.everything if subject.reference not in references)

    def matches(self, roots: Iterable[str], *, least: int = 2) -> list[Match]:
        """Return the passages that share at least `least` roots, the closest first."""
        asked = frozenset(roots)
        key = (asked, least)
        if key not in self._found:
            shared = self._shared_bound(asked) if self.is_bound else self.record.shared(asked)
            found = [
                Match(count, subject.passages[at], subject) for count, subject, at in shared if count >= least
            ]
            found.sort(key=lambda match: (-match.shared, len(match.passage.reading.content)))
            self._found[key] = found
        return self._found[key]

    def _shared_bound(self, roots: frozenset[str]) -> Iterator[tuple[int, Subject, int]]:
        for subject in self.near:
            for at, count in subject.closest(roots).items():
                yield count, subject, at

    @cached_property
    def _found(self) -> dict[tuple[frozenset[str], int], list[Match]]:
        return {}

    def ranked(self, roots: Iterable[str]) -> list[tuple[float, Subject]]:
        """Return the projects by how much of the roots they share, each root worth less the more share it."""
        projects = self.projects or tuple(subject for subject in self.near if subject.is_project)
        scores = dict.fromkeys(range(len(projects)), 0.0)
        for each in frozenset(roots):
            holders = [n for n, project in enumerate(projects) if each in project.index]
            for n in holders:
                scores[n] += 1 / len(holders)
        found = [(score, projects[n]) for n, score in scores.items() if score]
        found.sort(key=lambda pair: (-pair[0], pair[1].reference))
        return found


class Scopes:
    """The scopes of one record's sentences: those of one item have one scope."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._of_items: dict[tuple[str, ...], Scope] = {}

    def of(self, sentence: Sentence, reading: Reading) -> Scope:
        """Return what a sentence may stand on."""
        if self.record.project_named(reading.text) is not None:
            return Scope.of(sentence, reading, self.record)
        if sentence.cites not in self._of_items:
            self._of_items[sentence.cites] = Scope.of(sentence, reading, self.record)
        return self._of_items[sentence.cites]


def _distinct(subjects: Iterable[Subject]) -> Iterator[Subject]:
    seen: set[str] = set()
    for subject in subjects:
        if subject.reference not in seen:
            seen.add(subject.reference)
            yield subject
