"""The vault's own folder `.prepsite`: texts as generated, and new texts that wait beside edits.

Both are committed with the vault, so that a clone can compare, accept and merge. Files of `base/`
are named after their content and carry their document's name: no two documents share one.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from prepsite.core.document import BASE_SECTIONS, INTERVIEW_SECTIONS, Section
from prepsite.core.ids import why_not_an_id
from prepsite.core.kept import (
    Marker,
    Proposed,
    digest_of,
    generated_in,
    markers_in,
    read_generated,
    read_proposal,
)
from prepsite.core.plan import provenance_of
from prepsite.core.vault import PrepFile, ProposalFile
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.models.keeping import GeneratedText
from prepsite.models.provenance import Provenance
from prepsite.vault.folders import Entry, Folders
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.writer import remove_text, replace_text, write_new

FOLDER = ".prepsite"
_BASE_NAME = re.compile(r"^[0-9a-f]{16}\.md$")
_DIGEST = re.compile(r"(?<![0-9a-z])[0-9a-f]{16}(?![0-9a-z])")
# proposals/applications/<id>/interviews/<id>/prep/<field>.md
_DEEPEST = 6
_WARNING = Severity.WARNING


def keep_base(workspace: Workspace, text: str) -> str:
    """Keep a text as generated and return its digest; a text that is kept already costs nothing.

    Raises PrepsiteError where it can't be written, or something else stands under its name.
    """
    digest = digest_of(text)
    path = _folder(workspace, "base") / f"{digest}.md"
    stated = base_text(workspace, digest)
    if stated is None:
        write_new(path, text, folders=True)
    elif stated.replace("\r\n", "\n") != text:
        raise PrepsiteError(
            "the file is not the text it is named after",
            where=workspace.relative(path),
            remedy="take it back from git, or delete it",
        )
    return digest


def base_text(workspace: Workspace, digest: str) -> str | None:
    """Return a file of `base/`, or None where there is none that can be read."""
    text, _ = read_text(_path(workspace, "base", f"{digest}.md"), digest, workspace.vault)
    return text


def generated(workspace: Workspace, provenance: Provenance, marker: Marker) -> Section | None:
    """Return a section as it was generated, by its marker; None where no file of `base/` holds it.

    Files that the document names are looked at first, then all others: a person may have lost the
    line `base:` in a merge.
    """
    for digest in (*provenance.base, *_names(workspace)):
        text = base_text(workspace, digest)
        if text is not None and marker[1] in text and marker in (found := generated_in(text)):
            return found[marker]
    return None


def needed(workspace: Workspace, candidates: Sequence[str], text: str) -> tuple[str, ...]:
    """Return which files of `base/` a document's sections still started from, newest first.

    A file that can't be read stays named while the readable ones don't hold all: it may come back.
    """
    wanted = set(markers_in(text))
    kept: list[str] = []
    for digest in dict.fromkeys(candidates):
        stated = base_text(workspace, digest)
        holds = wanted if stated is None else wanted & generated_in(stated).keys()
        if holds:
            kept.append(digest)
        if stated is not None:
            wanted -= holds
    return tuple(kept)


def held(workspace: Workspace, digests: Iterable[str]) -> Collection[Marker]:
    """Return the markers of all texts that these files of `base/` hold."""
    return {
        marker
        for digest in dict.fromkeys(digests)
        if (text := base_text(workspace, digest)) is not None
        for marker in generated_in(text)
    }


def said_by(workspace: Workspace) -> Callable[[Provenance], Mapping[str, Mapping[str, str]]]:
    """Return what tells what a document's inputs said when its sections were written, part by part.

    Files are read when it is called. Of several that a document names, the one counts in which a
    reference has the recorded digest, else the newest.
    """

    def said(provenance: Provenance) -> Mapping[str, Mapping[str, str]]:
        texts = (base_text(workspace, digest) for digest in provenance.base)
        files = [fields for text in texts if text is not None and (fields := read_generated(text))]
        recorded = {
            (reference, digest) for inputs in provenance.inputs.values() for reference, digest in inputs.items()
        }
        found: dict[str, Mapping[str, str]] = {}
        for exact in (True, False):
            for fields in files:
                for reference, leaves in fields.said.items():
                    if not exact or (reference, _recorded(fields, reference)) in recorded:
                        found.setdefault(reference, leaves)
        return found

    return said


def _recorded(fields: GeneratedText, reference: str) -> str:
    return fields.inputs.get(reference, "")


def keep_proposal(
    workspace: Workspace, prep: str, field: str, text: str, waiting: Proposed | None = None
) -> bool:
    """Keep a new text beside the document at `prep`, in place of the one that waits; tell if bytes differ.

    A waiting text that a person changed is kept in the private folder first.
    """
    path = _folder(workspace, "proposals") / f"{_below(workspace, prep)}/{field}.md"
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
    _remove_empty(path.parent, _path(workspace, "proposals"))


def keep_displaced(workspace: Workspace, document: str, field: str, text: str) -> str:
    """Keep a person's text that gives way in the private folder; return its path below the root."""
    path = workspace.private / "replaced" / document / f"{field}-{digest_of(text)}.md"
    if not path.exists():
        write_new(path, text, folders=True)
    return workspace.relative(path)


def waiting_at(workspace: Workspace, prep: str, document: str) -> Mapping[str, Proposed]:
    """Return the texts that wait beside the document at `prep` by now, by field; broken ones left out."""
    where = f"{FOLDER}/proposals/{_below(workspace, prep)}"
    folder = workspace.vault / where
    found: dict[str, Proposed] = {}
    for field in INTERVIEW_SECTIONS if "/" in document else BASE_SECTIONS:
        text, _ = read_text(folder / f"{field}.md", field) if folder.is_dir() else (None, ())
        if text is not None:
            path = f"{workspace.relative(workspace.vault)}/{where}/{field}.md"
            usable, _ = read_proposal(ProposalFile(path, field, text), document)
            if usable:
                found[field] = usable
    return found


def kept_folder(workspace: Workspace) -> Path:
    """Return the vault's own folder, whether it is there or not."""
    return _path(workspace)


def read_proposals(
    workspace: Workspace, documents: Mapping[str, str]
) -> tuple[Mapping[str, tuple[ProposalFile, ...]], tuple[Problem, ...]]:
    """Return the texts that wait, by the path of their `prep.md`, and what else stands among them.

    `documents` maps the path of every document's `prep.md`, there or not, to its name.
    """
    if not _path(workspace).exists():
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
            folders.report(entry.path, "no section waits under this name; it is not read", remedy, _WARNING)
            continue
        text, problems = read_text(entry.file, entry.path, workspace.vault)
        if text is not None:
            proposal = ProposalFile(entry.path, field, text)
            usable, problems = read_proposal(proposal, documents[prep])
            if usable:
                waiting.setdefault(prep, []).append(proposal)
        folders.problems.extend(problems)
    _report_foreign(workspace, folders)
    return {prep: tuple(found) for prep, found in waiting.items()}, tuple(folders.problems)


def unneeded_bases(workspace: Workspace, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the digests of files of `base/` that none of these documents and proposals names."""
    names = set(_names(workspace))
    if names:
        for text in texts:
            names -= set(_DIGEST.findall(text))
    return tuple(sorted(names))


def remove_bases(workspace: Workspace, digests: Iterable[str]) -> tuple[str, ...]:
    """Remove those files of `base/` whose document, as it is by now, does without them.

    Hold the lock of writers. A file stays where its document is gone, or can't be read: it may come
    back. Returns what was removed.
    """
    return tuple(digest for digest in digests if _is_spare(workspace, digest) and _remove(workspace, digest))


def _is_spare(workspace: Workspace, digest: str) -> bool:
    text = base_text(workspace, digest)
    fields = read_generated(text) if text is not None else None
    if fields is None or any(why_not_an_id(part) for part in fields.document.split("/")):
        return False
    application, _, interview = fields.document.partition("/")
    below = f"applications/{application}{f'/interviews/{interview}' if interview else ''}/prep"
    prep, _ = read_text(workspace.vault / f"{below}.md", below)
    if prep is None or provenance_of(PrepFile(below, prep)) is None or digest in prep:
        return False
    folder = _path(workspace, "proposals", below)
    try:
        waiting = list(folder.iterdir())
    except FileNotFoundError:
        waiting = []
    return all(digest not in (read_text(file, file.name)[0] or digest) for file in waiting)


def _remove(workspace: Workspace, digest: str) -> bool:
    text = base_text(workspace, digest)
    return text is not None and remove_text(_path(workspace, "base", f"{digest}.md"), text)


def _path(workspace: Workspace, *parts: str) -> Path:
    return workspace.vault.joinpath(FOLDER, *parts)


def _folder(workspace: Workspace, name: str) -> Path:
    """Return a folder to write into; raise PrepsiteError where a link would lead out of the vault."""
    path = _path(workspace, name)
    for folder in (path.parent, path):
        if folder.is_symlink():
            raise PrepsiteError(
                "this is a link, and links are not followed",
                where=workspace.relative(folder),
                remedy="put a folder in its place",
            )
    return path


def _below(workspace: Workspace, prep: str) -> str:
    """Return the path of a `prep.md` below the vault, without its ending."""
    return prep.removeprefix(f"{workspace.relative(workspace.vault)}/").removesuffix(".md")


def _prep_of(workspace: Workspace, folder: str) -> str:
    """Return the path of the `prep.md` whose proposals wait in a folder, both below the root."""
    vault = workspace.relative(workspace.vault)
    return f"{vault}/{folder.removeprefix(f'{vault}/{FOLDER}/proposals/')}.md"


def _names(workspace: Workspace) -> tuple[str, ...]:
    """Return the digests that files of `base/` are named after."""
    try:
        names = [file.name for file in _path(workspace, "base").iterdir()]
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # The reader reports it; without the folder nothing is kept.
        return ()
    return tuple(sorted(name.removesuffix(".md") for name in names if _BASE_NAME.match(name)))


def _files(workspace: Workspace, folders: Folders) -> Iterator[Entry]:
    """Yield the files below `proposals/`, following no link."""
    where = workspace.relative(_path(workspace))
    tops = (Entry(FOLDER, _path(workspace), where, is_folder=True),)
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


def _report_foreign(workspace: Workspace, folders: Folders) -> None:
    """Report what stands in `.prepsite` and is not prepsite's."""
    where = workspace.relative(_path(workspace))
    remedy = "move it out of the vault"
    base = _path(workspace, "base")
    if base.is_symlink():
        # Reported when the folder was listed.
        return
    for entry in folders.entries(base, f"{where}/base"):
        if entry.is_folder or not _BASE_NAME.match(entry.name):
            folders.report(entry.path, "this is no text that prepsite keeps, and is not read", remedy, _WARNING)


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
