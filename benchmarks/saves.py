"""Write against a person who saves at random: no save goes missing. And two runs at once.

    python benchmarks/saves.py alone              # 8,000 writes: the full dose, about two minutes
    python benchmarks/saves.py together           # two builds, and serve plus build, on one vault
    python benchmarks/saves.py cost               # what a write costs, against plainer ways
    python benchmarks/saves.py alone --writes 300 # the dose of the tests

`--folder` says where; a folder in memory makes writes faster and meetings more frequent.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from prepsite.vault.writer import ChangedMeanwhileError, replace_text
from writing.person import newest, save_at_random, saved, written

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))


def alone(writes: int, home: str | None) -> bool:
    """Write so often into one file, while somebody else saves it in all ways."""
    with tempfile.TemporaryDirectory(dir=home) as folder:
        path, stop, log = Path(folder, "prep.md"), Path(folder, "stop"), Path(folder, "log")
        path.write_text(saved(0), "utf-8")
        person = os.fork()
        if not person:
            try:
                save_at_random(path, stop, log, seed=1)
            finally:
                os._exit(0)
        begun = time.monotonic()
        told = _write(path, writes)
        took = time.monotonic() - begun
        stop.touch()
        os.waitpid(person, 0)
        found = json.loads(log.read_text("utf-8"))
        beside = len(list(Path(folder).glob("*.sync-conflict-*")))
        left = len(list(Path(folder).glob(".prepsite-*")))
        last = newest(path.read_text("utf-8"))
    saves = sum(found["ways"].values())
    print(f"writes                  {writes} in {took:.0f} s: {dict(told)}")
    print(f"saves by the person     {saves}: {found['ways']}")
    print(f"older saves kept beside {beside}, temporary files left {left}")
    print(f"saves missing           {len(found['missing'])}")
    for line in found["missing"][:10]:
        print(f"  {line}")
    return not found["missing"] and last == saves and not left


def _write(path: Path, writes: int) -> Counter[str]:
    told: Counter[str] = Counter()
    for count in range(writes):
        try:
            expected = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        try:
            replace_text(path, written(count, newest(expected)), expected)
            told["done"] += 1
        except ChangedMeanwhileError:
            told["given back, reported"] += 1
    return told


def cost(rounds: int, home: str | None) -> bool:
    """Print the median of each way to write 16 kB, taken in turns."""
    texts = [letter * 16_000 for letter in "ab"]
    with tempfile.TemporaryDirectory(dir=home) as folder:
        path, beside = Path(folder, "prep.md"), Path(folder, "other")
        path.write_text(texts[1], "utf-8")

        def renamed(text: str, *, durable: bool) -> None:
            with beside.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            beside.replace(path)
            if durable:
                number = os.open(folder, os.O_RDONLY)
                os.fsync(number)
                os.close(number)

        ways: dict[str, Callable[[str, str], object]] = {
            'open("w"), may tear': lambda text, _: path.write_text(text, "utf-8"),
            "temp + rename, not durable": lambda text, _: renamed(text, durable=False),
            "temp + fsync + rename + fsync": lambda text, _: renamed(text, durable=True),
            "prepsite: exchange and look": lambda text, old: replace_text(path, text, old),
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(rounds):
            for index, (way, write) in enumerate(ways.items()):
                text, old = texts[(number + index) % 2], path.read_text("utf-8")
                text = text if text != old else texts[(number + index + 1) % 2]
                begun = time.perf_counter()
                write(text, old)
                taken[way].append(time.perf_counter() - begun)
    medians = {way: statistics.median(times) * 1000 for way, times in taken.items()}
    first = next(iter(medians.values()))
    for way, milliseconds in medians.items():
        print(f"{way:32} {milliseconds:8.3f} ms  {milliseconds / first:7.1f} ×")
    durable = medians["temp + fsync + rename + fsync"]
    print(f"of a durable rename              {medians['prepsite: exchange and look'] / durable:8.2f} ×")
    return True


def together(applications: int) -> bool:
    """Run two builds at once, then serve plus build, and count what the model was asked."""
    from many import DOCUMENTS_AN_APPLICATION, forget, make_search, prep_of, slow_model
    from model_server import serving
    from searches import KEY

    documents = applications * DOCUMENTS_AN_APPLICATION
    environment = {**os.environ, "OPENAI_API_KEY": KEY, "NO_MKDOCS_2_WARNING": "1"}
    well = True
    with tempfile.TemporaryDirectory() as folder, serving(slow_model(0.1)) as server:
        root = Path(folder)
        make_search(root, server, applications)

        def start(*arguments: str) -> "subprocess.Popen[bytes]":
            command = [sys.executable, "-m", "prepsite", "--root", str(root), *arguments]
            return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)

        assert start("build").wait() == 0
        expected = prep_of(root)
        assert len(expected) == documents
        pairs: tuple[tuple[str, str], ...] = (("build", "build"), ("serve", "build"))
        for names in pairs:
            forget(root)
            server.received.clear()
            where = {"serve": ("--address", "127.0.0.1:8793"), "build": ()}
            runs = [start(name, *where[name]) for name in names]
            codes = [run.wait(300) for name, run in zip(names, runs, strict=True) if name != "serve"]
            until = time.monotonic() + 60
            while len(prep_of(root)) < documents and time.monotonic() < until:
                time.sleep(0.1)
            for name, run in zip(names, runs, strict=True):
                if name == "serve":
                    time.sleep(1)
                    run.send_signal(signal.SIGINT)
                    codes.append(run.wait(60))
            same = prep_of(root) == expected
            calls = len(server.chats)
            print(
                f"{' and '.join(names)}: exit codes {codes}, "
                f"same bytes as one build: {'yes' if same else 'NO'}, "
                f"calls {calls} for {documents} documents"
            )
            well = well and same and calls == documents and set(codes) <= {0, 130}
    return well


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["alone", "together", "cost"])
    parser.add_argument("--writes", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--applications", type=int, default=3, help="four documents each")
    parser.add_argument("--folder")
    given = parser.parse_args()
    match given.what:
        case "alone":
            well = alone(given.writes, given.folder)
        case "cost":
            well = cost(given.rounds, given.folder)
        case _:
            well = together(given.applications)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
