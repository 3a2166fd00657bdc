"""The candidate's own record as passages: what a claim may stand on, each with its place.

The posting, the company and the other side's people are known by name only: they back no claim.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from prepsite.core.grounding.naming import Names
from prepsite.core.grounding.quantities import Quantity
from prepsite.core.grounding.reading import Reading, read
from prepsite.core.grounding.sentences import cut
from prepsite.core.vault import ApplicationRecord, KeyPath, Vault, VaultFile
from prepsite.models.base import FileModel, PartialDate
from prepsite.models.project import ExperienceProject, Metric
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Resume
from prepsite.models.vocabulary import FactStatus, MyPart


@dataclass(frozen=True)
class Passage:
    """A text of the record: `reference` cites it, `path` and `line` are where it stands."""

    reference: str
    text: str
    path: str
    line: int
    metric: Metric | None = None

    @property
    def reading(self) -> Reading:
        """Return the text as read."""
        return read(self.text)


@dataclass(frozen=True)
class Subject:
    """What claims are about: a project, a role, the profile, a round's notes; with its passages."""

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

    @cached_property
    def quantities(self) -> tuple[tuple[Quantity, Passage], ...]:
        """Return every figure of the subject with the passage it stands in."""
        return tuple((quantity, passage) for passage in self.passages for quantity in passage.reading.quantities)

    @cached_property
    def roots(self) -> frozenset[str]:
        """Return the roots of all its words."""
        return frozenset().union(*(passage.reading.content for passage in self.passages))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return all its words and marks in lower case."""
        return frozenset().union(*(passage.reading.lower for passage in self.passages))

    @property
    def is_project(self) -> bool:
        """Tell whether it is a project."""
        return self.reference.startswith("project:")

    @property
    def is_own(self) -> bool:
        """Tell whether it is about the candidate and no single piece of work: profile, resume, facts."""
        return not self.reference.startswith(("project:", "role:", "notes:"))

    def place(self, key: str) -> Passage:
        """Return the passage that stands for one of its fields: `team_size`, `start`, …"""
        first = self.passages[0]
        value = getattr(self, key, "")
        return Passage(self.reference, f"{key}: {value}", first.path, self.places.get(key, first.line))


class Record:
    """What one application's prep may stand on, indexed; made once for a vault and an application."""

    def __init__(self, vault: Vault, application_id: str) -> None:
        self.vault = vault
        self.application = vault.applications.get(application_id)
        self.resume = self._resume()
        today = _latest(vault)
        self.projects = {
            file.id: replace(subject, until=_until(subject, today))
            for file in vault.projects.values()
            if (subject := _project(file)) is not None
        }
        self.roles = {
            subject.reference: replace(subject, until=_until(subject, today)) for subject in _roles(self.resume)
        }
        self.own = tuple(_own(vault, self.resume))
        self.notes = {subject.reference: subject for subject in _notes(self.application)}

    def _resume(self) -> VaultFile[Resume] | None:
        fields = self.application.fields if self.application else None
        file = self.vault.resumes.get(fields.resume) if fields and fields.resume else None
        return file if file and file.fields and not file.is_private else None

    @cached_property
    def names(self) -> Names:
        """Return the names of the record and of the other side."""
        return Names.of(self.vault, self.application, self.resume, self.everything)

    @cached_property
    def everything(self) -> tuple[Subject, ...]:
        """Return all subjects, projects first."""
        return (*self.projects.values(), *self.roles.values(), *self.own, *self.notes.values())

    @cached_property
    def retracted(self) -> tuple[Passage, ...]:
        """Return what the candidate withdrew."""
        return tuple(_facts(self.vault, FactStatus.RETRACTED))

    @cached_property
    def confirmed(self) -> tuple[Passage, ...]:
        """Return what the candidate confirmed."""
        return tuple(_facts(self.vault, FactStatus.CONFIRMED))

    def backing(self, bullet: str) -> tuple[str, ...]:
        """Return the ids of the projects behind a bullet's reference."""
        reference = Reference.parse(bullet)
        file = self.vault.resumes.get(reference.target)
        roles = file.fields.roles if file and file.fields else ()
        return next((b.projects for role in roles for b in role.bullets if b.id == reference.part), ())

    def scope(self, cites: Iterable[str]) -> tuple[Subject, ...]:
        """Return the projects, roles and notes that references name, each once."""
        found: dict[str, Subject] = {}
        for text in cites:
            try:
                reference = Reference.parse(text)
            except ValueError:
                continue
            match reference.kind:
                case ReferenceKind.PROJECT | ReferenceKind.METRIC:
                    ids: tuple[str, ...] = (reference.target,)
                case ReferenceKind.BULLET:
                    ids = self.backing(text)
                case _:
                    ids = ()
            found |= {f"project:{each}": self.projects[each] for each in ids if each in self.projects}
            named = self.roles.get(str(reference)) or self.notes.get(str(reference))
            if named:
                found[named.reference] = named
        return tuple(found.values())


def _latest(vault: Vault) -> PartialDate | None:
    """Return the settings' day, or the last day that a round of the vault names: never the clock's."""
    days = [found.starts_at.date() for record in vault.applications.values() for found in record.interviews if found.starts_at]
    day = vault.settings.today or max(days, default=None)
    return PartialDate(day.year, day.month, day.day) if day else None


def _until(subject: Subject, today: PartialDate | None) -> PartialDate | None:
    return subject.end if isinstance(subject.end, PartialDate) else today if subject.end else None


def _passages(
    file: VaultFile[FileModel], reference: str, key: KeyPath, text: str | None
) -> Iterator[Passage]:
    if text:
        line = file.position(*key)[0]
        for _, sentence in cut(text):
            yield Passage(reference, sentence, file.path, line)


def _body(file: VaultFile[FileModel], reference: str) -> Iterator[Passage]:
    for number, line in enumerate(file.body.split("\n\n")):
        before = "\n\n".join(file.body.split("\n\n")[:number])
        start = file.body_line + (before.count("\n") + 2 if number else 0)
        for offset, sentence in cut(line.strip()):
            yield Passage(reference, sentence, file.path, start + line.strip()[:offset].count("\n"))


def _project(file: VaultFile[ExperienceProject]) -> Subject | None:
    project = file.fields
    if project is None or file.is_private:
        return None
    reference = f"project:{file.id}"

    def of(key: KeyPath, text: str | None) -> Iterator[Passage]:
        return _passages(file, reference, key, text)

    found = [Passage(reference, project.title, file.path, file.position("title")[0])]
    found += of(("problem_context",), project.problem_context)
    for name in ("actions", "outcomes", "lessons"):
        for n, text in enumerate(getattr(project, name)):
            found += of((name, n), text)
    found += [Passage(reference, tool, file.path, file.position("tools", n)[0]) for n, tool in enumerate(project.tools)]
    found += of(("role",), project.role)
    for n, decision in enumerate(project.decisions):
        found += of(("decisions", n), decision.choice)
        for text in (decision.why, decision.trade_off, *decision.alternatives):
            found += of(("decisions", n), text)
    found += _metrics(file, project)
    found += _body(file, reference)
    return Subject(
        reference,
        project.title,
        tuple(found),
        project.employer or "",
        project.role or "",
        project.start,
        project.end,
        project.team_size,
        project.my_part,
        {key: file.position(key)[0] for key in ("employer", "role", "start", "end", "team_size", "my_part")},
    )


def _metrics(file: VaultFile[ExperienceProject], project: ExperienceProject) -> Iterator[Passage]:
    for n, metric in enumerate(project.metrics):
        line = file.position("metrics", n)[0]
        reference = f"project:{file.id}/metrics/{metric.name}"
        unit = metric.unit or ""
        values = " to ".join(f"{each} {unit}".strip() for each in (metric.before, metric.after) if each)
        yield Passage(reference, f"{metric.name}: {values}", file.path, line, metric)
        for _, sentence in cut(metric.how_measured or ""):
            yield Passage(reference, sentence, file.path, line)


def _roles(file: VaultFile[Resume] | None) -> Iterator[Subject]:
    for n, role in enumerate(file.fields.roles if file and file.fields else ()):
        assert file is not None  # noqa: S101
        reference = f"role:{file.id}/{role.id}"
        line = file.position("roles", n)[0]
        passages = [Passage(reference, f"{role.title}, {role.employer}{', ' + role.location if role.location else ''}", file.path, line)]
        for b, bullet in enumerate(role.bullets):
            passages += _passages(file, f"bullet:{file.id}/{bullet.id}", ("roles", n, "bullets", b), bullet.text)
        places = {key: file.position("roles", n, key)[0] for key in ("employer", "title", "start", "end")}
        yield Subject(reference, role.title, tuple(passages), role.employer, role.title, role.start, role.end, places=places)


def _own(vault: Vault, resume: VaultFile[Resume] | None) -> Iterator[Subject]:
    if vault.profile and vault.profile.fields and not vault.profile.is_private:
        file, profile = vault.profile, vault.profile.fields
        passages = [Passage("profile", f"{profile.name}, {profile.headline or ''}, {profile.location or ''}", file.path, 1)]
        passages += _passages(file, "profile", ("narrative",), profile.narrative)
        for key, text in profile.answers:
            passages += _passages(file, f"profile/answers/{key}", ("answers", key), text)
        passages += _body(file, "profile")
        yield Subject("profile", profile.name, tuple(passages))
    if resume and resume.fields:
        file, fields = resume, resume.fields
        passages = [Passage(f"resume:{file.id}", fields.title, file.path, 1)]
        passages += _passages(file, f"resume:{file.id}", ("summary",), fields.summary)
        passages += [Passage(f"resume:{file.id}", skill, file.path, file.position("skills", n)[0]) for n, skill in enumerate(fields.skills)]
        for n, each in enumerate(fields.credentials):
            text = ", ".join(str(part) for part in (each.name, each.kind.label, each.issuer, each.date, each.expires) if part)
            passages.append(Passage(f"credential:{file.id}/{each.id}", text, file.path, file.position("credentials", n)[0]))
        passages += _body(file, f"resume:{file.id}")
        yield Subject(f"resume:{file.id}", fields.title, tuple(passages))
    facts = tuple(_facts(vault, FactStatus.CONFIRMED))
    if facts:
        yield Subject("facts", "Confirmed facts", facts)


def _facts(vault: Vault, status: FactStatus) -> Iterator[Passage]:
    file = vault.facts
    for n, fact in enumerate(file.fields.facts if file and file.fields and not file.is_private else ()):
        if file and fact.status is status:
            yield Passage(f"fact:{fact.id}", fact.text, file.path, file.position("facts", n)[0])


def _notes(application: ApplicationRecord | None) -> Iterator[Subject]:
    for found in application.interviews if application else ():
        file = found.notes
        if file is None or file.fields is None or file.is_private:
            continue
        reference = f"notes:{found.id}"
        notes = file.fields
        passages = [Passage(reference, f"Notes on {found.id}", file.path, 1)]
        for n, question in enumerate(notes.questions):
            passages += _passages(file, reference, ("questions", n), question.text)
            passages += _passages(file, reference, ("questions", n), question.my_answer)
            passages += _passages(file, reference, ("questions", n), question.topic)
        for name in ("told_them", "learned", "follow_ups", "weak_topics"):
            for n, entry in enumerate(getattr(notes, name)):
                passages += _passages(file, reference, (name, n), entry if isinstance(entry, str) else _text(entry))
        passages += _body(file, reference)
        yield Subject(reference, f"Notes on {found.id}", tuple(passages))


def _text(entry: object) -> str:
    return ", ".join(str(value) for _, value in entry if value) if hasattr(entry, "__iter__") else str(entry)
