"""What a checker has to beat: no check at all, and a package that anybody can install.

    pip install grounded-check==0.1.2
    python benchmarks/grounding/baselines.py

The package (module `grounded`) looks each number, name and quotation of a text up in its sources,
word for word; it needs no model and no network. It is not a dependency of prepsite: without it the
script says how to get it and measures the other alone.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grounding.corpus import Trade, load, paraphrases_by_hand, trade_names
from grounding.paraphrasing import RULES as TRUE_RULES
from grounding.paraphrasing import by_rule
from grounding.seeding import KINDS, seed_errors

PACKAGE = "grounded-check==0.1.2"
TRUTHS = ("clean", *TRUE_RULES, "by hand")


class Checker(Protocol):
    """Judges one sentence by the text of a vault."""

    name: str

    def flags(self, sentence: str, vault_text: str, /) -> bool:
        """Tell whether the sentence says what the vault does not back."""
        ...


class NoCheck:
    """Flags nothing: what most tools do."""

    name = "no check"

    def flags(self, _sentence: str, _vault_text: str, /) -> bool:
        """Return False."""
        return False


class ReadyPackage:
    """The package `grounded-check` with its numbers, names and quotations, as it comes."""

    name = PACKAGE

    def __init__(self) -> None:
        claims, sources, verify = (
            import_module(f"grounded.{part}") for part in ("claims", "sources", "verify")
        )
        kinds = claims.Kind
        self._kinds = {kinds.QUOTE, kinds.NUMBER, kinds.CITATION, kinds.ENTITY}
        self._extract, self._source, self._verify = claims.extract, sources.Source, verify.verify
        self._read: dict[str, object] = {}

    def flags(self, sentence: str, vault_text: str, /) -> bool:
        """Tell whether any number, name or quotation of the sentence is not in the vault."""
        found = self._extract(sentence, kinds=self._kinds)
        if vault_text not in self._read:
            self._read[vault_text] = self._source(Path("vault.md"), vault_text)
        result = self._verify(found, [self._read[vault_text]])
        return bool(result.failures)


def checkers() -> tuple[Checker, ...]:
    """Return the baselines that can run here."""
    found: list[Checker] = [NoCheck()]
    if find_spec("grounded") is not None:
        found.append(ReadyPackage())
    return tuple(found)


def vault_text(trade: Trade) -> str:
    """Return the candidate's own record as it stands in its files: profile, facts, projects, resumes."""
    folder = trade.root / "vault"
    files = [folder / "profile.md", folder / "facts.md"]
    files += [*sorted((folder / "projects").glob("*.md")), *sorted((folder / "resumes").glob("*.md"))]
    return "\n\n".join(path.read_text(encoding="utf-8") for path in files if path.is_file())


def main() -> int:
    """Print for each baseline the recall by kind of error and the false alarms by kind of truth."""
    if find_spec("grounded") is None:
        print(f"The ready-made package is not there; to measure it: pip install {PACKAGE}\n")
    trades = [load(name) for name in trade_names()]
    texts = {trade.name: vault_text(trade) for trade in trades}
    errors = [(e.kind, e.seeded, e.trade) for trade in trades for e in seed_errors(trade)]
    clean = [("clean", text, t.name) for t in trades for text in sorted({c.text for c in t.claims})]
    ruled = [(p.kind, p.paraphrase, t.name) for t in trades for p in by_rule(t)]
    by_hand = [("by hand", p.paraphrase, t.name) for t in trades for p in paraphrases_by_hand(t.name)]
    for checker in checkers():
        print(checker.name)
        _print_shares(checker, "  errors found", errors, KINDS, texts)
        _print_shares(checker, "  true, but flagged", clean + ruled + by_hand, TRUTHS, texts)
    return 0


def _print_shares(
    checker: Checker,
    title: str,
    cases: Iterable[tuple[str, str, str]],
    kinds: Iterable[str],
    texts: dict[str, str],
) -> None:
    flagged: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind, sentence, trade in cases:
        total[kind] += 1
        flagged[kind] += checker.flags(sentence, texts[trade])
    print(f"{title:24}{'share':>8}{'of':>8}")
    for kind in kinds:
        print(f"    {kind:20}{flagged[kind] / max(1, total[kind]):8.1%}{total[kind]:8}")
    print(f"    {'all':20}{flagged.total() / max(1, total.total()):8.1%}{total.total():8}")


if __name__ == "__main__":
    sys.exit(main())
