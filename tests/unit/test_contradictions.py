"""Contradictions within an application: each kind is found, and true words in another form are none."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from prepsite.core.contradictions import MOST, Contradiction, contradictions_of
from prepsite.core.reviews import contradiction_problems
from prepsite.core.vault import PrepFile

from interview_vaults import RESUME, answer, prep_text, round_of, vault_of  # isort: skip

# The line of the answer in a document of one question.
LINE = 12
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

PAY = "profile/answers/pay"
WANTED = "105,000 to 118,000 euros base, depending on scope."
RESUME_ROLE = {
    "id": "fennhold",
    "employer": "Fennhold",
    "title": "Engineer",
    "start": "2021-04",
    "end": "present",
}
OLD_BULLET = {
    "id": "payouts",
    "text": "Led a team of eight that brought the payout API's p99 latency from 2,400 ms to 420 ms.",
    "projects": ["payouts"],
}
CASES = yaml.safe_load((Path(__file__).parent / "contradictions.yml").read_text(encoding="utf-8"))
SEEDED = [tuple(case.values()) for case in CASES["seeded"]]
CLEAN = [tuple(case.values()) for case in CASES["clean"]]


def _found(topic: str, told: str, said: str, cites: str) -> tuple[Contradiction, ...]:
    vault, record = vault_of(
        round_of("screen", 3, status="completed", told=[(topic, told)]),
        round_of("panel", 12, prep=answer(said, cites)),
    )
    return contradictions_of(vault, record)


@pytest.mark.parametrize(("topic", "told", "said", "cites", "kind"), SEEDED)
def test_prep_that_contradicts_what_was_told_is_found(
    topic: str, told: str, said: str, cites: str, kind: str
) -> None:
    found = _found(topic, told, said, cites)
    against = [each for each in found if each.first.path.endswith("panel/prep.md")]
    assert kind in {each.kind for each in against}, [(each.kind, each.said) for each in found]
    first = next(each for each in against if each.kind == kind)
    assert (first.first.line, first.first.text) == (LINE, said)
    told_there = first.second.path.endswith("screen/notes.md") and first.second.line == 10
    assert told_there or first.second.path.endswith("resumes/backend.md")


@pytest.mark.parametrize(("topic", "told", "said", "cites"), CLEAN)
def test_true_words_in_another_form_contradict_nothing(topic: str, told: str, said: str, cites: str) -> None:
    assert [(each.kind, each.said, each.before) for each in _found(topic, told, said, cites)] == []


@pytest.mark.parametrize(
    ("topic", "first", "second", "kind"),
    [
        ("pay", "105,000 to 118,000 euros", "120,000 to 125,000 euros", "pay"),
        ("notice", "Three months.", "One month.", "notice"),
        ("team size", "The payout team had five people.", "The payout team had seven people.", "team size"),
        ("why I am leaving", "Fennhold was sold.", "Because of the commute.", "reason for leaving"),
        ("my start at Fennhold", "April 2021", "May 2020", "date"),
    ],
)
def test_what_two_rounds_were_told_is_compared(topic: str, first: str, second: str, kind: str) -> None:
    vault, record = vault_of(
        round_of("screen", 3, status="completed", told=[(topic, first)]),
        round_of("panel", 12, status="completed", told=[(topic, second)]),
    )
    found = contradictions_of(vault, record)
    assert [each.kind for each in found] == [kind]
    assert found[0].first.path.endswith("panel/notes.md")


@pytest.mark.parametrize(
    ("said", "cites", "kind"),
    [
        ("The p99 latency of the payout API fell from 2,400 ms to 250 ms.", "project:payouts", "figure"),
        ("I led a team of seven.", "bullet:backend/payouts", "team size"),
        ("I joined Fennhold in 2019.", "role:backend/fennhold", "date"),
        ("I worked at Sternmoos until 2018.", "role:backend/sternmoos", "date"),
        ("I moved 300 million entries to the ledger.", "project:ledger", "figure"),
    ],
)
def test_prep_is_compared_with_the_resume_as_submitted(said: str, cites: str, kind: str) -> None:
    vault, record = vault_of(round_of("panel", 12, prep=answer(said, cites)))
    found = contradictions_of(vault, record)
    assert [each.kind for each in found] == [kind]
    assert found[0].second.path == "vault/resumes/backend.md"


def test_check_warns_of_a_difference_from_the_resume_where_the_record_backs_the_prep() -> None:
    """What no record backs is told as a claim that nothing backs, and not twice."""
    said = "The p99 latency of the payout API fell from 2,400 ms to 380 ms, and we were a payout team of five."
    prep = answer(said, "project:payouts")
    old = {**RESUME, "roles": [{**RESUME_ROLE, "bullets": [OLD_BULLET]}]}
    (team, figure) = contradiction_problems(vault_of(round_of("panel", 12, prep=prep), resume=old)[0])
    assert "2,400 ms and 380 ms" in figure.message
    assert "vault/resumes/backend.md:5" in figure.message
    assert team.message.startswith("team size: “five” contradicts “eight”, on the resume as submitted")
    wrong = answer(said.replace("380", "250").replace("five", "nine"), "project:payouts")
    vault, record = vault_of(round_of("panel", 12, prep=wrong))
    assert len(contradictions_of(vault, record)) == 2
    assert list(contradiction_problems(vault)) == []


def test_there_are_enough_cases_of_each_kind_to_mean_something() -> None:
    kinds = Counter(case["kind"] for case in CASES["seeded"])
    assert min(len(SEEDED), len(CLEAN)) >= 40
    assert len(kinds) == 8
    assert min(kinds.values()) >= 3


def test_later_notes_and_past_prep_and_private_files_are_never_compared() -> None:
    told = [("pay", WANTED)]
    wrong = answer("I am looking for 150,000 euros.", PAY)
    later = (round_of("panel", 12, prep=wrong), round_of("final", 20, status="completed", told=told))
    past = (
        round_of("screen", 3, status="completed", told=told),
        round_of("panel", 12, status="completed", prep=wrong),
    )
    hidden = (
        round_of("screen", 3, status="completed", told=told, notes={"private": True}),
        round_of("panel", 12, prep=wrong),
    )
    closed = (
        round_of("screen", 3, status="completed", told=told, private=True),
        round_of("panel", 12, prep=wrong),
    )
    block = (
        round_of("screen", 3, status="completed", notes={"private": {"pay": "90,000 euros"}}),
        round_of("panel", 12, prep=wrong),
    )
    for rounds in (later, past, hidden, closed, block):
        vault, record = vault_of(*rounds)
        assert contradictions_of(vault, record) == ()


def test_an_application_without_resume_notes_or_rounds_contradicts_nothing() -> None:
    for vault, record in (vault_of(), vault_of(resume=None), vault_of(round_of("panel", 12), resume=None)):
        assert contradictions_of(vault, record) == ()


def test_what_is_found_is_bounded() -> None:
    told = [("pay", WANTED)]
    rounds = [round_of(f"r{n}", n + 1, status="completed", told=told * 3) for n in range(29)]
    text = "\n\n".join(
        f"### {n}. What do you expect?\n\n**Answer.** I expect {130 + n},000 euros.\n\n*Evidence:* [{PAY}]"
        for n in range(80)
    )
    vault, record = vault_of(*rounds, round_of("last", 31, prep=prep_text(("predicted_questions", text))))
    assert len(contradictions_of(vault, record)) == MOST


def test_neither_the_documents_of_six_trades_nor_their_true_paraphrases_contradict_anything() -> None:
    sys.path.insert(0, str(BENCHMARKS))
    from grounding.corpus import load, paraphrases_by_hand, trade_names

    told = 0
    for name in trade_names():
        trade = load(name)
        documents = dict(trade.documents)
        for each in paraphrases_by_hand(name):
            if each.sentence in documents.get(each.document, ""):
                documents[each.document] = documents[each.document].replace(each.sentence, each.paraphrase)
                told += 1
        for texts in (trade.documents, documents):
            for record in trade.vault.applications.values():
                base = PrepFile(f"{record.folder}/prep.md", texts.get(record.id, ""))
                rounds = tuple(
                    replace(found, prep=PrepFile(f"{found.id}.md", texts.get(f"{record.id}/{found.id}", "")))
                    for found in record.interviews
                )
                said = contradictions_of(trade.vault, replace(record, prep=base, interviews=rounds))
                assert [(each.said, each.before, each.first.text) for each in said] == []
    assert told > 200
