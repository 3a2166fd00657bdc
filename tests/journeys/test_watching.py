"""The real `prepsite serve` beside git, editors and a writer: how often it builds, and how it ends.

A hook in mkdocs.yml, which MkDocs calls before each build, counts.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from many import DOCUMENTS_AN_APPLICATION, make_search, prep_of, slow_model
from model_server import serving
from prepsite.app.scaffold import init

pytestmark = pytest.mark.journey

PATIENCE = 30.0
# Longer than any time for which a change is held back, and than a heartbeat.
QUIET = 1.0
FILES = 500
HOOK = """import os

def on_pre_build(config):
    with open(os.environ["BUILDS"], "a") as file:
        file.write("built\\n")
"""


@dataclass(frozen=True)
class Served:
    """A running `prepsite serve`."""

    folder: Path
    url: str
    process: "subprocess.Popen[bytes]"
    counted: Path
    temporary: Path

    @property
    def builds(self) -> int:
        return self.counted.read_text().count("\n")

    def read(self, uri: str) -> str:
        try:
            with urllib.request.urlopen(f"{self.url}/{uri}", timeout=PATIENCE) as answer:  # noqa: S310 - loopback
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            return error.read().decode("utf-8")

    def wait_for(self, uri: str, text: str) -> str:
        found = ""

        def shown() -> bool:
            nonlocal found
            found = self.read(uri)
            return text in found

        wait_until(shown, f"{text!r} on {uri}")
        return found

    def builds_of(self, change: Callable[[], object]) -> int:
        """Return how many builds a change brings."""
        before = self.builds
        change()
        end = time.monotonic() + QUIET
        last = self.builds
        while time.monotonic() < end:
            if self.builds != last:
                last, end = self.builds, time.monotonic() + QUIET
            time.sleep(0.05)
        self.read("index.html")  # it answers once the last build is done
        return self.builds - before


def wait_until(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[Served]:
    """Serve a job search until the block ends."""
    count_builds(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    counted, temporary = folder.parent / "builds.txt", folder.parent / "temporary"
    counted.touch()
    temporary.mkdir()
    log = (folder.parent / "log.txt").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "prepsite", "serve", "--address", address],
        cwd=folder,
        env=os.environ | {"BUILDS": str(counted), "TMPDIR": str(temporary), **environment},
        stdout=log,
        stderr=log,
    )
    try:
        wait_until(lambda: b"serving http" in Path(log.name).read_bytes(), "the server")
        yield Served(folder, f"http://{address}", process, counted, temporary)
    finally:
        log.close()
        if process.poll() is None:
            process.kill()
            process.wait()


def count_builds(folder: Path) -> None:
    if not (folder / "count_builds.py").exists():
        (folder / "count_builds.py").write_text(HOOK)
        config = folder / "mkdocs.yml"
        config.write_text(f"{config.read_text()}hooks:\n  - count_builds.py\n")


def git(folder: Path, *arguments: str, check: bool = True) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.editor=true")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=check, capture_output=True)


def new_search(folder: Path) -> Path:
    init(folder, example=False)
    application = folder / "vault" / "applications" / "acme"
    (application / "files").mkdir(parents=True)
    (application / "application.md").write_text(
        "---\ncompany: Acme\nrole: Staff Engineer\nstatus: interviewing\n---\n"
    )
    (application / "job.md").write_text(
        "---\ncompany: Acme\ntitle: Staff Engineer\n---\nWhat we look for\n- Five years with Python\n"
    )
    return folder


def add_interview(folder: Path, name: str) -> Path:
    interview = folder / "vault" / "applications" / "acme" / "interviews" / name
    interview.mkdir(parents=True)
    (interview / "interview.md").write_text(
        "---\nstage: technical_screen\nformat: video_call\nfocus: [coding]\nstatus: scheduled\n---\n"
    )
    return interview / "prep.md"


def write_files(folder: Path, text: str) -> None:
    for number in range(FILES):
        path = folder / "vault" / "applications" / "acme" / "files" / f"note-{number:03}.txt"
        path.write_text(f"{text} {number}\n")


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a job search in git: branches `main` and `other` differ in 500 files."""
    folder = new_search(tmp_path_factory.mktemp("watching") / "search")
    count_builds(folder)
    git(folder, "init", "-q", "-b", "main")
    write_files(folder, "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "main")
    git(folder, "checkout", "-q", "-b", "other")
    write_files(folder, "other")
    git(folder, "commit", "-q", "-a", "-m", "other")
    git(folder, "checkout", "-q", "main")
    with served(folder) as running:
        yield running


def profile(search: Served) -> Path:
    return search.folder / "vault" / "profile.md"


def test_a_foreign_name_for_this_machine_is_refused(search: Served) -> None:
    request = urllib.request.Request(f"{search.url}/index.html", headers={"Host": "evil.example"})  # noqa: S310
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - loopback


def test_a_checkout_of_500_files_is_one_build(search: Served) -> None:
    assert search.builds_of(lambda: git(search.folder, "checkout", "-q", "other")) == 1
    assert search.builds_of(lambda: git(search.folder, "checkout", "-q", "main")) == 1


def test_git_status_reads_and_the_sites_own_files_are_no_build(search: Served) -> None:
    def look() -> None:
        os.utime(profile(search))  # so that git looks into the file and writes its index
        git(search.folder, "status")
        for path in sorted((search.folder / "vault").rglob("*.md")):
            path.read_bytes()
        (search.folder / ".prepsite").mkdir(exist_ok=True)
        (search.folder / ".prepsite" / "lock").touch()

    assert search.builds_of(look) == 0


def test_a_rebase_of_several_commits_is_one_build(search: Served) -> None:
    folder = search.folder

    def commit() -> None:
        for branch, names in (("upstream", ("u.txt",)), ("topic", ("a.txt", "b.txt", "c.txt"))):
            git(folder, "checkout", "-q", "-b", branch, "main")
            for name in names:
                (folder / "vault" / "applications" / "acme" / "files" / name).write_text(branch)
                git(folder, "add", "-A")
                git(folder, "commit", "-q", "-m", name)

    search.builds_of(commit)
    assert search.builds_of(lambda: git(folder, "rebase", "-q", "upstream")) == 1
    search.builds_of(lambda: git(folder, "checkout", "-q", "main"))


def test_a_merge_that_stops_is_shown_and_edits_are_followed(search: Served) -> None:
    folder, file = search.folder, profile(search)
    original = file.read_text()

    def diverge() -> None:
        for branch in ("left", "right"):
            git(folder, "checkout", "-q", "-b", branch, "main")
            file.write_text(original.replace("---\n", f"---\nheadline: {branch}\n", 1))
            git(folder, "commit", "-q", "-a", "-m", branch)

    search.builds_of(diverge)
    before = search.builds
    git(folder, "merge", "-q", "left", check=False)
    assert (folder / ".git" / "MERGE_HEAD").exists()
    assert search.builds == before, "built in the middle of the merge"
    wait_until(lambda: search.builds == before + 1, "the build of what the merge left")
    assert search.builds_of(lambda: file.write_text(original)) == 1
    search.builds_of(lambda: git(folder, "merge", "--abort"))
    search.builds_of(lambda: git(folder, "checkout", "-q", "-f", "main"))


def test_saves_by_editors_are_one_build_each(search: Served) -> None:
    file = profile(search)
    text = file.read_text()

    def like_vim() -> None:
        backup = file.with_name("profile.md~")
        swap = file.with_name(".profile.md.swp")
        swap.write_bytes(b"swap")
        (file.parent / "4913").touch()
        (file.parent / "4913").unlink()
        file.rename(backup)
        file.write_text(text)
        backup.unlink()
        swap.unlink()

    def atomically() -> None:
        other = file.with_name("profile.md.vsctmp")
        other.write_text(text)
        other.replace(file)

    assert search.builds_of(like_vim) == 1
    assert search.builds_of(lambda: file.write_text(text)) == 1
    assert search.builds_of(atomically) == 1


def test_an_interview_that_appears_gets_no_prep_unasked(search: Served) -> None:
    written: list[Path] = []
    assert search.builds_of(lambda: written.append(add_interview(search.folder, "screen"))) == 1
    assert "Technical screen" in search.read("applications/acme/index.html")
    assert not written[0].exists()


def test_whatever_fails_is_a_page_and_the_next_edit_goes_on(search: Served) -> None:
    theme = search.folder / "templates" / "theme" / "main.html"
    theme.parent.mkdir(parents=True, exist_ok=True)
    theme.write_text("{% extends 'prepsite.html' %}{% block content %}{{ nowhere(")
    for uri in ("index.html", "applications/acme/index.html"):
        page = search.wait_for(uri, "The site can't be built")
        assert "templates/theme/main.html:1: " in page
        assert "a template of the theme can&#x27;t be filled" in page
    theme.unlink()
    search.wait_for("applications/acme/index.html", "Staff Engineer")

    config = search.folder / "mkdocs.yml"
    text = config.read_text()
    config.write_text(f"{text}nonsense: [\n")
    search.wait_for("index.html", "The site can't be built")
    config.write_text(text)
    search.wait_for("index.html", "Acme")


def test_a_vault_that_is_replaced_is_shown_and_followed(search: Served) -> None:
    vault, old = search.folder / "vault", search.folder / "old"

    def replace() -> None:
        vault.rename(old)
        new_search(search.folder.parent / "another")
        (search.folder.parent / "another" / "vault").rename(vault)
        (vault / "applications" / "acme").rename(vault / "applications" / "other-one")

    assert search.builds_of(replace) >= 1
    search.wait_for("applications/other-one/index.html", "Acme")
    file = vault / "applications" / "other-one" / "application.md"
    assert search.builds_of(lambda: file.write_text(file.read_text().replace("Acme", "Borealis"))) == 1
    search.wait_for("applications/other-one/index.html", "Borealis")


# The last one with this server.
def test_ctrl_c_ends_it_and_leaves_nothing(search: Served) -> None:
    search.process.send_signal(signal.SIGINT)
    assert search.process.wait(10) == 130
    assert list(search.temporary.iterdir()) == []
    assert not list((search.folder / "vault").rglob("*.tmp"))


def test_an_interview_that_appears_is_one_build_with_its_prep(tmp_path: Path) -> None:
    folder = new_search(tmp_path / "search")
    git(folder, "init", "-q", "-b", "main")
    settings = folder / "vault" / "prepsite.yml"
    settings.write_text(settings.read_text().replace("generate: false", "generate: true"))
    with served(folder) as search:
        written: list[Path] = []
        assert search.builds_of(lambda: written.append(add_interview(folder, "screen"))) == 1
        assert written[0].exists()

        (folder / ".git" / "MERGE_HEAD").write_text("0" * 40)
        add_interview(folder, "panel")
        search.wait_for("applications/acme/interview-prep/panel/index.html", "Technical screen")
        prep = folder / "vault" / "applications" / "acme" / "interviews" / "panel" / "prep.md"
        assert not prep.exists(), "written in the middle of a merge"
        assert search.builds_of((folder / ".git" / "MERGE_HEAD").unlink) == 1
        assert prep.exists()

        search.process.send_signal(signal.SIGTERM)
        assert search.process.wait(10) == 143
        assert list(search.temporary.iterdir()) == []


def test_a_models_prep_shows_when_it_is_there_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    with serving(slow_model(0.3)) as server:
        make_search(folder, server, 1)
        settings = folder / "vault" / "prepsite.yml"
        settings.write_text(f"{settings.read_text()}serve:\n  generate: true\n")
        with served(folder, XDG_CONFIG_HOME=str(tmp_path / "config")) as search:
            wait_until(lambda: len(prep_of(folder)) == DOCUMENTS_AN_APPLICATION, "all prep")
            search.builds_of(lambda: None)
            assert search.builds_of((folder / "vault" / "profile.md").touch) == 0
            assert len(server.chats) == DOCUMENTS_AN_APPLICATION
            assert search.builds <= 1 + DOCUMENTS_AN_APPLICATION
            search.process.send_signal(signal.SIGINT)
            assert search.process.wait(10) == 130


def test_pages_are_served_while_a_model_thinks_and_ctrl_c_ends_both(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    with serving(slow_model(60)) as server:
        make_search(folder, server, 1)
        settings = folder / "vault" / "prepsite.yml"
        settings.write_text(f"{settings.read_text()}\nserve:\n  generate: true\n")
        with served(folder, XDG_CONFIG_HOME=str(tmp_path / "config")) as search:
            wait_until(lambda: bool(server.chats), "the writer to think")
            search.wait_for("index.html", "Applications")
            search.process.send_signal(signal.SIGINT)
            assert search.process.wait(15) == 130
        assert list(search.temporary.iterdir()) == []
        left = [path for path in (folder / "vault").rglob("*") if ".tmp" in path.name]
        assert left == []
        alive = subprocess.run(
            ["pgrep", "-f", f"prepsite.cli.filling {folder}"], capture_output=True, check=False
        )
        assert alive.stdout == b"", "the writer outlived the server"
