"""A vault read again → the parts that did not change as the objects that they were before.

Files are compared by identity: the reader keeps a file whose bytes are the same. Two files may be equal
as values and still differ, such as times that name the same moment in two zones.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.models.base import FileModel

F = TypeVar("F", bound=FileModel)


def kept_own(new: Vault, old: Vault) -> Vault:
    """Return the vault that was there before if all of its own files are the same; both have nothing else."""
    is_same = (
        new.name == old.name
        and new.settings.model_dump_json() == old.settings.model_dump_json()
        and _is_same(new.profile, old.profile)
        and _is_same(new.facts, old.facts)
        and _are_same(new.projects, old.projects)
        and _are_same(new.resumes, old.resumes)
    )
    return old if is_same else new


def kept_record(new: ApplicationRecord, old: ApplicationRecord) -> ApplicationRecord:
    """Return the record that was there before, or the new one with the rounds that are the same."""
    before = {each.id: each for each in old.interviews}
    interviews = tuple(_kept_round(each, before.get(each.id)) for each in new.interviews)
    is_same = (
        are_alike(new, old)
        and _is_same(new.prep, old.prep)
        and all(one is other for one, other in zip(interviews, old.interviews, strict=True))
    )
    return old if is_same else replace(new, interviews=interviews)


def are_alike(new: ApplicationRecord, old: ApplicationRecord) -> bool:
    """Tell whether two records differ in nothing but their prep."""
    return (
        (new.id, new.folder, new.attachments) == (old.id, old.folder, old.attachments)
        and _is_same(new.application, old.application)
        and _is_same(new.job, old.job)
        and _is_same(new.company, old.company)
        and [each.id for each in new.interviews] == [each.id for each in old.interviews]
        and all(map(_are_alike, new.interviews, old.interviews))
    )


def _are_alike(new: InterviewRecord, old: InterviewRecord) -> bool:
    return (
        new.application_id == old.application_id
        and _is_same(new.file, old.file)
        and _is_same(new.notes, old.notes)
        # With their zones, which don't count where times are compared.
        and repr((new.starts_at, new.due_at)) == repr((old.starts_at, old.due_at))
    )


def _kept_round(new: InterviewRecord, old: InterviewRecord | None) -> InterviewRecord:
    is_same = old is not None and _are_alike(new, old) and _is_same(new.prep, old.prep)
    return old if old is not None and is_same else new


def _are_same(new: Mapping[str, VaultFile[F]], old: Mapping[str, VaultFile[F]]) -> bool:
    return list(new) == list(old) and all(_is_same(file, old[name]) for name, file in new.items())


def _is_same(new: VaultFile[FileModel] | PrepFile | None, old: VaultFile[FileModel] | PrepFile | None) -> bool:
    if new is old:
        return True
    # One that can't be read has no fields to be known by; notes of a private round are marked as such anew.
    if not (isinstance(new, VaultFile) and isinstance(old, VaultFile)):
        return False
    return new.fields is old.fields and new == old
