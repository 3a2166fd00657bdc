"""The parts of the language model writer that need no server."""

import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from prepsite.errors import PrepsiteError, UsageError
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.settings import Prices, Settings
from prepsite.writers.openai.budget import Budget
from prepsite.writers.openai.cache import RawReply, ReplyCache, Usage
from prepsite.writers.openai.faults import Fault
from prepsite.writers.openai.key import Key
from prepsite.writers.openai.ladder import Dialect, Ladder, Rung
from prepsite.writers.openai.ledger import BEGUN, Attempt, Ledger
from prepsite.writers.openai.prices import price_list
from prepsite.writers.openai.schema import portable_schema
from prepsite.writers.openai.trust import Origin

PORTABLE = {"type", "enum", "anyOf", "items", "properties", "description", "required", "additionalProperties"}


def _schemas(value: object, depth: int = 0) -> list[tuple[dict[str, object], int]]:
    found: list[tuple[dict[str, object], int]] = []
    if isinstance(value, dict):
        found.append((value, depth))
        inner = value.get("properties")
        for each in inner.values() if isinstance(inner, dict) else ():
            found += _schemas(each, depth + 1)
        found += _schemas(value.get("items"), depth + 1)
        options = value.get("anyOf")
        for each in options if isinstance(options, list) else ():
            found += _schemas(each, depth)
    return found


@pytest.mark.parametrize("model", [BaseDraft, InterviewDraft])
def test_schemas_use_only_what_every_server_knows(model: type[BaseDraft | InterviewDraft]) -> None:
    schema = portable_schema(model)
    assert "$ref" not in json.dumps(schema)
    for found, depth in _schemas(schema):
        assert set(found) <= PORTABLE
        assert depth <= 10
        if found.get("type") == "object":
            properties = found["properties"]
            assert isinstance(properties, dict)
            assert found["required"] == list(properties)
            assert found["additionalProperties"] is False
        else:
            assert "type" in found or "anyOf" in found or "enum" in found
    assert set(model.model_fields) == set(schema["properties"])  # type: ignore[call-overload]


def test_counts_stand_in_words() -> None:
    text = json.dumps(portable_schema(InterviewDraft))
    for words in ("Exactly 5 items.", "3 to 5 items.", "Exactly 4 items.", "From 1 to 480."):
        assert words in text


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("openrouter.ai", "https://openrouter.ai"),
        ("OpenRouter.AI.", "https://openrouter.ai"),
        ("http://192.168.1.5:11434/v1", "http://192.168.1.5:11434"),
        ("https://x.example:443/v1", "https://x.example"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
    ],
)
def test_an_origin_is_scheme_host_and_port(address: str, origin: str) -> None:
    assert str(Origin.of(address)) == origin


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://x",
        "https://",
        "https://a b",
        "https://user@x",
        "https://x\\y",
        "https://x:port",
        "https://ex%61mple",
    ],
)
def test_an_odd_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        Origin.of(address)


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("http://localhost:11434", True),
        ("http://127.0.0.1", True),
        ("http://127.9.9.9", True),
        ("http://[::1]", True),
        ("http://0.0.0.0", False),
        ("http://128.0.0.1", False),
        ("http://localhost.example.org", False),
        ("http://2130706433", False),
    ],
)
def test_loopback_is_this_machine_alone(address: str, loopback: bool) -> None:
    assert Origin.of(address).is_loopback is loopback


def test_a_key_is_shown_nowhere() -> None:
    key = Key({"OPENAI_API_KEY": "sk-0123456789"})
    assert "0123" not in repr(key)
    assert key.quote("bad key sk-0123456789\x1b[31m\n\u202eno") == "bad key [key] [31m no"


def _reply(text: str = "x") -> RawReply:
    return RawReply(text, "stop", "", "m", Usage(1, 0, 1))


def test_replies_are_kept_within_bounds_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path, 1)
    digests = [f"{number:064x}" for number in range(40)]
    for digest in digests:
        cache.put(digest, _reply("y" * 60_000))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.json")) <= 1024 * 1024
    assert cache.get(digests[-1]) == _reply("y" * 60_000)
    assert cache.get(digests[0]) is None
    (path,) = tmp_path.rglob(f"{digests[-1]}.json")
    path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")
    assert cache.get(digests[-1]) is None


def test_the_ledger_keeps_attempts_that_never_ended(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert ledger.attempts() == ()
    attempt = Attempt("acme", "hm", 1, "http://x", "m", "d", Usage(10, 0, 0, estimated=True))
    ledger.begin(attempt)
    number = ledger.begin(attempt)
    ledger.end(number, answered="m2", usage=Usage(9, 3, 4), cost=Decimal("0.01"), seconds=1.5, outcome="ok")
    killed, ended = Ledger(tmp_path).attempts()
    assert (killed.outcome, killed.usage.estimated, killed.cost) == (BEGUN, True, None)
    assert (ended.outcome, ended.answered, ended.cost, ended.usage) == (
        "ok",
        "m2",
        Decimal("0.01"),
        Usage(9, 3, 4),
    )
    assert ended.name == "acme/hm"


def test_a_budget_is_never_passed_by_threads_that_reserve_at_once() -> None:
    budget = Budget(Decimal("1.00"))
    reserved: list[Decimal] = []

    def spend() -> None:
        for _ in range(50):
            try:
                held = budget.reserve(Decimal("0.03"), "x")
            except Fault:
                continue
            budget.settle(held, Decimal("0.02"))
            reserved.append(held)

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert budget.spent == Decimal("0.02") * len(reserved)
    assert Decimal("0.90") < budget.spent <= Decimal("1.00")
    with pytest.raises(PrepsiteError, match="price of the model is unknown"):
        budget.reserve(None, "x")


def test_prices_come_from_the_settings_then_the_list_then_nobody() -> None:
    own = price_list(Settings(model="x", prices=Prices(input=Decimal(1), output=Decimal(2))))
    assert own.cost(Usage(1_000_000, 500_000, 1_000_000)) == Decimal("3.000000")
    listed = price_list(Settings(model="gpt-4o-mini"))
    assert listed.cost(Usage(1_000_000, 0, 1_000_000)) == Decimal("0.75")
    assert price_list(Settings(model="no-such-model")).prices is None
    assert price_list(Settings(model="gpt-4o-mini", base_url="http://localhost:11434/v1")).prices is None


def test_a_dialect_is_remembered_by_server_and_model(tmp_path: Path) -> None:
    file = tmp_path / "servers.json"
    Ladder(file).remember("http://x/v1/", "m", Dialect(Rung.OBJECT, "max_completion_tokens", tells_usage=False))
    again = Ladder(file)
    found = again.dialect("http://x/v1", "m", usual_cap="max_tokens")
    assert found == Dialect(Rung.OBJECT, "max_completion_tokens", tells_usage=False)
    assert again.dialect("http://x/v1", "other", usual_cap="max_tokens") == Dialect()
    file.write_text("{broken", encoding="utf-8")
    assert Ladder(file).dialect("http://x/v1", "m", usual_cap="max_tokens") == Dialect()


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_other_refusals_are_not_taken_for_an_unknown_form(status: int) -> None:
    assert Dialect().without(status, "response_format is not for you") is None
    assert Dialect().without(400, "the context is too long") is None
