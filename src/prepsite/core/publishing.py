"""The vault as others may see it: nothing private in it, so that no page can show what is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from prepsite.core.plan import Plan
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.models.base import FileModel

F = TypeVar("F", bound=FileModel)

# A shorter word of a private block, like "yes", says nothing where it stands by chance.
_TELLING = 6


def published(vault: Vault) -> Vault:
    """Return the vault without private files and blocks, and without files that can't be used.

    Its problems are left out too: they name what is wrong to its owner.
    """
    projects = {key: _shown(file) for key, file in vault.projects.items()}
    resumes = {key: _shown(file) for key, file in vault.resumes.items()}
    applications = (_application(record) for record in vault.applications.values())
    return replace(
        vault,
        profile=_shown(vault.profile),
        facts=_shown(vault.facts),
        projects={key: file for key, file in projects.items() if file},
        resumes={key: file for key, file in resumes.items() if file},
        applications={record.id: record for record in applications if record},
        problems=(),
        proposals={},
    )


def planned_of(plan: Plan, vault: Vault) -> Plan:
    """Return the plan of the documents that a vault still has, with nothing left to do for them."""
    return replace(
        plan,
        documents=tuple(
            found
            for found in plan.documents
            if (record := vault.applications.get(found.application_id))
            and (found.interview_id is None or record.interview(found.interview_id))
        ),
    )


def private_words(vault: Vault) -> dict[str, tuple[str, ...]]:
    """Return what the private blocks say that would tell something elsewhere, by the path of the file."""
    found = {file.path: tuple(_texts(file.fields.private_block)) for file in _files(vault) if file.fields}
    return {path: texts for path, texts in found.items() if texts}


def private_files(vault: Vault) -> tuple[VaultFile[FileModel], ...]:
    """Return the files that are private as a whole."""
    return tuple(file for file in _files(vault) if file.is_private)


def _files(vault: Vault) -> Iterator[VaultFile[FileModel]]:
    yield from (file for file in (vault.profile, vault.facts) if file)
    yield from vault.projects.values()
    yield from vault.resumes.values()
    for record in vault.applications.values():
        yield from (file for file in (record.application, record.job, record.company) if file)
        for found in record.interviews:
            yield found.file
            if found.notes:
                yield found.notes


def _shown(file: VaultFile[F] | None) -> VaultFile[F] | None:
    if file is None or file.fields is None or file.is_private:
        return None
    return replace(file, fields=file.fields.model_copy(update={"private": False}))


def _application(record: ApplicationRecord) -> ApplicationRecord | None:
    application = _shown(record.application)
    if application is None:
        return None
    rounds = (_round(found) for found in record.interviews)
    return replace(
        record,
        application=application,
        job=_shown(record.job),
        company=_shown(record.company),
        interviews=tuple(found for found in rounds if found),
    )


def _round(found: InterviewRecord) -> InterviewRecord | None:
    file = _shown(found.file)
    return replace(found, file=file, notes=_shown(found.notes)) if file else None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and len(value.strip()) >= _TELLING:
        yield value.strip()
