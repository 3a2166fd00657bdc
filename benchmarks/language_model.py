"""How the language model writer does with many documents: pace, memory, kills.

    python benchmarks/language_model.py pace      # 40 documents, 2 s a reply, 4 at a time
    python benchmarks/language_model.py memory    # the peak of 40 and of 160 documents
    python benchmarks/language_model.py crash     # kill -9 at 100 random moments of a run of 40

Each runs the real command line against a server on loopback, and fails where a floor is missed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))

from many import DOCUMENTS_AN_APPLICATION, crash, make_search, prep_of, slow_model, start
from model_server import serving

MOST_OF_IDEAL = 1.3
MOST_GROWTH = 1.3


def pace(applications: int, seconds: float, jobs: int) -> bool:
    documents = applications * DOCUMENTS_AN_APPLICATION
    with tempfile.TemporaryDirectory() as folder, serving(slow_model(seconds)) as server:
        root = Path(folder)
        make_search(root, server, applications)
        begun = time.monotonic()
        assert start(root, jobs).wait() == 0
        took = time.monotonic() - begun
        assert len(prep_of(root)) == len(server.chats) == documents
        assert server.most_at_once <= jobs
    ideal = documents * seconds / jobs
    print(f"{documents} documents, {seconds} s a reply, {jobs} at a time: {took:.1f} s")
    print(
        f"{took / ideal:.2f} × the ideal of {ideal:.0f} s (start of Python included; at most {MOST_OF_IDEAL})"
    )
    return took < MOST_OF_IDEAL * ideal


def _peak(applications: int) -> float:
    """Return the peak of one run in MiB."""
    with tempfile.TemporaryDirectory() as folder, serving(slow_model(0.05)) as server:
        root = Path(folder)
        make_search(root, server, applications)
        code = (
            "import resource, sys, subprocess; "
            f"subprocess.run([sys.executable, '-m', 'prepsite', '--root', {str(root)!r}, 'generate'], "
            "stdout=subprocess.DEVNULL, check=True); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(told.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def memory() -> bool:
    small, large = _peak(10), _peak(40)
    print(f"peak of 40 documents: {small:.0f} MiB; of 160: {large:.0f} MiB")
    return large < MOST_GROWTH * small


def crashes(applications: int, kills: int, jobs: int) -> bool:
    with tempfile.TemporaryDirectory() as folder, serving(slow_model(0.2)) as server:
        root = Path(folder)
        make_search(root, server, applications)
        found = crash(root, server, kills=kills, jobs=jobs)
    print(f"{found.kills} kills in {found.rounds} runs of {applications * DOCUMENTS_AN_APPLICATION} documents")
    print(f"same bytes as an uninterrupted run: {'yes' if found.same_bytes else 'NO'}")
    print(f"calls repeated: {found.repeated} (at most {found.kills * jobs})")
    print(f"files left behind in the vault: {found.left_behind}")
    return found.same_bytes and found.repeated <= found.kills * jobs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pace", "memory", "crash"])
    parser.add_argument("--applications", type=int, default=10, help="four documents each")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long a reply takes")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    match given.what:
        case "pace":
            well = pace(given.applications, given.seconds, given.jobs)
        case "memory":
            well = memory()
        case _:
            well = crashes(given.applications, given.kills, given.jobs)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
