"""New texts that wait beside edits: `.prepsite/proposals/<path of prep.md>/<field>.md` in the vault."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from prepsite.core.document import BASE_SECTIONS, INTERVIEW_SECTIONS
from prepsite.core.kept import Proposed, digest_of, read_proposal
from prepsite.core.vault import ProposalFile
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.vault.folders import Entry, Folders
from prepsite.vault.keeping import FOLDER, folder_to_write, kept_path, report_foreign
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.writer import remove_text, replace_text, write_new

# proposals/applications/<id>/interviews/<id>/prep/<field>.md
_DEEPEST = 6


def keep_proposal(
    workspace: Workspace, prep: str, field: str, text: str, waiting: Proposed | None = None
) -> bool:
    """Keep a new text beside the document at `prep`, in place of the one that waits; tell if bytes differ.

    A waiting text that a person changed is kept in the private folder first.
    """
    path = folder_to_write(workspace, "proposals") / f"{_below(workspace, prep)}/{field}.md"
    if waiting is not None:
        _keep_edited(workspace, waiting)
        return replace_text(path, text, waiting.text)
    if os.path.lexists(path):
        raise PrepsiteError(
            "something else stands where the new text is to wait",
            where=workspace.relative(path),
            remedy="delete it, or move it away",
        )
    write_new(path, text, folders=True)
    return True


def drop_proposal(workspace: Workspace, waiting: Proposed) -> None:
    """Remove a text that waits; one that a person changed is kept in the private folder."""
    _keep_edited(workspace, waiting)
    path = workspace.root / waiting.path
    remove_text(path, waiting.text)
    _remove_empty(path.parent, kept_path(workspace, "proposals"))


def waiting_at(workspace: Workspace, prep: str, document: str) -> Mapping[str, Proposed]:
    """Return the texts that wait beside the document at `prep` by now, by field; broken ones left out."""
    where = f"{FOLDER}/proposals/{_below(workspace, prep)}"
    folder = workspace.vault / where
    found: dict[str, Proposed] = {}
    for field in INTERVIEW_SECTIONS if "/" in document else BASE_SECTIONS:
        text, _ = read_text(folder / f"{field}.md", field, workspace.vault) if folder.is_dir() else (None, ())
        if text is not None:
            path = f"{workspace.relative(workspace.vault)}/{where}/{field}.md"
            usable, _ = read_proposal(ProposalFile(path, field, text), document)
            if usable:
                found[field] = usable
    return found


def keep_displaced(workspace: Workspace, document: str, field: str, text: str) -> str:
    """Keep a person's text that gives way in the private folder; return its path below the root."""
    path = workspace.private / "replaced" / document / f"{field}-{digest_of(text)}.md"
    if not path.exists():
        write_new(path, text, folders=True)
    return workspace.relative(path)


def read_proposals(
    workspace: Workspace, documents: Mapping[str, str]
) -> tuple[Mapping[str, tuple[ProposalFile, ...]], tuple[Problem, ...]]:
    """Return the texts that wait, by the path of their `prep.md`, and what else stands among them.

    `documents` maps the path of every document's `prep.md`, there or not, to its name.
    """
    if not kept_path(workspace).exists():
        return {}, ()
    folders = Folders(workspace.vault)
    waiting: dict[str, list[ProposalFile]] = {}
    for entry in _files(workspace, folders):
        folder, _, name = entry.path.rpartition("/")
        prep = _prep_of(workspace, folder)
        field = name.removesuffix(".md")
        fields = INTERVIEW_SECTIONS if "/" in documents.get(prep, "") else BASE_SECTIONS
        if prep not in documents or name == field or field not in fields:
            remedy = "delete it, or move it out of the vault"
            folders.report(
                entry.path, "no section waits under this name; it is not read", remedy, Severity.WARNING
            )
            continue
        text, problems = read_text(entry.file, entry.path, workspace.vault)
        if text is not None:
            proposal = ProposalFile(entry.path, field, text)
            usable, problems = read_proposal(proposal, documents[prep])
            if usable:
                waiting.setdefault(prep, []).append(proposal)
        folders.problems.extend(problems)
    report_foreign(workspace, folders)
    return {prep: tuple(found) for prep, found in waiting.items()}, tuple(folders.problems)


def _below(workspace: Workspace, prep: str) -> str:
    """Return the path of a `prep.md` below the vault, without its ending."""
    return prep.removeprefix(f"{workspace.relative(workspace.vault)}/").removesuffix(".md")


def _prep_of(workspace: Workspace, folder: str) -> str:
    """Return the path of the `prep.md` whose proposals wait in a folder, both below the root."""
    vault = workspace.relative(workspace.vault)
    return f"{vault}/{folder.removeprefix(f'{vault}/{FOLDER}/proposals/')}.md"


def _files(workspace: Workspace, folders: Folders) -> Iterator[Entry]:
    """Yield the files below `proposals/`, following no link."""
    where = workspace.relative(kept_path(workspace))
    tops = (Entry(FOLDER, kept_path(workspace).parent, where, is_folder=True),)
    if tops[0].file.is_symlink():
        remedy = "put a folder in its place"
        folders.report(where, "this is a link, and links are not followed", remedy)
        return
    pending = [(entry, 1) for entry in folders.entries(tops[0].file, where) if entry.name == "proposals"]
    while pending:
        entry, depth = pending.pop()
        if not entry.is_folder:
            yield entry
        elif depth <= _DEEPEST:
            inner = folders.entries(entry.file, entry.path)
            pending += [(found, depth + 1) for found in reversed(inner)]


def _keep_edited(workspace: Workspace, waiting: Proposed) -> None:
    if waiting.was_edited:
        keep_displaced(workspace, waiting.fields.document, waiting.fields.field, waiting.section.raw)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove folders that hold nothing any more, up to `top` and with it."""
    while folder.is_relative_to(top):
        try:
            folder.rmdir()
        except OSError:
            # Something else waits there.
            return
        folder = folder.parent
