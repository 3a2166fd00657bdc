"""Play random sequences of edits and commands over a small vault, and count what was lost.

Run as `python benchmarks/edits.py [--sequences N] [--seed S] [--jobs J]`; a sequence that fails is
printed at its shortest, and played again with `--writer NAME --replay 'fill:1 …'`. Exit code 1 if
any promise was broken: a person's line lost or moved, an unedited section not renewed or renewed
without a reason, a deleted one back, another byte after an unchanged re-run, a writer asked twice.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))

from edit_sequences.running import Failure, Figures, Operation, play, play_many

SHARE = 100


def _memory() -> str | None:
    """Return a folder in memory, where there is one: the promises here are not about the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def _share(seeds: Sequence[int]) -> tuple[list[Failure], Figures]:
    figures = Figures()
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        return play_many(seeds, Path(folder), figures), figures


def _all(first: int, sequences: int, jobs: int) -> tuple[list[Failure], Figures]:
    shares = [
        range(begin, min(begin + SHARE, first + sequences)) for begin in range(first, first + sequences, SHARE)
    ]
    failures: dict[str, Failure] = {}
    figures = Figures()
    with ProcessPoolExecutor(jobs) as pool:
        for found, counted in pool.map(_share, shares):
            figures.add(counted)
            for failure in found:
                if failure.kind not in failures:
                    failures[failure.kind] = failure
                    print(f"{failure}\n", flush=True)
    return list(failures.values()), figures


def main() -> int:
    """Play, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--writer", default="scripted")
    parser.add_argument("--replay", default="")
    wanted = parser.parse_args()
    if wanted.replay:
        with tempfile.TemporaryDirectory(dir=_memory()) as folder:
            steps = [Operation.parse(text) for text in wanted.replay.split()]
            failure = play(steps, Path(folder), wanted.writer)
        print(failure or "every promise was kept")
        return 1 if failure else 0
    begun = time.monotonic()
    failures, figures = _all(wanted.seed, wanted.sequences, wanted.jobs)
    print(f"sequences                     {figures.sequences:>10,}")
    print(f"steps                         {figures.operations:>10,}")
    print(f"commands                      {figures.commands:>10,}")
    print(f"unchanged re-runs             {figures.reruns:>10,}")
    print(f"a person's lines looked for   {figures.lines:>10,}")
    print(f"documents rewritten           {figures.renewed:>10,}")
    print(f"new texts that wait           {figures.proposals:>10,}")
    print(f"accepted, rejected, merged    {figures.decisions:>10,}")
    print(f"seconds                       {time.monotonic() - begun:>10,.0f}")
    print(f"kinds of broken promises      {len(failures):>10,}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
