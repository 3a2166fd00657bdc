"""What references point at: the referent's title and words, and the closest one to a broken reference."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from prepsite.core.nearest import nearest
from prepsite.core.vault import KeyPath, Vault, VaultFile
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.reference import Reference, ReferenceKind
from prepsite.models.resume import Bullet, Credential, Resume, Role

_IN_TEXT = re.compile(
    r"(?<!\\)\[((?:project|bullet|role|credential|interview|notes|fact):[^\]\[\n]{1,200}"
    r"|profile(?:/[^\]\[\n]{1,100})?|job|company|application)\](?![(\[:])"
)

# Where it stands, its title, and what it is: a file, a part of one, or the words themselves.
Cited = tuple[KeyPath, str, VaultFile[FileModel] | BaseModel | str]


@dataclass(frozen=True)
class Referent:
    """What a reference points at: `text` is what is cited, empty where it is private.

    `path` is relative to the folder that holds the vault; `line` counts from 1.
    """

    reference: Reference
    title: str
    text: str
    path: str
    line: int


def find_references(markdown: str) -> tuple[str, ...]:
    """Return the references that stand in brackets in a text, without the brackets, in order."""
    return tuple(text for _, text in locate_references(markdown))


def locate_references(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield (offset of the bracket, reference) for the references in a text."""
    for found in _IN_TEXT.finditer(markdown):
        yield found.start(), found[1].strip()


def resolve(reference: Reference, vault: Vault, application_id: str | None) -> Referent | None:
    """Return what `reference` points at, seen from an application, or None where there is nothing.

    A file that can't be used is nothing; of a private one neither title nor text is given.
    """
    file = _file(reference, vault, application_id)
    cited = _cited(reference, file) if file is not None else None
    if file is None or cited is None:
        return None
    keys, title, what = cited
    if file.is_private:
        title, what = f"Private {reference.kind}", ""
    return Referent(reference, title, _text(what), file.path, file.position(*keys)[0])


def points_at_something(reference: Reference, vault: Vault, application_id: str | None) -> bool:
    """Tell whether `resolve` would find something, without gathering its words."""
    file = _file(reference, vault, application_id)
    return file is not None and _cited(reference, file) is not None


def is_broken_file(reference: Reference, vault: Vault, application_id: str | None) -> bool:
    """Tell whether the file that a reference points into is there, but can't be used."""
    file = _file(reference, vault, application_id)
    return file is not None and file.fields is None


def closest(reference: Reference, vault: Vault, application_id: str | None) -> str | None:
    """Return the reference of the same kind that a broken one most likely means, or None."""
    known = [str(each) for each in _known(reference.kind, vault, application_id)]
    return nearest(str(reference), known) or (known[0] if len(known) == 1 else None)


def _known(kind: ReferenceKind, vault: Vault, application_id: str | None) -> Iterator[Reference]:
    """Yield every reference of a kind that points at something."""
    record = vault.applications.get(application_id or "")
    rounds = record.interviews if record else ()
    match kind:
        case ReferenceKind.PROJECT:
            yield from (Reference(kind, name) for name in vault.projects)
        case ReferenceKind.METRIC:
            for name, project in vault.projects.items():
                metrics = project.fields.metrics if project.fields else ()
                yield from (Reference(kind, name, metric.name) for metric in metrics)
        case ReferenceKind.BULLET | ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
            for name, resume in vault.resumes.items():
                parts = _parts(kind, resume.fields) if resume.fields else ()
                yield from (Reference(kind, name, part.id) for _, part, _ in parts)
        case ReferenceKind.ANSWER:
            answers = vault.profile.fields.answers if vault.profile and vault.profile.fields else None
            yield from (Reference(kind, part=key) for key, text in answers or () if text)
        case ReferenceKind.INTERVIEW:
            yield from (Reference(kind, found.id) for found in rounds)
        case ReferenceKind.NOTES:
            yield from (Reference(kind, found.id) for found in rounds if found.notes)
        case ReferenceKind.FACT:
            facts = vault.facts.fields.facts if vault.facts and vault.facts.fields else ()
            yield from (Reference(kind, fact.id) for fact in facts)
        case _:
            yield Reference(kind)


Part = tuple[KeyPath, Bullet | Role | Credential, Role | None]


def _parts(kind: ReferenceKind, resume: Resume) -> Iterator[Part]:
    """Yield (keys, part, the role it stands under) for the parts of a resume."""
    if kind is ReferenceKind.CREDENTIAL:
        yield from ((("credentials", n), each, None) for n, each in enumerate(resume.credentials))
    for r, role in enumerate(resume.roles):
        if kind is ReferenceKind.ROLE:
            yield ("roles", r), role, None
        elif kind is ReferenceKind.BULLET:
            yield from ((("roles", r, "bullets", b), bullet, role) for b, bullet in enumerate(role.bullets))


def _file(reference: Reference, vault: Vault, application_id: str | None) -> VaultFile[FileModel] | None:
    """Return the file that a reference points into."""
    record = vault.applications.get(application_id or "")
    interview = record.interview(reference.target) if record and reference.target else None
    match reference.kind:
        case ReferenceKind.PROJECT | ReferenceKind.METRIC:
            return vault.projects.get(reference.target)
        case ReferenceKind.BULLET | ReferenceKind.ROLE | ReferenceKind.CREDENTIAL:
            return vault.resumes.get(reference.target)
        case ReferenceKind.PROFILE | ReferenceKind.ANSWER:
            return vault.profile
        case ReferenceKind.FACT:
            return vault.facts
        case ReferenceKind.APPLICATION:
            return record.application if record else None
        case ReferenceKind.JOB:
            return record.job if record else None
        case ReferenceKind.COMPANY:
            return record.company if record else None
        case ReferenceKind.INTERVIEW:
            return interview.file if interview else None
        case ReferenceKind.NOTES:
            return interview.notes if interview else None


def _cited(reference: Reference, file: VaultFile[FileModel]) -> Cited | None:
    """Return what is cited in a file, or None where it isn't there."""
    match file.fields:
        case ExperienceProject() as project:
            return _metric(reference.part, project) if reference.part else ((), project.title, file)
        case Resume() as resume:
            return _part(reference, resume)
        case Profile() as profile:
            return _answer(reference.part, profile) if reference.part else ((), profile.name, file)
        case Facts() as facts:
            found = ((n, fact) for n, fact in enumerate(facts.facts) if fact.id == reference.target)
            n, fact = next(found, (0, None))
            return (("facts", n), f"Fact, {fact.status.label.lower()}", fact.text) if fact else None
        case Application() as application:
            return (), f"{application.role}, {application.company}", file
        case Job() as job:
            return (), job.title or "The posting", file
        case Company():
            return (), "What is known of the company", file
        case Interview() as interview:
            return (), interview.stage.label, file
        case Notes():
            return (), f"Notes on {file.path.rsplit('/', 2)[-2].replace('-', ' ')}", file
        case _:
            return None


def _metric(name: str, project: ExperienceProject) -> Cited | None:
    for n, metric in enumerate(project.metrics):
        if metric.name.casefold() == name.casefold():
            return ("metrics", n), f"{metric.name}, {project.title}", metric
    return None


def _part(reference: Reference, resume: Resume) -> Cited | None:
    for keys, part, role in _parts(reference.kind, resume):
        if part.id != reference.part:
            continue
        if isinstance(part, Bullet):
            where = f", {role.title} at {role.employer}" if role else ""
            return keys, f"Resume bullet{where}", part.text
        title = f"{part.title}, {part.employer}" if isinstance(part, Role) else part.name
        return keys, title, part
    return None


def _answer(key: str, profile: Profile) -> Cited | None:
    text = dict(profile.answers).get(key)
    return (("answers", key), f"Your answer: {key.replace('_', ' ')}", str(text)) if text else None


def _text(what: VaultFile[FileModel] | BaseModel | str) -> str:
    """Return what is cited as plain text; of a file all but its private block."""
    if isinstance(what, str):
        return what
    if isinstance(what, BaseModel):
        return _words(what)
    fields = _words(what.fields) if what.fields is not None else ""
    return "\n\n".join(text for text in (fields, what.body.strip()) if text)


def _words(model: BaseModel) -> str:
    """Return a model's fields as lines, lists as items: the same words for the same content."""
    lines: list[str] = []
    for name, value in model:
        if name == "private" or value is None or value == ():
            continue
        label = name.replace("_", " ").capitalize()
        if isinstance(value, tuple):
            lines += [f"{label}:", *(f"- {_inline(item)}" for item in value)]
        else:
            lines.append(f"{label}: {_inline(value)}")
    return "\n".join(lines)


def _inline(value: object) -> str:
    if isinstance(value, BaseModel):
        told = ((name.replace("_", " "), each) for name, each in value if each not in (None, ()))
        return "; ".join(f"{name}: {_inline(each)}" for name, each in told)
    if isinstance(value, tuple):
        return ", ".join(_inline(each) for each in value)
    return str(value)


def with_wholes(references: Iterable[str]) -> list[str]:
    """Return the references as they are written out, a metric's project beside the metric."""
    return list(dict.fromkeys(each for text in references for each in _with_whole(text)))


# All prep of a search cites the same few again and again.
@lru_cache(maxsize=4096)
def _with_whole(text: str) -> tuple[str, ...]:
    try:
        reference = Reference.parse(text)
    except ValueError:
        return ()
    written = str(reference)
    return (written, f"project:{reference.target}") if reference.kind is ReferenceKind.METRIC else (written,)
