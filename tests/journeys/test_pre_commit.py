"""The hook as pre-commit runs it: a claim that nothing backs stops a commit, and its line is printed."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from claim_vaults import NAME, ONE, PREP, TWO, make
from prepsite.app.facts import Wanted, confirm

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not there"),
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed"),
]
MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


def run(*command: str, cwd: Path, home: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command with the environment's own programs first, and settings of nobody."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_manifest_is_one_that_pre_commit_reads(tmp_path: Path) -> None:
    done = run(
        sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST), cwd=tmp_path, home=tmp_path
    )
    assert done.returncode == 0, done.stdout


def test_a_commit_waits_until_every_claim_is_backed(tmp_path: Path) -> None:
    search = make(tmp_path / "search")
    (hook,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    # What is installed here is what runs: nothing is fetched.
    local = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (search.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local), encoding="utf-8")

    def git(*words: str) -> "subprocess.CompletedProcess[str]":
        return run("git", *words, cwd=search.root, home=tmp_path / "home")

    assert git("init", "-q").returncode == 0
    installed = run(sys.executable, "-m", "pre_commit", "install", cwd=search.root, home=tmp_path / "home")
    assert installed.returncode == 0, installed.stdout
    git("add", "-A")
    stopped = git("commit", "-m", "Prep")
    assert stopped.returncode == 1
    said = stopped.stdout + stopped.stderr
    for line in (TWO, ONE):
        assert f"{PREP}:{line}:" in said
    assert "files were modified by this hook" not in said
    confirm(search, Wanted(f"{NAME}:{TWO}", by="Ada"))
    confirm(search, Wanted(f"{NAME}:{ONE}", by="Ada"))
    git("add", "-A")
    done = git("commit", "-m", "Prep, and what I confirm")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "prepsite check" in done.stdout + done.stderr
    assert git("status", "--porcelain").stdout == ""
