"""Let the disk fail at every call: no file torn, no user byte lost, and the message names the file.

    python benchmarks/failing_disk.py                          # the full dose, some minutes
    python benchmarks/failing_disk.py --documents 4 --errors ENOSPC EIO --kinds rename fsync

The k-th open, write, fsync, rename, … below the search fails, for every k, with each error; then the
process is killed before and after the k-th; then a real, small file system fills up (with the
right to mount one). After each the command is run again undisturbed and must end where a run that
nothing disturbed ends. `read` is the opening of a file or folder that people keep: where that fails
the command writes from a record without it, so that there only the user's bytes are looked at.
Needs Linux and a C compiler, which makes what the calls are caught with.
"""

import argparse
import ctypes
import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from writing.forking import generate, run, warm
from writing.search import Search, left_behind, make

KINDS = ("open", "read", "write", "fsync", "rename", "link", "unlink", "mkdir", "chmod")
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")
DEATHS = {"killed before": -1, "killed after": -2}
LIBRARY = "PREPSITE_FAILING_DISK"


def main() -> int:
    """Fail, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--errors", nargs="*", default=[*ERRORS, *DEATHS], choices=[*ERRORS, *DEATHS])
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--every", type=int, default=1, help="of so many calls one")
    parser.add_argument("--no-full-disk", action="store_true")
    given = parser.parse_args()
    if LIBRARY not in os.environ:
        return _with_library()
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        search = make(Path(folder).resolve(), given.documents, generate)
        warm(search.root)
        disk = Disk(search)
        for kind in given.kinds:
            calls = disk.calls(kind)
            print(f"{kind:8} {calls:5} calls in an undisturbed run")
            for name in given.errors:
                for k in range(1, calls + 1, given.every):
                    disk.strike(kind, k, name, told)
    if not given.no_full_disk:
        _fill_up(given.documents, told)
    for what, number in sorted(told.items()):
        print(f"{number:6} {what}")
    return 1 if any(what.startswith("FAULT") for what in told) else 0


class Disk:
    """A search whose disk fails on command."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._library = ctypes.CDLL(os.environ[LIBRARY])
        self._root = os.fsencode(search.root)

    def calls(self, kind: str) -> int:
        """Return how many calls of a kind an undisturbed run makes."""
        self._arm(kind, 0, 0)
        assert generate(self._search.root) == 0
        counted = self._count(kind)
        self._arm(kind, 0, 0)
        self._search.reset()
        return counted

    def strike(self, kind: str, k: int, name: str, told: Counter[str]) -> None:
        """Run once with the k-th call failing, look, run again, look again; note what came of it."""
        search = self._search
        self._arm(kind, k, DEATHS.get(name) or getattr(errno, name))
        code, said = run(search.root)
        if (count := self._count(kind)) < k:
            _tell(f"{kind} {k} {name}", [f"only {count} calls; exit code {code}: {said[-600:]}"], told)
        self._arm(kind, 0, 0)
        label = f"{kind} {k} {name}"
        told["calls failed" if name not in DEATHS else "processes killed at a call"] += 1
        if kind == "read" and name not in DEATHS:
            _tell(label, search.lost(), told)
            told["runs that could not read a file"] += 1
            generate(search.root)
            _tell(label, search.lost(), told)
            _tell(label, left_behind(search.root), told)
            search.reset()
            return
        if name not in DEATHS:
            told[_judged(search, label, code, said)] += 1
        judge(search, label, told)

    def _arm(self, kind: str, k: int, fault: int) -> None:
        self._library.disk_arm(self._root, KINDS.index(kind), ctypes.c_long(k), fault)

    def _count(self, kind: str) -> int:
        return int(self._library.disk_count(KINDS.index(kind)))


def judge(search: Search, label: str, told: Counter[str]) -> None:
    """Look at a search after a fault, run it undisturbed, look again, and bring it back."""
    _tell(label, search.faults(), told)
    if code := generate(search.root):
        _tell(label, [f"the next run ended with {code}"], told)
    _tell(label, search.faults_at_the_end(), told)
    search.reset()


def _judged(search: Search, label: str, code: int, said: str) -> str:
    """Say how a run ended whose call failed: 0 is right only where all was written nevertheless.

    A temporary file that could not be removed waits for the next run's sweep.
    """
    if code == 0:
        if not search.unlike():
            return "runs that ended well nevertheless"
        print(f"FAULT {label}: exit code 0: {said[-600:]}", file=sys.stderr)
        return "FAULT exit codes of 0 with something missing"
    if code != 1:
        print(f"FAULT {label}: exit code {code}: {said[-600:]}", file=sys.stderr)
        return "FAULT exit codes that say more than a failure"
    if not re.search(r"(?:vault|\.prepsite)/[^ ]*[a-z]|mkdocs\.yml", said):
        print(f"FAULT {label}: names no file: {said[-600:]}", file=sys.stderr)
        return "FAULT messages that name no file"
    return "runs that ended with 1 and named the file"


def _tell(label: str, faults: list[str], told: Counter[str]) -> None:
    for fault in faults:
        told["FAULT in a vault"] += 1
        print(f"FAULT {label}: {fault}", file=sys.stderr)


def _fill_up(documents: int, told: Counter[str]) -> None:
    """Run on a small file system of its own, with less and less room left."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder], capture_output=True, check=False
        )
        if mounted.returncode:
            print("no full disk: a file system can't be mounted here")
            return
        try:
            search = make(Path(folder).resolve(), documents, generate)
            for kilobytes in (0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 160, 192, 256, 384):
                _fill(Path(folder, "ballast"), kilobytes * 1024)
                code, said = run(search.root)
                Path(folder, "ballast").unlink()
                told["runs on a full disk"] += 1
                told[_judged(search, f"full disk, {kilobytes} kB left", code, said)] += 1
                judge(search, f"full disk, {kilobytes} kB left", told)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def _fill(ballast: Path, spare: int) -> None:
    """Fill a file system up to so many bytes."""
    room = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room.f_bavail * room.f_frsize - spare, 1))


def _with_library() -> int:
    """Make the library and run again under it."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        print("nothing was measured: it takes Linux and a C compiler")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        library = f"{folder}/disk.so"
        source = Path(__file__).with_name("writing") / "disk.c"
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        environment = {**os.environ, LIBRARY: library, "LD_PRELOAD": library}
        return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
