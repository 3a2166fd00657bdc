"""What prep is made from, by reference: how a section knows that it is stale, and since what.

White space, key order, comments, empty fields and private blocks don't count, nor do an
interview's time and place, an application's status or ways to reach a person: no prep is written
from them. A project's metrics are parts of their own, so that a change of one tells on the
sections that used it and on no other.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel

from prepsite.core.references import is_broken_file
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.models.base import FileModel
from prepsite.models.keeping import MAX_SAID
from prepsite.models.project import ExperienceProject, Metric
from prepsite.models.reference import Reference, ReferenceKind

NOT_USED = {
    "private": True,
    "status": True,
    "scheduled_at": True,
    "duration": True,
    "round": True,
    "location": True,
    "join_link": True,
    "due_at": True,
    "applied_on": True,
    "closed_on": True,
    "captured_on": True,
    "contacts": True,
    "url": True,
    "source": True,
}
# Ways to reach a person, wherever they stand: no prep is written from them.
WAYS_TO_REACH = frozenset({"private", "email", "phone", "links", "link"})
GONE = "gone"
# Of a long text, such as a posting, so many paragraphs are kept to be compared.
MAX_LEAVES = 60

_OWN_WORDS = {"private": True}
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")

M = TypeVar("M", bound=FileModel)


@dataclass(frozen=True)
class Part:
    """What one reference stands for: its fields without what no prep is written from, and its body."""

    value: object
    body: str = ""

    @cached_property
    def digest(self) -> str:
        """Return 16 hex digits for all of it."""
        text = json.dumps([self.value, " ".join(self.body.split())], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def said(self) -> dict[str, str]:
        """Return its texts, leaf by leaf: `after`, `actions.2`, `decisions.1.why`, `text.3`.

        Each is cut to 400 characters; items and paragraphs count from 1.
        """
        paragraphs = [" ".join(text.split()) for text in _PARAGRAPHS.split(self.body) if text.strip()]
        leaves = [*_leaves("", self.value), *_leaves("text", paragraphs)]
        return {name: text[:MAX_SAID] for name, text in leaves[:MAX_LEAVES]}


class Inputs:
    """The parts of one vault by reference; each is gathered once.

    `own` are those of the same vault's own files, which many applications share.
    """

    def __init__(self, vault: Vault, own: "Inputs | None" = None) -> None:
        self._vault = vault
        self._own = own
        self._parts: dict[tuple[str, str], Part | None] = {}

    def part(self, reference: str, application_id: str) -> Part | None:
        """Return what `reference` stands for, or None where it says nothing."""
        key = (reference, application_id)
        if key not in self._parts:
            self._parts[key] = self._gathered(reference, application_id)
        return self._parts[key]

    def _gathered(self, reference: str, application_id: str) -> Part | None:
        try:
            parsed = Reference.parse(reference)
        except ValueError:
            return None
        if parsed.kind not in _OF_APPLICATION:
            return self._own.part(reference, "") if self._own else _vault_part(self._vault, parsed)
        record = self._vault.applications.get(application_id)
        return _application_part(record, parsed) if record else None

    def digest(self, reference: str, application_id: str) -> str | None:
        """Return 16 hex digits for what `reference` says, or None where it says nothing."""
        part = self.part(reference, application_id)
        return part.digest if part else None

    def said(self, reference: str, application_id: str) -> Mapping[str, str]:
        """Return what `reference` says, leaf by leaf; nothing where it says nothing."""
        part = self.part(reference, application_id)
        return part.said if part else {}

    def digests(self, references: Iterable[str], application_id: str) -> dict[str, str]:
        """Return the digests of several references, those that say nothing as `gone`."""
        return {
            reference: self.digest(reference, application_id) or GONE for reference in sorted(set(references))
        }

    def changed(self, recorded: Mapping[str, str], application_id: str) -> tuple[str, ...]:
        """Return the references that say something else than when `recorded` was taken.

        A file that is there and can't be used says nothing new: it is mended before prep made from
        it is written without it.
        """
        return tuple(
            reference
            for reference, digest in recorded.items()
            if (self.digest(reference, application_id) or GONE) != digest
            and not is_broken_file(Reference.parse(reference), self._vault, application_id)
        )


_OF_APPLICATION = frozenset(
    {
        ReferenceKind.JOB,
        ReferenceKind.COMPANY,
        ReferenceKind.APPLICATION,
        ReferenceKind.INTERVIEW,
        ReferenceKind.NOTES,
    }
)


def citable_metrics(project: ExperienceProject, project_id: str) -> Iterator[Metric]:
    """Yield the metrics that a reference can name: the name fits into one, and no other has it."""
    names = Counter(metric.name for metric in project.metrics)
    for metric in project.metrics:
        try:
            parsed = Reference.parse(metric_reference(project_id, metric))
        except ValueError:
            continue
        if parsed.part == metric.name and names[metric.name] == 1:
            yield metric


def metric_reference(project_id: str, metric: Metric) -> str:
    """Return the reference of a metric."""
    return f"project:{project_id}/metrics/{metric.name}"


def _application_part(record: ApplicationRecord, reference: Reference) -> Part | None:
    match reference.kind:
        case ReferenceKind.JOB:
            return _of_file(record.job)
        case ReferenceKind.COMPANY:
            return _of_file(record.company)
        case ReferenceKind.APPLICATION:
            # Its body is the candidate's own memory of it, which no writer is told.
            return _without_body(_of_file(record.application))
        case ReferenceKind.NOTES:
            found = record.interview(reference.target)
            return _of_file(found.notes, _OWN_WORDS) if found else None
        case _:
            return _of_round(record.interview(reference.target))


def _of_round(found: InterviewRecord | None) -> Part | None:
    return _without_body(_of_file(found.file)) if found else None


def _vault_part(vault: Vault, reference: Reference) -> Part | None:
    match reference.kind:
        case ReferenceKind.PROJECT:
            return _of_project(vault.projects.get(reference.target))
        case ReferenceKind.METRIC:
            project = _shared(vault.projects.get(reference.target))
            metrics = project.metrics if project else ()
            return next((_of(metric) for metric in metrics if metric.name == reference.part), None)
        case ReferenceKind.BULLET | ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
            return _resume_part(vault, reference)
        case ReferenceKind.FACT:
            facts = _shared(vault.facts)
            found = facts.facts if facts else ()
            return next((_of(fact) for fact in found if fact.id == reference.target), None)
        case ReferenceKind.ANSWER:
            profile = _shared(vault.profile)
            answer = getattr(profile.answers, reference.part, None) if profile else None
            return _of(answer) if isinstance(answer, str) else None
        case _:
            return _without_body(_of_file(vault.profile, _OWN_WORDS))


def _of_project(file: VaultFile[ExperienceProject] | None) -> Part | None:
    """Return a project without the metrics that have references of their own."""
    project = _shared(file)
    if file is None or project is None:
        return None
    own = {metric.name for metric in citable_metrics(project, file.id)}
    rest = tuple(metric for metric in project.metrics if metric.name not in own)
    return _of(project.model_copy(update={"metrics": rest}), _OWN_WORDS, file.body)


def _resume_part(vault: Vault, reference: Reference) -> Part | None:
    resume = _shared(vault.resumes.get(reference.target))
    if resume is None:
        return None
    parts: dict[ReferenceKind, Iterable[BaseModel]] = {
        ReferenceKind.ROLE: resume.roles,
        ReferenceKind.CREDENTIAL: resume.credentials,
        ReferenceKind.BULLET: [bullet for role in resume.roles for bullet in role.bullets],
    }
    for part in parts[reference.kind]:
        if getattr(part, "id", None) == reference.part:
            return _of(part, {"bullets": True} if reference.kind is ReferenceKind.ROLE else None)
    return None


def _shared(file: VaultFile[M] | None) -> M | None:
    return file.fields if file and file.fields and not file.is_private else None


def _of_file(file: VaultFile[FileModel] | None, left_out: dict[str, bool] | None = None) -> Part | None:
    if file is None or file.fields is None or file.is_private:
        return None
    return _of(file.fields, left_out or NOT_USED, file.body)


def _without_body(part: Part | None) -> Part | None:
    return Part(part.value) if part else None


def _of(part: BaseModel | str, left_out: dict[str, bool] | None = None, body: str = "") -> Part:
    if isinstance(part, BaseModel):
        names = set(left_out or {}) & set(type(part).model_fields)
        return Part(_folded(json.loads(part.model_dump_json(exclude=names))), body)
    return Part(_folded(part), body)


def _folded(value: object) -> object:
    """Return the value with runs of white space folded to one space, without what is empty."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        folded = {key: _folded(item) for key, item in value.items() if key not in WAYS_TO_REACH}
        return {key: item for key, item in folded.items() if item not in (None, "", [], {})}
    return value


def _leaves(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield (leaf, text) for each text of a folded value."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _leaves(f"{name}.{key}" if name else str(key), value[key])
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _leaves(f"{name}.{number}", item)
    elif value not in (None, ""):
        yield name or "text", str(value)
