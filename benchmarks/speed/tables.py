"""Tables in Markdown: medians with their spread, and ratios that are taken turn by turn."""

from collections.abc import Sequence
from statistics import median

from speed.processes import Used


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Return the median, and the lowest and highest where there are several."""
    middle = f"{median(values):.{digits}f}"
    return middle if len(values) < 2 else f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(values: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return what each turn took beside the other of the same turn."""
    return [value / other for value, other in zip(values, others, strict=True)]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; columns but the first are figures."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def beside(runs: dict[str, list[Used]], standard: str) -> str:
    """Return the table of what each run took, and that over what the standard took in the same turn."""
    plain = runs[standard]
    rows = [
        [
            name,
            spread([run.wall for run in taken]),
            spread(ratios([run.wall for run in taken], [run.wall for run in plain]), 2),
            spread([run.cpu for run in taken]),
            spread(ratios([run.cpu for run in taken], [run.cpu for run in plain]), 2),
            spread([run.memory.resident for run in taken], 0),
            spread(ratios([run.memory.resident for run in taken], [run.memory.resident for run in plain]), 2),
            spread([run.memory.shared_once for run in taken], 0),
        ]
        for name, taken in runs.items()
    ]
    return table(
        ["", "wall, s", "÷ plain", "CPU, s", "÷ plain", "peak MiB", "÷ plain", "shared once, MiB"], rows
    )
