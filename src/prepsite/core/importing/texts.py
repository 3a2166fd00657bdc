"""Resume, project and profile as the vault's texts, through the templates in `scaffold/import`."""

from collections.abc import Sequence
from dataclasses import dataclass

from prepsite.core.importing.imported import ImportedResume
from prepsite.core.importing.stubs import Stub, missing_of
from prepsite.core.templates import Templates
from prepsite.core.yamltext import yaml_scalar


@dataclass(frozen=True)
class BulletText:
    """A bullet; `gone` says that the source no longer has it."""

    id: str
    text: str
    projects: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class RoleText:
    """A role; texts are empty where nothing is known."""

    id: str
    employer: str
    title: str
    start: str = ""
    end: str = ""
    location: str = ""
    bullets: tuple[BulletText, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class CredentialText:
    """A credential."""

    id: str
    kind: str
    name: str
    issuer: str = ""
    date: str = ""
    expires: str = ""
    gone: bool = False


@dataclass(frozen=True)
class SkillText:
    """A skill."""

    text: str
    gone: bool = False


@dataclass(frozen=True)
class ResumeText:
    """All parts of a resume with their ids."""

    roles: tuple[RoleText, ...]
    skills: tuple[SkillText, ...]
    credentials: tuple[CredentialText, ...]


def resume_text(templates: Templates, resume: ImportedResume, parts: ResumeText) -> str:
    """Return the whole of `resumes/<id>.md`."""
    person = resume.person
    title = ", ".join(filter(None, (person.name or "Resume", person.headline or f"from {resume.format}")))
    return templates.render(
        "scaffold/import/resume.md.j2",
        format=resume.format,
        title=yaml_scalar(title),
        summary=_quoted(resume.summary),
        roles=[_role(role) for role in parts.roles],
        skills=[{"text": yaml_scalar(skill.text), "gone": skill.gone} for skill in parts.skills],
        credentials=[_credential(each) for each in parts.credentials],
        remainder=resume.remainder,
    )


def role_lines(templates: Templates, role: RoleText) -> str:
    """Return a role as it would stand below `roles:`."""
    return templates.render("scaffold/import/role.md.j2", role=_role(role))


def bullet_lines(templates: Templates, bullet: BulletText) -> str:
    """Return a bullet as it would stand below `bullets:`."""
    return templates.render("scaffold/import/bullet.md.j2", bullet=_bullet(bullet))


def credential_lines(templates: Templates, credential: CredentialText) -> str:
    """Return a credential as it would stand below `credentials:`."""
    return templates.render("scaffold/import/credential.md.j2", credential=_credential(credential))


def project_text(templates: Templates, stub: Stub) -> str:
    """Return the whole of `projects/<id>.md`: what is known, and what is missing as comments."""
    return templates.render(
        "scaffold/import/project.md.j2",
        title=yaml_scalar(stub.title),
        employer=_quoted(stub.employer),
        role=_quoted(stub.role),
        start=stub.start,
        end=stub.end,
        tools=[yaml_scalar(tool) for tool in stub.tools],
        lines=stub.lines,
        missing=missing_of(stub.lines, None),
    )


def profile_text(templates: Templates, resume: ImportedResume) -> str:
    """Return the whole of `profile.md`."""
    person = resume.person
    return templates.render(
        "scaffold/import/profile.md.j2",
        format=resume.format,
        full_name=yaml_scalar(person.name or "Your Name"),
        headline=_quoted(person.headline),
        location=_quoted(person.location),
        email=_quoted(person.email),
        phone=_quoted(person.phone),
        links=links_quoted(person.links),
        narrative=_quoted(resume.summary),
        is_own_voice=_is_own_voice(resume),
    )


def links_quoted(links: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return links ready for YAML."""
    return [{"label": yaml_scalar(label), "url": yaml_scalar(address)} for label, address in links]


def _is_own_voice(resume: ImportedResume) -> bool:
    """Tell whether a summary could be said by the candidate: it speaks of nobody by name."""
    words = {word.strip(".,;:!?()").casefold() for word in resume.summary.split()}
    names = {part.casefold() for part in resume.person.name.split()}
    return not words & (names | {"he", "she", "his", "her"})


def _quoted(text: str) -> str:
    return yaml_scalar(text) if text else ""


def _role(role: RoleText) -> dict[str, object]:
    return {
        "id": role.id,
        "employer": yaml_scalar(role.employer),
        "title": yaml_scalar(role.title),
        "start": role.start,
        "end": role.end,
        "location": _quoted(role.location),
        "gone": role.gone,
        "bullets": [_bullet(bullet) for bullet in role.bullets],
    }


def _bullet(bullet: BulletText) -> dict[str, object]:
    projects = list(bullet.projects)
    return {"id": bullet.id, "text": yaml_scalar(bullet.text), "projects": projects, "gone": bullet.gone}


def _credential(credential: CredentialText) -> dict[str, object]:
    return {
        "id": credential.id,
        "kind": credential.kind,
        "name": yaml_scalar(credential.name),
        "issuer": _quoted(credential.issuer),
        "date": credential.date,
        "expires": credential.expires,
        "gone": credential.gone,
    }
