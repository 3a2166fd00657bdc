"""What `check` says of a vault, put together from one part an application."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from prepsite.app.languages import language_problems
from prepsite.core.derived import Derived, Own
from prepsite.core.nearest import nearest
from prepsite.core.plan import Plan
from prepsite.core.vault import Vault
from prepsite.errors import Problem, Severity, in_order
from prepsite.vault.layout import Workspace
from prepsite.vault.settings_file import read_settings
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, its plan, every problem, sorted by place, and notices of what to do.

    `own` and `derived`, by application id, are what all of it was put together from. Where it
    `is_provisional`, texts of some applications have still to be looked at: they have the plan and the
    problems that they had before other own files, or none yet.
    """

    vault: Vault
    plan: Plan
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    own: Own
    derived: Mapping[str, Derived] = field(default_factory=dict)
    is_provisional: bool = False


def report_of(
    own: Own,
    derived: Mapping[str, Derived],
    others: tuple[Problem, ...],
    of_settings: tuple[Problem, ...],
    awaited: Collection[str] = (),
) -> CheckReport:
    """Put a report together; `others` are the problems of no application.

    Applications that are `awaited` are not judged now.
    """
    for name, each in derived.items():
        # One application after another: what its documents are read for several times, is kept as long.
        if name not in awaited:
            each.judge()
    found = [*others, *(problem for each in derived.values() for problem in each.found)]
    vault = replace(
        own.vault,
        applications={name: each.record for name, each in derived.items()},
        problems=in_order(found),
        proposals={path: waiting for each in derived.values() for path, waiting in each.proposals.items()},
    )
    of_applications = (problem for each in derived.values() for problem in each.problems)
    problems = in_order((*others, *of_applications, *of_settings))
    plan = Plan(tuple(planned for each in derived.values() for planned in each.plan))
    notices = (
        *(notice for each in derived.values() for notice in each.plan_notices),
        *(notice for each in derived.values() for notice in each.review_notices),
    )
    return CheckReport(vault, plan, problems, notices, own, derived, bool(awaited))


def settings_problems(workspace: Workspace, vault: Vault) -> tuple[Problem, ...]:
    """Return what the settings name that there is not."""
    return (*_writer_problems(vault, workspace), *language_problems(workspace))


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
