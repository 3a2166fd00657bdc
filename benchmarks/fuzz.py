"""Read mutated vault files and look for anything but problems with file, line and column.

    python benchmarks/fuzz.py mutate --files 100000
    python benchmarks/fuzz.py grow
    python benchmarks/fuzz.py guided --minutes 20

`mutate` reads files of every kind, mutated by chance, each case told by its number. `grow` reads
files made of one piece repeated, at 256, 512 and 1,024 KiB: what costs more than in proportion to
its size shows there. `guided` has libFuzzer look for new paths through the code; it needs
`pip install atheris`, which has wheels for Linux and Python 3.11 to 3.13.

Exit code 1 if a file raised, ended the process, had a problem without a place, or if time grew
faster than size. No timer bounds a case; one that takes a minute is counted as failed.
"""

import argparse
import faulthandler
import json
import mmap
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from fuzzing.mutations import case
from fuzzing.shapes import SHAPES
from fuzzing.subject import Subject, in_memory

PAGES_EVERY = 8
HANGS_AFTER = 60
MOST_SHOWN = 20
# Between 256 KiB and 1 MiB, linear work takes 4 times as long, n log n up to 5, n squared 16.
STEEPEST = 7.0
SLOW_ENOUGH = 0.2


class Case(NamedTuple):
    """What one file cost: bytes, seconds for it alone, seconds with the vault around it."""

    number: int
    path: str
    size: int
    own: float
    whole: float


def mutate(files: int, seed: int) -> int:
    """Run the cases in processes of their own, so that one which ends the process is seen."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        marks = Path(folder) / "at"
        marks.write_bytes(bytes(8))
        first, ended, told = 0, [], []
        started = time.perf_counter()
        while first < files:
            results = Path(folder) / f"results-{first}"
            numbers = (str(seed), str(first), str(files))
            command = [sys.executable, __file__, "cases", *numbers, folder, str(results)]
            code = subprocess.run(command, check=False).returncode
            lines = results.read_text().splitlines() if results.exists() else []
            told += [json.loads(line) for line in lines]
            if code == 0:
                break
            number = struct.unpack("q", marks.read_bytes())[0]
            ended.append(f"case {number} ended the process: {code}")
            print(ended[-1])
            first = max(number, first) + 1
        wall = time.perf_counter() - started
    report = [Case(*each["case"]) for each in told if "case" in each]
    failures = [each["failed"] for each in told if "failed" in each] + ended
    print_costs(report, wall, max((each["peak"] for each in told if "peak" in each), default=0.0))
    print(f"raised, ended or misplaced: {len(failures)}; signals: {sum(': -' in text for text in ended)}")
    for failure in failures[:MOST_SHOWN]:
        print(failure)
    return 1 if failures else 0


def cases(seed: int, first: int, files: int, folder: Path, results: Path) -> None:
    """Run cases in this process; what became of each goes into `results`, a line of JSON each."""
    root = folder / f"vault-{first}"
    subject = Subject(root)
    with (folder / "at").open("r+b") as marks, results.open("w") as out:
        at = mmap.mmap(marks.fileno(), 8)
        before = 0.0
        for number in range(first, files):
            at[:] = struct.pack("q", number)
            path, content = case(number, seed, subject.seeds)
            faulthandler.dump_traceback_later(HANGS_AFTER, exit=True)
            told: dict[str, object]
            try:
                cost = subject.read(path, content, pages=number % PAGES_EVERY == 0)
                told = {"case": (number, path, len(content), cost.own, cost.whole)}
            except Exception as error:  # noqa: BLE001 - any exception is what is looked for
                where = "".join(traceback.format_exception(error)[-4:])
                told = {"failed": f"case {number} {path}: {type(error).__name__}: {str(error)[:300]}\n{where}"}
            out.write(json.dumps(told) + "\n")
            before = before or peak()
        faulthandler.cancel_dump_traceback_later()
        out.write(json.dumps({"peak": peak() - before}) + "\n")


def peak() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def print_costs(report: Sequence[Case], wall: float, memory: float) -> None:
    if len(report) < 10:
        return
    size = sum(one.size for one in report)
    print(f"files read: {len(report):,}, {size / 2**20:,.0f} MiB, in {wall:,.0f} s")
    print(f"whole vault, median {statistics.median(one.whole for one in report) * 1000:.1f} ms; slowest:")
    for one in sorted(report, key=lambda one: one.whole)[-5:]:
        alone = f"alone {one.own * 1000:,.1f} ms"
        print(f"  case {one.number} {one.path}: {one.size:,} bytes, {one.whole * 1000:,.0f} ms, {alone}")
    paces = sorted(one.own / one.size * 1024 for one in report if one.size >= 1024)
    decile = statistics.mean(paces[-max(1, len(paces) // 10) :])
    median = statistics.median(paces)
    print(
        f"files of 1 KiB and more, alone: median {median * 1000:.2f} ms a KiB, "
        f"slowest decile {decile * 1000:.2f}, ratio {decile / median:.1f}"
    )
    largest = max(one.size for one in report)
    print(f"memory at the peak, above the first case: {memory:,.0f} MiB; largest file {largest:,} bytes")


def grow(only: str) -> int:
    """Read each shape at three sizes; print what costs more than in proportion to its size."""
    steep = failed = 0
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        subject = Subject(Path(folder))
        print(f"{'shape':44} {'256 KiB':>9} {'512 KiB':>9} {'1 MiB':>9} {'growth':>7}  problems")
        for shape in SHAPES:
            if only not in shape.name:
                continue
            took, count = [], 0
            for size in (256, 512, 1024):
                content = shape.content(subject.seeds[shape.path], size * 1024 - 8)
                faulthandler.dump_traceback_later(HANGS_AFTER * 5, exit=True)
                try:
                    reading = subject.read(shape.path, content, pages=shape.pages)
                except Exception as error:  # noqa: BLE001 - any exception is what is looked for
                    failed += 1
                    print(f"{shape.name}: {type(error).__name__}: {str(error)[:300]}")
                    break
                took.append(reading.whole)
                count = reading.problems
            if len(took) < 3:
                continue
            growth = took[2] / max(took[0], 1e-6)
            is_steep = growth > STEEPEST and took[2] > SLOW_ENOUGH
            steep += is_steep
            cells = " ".join(f"{seconds:8.2f}s" for seconds in took)
            print(f"{shape.name:44} {cells} {growth:7.1f}  {count}{'  STEEP' if is_steep else ''}", flush=True)
        faulthandler.cancel_dump_traceback_later()
    print(f"steeper than {STEEPEST:g}: {steep}, failed: {failed}, of {len(SHAPES)} shapes")
    print(f"memory at the peak: {peak():,.0f} MiB")
    return 1 if steep or failed else 0


def guided(minutes: float, corpus: Path | None) -> int:
    """Have libFuzzer look for new paths, in a process of its own, which it ends itself."""
    if find_spec("atheris") is None:
        print("guided needs atheris: pip install atheris", file=sys.stderr)
        return 2
    script = Path(__file__).parent / "fuzzing" / "guided.py"
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        inputs = corpus or Path(folder) / "corpus"
        inputs.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(script), folder, str(inputs), str(minutes)]
        code = subprocess.run(command, check=False).returncode
    print(f"libFuzzer ended with {code}{', a signal' if code < 0 else ''}")
    return 1 if code else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    chosen = commands.add_parser("mutate", help="files mutated by chance")
    chosen.add_argument("--files", type=int, default=100_000)
    chosen.add_argument("--seed", type=int, default=1)
    chosen = commands.add_parser("grow", help="large files of one shape")
    chosen.add_argument("--only", default="", metavar="WORD")
    chosen = commands.add_parser("guided", help="coverage-guided, with atheris")
    chosen.add_argument("--minutes", type=float, default=20)
    chosen.add_argument("--corpus", type=Path, help="keep the inputs found here")
    chosen = commands.add_parser("cases")
    for name, kind in (("seed", int), ("first", int), ("files", int), ("folder", Path), ("results", Path)):
        chosen.add_argument(name, type=kind)
    options = parser.parse_args()
    match options.command:
        case "mutate":
            return mutate(options.files, options.seed)
        case "grow":
            return grow(options.only)
        case "guided":
            return guided(options.minutes, options.corpus)
        case _:
            cases(options.seed, options.first, options.files, options.folder, options.results)
            return 0


if __name__ == "__main__":
    sys.exit(main())
