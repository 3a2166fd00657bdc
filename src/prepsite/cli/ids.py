"""Shell completion of ids: folder names, so that a Tab costs no reading of the vault."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from prepsite.cli.place import find_root, workspace_at
from prepsite.errors import PrepsiteError


def applications(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of an application."""
    return [CompletionItem(name) for name in _folders(ctx, "applications") if name.startswith(incomplete)]


def interviews(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete `application/interview`."""
    names = [
        f"{application}/{interview}"
        for application in _folders(ctx, "applications")
        for interview in _folders(ctx, f"applications/{application}/interviews")
    ]
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def documents(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of an application or of an interview."""
    return [*applications(ctx, param, incomplete), *interviews(ctx, param, incomplete)]


def waiting(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the section of a document for which a new text waits."""
    application, _, interview = str(ctx.params.get("document") or "").partition("/")
    inner = f"{application}/interviews/{interview}" if interview else application
    folder = _vault(ctx) / ".prepsite" / "proposals" / "applications" / inner / "prep"
    names = (path.stem for path in sorted(folder.glob("*.md")))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def resumes(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a resume."""
    names = (path.stem for path in sorted((_vault(ctx) / "resumes").glob("*.md")))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _vault(ctx: click.Context) -> Path:
    given = ctx.find_root().params.get("root")
    root = Path(given).absolute() if given else find_root(Path.cwd())
    try:
        return workspace_at(root).vault
    except PrepsiteError:
        # A Tab has nowhere to complain; the command itself will.
        return root / "vault"


def _folders(ctx: click.Context, below: str) -> list[str]:
    folder = _vault(ctx) / below
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
