"""The vault's files → subjects with their passages, each passage with the line it stands on."""

from collections.abc import Iterator

from pydantic import BaseModel

from prepsite.core.grounding.passages import Passage, Subject
from prepsite.core.grounding.sentences import cut
from prepsite.core.vault import ApplicationRecord, KeyPath, Vault, VaultFile
from prepsite.models.base import FileModel
from prepsite.models.profile import Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume, Role
from prepsite.models.vocabulary import FactStatus

_PLACES = ("employer", "role", "start", "end", "team_size", "my_part")


def _passages(file: VaultFile[FileModel], reference: str, key: KeyPath, text: str | None) -> Iterator[Passage]:
    if text:
        line = file.position(*key)[0]
        for _, sentence in cut(text):
            yield Passage(reference, sentence, file.path, line)


def _body(file: VaultFile[FileModel], reference: str) -> Iterator[Passage]:
    line = file.body_line
    for block in file.body.split("\n\n"):
        lead = len(block) - len(block.lstrip("\n"))
        for offset, sentence in cut(block):
            yield Passage(reference, sentence, file.path, line + block.count("\n", 0, max(offset, lead)))
        line += block.count("\n") + 2


def project_subject(file: VaultFile[ExperienceProject]) -> Subject | None:
    """Return a project with all its passages, None where it can't be read or is private."""
    project = file.fields
    if project is None or file.is_private:
        return None
    return Subject(
        f"project:{file.id}",
        project.title,
        tuple(_of_project(file, project)),
        project.employer or "",
        project.role or "",
        project.start,
        project.end,
        project.team_size,
        project.my_part,
        {key: file.position(key)[0] for key in _PLACES},
    )


def _of_project(file: VaultFile[ExperienceProject], project: ExperienceProject) -> Iterator[Passage]:
    reference = f"project:{file.id}"
    yield Passage(reference, project.title, file.path, file.position("title")[0])
    yield from _passages(file, reference, ("problem_context",), project.problem_context)
    listed: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("actions", project.actions),
        ("outcomes", project.outcomes),
        ("lessons", project.lessons),
    )
    for name, texts in listed:
        for n, text in enumerate(texts):
            yield from _passages(file, reference, (name, n), text)
    for n, tool in enumerate(project.tools):
        yield Passage(reference, tool, file.path, file.position("tools", n)[0])
    yield from _passages(file, reference, ("role",), project.role)
    for n, decision in enumerate(project.decisions):
        for each in (decision.choice, decision.why, decision.trade_off, *decision.alternatives):
            yield from _passages(file, reference, ("decisions", n), each)
    yield from _metrics(file, project)
    yield from _body(file, reference)


def _metrics(file: VaultFile[ExperienceProject], project: ExperienceProject) -> Iterator[Passage]:
    for n, metric in enumerate(project.metrics):
        line = file.position("metrics", n)[0]
        reference = f"project:{file.id}/metrics/{metric.name}"
        unit = metric.unit or ""
        values = " to ".join(f"{each} {unit}".strip() for each in (metric.before, metric.after) if each)
        yield Passage(reference, f"{metric.name}: {values}", file.path, line, metric)
        for _, sentence in cut(metric.how_measured or ""):
            yield Passage(reference, sentence, file.path, line)


def role_subjects(file: VaultFile[Resume]) -> Iterator[Subject]:
    """Yield the roles of a resume, each before its bullets."""
    for n, role in enumerate(file.fields.roles if file.fields else ()):
        where = f", {role.location}" if role.location else ""
        header = Passage(
            f"role:{file.id}/{role.id}",
            f"{role.title}, {role.employer}{where}",
            file.path,
            file.position("roles", n)[0],
        )
        places = {key: file.position("roles", n, key)[0] for key in ("employer", "title", "start", "end")}
        places["role"] = places["title"]
        yield Subject(
            header.reference,
            role.title,
            (header,),
            role.employer,
            role.title,
            role.start,
            role.end,
            places=places,
        )
        yield from _bullets(file, n, role)


def _bullets(file: VaultFile[Resume], n: int, role: Role) -> Iterator[Subject]:
    for b, bullet in enumerate(role.bullets):
        reference = f"bullet:{file.id}/{bullet.id}"
        found = tuple(_passages(file, reference, ("roles", n, "bullets", b), bullet.text))
        if found:
            yield Subject(
                reference, bullet.text, found, role.employer, role.title, projects=tuple(bullet.projects)
            )


def own_subjects(vault: Vault, resume: VaultFile[Resume] | None) -> Iterator[Subject]:
    """Yield what is about the candidate at large: profile, resume, confirmed facts."""
    if vault.profile and vault.profile.fields and not vault.profile.is_private:
        yield Subject(
            "profile", vault.profile.fields.name, tuple(_of_profile(vault.profile, vault.profile.fields))
        )
    if resume and resume.fields:
        yield Subject(f"resume:{resume.id}", resume.fields.title, tuple(_of_resume(resume, resume.fields)))
    facts = facts_of(vault, FactStatus.CONFIRMED)
    if vault.facts and not vault.facts.is_private:
        facts += tuple(_body(vault.facts, "facts"))
    if facts:
        yield Subject("facts", "Confirmed facts", facts)


def _of_profile(file: VaultFile[Profile], profile: Profile) -> Iterator[Passage]:
    yield Passage(
        "profile", f"{profile.name}, {profile.headline or ''}, {profile.location or ''}", file.path, 1
    )
    yield from _passages(file, "profile", ("narrative",), profile.narrative)
    for key, text in profile.answers:
        yield from _passages(file, f"profile/answers/{key}", ("answers", key), text)
    yield from _body(file, "profile")


def _of_resume(file: VaultFile[Resume], resume: Resume) -> Iterator[Passage]:
    reference = f"resume:{file.id}"
    yield Passage(reference, resume.title, file.path, 1)
    yield from _passages(file, reference, ("summary",), resume.summary)
    for n, skill in enumerate(resume.skills):
        yield Passage(f"{reference}/skills", skill, file.path, file.position("skills", n)[0])
    for n, each in enumerate(resume.credentials):
        parts = (each.name, each.kind.label, each.issuer, each.date, each.expires)
        text = ", ".join(str(part) for part in parts if part)
        line = file.position("credentials", n)[0]
        yield Passage(f"credential:{file.id}/{each.id}", text, file.path, line)
    yield from _body(file, reference)


def facts_of(vault: Vault, status: FactStatus) -> tuple[Passage, ...]:
    """Return the facts of one status, as their file has them."""
    file = vault.facts
    if file is None or file.fields is None or file.is_private:
        return ()
    return tuple(
        Passage(f"fact:{fact.id}", fact.text, file.path, file.position("facts", n)[0])
        for n, fact in enumerate(file.fields.facts)
        if fact.status is status
    )


def notes_subjects(application: ApplicationRecord | None) -> Iterator[Subject]:
    """Yield the notes on the rounds of an application."""
    for found in application.interviews if application else ():
        file = found.notes
        if file is None or file.fields is None or file.is_private:
            continue
        reference = f"notes:{found.id}"
        notes = file.fields
        passages = [Passage(reference, f"Notes on {found.id}", file.path, 1)]
        for n, question in enumerate(notes.questions):
            for text in (question.text, question.my_answer, question.topic):
                passages += _passages(file, reference, ("questions", n), text)
        for n, told in enumerate(notes.told_them):
            passages += _passages(file, reference, ("told_them", n), _told(told))
        for name, texts in (
            ("learned", notes.learned),
            ("follow_ups", notes.follow_ups),
            ("weak_topics", notes.weak_topics),
        ):
            for n, entry in enumerate(texts):
                passages += _passages(file, reference, (name, n), entry)
        passages += _body(file, reference)
        yield Subject(reference, f"Notes on {found.id}", tuple(passages))


def _told(entry: BaseModel) -> str:
    return ", ".join(str(value) for _, value in entry if value)


def their_subjects(application: ApplicationRecord | None) -> Iterator[Subject]:
    """Yield what the other side says of itself: it backs no claim of the candidate's."""
    if application is None:
        return
    if application.job:
        file = application.job
        fields = [str(value) for _, value in file.fields if isinstance(value, str)] if file.fields else []
        passages = [Passage("job", text, file.path, 1) for text in fields]
        yield Subject("job", "The posting", (*passages, *_body(file, "job")))
    if application.company:
        company = application.company
        statements = company.fields.statements if company.fields else ()
        told = [
            Passage("company", f"{each.text} {each.source}", company.path, company.position("statements", n)[0])
            for n, each in enumerate(statements)
        ]
        yield Subject("company", "The company", (*told, *_body(company, "company")))
    for found in application.interviews:
        lines = [found.interview.location or ""] if found.interview else []
        if found.interview:
            lines += [
                " ".join(str(value) for _, value in person if value) for person in found.interview.interviewers
            ]
        first = [Passage(f"interview:{found.id}", text, found.file.path, 1) for text in lines if text]
        passages_of = (*first, *_body(found.file, f"interview:{found.id}"))
        if passages_of:
            yield Subject(f"interview:{found.id}", f"The round {found.id}", passages_of)
    if application.fields:
        fields_of = application.fields
        texts = [fields_of.company, fields_of.role, fields_of.location or "", fields_of.source or ""]
        texts += [" ".join(str(value) for _, value in contact if value) for contact in fields_of.contacts]
        path = application.application.path if application.application else ""
        yield Subject(
            "application",
            "The application",
            tuple(Passage("application", text, path, 1) for text in texts if text),
        )
