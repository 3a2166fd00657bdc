"""What all tests share: the real command line in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from prepsite.app.scaffold import init

# A shared or slow machine must not fail a property test for its pace.
# In CI the same examples come each time, so that a failure is the change's own.
settings.register_profile("prepsite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("prepsite")

# A shell that runs the tests in the background has Ctrl-C ignored, and so would all they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--incremental-rounds", type=int, default=2, help="of five random edits while serving")
    parser.addoption("--malformed", type=int, default=3, help="malformed replies of each kind; 25 make 1,000")


def _run(
    *arguments: str,
    cwd: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    executable: Path | None = None,
) -> "subprocess.CompletedProcess[str]":
    command = [str(executable)] if executable else [sys.executable, "-m", "prepsite"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREPSITE")}
    done = subprocess.run(
        [*command, *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**kept, "NO_MKDOCS_2_WARNING": "1", **(env or {})},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture(scope="session")
def prepsite() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return a function that runs the real command line; the process's streams are UTF-8 text."""
    return _run


@pytest.fixture
def search(tmp_path: Path) -> Path:
    """Return a fresh job search, without the example."""
    folder = tmp_path / "search"
    init(folder, example=False)
    return folder


@pytest.fixture
def example_search(tmp_path: Path) -> Path:
    """Return a fresh job search with the scaffold's example in it."""
    folder = tmp_path / "search"
    init(folder)
    return folder
