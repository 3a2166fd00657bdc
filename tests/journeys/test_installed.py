"""prepsite works however it came to be there: from a wheel, editable, in a clone of a search."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
REPOSITORY = Path(__file__).resolve().parents[2]


def _command(*arguments: str | Path, cwd: Path) -> str:
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INDEX": "1"}
    env.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(argument) for argument in arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release would, without a download."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, REPOSITORY)
    _command(*build, cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


def _environment(folder: Path) -> Path:
    """Make an environment that sees this one's packages, but not its prepsite; return its Python."""
    _command(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / "bin" / "python"
    purelib = Path(
        _command(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    # A folder named in a .pth file is searched, but the .pth files in it are not read: an editable
    # prepsite of this environment stays out of sight.
    (purelib / "outer.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return the `prepsite` of a fresh environment."""
    folder = tmp_path_factory.mktemp(str(request.param)) / "environment"
    python = _environment(folder)
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps")
    if request.param == "wheel":
        _command(*pip, wheel, cwd=folder)
    else:
        _command(*pip, "--no-build-isolation", "--editable", REPOSITORY, cwd=folder)
    where = _command(python, "-c", "import prepsite; print(prepsite.__file__)", cwd=folder)
    expected = folder if request.param == "wheel" else REPOSITORY / "src"
    assert Path(where.strip()).is_relative_to(expected)
    return folder / "bin" / "prepsite"


def test_the_wheel_holds_the_templates_and_no_vault(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    ours = {
        f"prepsite/templates/{path.relative_to(REPOSITORY / 'templates').as_posix()}"
        for path in (REPOSITORY / "templates").rglob("*")
        if path.is_file()
    }
    assert len(ours) > 30
    assert ours <= names
    assert "prepsite/py.typed" in names
    outside = [name for name in names if not name.startswith(("prepsite/", "prepsite-"))]
    assert outside == []


def test_an_installed_prepsite_makes_a_search_and_builds_its_site(
    prepsite: CommandLine, installed: Path, tmp_path: Path
) -> None:
    assert prepsite("init", "search", cwd=tmp_path, executable=installed).returncode == 0
    search = tmp_path / "search"
    assert (
        prepsite("check", "--strict", cwd=search, executable=installed)
        .stdout.splitlines()[-1]
        .startswith("no problems")
    )
    done = prepsite("build", cwd=search, executable=installed)
    assert done.returncode == 0, done.stderr
    page = search / "site/applications/example/interview-prep/technical-screen/index.html"
    assert "PostgreSQL" in page.read_text(encoding="utf-8")


def test_a_cloned_search_builds(prepsite: CommandLine, tmp_path: Path) -> None:
    assert prepsite("init", "search", cwd=tmp_path).returncode == 0
    search = tmp_path / "search"
    assert prepsite("generate", cwd=search).returncode == 0
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    _command(*git, "init", "-q", cwd=search)
    _command(*git, "add", "-A", cwd=search)
    _command(*git, "commit", "-q", "-m", "Begin", cwd=search)
    _command(*git, "clone", "-q", "search", "clone", cwd=tmp_path)
    clone = tmp_path / "clone"
    done = prepsite("build", "--strict", cwd=clone)
    assert done.returncode == 0, done.stderr
    assert (clone / "site/applications/example/interview-prep/technical-screen/index.html").is_file()
    assert _command(*git, "status", "--porcelain", cwd=clone) == "", "building must leave a clone clean"


def test_a_search_without_its_empty_folders_builds(prepsite: CommandLine, tmp_path: Path) -> None:
    assert prepsite("init", "search", "--no-example", cwd=tmp_path).returncode == 0
    search = tmp_path / "search"
    for folder in ("vault/projects", "vault/resumes", "vault/applications"):
        (search / folder).rmdir()
    assert prepsite("check", "--strict", cwd=search).stdout.splitlines()[-1].startswith("no problems")
    done = prepsite("build", cwd=search)
    assert done.returncode == 0, done.stderr
    assert (search / "site/index.html").is_file()
