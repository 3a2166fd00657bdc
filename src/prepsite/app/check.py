"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepsite.app.code import code_digest
from prepsite.app.languages import language_problems
from prepsite.core.derived import Derived, Own, derived_of, in_order
from prepsite.core.nearest import nearest
from prepsite.core.plan import Plan
from prepsite.core.vault import Vault
from prepsite.errors import Problem, Severity
from prepsite.vault.keeping import said_by
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_settings, read_vault
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, its plan, every problem, sorted by place, and notices of what to do.

    `own` and `derived`, by application id, are what all of it was put together from.
    """

    vault: Vault
    plan: Plan
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    own: Own
    derived: Mapping[str, Derived] = field(default_factory=dict)


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it."""
    vault = read_vault(workspace)
    own, derived = derived_of(vault, said_by(workspace), code_digest())
    below = tuple(f"{each.record.folder}/" for each in derived.values())
    others = (problem for problem in vault.problems if not f"{problem.path}/".startswith(below))
    of_settings = (*_writer_problems(vault, workspace), *language_problems(workspace))
    of_applications = (problem for each in derived.values() for problem in each.problems)
    problems = in_order((*others, *own.problems, *of_applications, *of_settings))
    plan = Plan(tuple(planned for each in derived.values() for planned in each.plan))
    notices = (
        *(notice for each in derived.values() for notice in each.plan_notices),
        *(notice for each in derived.values() for notice in each.review_notices),
    )
    return CheckReport(vault, plan, problems, notices, own, derived)


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
