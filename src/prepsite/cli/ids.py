"""Shell completion of ids: folder names, so that a Tab costs no reading of the vault."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from prepsite.cli.place import find_root, workspace_at
from prepsite.errors import PrepsiteError


def applications(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of an application."""
    return _begun(_folders(_vault(ctx) / "applications"), incomplete)


def interviews(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete `application/interview`."""
    return _begun(_interviews(_vault(ctx) / "applications", incomplete), incomplete)


def documents(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of an application or of an interview."""
    within = _vault(ctx) / "applications"
    return _begun([*_folders(within), *_interviews(within, incomplete)], incomplete)


def waiting(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the section of a document for which a new text waits."""
    application, _, interview = str(ctx.params.get("document") or "").partition("/")
    inner = f"{application}/interviews/{interview}" if interview else application
    folder = _vault(ctx) / ".prepsite" / "proposals" / "applications" / inner / "prep"
    return _begun(_stems(folder), incomplete)


def resumes(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a resume."""
    return _begun(_stems(_vault(ctx) / "resumes"), incomplete)


def _vault(ctx: click.Context) -> Path:
    given = ctx.find_root().params.get("root")
    root = Path(given).absolute() if given else find_root(Path.cwd())
    try:
        return workspace_at(root).vault
    except PrepsiteError:
        # A Tab has nowhere to complain; the command itself will.
        return root / "vault"


def _begun(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _interviews(within: Path, incomplete: str) -> Iterator[str]:
    """Yield interviews as `application/interview`, of those applications that what was typed can mean."""
    typed, slash, _ = incomplete.partition("/")
    for application in _folders(within):
        if application == typed if slash else application.startswith(typed):
            # Joined as text: of thousands of folders a Path each would be most of the work.
            for interview in _folders(f"{within}/{application}/interviews"):
                yield f"{application}/{interview}"


def _folders(within: Path | str) -> list[str]:
    """Return the names of the folders in a folder, sorted; none where there is no such folder."""
    with suppress(OSError), os.scandir(within) as found:
        return sorted(each.name for each in found if each.is_dir())
    return []


def _stems(folder: Path) -> list[str]:
    return [path.stem for path in sorted(folder.glob("*.md"))]
