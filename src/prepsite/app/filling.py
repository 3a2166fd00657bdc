"""Fill: have the prep written that is missing, and nothing done where none is.

What writes prep is loaded when there is something to write: before a site is built there seldom is.
"""

from dataclasses import dataclass

from prepsite.app.check import check_vault
from prepsite.app.left_behind import has_leftovers
from prepsite.app.outcomes import GenerateOptions, Outcome, Progress
from prepsite.app.targets import choose
from prepsite.errors import PrepsiteError, UsageError
from prepsite.vault.layout import Workspace
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class Filled:
    """What became of the prep that was missing; `is_as_read` tells that none was: nothing was touched."""

    outcomes: tuple[Outcome, ...]
    is_as_read: bool = False


def fill(workspace: Workspace, progress: Progress) -> tuple[Outcome, ...]:
    """Write only the prep that is missing, as `filled` does; return what became of it."""
    return filled(workspace, progress).outcomes


def filled(workspace: Workspace, progress: Progress) -> Filled:
    """Write only the prep that is missing, touching no file that exists.

    A writer that can't write, for want of a key or of trust, is one failed outcome.
    """
    try:
        if _is_filled(workspace):
            return Filled((), is_as_read=True)
        from prepsite.app.generate import generate

        return Filled(generate(workspace, (), GenerateOptions(), progress))
    except UsageError:
        raise
    except PrepsiteError as error:
        outcome = Outcome("prep", ok=False, message=str(error))
        progress.done(outcome)
        return Filled((outcome,))


def _is_filled(workspace: Workspace) -> bool:
    """Tell whether nothing is missing, by what an earlier look at the vault kept."""
    if has_leftovers(workspace):
        return False
    report = check_vault(workspace)
    chosen = choose(report.plan, (), base_only=False, stale=False, again=False)
    return not chosen and report.vault.settings.writer in WRITERS
