"""What a model gets wrong reaches the vault never, and is asked to be mended twice at the most."""

import json
import random

import pytest

from malformed import KINDS
from model_server import Received, reply
from prepsite.core.document import split
from prepsite.writers.openai.ledger import Ledger
from searches import APPLICATION, Search, good_replies

ROUND = "technical-screen"
TARGET = f"{APPLICATION}/{ROUND}"

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def prepared(search: Search) -> Search:
    """Return the search with its base prep written."""
    search.script = search.obedient()
    assert search.base().written
    search.server.received.clear()
    return search


def test_there_are_forty_kinds() -> None:
    assert len(KINDS) >= 40


@pytest.mark.parametrize("kind", KINDS)
def test_a_malformed_reply_never_reaches_the_vault(
    prepared: Search, kind: str, pytestconfig: pytest.Config
) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same replies each time
    good = good_replies()[ROUND]
    before = prepared.everything()
    for _ in range(int(pytestconfig.getoption("malformed"))):
        prepared.server.received.clear()
        sent: list[str] = []

        def script(_: Received, sent: list[str] = sent) -> object:
            sent.append(KINDS[kind](json.loads(good), chance))
            return reply(sent[-1], size=chance.choice([11, 4096, 65536]))

        prepared.script = script  # type: ignore[assignment]
        outcome = prepared.run(TARGET, again=True)[TARGET]
        assert not outcome.ok, sent
        assert "nothing was written" in outcome.message
        assert prepared.everything() == before
        assert len(prepared.server.chats) == 3, "two repairs, no more"


def test_a_repair_tells_what_is_wrong_and_is_taken(prepared: Search) -> None:
    good = json.loads(good_replies()[ROUND])
    wrong = {**good, "interviewer_questions": good["interviewer_questions"][:4]}
    wrong["technical_deep_dives"] = [
        {**good["technical_deep_dives"][0], "evidence": ["project:moon-landing"]},
        *good["technical_deep_dives"][1:],
    ]
    worse = {**good, "technical_deep_dives": wrong["technical_deep_dives"]}
    answers = iter([json.dumps(wrong), json.dumps(worse), json.dumps(good)])
    prepared.script = lambda _: reply(next(answers))
    assert prepared.run(TARGET)[TARGET].written
    first, second, third = prepared.server.chats
    assert not first.is_repair
    assert "interviewer_questions" in second.messages[-1]["content"]
    assert "at least 5 items" in second.messages[-1]["content"]
    assert "it cites project:moon-landing, which the vault does not hold" in third.messages[-1]["content"]
    assert [message["role"] for message in third.messages] == ["system", "user", "assistant", "user"]
    assert third.messages[:2] == first.messages[:2]
    assert [attempt.turn for attempt in Ledger(prepared.workspace.private).attempts()][1:] == [1, 2, 3]


def test_a_misquoted_posting_is_mended(search: Search) -> None:
    good = json.loads(good_replies()[""])
    wrong = json.loads(good_replies()[""])
    wrong["primary_drivers"][0]["quotes"] = ["You will walk on the moon."]
    answers = iter([json.dumps(wrong), json.dumps(good)])
    search.script = lambda _: reply(next(answers))
    assert search.base().written
    assert "it quotes what the posting does not say" in search.server.chats[1].messages[-1]["content"]


@pytest.mark.parametrize(
    "around",
    [
        "```json\n{}\n```",
        "```\n{}\n```\n",
        "Here is the prep you asked for:\n\n{}\n\nGood luck with it.",
        '<think>First {{the plan}}, then {{"prep_plan": 1}}.</think>\n{}',
        "\ufeff{}",
        "\n\n  {}\n",
    ],
)
def test_what_stands_around_the_object_is_forgiven(prepared: Search, around: str) -> None:
    good = good_replies()[ROUND]
    prepared.script = lambda _: reply(
        around.replace("{}", good).replace("{{", "{").replace("}}", "}")
        if "think" not in around
        else around.format(good)
    )
    outcome = prepared.run(TARGET)[TARGET]
    assert outcome.written, outcome.message
    assert len(prepared.server.chats) == 1


def test_a_stricter_validator_does_not_pay_again(prepared: Search) -> None:
    answers = iter(["{}", "{}", "{}"])
    prepared.script = lambda _: reply(next(answers))
    assert not prepared.run(TARGET)[TARGET].ok
    assert len(prepared.server.chats) == 3
    refused = prepared.run(TARGET)[TARGET]
    assert not refused.ok
    assert "--again" in refused.message
    assert len(prepared.server.chats) == 3, "all three replies were kept"


def test_the_document_says_where_it_came_from(prepared: Search) -> None:
    prepared.script = prepared.obedient()
    outcome = prepared.run(TARGET)[TARGET]
    text = (prepared.root / outcome.path).read_text(encoding="utf-8")
    provenance = split(text)
    assert provenance.sections
    head = text.split("---\n")[1]
    for line in (
        "writer: openai",
        "model: test-model-2026-01",
        "asked: test-model",
        "read: 1",
        "cached: 512",
        "written: 700",
    ):
        assert line in head
