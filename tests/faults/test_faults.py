"""Each fault of a server ends in words with a remedy; the vault keeps its bytes, the rest goes on."""

import json
import re
import socket
from collections.abc import Callable

import pytest

from model_server import (
    DONE,
    Answer,
    Received,
    broken,
    chunk,
    dripping,
    error,
    event,
    raw,
    reply,
    stalled,
    stream_of,
)
from prepsite.writers.openai.ledger import Ledger
from prepsite.writers.openai.trust import Trust
from searches import APPLICATION, KEY, Search, good_replies, round_of

pytestmark = pytest.mark.timeout(120)


def good_base() -> str:
    return good_replies()[""]


def _cut(_: Search) -> Answer:
    return broken(stream_of(good_base())[:3000])


def _early(_: Search) -> Answer:
    return raw(stream_of(good_base())[:3000])


def _early_after_json(_: Search) -> Answer:
    text = good_base()
    return raw(event(chunk(text[: len(text) // 2])))


FAULTS: dict[str, tuple[Callable[[Search], Answer], str]] = {
    "400": (
        lambda _: error(400, "temperature is not supported"),
        r"refuses the request \(400\).*prepsite\.yml",
    ),
    "401": (
        lambda _: error(401, f"Incorrect API key provided: {KEY}."),
        r"key \(401\).*\[key\].*OPENAI_API_KEY",
    ),
    "403": (lambda _: error(403, "not your project"), r"refuses this key the request \(403\)"),
    "404": (
        lambda _: error(404, "The model `test-modell` does not exist", "model_not_found"),
        r"set model .* one that the server offers: good-model, other-model",
    ),
    "404 address": (lambda _: raw(b"nothing here", status=404, kind="text/plain"), r"base_url"),
    "408": (lambda _: error(408, "slow"), r"gave up waiting \(408\).*again"),
    "409": (lambda _: error(409, "busy"), r"conflict \(409\)"),
    "429": (lambda _: error(429, "slow down"), r"too many requests.*wait a little"),
    "429 with Retry-After": (lambda _: error(429, "slow down", Retry_After="1"), r"too many requests"),
    "429 quota": (
        lambda _: error(429, "You exceeded your current quota", "insufficient_quota"),
        r"no credit left.*add credit",
    ),
    "500": (lambda _: error(500, "oops"), r"the server failed \(500\)"),
    "502": (lambda _: raw(b"<html>Bad Gateway</html>", status=502, kind="text/html"), r"failed \(502\)"),
    "503": (lambda _: error(503, "overloaded"), r"failed \(503\).*later"),
    "redirect": (lambda _: raw(b"", status=307, Location="http://127.0.0.1:9/v1"), r"elsewhere.*final address"),
    "stall": (lambda _: stalled(event(chunk("{")), 5), r"fell silent.*stall_seconds"),
    "stall before the head": (lambda _: stalled(b"", 5), r"fell silent.*stall_seconds"),
    "deadline": (lambda _: dripping(event(chunk(" ")), 0.2), r"took too long.*timeout_seconds"),
    "deadline of comments": (lambda _: dripping(b": ping\n\n", 0.2), r"took too long.*timeout_seconds"),
    "cut stream": (_cut, r"broke within the reply.*again"),
    "silent early end": (_early, r"ended in the middle.*again"),
    "silent early end at a chunk": (_early_after_json, r"ended in the middle.*again"),
    "corrupt line": (lambda _: raw(event(chunk("{")) + b'data: {"choices": [{"ind\n\n'), r"not its protocol"),
    "corrupt characters": (lambda _: raw(b'data: {"x": "\xff\xfe"}\n\n'), r"not its protocol"),
    "deep line": (lambda _: raw(b"data: " + b"[" * 200_000 + b"\n\n"), r"not its protocol"),
    "chunks of another shape": (
        lambda _: raw(b'data: 5\n\ndata: []\n\ndata: {"choices": "x"}\n\n' + DONE),
        r"empty|not its protocol",
    ),
    "error event": (
        lambda _: raw(event(chunk("{")) + event({"error": {"message": f"worker died {KEY}"}})),
        r"error within the reply: worker died \[key\]",
    ),
    "empty 200": (lambda _: raw(b""), r"reply is empty"),
    "only the end": (lambda _: raw(DONE), r"reply is empty"),
    "no text": (lambda _: reply(""), r"reply is empty.*--again"),
    "HTML 200": (lambda _: raw(b"<!doctype html><p>Hello", kind="text/html"), r"not a language model's server"),
    "JSON 200": (lambda _: raw(b'{"hello": 1}', kind="application/json"), r"not a language model's server"),
    "refusal": (
        lambda _: raw(event(chunk(refusal="I can't help with that.")) + event(chunk(finish="stop")) + DONE),
        r"declined to answer: I can't help with that\..*--again",
    ),
    "content filter": (lambda _: reply('{"primary', finish="content_filter"), r"content filter.*--again"),
    "length": (lambda _: reply('{"primary_drivers": [', finish="length"), r"cap of tokens.*max_output_tokens"),
    "10 MB": (lambda _: raw(event(chunk("x" * 1000)) * 10_500), r"too large"),
    "10 MB in a line": (lambda _: raw(b"data: " + b"x" * (11 << 20)), r"too large"),
    "packed": (lambda _: raw(b"\x1f\x8b", Content_Encoding="gzip"), r"too large"),
    "prompt cut": (lambda search: reply(good_base(), read=400), r"only a part of the prompt: it reports 400"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_a_remedy_and_changes_no_byte(
    search: Search, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    seconds = {"stall": "1", "stall before the head": "1"}.get(fault, "10")
    search.configure(stall_seconds=seconds, timeout_seconds="2" if "deadline" in fault else "20")
    before = search.everything()
    answer, words = FAULTS[fault]
    good = search.obedient()
    made = answer(search)
    search.script = lambda received: good(received) if round_of(received) else made
    outcomes = search.run(f"{APPLICATION}/technical-screen")
    failed = outcomes[APPLICATION]
    assert not failed.ok
    assert re.search(words, failed.message), failed.message
    assert APPLICATION in failed.message
    assert "nothing was written" in failed.message
    assert outcomes[f"{APPLICATION}/technical-screen"].written, "the other task goes on"
    after = search.everything()
    written = {path for path in set(after) - set(before) if "/.prepsite/base/" not in path}
    assert written == {f"vault/applications/{APPLICATION}/interviews/technical-screen/prep.md"}
    assert {path: after[path] for path in before} == before
    _nowhere(search, caplog.text + failed.message)


def _nowhere(search: Search, said: str) -> None:
    """Look for the key in all that was said and kept."""
    assert KEY not in said
    for path in search.root.parent.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:{free}/v1", r"nothing answers.*start the server"),
        ("https://127.0.0.1:{own}/v1", r"no secure connection"),
    ],
)
def test_no_connection_says_why(search: Search, url: str, words: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = search.server.url.split(":")[2].split("/")[0]
    search.configure(url.format(free=port, own=own))
    failed = search.base()
    assert not failed.ok
    assert re.search(words, failed.message), failed.message


def test_an_unknown_host_is_told(search: Search) -> None:
    Trust().add("http://no-such-host.invalid:9")
    search.configure("http://no-such-host.invalid:9/v1")
    failed = search.base()
    assert "the server's name is unknown" in failed.message


def test_a_passing_fault_is_tried_again_and_each_attempt_is_written_down(search: Search) -> None:
    search.configure(retries="2")
    good = search.obedient()
    answers = iter([error(503, "starting"), error(429, "wait", Retry_After="0")])
    search.script = lambda received: next(answers, None) or good(received)
    assert search.base().written
    outcomes = [attempt.outcome for attempt in Ledger(search.workspace.private).attempts()]
    assert outcomes == ["server error", "too many requests", "ok"]


def test_an_answer_is_not_asked_for_twice_once_a_stream_has_begun(search: Search) -> None:
    search.configure(retries="5")
    search.script = lambda _: _cut(search)
    assert not search.base().ok
    assert len(search.server.chats) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 4096])
def test_a_stream_may_be_split_anywhere(search: Search, size: int) -> None:
    spoken = json.loads(good_base())
    spoken["background_narrative"]["opening"]["text"] = "I am Maren — 支付 🙂 naïve."
    search.script = lambda _: reply(json.dumps(spoken, ensure_ascii=False), size=size)
    outcome = search.base()
    assert outcome.written, outcome.message
    prep = (search.root / outcome.path).read_text(encoding="utf-8")
    assert "I am Maren — 支付 🙂 naïve." in prep


def test_finish_reason_none_is_fine_where_the_object_is_whole(search: Search) -> None:
    search.script = lambda _: reply(good_base(), finish=None)
    assert search.base().written


def test_a_reply_cut_at_its_cap_is_asked_for_once_more_with_twice_the_cap(search: Search) -> None:
    text = good_base()

    def script(received: Received) -> Answer:
        small = received.body["max_tokens"] == 4000
        return reply(text[:900], finish="length") if small else reply(text)

    search.script = script
    search.configure(max_output_tokens="4000")
    assert search.base().written
    assert [each.body["max_tokens"] for each in search.server.chats] == [4000, 8000]


def test_tokens_are_told_as_they_stream(search: Search) -> None:
    search.script = search.obedient()
    assert search.base().written
    assert search.heard.tokens == {APPLICATION: len(good_base()) // 400 + 1}
