"""What an import brings that a file lacks because a person edited it: each with what to paste."""

from collections.abc import Iterator

from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.importing.imported import ImportedResume
from prepsite.core.importing.plan import Difference, Existing
from prepsite.core.importing.stubs import Stub
from prepsite.core.importing.texts import (
    ResumeText,
    RoleText,
    bullet_lines,
    credential_lines,
    links_quoted,
    role_lines,
)
from prepsite.core.templates import Templates
from prepsite.core.validation import validate
from prepsite.core.yamltext import yaml_scalar
from prepsite.models.imported import ImportRecord
from prepsite.models.profile import Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume, Role


def resume_differences(
    templates: Templates, path: str, parts: ResumeText, record: ImportRecord | None, current: Resume | None
) -> tuple[Difference, ...]:
    """Return what the source has and an edited resume doesn't; what a person took out is left out."""
    if current is None:
        message = (
            "the file has mistakes, so it can't be compared; mend them (`prepsite check`), and import again"
        )
        return (Difference(path, message),)
    return tuple(_Resume(templates, path, parts, record, current).differences())


class _Resume:
    def __init__(
        self, templates: Templates, path: str, parts: ResumeText, record: ImportRecord | None, current: Resume
    ) -> None:
        self.templates, self.path, self.parts, self.current = templates, path, parts, current
        self.before = {role.id: role for role in record.roles} if record else {}
        self.lines = {line.id: line.text for role in self.before.values() for line in role.bullets}
        self.skills = set(record.skills) if record else set()
        self.credentials = {each.id for each in record.credentials} if record else set()
        self.stated = {bullet.id: bullet.text for role in current.roles for bullet in role.bullets}

    def differences(self) -> Iterator[Difference]:
        stated = {role.id: role for role in self.current.roles}
        for role in self.parts.roles:
            if role.id in stated:
                yield from self._role(role, stated[role.id])
            elif role.id not in self.before:
                message = f"new: {role.title}, {role.employer}; paste it below `roles:`"
                yield Difference(self.path, message, role_lines(self.templates, role))
        yield from self._gone()
        known = {skill.casefold() for skill in (*self.current.skills, *self.skills)}
        if new := [skill.text for skill in self.parts.skills if skill.text.casefold() not in known]:
            lines = "".join(f"- {yaml_scalar(skill)}\n" for skill in new)
            yield Difference(self.path, "new skills; paste them below `skills:`", lines)
        named = {each.id for each in self.current.credentials} | self.credentials
        for each in self.parts.credentials:
            if each.id not in named:
                lines = credential_lines(self.templates, each)
                yield Difference(self.path, f"new: {each.name}; paste it below `credentials:`", lines)

    def _role(self, role: RoleText, current: Role) -> Iterator[Difference]:
        where = f"{current.title}, {current.employer}"
        for bullet in role.bullets:
            if bullet.id not in self.stated and bullet.id not in self.lines:
                message = f"a new line of {where}; paste it below its `bullets:`"
                yield Difference(self.path, message, bullet_lines(self.templates, bullet))
            elif bullet.id in self.stated and bullet.text not in (
                self.lines.get(bullet.id),
                self.stated[bullet.id],
            ):
                message = f"{bullet.id} says something else now; yours is kept. What it says in the import:"
                yield Difference(self.path, message, f"text: {yaml_scalar(bullet.text)}\n")
        before = self.before.get(role.id)
        for name, new, own in (
            ("title", role.title, current.title),
            ("start", role.start, str(current.start or "")),
            ("end", role.end, str(current.end or "")),
        ):
            old = (getattr(before, name) or "") if before else own
            if new not in (old, own) and new:
                message = f"{name} of {where} changed; yours ({own or 'none'}) is kept. In the import:"
                yield Difference(self.path, message, f"{name}: {yaml_scalar(new)}\n")

    def _gone(self) -> Iterator[Difference]:
        """Tell which lines the source lost since the last import; they stay."""
        here = {bullet.id for role in self.parts.roles for bullet in role.bullets}
        for name in self.lines:
            if name not in here and name in self.stated:
                message = f"{name} is no longer in what was imported; it stays until you delete it"
                yield Difference(self.path, message)


def project_differences(path: str, fields: ExperienceProject, stub: Stub) -> Iterator[Difference]:
    """Tell which facts of an edited project the source states otherwise."""
    for name, new, own in (
        ("employer", stub.employer, fields.employer),
        ("role", stub.role, fields.role),
        ("start", stub.start, str(fields.start) if fields.start else None),
        ("end", stub.end, str(fields.end) if fields.end else None),
    ):
        if new and own and new != own:
            message = f"{name} is {own!r} here and {new!r} in the import; yours is kept"
            yield Difference(path, message)


def profile_differences(path: str, existing: Existing, resume: ImportedResume) -> Iterator[Difference]:
    """Tell which fields the source has and an edited profile doesn't."""
    profile, _ = validate(Profile, parse_front_matter(existing.texts[path], path))
    if profile is None:
        yield Difference(path, "the file has mistakes; mend them (`prepsite check`), and import again")
        return
    person = resume.person
    found = [
        f"{name}: {yaml_scalar(new)}\n"
        for name, new, own in (
            ("headline", person.headline, profile.headline),
            ("location", person.location, profile.location),
            ("email", person.email, profile.email),
            ("phone", person.phone, profile.phone),
        )
        if new and not own
    ]
    if person.links and not profile.links:
        items = (f"  - label: {each['label']}\n    url: {each['url']}\n" for each in links_quoted(person.links))
        found.append("links:\n" + "".join(items))
    if found:
        yield Difference(
            path, "the import knows what stands nowhere in it; paste what you want", "".join(found)
        )
