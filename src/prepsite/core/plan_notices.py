"""What the plan says is to be done about an application's prep, as `check` says it."""

from collections.abc import Iterable, Iterator

from prepsite.core.changes import told
from prepsite.core.document import split
from prepsite.core.planned import PlannedDocument, PlanState
from prepsite.core.vault import ApplicationRecord
from prepsite.errors import Problem, Severity


def plan_notices(record: ApplicationRecord, planned: Iterable[PlannedDocument]) -> Iterator[Problem]:
    """Yield a notice for each document that is missing, each stale section, each text that waits."""
    for found in planned:
        yield from _notices(record, found)


def _notices(record: ApplicationRecord, found: PlannedDocument) -> Iterator[Problem]:
    if found.state is PlanState.MISSING:
        kind = "interview prep" if found.interview_id else "base prep"
        yield _notice(found.path, 1, "", f"the {kind} is not written yet", f"run `{found.command}`")
        return
    if not any(section.is_stale or section.waiting for section in found.sections):
        return
    lines = _section_lines(record, found)
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


def _section_lines(record: ApplicationRecord, found: PlannedDocument) -> dict[str, int]:
    """Return the lines on which a document's sections begin, by their fields."""
    interview = record.interview(found.interview_id) if found.interview_id else None
    prep = interview.prep if interview else record.prep
    return {section.field: section.line for section in split(prep.text).sections} if prep else {}
