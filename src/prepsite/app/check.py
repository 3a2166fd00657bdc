"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from collections.abc import Iterator
from dataclasses import dataclass

from prepsite.app.languages import language_problems
from prepsite.app.plan import planned
from prepsite.core.changes import told
from prepsite.core.document import split
from prepsite.core.nearest import nearest
from prepsite.core.plan import Plan, PlannedDocument, PlanState
from prepsite.core.prep_problems import prep_problems
from prepsite.core.reviews import contradiction_problems, review_notices
from prepsite.core.vault import Vault
from prepsite.core.weight_problems import weight_problems
from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_settings, read_vault
from prepsite.writers.registry import WRITERS


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, its plan, every problem, sorted by place, and notices of what to do."""

    vault: Vault
    plan: Plan
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it."""
    vault = read_vault(workspace)
    of_texts = (*prep_problems(vault), *contradiction_problems(vault), *weight_problems(vault))
    of_settings = (*_writer_problems(vault, workspace), *language_problems(workspace))
    problems = (*vault.problems, *of_texts, *of_settings)
    ordered = tuple(sorted(problems, key=lambda found: (found.path, found.line, found.column)))
    plan = planned(workspace, vault)
    return CheckReport(vault, plan, ordered, (*prep_notices(vault, plan), *review_notices(vault)))


def prep_notices(vault: Vault, plan: Plan) -> tuple[Problem, ...]:
    """Return a notice for each document that is missing, each stale section, each text that waits."""
    return tuple(notice for found in plan.documents for notice in _notices(vault, found))


def _notices(vault: Vault, found: PlannedDocument) -> Iterator[Problem]:
    if found.state is PlanState.MISSING:
        kind = "interview prep" if found.interview_id else "base prep"
        yield _notice(found.path, 1, "", f"the {kind} is not written yet", f"run `{found.command}`")
        return
    if not any(section.is_stale or section.waiting for section in found.sections):
        return
    lines = _section_lines(vault, found)
    if found.state is PlanState.STALE:
        for reason, fields in _stale(found).items():
            message = f"stale: {', '.join(fields)}: {reason}"
            yield _notice(found.path, lines.get(fields[0], 1), "", message, f"run `{found.command}`")
    for section in found.sections:
        if section.waiting:
            message = "a new text waits beside yours"
            remedy = f"see it with `prepsite diff {found.name} {section.field}`"
            yield _notice(found.path, lines.get(section.field, 1), section.field, message, remedy)


def _stale(found: PlannedDocument) -> dict[str, list[str]]:
    """Return the stale sections by what changed, so that a change of the posting is told once."""
    fields: dict[str, list[str]] = {}
    for section in found.sections:
        if section.is_stale:
            fields.setdefault(told(section.changes) or found.reason, []).append(section.field)
    return fields


def _notice(path: str, line: int, field: str, message: str, remedy: str) -> Problem:
    return Problem(path, line, 1, Severity.NOTICE, field, message, remedy)


def _section_lines(vault: Vault, found: PlannedDocument) -> dict[str, int]:
    """Return the lines on which a document's sections begin, by their fields."""
    record = vault.applications[found.application_id]
    interview = record.interview(found.interview_id) if found.interview_id else None
    prep = interview.prep if interview else record.prep
    return {section.field: section.line for section in split(prep.text).sections} if prep else {}


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
