"""`prepsite check`: every problem of the vault, by file, line and column."""

import json
from collections import Counter
from collections.abc import Sequence

import click

from prepsite.cli.place import current_workspace
from prepsite.cli.terminal import busy, say
from prepsite.errors import ExitCode, Problem, Severity


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.pass_context
def command(ctx: click.Context, *, strict: bool, shape: str) -> None:
    """Look for mistakes in the vault.

    Prints each as path:line:column: severity: field: message; remedy. Exits with 1 where there
    are errors, which make a file unusable; with --strict also where there are warnings. Notices,
    such as prep that is missing or stale, never fail it.

    \b
    Examples:
      prepsite check
      prepsite check --strict --format json
    """  # noqa: D301
    from prepsite.app.check import check_vault

    workspace = current_workspace()
    with busy("Reading the vault"):
        report = check_vault(workspace)
    problems = (*report.problems, *report.notices)
    say(_as_json(problems) if shape == "json" else _as_text(problems))
    counted = Counter(problem.severity for problem in problems)
    if counted[Severity.ERROR] or (strict and counted[Severity.WARNING]):
        ctx.exit(ExitCode.PROBLEMS)


def _as_text(problems: Sequence[Problem]) -> str:
    return "\n".join([*map(str, problems), _summary(problems)])


def _summary(problems: Sequence[Problem]) -> str:
    counted = Counter(problem.severity for problem in problems)
    notices = counted[Severity.NOTICE]
    if notices == len(problems):
        tail = f"; {notices} notice{'' if notices == 1 else 's'}" if notices else ""
        return f"no problems{tail}"
    parts = [
        f"{counted[severity]} {severity}{'' if counted[severity] == 1 else 's'}"
        for severity in Severity
        if counted[severity]
    ]
    files = len({problem.path for problem in problems})
    return f"{', '.join(parts)} in {files} file{'' if files == 1 else 's'}"


def _as_json(problems: Sequence[Problem]) -> str:
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
    }
    return json.dumps(report, indent=2, ensure_ascii=False)
