"""`prepsite check`: every problem of the vault and every claim of prep that nothing backs."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say
from prepsite.errors import ExitCode, Problem, Severity

if TYPE_CHECKING:
    from prepsite.app.findings import Finding, Grounded


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too, so on any claim that nothing backs.")
@click.option("--all", "past", is_flag=True, help="Check the claims of prep for rounds that are over, too.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to print: lines, JSON, or GitHub's annotations.",
)
@click.pass_context
def command(ctx: click.Context, *, strict: bool, past: bool, shape: str) -> None:
    """Look for mistakes in the vault, and for claims in prep that your record does not back.

    Prints each as path:line:column: severity: field: message; remedy. Exits with 1 where there
    are errors, which make a file unusable; with --strict also where there are warnings, as every
    unverified or retracted claim is. Notices, such as prep that is missing or stale, never fail it.

    \b
    Examples:
      prepsite check
      prepsite check --strict --format github
    """  # noqa: D301
    from prepsite.app.check import check_vault
    from prepsite.app.findings import grounded

    workspace = current_workspace()
    with busy("Reading the vault"):
        report = check_vault(workspace)
    with busy("Checking the prep"):
        checked = grounded(workspace, report, past=past)
    found = sorted((*report.problems, *checked.problems), key=lambda each: (each.path, each.line, each.column))
    problems = (*found, *report.notices)
    match shape:
        case "json":
            say(_as_json(problems, checked))
        case "github":
            for line in github_lines(problems, workspace.root):
                say(line)
            say(_summary(problems, checked))
        case _:
            say("\n".join([*map(str, problems), _summary(problems, checked)]))
    counted = Counter(problem.severity for problem in problems)
    if counted[Severity.ERROR] or (strict and counted[Severity.WARNING]):
        ctx.exit(ExitCode.PROBLEMS)


def _summary(problems: Sequence[Problem], checked: "Grounded") -> str:
    counted = Counter(problem.severity for problem in problems)
    notices = counted[Severity.NOTICE]
    claims = f"; {checked.told}" if checked.documents else ""
    if notices == len(problems):
        tail = f"; {notices} notice{'' if notices == 1 else 's'}" if notices else ""
        return f"no problems{tail}{claims}"
    parts = [
        f"{counted[severity]} {severity}{'' if counted[severity] == 1 else 's'}"
        for severity in Severity
        if counted[severity]
    ]
    files = len({problem.path for problem in problems})
    return f"{', '.join(parts)} in {files} file{'' if files == 1 else 's'}{claims}"


def github_lines(problems: Sequence[Problem], root: Path) -> list[str]:
    """Return a workflow command a problem; paths are told from the repository's root, where that is known."""
    checkout = os.environ.get("GITHUB_WORKSPACE", "")
    inner = root.relative_to(checkout).as_posix() if checkout and root.is_relative_to(checkout) else "."
    before = "" if inner == "." else f"{inner}/"
    return [
        f"::{problem.severity} file={_property(before + problem.path)},line={problem.line},col={problem.column}"
        f"::{_message(problem)}"
        for problem in problems
    ]


def _message(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    return _escaped(f"{field}{problem.message}{remedy}")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_json(problems: Sequence[Problem], checked: "Grounded") -> str:
    from prepsite.core.grounding.verdict import Status

    counted = Counter(problem.severity for problem in problems)
    report = {
        "errors": counted[Severity.ERROR],
        "warnings": counted[Severity.WARNING],
        "notices": counted[Severity.NOTICE],
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "severity": str(problem.severity),
                "field": problem.field,
                "message": problem.message,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
        "claims": {
            "documents": checked.documents,
            "total": sum(checked.counts.values()),
            **{str(status): checked.counts.get(status, 0) for status in Status},
        },
        "findings": [_finding(finding) for finding in checked.findings],
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _finding(finding: "Finding") -> dict[str, object]:
    sentence = finding.claim.sentence
    return {
        "document": finding.name,
        "path": finding.path,
        "line": sentence.line,
        "column": sentence.column,
        "status": str(finding.claim.status),
        "field": sentence.field,
        "sentence": sentence.text,
        "parts": [
            {
                "kind": str(part.kind),
                "text": part.text,
                "status": str(part.status),
                "message": part.message,
                "source": {
                    "reference": part.source.reference,
                    "text": part.source.text,
                    "path": part.source.path,
                    "line": part.source.line,
                }
                if part.source
                else None,
            }
            for part in finding.claim.findings
        ],
    }
