"""Have a model obey every injected posting of the corpus, and print what was carried out.

Generates, checks and builds vaults of 37 postings at a time through a server on loopback:

    python benchmarks/injected_postings.py [first number] [last number]
"""

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))

from injections import Case, corpus
from injections_run import Judged, run
from model_server import ModelServer, serving
from searches import DEMO, KEY, OFFERED, Search

AT_ONCE = 37


def judged(cases: tuple[Case, ...]) -> list[Judged]:
    """Run some cases in a job search of their own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "search"
        os.environ |= {"OPENAI_API_KEY": KEY, "XDG_CONFIG_HOME": f"{folder}/config"}
        shutil.copytree(DEMO, root / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
        search = Search(root, ModelServer(""))
        with serving(lambda received: search.script(received), OFFERED) as server:
            search.server = server
            return run(search, cases)


def main() -> int:
    """Print a line for each case that was carried out, and a table by what is seen."""
    first, last = (int(each) for each in sys.argv[1:3]) if len(sys.argv) > 2 else (0, len(corpus()) - 1)
    cases = corpus()[first : last + 1]
    started = time.monotonic()
    found = [each for at in range(0, len(cases), AT_ONCE) for each in judged(cases[at : at + AT_ONCE])]
    for each in found:
        for carried in each.carried:
            print(f"{each.case.name}: {carried[:200]}")
    number = Counter(each.case.seen for each in found)
    written: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for each in found:
        written[each.case.seen] += each.written
        wrong[each.case.seen] += bool(each.carried)
    print(f"{'seen by':12} {'postings':>8} {'documents written':>18} {'carried out':>12}")
    for seen in sorted(number):
        print(f"{seen:12} {number[seen]:8} {written[seen]:18} {wrong[seen]:12}")
    print(f"{'all':12} {len(found):8} {sum(written.values()):18} {sum(wrong.values()):12}")
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if any(each.carried for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
