"""Write the pages as Markdown files, for any site generator."""

import json
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from prepsite.app.export_zensical import own_files, zensical_configuration
from prepsite.app.pages import pages_of
from prepsite.core.pages.exported import exported, targets
from prepsite.core.pages.page import Attachment
from prepsite.core.pages.zensical import DOCS, FILE
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace
from prepsite.vault.named import named

MARKER = ".prepsite-export.json"
"""Lists what the last export wrote: this alone may be replaced or removed."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def export_site(workspace: Workspace, folder: Path, *, zensical: bool = False) -> tuple[Path, ...]:
    """Write all pages but private ones, and their attachments, below `folder`; return the pages.

    With `zensical` they go into `docs` in it, with the user's own pages, and `zensical.toml` beside.
    The folder must be empty, new, or made by an export; files of an earlier export that are no
    longer made are removed, anything else in it is left alone. Raises PrepsiteError otherwise.
    """
    folder = folder.absolute()
    _refuse_inside(workspace, folder)
    earlier = _earlier(folder)
    site = pages_of(workspace)
    own = own_files(workspace, folder) if zensical else ()
    taken = {found.uri for found in own}
    pages = [page for page in site.pages if not page.private and page.uri not in taken]
    wanted = frozenset().union(*(targets(page) for page in pages))
    attachments = [found for found in site.attachments if found.uri in wanted - taken] + list(own)
    uris = {page.uri for page in pages} | {found.uri for found in attachments}
    texts = {page.uri: exported(page, uris.__contains__, site.words) for page in pages}
    copies = {found.uri: found for found in attachments}
    if zensical:
        texts = {f"{DOCS}/{uri}": text for uri, text in texts.items()}
        copies = {f"{DOCS}/{uri}": found for uri, found in copies.items()}
        texts[FILE] = zensical_configuration(pages, own, site.words)
    _place(workspace, folder, earlier, texts, copies)
    return tuple(folder / uri for uri in texts if uri != FILE)


def _place(
    workspace: Workspace,
    folder: Path,
    earlier: frozenset[str],
    texts: Mapping[str, str],
    copies: Mapping[str, Attachment],
) -> None:
    """Write texts and copies below the folder, in place of what an earlier export wrote."""
    uris = texts.keys() | copies.keys()
    foreign = sorted(uri for uri in uris - earlier if os.path.lexists(folder / uri))
    if foreign:
        raise PrepsiteError(
            "the export would overwrite a file that is not its own",
            where=str(folder / foreign[0]),
            remedy="move that file away, or export to another folder",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / MARKER, json.dumps({"files": sorted(uris)}, indent=2) + "\n")
        _remove(folder, earlier)
        for uri, found in copies.items():
            _copy(workspace.root / found.source, folder / uri, found)
        for uri, text in texts.items():
            _write(folder / uri, text)
    except OSError as error:
        raise PrepsiteError(
            f"can't be written: {(error.strerror or 'unknown reason').lower()}",
            where=str(error.filename or folder),
            remedy="check the folder and its rights",
        ) from error


def _refuse_inside(workspace: Workspace, folder: Path) -> None:
    resolved, vault, templates = folder.resolve(), workspace.vault.resolve(), workspace.templates.resolve()
    if resolved.is_relative_to(vault) or resolved.is_relative_to(templates):
        raise PrepsiteError(
            "an export can't go into the vault or the templates",
            where=str(folder),
            remedy="name a folder outside of them",
        )


def _earlier(folder: Path) -> frozenset[str]:
    """Return what an earlier export wrote here; raise PrepsiteError for any other full folder."""
    if not os.path.lexists(folder):
        return frozenset()
    if not folder.is_dir():
        raise PrepsiteError(
            "there is a file of that name", where=str(folder), remedy="name a new or an empty folder"
        )
    marker = folder / MARKER
    if not os.path.lexists(marker):
        if any(folder.iterdir()):
            raise PrepsiteError(
                "the folder is not empty, and no export made it",
                where=str(folder),
                remedy="name a new or an empty folder",
            )
        return frozenset()
    try:
        files = json.loads(marker.read_text("utf-8"))["files"]
        return frozenset(uri for uri in files if isinstance(uri, str) and _is_inside(uri))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PrepsiteError(
            "the list of an earlier export can't be read",
            where=str(marker),
            remedy="delete the folder, or name another one",
        ) from error


def _is_inside(uri: str) -> bool:
    path = PurePosixPath(uri)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in uri


def _remove(folder: Path, uris: Iterable[str]) -> None:
    """Remove the files of an earlier export, and the folders that are then empty."""
    for uri in uris:
        path = folder / uri
        if not path.parent.resolve().is_relative_to(folder.resolve()):
            continue
        if path.is_symlink() or path.is_file():
            path.unlink()
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with named(path):
        path.write_text(text, "utf-8", newline="\n")


def _copy(source: Path, to: Path, attachment: Attachment) -> None:
    """Copy a regular file, following no link: a link could lead out of the vault."""
    to.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(source, _READ), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise PrepsiteError(
                "the attachment is not a regular file",
                where=attachment.source,
                remedy="put a copy in its place",
            )
        with named(to), to.open("wb") as written:
            shutil.copyfileobj(opened, written)
