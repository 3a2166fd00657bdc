"""True paraphrases of clean sentences, made by rule: a rule that can't keep the sense makes none.

    python benchmarks/grounding/paraphrasing.py [--show KIND]

Prints how many there are by kind and vault, those by hand beside those by rule.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grounding.change import Case
from grounding.corpus import Paraphrase, Trade, load, paraphrases_by_hand, trade_names
from grounding.record import Record
from grounding.rules_of_form import aliased, months, number_words, passive, reordered, synonymous
from grounding.rules_of_quantity import other_unit, rounded

RULES: Mapping[str, Callable[[Case], Iterator[str]]] = {
    "reordered": reordered,
    "rounded": rounded,
    "unit": other_unit,
    "alias": aliased,
    "synonym": synonymous,
    "passive": passive,
    "number_word": number_words,
    "date_form": months,
}
MOST_OF_A_KIND = 45


def by_rule(trade: Trade) -> tuple[Paraphrase, ...]:
    """Return the paraphrases that rules make of a vault's claims: at most 45 of a kind, none twice."""
    record = Record(trade)
    seen = {claim.text for claim in trade.claims}
    made: list[Paraphrase] = []
    for kind, rule in RULES.items():
        found: list[Paraphrase] = []
        for claim in trade.claims:
            random = Random(f"{trade.name}/{kind}/{claim.text}")
            for text in rule(Case(claim, record, record.scope(claim), random)):
                if text not in seen:
                    seen.add(text)
                    found.append(Paraphrase(claim.document, claim.text, text, kind, "rule"))
        Random(f"{trade.name}/{kind}").shuffle(found)
        made += found[:MOST_OF_A_KIND]
    return tuple(made)


def main() -> int:
    """Print the counts by kind and vault, and on request the paraphrases of a kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", metavar="KIND")
    wanted = parser.parse_args().show
    names = trade_names()
    ruled = {name: by_rule(load(name)) for name in names}
    by_hand = {name: paraphrases_by_hand(name) for name in names}
    for title, made in (("by rule", ruled), ("by hand", by_hand)):
        counts = Counter((item.kind, name) for name in names for item in made[name])
        kinds = sorted({kind for kind, _ in counts})
        print(f"{title:16}" + "".join(f"{name:>14}" for name in names) + f"{'all':>8}")
        for kind in kinds:
            row = [counts[kind, name] for name in names]
            print(f"{kind:16}" + "".join(f"{count:14}" for count in row) + f"{sum(row):8}")
        print(
            f"{'all':16}" + "".join(f"{len(made[n]):14}" for n in names) + f"{sum(map(len, made.values())):8}\n"
        )
    for name in names:
        for item in ruled[name]:
            if item.kind == wanted:
                print(f"{name}\n  = {item.sentence}\n  = {item.paraphrase}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
