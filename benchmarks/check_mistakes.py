"""Score `prepsite check` on the corpus of labelled mistakes: right file, line, column, and words.

Run as `python benchmarks/check_mistakes.py [--seed N] [--only WORD]`. Exit code 1 if a figure is below
its floor, if a clean variant is complained about, or if a mistake keeps the rest of the vault from
being read.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from mistakes.corpus import CLEAN, SEED, corpus
from mistakes.mistake import Mistake, vault_with
from prepsite.errors import Problem, Severity
from prepsite.vault.layout import Workspace

FLOORS = {"file": 1.0, "line": 0.99, "column": 0.95}


class VaultRead(Protocol):
    """The part of a vault that is looked at: how many applications were read."""

    @property
    def applications(self) -> Collection[object]:
        """Return the applications."""


class Report(Protocol):
    """The part of a check's report that is looked at."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was found."""

    @property
    def vault(self) -> VaultRead:
        """Return what could be read."""


Check = Callable[[Path], Report]


@dataclass(frozen=True)
class Score:
    """What the check said of one mistake: `said` is None where nothing in particular is to be said."""

    mistake: Mistake
    file: bool
    line: bool
    column: bool
    said: bool | None
    vault_read: bool
    got: tuple[Problem, ...]


def complaints(report: Report) -> tuple[Problem, ...]:
    """Return the problems that are errors or warnings."""
    return tuple(p for p in report.problems if p.severity in {Severity.ERROR, Severity.WARNING})


def score(mistake: Mistake, report: Report) -> Score:
    """Hold the best of the problems that name the file against the label."""
    got = complaints(report)
    there = [problem for problem in got if problem.path == mistake.path]
    on_line = [problem for problem in there if problem.line == mistake.line]
    on_column = [problem for problem in on_line if problem.column == mistake.column]
    best = on_column or on_line or there
    words = (f"{p.field} {p.message} {p.remedy}".lower() for p in best)
    return Score(
        mistake,
        file=bool(there),
        line=bool(on_line),
        column=bool(on_column),
        said=any(mistake.says.lower() in text for text in words) if mistake.says else None,
        vault_read=len(report.vault.applications) >= 1,
        got=got,
    )


def checked(check: Check, name: str, files: Mapping[str, bytes | None]) -> Report:
    """Write the changed vault to a folder of its own and check it; a crash says in which case."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, content in vault_with(files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        try:
            return check(root)
        except Exception as error:
            error.add_note(f"while checking the case {name}")
            raise


def share(hits: Iterable[bool | None]) -> float:
    """Return the share of hits among those that count; 1.0 where none does."""
    counted = [hit for hit in hits if hit is not None]
    return sum(counted) / len(counted) if counted else 1.0


def row(name: str, scores: Sequence[Score]) -> str:
    """Return a line of the table."""
    said = [one.said for one in scores if one.said is not None]
    columns = (
        share(one.file for one in scores),
        share(one.line for one in scores),
        share(one.column for one in scores),
    )
    words = f"{share(said):8.1%}" if said else f"{'–':>8}"
    return f"{name:42} {len(scores):5} " + " ".join(f"{column:8.1%}" for column in columns) + f" {words}"


def print_table(scores: Sequence[Score]) -> None:
    print(f"{'kind':42} {'count':>5} {'file':>8} {'line':>8} {'column':>8} {'says':>8}")
    for kind in dict.fromkeys(one.mistake.kind for one in scores):
        print(row(kind, [one for one in scores if one.mistake.kind == kind]))
    print(row(f"all ({len({one.mistake.kind for one in scores})} kinds)", scores))


def shown(problem: Problem) -> str:
    """Return a problem as a short line that is safe on a terminal, whatever the file holds."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(problem)[:200])


def print_misses(scores: Sequence[Score]) -> None:
    """Print each miss on a line: what was wanted, and what came, those that name the file first."""
    for one in scores:
        lacks = [name for name in FLOORS if not getattr(one, name)]
        lacks += ["says"] if one.said is False else []
        lacks += [] if one.vault_read else ["vault read"]
        if not lacks:
            continue
        wanted = f"{one.mistake.path}:{one.mistake.line}:{one.mistake.column}"
        words = f" {one.mistake.says!r}" if one.said is False else ""
        got = sorted(one.got, key=lambda problem: problem.path != one.mistake.path)
        came = " | ".join(shown(problem) for problem in got[:3]) or "nothing"
        print(f"miss ({', '.join(lacks)}) {one.mistake.name}: wanted {wanted}{words}; got {came}")


def print_clean(check: Check) -> int:
    """Check the variants without a mistake; return how many were complained about."""
    wrong = 0
    for clean in CLEAN:
        got = complaints(checked(check, clean.name, clean.files))
        wrong += bool(got)
        for problem in got:
            print(f"complaint about the clean variant {clean.name!r}: {problem}")
    print(f"clean variants without complaint: {len(CLEAN) - wrong} of {len(CLEAN)}")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score `prepsite check` on the labelled mistakes.")
    parser.add_argument("--seed", type=int, default=SEED, help="draw other slips of the hand")
    parser.add_argument("--only", default="", metavar="WORD", help="only mistakes with WORD in their name")
    options = parser.parse_args(arguments)
    check_vault = import_module("prepsite.app.check").check_vault

    def check(root: Path) -> Report:
        report: Report = check_vault(Workspace.at(root))
        return report

    chosen = [mistake for mistake in corpus(options.seed) if options.only in mistake.name]
    if not chosen:
        parser.error(f"no mistake has {options.only!r} in its name")
    scores = [score(mistake, checked(check, mistake.name, mistake.files)) for mistake in chosen]
    print_table(scores)
    print_misses(scores)
    unread = sum(not one.vault_read for one in scores)
    print(f"rest of the vault still read (an application or more): {len(scores) - unread} of {len(scores)}")
    wrong = print_clean(check)
    low = [name for name, floor in FLOORS.items() if share(getattr(one, name) for one in scores) < floor]
    if low:
        print("below the floor: " + ", ".join(f"{name} (at least {FLOORS[name]:.0%})" for name in low))
    return 1 if low or wrong or unread else 0


if __name__ == "__main__":
    sys.exit(main())
