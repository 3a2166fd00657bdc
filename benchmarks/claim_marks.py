"""Measure what the marks of claims add to a site: time to build it, size of its pages.

Run as `python benchmarks/claim_marks.py [--repeats N]`. The demo's prep, which stands in the repository,
is built with marks and without, in turns; its claims are checked beforehand, so that the checker's
own time, which `grounding_cache.py` measures, is in neither. Exit code 1 if a ratio is above its limit.
"""

import argparse
import gzip
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from prepsite.app.check import check_vault
from prepsite.app.ledgers import Ledgers, ledgers
from prepsite.app.pages import site_from
from prepsite.core.grounding.ledger import Ledger
from prepsite.site.building import build_site
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]
LIMITS = {"pages": 1.4, "site": 1.25}


@dataclass(frozen=True)
class Measured:
    """Least seconds of processor time of the runs, and bytes of the prep pages: as they are, and compressed."""

    seconds: float
    size: int = 0
    packed: int = 0


def with_ledgers(found: Mapping[str, Ledger], run: Callable[[], object]) -> float:
    """Return the processor time of a run in which pages get these ledgers."""
    with patch.object(Ledgers, "of", lambda _self, _derived, prep: found.get(prep.path)):
        start = time.process_time()
        run()
        return time.process_time() - start


def measure(found: Mapping[str, Ledger], workspace: Workspace, repeats: int) -> dict[str, dict[str, Measured]]:
    """Return what was measured with marks and without, for the pages alone and for the whole site."""
    report = check_vault(workspace)
    site = workspace.root / "site"
    times: dict[tuple[str, str], list[float]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    for number in range(repeats + 1):
        for kind, given in (("with", found), ("without", {})):
            spent = {
                "pages": with_ledgers(given, lambda: site_from(report, workspace).pages),
                "site": with_ledgers(given, lambda: build_site(workspace.root / "mkdocs.yml", site, False)),
            }
            sizes[kind] = sizes_of(site)
            for what, seconds in spent.items():
                # The first round fills caches.
                if number:
                    times.setdefault((what, kind), []).append(seconds)
    return {
        what: {kind: Measured(min(times[what, kind]), *sizes[kind]) for kind in ("with", "without")}
        for what in ("pages", "site")
    }


def sizes_of(site: Path) -> tuple[int, int]:
    """Return the bytes of the pages of prep, as they are and compressed."""
    texts = [path.read_bytes() for path in site.glob("applications/*/interview-prep/**/index.html")]
    return sum(map(len, texts)), sum(len(gzip.compress(text, mtime=0)) for text in texts)


def main() -> int:
    """Measure, print, and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "vault", root / "vault")
        shutil.copytree(REPOSITORY / "docs", root / "docs")
        shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
        workspace = Workspace.at(root)
        found = ledgers(workspace, check_vault(workspace).vault)
        results = measure(found, workspace, repeats)
    claims = sum(len(ledger.claims) for ledger in found.values())
    print(f"{len(found)} documents, {claims} claims, least of {repeats} runs, processor time")
    over = []
    for what, limit in LIMITS.items():
        marked, bare = results[what]["with"], results[what]["without"]
        ratio = marked.seconds / bare.seconds
        print(
            f"{what}: {bare.seconds:.3f} s → {marked.seconds:.3f} s with marks: × {ratio:.2f} (limit {limit})"
        )
        over += [what] if ratio > limit else []
    marked, bare = results["site"]["with"], results["site"]["without"]
    print(
        f"pages of prep: {bare.size / 1000:.0f} kB → {marked.size / 1000:.0f} kB "
        f"(compressed {bare.packed / 1000:.0f} → {marked.packed / 1000:.0f} kB), "
        f"{(marked.size - bare.size) / claims / 2:.0f} bytes a claim and page"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
