"""How well the ledger tells seeded errors from clean sentences and true paraphrases.

    python benchmarks/grounding/measure.py [--vault NAME …] [--part tuned|held-out|all] [--show KIND]
        [--alone]

Each seeded error and each paraphrase is put into its document, in the place of the sentence it was
made of, so that the evidence of its item stays; a finding counts only on that sentence. Prints
recall by kind of error, and false alarms on clean sentences and by kind of paraphrase. `--show`
prints each miss and each false alarm of a kind (`clean` for the clean sentences, `all` for all).

Beside it, on the same sentences, the two baselines of baselines.py, unless `--alone`; the ready-made
package only where it is installed. Held out while the checker was tuned: one vault, and half of the
sentences that people paraphrased.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grounding.baselines import Checker as Baseline
from grounding.baselines import checkers, vault_text
from grounding.corpus import Paraphrase, Trade, load, paraphrases_by_hand, trade_names
from grounding.paraphrasing import by_rule
from grounding.seeding import KINDS, SEED, Seeded, seed_errors
from prepsite.core.grounding.judging import Claim, judge
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.sentences import Sentence, sentences_of

HELD_OUT_VAULT = "electrician"
CLEAN = "clean"


@dataclass
class Tally:
    """How many were tried, and which of them went wrong: (sentence, what was made of it, why)."""

    tried: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return the share that went wrong, 0 where none was tried."""
        return len(self.wrong) / self.tried if self.tried else 0.0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.tried += other.tried
        self.wrong += other.wrong


@dataclass
class Figures:
    """The tallies of one run: misses by kind of error, false alarms on clean text and by kind of paraphrase."""

    errors: dict[str, Tally] = field(default_factory=dict)
    clean: Tally = field(default_factory=Tally)
    by_rule: dict[str, Tally] = field(default_factory=dict)
    by_hand: dict[str, Tally] = field(default_factory=dict)

    def add(self, other: "Figures") -> None:
        """Count the figures of another vault in."""
        self.clean.add(other.clean)
        for mine, theirs in (
            (self.errors, other.errors),
            (self.by_rule, other.by_rule),
            (self.by_hand, other.by_hand),
        ):
            for kind, tally in theirs.items():
                mine.setdefault(kind, Tally()).add(tally)


# A document with a sentence in it → what is found wrong with that sentence, or an empty text.
Checker = Callable[[str, str, int, str], str]


def is_held_out(paraphrase: Paraphrase) -> bool:
    """Tell whether a paraphrase by hand was kept out of the tuning: half of the sentences, by seed."""
    return Random(f"{SEED}/{paraphrase.document}/{paraphrase.sentence}").random() < 0.5


def ledger_checker(trade: Trade) -> Checker:
    """Return the checker that asks the ledger about one sentence of a changed document."""

    @cache
    def record(application: str) -> Record:
        return Record(trade.vault, application)

    def check(document: str, text: str, line: int, sentence: str) -> str:
        claims = (judge(each, record(document.partition("/")[0])) for each in within(text, line, sentence))
        return "; ".join(_told(claim) for claim in claims if claim and claim.findings)

    return check


def baseline_checker(trade: Trade, baseline: Baseline) -> Checker:
    """Return the checker that gives a sentence alone, with the text of the vault, to a baseline."""
    record = vault_text(trade)

    def check(_document: str, _text: str, _line: int, sentence: str) -> str:
        return "flagged" if baseline.flags(sentence, record) else ""

    return check


def within(text: str, line: int, sentence: str) -> Iterator[Sentence]:
    """Yield the sentences of a document that stand in one of its lines and belong to a text there."""
    start = text.split("\n")[line - 1].find(sentence)
    for each in sentences_of(text):
        if (
            each.line == line
            and start < each.column + len(each.text) - 1
            and each.column <= start + len(sentence)
        ):
            yield each


def _told(claim: Claim) -> str:
    return "; ".join(f"[{part.kind}] {part.message}" for part in claim.findings)


def measure(
    trade: Trade,
    check: Checker,
    errors: Iterable[Seeded],
    ruled: Iterable[Paraphrase],
    by_hand: Iterable[Paraphrase],
) -> Figures:
    """Return how a checker does on one vault."""
    figures = Figures(errors={kind: Tally() for kind in KINDS})
    for claim in trade.claims:
        _count(
            figures.clean,
            claim.text,
            "",
            check(claim.document, trade.documents[claim.document], claim.line, claim.text),
        )
    for error in errors:
        text = error.applied(trade.documents[error.document])
        found = check(error.document, text, error.line, error.seeded)
        _count(figures.errors[error.kind], error.original, error.seeded, "" if found else error.why)
    for paraphrases, tallies in ((ruled, figures.by_rule), (by_hand, figures.by_hand)):
        for each in paraphrases:
            text, line = put(trade, each)
            found = check(each.document, text, line, each.paraphrase)
            _count(tallies.setdefault(each.kind, Tally()), each.sentence, each.paraphrase, found)
    return figures


def put(trade: Trade, paraphrase: Paraphrase) -> tuple[str, int]:
    """Return a document with a paraphrase in the place of its sentence, and the line."""
    text = trade.documents[paraphrase.document]
    at = text.find(paraphrase.sentence)
    if at < 0:
        raise ValueError(f"{paraphrase.document} does not hold {paraphrase.sentence!r}")
    changed = text[:at] + paraphrase.paraphrase + text[at + len(paraphrase.sentence) :]
    return changed, text.count("\n", 0, at) + 1


def _count(tally: Tally, sentence: str, made: str, wrong: str) -> None:
    tally.tried += 1
    if wrong:
        tally.wrong.append((sentence, made, wrong))


def figures_of(names: Sequence[str], part: str, make: Callable[[Trade], Checker] = ledger_checker) -> Figures:
    """Return the figures of the vaults together: those tuned on, those held out, or all."""
    total = Figures()
    for name in names:
        trade = load(name)
        is_whole = part == "all" or (name == HELD_OUT_VAULT) == (part == "held-out")
        hand = [
            each
            for each in paraphrases_by_hand(name)
            if part == "all" or (name == HELD_OUT_VAULT or is_held_out(each)) == (part == "held-out")
        ]
        if not is_whole:
            figures = Figures()
            if part == "held-out":
                figures = measure(_without_claims(trade), make(trade), (), (), hand)
            total.add(figures)
            continue
        total.add(measure(trade, make(trade), seed_errors(trade), by_rule(trade), hand))
    return total


def _without_claims(trade: Trade) -> Trade:
    return Trade(trade.name, trade.root, trade.vault, trade.documents, ())


def table(columns: Mapping[str, Figures]) -> str:
    """Return the figures of each checker as a table by kind; the counts are those of the first."""
    names = "".join(f"{name.partition('==')[0]:>16}" for name in columns)
    found = list(columns.values())
    rows = [f"{'recall':24}{'caught':>8}{'of':>7}{names}"]
    for kind in found[0].errors:
        rows.append(_recall(kind, [figures.errors[kind] for figures in found]))
    rows.append(_recall("all errors", [_sum(figures.errors.values()) for figures in found]))
    rows.append(f"\n{'false alarms':24}{'flagged':>8}{'of':>7}{names}")
    rows.append(_alarms("clean sentences", [figures.clean for figures in found]))
    for title, tallies in (
        ("by rule", [figures.by_rule for figures in found]),
        ("by hand", [figures.by_hand for figures in found]),
    ):
        for kind in sorted(tallies[0]):
            rows.append(_alarms(f"{title}: {kind}", [each[kind] for each in tallies]))
        rows.append(_alarms(f"{title}: all", [_sum(each.values()) for each in tallies]))
    return "\n".join(rows)


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole


def _recall(name: str, tallies: Sequence[Tally]) -> str:
    first = tallies[0]
    shares = "".join(f"{1 - tally.share:16.1%}" if tally.tried else f"{'–':>16}" for tally in tallies)
    return f"{name:24}{first.tried - len(first.wrong):8}{first.tried:7}{shares}"


def _alarms(name: str, tallies: Sequence[Tally]) -> str:
    shares = "".join(f"{tally.share:16.1%}" if tally.tried else f"{'–':>16}" for tally in tallies)
    return f"{name:24}{len(tallies[0].wrong):8}{tallies[0].tried:7}{shares}"


def shown(figures: Figures, kind: str) -> Iterator[str]:
    """Yield each miss and each false alarm of a kind."""
    groups: list[tuple[str, Mapping[str, Tally]]] = [
        ("missed", figures.errors),
        ("false alarm", {CLEAN: figures.clean}),
        ("false alarm, by rule", figures.by_rule),
        ("false alarm, by hand", figures.by_hand),
    ]
    for what, tallies in groups:
        for each, tally in tallies.items():
            if kind in {each, "all"}:
                for sentence, made, why in tally.wrong:
                    yield (
                        f"\n{what}: {each}\n  = {sentence}" + (f"\n  → {made}" if made else "") + f"\n    {why}"
                    )


def main() -> int:
    """Print the figures of the ledger beside those of the baselines, and on request what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vault", action="append", choices=trade_names())
    parser.add_argument("--part", choices=("tuned", "held-out", "all"), default="all")
    parser.add_argument("--show", metavar="KIND", default="")
    parser.add_argument("--alone", action="store_true", help="without the baselines")
    wanted = parser.parse_args()
    names = wanted.vault or trade_names()
    figures = figures_of(names, wanted.part)
    columns = {"prepsite": figures}
    for baseline in () if wanted.alone else checkers():
        columns[baseline.name] = figures_of(names, wanted.part, partial(baseline_checker, baseline=baseline))
    print(table(columns))
    for entry in shown(figures, wanted.show):
        print(entry)
    return 0


if __name__ == "__main__":
    sys.exit(main())
