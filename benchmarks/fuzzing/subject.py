"""One vault in which one file at a time is another: read, parsed, linked, planned, made into pages."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from mistakes.base import BASE
from prepsite.core.document import split
from prepsite.core.frontmatter import parse_front_matter, parse_yaml
from prepsite.core.linking import link
from prepsite.core.pages import site_of
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.prepared import prepare
from prepsite.core.plan import plan_of
from prepsite.core.posting.formatting import format_posting
from prepsite.core.posting.reading import read_posting
from prepsite.core.prep_problems import prep_problems
from prepsite.core.validation import validate
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.errors import Problem
from prepsite.models.application import Application, Company, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.reader import read_vault

F = TypeVar("F", bound=FileModel)

MOST_PROBLEMS = 250
LONGEST_MESSAGE = 2_000


class WrongError(Exception):
    """The reader broke its word: says which."""


@dataclass(frozen=True)
class Reading:
    """What one file cost: seconds of CPU for the file itself, and with the vault around it."""

    own: float
    whole: float
    problems: int


class Subject:
    """A vault in a folder; `seeds` has every file of it, prep included, by path."""

    def __init__(self, root: Path) -> None:
        for path, content in BASE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        self.workspace = Workspace.at(root)
        command = [sys.executable, "-m", "prepsite", "--root", str(root), "generate"]
        subprocess.run(command, check=True, capture_output=True)
        self.vault = read_vault(self.workspace)
        self.templates = JinjaTemplates()
        folder = self.workspace.vault
        self.seeds = {
            file.relative_to(root).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file() and ".prepsite" not in file.parts
        }
        self._place = root / "mutated"

    def read(self, path: str, content: bytes, *, pages: bool) -> Reading:
        """Read the vault with this file in place of its own; raise whatever prepsite should not."""
        self._place.write_bytes(content)
        start = time.process_time()
        text, refused = read_text(self._place, path)
        vault, own = self._with(path, text)
        between = time.process_time()
        vault = link(replace(vault, problems=(*refused, *own)))
        problems = (*vault.problems, *prep_problems(vault))
        vault = replace(vault, problems=problems)
        plan = plan_of(vault)
        if pages:
            site_of(vault, plan, self.templates)
        end = time.process_time()
        _check(path, content, text, problems)
        return Reading(between - start, end - start, len(problems))

    def read_alone(self, path: str, content: bytes) -> None:
        """Read this file and take its text apart, without the vault around it; raise as `read` does."""
        self._place.write_bytes(content)
        text, refused = read_text(self._place, path)
        _, own = self._with(path, text)
        _check(path, content, text, (*refused, *own))
        if text is None:
            return
        embed(text, Surroundings(2))
        if path.endswith("/prep.md"):
            prepare(PrepFile(path, text))
        elif path.endswith("/job.md"):
            format_posting(text, [sentence.quote for sentence in read_posting(text).sentences])

    def _with(self, path: str, text: str | None) -> tuple[Vault, tuple[Problem, ...]]:
        """Return the vault with one file replaced, and that file's own problems."""
        vault, (_, *parts) = self.vault, path.split("/")
        match parts:
            case ["prepsite.yml"]:
                parsed = parse_yaml(text or "", path)
                settings, objections = validate(Settings, parsed)
                return replace(vault, settings=settings or Settings()), (*parsed.problems, *objections)
            case ["profile.md"]:
                profile, problems = _file(Profile, path, "profile", text)
                return replace(vault, profile=profile), problems
            case ["facts.md"]:
                facts, problems = _file(Facts, path, "facts", text)
                return replace(vault, facts=facts), problems
            case ["projects", name]:
                stem = name.removesuffix(".md")
                project, problems = _file(ExperienceProject, path, stem, text)
                return replace(vault, projects={**vault.projects, stem: project}), problems
            case ["resumes", name]:
                stem = name.removesuffix(".md")
                resume, problems = _file(Resume, path, stem, text)
                return replace(vault, resumes={**vault.resumes, stem: resume}), problems
            case ["applications", name, *rest]:
                record, problems = _application(vault.applications[name], path, rest, text)
                return replace(vault, applications={**vault.applications, name: record}), problems
        raise WrongError(f"there is no file {path} in the vault")


def _application(
    record: ApplicationRecord, path: str, rest: list[str], text: str | None
) -> tuple[ApplicationRecord, tuple[Problem, ...]]:
    match rest:
        case ["application.md"]:
            application, problems = _file(Application, path, "application", text)
            return replace(record, application=application), problems
        case ["job.md"]:
            job, problems = _file(Job, path, "job", text)
            return replace(record, job=job), problems
        case ["company.md"]:
            company, problems = _file(Company, path, "company", text)
            return replace(record, company=company), problems
        case ["prep.md"]:
            return replace(record, prep=_prep(path, text)), ()
        case ["interviews", name, file]:
            rounds = {found.id: found for found in record.interviews}
            rounds[name], problems = _round(rounds[name], path, file, text)
            return replace(record, interviews=tuple(rounds.values())), problems
    raise WrongError(f"there is no file {path} in the vault")


def _round(
    found: InterviewRecord, path: str, file: str, text: str | None
) -> tuple[InterviewRecord, tuple[Problem, ...]]:
    match file:
        case "interview.md":
            interview, problems = _file(Interview, path, found.id, text)
            return replace(found, file=interview, starts_at=None), problems
        case "notes.md":
            notes, problems = _file(Notes, path, found.id, text)
            return replace(found, notes=notes), problems
        case "prep.md":
            return replace(found, prep=_prep(path, text)), ()
    raise WrongError(f"there is no file {path} in the vault")


def _file(model: type[F], path: str, name: str, text: str | None) -> tuple[VaultFile[F], tuple[Problem, ...]]:
    if text is None:
        return VaultFile(path, name, None), ()
    parsed = parse_front_matter(text, path)
    fields, objections = validate(model, parsed)
    file = VaultFile(path, name, fields, parsed.body, parsed.body_line, parsed.positions)
    return file, (*parsed.problems, *objections)


def _prep(path: str, text: str | None) -> PrepFile | None:
    if text is None:
        return None
    if split(text).text != text:
        raise WrongError("the parts of a prep text, joined again, are not the text")
    return PrepFile(path, text)


def _check(path: str, content: bytes, text: str | None, problems: Iterable[Problem]) -> None:
    """Raise WrongError unless each problem stands in a file, at a place that the file has."""
    found = tuple(problems)
    mine = [problem for problem in found if problem.path == path]
    if len(mine) > MOST_PROBLEMS:
        raise WrongError(f"{len(mine)} problems in one file")
    shown = text if text is not None else content.decode("utf-8", "replace")
    lines = shown.removeprefix("\ufeff").split("\n")
    for problem in found:
        placed = problem.path.startswith("vault/") and problem.line >= 1 and problem.column >= 1
        if not placed or not problem.message:
            raise WrongError(f"a problem without a place: {problem!r:.300}")
        if len(str(problem)) > LONGEST_MESSAGE:
            raise WrongError(f"a message of {len(str(problem))} characters: {problem!r:.300}")
    for problem in mine:
        if problem.line > len(lines) or problem.column > len(lines[problem.line - 1]) + 1:
            raise WrongError(f"a place that the file doesn't have: {problem!r:.300}")


def in_memory() -> Path | None:
    """Return a folder in memory for the vault, where the system has one."""
    folder = Path("/dev/shm")  # noqa: S108 - a folder is made in it with mkdtemp
    return folder if folder.is_dir() and os.access(folder, os.W_OK) else None
