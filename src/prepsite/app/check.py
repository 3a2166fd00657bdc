"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from dataclasses import dataclass

from prepsite.core.nearest import nearest
from prepsite.core.plan import Plan, PlannedDocument, PlanState, plan_of
from prepsite.core.prep_problems import prep_problems
from prepsite.core.vault import Vault
from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_settings, read_vault
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, every problem, sorted by place, and notices of prep to write."""

    vault: Vault
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it."""
    vault = read_vault(workspace)
    problems = (*vault.problems, *prep_problems(vault), *_writer_problems(vault, workspace))
    ordered = tuple(sorted(problems, key=lambda found: (found.path, found.line, found.column)))
    return CheckReport(vault, ordered, prep_notices(plan_of(vault)))


def prep_notices(plan: Plan) -> tuple[Problem, ...]:
    """Return a notice for each document that is missing or stale, with the command to run."""
    return tuple(
        Problem(found.path, 1, 1, Severity.NOTICE, "", _told(found), f"run `{found.command}`")
        for found in plan.documents
        if found.state in {PlanState.MISSING, PlanState.STALE}
    )


def _told(found: PlannedDocument) -> str:
    kind = "interview prep" if found.interview_id else "base prep"
    if found.state is PlanState.MISSING:
        return f"the {kind} is not written yet"
    return f"the {kind} is stale: {found.reason}"


def _writer_problems(vault: Vault, workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem if the settings name a writer that there is none of."""
    stated = vault.settings.writer
    if stated in WRITERS:
        return ()
    _, parsed = read_settings(workspace)
    near = nearest(stated, WRITERS)
    remedy = f"did you mean {near}?" if near else f"the writers are {', '.join(sorted(WRITERS))}"
    position = parsed.positions.get(("writer",), (1, 1))
    message = f"there is no writer {stated[:60]!r}"
    return (Problem(parsed.path, *position, Severity.ERROR, "writer", message, remedy),)
