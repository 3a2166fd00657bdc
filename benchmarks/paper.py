"""Measure PDFs by `prepsite print` beside a headless Chromium that prints the same articles.

Run as `python benchmarks/paper.py [--documents 1 50] [--repeats N]` on Linux, with Chromium and playwright.
The contenders take turns, so that a busy machine is busy for all. `prepsite print` reads and checks the
vault within its time; Chromium is given HTML, and what making that takes is a line of its own. Raises
AssertionError where something printed less than it was asked for.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader

REPOSITORY = Path(__file__).resolve().parents[1]
APPLICATION, ROUND = "lindquell-engineering-lead", "structured-interview"
OWN, HTML = "prepsite print", "prepsite print --html, for Chromium"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_BROWSER = """
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
executable, out, *files = sys.argv[1:]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
    for file in files:
        page = browser.new_page()
        page.goto(Path(file).as_uri())
        page.pdf(path=Path(out) / f"{Path(file).stem}.pdf", format="A4", tagged=True, outline=True)
        page.close()
    browser.close()
"""


@dataclass
class Taken:
    """What one contender took, run by run: seconds on the wall and of processors, the most MiB in use."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


class Watch:
    """Measures all processes that a block starts: their time, and the memory they hold together."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._began = time.perf_counter()
        self._spent = _processor()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._taken.wall.append(time.perf_counter() - self._began)
        self._taken.processor.append(_processor() - self._spent)
        self._taken.memory.append(self._most)

    def _look(self) -> None:
        while not self._over.wait(0.03):
            self._most = max(self._most, sum(_memory(process) for process in _descendants(os.getpid())))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _descendants(process: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    except OSError:
        pass
    return found


def _memory(process: int) -> float:
    """Return the MiB of a process; what it shares with others counts in part."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.split("\n") if line.startswith("Pss:")) / 1024


def prepare(folder: Path, documents: int) -> Path:
    """Return a job search with as many rounds to come, each of an application of its own."""
    root = folder / f"search-{documents}"
    shutil.copytree(REPOSITORY / "vault", root / "vault", ignore=shutil.ignore_patterns("applications"))
    source = REPOSITORY / "vault" / "applications" / APPLICATION
    for number in range(1, documents + 1):
        to = root / "vault" / "applications" / f"{APPLICATION}-{number:02}"
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("board-*", "team-*"))
        for path in to.rglob("interview.md"):
            status = "scheduled" if path.parent.name == ROUND else "cancelled"
            path.write_text(path.read_text("utf-8").replace("status: completed", f"status: {status}"), "utf-8")
        for path in to.rglob("prep.md"):
            path.write_text(
                path.read_text("utf-8").replace(f"application: {APPLICATION}", f"application: {to.name}")
            )
    (root / "mkdocs.yml").write_text("site_name: x\n")
    return root


def prepsite(root: Path, out: Path, *options: str) -> None:
    command = [
        sys.executable,
        "-m",
        "prepsite",
        "--root",
        str(root),
        "print",
        "--all",
        "--out",
        str(out),
        *options,
    ]
    subprocess.run(command, check=True, capture_output=True)


def one_process_each(executable: str, files: Sequence[Path], out: Path) -> None:
    for file in files:
        subprocess.run(
            [
                executable,
                *FLAGS,
                "--no-pdf-header-footer",
                f"--print-to-pdf={out / file.stem}.pdf",
                file.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def one_browser(executable: str, files: Sequence[Path], out: Path) -> None:
    command = [sys.executable, "-c", _BROWSER, executable, str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def measure(
    folder: Path, documents: int, repeats: int, executable: str
) -> tuple[dict[str, Taken], dict[str, str]]:
    """Return what each contender took, and what its last documents are like."""
    root = prepare(folder, documents)
    html = folder / f"html-{documents}"
    prepsite(root, html, "--html")
    files = sorted(html.glob("*.html"))
    contenders: dict[str, Callable[[Path], None]] = {
        OWN: lambda out: prepsite(root, out, "--paper", "a4"),
        HTML: lambda out: prepsite(root, out, "--html"),
        "Chromium, one browser": lambda out: one_browser(executable, files, out),
        "Chromium, one process each": lambda out: one_process_each(executable, files, out),
    }
    taken = {name: Taken() for name in contenders}
    like: dict[str, str] = {}
    for number in range(1, repeats + 1):
        for name, run in contenders.items():
            out = folder / "out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            with Watch(taken[name]):
                run(out)
            spent = f"{taken[name].wall[-1]:.2f} s, of processors {taken[name].processor[-1]:.2f} s"
            print(f"run {number} of {documents}: {name}: {spent}", file=sys.stderr, flush=True)
            made = sorted(out.iterdir())
            assert len(made) == len(files) == documents, f"{name}: {len(made)} of {documents}"
            pages = f"{len(PdfReader(made[0]).pages)} pages, " if made[0].suffix == ".pdf" else ""
            like[name] = f"{pages}{made[0].stat().st_size / 1000:.0f} kB"
    return taken, like


def told(values: Sequence[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main() -> int:
    """Measure and print a table: medians, in brackets the least and the most, and ratios of medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--repeats", type=int, default=5)
    chosen = parser.parse_args()
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        print("no Chromium on this machine")
        return 2
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        for documents in chosen.documents:
            taken, like = measure(Path(folder), documents, chosen.repeats, executable)
            print(f"\n{documents} PDF{'s' if documents > 1 else ''}, {chosen.repeats} runs in turn")
            print("| | wall s | processor s | peak MiB | wall × | processor × | memory × | each |")
            print("|---|---|---|---|---|---|---|---|")
            own = taken[OWN]
            for name, each in taken.items():
                ratios = (
                    statistics.median(getattr(each, what)) / statistics.median(getattr(own, what))
                    for what in ("wall", "processor", "memory")
                )
                print(
                    f"| {name} | {told(each.wall, 2)} | {told(each.processor, 2)} | {told(each.memory, 0)} | "
                    f"{' | '.join(f'{ratio:.1f}' for ratio in ratios)} | {like[name]} |"
                )
    print(f"\nload after: {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
