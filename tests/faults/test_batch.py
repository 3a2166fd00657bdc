"""Batches: asked once, collected whole, at half the price; whatever goes wrong, nothing is paid for twice."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from batches import (
    BatchServer,
    Line,
    Trouble,
    expired_answer,
    failed_answer,
    good_answer,
    jsonl,
    serving_batches,
)
from prepsite.app.batch import collect_batches, forget_batch, generate_batch, remembered_batches
from prepsite.app.generate import GenerateOptions, Outcome, generate
from prepsite.errors import PrepsiteError, UsageError
from prepsite.writers.openai import batch as files
from prepsite.writers.openai.batch_calls import BatchCaller
from prepsite.writers.openai.cache import ReplyCache
from prepsite.writers.openai.keeping import keep
from prepsite.writers.openai.ledger import Ledger
from prepsite.writers.openai.remembered import Remembered
from searches import APPLICATION, KEY, Heard, Search

pytestmark = pytest.mark.timeout(120)
ROUNDS = 3


class KilledError(BaseException):
    """A kill in the middle: nothing catches it."""


class Batched(Search):
    """A job search whose settings name a server of batches."""

    provider: BatchServer

    def batch(self, *targets: str, **options: object) -> dict[str, Outcome]:
        """Run `generate --batch`; return what became of each document and batch."""
        made = GenerateOptions(**options)  # type: ignore[arg-type]
        found = generate_batch(self.workspace, targets, made, Heard())
        return {outcome.name: outcome for outcome in found}

    def with_base(self) -> None:
        """Have base prep written, by a batch of its own."""
        self.batch(APPLICATION, base=True)
        self.provider.end()
        assert self.batch(APPLICATION, base=True)[APPLICATION].written

    @property
    def waiting(self) -> int:
        return len(remembered_batches(self.workspace))

    @property
    def prep(self) -> list[str]:
        return [path for path in self.everything() if path.endswith("prep.md")]


@pytest.fixture
def batched(search: Search) -> Iterator[Batched]:
    with serving_batches() as provider:
        made = Batched(search.root, search.server)
        made.provider = provider
        made.configure(provider.url, prices="{input: 1, output: 10}", max_output_tokens="4000")
        yield made


def test_base_prep_then_its_rounds_at_half_the_price(batched: Batched) -> None:
    provider = batched.provider
    first = batched.batch(APPLICATION)
    assert "at half the price; collect with `prepsite generate --batch`" in first[APPLICATION].message
    rounds = [name for name in first if "/" in name]
    assert len(rounds) == ROUNDS
    assert all("waits for base prep, which its prompt holds" in first[name].message for name in rounds)
    assert not batched.prep
    (line,) = provider.lines("batch_1")
    assert line["url"] == "/v1/chat/completions"
    running = batched.batch(APPLICATION)
    (told,) = (outcome for name, outcome in running.items() if name.startswith("batch "))
    assert "validating, 0 of 1 done" in told.message
    assert provider.count("POST /batches") == 1
    provider.end()
    second = batched.batch(APPLICATION)
    assert second[APPLICATION].written
    assert all("asked for in batch" in second[name].message for name in rounds)
    assert len(provider.lines("batch_2")) == ROUNDS
    provider.end()
    third = batched.batch(APPLICATION)
    assert all(third[name].written for name in rounds)
    assert not batched.waiting
    assert len(batched.prep) == 1 + ROUNDS
    rows = Ledger(batched.workspace.private).attempts()
    assert len(rows) == 1 + ROUNDS
    for row in rows:
        assert row.cost == (Decimal(row.usage.read + 7000) / 2_000_000).quantize(Decimal("0.000001"))
    assert provider.keys == {f"Bearer {KEY}"}
    assert not provider.count("POST /chat/completions")
    assert {path.name for path in Remembered(batched.workspace.private).folder.iterdir()} <= {"lock"}


def test_the_same_request_as_streamed_so_that_neither_way_pays_for_what_the_other_had(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    batched.provider.end()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written
    page = batched.everything()
    prep = next(path for path in batched.prep if path.endswith(f"{APPLICATION}/prep.md"))
    (batched.root / prep).unlink()
    assert batched.base().written, "the streamed way finds the batch's reply"
    assert not batched.provider.count("POST /chat/completions")
    (batched.root / prep).unlink()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written, "and so does the next batch"
    assert batched.everything() == page
    assert batched.provider.count("POST /batches") == 1


def _patched(target: object, name: str, *, after: bool, on: int = 1) -> Callable[[pytest.MonkeyPatch], None]:
    """Return what makes the n-th call of a function end in a kill, before or after it did its work."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        real = getattr(target, name)
        calls = 0

        def killed(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls != on:
                return real(*arguments, **named)
            if after:
                real(*arguments, **named)
            raise KilledError

        monkeypatch.setattr(target, name, killed)

    return patch


SUBMITTING = {
    "before it is remembered": _patched(Remembered, "save", after=False),
    "remembered, not uploaded": _patched(BatchCaller, "upload", after=False),
    "uploaded, which nobody noted": _patched(BatchCaller, "upload", after=True),
    "uploaded and noted": _patched(BatchCaller, "create", after=False),
    "submitted, which nobody noted": _patched(BatchCaller, "create", after=True),
    "just before that is noted": _patched(Remembered, "save", after=False, on=3),
    "submitted and noted": _patched(Remembered, "save", after=True, on=3),
}


@pytest.mark.parametrize("moment", SUBMITTING)
def test_a_kill_while_submitting_never_submits_twice(
    batched: Batched, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patches:
        SUBMITTING[moment](patches)
        with pytest.raises(KilledError):
            batched.batch(APPLICATION, base=True)
    batched.batch(APPLICATION, base=True)
    assert batched.provider.count("POST /batches") == 1
    assert len(batched.provider.batches) == 1
    batched.provider.end()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written
    assert not batched.waiting


COLLECTING = {
    "before the download": _patched(BatchCaller, "download", after=False),
    "after the download": _patched(BatchCaller, "download", after=True),
    "before the first reply is kept": _patched(ReplyCache, "put", after=False),
    "after the second reply is kept": _patched(ReplyCache, "put", after=True, on=2),
    "before the second row": _patched(Ledger, "begin", after=False, on=2),
    "after the third row": _patched(Ledger, "begin", after=True, on=3),
    "before it is forgotten": _patched(Remembered, "forget", after=False),
}


@pytest.mark.parametrize("moment", COLLECTING)
def test_a_kill_while_collecting_loses_and_doubles_nothing(
    batched: Batched, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batched.with_base()
    batched.batch(APPLICATION)
    batched.provider.end()
    with monkeypatch.context() as patches:
        COLLECTING[moment](patches)
        with pytest.raises(KilledError):
            batched.batch(APPLICATION)
    assert batched.waiting == 1
    assert all(outcome.ok for outcome in batched.batch(APPLICATION).values())
    assert len(batched.prep) == 1 + ROUNDS
    assert not batched.waiting
    assert batched.provider.count("POST /batches") == 2
    assert len(Ledger(batched.workspace.private).attempts()) == 1 + ROUNDS


def test_an_answer_that_got_lost_is_looked_for_page_by_page(batched: Batched) -> None:
    provider = batched.provider
    other = provider.add_file(b"")
    provider.troubles["POST /batches"] = [Trouble(after=True)]
    with pytest.raises(PrepsiteError, match="whether the server accepted the batch is not known"):
        batched.batch(APPLICATION, base=True)
    newer = {"id": "", "status": "completed", "input_file_id": other, "metadata": None}
    provider.batches |= {f"batch_x{n}": {**newer, "id": f"batch_x{n}"} for n in range(5)}
    provider.page = 2
    assert batched.batch(APPLICATION, base=True)
    assert provider.count("POST /batches") == 1
    assert provider.count("GET /batches") == 3
    assert remembered_batches(batched.workspace)[0].batch_id == "batch_1"


def test_a_server_that_hides_its_batches_is_not_given_a_second(batched: Batched) -> None:
    provider = batched.provider
    provider.troubles = {"POST /batches": [Trouble(500, after=True)], "GET /batches": [Trouble(404)] * 2}
    with pytest.raises(PrepsiteError, match="is not known"):
        batched.batch(APPLICATION, base=True)
    (told,) = batched.batch(APPLICATION, base=True).values()
    assert not told.ok
    assert "prepsite batch --forget" in told.message
    assert provider.count("POST /batches") == 1
    forget_batch(batched.workspace, remembered_batches(batched.workspace)[0].id)
    assert batched.batch(APPLICATION, base=True)[APPLICATION].ok
    assert provider.count("POST /batches") == 2


@pytest.mark.parametrize("status", [404, 405, 501])
@pytest.mark.parametrize("what", ["POST /files", "POST /batches"])
def test_a_server_without_batches_is_told_by_name(batched: Batched, what: str, status: int) -> None:
    batched.provider.troubles[what] = [Trouble(status, b'{"detail": "Not Found"}')]
    with pytest.raises(PrepsiteError, match=r"has no Batch API.*without --batch"):
        batched.batch(APPLICATION)
    assert not batched.waiting
    assert not batched.prep


@pytest.mark.parametrize(
    ("what", "trouble", "message"),
    [
        ("POST /files", Trouble(413, b'{"error": {"message": "too large"}}'), "too large"),
        ("POST /files", Trouble(401), "does not accept the key"),
        ("POST /files", Trouble(500), "failed"),
        ("POST /files", Trouble(None), "connection to the server failed"),
        ("POST /files", Trouble(200, b"<html>hello</html>", "text/html"), "not a language model's server"),
        ("POST /files", Trouble(200, b'{"id": "../../x"}'), "no name that could be one"),
        ("POST /batches", Trouble(400, b'{"error": {"message": "billing hard limit"}}'), "billing hard limit"),
        ("POST /batches", Trouble(429), "too many requests"),
        ("POST /batches", Trouble(500), "not known"),
        ("POST /batches", Trouble(200, b"[]"), "not known"),
    ],
)
def test_a_refusal_submits_nothing_and_the_next_run_does(
    batched: Batched, what: str, trouble: Trouble, message: str
) -> None:
    batched.provider.troubles[what] = [trouble]
    with pytest.raises(PrepsiteError, match=message) as refused:
        batched.batch(APPLICATION, base=True)
    assert KEY not in str(refused.value)
    assert not batched.provider.batches
    assert batched.batch(APPLICATION, base=True)[APPLICATION].ok
    assert len(batched.provider.batches) == 1
    assert not list(Remembered(batched.workspace.private).folder.glob(".*"))


def test_passing_faults_are_sat_out(batched: Batched) -> None:
    batched.configure(batched.provider.url, retries="2")
    batched.provider.troubles = {
        what: [Trouble(503)] for what in ("POST /files", "GET /batches/{id}", "GET /files/{id}/content")
    }
    batched.batch(APPLICATION, base=True)
    batched.provider.end()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written
    assert batched.provider.count("POST /batches") == 1


def test_each_failed_line_is_its_own_failure_and_the_rest_is_written(batched: Batched) -> None:
    batched.with_base()
    batched.batch(APPLICATION)
    lines = batched.provider.lines(batched.provider.last)
    refused = failed_answer(lines[0], 400, f"no such thing for {KEY}")
    batched.provider.end(change=lambda answers: answers[1:], errors=[refused])
    outcomes = batched.batch(APPLICATION)
    failed = [outcome for outcome in outcomes.values() if not outcome.ok]
    assert len(failed) == 1
    assert "refuses the request (400): no such thing for [key]" in failed[0].message
    assert "asks anew" in failed[0].message
    assert len(batched.prep) == ROUNDS
    assert not batched.waiting
    again = batched.batch(APPLICATION)
    assert "asked for in batch" in again[failed[0].name].message
    assert len(batched.provider.lines(batched.provider.last)) == 1


def _with_text(text: str, **choice: object) -> Callable[[Batched, list[Line]], list[Line]]:
    return lambda batched, answers: [
        good_answer(batched.provider.lines(batched.provider.last)[0], text, **choice),
        *answers[1:],
    ]


def _body(body: object) -> Callable[[Batched, list[Line]], list[Line]]:
    return lambda batched, answers: [
        {**answers[0], "response": {"status_code": 200, "body": body}},
        *answers[1:],
    ]


# What the first line comes back as → what is said of its document.
BAD: dict[str, tuple[Callable[[Batched, list[Line]], list[Line]], str]] = {
    "not JSON in the reply": (_with_text("I would say"), "can't be used.*pays for no second turn"),
    "an empty reply": (_with_text("", finish_reason=None), "reply is empty"),
    "cut at the cap": (_with_text('{"x', finish_reason="length"), "cut at its cap of tokens"),
    "filtered": (_with_text("x", finish_reason="content_filter"), "content filter"),
    "ended early": (_with_text('{"x', finish_reason=None), "ended in the middle"),
    "declined": (
        _with_text("", message={"content": None, "refusal": f"no {KEY}"}),
        r"declined to answer: no \[key\]",
    ),
    "no choices": (_body({"choices": []}), "reply is empty"),
    "no object": (_body("hello"), "reply is empty"),
    "choices of another kind": (_body({"choices": "x"}), "reply is empty"),
    "numbers for words": (_body({"choices": [{"message": {"content": 7}}]}), "reply is empty"),
    "no response": (lambda _, answers: [{**answers[0], "response": None}, *answers[1:]], "reply is empty"),
    "missing": (lambda _, answers: answers[1:], "say nothing of it.*asks anew"),
    "an error in words": (
        lambda _, answers: [{"custom_id": answers[0]["custom_id"], "error": "gone"}, *answers[1:]],
        "gone",
    ),
    "a prompt that was cut": (
        lambda _, answers: [_read(answers[0], 10), *answers[1:]],
        "read only a part of the prompt",
    ),
}


def _read(answer: Line, tokens: int) -> Line:
    body = {**answer["response"]["body"], "usage": {"prompt_tokens": tokens, "completion_tokens": 5}}
    return {**answer, "response": {"status_code": 200, "body": body}}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_line_never_reaches_the_vault_and_is_not_repaired_for_money(batched: Batched, kind: str) -> None:
    batched.with_base()
    batched.batch(APPLICATION)
    change, message = BAD[kind]
    batched.provider.end(change=lambda answers: change(batched, answers))
    failed = [outcome for outcome in batched.batch(APPLICATION).values() if not outcome.ok]
    assert len(failed) == 1, failed
    with pytest.raises(PrepsiteError, match=message):
        raise PrepsiteError(failed[0].message)
    assert KEY not in failed[0].message
    assert len(batched.prep) == ROUNDS
    assert not batched.provider.count("POST /chat/completions")
    assert not batched.waiting


def test_strange_lines_are_passed_over(batched: Batched) -> None:
    batched.with_base()
    batched.batch(APPLICATION)
    batched.provider.end()
    ended = batched.provider.batches[batched.provider.last]
    good = batched.provider.files[ended["output_file_id"]]
    bad = good_answer(batched.provider.lines(batched.provider.last)[0], "not what came first")
    unknown = {**bad, "custom_id": "f" * 64}
    strange = (
        b"not json\n\n{\n" + b"[" * 100_000 + b"\n" + b"\xff\xfe\n" + b'{"custom_id": 7}\n' + b'"text"\n'
        b'{"custom_id": "' + b"x" * 9_000_000 + b'"}\n'
    )
    batched.provider.files[ended["output_file_id"]] = strange + good + jsonl([bad, unknown]) + good[:50]
    outcomes = batched.batch(APPLICATION)
    (told,) = (outcome for name, outcome in outcomes.items() if name.startswith("batch "))
    assert told.message == "lines passed over: 8 that can't be read, 1 that nobody asked for, 1 that came twice"
    assert all(outcome.ok for outcome in outcomes.values())
    assert len(batched.prep) == 1 + ROUNDS


@pytest.mark.parametrize(
    "content", [b"", b"<html>sign in</html>", jsonl([{"custom_id": "a" * 64, "response": {}}])]
)
def test_the_wrong_file_keeps_the_batch(batched: Batched, content: bytes) -> None:
    batched.batch(APPLICATION, base=True)
    batched.provider.end()
    ended = batched.provider.batches["batch_1"]
    right = batched.provider.files[ended["output_file_id"]]
    batched.provider.files[ended["output_file_id"]] = content
    outcomes = batched.batch(APPLICATION, base=True)
    assert any("hold nothing of this batch" in outcome.message for outcome in outcomes.values())
    assert batched.waiting == 1
    assert batched.provider.count("POST /batches") == 1
    batched.provider.files[ended["output_file_id"]] = right
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written


@pytest.mark.parametrize("what", ["GET /batches/{id}", "GET /files/{id}/content"])
@pytest.mark.parametrize("status", [500, 404, None])
def test_what_can_not_be_had_now_is_collected_later(batched: Batched, what: str, status: int | None) -> None:
    batched.batch(APPLICATION, base=True)
    batched.provider.end()
    batched.provider.troubles[what] = [Trouble(status)]
    failed = batched.batch(APPLICATION, base=True)
    assert [outcome.ok for outcome in failed.values()] == [False]
    assert batched.waiting == 1
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written
    assert batched.provider.count("POST /batches") == 1


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("expired", "expired before the server came to it"),
        ("cancelled", "was cancelled before"),
        ("failed", "refused the whole batch: line 1 is too wide"),
    ],
)
def test_a_batch_that_ended_badly_is_said_and_asked_anew_by_the_next_run(
    batched: Batched, status: str, message: str
) -> None:
    batched.with_base()
    batched.batch(APPLICATION)
    lines = batched.provider.lines(batched.provider.last)
    done = 0 if status == "failed" else 1
    errors = [expired_answer(line) for line in lines[1:]] if status == "expired" else None
    reasons = {"object": "list", "data": [{"message": "line 1 is too wide", "code": "x", "line": 1}]}
    batched.provider.end(status=status, change=lambda answers: answers[:done], errors=errors)
    batched.provider.batches[batched.provider.last]["errors"] = reasons if status == "failed" else None
    outcomes = batched.batch(APPLICATION)
    failed = [outcome for outcome in outcomes.values() if not outcome.ok]
    assert len(failed) == ROUNDS - done
    assert all(message in outcome.message for outcome in failed)
    assert not batched.waiting
    batched.batch(APPLICATION)
    assert len(batched.provider.lines(batched.provider.last)) == ROUNDS - done


def test_a_vault_that_changed_meanwhile_is_not_given_the_old_reply(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    posting = batched.root / "vault/applications" / APPLICATION / "job.md"
    text = posting.read_text(encoding="utf-8")
    posting.write_text(text + "\nOne more line of the posting.\n", encoding="utf-8")
    batched.provider.end()
    outdated = batched.batch(APPLICATION, base=True)[APPLICATION]
    assert not outdated.ok
    assert "outdated" in outdated.message
    assert not batched.prep
    assert "asked for in batch" in batched.batch(APPLICATION, base=True)[APPLICATION].message
    posting.write_text(text, encoding="utf-8")
    assert batched.base().written, "the reply was paid for, and is kept for the record as it was"


def test_an_application_that_is_gone_is_told(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    (batched.root / "vault/applications" / APPLICATION).rename(batched.root / "elsewhere")
    batched.provider.end()
    (told,) = collect_batches(batched.workspace, Heard())
    assert "no longer holds it" in told.message


def test_what_somebody_wrote_meanwhile_stays(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    batched.provider.end()
    made = GenerateOptions(writer="offline", base=True)
    assert generate(batched.workspace, [APPLICATION], made, Heard())[0].written
    before = batched.everything()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].message.startswith("stale, kept as it is")
    assert batched.everything() == before


def test_again_asks_anew_and_replaces_only_when_it_is_collected(batched: Batched) -> None:
    batched.with_base()
    before = batched.everything()
    batched.batch(APPLICATION, base=True, again=True)
    assert batched.everything() == before
    assert batched.provider.count("POST /batches") == 2
    batched.provider.end(change=lambda answers: [_read(answers[0], 12_345)])
    (told,) = collect_batches(batched.workspace, Heard())
    assert told.ok
    assert not batched.waiting
    (page,) = (path for path in batched.prep if path.endswith(f"{APPLICATION}/prep.md"))
    assert "read: 12345" in (batched.root / page).read_text(encoding="utf-8")
    assert batched.provider.count("POST /batches") == 2


def test_a_form_that_the_server_refuses_is_another_one_the_next_time(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    (line,) = batched.provider.lines("batch_1")
    refusal = failed_answer(line, 400, "'response_format.type' must be 'text'")
    batched.provider.end(change=lambda _: [], errors=[refusal])
    assert not batched.batch(APPLICATION, base=True)[APPLICATION].ok
    batched.batch(APPLICATION, base=True)
    (other,) = batched.provider.lines("batch_2")
    assert other["body"]["response_format"]["type"] == "json_object"
    batched.provider.end()
    assert batched.batch(APPLICATION, base=True)[APPLICATION].written


def test_a_limit_of_cost_counts_half_the_price(batched: Batched) -> None:
    batched.with_base()
    full = Decimal("0.06")
    outcomes = batched.batch(APPLICATION, max_cost=full)
    assert outcomes.pop(APPLICATION).message == "up to date"
    asked = [outcome for outcome in outcomes.values() if outcome.ok]
    stopped = [outcome for outcome in outcomes.values() if not outcome.ok]
    assert len(asked) + len(stopped) == ROUNDS
    assert stopped
    assert all("could pass --max-cost" in outcome.message for outcome in stopped)
    assert len(batched.provider.lines(batched.provider.last)) == len(asked) >= 1


def test_many_documents_go_in_several_files(batched: Batched, monkeypatch: pytest.MonkeyPatch) -> None:
    batched.with_base()
    monkeypatch.setattr(files, "MOST_LINES", 2)
    batched.batch(APPLICATION)
    assert [len(batched.provider.lines(name)) for name in ("batch_2", "batch_3")] == [2, 1]
    assert batched.waiting == 2
    for name in ("batch_2", "batch_3"):
        batched.provider.end(name)
    assert all(outcome.written for outcome in batched.batch(APPLICATION).values() if "/" in outcome.name)
    assert len(batched.prep) == 1 + ROUNDS


def test_a_strangers_server_gets_neither_record_nor_key(batched: Batched) -> None:
    batched.configure("https://evil.example.org/v1")
    with pytest.raises(PrepsiteError, match="prepsite trust"):
        batched.batch(APPLICATION)
    assert not batched.waiting


def test_a_batch_of_another_server_is_neither_asked_for_nor_sent_the_key(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    with serving_batches() as other:
        batched.configure(other.url)
        outcomes = batched.batch(APPLICATION, base=True)
        (told,) = outcomes.values()
        assert "set base_url back" in told.message
        assert not other.received
    assert batched.provider.count("GET /batches/{id}") == 0


def test_a_damaged_memory_stops_before_anything_is_asked_twice(batched: Batched) -> None:
    batched.batch(APPLICATION, base=True)
    (path,) = Remembered(batched.workspace.private).folder.glob("*.json")
    keep(path, path.read_bytes()[:100])
    with pytest.raises(PrepsiteError, match=r"can't be read.*move the file away"):
        batched.batch(APPLICATION, base=True)
    assert batched.provider.count("POST /batches") == 1


def test_the_offline_writer_has_no_batches(batched: Batched) -> None:
    with pytest.raises(UsageError, match="offline writer has no batches"):
        batched.batch(APPLICATION, writer="offline")


def test_from_the_command_line(batched: Batched, prepsite: Callable[..., object], tmp_path: Path) -> None:
    root = batched.root
    (root / "mkdocs.yml").write_text("site_name: x\nplugins: [prepsite]\n", encoding="utf-8")
    environment = {"OPENAI_API_KEY": KEY, "XDG_CONFIG_HOME": str(tmp_path / "config")}

    def run(*arguments: str) -> tuple[int, str]:
        done = prepsite(*arguments, cwd=root, env=environment)
        return done.returncode, done.stdout + done.stderr  # type: ignore[attr-defined]

    assert run("batch") == (0, "no batch is waiting\n")
    code, told = run("generate", APPLICATION, "--base", "--batch")
    assert code == 0
    assert f"{APPLICATION}: asked for in batch" in told
    code, told = run("batch")
    assert "(batch_1): 1 document, asked of test-model at http://127.0.0.1" in told
    code, told = run("batch", "--collect")
    assert (code, "validating, 0 of 1 done" in told) == (0, True)
    batched.provider.end()
    code, told = run("batch", "--collect")
    assert code == 0
    assert "written by the openai writer" in told
    assert run("batch", "--forget", "nothing")[0] == 2
    assert KEY not in told
