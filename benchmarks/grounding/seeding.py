"""Errors of 12 kinds, seeded into the clean prep of a vault: the same for the same seed.

    python benchmarks/grounding/seeding.py [--seed N] [--show KIND]

Every error is a single sentence that the vault's own fields prove false; `why` says by what.
Prints how many there are by kind and vault.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grounding.change import Case, Rule
from grounding.corpus import Claim, Trade, load, trade_names
from grounding.record import Record
from grounding.seeds_names import certifications, employers, titles, tools
from grounding.seeds_numbers import numbers, team_sizes, things, units
from grounding.seeds_sense import merged, ownership, polarity, wrong_dates

RULES: Mapping[str, Rule] = {
    "number": numbers,
    "unit": units,
    "noun swapped": things,
    "date": wrong_dates,
    "employer": employers,
    "tool": tools,
    "title": titles,
    "team size": team_sizes,
    "ownership": ownership,
    "polarity": polarity,
    "certification": certifications,
    "merged facts": merged,
}
KINDS = tuple(RULES)
SEED = 20260310
MOST_OF_A_KIND = 40


@dataclass(frozen=True)
class Seeded:
    """A clean sentence and the false one made of it.

    `line` counts from 1 in the document. An `inserted` sentence stands after the original, which
    stays; any other stands in its place. `evidence` are the references of the item.
    """

    kind: str
    trade: str
    document: str
    line: int
    original: str
    seeded: str
    why: str
    inserted: bool
    evidence: tuple[str, ...]

    def applied(self, text: str) -> str:
        """Return the document's text with the error in it."""
        lines = text.split("\n")
        new = f"{self.original} {self.seeded}" if self.inserted else self.seeded
        line = lines[self.line - 1]
        if self.original not in line:
            raise ValueError(f"{self.document}:{self.line} does not hold {self.original!r}")
        lines[self.line - 1] = line.replace(self.original, new, 1)
        return "\n".join(lines)


def seed_errors(trade: Trade, seed: int = SEED) -> tuple[Seeded, ...]:
    """Return the errors of one vault: at most 40 of a kind, no sentence twice, none that is clean."""
    record = Record(trade)
    clean = {claim.text for claim in trade.claims}
    seen: set[str] = set()
    chosen: list[Seeded] = []
    for kind in KINDS:
        found = list(_of_kind(kind, trade, record, seed))
        Random(f"{seed}/{trade.name}/{kind}").shuffle(found)
        # Sentences that were there come before those that had to be added.
        found.sort(key=lambda error: error.inserted)
        taken: Counter[str] = Counter()
        for error in found:
            is_new = error.seeded not in clean and error.seeded not in seen
            if is_new and taken[error.original] < 2 and taken.total() < MOST_OF_A_KIND:
                taken[error.original] += 1
                seen.add(error.seeded)
                chosen.append(error)
    return tuple(chosen)


def _of_kind(kind: str, trade: Trade, record: Record, seed: int) -> Iterator[Seeded]:
    met: set[str] = set()
    for claim in trade.claims:
        if claim.text in met:
            continue
        met.add(claim.text)
        random = Random(f"{seed}/{trade.name}/{kind}/{claim.text}")
        for change in RULES[kind](Case(claim, record, record.scope(claim), random)):
            yield _seeded(kind, trade, claim, change.text, change.why, inserted=change.inserted)


def _seeded(kind: str, trade: Trade, claim: Claim, text: str, why: str, *, inserted: bool) -> Seeded:
    return Seeded(kind, trade.name, claim.document, claim.line, claim.text, text, why, inserted, claim.evidence)


def all_errors(seed: int = SEED) -> tuple[Seeded, ...]:
    """Return the errors of all vaults."""
    return tuple(error for name in trade_names() for error in seed_errors(load(name), seed))


def main() -> int:
    """Print the counts by kind and vault, and on request the errors of a kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", metavar="KIND", choices=KINDS)
    wanted = parser.parse_args()
    errors = all_errors(wanted.seed)
    names = trade_names()
    counts = Counter((error.kind, error.trade) for error in errors)
    print(f"{'':16}" + "".join(f"{name:>14}" for name in names) + f"{'all':>8}")
    for kind in KINDS:
        row = [counts[kind, name] for name in names]
        print(f"{kind:16}" + "".join(f"{count:14}" for count in row) + f"{sum(row):8}")
    print(f"{'all':16}" + "".join(f"{sum(counts[k, n] for k in KINDS):14}" for n in names) + f"{len(errors):8}")
    for error in errors:
        if error.kind == wanted.show:
            print(f"\n{error.trade} {error.document}:{error.line}{' (added)' if error.inserted else ''}")
            print(f"  - {error.original}\n  + {error.seeded}\n    {error.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
