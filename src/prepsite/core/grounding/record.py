"""The candidate's own record: what one application's prep may stand on.

The posting, the company and the other side's people are known by name, and back what is said of
them; they back no claim of the candidate's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from prepsite.core.grounding.computing import Pair, pairs_of
from prepsite.core.grounding.gathering import (
    facts_of,
    notes_subjects,
    own_subjects,
    project_subject,
    role_subjects,
    their_subjects,
)
from prepsite.core.grounding.names import Aliases, Names
from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.tokens import flat
from prepsite.core.vault import Vault, VaultFile
from prepsite.models.base import FileModel, PartialDate
from prepsite.models.project import ExperienceProject
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Resume
from prepsite.models.vocabulary import FactStatus

F = TypeVar("F", bound=FileModel)


class Record:
    """What one application's prep may stand on; each part is gathered when a sentence asks for it."""

    def __init__(self, vault: Vault, application_id: str) -> None:
        self.vault = vault
        self.application = vault.applications.get(application_id)
        self.aliases = Aliases(vault.settings.aliases)
        self._projects: dict[str, Subject | None] = {}
        self._pairs: dict[str, tuple[Pair, ...]] = {}

    @cached_property
    def resume(self) -> VaultFile[Resume] | None:
        """Return the resume as submitted, None where there is none to read."""
        fields = self.application.fields if self.application else None
        file = self.vault.resumes.get(fields.resume) if fields and fields.resume else None
        return file if file and file.fields and not file.is_private else None

    def project(self, project_id: str) -> Subject | None:
        """Return a project, gathered once; None where it can't be read or is private."""
        if project_id not in self._projects:
            file = self.vault.projects.get(project_id)
            self._projects[project_id] = _project(_Same(file), self.today) if file else None
        return self._projects[project_id]

    @cached_property
    def projects(self) -> tuple[Subject, ...]:
        """Return all projects."""
        return tuple(found for each in self.vault.projects if (found := self.project(each)))

    @cached_property
    def roles(self) -> tuple[Subject, ...]:
        """Return the resume's roles and bullets."""
        return _roles(_Same(self.resume), self.today) if self.resume else ()

    @cached_property
    def own(self) -> tuple[Subject, ...]:
        """Return what is about the candidate at large."""
        return tuple(own_subjects(self.vault, self.resume))

    @cached_property
    def notes(self) -> Mapping[str, Subject]:
        """Return the rounds' notes by their references."""
        return {subject.reference: subject for subject in notes_subjects(self.application)}

    @cached_property
    def theirs(self) -> tuple[Subject, ...]:
        """Return what the other side says of itself."""
        return tuple(their_subjects(self.application))

    @cached_property
    def everything(self) -> tuple[Subject, ...]:
        """Return all subjects of the candidate's own record, projects first."""
        return (*self.projects, *self.roles, *self.own, *self.notes.values())

    @cached_property
    def retracted(self) -> tuple[Passage, ...]:
        """Return what the candidate withdrew."""
        return facts_of(self.vault, FactStatus.RETRACTED)

    @cached_property
    def confirmed(self) -> tuple[Passage, ...]:
        """Return what the candidate confirmed."""
        return facts_of(self.vault, FactStatus.CONFIRMED)

    @cached_property
    def companies(self) -> Mapping[str, str]:
        """Return the flat name of each company applied to → its name."""
        named = (each.company_name for each in self.vault.applications.values())
        return {flat(name): name for name in named if name}

    @cached_property
    def employers(self) -> Mapping[str, str]:
        """Return the flat name of each employer → its name, the longest first."""
        files = [file for file in self.vault.projects.values() if file.fields and not file.is_private]
        found = {file.fields.employer for file in files if file.fields and file.fields.employer}
        found |= {
            role.employer for role in (self.resume.fields.roles if self.resume and self.resume.fields else ())
        }
        return {flat(name): name for name in sorted(found, key=lambda name: (-len(name), name))}

    @cached_property
    def names(self) -> Names:
        """Return what finds the names of a sentence: the tools are those of the projects and the resume."""
        files = (file.fields for file in self.vault.projects.values() if file.fields and not file.is_private)
        tools = [tool for project in files for tool in project.tools]
        skills = self.resume.fields.skills if self.resume and self.resume.fields else ()
        return Names((*tools, *skills), self.aliases)

    def shared(self, roots: frozenset[str]) -> Iterator[tuple[int, Subject, int]]:
        """Yield (how many of the roots, its subject, its position) for each passage that shares any."""
        counts: dict[tuple[int, int], int] = {}
        for each in roots:
            for place in self._postings.get(each, ()):
                counts[place] = counts.get(place, 0) + 1
        return ((count, self.everything[n], at) for (n, at), count in counts.items())

    @cached_property
    def _postings(self) -> Mapping[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for n, subject in enumerate(self.everything):
            for each, places in subject.index.items():
                found.setdefault(each, []).extend((n, at) for at in places)
        return found

    def pairs(self, subject: Subject) -> tuple[Pair, ...]:
        """Return what figures of one source a subject joins, found once."""
        if subject.reference not in self._pairs:
            self._pairs[subject.reference] = tuple(pairs_of(subject, self.today))
        return self._pairs[subject.reference]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return the roots of all words of the record."""
        return frozenset(self._postings)

    @cached_property
    def flat(self) -> str:
        """Return all words of the candidate's own record, for names to be looked up in."""
        return "".join(subject.flat for subject in self.everything)

    @cached_property
    def their_flat(self) -> str:
        """Return all words of the other side."""
        return "".join(subject.flat for subject in self.theirs)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        files = self.vault.projects.values()
        return {flat(file.fields.title): file.id for file in files if file.fields and not file.is_private}

    def project_named(self, text: str) -> Subject | None:
        """Return the project whose title a text quotes, or None."""
        if "“" not in text and '"' not in text:
            return None
        words = f" {flat(text)} "
        named = next((each for title, each in self._titles.items() if f" {title} " in words), "")
        return self.project(named) if named else None

    def cited(self, cites: Iterable[str]) -> Iterator[Subject]:
        """Yield the projects, roles, bullets and notes that references name."""
        for text in cites:
            try:
                reference = Reference.parse(text)
            except ValueError:
                continue
            if reference.kind in {ReferenceKind.PROJECT, ReferenceKind.METRIC}:
                if project := self.project(reference.target):
                    yield project
            elif reference.kind in {ReferenceKind.BULLET, ReferenceKind.ROLE}:
                subject = next((role for role in self.roles if role.reference == str(reference)), None)
                if subject:
                    yield subject
                    yield from (found for each in subject.projects if (found := self.project(each)))
            elif str(reference) in self.notes:
                yield self.notes[str(reference)]

    @cached_property
    def today(self) -> PartialDate | None:
        """Return the settings' day, or the last day that a round of the vault names: never the clock's."""
        rounds = (found for record in self.vault.applications.values() for found in record.interviews)
        days = [found.starts_at.date() for found in rounds if found.starts_at]
        day = self.vault.settings.today or max(days, default=None)
        return PartialDate(day.year, day.month, day.day) if day else None


class _Same(Generic[F]):
    """A file as the object that it is: all applications stand on the same ones, read closely once."""

    def __init__(self, file: VaultFile[F]) -> None:
        self.file = file

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.file is other.file

    def __hash__(self) -> int:
        return id(self.file)


@lru_cache(maxsize=256)
def _project(same: _Same[ExperienceProject], today: PartialDate | None) -> Subject | None:
    found = project_subject(same.file)
    return _ended(found, today) if found else None


@lru_cache(maxsize=32)
def _roles(same: _Same[Resume], today: PartialDate | None) -> tuple[Subject, ...]:
    return tuple(_ended(subject, today) for subject in role_subjects(same.file))


def _ended(subject: Subject, today: PartialDate | None) -> Subject:
    until = subject.end if isinstance(subject.end, PartialDate) else today if subject.end else None
    return replace(subject, until=until)
