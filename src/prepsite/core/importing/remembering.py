"""What an import remembers, so that the next one tells its own words from a person's."""

from collections.abc import Iterable, Sequence

from prepsite.core.importing.plan import Existing, Fate, FilePlan, plain
from prepsite.core.importing.texts import ResumeText, RoleText
from prepsite.core.kept import digest_of
from prepsite.models.imported import (
    ImportedCredential,
    ImportedFile,
    ImportedLine,
    ImportedRole,
    ImportRecord,
)
from prepsite.models.resume import Resume

_WRITTEN = (Fate.MADE, Fate.RENEWED, Fate.SAME)


def remembered(
    existing: Existing, name: str, files: Sequence[FilePlan], parts: ResumeText, current: Resume | None
) -> ImportRecord:
    """Return the record after an import.

    Where a person edited the resume, what is new of the source isn't remembered before it stands in
    the file: so it is told again next time.
    """
    digests = existing.written | {
        file.path: digest_of(plain(file.text)) for file in files if file.fate in _WRITTEN
    }
    resume = next((file for file in files if file.path == f"resumes/{name}.md"), None)
    written = resume is not None and resume.fate in _WRITTEN
    old = existing.record
    return ImportRecord(
        resume=name,
        files=tuple(ImportedFile(path=path, digest=digest) for path, digest in sorted(digests.items())),
        roles=tuple(_roles(parts, old, None if written else current)),
        skills=_skills(parts, old, None if written else current),
        credentials=tuple(_credentials(parts, old, None if written else current)),
    )


def _roles(parts: ResumeText, old: ImportRecord | None, edited: Resume | None) -> Iterable[ImportedRole]:
    before = {role.id: role for role in old.roles} if old else {}
    stated = {role.id for role in edited.roles} if edited else set()
    for role in parts.roles:
        known = before.pop(role.id, None)
        if edited is None or known or role.id in stated:
            lines = tuple(_lines(role, known, edited))
            seen = {line.id for line in lines}
            gone = tuple(line for line in known.bullets if line.id not in seen) if known else ()
            yield ImportedRole(
                id=role.id,
                employer=role.employer,
                title=role.title,
                start=role.start or None,
                end=role.end or None,
                bullets=(*lines, *gone),
            )
    yield from before.values()


def _lines(role: RoleText, known: ImportedRole | None, edited: Resume | None) -> Iterable[ImportedLine]:
    before = {line.id: line for line in known.bullets} if known else {}
    stated = {bullet.id: bullet.text for each in edited.roles for bullet in each.bullets} if edited else {}
    for bullet in role.bullets:
        old = before.get(bullet.id)
        projects = bullet.projects or (old.projects if old else ())
        line = ImportedLine(id=bullet.id, text=bullet.text, projects=projects)
        if edited is None or stated.get(bullet.id) == bullet.text:
            yield line
        elif old is not None:
            yield old


def _skills(parts: ResumeText, old: ImportRecord | None, edited: Resume | None) -> tuple[str, ...]:
    new = [skill.text for skill in parts.skills]
    before = list(old.skills) if old else []
    if edited is not None:
        new = [skill for skill in new if skill in edited.skills]
    return tuple(dict.fromkeys([*before, *new]))


def _credentials(
    parts: ResumeText, old: ImportRecord | None, edited: Resume | None
) -> Iterable[ImportedCredential]:
    before = {each.id: each for each in old.credentials} if old else {}
    stated = {each.id for each in edited.credentials} if edited else set()
    for each in parts.credentials:
        if edited is None or each.id in before or each.id in stated:
            before[each.id] = ImportedCredential(id=each.id, kind=each.kind, name=each.name)
    yield from before.values()
