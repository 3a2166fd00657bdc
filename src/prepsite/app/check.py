"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from functools import lru_cache
from pathlib import Path

from prepsite.app.reports import CheckReport
from prepsite.app.rereading import Rereading
from prepsite.vault.layout import Workspace

__all__ = ["CheckReport", "check_vault", "rereading_of"]

FOLDER = "parts"


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it; raise PrepsiteError where there is none.

    What didn't change since an earlier look, by its bytes, is taken from there.
    """
    return rereading_of(workspace).report()


@lru_cache(maxsize=1)
def rereading_of(workspace: Workspace) -> Rereading:
    """Return what looks at a vault for this process, and has kept on disk what earlier ones saw."""
    return Rereading(workspace, kept_of(workspace))


def kept_of(workspace: Workspace) -> Path:
    """Return the folder that keeps what was seen of each application."""
    return workspace.private / FOLDER
