"""Ids for all parts of an imported resume: those of the last import, where parts are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prepsite.core.ids import slug
from prepsite.core.importing.imported import Award, ImportedResume, RoleDraft
from prepsite.core.importing.matching import matches, new_id, numbered, telling
from prepsite.models.imported import ImportedCredential, ImportedLine, ImportedRole, ImportRecord
from prepsite.models.resume import Resume

_SAME_ROLE = 0.6


@dataclass(frozen=True)
class Known:
    """Roles, lines and credentials by id, from the record and from the file as it stands."""

    roles: tuple[ImportedRole, ...] = ()
    credentials: tuple[ImportedCredential, ...] = ()

    def lines_of(self, role: str) -> tuple[ImportedLine, ...]:
        """Return the lines known under a role."""
        return next((known.bullets for known in self.roles if known.id == role), ())

    @property
    def line_ids(self) -> set[str]:
        """Return the ids of all lines."""
        return {line.id for role in self.roles for line in role.bullets}


@dataclass(frozen=True)
class Identified:
    """A draft with the ids of its role and of its lines; `is_new` says that no role was the same."""

    draft: RoleDraft
    role: str
    lines: tuple[str, ...]
    is_new: bool


def known_from(record: ImportRecord | None, resume: Resume | None) -> Known:
    """Return what is known: by the record's words, and what a person added by the file's own."""
    roles = list(record.roles) if record else []
    credentials = list(record.credentials) if record else []
    listed = {role.id: n for n, role in enumerate(roles)}
    seen = {line.id for role in roles for line in role.bullets}
    for role in resume.roles if resume else ():
        own = tuple(
            ImportedLine(id=b.id, text=b.text, projects=b.projects) for b in role.bullets if b.id not in seen
        )
        if role.id in listed:
            before = roles[listed[role.id]]
            roles[listed[role.id]] = before.model_copy(update={"bullets": (*before.bullets, *own)})
        else:
            start = str(role.start) if role.start else None
            roles.append(
                ImportedRole(id=role.id, employer=role.employer, title=role.title, start=start, bullets=own)
            )
    named = {credential.id for credential in credentials}
    for each in resume.credentials if resume else ():
        if each.id not in named:
            credentials.append(ImportedCredential(id=each.id, kind=each.kind, name=each.name))
    return Known(tuple(roles), tuple(credentials))


def identify_roles(resume: ImportedResume, known: Known) -> tuple[Identified, ...]:
    """Return the roles with ids: a role and its lines keep those that they had."""
    old = [(role.id, telling((role.employer, role.title, role.start))) for role in known.roles]
    drafts = [telling((d.employer, d.title, str(d.span.start or ""))) for d in resume.roles]
    same = matches(drafts, old, _SAME_ROLE)
    taken = {role.id for role in known.roles}
    lines_taken = known.line_ids
    found: list[Identified] = []
    for n, draft in enumerate(resume.roles):
        role = same.get(n) or _role_id(draft, taken)
        taken.add(role)
        found.append(
            Identified(draft, role, _line_ids(draft, known.lines_of(role), lines_taken), n not in same)
        )
    return tuple(found)


def _role_id(draft: RoleDraft, taken: set[str]) -> str:
    short = slug(draft.about or draft.employer) or "role"
    return short if short not in taken else numbered(slug(f"{draft.employer} {draft.title}") or "role", taken)


def _line_ids(draft: RoleDraft, known: Sequence[ImportedLine], taken: set[str]) -> tuple[str, ...]:
    texts = [line.text for line in draft.lines]
    same = matches(texts, [(line.id, line.text) for line in known])
    ids: list[str] = []
    for n, text in enumerate(texts):
        name = same.get(n) or new_id(text, "line", taken)
        taken.add(name)
        ids.append(name)
    return tuple(ids)


def identify_credentials(credentials: Iterable[Award], known: Known) -> tuple[tuple[str, Award], ...]:
    """Return the credentials with ids."""
    awards = list(credentials)
    old = [(each.id, f"{each.kind} {each.name}") for each in known.credentials]
    same = matches([f"{award.kind} {award.name}" for award in awards], old, 0.8)
    taken = {each.id for each in known.credentials}
    found: list[tuple[str, Award]] = []
    for n, award in enumerate(awards):
        name = same.get(n) or new_id(award.name, str(award.kind), taken)
        taken.add(name)
        found.append((name, award))
    return tuple(found)
