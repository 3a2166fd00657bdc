"""The corpus of claims is itself checked: a wrong label would judge the checker wrongly."""

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from grounding.baselines import NoCheck, checkers
from grounding.corpus import Claim, Paraphrase, claims_of, load, paraphrases_by_hand, trade_names
from grounding.paraphrasing import RULES as TRUE_RULES
from grounding.paraphrasing import by_rule
from grounding.quantities import dates, quantities
from grounding.record import Record
from grounding.seeding import KINDS, Seeded, seed_errors
from prepsite.core.document import SectionState, split
from prepsite.core.plan import provenance_of
from prepsite.core.prep_problems import prep_problems
from prepsite.core.vault import PrepFile
from prepsite.errors import Severity
from prepsite.models.vocabulary import MyPart

TRADES = trade_names()
BY_HAND = {"reordered", "rounded", "unit", "alias", "synonym", "passive", "number_word", "date_form", "derived"}


@cache
def errors_of(trade: str) -> tuple[Seeded, ...]:
    return seed_errors(load(trade))


@cache
def ruled(trade: str) -> tuple[Paraphrase, ...]:
    return by_rule(load(trade))


def every_error() -> list[Seeded]:
    return [error for trade in TRADES for error in errors_of(trade)]


def is_checkable(claim: Claim, record: Record) -> bool:
    names = [*record.tools, *record.employers, *record.titles, *record.credentials]
    says = bool(quantities(claim.text) or dates(claim.text))
    return says or any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", claim.text) for name in names)


def test_six_vaults_of_different_trades() -> None:
    assert {"demo", "data-science", "electrician"} <= set(TRADES)
    assert len(TRADES) >= 6


@pytest.mark.parametrize("trade", TRADES)
def test_a_vault_of_the_corpus_has_no_error(trade: str) -> None:
    vault = load(trade).vault
    assert [p for p in (*vault.problems, *prep_problems(vault)) if p.severity is Severity.ERROR] == []


@pytest.mark.parametrize("trade", [name for name in TRADES if name != "demo"])
def test_clean_documents_are_as_prepsite_would_write_them(trade: str) -> None:
    loaded = load(trade)
    assert loaded.documents
    for name, text in loaded.documents.items():
        provenance = provenance_of(PrepFile(f"{name}/prep.md", text))
        assert provenance is not None
        assert name == "/".join(filter(None, (provenance.application, provenance.interview)))
        assert {section.state for section in split(text).sections} == {SectionState.UNEDITED}


@pytest.mark.parametrize("trade", TRADES)
def test_a_vault_claims_enough_and_most_of_it_can_be_checked(trade: str) -> None:
    loaded = load(trade)
    record = Record(loaded)
    distinct = {claim.text: claim for claim in loaded.claims}.values()
    assert len(distinct) >= 60
    # The graduate has no metrics on purpose: fewer of those sentences hold anything to look up.
    least = 0.5 if trade == "new-graduate" else 2 / 3
    assert sum(is_checkable(claim, record) for claim in distinct) / len(distinct) >= least


def test_claims_stand_verbatim_on_their_line() -> None:
    for trade in TRADES:
        loaded = load(trade)
        for claim in loaded.claims:
            assert claim.text in loaded.documents[claim.document].split("\n")[claim.line - 1]


def test_only_claim_fields_are_claims() -> None:
    text = (
        "<!-- prepsite:section predicted_questions 0000000000000000 -->\n## Predicted questions\n\n"
        "### 1. Who led 40 people?\n\n*Technical · about 30 seconds*\n\n"
        "**Why likely.** They ask for 12 years. [job]\n\n"
        "**Answer.** Two of us did it. In short:\n\n- I ran 30 tests in R. All of 3 ms. Nothing failed.\n\n"
        "*Evidence:* [project:tests], [project:tests/metrics/runs]\n\n"
        "**They may go on with:**\n\n- Why 30 tests and not 300?\n"
    )
    found = list(claims_of("app", text))
    assert [claim.text for claim in found] == [
        "Two of us did it.",
        "I ran 30 tests in R.",
        "All of 3 ms.",
    ]
    assert {claim.projects for claim in found} == {("tests",)}
    assert {claim.line for claim in found} == {10, 12}


def test_errors_are_many_of_every_kind_and_distinct() -> None:
    errors = every_error()
    counts = Counter(error.kind for error in errors)
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 60
    assert len({(error.trade, error.seeded) for error in errors}) == len(errors) >= 1_000
    # Most kinds are told by sentences that were there, not by sentences that were added.
    assert sum(not error.inserted for error in errors) >= 1_000


@pytest.mark.parametrize("trade", TRADES)
def test_no_seeded_sentence_is_a_clean_one_or_a_true_paraphrase(trade: str) -> None:
    true = {claim.text for claim in load(trade).claims}
    true |= {item.paraphrase for item in (*ruled(trade), *paraphrases_by_hand(trade))}
    assert true.isdisjoint(error.seeded for error in errors_of(trade))


@pytest.mark.parametrize("trade", TRADES)
def test_an_error_can_be_put_in_its_place(trade: str) -> None:
    loaded = load(trade)
    for error in errors_of(trade):
        text = loaded.documents[error.document]
        seeded = error.applied(text)
        assert seeded != text
        assert error.seeded in seeded.split("\n")[error.line - 1]
        assert len(seeded.split("\n")) == len(text.split("\n"))


def test_the_same_seed_gives_the_same_errors() -> None:
    trade = load("data-science")
    assert seed_errors(trade) == errors_of("data-science")
    assert seed_errors(trade, seed=7) != errors_of("data-science")


@pytest.mark.parametrize("trade", TRADES)
def test_a_number_swapped_stands_nowhere_in_what_the_sentence_may_stand_on(trade: str) -> None:
    record = Record(load(trade))
    claims = {claim.text: claim for claim in load(trade).claims}
    for error in errors_of(trade):
        if error.kind == "number":
            scope = record.scope(claims[error.original])
            kept = [q.value for q in quantities(error.original)]
            new = [q.value for q in quantities(error.seeded) if q.value not in kept]
            assert not any(scope.holds(value) for value in new), error


@pytest.mark.parametrize("trade", TRADES)
def test_a_part_is_raised_only_where_the_project_says_less(trade: str) -> None:
    record = Record(load(trade))
    claims = {claim.text: claim for claim in load(trade).claims}
    for error in errors_of(trade):
        if error.kind == "ownership":
            subject = record.scope(claims[error.original]).subject
            assert subject is not None
            assert subject.project.my_part in {MyPart.CONTRIBUTED, MyPart.SUPPORTED}


@pytest.mark.parametrize("trade", TRADES)
def test_paraphrases_by_hand_are_of_sentences_that_are_there(trade: str) -> None:
    claims = {(claim.document, claim.text) for claim in load(trade).claims}
    found = paraphrases_by_hand(trade)
    assert len(found) >= 60
    assert [item for item in found if (item.document, item.sentence) not in claims] == []
    assert {item.kind for item in found} <= BY_HAND
    assert len({item.paraphrase for item in found}) == len(found)
    assert all(item.how == "hand" and item.paraphrase != item.sentence for item in found)


def test_paraphrases_by_rule_are_many_of_every_kind() -> None:
    made = [item for trade in TRADES for item in ruled(trade)]
    counts = Counter(item.kind for item in made)
    assert set(counts) == set(TRUE_RULES)
    assert len(made) >= 800
    by_hand = sum(len(paraphrases_by_hand(trade)) for trade in TRADES)
    assert len(made) + by_hand >= 1_000
    claims = {(trade, claim.text) for trade in TRADES for claim in load(trade).claims}
    assert all((trade, item.sentence) in claims for trade in TRADES for item in ruled(trade))


def test_rule_made_paraphrases_keep_every_value_but_a_rounded_or_converted_one() -> None:
    for trade in TRADES:
        for item in ruled(trade):
            if item.kind in {"reordered", "synonym", "passive", "number_word"}:
                before = {quantity.value for quantity in quantities(item.sentence)}
                assert {quantity.value for quantity in quantities(item.paraphrase)} == before, item


def test_a_baseline_judges_sentences() -> None:
    assert isinstance(checkers()[0], NoCheck)
    assert not NoCheck().flags("I led 400 people.", "I led 4 people.")
