"""Strange files: each is reported once with its path, and the rest is read and built.

Root reads everything, so what is unreadable is read in a process of an ordinary user.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from prepsite.app.check import check_vault
from prepsite.app.plan import plan_vault
from prepsite.app.scaffold import init
from prepsite.core.plan import PlanState
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.vault import opening
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import read_text
from prepsite.vault.reader import read_vault

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from strange.files import STRANGE, Strange

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="most of these can't be made on Windows")

APPLICATION = "vault/applications/example"
SECONDS_OVER_THE_BASELINE = 10.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a job search with the example, which has no problem of its own."""
    folder = tmp_path / "search"
    init(folder)
    assert check_vault(Workspace.at(folder)).problems == ()
    return folder


def reported(root: Path) -> tuple[Problem, ...]:
    return check_vault(Workspace.at(root)).problems


@pytest.mark.parametrize("strange", STRANGE, ids=lambda strange: strange.name)
def test_a_strange_file_is_reported_once_and_the_rest_is_read(root: Path, strange: Strange) -> None:
    if not strange.make(root):
        pytest.skip("this system can't have such a file")
    found = reported(root)
    named = [problem for problem in found if problem.path == strange.reported]
    assert len(named) == (1 if strange.says else 0), found
    assert all(strange.says in str(problem) for problem in named)
    # Nothing else is wrong, but for what the file was needed for.
    assert {problem.path for problem in found} <= {strange.reported, *strange.also}
    vault = read_vault(Workspace.at(root))
    assert list(vault.applications["example"].interviews)
    assert "canary" not in repr(vault)


def test_all_of_them_at_once_and_the_site_is_built_in_time(
    tmp_path: Path, prepsite: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    took: dict[str, float] = {}
    for name in ("plain", "strange"):
        root = tmp_path / name
        init(root)
        expected = [each for each in STRANGE if each.alone and each.make(root)] if name == "strange" else []
        start = time.monotonic()
        done = prepsite("build", cwd=root)
        took[name] = time.monotonic() - start
        assert (root / "site/index.html").is_file(), done.stderr
        assert (root / "site/applications/example/index.html").is_file()
        assert "Traceback" not in done.stderr
        for strange in expected:
            told = [line for line in done.stderr.splitlines() if f"{strange.reported}:" in line]
            assert len(told) == (1 if strange.says else 0), (strange.name, told)
    assert took["strange"] - took["plain"] <= SECONDS_OVER_THE_BASELINE


def without_rights(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run code as somebody whom a file's rights bind: as root, without the capability to ignore them."""
    command = [sys.executable, "-c", code, *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture
def bound(root: Path) -> Iterator[Path]:
    """Return the job search; its rights are given back in the end."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root reads everything, and there is no setpriv to take that right away")
    yield root
    subprocess.run(["chmod", "-R", "u+rwX", str(root)], check=True)


PROBLEMS = """
import sys
from pathlib import Path
from prepsite.app.check import check_vault
from prepsite.vault.layout import Workspace
for problem in check_vault(Workspace.at(Path(sys.argv[1]))).problems:
    print(problem)
"""
COMMAND = """
import sys
from prepsite.cli import main
sys.argv = ["prepsite", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("vault/profile.md", "can't be read: permission denied"),
        ("vault/prepsite.yml", "can't be read: permission denied"),
        (f"{APPLICATION}/interviews", "can't be listed: permission denied"),
        (f"{APPLICATION}/interviews/recruiter-screen", "can't be listed: permission denied"),
        ("vault/resumes", "can't be listed: permission denied"),
        (f"{APPLICATION}/files", "can't be listed: permission denied"),
    ],
)
def test_what_may_not_be_read_is_reported_once(bound: Path, path: str, says: str) -> None:
    place = bound / path
    if path.endswith("files"):
        place.mkdir()
    place.chmod(0)
    done = without_rights(PROBLEMS, str(bound))
    assert done.returncode == 0, done.stderr
    named = [line for line in done.stdout.splitlines() if line.startswith(f"{path}:")]
    assert len(named) == 1, done.stdout
    assert says in named[0]


def test_a_vault_that_may_not_be_entered_stops_with_its_path(bound: Path) -> None:
    (bound / "vault").chmod(0)
    done = without_rights(COMMAND, "--root", str(bound), "check")
    assert done.returncode == 1, done.stderr
    assert "vault" in done.stdout + done.stderr
    assert "permission denied" in (done.stdout + done.stderr).lower()


def test_a_vault_that_may_not_be_written_is_checked_planned_and_built(bound: Path) -> None:
    for path in (bound / "vault", *(bound / "vault").rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    before = {path: path.read_bytes() for path in (bound / "vault").rglob("*") if path.is_file()}
    for command, code in (("check", 0), ("plan", 0), ("generate", 1), ("build", 1)):
        done = without_rights(COMMAND, "--root", str(bound), command)
        assert done.returncode == code, (command, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert (bound / "site/applications/example/index.html").is_file()
    after = {path: path.read_bytes() for path in (bound / "vault").rglob("*") if path.is_file()}
    assert after == before


def test_a_job_search_that_may_not_be_written_is_built_elsewhere(bound: Path, tmp_path: Path) -> None:
    for path in (bound, *bound.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    site = bound.parent / "site"
    site.mkdir()
    site.chmod(0o777)
    done = without_rights(COMMAND, "--root", str(bound), "build", "--site-dir", str(site))
    assert done.returncode == 1, done.stderr
    assert "can't be written" in done.stderr + done.stdout
    assert (site / "applications/example/index.html").is_file(), done.stderr


@contextmanager
def swapped(monkeypatch: pytest.MonkeyPatch, folder: Path, elsewhere: Path) -> Iterator[None]:
    """Swap a folder for a link right after it was listed."""
    true_listed = opening.listed

    def listed_then_swapped(place: str | Path, within: Path, *rest: Any) -> tuple[opening.Listed, ...]:
        found = true_listed(place, within, *rest)
        if Path(place) == folder and not folder.is_symlink():
            shutil.move(folder, folder.with_name("moved-away"))
            folder.symlink_to(elsewhere, target_is_directory=True)
        return found

    with monkeypatch.context() as patched:
        patched.setattr("prepsite.vault.folders.listed", listed_then_swapped)
        yield


@pytest.mark.parametrize("place", ["applications/example", "applications/example/interviews/recruiter-screen"])
def test_a_folder_swapped_for_a_link_after_listing_is_not_followed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = root / "vault" / place
    secret = tmp_path / "secret"
    shutil.copytree(folder, secret)
    for file in secret.rglob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("Ada", "canary"), encoding="utf-8")
    with swapped(monkeypatch, folder, secret):
        vault = read_vault(Workspace.at(root))
    assert "canary" not in repr(vault)
    assert any("became a link" in problem.message for problem in vault.problems)


def test_a_file_swapped_for_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("canary", encoding="utf-8")
    file = root / "vault/profile.md"
    file.unlink()
    file.symlink_to(secret)
    text, problems = read_text(file, "vault/profile.md", root / "vault")
    assert text is None
    assert "a link was put in its place" in problems[0].message


def test_no_file_stays_open_after_strange_ones(root: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux tells which files are open")
    for each in STRANGE:
        if each.alone:
            each.make(root)
    reported(root)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - paths of closed descriptors can't be made
    for _ in range(3):
        reported(root)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_vault_that_is_a_link_is_followed_and_told(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(root / "vault", elsewhere)
    (root / "vault").symlink_to(elsewhere, target_is_directory=True)
    (problem,) = reported(root)
    assert (problem.path, problem.severity) == ("vault", Severity.NOTICE)
    assert "is a link" in problem.message
    assert read_vault(Workspace.at(root)).applications["example"].interviews


def test_prep_that_cannot_be_read_is_not_written_anew(root: Path) -> None:
    prep = root / APPLICATION / "interviews/technical-screen/prep.md"
    prep.write_bytes("Café, as I keep it".encode("latin-1"))
    _, plan = plan_vault(Workspace.at(root))
    planned = plan.document("example", "technical-screen")
    assert planned is not None
    assert (planned.state, planned.path in planned.reason) == (PlanState.BLOCKED, True)


def test_a_vault_that_is_a_file_or_a_link_to_nothing_stops(
    root: Path, prepsite: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    shutil.rmtree(root / "vault")
    (root / "vault").write_text("mine", encoding="utf-8")
    done = prepsite("check", cwd=root)
    assert done.returncode == 1
    assert "there is no vault" in done.stderr
    with pytest.raises(PrepsiteError, match="this is a file"):
        read_vault(Workspace.at(root))
    (root / "vault").unlink()
    (root / "vault").symlink_to(root / "vault")
    done = prepsite("check", cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
