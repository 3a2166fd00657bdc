"""A job search of its own, and a server that does what the test says."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from model_server import ModelServer, serving
from searches import DEMO, KEY, OFFERED, Search


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Search]:
    """Return a job search with the demo's vault, no prep, and a server that answers as told."""
    shutil.copytree(DEMO, tmp_path / "search/vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with ExitStack() as stack:
        made = Search(tmp_path / "search", ModelServer(""))
        made.server = stack.enter_context(serving(lambda received: made.script(received), OFFERED))
        made.configure()
        yield made
