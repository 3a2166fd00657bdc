"""What a model says that the record does not back goes back to it; what is left is written, and named."""

import json
import re
from collections.abc import Callable

import pytest

from model_server import Answer, Received, error, reply
from prepsite.app.check import check_vault
from prepsite.app.findings import grounded
from prepsite.writers.openai.ledger import Ledger
from searches import APPLICATION, Search, good_replies

NAME = f"{APPLICATION}/technical-screen"
ROUND = "technical-screen"
TRUE = "The p99 latency of the payout API fell from 2,400 ms to 380 ms."
FALSE = "The p99 latency of the payout API fell from 2,400 ms to 90 ms."


@pytest.fixture
def reference(search: Search) -> str:
    """Return the reference of the project that both sentences are about."""
    for path in (search.root / "vault/projects").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "2,400 ms" in text and "380 ms" in text:
            return f"project:{path.stem}"
    raise AssertionError("the demo no longer holds the project")


def saying(sentence: str, reference: str, *, cites: str = "") -> str:
    """Return a good reply whose second question is answered by one sentence."""
    spoken = json.loads(good_replies()[ROUND])
    question = spoken["predicted_questions"][1]
    question["answer"] = {"form": "direct", "text": sentence}
    question["evidence"] = [cites or reference]
    return json.dumps(spoken, ensure_ascii=False)


def answers(search: Search, *texts: str | Answer) -> None:
    """Have the server answer the round's turns so, one after another, and base prep well."""
    good = search.obedient()
    left = [reply(text) if isinstance(text, str) else text for text in texts]

    def script(received: Received) -> Answer:
        if f"as `interview:{ROUND}`" not in received.user:
            return good(received)
        return left.pop(0) if left else error(500, "asked too often")

    search.script = script


def turns(search: Search) -> list[Received]:
    return [chat for chat in search.server.chats if f"as `interview:{ROUND}`" in chat.user]


def findings(search: Search) -> list[str]:
    report = check_vault(search.workspace)
    found = grounded(search.workspace, report)
    return [str(each.problem) for each in found.findings if each.name == NAME]


def test_a_changed_number_is_asked_again_with_the_true_one(search: Search, reference: str) -> None:
    answers(search, saying(FALSE, reference), saying(TRUE, reference))
    outcome = search.run(NAME)[NAME]
    assert outcome.written
    assert "not backed" not in outcome.message
    first, second = turns(search)
    assert not first.is_repair
    said = second.messages[-1]["content"]
    found = re.search(r"- In predicted_questions, question 2, Answer, “(.+?)”: (.+)", said)
    assert found, said
    assert found[1] == FALSE
    assert "90 ms" in found[2]
    assert "380 ms" in found[2]
    assert "Say what the record says, or leave it out." in found[2]
    prep = (search.root / outcome.path).read_text(encoding="utf-8")
    assert TRUE in prep
    assert FALSE not in prep
    attempts = [each for each in Ledger(search.workspace.private).attempts() if each.interview == ROUND]
    assert [each.turn for each in attempts] == [1, 2]
    stated = re.search(r"^ +read: (\d+)", prep, re.MULTILINE)
    assert stated
    assert int(stated[1]) == sum(each.usage.read for each in attempts), "both calls are counted"


def test_what_a_model_keeps_to_is_written_and_named_at_its_line(search: Search, reference: str) -> None:
    answers(search, *[saying(FALSE, reference)] * 3)
    outcome = search.run(NAME)[NAME]
    assert outcome.written
    assert re.search(r"1 sentence is not backed by your record: see `prepsite check`", outcome.message)
    assert 2 <= len(turns(search)) <= 3
    prep = (search.root / outcome.path).read_text(encoding="utf-8")
    line = next(n for n, text in enumerate(prep.splitlines(), 1) if FALSE in text)
    (problem,) = findings(search)
    assert problem.startswith(f"{outcome.path}:{line}:13: warning: predicted_questions: unverified: ")
    assert "90 ms" in problem


def test_no_more_than_two_repairs_are_asked_for(search: Search, reference: str) -> None:
    said = [FALSE, FALSE.replace("90 ms", "80 ms"), FALSE.replace("90 ms", "70 ms"), TRUE]
    answers(search, *[saying(each, reference) for each in said])
    outcome = search.run(NAME)[NAME]
    assert outcome.written
    assert len(turns(search)) == 3
    assert "70 ms" in (search.root / outcome.path).read_text(encoding="utf-8")


def test_missing_evidence_is_refused_still(search: Search, reference: str) -> None:
    answers(search, *[saying(FALSE, reference, cites="project:nowhere")] * 3)
    outcome = search.run(NAME)[NAME]
    assert not outcome.ok
    assert "project:nowhere, which the vault does not hold" in outcome.message
    assert not (search.root / outcome.path).exists()
    assert len(turns(search)) == 3


def test_a_repair_that_breaks_the_reply_does_not_lose_the_draft(search: Search, reference: str) -> None:
    broken = saying(TRUE, reference, cites="project:nowhere")
    answers(search, saying(FALSE, reference), broken, "no JSON at all")
    outcome = search.run(NAME)[NAME]
    assert outcome.written, outcome.message
    assert FALSE in (search.root / outcome.path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        lambda: error(400, "maximum context length exceeded"),
        lambda: reply("", finish="content_filter"),
        lambda: reply('{"prep_plan": [', finish="length"),
        lambda: reply(""),
    ],
    ids=["context", "filter", "length", "empty"],
)
def test_where_no_repair_can_be_had_the_draft_is_written(
    search: Search, reference: str, answer: Callable[[], Answer]
) -> None:
    answers(search, saying(FALSE, reference), *[answer() for _ in range(9)])
    outcome = search.run(NAME)[NAME]
    assert outcome.written, outcome.message
    assert "1 sentence is not backed" in outcome.message


def test_where_the_server_fails_the_repair_waits_for_the_next_run(search: Search, reference: str) -> None:
    answers(search, saying(FALSE, reference), error(503, "later"), saying(TRUE, reference))
    assert not search.run(NAME)[NAME].ok
    outcome = search.run(NAME)[NAME]
    assert outcome.written
    assert len(turns(search)) == 3, "the first reply is kept, and not paid for again"
    assert TRUE in (search.root / outcome.path).read_text(encoding="utf-8")


def test_what_was_withdrawn_is_told_as_such(search: Search, reference: str) -> None:
    facts = search.root / "vault/facts.md"
    text = facts.read_text(encoding="utf-8")
    entry = "facts:\n  - id: juggling\n    status: retracted\n    text: I juggled 7 torches at Fennhold.\n"
    facts.write_text(text.replace("facts:\n", entry, 1), encoding="utf-8")
    answers(search, saying("I juggled 7 torches at Fennhold.", reference), saying(TRUE, reference))
    assert search.run(NAME)[NAME].written
    assert "Leave it out: the candidate withdrew it." in turns(search)[1].messages[-1]["content"]
