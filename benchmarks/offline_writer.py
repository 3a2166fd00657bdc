"""Time the offline writer: 40 interviews drafted, as a ratio to parsing the same vault.

Run as `python benchmarks/offline_writer.py [--interviews N]`. Prints the medians of five runs, the
milliseconds of CPU time an interview takes, and the ratio; exit code 1 if an interview takes more than 50 ms.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from prepsite.core.brief import brief_for
from prepsite.core.vault import Vault
from prepsite.models.vocabulary import Stage
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter

DEMO = Path(__file__).resolve().parents[1] / "vault"
RUNS = 5
MOST_MS = 50.0


def grown(folder: Path, interviews: int) -> Workspace:
    """Copy the demo, and add interviews over all stages until there are so many."""
    shutil.copytree(DEMO, folder / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    applications = sorted((folder / "vault" / "applications").iterdir())
    there = sum(1 for _ in (folder / "vault").rglob("interview.md"))
    stages = list(Stage)
    for number in range(interviews - there):
        home = applications[number % len(applications)] / "interviews" / f"more-{number}"
        home.mkdir(parents=True)
        stage = stages[number % len(stages)].value
        (home / "interview.md").write_text(
            f"---\nstage: {stage}\nround: {10 + number}\n---\n", encoding="utf-8"
        )
    return Workspace.at(folder)


def median_seconds(work: Callable[[], object]) -> float:
    """Return the median of some runs, in CPU seconds: others may use the machine meanwhile."""
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def draft_all(vault: Vault) -> int:
    """Draft every interview with a writer of its own; return how many there were."""
    writer = OfflineWriter(JinjaTemplates())
    names = [(record.id, item.id) for record in vault.applications.values() for item in record.interviews]
    for application, interview in names:
        writer.write_interview(brief_for(vault, application, interview))
    return len(names)


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=40)
    wanted = parser.parse_args().interviews
    with tempfile.TemporaryDirectory() as folder:
        workspace = grown(Path(folder), wanted)
        vault = read_vault(workspace)
        count = draft_all(vault)
        parsing = median_seconds(lambda: read_vault(workspace))
        drafting = median_seconds(lambda: draft_all(vault))
    each = 1000 * drafting / count
    print(f"interviews drafted      {count}")
    print(f"parsing the vault       {1000 * parsing:8.1f} ms (median of {RUNS})")
    print(f"drafting all of them    {1000 * drafting:8.1f} ms (median of {RUNS})")
    print(f"an interview            {each:8.1f} ms (at most {MOST_MS:.0f})")
    print(f"drafting / parsing      {drafting / parsing:8.2f}")
    return 0 if each <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
