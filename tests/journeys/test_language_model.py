"""The language model writer as a user runs it: several at once, killed, asked what it would cost."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from many import DOCUMENTS_AN_APPLICATION, crash, make_search, prep_of, slow_model, start
from model_server import Answer, Received, error, reply, serving
from searches import KEY

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]


def test_documents_are_written_at_once_base_prep_first(tmp_path: Path) -> None:
    with serving(slow_model(0.5)) as server:
        make_search(tmp_path, server, 2)
        assert start(tmp_path, 4).wait(100) == 0
        assert 1 < server.most_at_once <= 4
        assert len(prep_of(tmp_path)) == len(server.chats) == 2 * DOCUMENTS_AN_APPLICATION
        for chat in server.chats:
            is_round = "as `interview:" in chat.user
            assert is_round == ("# Base prep of this application" in chat.user)


@pytest.mark.timeout(300)
def test_runs_killed_at_random_moments_end_with_the_same_bytes(tmp_path: Path) -> None:
    with serving(slow_model(0.1)) as server:
        make_search(tmp_path, server, 2)
        found = crash(tmp_path, server, kills=6, jobs=4)
    assert found.same_bytes
    assert found.repeated <= found.kills * 4


def test_ctrl_c_ends_calls_that_wait(tmp_path: Path) -> None:
    with serving(slow_model(60)) as server:
        make_search(tmp_path, server, 1)
        run = start(tmp_path, 4)
        for _ in range(300):
            if server.chats:
                break
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 130


def test_the_commands_about_a_model_tell_and_send_nothing_unasked(
    tmp_path: Path, prepsite: CommandLine
) -> None:
    with serving(slow_model(0)) as server:
        make_search(tmp_path, server, 1)
        environment = {"OPENAI_API_KEY": KEY, "XDG_CONFIG_HOME": str(tmp_path / "config")}
        shown = prepsite("prompt", "kestrel-000/technical-screen", cwd=tmp_path, env=environment)
        assert "# The task: prep for Technical screen" in shown.stdout
        assert "nothing was sent" in shown.stderr
        assert "base prep is not written yet" in shown.stderr
        planned = prepsite("plan", cwd=tmp_path, env=environment)
        assert "at an unknown price" in planned.stdout
        assert "in all at the most" in planned.stdout
        assert not server.received
        looked = prepsite("doctor", "--no-call", cwd=tmp_path, env=environment)
        assert f"{server.url} answers and offers test-model" in looked.stdout
        assert not server.chats
        generated = prepsite("generate", cwd=tmp_path, env=environment)
        assert generated.returncode == 0, generated.stderr
        told = prepsite("ledger", "--json", cwd=tmp_path, env=environment)
        assert [row["outcome"] for row in json.loads(told.stdout)] == ["ok"] * DOCUMENTS_AN_APPLICATION
        summed = prepsite("ledger", "--by-application", cwd=tmp_path, env=environment)
        assert "kestrel-000: 4 calls" in summed.stdout
        for run in (shown, planned, looked, generated, told, summed):
            assert KEY not in run.stdout + run.stderr


def test_doctor_finds_the_rung_and_names_what_is_wrong(tmp_path: Path, prepsite: CommandLine) -> None:
    def script(received: Received) -> Answer:
        return (
            error(400, "no json_schema here") if "json_schema" in str(received.body) else reply('{"ok": true}')
        )

    environment = {"OPENAI_API_KEY": KEY}
    with serving(script) as server:
        make_search(tmp_path, server, 1)
        looked = prepsite("doctor", cwd=tmp_path, env=environment)
        assert "ok  structured output: by json_object with schema" in looked.stdout
        assert looked.returncode == 0
    stopped = prepsite("doctor", cwd=tmp_path, env=environment)
    assert "!   server: nothing answers" in stopped.stdout
    assert stopped.returncode == 1


def test_trust_is_listed_given_and_taken(tmp_path: Path, prepsite: CommandLine) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert prepsite("trust", "openrouter.ai", cwd=tmp_path, env=environment).returncode == 0
    assert "https://openrouter.ai" in prepsite("trust", cwd=tmp_path, env=environment).stdout
    assert prepsite("trust", "--remove", "openrouter.ai", cwd=tmp_path, env=environment).returncode == 0
    assert "openrouter" not in prepsite("trust", cwd=tmp_path, env=environment).stdout
    assert prepsite("trust", "ftp://x", cwd=tmp_path, env=environment).returncode == 2
