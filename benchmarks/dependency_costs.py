"""What each dependency costs: time to import, size on disk, and whether every command pays for it.

    python benchmarks/dependency_costs.py [RUNS]

Import times are processor time: that of the quickest of RUNS (5) fresh processes, less an empty one's.
Each holds what the package imports in turn. "Alone" is the size on disk of the package and of whatever
nothing else that prepsite depends on needs. Compiled caches aren't counted.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from pins import lower_bounds, normal, requirements

# Where the name to import isn't the package's.
IMPORTED = {
    "babel": "babel.dates",
    "genai-prices": "genai_prices",
    "mkdocs": "mkdocs.commands.build",
    "mkdocs-material": "material",
    "pydantic": "pydantic.main",
    "pyyaml": "yaml",
    "rich": "rich.console",
    "watchdog": "watchdog.observers",
}
# What is asked for at the start of every command; the sum of it is what `prepsite --version` takes.
START = "import prepsite.cli.root"
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"extra\s*==")


def seconds(statement: str, runs: int) -> float:
    """Return the processor time of the quickest fresh process that runs the statement."""
    took = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", statement], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(took)


def at_start(modules: Mapping[str, str]) -> set[str]:
    """Return the packages that are imported when any command starts."""
    told = subprocess.run(
        [sys.executable, "-c", f"{START}; import sys; print(*sys.modules)"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return {name for name, module in modules.items() if module.partition(".")[0] in told}


def closure(name: str, found: dict[str, Distribution]) -> set[str]:
    """Return the package and all that it needs, by normal names, as far as it is installed."""
    gathered: set[str] = set()
    waiting = [normal(name)]
    while waiting:
        each = waiting.pop()
        if each in gathered:
            continue
        try:
            found[each] = distribution(each)
        except PackageNotFoundError:
            # Another system's, or another Python's.
            continue
        gathered.add(each)
        for requirement in found[each].requires or ():
            package, _, marker = requirement.partition(";")
            match = _REQUIREMENT.match(package)
            if match and not _EXTRA.search(marker):
                waiting.append(normal(match[0]))
    return gathered


def size(found: Distribution) -> int:
    """Return the bytes of the package's files."""
    paths = (Path(str(found.locate_file(file))) for file in found.files or () if "__pycache__" not in str(file))
    return sum(path.stat().st_size for path in paths if path.is_file())


def licence(found: Distribution) -> str:
    """Return what the package says of its licence."""
    said = found.metadata.json
    classified = [
        text.rpartition(" :: ")[2]
        for text in found.metadata.get_all("Classifier") or ()
        if text.startswith("License :: ") and text.count(" :: ") > 1
    ]
    return str(said.get("license_expression") or ", ".join(classified) or said.get("license") or "")


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    names = list(lower_bounds(requirements()))
    known: dict[str, Distribution] = {}
    needs = {name: closure(name, known) for name in names}
    modules = {name: IMPORTED.get(name, name) for name in names}
    starting, empty = at_start(modules), seconds("pass", runs)
    print("| package | version | licence | import, CPU ms | at every start | MB | alone, MB |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        took = 1000 * (seconds(f"import {modules[name]}", runs) - empty)
        others = set().union(*(needs[other] for other in names if other != name))
        alone = sum(size(known[each]) for each in needs[name] - others)
        row = (
            name, known[name].version, licence(known[name]), f"{max(took, 0):.0f}",
            "yes" if name in starting else "", f"{size(known[name]) / 1e6:.1f}", f"{alone / 1e6:.1f}",
        )  # fmt: skip
        print(f"| {' | '.join(row)} |")
    everything = sum(size(found) for found in known.values())
    start = 1000 * (seconds(START, runs) - empty)
    print(f"\nAll {len(known)} packages: {everything / 1e6:.0f} MB. Start of every command: {start:.0f} ms.")


if __name__ == "__main__":
    main()
