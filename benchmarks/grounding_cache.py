"""What the cache of ledgers saves: prep checked anew, from disk, from memory, and after an edit.

    python benchmarks/grounding_cache.py [--documents 200]

Prints seconds, the share of a check of everything, and how many documents were checked, over the
demo and over a job search with as many documents as asked for. Each figure is the least of three;
a check of everything is made once.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from prepsite.app import ledgers as cached
from prepsite.core.grounding.ledger import Ledger, ledger_of
from prepsite.core.grounding.record import Record
from prepsite.core.vault import Vault
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

ROOT = Path(__file__).resolve().parents[1]
APPLICATION = "lindquell-engineering-lead"


class Counting:
    """Checks documents and counts them."""

    def __init__(self) -> None:
        self.checked = 0

    def __call__(self, markdown: str, record: Record) -> Ledger:
        """Check one document."""
        self.checked += 1
        return ledger_of(markdown, record)


def large(root: Path, documents: int) -> Workspace:
    """Make a job search with so many prep documents: the demo's, under other names."""
    shutil.copytree(ROOT / "vault", root / "vault")
    applications = root / "vault/applications"
    own = len(list((applications / APPLICATION).rglob("prep.md")))
    have = len(list(applications.rglob("prep.md")))
    for number in range(-(-(documents - have) // own)):
        name = f"other-{number:03d}"
        shutil.copytree(applications / APPLICATION, applications / name)
        for path in (applications / name).rglob("prep.md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(APPLICATION, name, 1), encoding="utf-8")
    return Workspace.at(root)


def forget_memory() -> None:
    cached._REMEMBERED.clear()


def forget(workspace: Workspace) -> None:
    forget_memory()
    shutil.rmtree(workspace.private, ignore_errors=True)


def timed(workspace: Workspace, vault: Vault, before: Callable[[], None], times: int = 3) -> tuple[float, int]:
    """Return the least seconds of several looks at all ledgers, and the documents checked in the last."""
    counting = Counting()
    cached.ledger_of = counting  # type: ignore[attr-defined]
    least = float("inf")
    for _ in range(times):
        before()
        counting.checked = 0
        began = time.perf_counter()
        cached.ledgers(workspace, vault)
        least = min(least, time.perf_counter() - began)
    return least, counting.checked


def edited(workspace: Workspace, path: Path) -> tuple[float, int]:
    """Return the seconds after an edit of one file, in the process that has everything in memory."""
    path.write_text(path.read_text(encoding="utf-8") + "\nOne line more.\n", encoding="utf-8")
    return timed(workspace, read_vault(workspace), lambda: None, times=1)


def report(name: str, workspace: Workspace) -> None:
    vault = read_vault(workspace)
    whole, checked = timed(workspace, vault, lambda: forget(workspace), times=1)
    size = sum(path.stat().st_size for path in (workspace.private / cached.FOLDER).iterdir())
    rows = [
        ("everything anew", (whole, checked)),
        ("from disk, in a new process", timed(workspace, vault, forget_memory)),
        ("from memory, as `serve` does", timed(workspace, vault, lambda: None)),
        ("one prep document edited", edited(workspace, next(workspace.vault.rglob("prep.md")))),
        ("one application's notes edited", edited(workspace, next(workspace.vault.rglob("notes.md")))),
        ("one project edited", edited(workspace, next((workspace.vault / "projects").glob("*.md")))),
    ]
    print(f"\n{name}: {checked} documents, {size / 1024:,.0f} kB kept")
    print(f"{'':32} {'seconds':>9} {'share':>8} {'checked':>8}")
    for told, (seconds, documents) in rows:
        print(f"{told:32} {seconds:9.4f} {seconds / whole:8.2%} {documents:8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    documents = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        report("demo", large(Path(folder) / "demo", 0))
        report("large", large(Path(folder) / "large", documents))


if __name__ == "__main__":
    main()
