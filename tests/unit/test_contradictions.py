"""Contradictions within an application: each kind is found, and true words in another form are none."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from prepsite.core.contradictions import MOST, Contradiction, contradictions_of
from prepsite.core.vault import PrepFile

from interview_vaults import answer, prep_text, round_of, vault_of  # isort: skip

# The line of the answer in a document of one question.
LINE = 12
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

PAY = "profile/answers/pay"
NOTICE = "profile/answers/notice"
LEAVING = "profile/answers/why_leaving"
WANTED = "105,000 to 118,000 euros base, depending on scope."
THREE_MONTHS = "Three months to the end of a month; 1 July if I resign by 31 March."
SOLD = "Fennhold was sold in 2025, and new products are built elsewhere."

# Topic and words told before; words in the prep to come, and what that cites; the kind found.
SEEDED = [
    ("pay", WANTED, "I am looking for 120,000 to 130,000 euros.", PAY, "pay"),
    ("pay", WANTED, "I am looking for a base salary between 110,000 and 125,000 euros.", PAY, "pay"),
    ("pay", WANTED, "I expect around 95,000 euros.", PAY, "pay"),
    ("salary", "At least 105,000 euros.", "My expectation is 90,000 euros a year.", PAY, "pay"),
    ("salary expectations", "€105k–118k base", "I am looking for €95k to €118k.", PAY, "pay"),
    ("pay", "£62k", "I am looking for £58,000 a year.", PAY, "pay"),
    ("compensation", "5,000 euros a month.", "I am looking for 72,000 euros a year.", PAY, "pay"),
    ("day rate", "A day rate of 600 euros.", "My day rate is 680 euros.", PAY, "pay"),
    ("pay", "Up to 110,000 euros, never more.", "I expect at least 118,000 euros base.", PAY, "pay"),
    ("notice", THREE_MONTHS, "My notice period is one month.", NOTICE, "notice"),
    ("notice", THREE_MONTHS, "I have six weeks' notice, so I could come soon.", NOTICE, "notice"),
    ("notice", "Four weeks.", "My notice period is three months.", NOTICE, "notice"),
    ("notice period", "Two months.", "I can give notice of four weeks.", NOTICE, "notice"),
    ("notice", "No notice, I can start at once.", "My notice period is three months.", NOTICE, "notice"),
    ("notice", THREE_MONTHS, "I can start on 1 May.", NOTICE, "start"),
    ("start", "1 September.", "I could start on 1 October.", NOTICE, "start"),
    ("availability", "From July.", "I can start in September.", NOTICE, "start"),
    ("start date", "15 May 2026", "I can start on 15 June 2026.", NOTICE, "start"),
    ("notice", "1 July if I resign by 31 March.", "If I resign by 31 March, I can start on 1 August.", NOTICE, "start"),
    ("team size", "The payout team had five people with me.", "The payout team had eight people.", "project:payouts", "team size"),
    ("team size", "The ledger team had four people.", "There were six of us on it.", "project:ledger", "team size"),
    ("team size", "Five in the payout team.", "I led a team of seven.", "project:payouts", "team size"),
    ("team", "We were a payout team of five, with me.", "I led the payout team of nine engineers.", "project:payouts", "team size"),
    ("reports", "Nobody has ever reported to me.", "Three people reported to me.", "project:payouts", "reports"),
    ("line responsibility", "I had no direct reports.", "I had four direct reports there.", "project:payouts", "reports"),
    ("line management", "Three engineers reported to me.", "Nobody reported to me.", "project:payouts", "reports"),
    ("my start at Fennhold", "April 2021.", "I joined Fennhold in 2019.", "project:payouts", "date"),
    ("Fennhold", "I joined Fennhold in April 2021.", "I joined Fennhold in June 2021.", "project:payouts", "date"),
    ("Sternmoos", "I left Sternmoos in June 2020.", "I left Sternmoos in 2018.", "project:ledger", "date"),
    ("certificate", "Certified Kubernetes Administrator since May 2024.", "I am a Certified Kubernetes Administrator since 2021.", "project:platform", "date"),
    ("studies", "I graduated in 2014.", "I finished my degree in 2016.", "project:ledger", "date"),
    ("why I am leaving", SOLD, "I am leaving because of the commute.", LEAVING, "reason for leaving"),
    ("why I am leaving", SOLD, "I was laid off in January.", LEAVING, "reason for leaving"),
    ("reason for leaving", "My contract ended in December.", "I want to leave because my manager and I fell out.", LEAVING, "reason for leaving"),
    ("leaving", "It is not about the money.", "I am leaving for better pay.", LEAVING, "reason for leaving"),
    ("why I left", "I was made redundant.", "I left for family reasons.", LEAVING, "reason for leaving"),
    ("the payout API", "p99 latency fell from 2,400 ms to 380 ms.", "The p99 latency of the payout API fell from 2,400 ms to 250 ms.", "project:payouts", "figure"),
    ("the payout API", "We got p99 latency down to 380 ms.", "The payout API's p99 latency is 250 ms today.", "project:payouts", "figure"),
    ("the platform", "I moved nine of the 31 applications to Kubernetes.", "We moved 45 applications to Kubernetes.", "project:platform", "figure"),
    ("the ledger", "We moved 214 million entries to the ledger.", "I moved 300 million entries to the ledger.", "project:ledger", "figure"),
    ("the ledger", "11 minutes of read-only time for the ledger.", "The ledger was moved with 40 minutes of read-only time.", "project:ledger", "figure"),
]  # fmt: skip

# Topic and words told before, true words in the prep to come, and what that cites.
CLEAN = [
    ("pay", WANTED, "I am looking for a base salary between 105,000 and 118,000 euros.", PAY),
    ("pay", WANTED, "I am looking for €105k to €118k.", PAY),
    ("pay", WANTED, "Around 110,000 euros base would suit me.", PAY),
    ("pay", WANTED, "I expect at least 105,000 euros.", PAY),
    ("pay", WANTED, "Your scale ends at 98,000 euros, and that is below what I expect.", PAY),
    ("pay", f"{WANTED} Their scale ends at 113,600 euros.", "I am looking for 105,000 to 118,000 euros.", PAY),
    ("pay", WANTED, "We cut the AWS bill by 40,000 euros a year.", "project:platform"),
    ("pay", WANTED, "With a bonus of 10,000 euros on top, 105,000 to 118,000 euros base.", PAY),
    ("pay", "5,000 euros a month.", "I am looking for 60,000 euros a year.", PAY),
    ("pay", WANTED, "Payouts of 2 million euros went through it each day.", "project:payouts"),
    ("pay", WANTED, "My current salary is not what I expect; I look for 105,000 to 118,000 euros.", PAY),
    ("day rate", "600 euros a day.", "As an employee I am looking for 105,000 euros a year.", PAY),
    ("notice", THREE_MONTHS, "My notice period is three months to the end of a month.", NOTICE),
    ("notice", THREE_MONTHS, "If I resign by 31 March I can start on 1 July; if I resign by 30 April, on 1 August.", NOTICE),
    ("notice", THREE_MONTHS, "I can start in July.", NOTICE),
    ("notice", THREE_MONTHS, "My notice period is 13 weeks.", NOTICE),
    ("notice", "1 June if I resign in February, or else 1 July.", "If I resign by 31 March, I can start on 1 July.", NOTICE),
    ("notice", "1 June if I resign in February.", "If I resign in March, I can start on 1 July.", NOTICE),
    ("notice", "Four weeks.", "I have one month's notice.", NOTICE),
    ("notice", THREE_MONTHS, "The time to notice a burst fell to 5 days.", "project:payouts"),
    ("start", "1 September 2026", "I can start on September 1st.", NOTICE),
    ("notice", THREE_MONTHS, "The project took six months, and I resigned from the committee after 2 weeks.", "project:ledger"),
    ("team size", "The payout team had five people with me, the ledger team four.", "There were five of us, and I led the work.", "project:payouts"),
    ("team size", "The payout team had five people with me, the ledger team four.", "The ledger team had four people.", "project:ledger"),
    ("team size", "The payout team had five people with me.", "I led a team of five, myself included.", "project:payouts"),
    ("team size", "The payout team had five people with me.", "I worked with four others on the payout team.", "project:payouts"),
    ("team size", "The payout team had five people with me.", "The ledger team had four.", "project:ledger"),
    ("team size", "The payout team had five people with me.", "Three people from support helped us.", "project:payouts"),
    ("team size", "I have led teams of four and five.", "There were six of us on it.", "project:platform"),
    ("line responsibility", "Nobody has ever reported to me.", "I led five people without anybody reporting to me.", "project:payouts"),
    ("line responsibility", "I had no direct reports.", "I reported to the head of engineering.", "project:payouts"),
    ("Fennhold", "I joined Fennhold in April 2021.", "I have been at Fennhold since 2021.", "project:payouts"),
    ("Fennhold", "I joined Fennhold in April 2021.", "I was at Fennhold then, from September 2023 to June 2024.", "project:payouts"),
    ("Sternmoos", "I left Sternmoos in June 2020.", "I left Sternmoos in the summer of 2020.", "project:ledger"),
    ("certificate", "Certified Kubernetes Administrator since May 2024.", "My certificate as Certified Kubernetes Administrator is valid to May 2027.", "project:platform"),
    ("studies", "I graduated in 2014.", "I finished my MSc in June 2014.", "project:ledger"),
    ("why I am leaving", SOLD, "Since the sale nothing new is built here, and I want to go on building.", LEAVING),
    ("why I am leaving", SOLD, "I want to learn, and to see one system through its first years.", LEAVING),
    ("why I am leaving", SOLD, "It is not about the pay.", LEAVING),
    ("why I left Sternmoos", "I was made redundant.", "Fennhold was sold, so I am leaving.", LEAVING),
    ("the payout API", "p99 latency fell from 2,400 ms to 380 ms.", "The p99 latency fell from 2.4 s to 0.38 s.", "project:payouts"),
    ("the payout API", "p99 latency fell from 2,400 ms to 380 ms.", "The p99 latency fell by 84%, to about 400 ms.", "project:payouts"),
    ("the payout API", "p99 latency fell from 2,400 ms to 380 ms.", "The timeout of the payout API's callers was 2 seconds.", "project:payouts"),
    ("the platform", "I moved nine of the 31 applications.", "Of the 31 applications nine were mine.", "project:platform"),
    ("the platform", "I moved nine of the 31 applications.", "We moved 27 applications to the new log format.", "project:ledger"),
    ("the ledger", "We moved 214 million entries to the ledger.", "More than 200 million entries were moved to the ledger.", "project:ledger"),
    ("the ledger", "11 minutes of read-only time for the ledger.", "Under 15 minutes of read-only time were needed for the ledger.", "project:ledger"),
    ("code", "One day of code a week is what I want.", "I wrote code on five days of the week.", "project:ledger"),
]  # fmt: skip


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


def test_later_notes_and_past_prep_and_private_files_are_never_compared() -> None:
    told = [("pay", WANTED)]
    wrong = answer("I am looking for 150,000 euros.", PAY)
    later = (round_of("panel", 12, prep=wrong), round_of("final", 20, status="completed", told=told))
    past = (round_of("screen", 3, status="completed", told=told), round_of("panel", 12, status="completed", prep=wrong))
    hidden = (round_of("screen", 3, status="completed", told=told, notes={"private": True}), round_of("panel", 12, prep=wrong))
    closed = (round_of("screen", 3, status="completed", told=told, private=True), round_of("panel", 12, prep=wrong))
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
