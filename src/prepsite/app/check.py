"""Check the vault: what its files say wrong, alone and together, prep texts included."""

from dataclasses import dataclass

from prepsite.core.prep_problems import prep_problems
from prepsite.core.vault import Vault
from prepsite.errors import Problem
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault


@dataclass(frozen=True)
class CheckReport:
    """The vault as it was read, and every problem, sorted by place."""

    vault: Vault
    problems: tuple[Problem, ...]


def check_vault(workspace: Workspace) -> CheckReport:
    """Read the vault and return everything that is wrong with it."""
    vault = read_vault(workspace)
    problems = (*vault.problems, *prep_problems(vault))
    return CheckReport(vault, tuple(sorted(problems, key=lambda found: (found.path, found.line, found.column))))
