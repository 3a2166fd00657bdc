"""How soon a save is acted on, beside the bare system's notice of it, and how many calls a burst makes.

    python benchmarks/watching.py [--saves 200] [--files 500]

Each save is timed from the moment the file is closed until a callback runs: once by watchdog's
own observer, as it comes, and once by prepsite's watch. Both watch the same folder at the same time.
Then a git checkout of many files, a rebase, `git status` and the saves of two editors: calls made.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileClosedEvent, FileMovedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from prepsite.watch.gathering import Changed
from prepsite.watch.watching import watching


class Bare(FileSystemEventHandler):
    """Notes when the system's notice of a finished save arrives."""

    def __init__(self) -> None:
        self.heard = threading.Event()
        self.at = 0.0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of the first one."""
        if isinstance(event, FileClosedEvent | FileMovedEvent) and not self.heard.is_set():
            self.at = time.perf_counter()
            self.heard.set()


class Calls:
    """Counts the calls of the watch, and notes when the last one came."""

    def __init__(self) -> None:
        self.count = 0
        self.heard = threading.Event()
        self.at = 0.0

    def __call__(self, _: Changed) -> None:
        """Take note of a call."""
        self.at = time.perf_counter()
        self.count += 1
        self.heard.set()


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def atomic(file: Path, text: str) -> None:
    other = file.with_name(f"{file.name}.a1b2c3")
    other.write_text(text)
    other.replace(file)


def like_vim(file: Path, text: str) -> None:
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


@contextmanager
def bare_observer(folder: Path) -> Iterator[Bare]:
    bare = Bare()
    observer = Observer()
    observer.schedule(bare, str(folder), recursive=True)
    observer.start()
    try:
        yield bare
    finally:
        observer.stop()
        observer.join()


def time_saves(folder: Path, save: Callable[[Path, str], None], saves: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each save: the bare notice, and the watch's call."""
    notices, calls = [], []
    called = Calls()
    file = folder / "interview.md"
    file.write_text("stage: panel\n")
    with bare_observer(folder) as bare, watching([folder], called):
        for number in range(saves):
            time.sleep(0.05)
            bare.heard.clear()
            called.heard.clear()
            save(file, f"stage: panel\nround: {number}\n")
            saved = time.perf_counter()
            assert bare.heard.wait(5)
            assert called.heard.wait(5)
            notices.append((bare.at - saved) * 1000)
            calls.append((called.at - saved) * 1000)
    return notices, calls


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def make_repository(folder: Path, files: int) -> None:
    """Make a repository whose branches `main` and `other` differ in every file; `topic` has ten commits."""
    git(folder, "init", "-q", "-b", "main")
    for branch in ("main", "other"):
        for number in range(files):
            (folder / f"{number:04}.md").write_text(f"{branch} {number}\n")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", branch)
        if branch == "main":
            git(folder, "checkout", "-q", "-b", "other")
    git(folder, "checkout", "-q", "-b", "topic", "main")
    for number in range(10):
        (folder / f"topic-{number}.md").write_text("x\n")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"topic {number}")
    git(folder, "checkout", "-q", "main")


def count(folder: Path, what: str, change: Callable[[], None]) -> None:
    called = Calls()
    with watching([folder], called):
        time.sleep(0.2)
        start = time.perf_counter()
        change()
        took = time.perf_counter() - start
        time.sleep(3.0)
    print(f"| {what} | {took:.2f} | {called.count} |")


def count_bursts(folder: Path, files: int) -> None:
    make_repository(folder, files)
    note = folder / "0000.md"

    def touch_and_ask() -> None:
        os.utime(note)
        git(folder, "status")

    def read_all() -> None:
        for path in folder.glob("*.md"):
            path.read_bytes()

    print("\n| change | took, s | calls |\n|---|---|---|")
    count(folder, f"checkout of {files} files", lambda: git(folder, "checkout", "-q", "other"))
    count(folder, "checkout back", lambda: git(folder, "checkout", "-q", "main"))
    git(folder, "checkout", "-q", "topic")
    count(folder, f"rebase of 10 commits over {files} files", lambda: git(folder, "rebase", "-q", "other"))
    count(folder, "git status", touch_and_ask)
    count(folder, "reading every file", read_all)
    count(folder, "save in place", lambda: in_place(note, "x"))
    count(folder, "atomic save", lambda: atomic(note, "y"))
    count(folder, "save like vim", lambda: like_vim(note, "z"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--files", type=int, default=500)
    asked = parser.parse_args()
    print("| save | bare notice, ms (median, p95) | acted on, ms (median, p95) |\n|---|---|---|")
    for save in (in_place, atomic, like_vim):
        with tempfile.TemporaryDirectory() as name:
            notices, calls = time_saves(Path(name), save, asked.saves)
        shown = " | ".join(
            f"{statistics.median(times):.1f}, {statistics.quantiles(times, n=20)[-1]:.1f}"
            for times in (notices, calls)
        )
        print(f"| {save.__name__.replace('_', ' ')} | {shown} |")
    with tempfile.TemporaryDirectory() as name:
        count_bursts(Path(name), asked.files)


if __name__ == "__main__":
    main()
