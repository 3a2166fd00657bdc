"""Texts as they were generated: `.prepsite/base/<digest>.md` in the vault.

They are committed with the vault, so that a clone can compare, accept and merge. Each is named
after its content and carries its document's name: no two documents share one.
"""

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from prepsite.core.changes import SaidThen
from prepsite.core.document import Section
from prepsite.core.ids import why_not_an_id
from prepsite.core.kept import Marker, digest_of, digest_of_bytes, generated_in, markers_in, read_generated
from prepsite.core.plan import provenance_of
from prepsite.core.vault import PrepFile
from prepsite.errors import PrepsiteError, Severity
from prepsite.models.keeping import GeneratedText
from prepsite.models.provenance import Provenance
from prepsite.vault.folders import Folders
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import Held, read_bytes, read_text
from prepsite.vault.writer import remove_text, write_new

FOLDER = ".prepsite"
_BASE_NAME = re.compile(r"^[0-9a-f]{16}\.md$")
_DIGEST = re.compile(r"(?<![0-9a-z])[0-9a-f]{16}(?![0-9a-z])")


def keep_base(workspace: Workspace, text: str) -> str:
    """Keep a text as generated and return its digest; a text that is kept already costs nothing.

    Raises PrepsiteError where it can't be written, or something else stands under its name.
    """
    digest = digest_of(text)
    path = folder_to_write(workspace, "base") / f"{digest}.md"
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
    text, _ = read_text(kept_path(workspace, "base", f"{digest}.md"), digest, workspace.vault)
    return text


def _digest_of_base(workspace: Workspace, name: str, held: Held) -> str:
    """Return the digest of the bytes of a file of `base/`, or an empty text where they can't be read."""
    path = f"{workspace.vault}{os.sep}{FOLDER}{os.sep}base{os.sep}{name}.md"
    content, _ = read_bytes(path, name, workspace.vault, held)
    return "" if content is None else digest_of_bytes(content)


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


def said_by(workspace: Workspace) -> SaidThen:
    """Return what tells what a document's inputs said when its sections were written, part by part.

    Each file is taken apart once, when it is first asked for. A file counts for a reference where it has
    the recorded digest: a section that stayed as it was may be older than the newest file.
    """
    files: dict[str, GeneratedText | None] = {}
    digests: dict[tuple[str, ...], str] = {}

    def file_of(digest: str) -> GeneratedText | None:
        if digest not in files:
            text = base_text(workspace, digest)
            files[digest] = read_generated(text) if text is not None else None
        return files[digest]

    def said(provenance: Provenance) -> Mapping[str, Mapping[str, str]]:
        recorded = {
            (reference, digest) for inputs in provenance.inputs.values() for reference, digest in inputs.items()
        }
        found: dict[str, Mapping[str, str]] = {}
        for fields in filter(None, map(file_of, provenance.base)):
            for reference, leaves in fields.said.items():
                if (reference, fields.inputs.get(reference, "")) in recorded:
                    found.setdefault(reference, leaves)
        return found

    def digests_of(asked: Iterable[Provenance]) -> Sequence[str]:
        # The files stand beside each other, and are told apart by their bytes alone.
        with Held(workspace.vault) as held:
            for provenance in (asked := tuple(asked)):
                if provenance.base not in digests:
                    found = (_digest_of_base(workspace, each, held) for each in provenance.base)
                    digests[provenance.base] = " ".join(found)
        return [digests[provenance.base] for provenance in asked]

    return SaidThen(said, digests_of)


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
    prep, _ = read_text(workspace.vault / f"{below}.md", below, workspace.vault)
    if prep is None or provenance_of(PrepFile(below, prep)) is None or digest in prep:
        return False
    folder = kept_path(workspace, "proposals", below)
    try:
        waiting = list(folder.iterdir())
    except FileNotFoundError:
        waiting = []
    return all(digest not in (read_text(file, file.name, workspace.vault)[0] or digest) for file in waiting)


def _remove(workspace: Workspace, digest: str) -> bool:
    text = base_text(workspace, digest)
    return text is not None and remove_text(kept_path(workspace, "base", f"{digest}.md"), text)


def kept_path(workspace: Workspace, *parts: str) -> Path:
    """Return a path in the vault's own folder, whether something is there or not."""
    return workspace.vault.joinpath(FOLDER, *parts)


def folder_to_write(workspace: Workspace, name: str) -> Path:
    """Return a folder to write into; raise PrepsiteError where a link would lead out of the vault."""
    path = kept_path(workspace, name)
    for folder in (path.parent, path):
        if folder.is_symlink():
            raise PrepsiteError(
                "this is a link, and links are not followed",
                where=workspace.relative(folder),
                remedy="put a folder in its place",
            )
    return path


def _names(workspace: Workspace) -> tuple[str, ...]:
    """Return the digests that files of `base/` are named after."""
    try:
        names = [file.name for file in kept_path(workspace, "base").iterdir()]
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # The reader reports it; without the folder nothing is kept.
        return ()
    return tuple(sorted(name.removesuffix(".md") for name in names if _BASE_NAME.match(name)))


def report_foreign(workspace: Workspace, folders: Folders) -> None:
    """Report what stands in `.prepsite` and is not prepsite's."""
    where = workspace.relative(kept_path(workspace))
    remedy = "move it out of the vault"
    base = kept_path(workspace, "base")
    if base.is_symlink():
        # Reported when the folder was listed.
        return
    for entry in folders.entries(base, f"{where}/base"):
        if entry.is_folder or not _BASE_NAME.match(entry.name):
            folders.report(
                entry.path, "this is no text that prepsite keeps, and is not read", remedy, Severity.WARNING
            )
