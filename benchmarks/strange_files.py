"""Build the example with one of each kind of strange file in its vault, and without.

Prints what each file is reported as, and the time over the baseline, which passes up to 10 s:

    python benchmarks/strange_files.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from prepsite.app.check import check_vault
from prepsite.app.scaffold import init
from prepsite.vault.layout import Workspace
from strange.files import STRANGE

RUNS = 3
MOST_SECONDS = 10.0


def built(root: Path, *command: str) -> tuple[float, int]:
    """Run prepsite and return the seconds it took and its exit code."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "prepsite", "--root", str(root), *command],
        check=False,
        capture_output=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return time.monotonic() - start, done.returncode


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        plain, strange = Path(folder) / "plain", Path(folder) / "strange"
        init(plain)
        init(strange)
        made = [each for each in STRANGE if each.alone and each.make(strange)]
        problems = check_vault(Workspace.at(strange)).problems
        wrong = 0
        for each in made:
            told = [problem for problem in problems if problem.path == each.reported]
            is_wrong = len(told) != (1 if each.says else 0)
            wrong += is_wrong
            said = told[0].message if told else "read as it is"
            print(f"{'WRONG ' if is_wrong else ''}{each.name:28} {len(told)}  {said}")
        over = {}
        for command in ("check", "plan", "build"):
            pairs = [(built(plain, command)[0], built(strange, command)[0]) for _ in range(RUNS)]
            baseline, took = (statistics.median(times) for times in zip(*pairs, strict=True))
            over[command] = took - baseline
            counted = f"{took:.2f} s with {len(made)} strange files, {baseline:.2f} s without"
            print(f"{command}: {counted}: {took - baseline:+.2f} s")
        print(f"strange files: {len(made)} of {len(STRANGE)}, wrongly reported: {wrong}")
    return 1 if wrong or max(over.values()) > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
