"""Findings: sentences of prep that the candidate's own record does not back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.app.counted import counted
from prepsite.app.reports import CheckReport
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.verdict import Status
from prepsite.core.plan import PlannedDocument, PlanState
from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace


@dataclass(frozen=True)
class Finding:
    """A claim that is unverified or retracted, in the document that commands call `name`."""

    name: str
    path: str
    claim: Claim

    @property
    def problem(self) -> Problem:
        """Return the finding as `check` prints it."""
        sentence = self.claim.sentence
        told = "; ".join(part.message or f"“{part.text}”" for part in self.claim.findings)
        command = f"`prepsite confirm {self.name}:{sentence.line}:{sentence.column}`"
        remedy = f"mend the sentence, or add the fact to its project, or {command} if it is true"
        if self.claim.status is Status.RETRACTED:
            remedy = f"take the sentence out, or {command} if it is true after all"
        return Problem(
            self.path,
            sentence.line,
            sentence.column,
            Severity.WARNING,
            sentence.field,
            f"{self.claim.status}: {told}",
            remedy,
        )


@dataclass(frozen=True)
class Grounded:
    """What was found in the documents looked at: findings in the order of files, claims by status."""

    findings: tuple[Finding, ...]
    counts: Mapping[Status, int]
    documents: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the findings as problems."""
        return tuple(finding.problem for finding in self.findings)

    @property
    def told(self) -> str:
        """Return the count in words: "42 claims: 40 supported, 1 derived, 1 unverified"."""
        number = sum(self.counts.values())
        told = ", ".join(f"{self.counts[status]} {status}" for status in Status if self.counts[status])
        return f"{number} claim{'' if number == 1 else 's'}{f': {told}' if told else ''}"


def grounded(workspace: Workspace, report: CheckReport, *, past: bool = False) -> Grounded:
    """Check prep sentence by sentence: what is still to come, or with `past` every document.

    To come is base prep of an open application with a round to come, and the prep of such a round:
    what was said long ago must not drown what will be said tonight. What is private is left out: a
    finding quotes the record.
    """
    asked: dict[str, dict[str, PlannedDocument]] = {}
    for found in report.plan.documents:
        is_private = report.vault.applications[found.application_id].keeps(found.interview_id)
        if found.exists and not is_private and (past or is_to_come(found)):
            asked.setdefault(found.application_id, {})[found.path] = found
    checked = counted(workspace, report.derived, asked)
    chosen = {path: found for each in asked.values() for path, found in each.items()}
    counts: Counter[Status] = Counter()
    for each in checked.values():
        counts.update(each.counts)
    return Grounded(
        tuple(
            Finding(chosen[path].name, path, claim)
            for path, each in sorted(checked.items())
            for claim in each.findings
        ),
        counts,
        len(checked),
    )


def is_to_come(found: PlannedDocument) -> bool:
    """Tell whether a document is for a round that is still to come."""
    return found.state is not PlanState.SKIPPED
