"""Kill a generation at random, again and again: no file torn, no user byte lost, nothing left behind.

    python benchmarks/crash.py --kills 1000              # of 200 documents: the full dose, some minutes
    python benchmarks/crash.py --kills 20 --documents 12 # the dose of the tests

Each life of the command is a fork of a process that has imported prepsite, so that all its time goes
into reading, writing and dying. It is killed after a random while; the vault is looked at; the
next life goes on from there, until one ends. Then the vault begins anew.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from writing.forking import generate, start, warm
from writing.search import Search, left_behind, make


def main() -> int:
    """Kill, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        search = make(Path(folder), given.documents, generate)
        warm(search.root)
        begun = time.monotonic()
        whole = _time_of(search)
        figures = _kill(search, given.kills, whole, chance)
    print(f"kills                            {figures['kills']} in {figures['runs']} generations")
    print(f"of these between two writes      {figures['left']} left temporary files for the next run")
    print(f"documents, time of a generation  {given.documents}, {whole:.1f} s")
    print(f"torn files and user bytes lost   {figures['faults']}")
    print(f"wrong or left behind at the end  {figures['faults at the end']}")
    print(f"took                             {time.monotonic() - begun:.0f} s")
    return 1 if figures["faults"] or figures["faults at the end"] else 0


def _time_of(search: Search) -> float:
    begun = time.monotonic()
    assert generate(search.root) == 0
    took = time.monotonic() - begun
    _tell(search.faults_at_the_end())
    search.reset()
    return took


def _kill(search: Search, kills: int, whole: float, chance: random.Random) -> dict[str, int]:
    found = dict.fromkeys(("kills", "runs", "left", "faults", "faults at the end"), 0)
    while found["kills"] < kills:
        found["runs"] += 1
        # Lives of about a twelfth of the whole, and not fewer documents than one.
        longest = max(whole / 6, 0.3)
        while True:
            pid = start(search.root)
            if found["kills"] >= kills:
                _, status = os.waitpid(pid, 0)
                assert os.waitstatus_to_exitcode(status) == 0, status
            elif not _ended(pid, chance.uniform(0.02, longest)):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                found["kills"] += 1
                found["left"] += bool(left_behind(search.root))
                found["faults"] += _tell(search.faults())
                # Reading takes its time however little is left to write.
                longest = min(longest * 1.05, whole / 2)
                if found["kills"] % 100 == 0:
                    print(f"{found['kills']} kills, {found['runs']} generations", file=sys.stderr)
                continue
            break
        found["faults at the end"] += _tell(search.faults_at_the_end())
        search.reset()
    return found


def _ended(pid: int, seconds: float) -> bool:
    """Tell whether a process ends by itself within so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            assert os.waitstatus_to_exitcode(status) == 0, status
            return True
        time.sleep(0.002)
    return False


def _tell(faults: list[str]) -> int:
    for fault in faults[:10]:
        print(f"FAULT {fault}", file=sys.stderr)
    return len(faults)


if __name__ == "__main__":
    sys.exit(main())
