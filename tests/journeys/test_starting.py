"""What a start of the command line imports: the libraries that take time come when they are needed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from prepsite.cli.root import COMMANDS

pytestmark = pytest.mark.journey

# Prints what was imported as the process ends, however the command line leaves it.
_START = (
    "import atexit, sys\n"
    "atexit.register(lambda: print('IMPORTED', *sys.modules, file=sys.stderr))\n"
    "from prepsite.cli import main\n"
    "main()\n"
)
_OWN = {"prepsite.cli", "prepsite.errors", "prepsite.vault", "prepsite.vault.layout", "prepsite.vault.named"}
# Parts of Python itself that take as long as a library.
_SLOW = {"asyncio", "concurrent", "ctypes", "email", "http", "logging", "multiprocessing", "sqlite3", "ssl",
         "tomllib", "unittest", "xml", "zoneinfo"}  # fmt: skip


def imported(cwd: Path, *arguments: str, env: Mapping[str, str] | None = None) -> tuple[str, set[str]]:
    """Return what a start prints, and the modules that it imports."""
    done = subprocess.run(
        [sys.executable, "-c", _START, *arguments],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **(env or {})},
    )  # fmt: skip
    said, _, names = done.stderr.rpartition("IMPORTED ")
    assert (done.returncode, said) == (0, "")
    return done.stdout, set(names.split())


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """Return the modules that Python has once it imported click and yaml."""
    code = "import click, sys, yaml; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    )


def beyond(bare: set[str], modules: set[str]) -> set[str]:
    """Return what a start may not import: other libraries, slow parts of Python, what of prepsite does work."""
    more = modules - bare
    top = {name.partition(".")[0] for name in more}
    own = {name for name in more if name.startswith("prepsite.") and not name.startswith("prepsite.cli.")}
    return (top - {"prepsite", "click", "yaml"} - sys.stdlib_module_names) | (top & _SLOW) | (own - _OWN)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_imports_click_and_little_else(tmp_path: Path, bare: set[str], command: str) -> None:
    said, modules = imported(tmp_path, *filter(None, (command, "--help")))
    assert said.startswith(f"Usage: prepsite {command}".rstrip())
    assert beyond(bare, modules) == set()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ge", "plain,generate"),
        ("build --pub", "plain,--publish"),
        ("print acme/", "plain,acme/technical-screen"),
        ("diff ac", "plain,acme"),
    ],
)
def test_completion_imports_click_and_little_else(
    tmp_path: Path, bare: set[str], typed: str, offered: str
) -> None:
    (tmp_path / "vault/applications/acme/interviews/technical-screen").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("plugins: [prepsite]\n")
    words = f"prepsite {typed}"
    asked = {
        "_PREPSITE_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    said, modules = imported(tmp_path, env=asked)
    assert offered in said.splitlines()
    assert beyond(bare, modules) == set()


def test_a_build_that_finds_nothing_missing_loads_no_writer_and_no_server(tmp_path: Path) -> None:
    imported(tmp_path, "init", ".")
    imported(tmp_path, "build")
    said, modules = imported(tmp_path, "build")
    assert said.startswith("the site is in ")
    unneeded = {"mkdocs.livereload", "http.server", "openai", "prepsite.app.generate", "prepsite.app.documents"}
    unneeded |= {"prepsite.watch.observer", "prepsite.writers.offline"}
    assert modules & unneeded == set()
    assert "prepsite.site.plugin" in modules, "it was built"
