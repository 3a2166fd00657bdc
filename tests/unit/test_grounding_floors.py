"""The checker does no worse on the corpus than it did: recall by kind, and false alarms."""

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from grounding.corpus import trade_names
from grounding.measure import Figures, figures_of
from grounding.seeding import KINDS

# A little below what `python benchmarks/grounding/measure.py` prints. What no rule can see, such as the
# contrary of a sentence of which the record says nothing, is among the errors of polarity.
FLOORS = dict.fromkeys(KINDS, 0.98) | {"noun swapped": 0.97, "ownership": 0.975, "tool": 0.98, "polarity": 0.88}
MOST_CLEAN, MOST_BY_RULE, MOST_BY_HAND = 0.005, 0.01, 0.045


@cache
def figures() -> Figures:
    return figures_of(trade_names(), "all")


@pytest.mark.parametrize("kind", KINDS)
def test_errors_of_a_kind_are_found(kind: str) -> None:
    tally = figures().errors[kind]
    assert tally.tried >= 100
    missed = [f"{made!r} (for {sentence!r}): {why}" for sentence, made, why in tally.wrong]
    assert 1 - tally.share >= FLOORS[kind], "\n".join(missed)


def test_clean_sentences_are_left_alone() -> None:
    assert figures().clean.tried > 800
    assert figures().clean.share <= MOST_CLEAN, figures().clean.wrong


@pytest.mark.parametrize(("how", "most"), [("by_rule", MOST_BY_RULE), ("by_hand", MOST_BY_HAND)])
def test_true_paraphrases_are_left_alone(how: str, most: float) -> None:
    tallies = (figures().by_rule if how == "by_rule" else figures().by_hand).values()
    wrong = [entry for tally in tallies for entry in tally.wrong]
    assert len(wrong) <= most * sum(tally.tried for tally in tallies), wrong
