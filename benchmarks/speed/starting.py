"""What a start of the command line costs, beside Python that imports yaml and click."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from prepsite.cli.root import COMMANDS
from speed.makers import Round
from speed.processes import LOG, measured
from speed.tables import ratios, spread, table

_BARE = (sys.executable, "-c", "import click, yaml")
_OWN = (sys.executable, "-m", "prepsite")
_Call = tuple[Sequence[str], Mapping[str, str]]


def table_of_starts(root: Path, rounds: Sequence[Round], repeat: int) -> str:
    """Return the table of `--help`, the slowest command's `--help`, and completion in a job search."""
    helps: dict[str, _Call] = {f"{name} --help": ((*_OWN, name, "--help"), {}) for name in COMMANDS}
    one = rounds[-1]
    calls: dict[str, _Call] = {
        "`prepsite --help`": ((*_OWN, "--help"), {}),
        "completion of a command": _completing(root, "ge"),
        "completion of an option": _completing(root, "build --"),
        f"completion of {len(rounds):,} rounds": _completing(root, f"print {one.application}/"),
        "completion of applications and rounds": _completing(root, "diff "),
        **helps,
    }
    bare: list[float] = []
    took: dict[str, list[float]] = {}
    for _ in range(max(repeat, 5)):
        bare.append(_milliseconds((_BARE, {}), root))
        for name, call in calls.items():
            took.setdefault(name, []).append(_milliseconds(call, root))
    slowest = max(helps, key=lambda name: sum(took[name]))
    shown = {name: took[name] for name in calls if name not in helps}
    shown[f"`prepsite {slowest}`, the slowest of {len(helps)} commands"] = took[slowest]
    rows = [["Python, `import click, yaml`", spread(bare, 0), "1"]]
    rows += [[name, spread(times, 0), spread(ratios(times, bare), 2)] for name, times in shown.items()]
    return table(["", "CPU, ms", "÷ bare"], rows)


def _completing(root: Path, typed: str) -> _Call:
    """Return the call that a shell makes for what was typed."""
    words = f"prepsite --root {root} {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_PREPSITE_COMPLETE": "bash_complete"}
    # `python -m prepsite` would be completed under another name than the program's.
    return (sys.executable, "-c", "from prepsite.cli import main; main()"), asked


def _milliseconds(call: _Call, folder: Path) -> float:
    """Return the time of processors that a call takes, to which a busy machine matters less."""
    command, more = call
    used = measured(command, folder, more=more)
    assert (folder / LOG).read_bytes().strip() or command == _BARE, (command, more)
    return 1000 * used.cpu


def machine() -> str:
    """Return what the machine is, and how busy it is."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "a processor without a name",
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} cores, {model}; Python {sys.version.split()[0]}; load {load}"
