"""Bringing a resume in from another program's file: `prepsite import`."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prepsite.app.locking import writing
from prepsite.app.naming import require_id
from prepsite.app.scaffold import scaffold_files
from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.ids import slug
from prepsite.core.importing.foreign import FORMATS, NEITHER, read_resume
from prepsite.core.importing.imported import ImportedResume
from prepsite.core.importing.plan import Existing, Fate, FilePlan, ImportPlan, plain
from prepsite.core.importing.planning import plan_import
from prepsite.core.validation import validate
from prepsite.core.yamltext import dump_front_matter
from prepsite.errors import PrepsiteError, Problem, Severity, UsageError
from prepsite.models.imported import ImportRecord
from prepsite.templating import JinjaTemplates
from prepsite.vault.keeping import folder_to_write, kept_path
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.writer import replace_text, write_new

_FOLDER = "imports"
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
)


@dataclass(frozen=True)
class Imported:
    """What an import came to: problems stop it, and then there is no plan; notices don't."""

    source: str
    plan: ImportPlan | None = None
    resume: ImportedResume | None = None
    problems: tuple[Problem, ...] = ()


def import_resume(
    workspace: Workspace,
    source: Path,
    *,
    chosen: str | None = None,
    with_projects: bool = True,
    dry_run: bool = False,
) -> Imported:
    """Bring the resume in `source` into the vault, unless `dry_run` only asks what would be done.

    Raises UsageError where there is no such file or the id can't be used, PrepsiteError where the
    vault can't be read or written.
    """
    text, problems = _read(source)
    resume, problems = read_resume(text, str(source)) if text is not None else (None, problems)
    if resume is None:
        return Imported(str(source), problems=problems)
    name = chosen or slug(source.name.split(".")[0]) or "resume"
    require_id(name, ())
    existing = _existing(workspace, name)
    plan = plan_import(JinjaTemplates(workspace.templates), resume, name, existing, with_projects=with_projects)
    if not dry_run:
        with writing(workspace):
            _write(workspace, plan, existing)
    return Imported(str(source), plan, resume)


def _read(source: Path) -> tuple[str | None, tuple[Problem, ...]]:
    if not source.exists():
        raise UsageError("there is no such file", where=str(source), remedy="check its name and folder")
    if source.is_dir():
        raise UsageError("is a folder", where=str(source), remedy="name the resume's file in it")
    text, problems = read_text(source.resolve(), str(source))
    if text is None and source.is_file():
        with source.open("rb") as file:
            start = file.read(8)
        for magic, kind in _OTHER_KINDS:
            if start.startswith(magic):
                message = f"the file is {kind}; it {NEITHER}"
                return None, (Problem(str(source), 1, 1, Severity.ERROR, "", message, FORMATS),)
    return text, problems


def _existing(workspace: Workspace, name: str) -> Existing:
    """Read what the import may touch, and what earlier ones remember."""
    vault = workspace.vault
    texts: dict[str, str] = {}
    paths = [f"resumes/{name}.md", "profile.md"]
    folder = vault / "projects"
    if folder.is_dir():
        paths += [f"projects/{file.name}" for file in sorted(folder.iterdir()) if file.name.endswith(".md")]
    for path in paths:
        if os.path.lexists(vault / path):
            # What can't be read is there all the same, and isn't touched.
            text, _ = read_text(vault / path, path, vault)
            texts[path] = text if text is not None else ""
    records = dict(_records(workspace))
    scaffold = scaffold_files()["vault/profile.md"]
    others = tuple(record for other, record in sorted(records.items()) if other != name)
    return Existing(texts, records.get(name), others, scaffold)


def _records(workspace: Workspace) -> Iterable[tuple[str, ImportRecord]]:
    folder = kept_path(workspace, _FOLDER)
    if not folder.is_dir():
        return
    for file in sorted(folder.glob("*.md")):
        path = workspace.relative(file)
        text, problems = read_text(file, path, workspace.vault)
        parsed = parse_front_matter(text, path) if text is not None else None
        record, objections = validate(ImportRecord, parsed) if parsed else (None, ())
        if record is None:
            first = next(iter((*problems, *(parsed.problems if parsed else ()), *objections)), None)
            raise PrepsiteError(
                f"what an earlier import remembered can't be read{f': {first.message}' if first else ''}",
                where=f"{path}:{first.line}:{first.column}" if first else path,
                remedy="take the file back from git",
            )
        yield file.name.removesuffix(".md"), record


def _write(workspace: Workspace, plan: ImportPlan, existing: Existing) -> None:
    """Put the files in place, the record last: a run that is ended before it is taken up by the next."""
    order = {"projects": 0, "resumes": 1}
    for file in sorted(plan.files, key=lambda each: order.get(each.path.split("/")[0], 2)):
        if file.fate in (Fate.MADE, Fate.RENEWED):
            _put(workspace.vault / file.path, file)
    _remember(workspace, plan.record, existing)


def _put(path: Path, file: FilePlan) -> None:
    if file.replaced is None:
        write_new(path, file.text, folders=True)
    else:
        replace_text(path, file.text, file.replaced)


def _remember(workspace: Workspace, record: ImportRecord, existing: Existing) -> None:
    text = dump_front_matter(record)
    path = folder_to_write(workspace, _FOLDER) / f"{record.resume}.md"
    if existing.record is None and not os.path.lexists(path):
        write_new(path, text, folders=True)
        return
    stated, _ = read_text(path, path.name, workspace.vault)
    if stated is not None and plain(stated) != text:
        replace_text(path, text, stated)


def counted(plan: ImportPlan) -> Mapping[Fate, tuple[str, ...]]:
    """Return the paths of a plan's files by what becomes of them."""
    return {fate: found for fate in Fate if (found := tuple(f.path for f in plan.files if f.fate is fate))}


def in_vault(workspace: Workspace, plan: ImportPlan) -> ImportPlan:
    """Return a plan whose paths are relative to the root, as a person sees them."""
    vault = workspace.relative(workspace.vault)
    return replace(
        plan,
        files=tuple(replace(file, path=f"{vault}/{file.path}") for file in plan.files),
        differences=tuple(replace(each, path=f"{vault}/{each.path}") for each in plan.differences),
        defend=tuple(replace(each, path=f"{vault}/{each.path}") for each in plan.defend),
    )
