"""The scaffold of a private repository: `prepsite init`."""

from dataclasses import dataclass
from pathlib import Path

from prepsite.app.naming import EXAMPLE
from prepsite.errors import PrepsiteError, UsageError
from prepsite.templating import package_templates
from prepsite.vault.layout import Workspace
from prepsite.vault.writer import ChangedMeanwhileError, write_new

DOT = "dot-"
REMOVE_EXAMPLE = f"rm -r vault/*/{EXAMPLE}*"


@dataclass(frozen=True)
class Scaffolded:
    """What `init` did, by paths relative to the folder: files made, and files that were there."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def init(folder: Path, *, example: bool = True) -> Scaffolded:
    """Put the scaffold into a folder, which need not exist; no file that exists is changed.

    Without `example` the example application, project and resume are left out. Raises
    UsageError where the folder is a file, PrepsiteError where a file can't be written.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise UsageError("is not a folder", where=str(folder), remedy="name a new or an empty folder")
    made: list[str] = []
    kept: list[str] = []
    for name, text in scaffold_files(example=example).items():
        target = folder / name
        if target.exists() or target.is_symlink():
            kept.append(name)
            continue
        try:
            write_new(target, text, folders=True)
            made.append(name)
        except ChangedMeanwhileError:
            kept.append(name)
    for name in ("projects", "resumes", "applications"):
        _make_folder(folder / "vault" / name)
    return Scaffolded(folder, tuple(made), tuple(kept))


def scaffold_files(*, example: bool = True) -> dict[str, str]:
    """Return the scaffold: path → text. In the package a leading dot is written `dot-`."""
    source = package_templates() / "scaffold" / "init"
    files = {
        path.relative_to(source).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    return {
        "/".join(part.replace(DOT, ".", 1) if part.startswith(DOT) else part for part in name.split("/")): text
        for name, text in files.items()
        if example or not _is_example(name)
    }


def holds_example(workspace: Workspace) -> bool:
    """Tell whether a file of the example is still in the vault, where it could back an answer."""
    return any(
        (workspace.vault / name).exists()
        for name in (f"projects/{EXAMPLE}.md", f"resumes/{EXAMPLE}.md", f"applications/{EXAMPLE}")
    )


def _is_example(name: str) -> bool:
    return any(part.removesuffix(".md") == EXAMPLE for part in name.split("/"))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PrepsiteError(
            f"can't be made: {error.strerror or error}", where=str(folder), remedy="check the folder's rights"
        ) from error
