"""Digests of what prep is made from, by reference: how a section knows that it is stale.

White space, key order, comments and private blocks don't count, nor do an interview's time and
place or an application's status: no prep is written from them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pydantic import BaseModel

from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.models.base import FileModel
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
_OWN_WORDS = {"private": True}
GONE = "gone"

M = TypeVar("M", bound=FileModel)


class Inputs:
    """Digests of the parts of one vault; each part is digested once."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._shared: dict[str, str | None] = {}

    def digest(self, reference: str, application_id: str) -> str | None:
        """Return 16 hex digits for what `reference` says, or None where it says nothing."""
        parsed = Reference.parse(reference)
        if parsed.kind in _OF_APPLICATION:
            record = self._vault.applications.get(application_id)
            return _application_part(record, parsed) if record else None
        if reference not in self._shared:
            self._shared[reference] = _vault_part(self._vault, parsed)
        return self._shared[reference]

    def digests(self, references: Iterable[str], application_id: str) -> dict[str, str]:
        """Return the digests of several references, those that say nothing as `gone`."""
        return {
            reference: self.digest(reference, application_id) or GONE for reference in sorted(set(references))
        }

    def changed(self, recorded: Mapping[str, str], application_id: str) -> tuple[str, ...]:
        """Return the references that say something else than when `recorded` was taken."""
        return tuple(
            reference
            for reference, digest in recorded.items()
            if (self.digest(reference, application_id) or GONE) != digest
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


def _application_part(record: ApplicationRecord, reference: Reference) -> str | None:
    match reference.kind:
        case ReferenceKind.JOB:
            return _file_digest(record.job)
        case ReferenceKind.COMPANY:
            return _file_digest(record.company)
        case ReferenceKind.APPLICATION:
            return _file_digest(record.application)
        case ReferenceKind.NOTES:
            found = record.interview(reference.target)
            return _file_digest(found.notes, _OWN_WORDS) if found else None
        case _:
            return _interview_digest(record.interview(reference.target))


def _interview_digest(found: InterviewRecord | None) -> str | None:
    if found is None or found.interview is None or found.file.is_private:
        return None
    return _digest(found.interview, NOT_USED)


def _vault_part(vault: Vault, reference: Reference) -> str | None:
    match reference.kind:
        case ReferenceKind.PROJECT:
            return _file_digest(vault.projects.get(reference.target), _OWN_WORDS)
        case ReferenceKind.METRIC:
            project = _shared(vault.projects.get(reference.target))
            metrics = project.metrics if project else ()
            return next((_digest(metric) for metric in metrics if metric.name == reference.part), None)
        case ReferenceKind.BULLET | ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
            return _resume_part(vault, reference)
        case ReferenceKind.FACT:
            facts = _shared(vault.facts)
            found = facts.facts if facts else ()
            return next((_digest(fact) for fact in found if fact.id == reference.target), None)
        case ReferenceKind.ANSWER:
            profile = _shared(vault.profile)
            answer = getattr(profile.answers, reference.part, None) if profile else None
            return _digest(answer) if isinstance(answer, str) else None
        case _:
            return _file_digest(vault.profile, _OWN_WORDS)


def _resume_part(vault: Vault, reference: Reference) -> str | None:
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
            return _digest(part, {"bullets": True} if reference.kind is ReferenceKind.ROLE else None)
    return None


def _shared(file: VaultFile[M] | None) -> M | None:
    return file.fields if file and file.fields and not file.is_private else None


def _file_digest(file: VaultFile[FileModel] | None, left_out: dict[str, bool] | None = None) -> str | None:
    if file is None or file.fields is None or file.is_private:
        return None
    return _digest(file.fields, left_out or NOT_USED, file.body)


def _digest(part: BaseModel | str, left_out: dict[str, bool] | None = None, body: str = "") -> str:
    if isinstance(part, BaseModel):
        names = set(left_out or {}) & set(type(part).model_fields)
        value = json.loads(part.model_dump_json(exclude=names))
    else:
        value = part
    text = json.dumps([_folded(value), " ".join(body.split())], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(value: object) -> object:
    """Return the value with runs of white space in its texts folded to one space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items()}
    return value
