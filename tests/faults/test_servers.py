"""Servers differ: each is asked in words it knows, none gets what the user has not trusted it with."""

import json
import socket
from collections.abc import Callable
from decimal import Decimal

import pytest

from model_server import Answer, Received, broken, error, raw, reply, serving, stream_of
from prepsite.app.model import prompt_shown, upper_bounds
from prepsite.app.plan import plan_vault
from prepsite.core.plan import PlanState
from prepsite.errors import PrepsiteError
from prepsite.writers.openai.ledger import Ledger
from prepsite.writers.openai.trust import Origin, Trust
from searches import APPLICATION, KEY, Search, good_replies

FORMAT_ERROR = "'response_format.type' must be 'text'"


def _knows(*forms: str | None, status: int = 400) -> Callable[[Received], Answer]:
    """Return a script of a server that knows only these response formats."""

    def script(received: Received) -> Answer:
        form = received.body.get("response_format")
        name = None
        if isinstance(form, dict):
            name = f"{form['type']} with schema" if "schema" in form else form["type"]
        return reply(good_replies()[""]) if name in forms else error(status, FORMAT_ERROR)

    return script


@pytest.mark.parametrize("status", [400, 422, 500])
@pytest.mark.parametrize(
    ("forms", "calls"),
    [
        (("json_schema",), 1),
        (("json_object with schema",), 2),
        (("json_object",), 3),
        ((None,), 4),
    ],
)
def test_the_ladder_is_climbed_down_once_and_remembered(
    search: Search, forms: tuple[str | None, ...], calls: int, status: int
) -> None:
    search.script = _knows(*forms, status=status)
    search.configure(retries="3")
    assert search.base().written
    assert len(search.server.chats) == calls
    has_schema = "# The shape of the reply" in search.server.chats[-1].messages[0]["content"]
    assert has_schema == (forms != ("json_schema",)), "without a schema, the prompt has it"
    search.server.received.clear()
    assert search.base(again=True).ok
    assert len(search.server.chats) == 1, "the rung is remembered"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("max_tokens", "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        ("stream_options", "Unrecognized request argument supplied: stream_options"),
    ],
)
def test_a_parameter_that_a_server_does_not_know_is_left_out(search: Search, name: str, message: str) -> None:
    def script(received: Received) -> Answer:
        return error(400, message) if name in received.body else reply(good_replies()[""])

    search.script = script
    assert search.base().written
    assert len(search.server.chats) == 2
    assert [attempt.outcome for attempt in Ledger(search.workspace.private).attempts()] == [
        "request refused",
        "ok",
    ]


def test_a_cap_that_is_too_large_is_not_taken_for_unknown(search: Search) -> None:
    search.script = lambda _: error(400, "max_tokens is too large: 16000. This model supports at most 4096")
    failed = search.base()
    assert "at most 4096" in failed.message
    assert len(search.server.chats) == 1


def test_what_prompt_shows_is_what_is_sent(search: Search) -> None:
    shown = prompt_shown(search.workspace, APPLICATION)
    assert not search.server.received
    assert not search.workspace.private.exists()
    search.script = search.obedient()
    assert search.base().written
    sent = search.server.chats[0].body
    assert json.loads(shown.body) == sent
    assert shown.messages == tuple((each["role"], each["content"]) for each in search.server.chats[0].messages)
    target = f"{APPLICATION}/technical-screen"
    later = prompt_shown(search.workspace, target)
    assert not later.lacks_base
    assert search.run(target)[target].written
    assert json.loads(later.body) == search.server.chats[1].body
    assert "# Base prep of this application" in later.body


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.org/v1",
        "http://api.openai.com/v1",
        "https://api.openai.com.evil.example.org/v1",
        "https://api.openai.com:8443/v1",
        "https://localhost.evil.example.org/v1",
        "http://10.0.0.7:11434/v1",
        "http://0.0.0.0:11434/v1",
        "https://api.openai.com@evil.example.org/v1",
        "https://evil.example.org#@api.openai.com/v1",
        "https://evil.example.org?@api.openai.com/v1",
        "http://127.0.0.1@evil.example.org/v1",
        "http://127.0.0.1.evil.example.org/v1",
    ],
)
def test_a_cloned_vault_gets_neither_record_nor_key_to_a_strangers_server(search: Search, url: str) -> None:
    search.configure(f'"{url}"')
    before = search.everything()
    with pytest.raises(PrepsiteError, match=r"prepsite trust|is not the address of a server") as refused:
        search.run(APPLICATION)
    assert KEY not in str(refused.value)
    assert search.everything() == before
    assert not search.server.received


def test_a_server_is_trusted_by_one_command_outside_the_vault(
    search: Search,
) -> None:
    trust = Trust()
    assert not trust.file.is_relative_to(search.root)
    origin = trust.add("llm.example.org:8443")
    assert str(origin) == "https://llm.example.org:8443"
    assert trust.holds(Origin.of("https://LLM.example.org:8443/v1"))
    assert not trust.holds(Origin.of("http://llm.example.org:8443/v1"))
    assert not trust.holds(Origin.of("https://llm.example.org/v1"))
    trust.remove("llm.example.org:8443")
    assert not trust.holds(origin)


def test_a_redirect_is_not_followed(search: Search) -> None:
    with serving(lambda _: reply(good_replies()[""])) as stranger:
        search.script = lambda _: raw(b"", status=307, Location=f"{stranger.url}/chat/completions")
        assert "elsewhere" in search.base().message
        assert not stranger.received


def test_the_environments_proxy_does_not_see_calls_on_this_machine(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    search.script = search.obedient()
    assert search.base().written


def test_without_a_key_a_server_on_this_machine_works_and_openai_says_what_to_do(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    search.script = search.obedient()
    assert search.base().written
    assert search.server.chats[0].headers["authorization"] == "Bearer none"
    search.configure("https://api.openai.com/v1")
    with pytest.raises(PrepsiteError, match="OPENAI_API_KEY is not set; set it to your key"):
        search.run(f"{APPLICATION}/technical-screen")


def _priced(search: Search) -> None:
    search.configure(max_output_tokens="4000", prices="{input: 1, cached: 0.1, output: 10}")


def test_costs_are_bounded_before_and_counted_after(search: Search) -> None:
    _priced(search)
    bounds = upper_bounds(search.workspace, *plan_vault(search.workspace))
    bound = bounds[APPLICATION]
    assert bound.tokens_written == 4000
    assert bound.cost == (bound.tokens_read + Decimal(40_000)) / 1_000_000
    search.script = search.obedient()
    outcome = search.base()
    (attempt,) = Ledger(search.workspace.private).attempts()
    usage = attempt.usage
    assert not usage.estimated
    cost = (usage.read - 512 + Decimal("51.2") + 7000) / 1_000_000
    assert attempt.cost == cost.quantize(Decimal("0.000001"))
    assert f"for {attempt.cost} US dollars" in outcome.message
    assert attempt.cost < bound.cost


def test_max_cost_stops_before_it_would_be_passed(search: Search) -> None:
    _priced(search)
    search.script = search.obedient()
    most = upper_bounds(search.workspace, *plan_vault(search.workspace))[APPLICATION].cost
    assert most is not None
    outcomes = search.run(APPLICATION, max_cost=most)
    assert outcomes[APPLICATION].written
    others = [outcome for name, outcome in outcomes.items() if name != APPLICATION]
    assert others
    for outcome in others:
        assert "could pass --max-cost" in outcome.message
    assert len(search.server.chats) == 1


def test_max_cost_needs_a_price(search: Search) -> None:
    search.script = search.obedient()
    assert "price of the model is unknown" in search.base(max_cost=Decimal(1)).message
    assert not search.server.chats


def test_a_cut_stream_is_estimated(search: Search) -> None:
    search.script = lambda _: broken(stream_of(good_replies()[""])[:5000])
    assert not search.base().ok
    (attempt,) = Ledger(search.workspace.private).attempts()
    assert attempt.usage.estimated
    assert attempt.usage.read > 5_000
    assert attempt.outcome == "cut off"


def test_what_was_drafted_offline_is_stale_once_a_model_writes_but_not_what_was_edited(search: Search) -> None:
    search.script = search.obedient()
    assert search.base(writer="offline").written
    _, plan = plan_vault(search.workspace)
    planned = plan.document(APPLICATION)
    assert planned is not None
    assert planned.state is PlanState.STALE
    assert "drafted without a language model" in planned.reason
    path = search.root / planned.path
    text = path.read_text(encoding="utf-8").replace("## Company context\n", "## Company context\n\nMine.\n")
    path.write_text(text, encoding="utf-8")
    left = path.parent / ".prepsite-0123456789abcdef.tmp"
    left.write_text("half", encoding="utf-8")
    outcome = search.base(stale=True)
    assert outcome.written
    assert "company_context" not in outcome.message.split(";")[0]
    after = path.read_text(encoding="utf-8")
    assert "Mine." in after
    assert "writer: openai" in after
    assert not left.exists(), "what a killed run left is swept"
    _, plan = plan_vault(search.workspace)
    again = plan.document(APPLICATION)
    assert again is not None
    assert again.state is PlanState.UP_TO_DATE
