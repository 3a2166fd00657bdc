"""What was read → the linked vault: rounds in their order, references checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from prepsite.core.nearest import nearest
from prepsite.core.vault import ApplicationRecord, InterviewRecord, KeyPath, Vault, VaultFile
from prepsite.core.yaml_values import LONGEST_MESSAGE, MAX_PROBLEMS, shortened
from prepsite.errors import Problem, Severity, in_order
from prepsite.models.base import FileModel, PartialDate
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume

INTERVIEW_YEARS = range(1950, 2151)
"""The years in which a round can be, or something can be due."""
_MOST_NAMED = 6


def link(vault: Vault) -> Vault:
    """Return the vault with its rounds in order, and with every problem that files have together.

    Rounds are ordered by `scheduled_at`, then `round`, then id; those without a date come last.
    """
    problems = list(vault.problems)
    applications: dict[str, ApplicationRecord] = {}
    for record in vault.applications.values():
        applications[record.id], found = link_application(record, vault)
        problems.extend(found)
    problems.extend(own_problems(vault))
    return replace(vault, applications=applications, problems=each_once(problems))


def link_application(record: ApplicationRecord, vault: Vault) -> tuple[ApplicationRecord, tuple[Problem, ...]]:
    """Return a record with its rounds in order, and its problems beside the vault's own files."""
    problems: list[Problem] = []
    rounds = [_with_times(_kept(found), vault.settings.zone, problems) for found in record.interviews]
    linked = replace(record, interviews=tuple(sorted(rounds, key=_order)))
    return linked, (*problems, *_application_problems(linked, vault))


def own_problems(vault: Vault) -> tuple[Problem, ...]:
    """Return the problems that the candidate's own files have together."""
    return (*_resume_problems(vault), *_project_problems(vault), *_fact_problems(vault))


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return in_order(dict.fromkeys(problems))


def _order(found: InterviewRecord) -> tuple[bool, float, int, str]:
    starts = found.starts_at
    number = found.interview.round if found.interview else None
    # A round without a number comes after those with one.
    return (starts is None, starts.timestamp() if starts else 0.0, number or 1_000, found.id)


def _kept(found: InterviewRecord) -> InterviewRecord:
    """Return a round whose notes are private where it is: it keeps what stands beside it."""
    if found.notes is None or not found.file.is_private:
        return found
    return replace(found, notes=replace(found.notes, asks_privacy=True))


def _with_times(found: InterviewRecord, zone: ZoneInfo, problems: list[Problem]) -> InterviewRecord:
    """Give a round's times a zone; a time that can't be is a problem."""
    if found.interview is None:
        return found
    file, fields = found.file, found.interview
    return replace(
        found,
        starts_at=_moment(file, "scheduled_at", fields.scheduled_at, zone, problems),
        due_at=_moment(file, "due_at", fields.due_at, zone, problems),
    )


def _moment(
    file: VaultFile[FileModel], key: str, when: datetime | None, zone: ZoneInfo, problems: list[Problem]
) -> datetime | None:
    if when is None:
        return None
    if when.year not in INTERVIEW_YEARS:
        message = f"the year {when.year} is not one that an interview can be in"
        problems.append(_problem(file, Severity.ERROR, (key,), message, "mend the year"))
        return None
    if when.tzinfo is not None:
        return when
    local = when.replace(tzinfo=zone)
    real = local.astimezone(UTC).astimezone(zone)
    if real.replace(tzinfo=None) != when:
        message = f"there is no {when:%H:%M} on that day in {zone.key}: clocks go forward"
        problems.append(_problem(file, Severity.WARNING, (key,), message, f"{real:%H:%M} is used"))
    elif local.utcoffset() != local.replace(fold=1).utcoffset():
        message = f"{when:%H:%M} comes twice on that day in {zone.key}: clocks go back"
        remedy = f"the first is used; add the offset, as in {local.isoformat(timespec='minutes')}"
        problems.append(_problem(file, Severity.NOTICE, (key,), message, remedy))
    return real


def _problem(
    file: VaultFile[FileModel],
    severity: Severity,
    keys: KeyPath,
    message: str,
    remedy: str,
) -> Problem:
    field = ".".join(key for key in keys if isinstance(key, str))
    message, remedy = shortened(message, LONGEST_MESSAGE), shortened(remedy, LONGEST_MESSAGE)
    return Problem(file.path, *file.position(*keys), severity, field, message, remedy)


def _first(found: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the first problems of one file: nobody mends thousands from a list."""
    return islice(found, MAX_PROBLEMS)


def missing_reference(kind: str, wanted: str, known: Iterable[str], where: str) -> tuple[str, str]:
    """Return message and remedy for an id that nothing has; the remedy names the closest one."""
    names = sorted(known)
    message = f"there is no {kind} {wanted!r}"
    if found := nearest(wanted, names, cutoff=0.5):
        return message, f"did you mean {found}?"
    if not names:
        return message, f"write {where}"
    named = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
    return message, f"the {kind}s are {named}; or write {where}"


def _broken(
    file: VaultFile[FileModel],
    keys: KeyPath,
    kind: str,
    wanted: str,
    known: Mapping[str, object],
    folder: str,
) -> Iterator[Problem]:
    if wanted not in known:
        message, remedy = missing_reference(kind, wanted, known, f"{folder}/{wanted}.md")
        yield _problem(file, Severity.ERROR, keys, message, remedy)


def _repeated(file: VaultFile[FileModel], kind: str, ids: Iterable[tuple[KeyPath, str]]) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier part of the file has already."""
    seen: dict[str, int] = {}
    for keys, name in ids:
        line = file.position(*keys)[0]
        if name in seen:
            message = f"the {kind} id {name!r} stands twice; line {seen[name]} has it already"
            yield _problem(file, Severity.ERROR, keys, message, "give one of them another id")
        seen.setdefault(name, line)


def _resume_problems(vault: Vault) -> Iterator[Problem]:
    for file in vault.resumes.values():
        if file.fields is not None:
            yield from _first(_problems_of_resume(file, file.fields, vault))


def _problems_of_resume(file: VaultFile[Resume], resume: Resume, vault: Vault) -> Iterator[Problem]:
    folder = f"{vault.name}/projects"
    bullets = [
        (("roles", r, "bullets", b), bullet)
        for r, role in enumerate(resume.roles)
        for b, bullet in enumerate(role.bullets)
    ]
    roles, credentials = enumerate(resume.roles), enumerate(resume.credentials)
    yield from _repeated(file, "role", ((("roles", n, "id"), role.id) for n, role in roles))
    yield from _repeated(file, "bullet", (((*keys, "id"), bullet.id) for keys, bullet in bullets))
    ids = ((("credentials", n, "id"), credential.id) for n, credential in credentials)
    yield from _repeated(file, "credential", ids)
    for keys, bullet in bullets:
        for n, project in enumerate(bullet.projects):
            yield from _broken(file, (*keys, "projects", n), "project", project, vault.projects, folder)
    yield from _resume_dates(file, resume)


def _resume_dates(file: VaultFile[Resume], resume: Resume) -> Iterator[Problem]:
    for n, role in enumerate(resume.roles):
        yield from _reversed(file, ("roles", n, "end"), role.start, role.end)
    for n, credential in enumerate(resume.credentials):
        yield from _reversed(file, ("credentials", n, "expires"), credential.date, credential.expires)


def _project_problems(vault: Vault) -> Iterator[Problem]:
    for file in vault.projects.values():
        if file.fields is not None:
            yield from _reversed(file, ("end",), file.fields.start, file.fields.end)
            yield from _first(_repeated_metrics(file, file.fields))


def _repeated_metrics(file: VaultFile[ExperienceProject], project: ExperienceProject) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, metric in enumerate(project.metrics):
        if metric.name.casefold() in seen:
            message = f"the metric {metric.name!r} stands twice, so a reference can't tell which is meant"
            remedy = "give one of them another name"
            yield _problem(file, Severity.WARNING, ("metrics", n, "name"), message, remedy)
        seen.add(metric.name.casefold())


def _reversed(
    file: VaultFile[FileModel],
    keys: KeyPath,
    start: PartialDate | None,
    end: PartialDate | str | None,
) -> Iterator[Problem]:
    """Yield a problem where an end lies before its start, as far as both dates tell."""
    if start is None or not isinstance(end, PartialDate):
        return
    first = [part for part in (start.year, start.month, start.day) if part]
    last = [part for part in (end.year, end.month, end.day) if part]
    length = min(len(first), len(last))
    if last[:length] < first[:length]:
        yield _problem(file, Severity.ERROR, keys, f"{end} is before the start, {start}", "mend one of the two")


def _fact_problems(vault: Vault) -> Iterator[Problem]:
    file = vault.facts
    if file is not None and file.fields is not None:
        ids = ((("facts", n, "id"), fact.id) for n, fact in enumerate(file.fields.facts))
        yield from _first(_repeated(file, "fact", ids))


def _application_problems(record: ApplicationRecord, vault: Vault) -> Iterator[Problem]:
    file = record.application
    if file is not None and file.fields is not None:
        fields = file.fields
        if fields.resume is not None:
            folder = f"{vault.name}/resumes"
            yield from _broken(file, ("resume",), "resume", fields.resume, vault.resumes, folder)
        if fields.applied_on and fields.closed_on and fields.closed_on < fields.applied_on:
            message = f"{fields.closed_on} is before the day you applied, {fields.applied_on}"
            yield _problem(file, Severity.ERROR, ("closed_on",), message, "mend one of the two")
    yield from _posting_problems(record)
    for found in record.interviews:
        yield from _first(_round_problems(found, record, vault))


def _posting_problems(record: ApplicationRecord) -> Iterator[Problem]:
    job = record.job
    if job is not None and not job.body.strip() and job.fields is not None:
        message = "the posting has no text, so no prep can be written"
        remedy = "paste the posting below the front matter"
        yield Problem(job.path, max(job.body_line - 1, 1), 1, Severity.ERROR, "", message, remedy)


def _round_problems(found: InterviewRecord, record: ApplicationRecord, vault: Vault) -> Iterator[Problem]:
    if found.is_scheduled and record.fields is not None and not record.is_open:
        message = f"the round is scheduled, but the application is {record.fields.status.label.lower()}"
        remedy = "cancel the round, or reopen the application"
        yield _problem(found.file, Severity.WARNING, ("status",), message, remedy)
    notes = found.notes
    if notes is None:
        return
    if found.is_scheduled:
        message = "the round is scheduled, but it has notes already"
        remedy = "set status: completed once it is over"
        yield _problem(found.file, Severity.WARNING, ("status",), message, remedy)
    if notes.fields is not None:
        for q, question in enumerate(notes.fields.questions):
            for n, project in enumerate(question.used):
                keys = ("questions", q, "used", n)
                yield from _broken(notes, keys, "project", project, vault.projects, f"{vault.name}/projects")
