"""Pages drawn one by one are those of a clean build: served after any edits, built into a folder as it is.

The servers are the real ones, over HTTP; a clean build is MkDocs's own, of all pages, into an empty folder.
"""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from prepsite.app.reports import CheckReport
from prepsite.app.rereading import Rereading
from prepsite.cli.root import command_line
from prepsite.site.reading import Reader
from prepsite.vault.layout import Workspace

pytestmark = pytest.mark.journey

DEMO = Path(__file__).parents[2] / "vault"
PATIENCE = 30.0
SETTINGS = "site_name: Interview prep\ntheme:\n  name: material\nplugins:\n  - search\n  - prepsite\n"
# A hook may want to see each page, so that everything is left to MkDocs.
HOOK = "hooks:\n  - nothing.py\n"
_POLICY = re.compile(rb'\n    <meta http-equiv="Content-Security-Policy"[^>]*>')
_RELOADING = re.compile(rb"<script>\nvar livereload = .*?</script>", re.DOTALL)
_EPOCH = re.compile(rb"\nlivereload\((\d+), \d+\);")

Bytes = Mapping[str, bytes]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Return a copy of a part of the demo's search, all of whose prep is written, without the handbook."""
    folder = tmp_path / "search"
    shutil.copytree(DEMO, folder / "vault", ignore=shutil.ignore_patterns("kestrel-*", "mossbach-*"))
    (folder / "docs").mkdir()
    (folder / "docs/own.md").write_text("# A page of mine\n\nSee [the bank](questions/index.md).\n")
    (folder / "mkdocs.yml").write_text(SETTINGS)
    (folder / "nothing.py").write_text("def on_pre_build(config): pass\n")
    return folder


def run(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def files_of(site: Path) -> Bytes:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".gz"
    }


def clean_build(folder: Path, to: Path, url: str = "") -> Bytes:
    """Return what MkDocs builds of a search, to be found at `url`, when all is left to it."""
    shutil.rmtree(to, ignore_errors=True)
    # A copy, as a server would see what is changed here.
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("site"))
    with (to / "mkdocs.yml").open("a") as settings:
        settings.write(HOOK + (f"site_url: {url}\n" if url else ""))
    run(to, "mkdocs", "build", "-q")
    return files_of(to / "site")


def differing(found: Bytes, wanted: Bytes) -> list[str]:
    return sorted(
        [*(f"lacks {uri}" for uri in wanted.keys() - found.keys())]
        + [f"has {uri}" for uri in found.keys() - wanted.keys()]
        + [f"differs: {uri}" for uri in found.keys() & wanted.keys() if found[uri] != wanted[uri]]
    )


@dataclass(frozen=True)
class Served:
    """A running server, and the search that it serves."""

    folder: Path
    url: str

    def read(self, uri: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/{uri}", timeout=PATIENCE) as answer:  # noqa: S310 - loopback
            return bytes(answer.read())

    def epoch(self) -> int:
        found = _EPOCH.search(self.read("own.html"))
        assert found, "no live reload"
        return int(found[1])

    def edit(self, change: Callable[[], object], done: list[object] | None = None) -> None:
        """Change files, and wait until the server tells a browser that there is something new."""
        before = self.epoch()
        told = change()
        if done is not None:
            done.append(told)
        end = time.monotonic() + PATIENCE
        while self.epoch() <= before:
            assert time.monotonic() < end, f"the server saw no edit: {done}"
            time.sleep(0.05)

    def compared_to(self, wanted: Bytes) -> list[str]:
        """Return what is served otherwise than a clean build has it, but for what only one of them needs."""
        found: dict[str, bytes] = {}
        for uri in wanted:
            try:
                found[uri] = _RELOADING.sub(b"", self.read(uri))
            except urllib.error.HTTPError:
                continue
        return differing(found, {uri: _POLICY.sub(b"", content) for uri, content in wanted.items()})


@contextmanager
def served(folder: Path, log: Path, *command: str) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, address],
            cwd=folder,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=out,
            stderr=out,
        )
        try:
            server = Served(folder, f"http://{address}")
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    server.read("index.html")
                    break
                except OSError:
                    assert time.monotonic() < end, log.read_text()
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


class Editor:
    """Edits a search as people do, by dice; each call changes something that a server can see."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self._folder = folder
        self._vault = folder / "vault"
        self._dice = dice
        self._count = 0

    def edit(self) -> str:
        """Do one thing; return what, for the message of a test that fails."""
        self._count += 1
        names = [name for name in dir(self) if name.startswith("_do_")]
        name = self._dice.choice(names)
        getattr(self, name)()
        return name

    def _any(self, pattern: str) -> Path | None:
        found = sorted(self._vault.glob(pattern))
        return self._dice.choice(found) if found else None

    def _append(self, pattern: str) -> None:
        file = self._any(pattern) or self._vault / "profile.md"
        file.write_text(f"{file.read_text().rstrip()}\n\nA new sentence, number {self._count}.\n")

    def _replace(self, pattern: str, old: str, new: str) -> None:
        file = self._any(pattern) or self._vault / "profile.md"
        found = re.sub(old, new, file.read_text(), count=1, flags=re.MULTILINE)
        file.write_text(f"{found.rstrip()}\n\nNumber {self._count}.\n")

    def _do_prep(self) -> None:
        self._append("applications/*/interviews/*/prep.md")

    def _do_base_prep(self) -> None:
        self._append("applications/*/prep.md")

    def _do_interview(self) -> None:
        self._append("applications/*/interviews/*/interview.md")

    def _do_notes(self) -> None:
        self._append("applications/*/interviews/*/notes.md")

    def _do_project(self) -> None:
        self._replace("projects/*.md", r"^title: .*$", f"title: Project number {self._count}")

    def _do_fact(self) -> None:
        self._append("facts.md")

    def _do_profile(self) -> None:
        self._append("profile.md")

    def _do_posting(self) -> None:
        self._append("applications/*/job.md")

    def _do_company(self) -> None:
        self._replace("applications/*/application.md", r"^company: .*$", f"company: Company {self._count}")

    def _do_status(self) -> None:
        status = self._dice.choice(("scheduled", "completed", "cancelled"))
        self._replace("applications/*/interviews/*/interview.md", r"^status: \w+$", f"status: {status}")
        self._append("applications/*/application.md")

    def _do_remove_prep(self) -> None:
        if file := self._any("applications/*/interviews/*/prep.md"):
            file.unlink()
        self._append("profile.md")

    def _do_remove_notes(self) -> None:
        if file := self._any("applications/*/interviews/*/notes.md"):
            file.unlink()
        self._append("profile.md")

    def _do_new_round(self) -> None:
        for application in sorted((self._vault / "applications").iterdir())[:1]:
            folder = application / f"interviews/round-{self._count}"
            folder.mkdir(parents=True)
            (folder / "interview.md").write_text("---\nstage: panel\nstatus: scheduled\n---\n\nNew.\n")

    def _do_rename_round(self) -> None:
        if folder := self._any("applications/*/interviews/*"):
            folder.rename(folder.with_name(f"renamed-{self._count}"))
        self._append("profile.md")

    def _do_break(self) -> None:
        self._replace("applications/*/interviews/*/interview.md", "stage:", "stge:")

    def _do_mend(self) -> None:
        for file in self._vault.glob("applications/*/interviews/*/interview.md"):
            file.write_text(file.read_text().replace("stge:", "stage:", 1))
        self._append("profile.md")

    def _do_private(self) -> None:
        self._replace("applications/*/interviews/*/notes.md", r"\A---$", "---\nprivate: true")
        self._append("profile.md")

    def _do_attach(self) -> None:
        if file := self._any("applications/*/application.md"):
            attached = file.with_name("files") / f"plan-{self._count}.txt"
            attached.parent.mkdir(exist_ok=True)
            attached.write_text(f"The plan {self._count}.\n")
            file.write_text(f"{file.read_text().rstrip()}\n\n[The plan](files/{attached.name}).\n")

    def _do_settings(self) -> None:
        day = f"2026-03-{self._dice.randint(10, 28)}"
        (self._vault / "prepsite.yml").write_text(
            f"writer: offline\ntimezone: Europe/Berlin\ntoday: {day}\n# {self._count}\n"
        )

    def _do_own_page(self) -> None:
        (self._folder / "docs" / f"own-{self._count}.md").write_text(f"# Own page {self._count}\n")

    def _do_theme(self) -> None:
        (self._folder / "templates/assets").mkdir(parents=True, exist_ok=True)
        (self._folder / "templates/assets/access.css").write_text(f"/* {self._count} */\n")


@pytest.mark.parametrize(("server", "seed"), [("prepsite", 1), ("mkdocs", 2)])
def test_what_is_served_after_any_edits_is_what_a_clean_build_has(
    server: str, seed: int, demo: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    command = ("prepsite", "serve", "--address") if server == "prepsite" else ("mkdocs", "serve", "-q", "-a")
    rounds, edits = request.config.getoption("--incremental-rounds"), 5
    editor = Editor(demo, random.Random(seed))  # noqa: S311
    with served(demo, tmp_path / "log", *command) as running:
        assert running.compared_to(clean_build(demo, tmp_path / "clean", running.url)) == []
        for _ in range(rounds):
            done: list[object] = []
            for _ in range(edits):
                running.edit(editor.edit, done)
                # Some pages are drawn in between, and have to be drawn again where they must.
                running.read("questions/index.html")
            wanted = clean_build(demo, tmp_path / "clean", running.url)
            assert (done, running.compared_to(wanted)) == (done, [])


def test_a_page_that_is_gone_is_not_served_any_more(demo: Path, tmp_path: Path) -> None:
    with served(demo, tmp_path / "log", "prepsite", "serve", "--address") as running:
        uri = "applications/lindquell-engineering-lead/interview-prep/recruiter-screen/index.html"
        assert running.read(uri)
        folder = demo / "vault/applications/lindquell-engineering-lead/interviews/recruiter-screen"
        running.edit(lambda: shutil.rmtree(folder))
        with pytest.raises(urllib.error.HTTPError):
            running.read(uri)


def test_an_edit_after_a_failed_build_does_not_hide_what_failed(demo: Path, tmp_path: Path) -> None:
    theme = demo / "templates/theme/main.html"
    theme.parent.mkdir(parents=True)
    profile = demo / "vault/profile.md"

    def home(running: Served) -> str:
        try:
            return running.read("index.html").decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def wait_for(running: Served, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in home(running):
            assert time.monotonic() < end, home(running)[:500]
            time.sleep(0.1)

    with served(demo, tmp_path / "log", "prepsite", "serve", "--address") as running:
        theme.write_text("{% extends 'prepsite.html' %}{% block content %}{{ nowhere(")
        wait_for(running, "can't be built")
        profile.write_text(profile.read_text() + "\nOne more sentence.\n")
        # Long enough for the edit to be seen, and acted on.
        for _ in range(10):
            assert "can't be built" in home(running)
            time.sleep(0.2)
        theme.unlink()
        wait_for(running, "Next interviews")


def test_a_large_vault_is_shown_before_it_is_checked_and_then_as_a_clean_build_has_it(
    demo: Path, tmp_path: Path
) -> None:
    for number in range(12):
        folder = demo / f"vault/applications/again-{number:02d}"
        shutil.copytree(demo / "vault/applications/lindquell-engineering-lead", folder)
    reader = Reader(Workspace.at(demo))
    shutil.rmtree(demo / ".prepsite", ignore_errors=True)
    assert reader.look().is_provisional
    reader.close()
    prep = demo / "vault/applications/again-03/prep.md"
    project = demo / "vault/projects/dispatch-rollback.md"
    with served(demo, tmp_path / "log", "prepsite", "serve", "--address") as running:
        assert b"prepsite-provisional" in running.read("index.html")
        for file, page in (
            (prep, "applications/again-03/interview-prep/index.html"),
            (project, "projects/dispatch-rollback/index.html"),
        ):
            # Shown at once, whatever is being checked.
            file.write_text(f"{file.read_text('utf-8')}\nA word {file.stem}.\n", "utf-8")
            _wait(running, page, partial(_says, f"A word {file.stem}"))
            assert b"prepsite-provisional" in running.read(page)
            _wait(running, page, lambda html: "prepsite-provisional" not in html)
            wanted = clean_build(demo, tmp_path / file.stem, running.url)
            assert running.compared_to(wanted) == []
    shown = reader.read()
    reader.rest(of_all=True)
    assert not shown.is_provisional
    again = reader.read(())
    assert [(each.uri, each.key) for each in again.site.listed] == [
        (each.uri, each.key) for each in shown.site.listed
    ]
    assert again.problems == shown.problems


def _says(words: str, html: str) -> bool:
    return words in html


def _wait(running: Served, page: str, until: Callable[[str], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not until(running.read(page).decode()):
        assert time.monotonic() < end, "it never comes"
        time.sleep(0.05)


def test_what_was_judged_is_kept_before_the_server_is_killed(demo: Path, tmp_path: Path) -> None:
    prep = demo / "vault/applications/lindquell-engineering-lead/prep.md"
    with served(demo, tmp_path / "log", "prepsite", "serve", "--address") as running:
        parts = demo / ".prepsite/parts"
        before = {file.name: file.read_bytes() for file in parts.glob("*.part")}
        running.edit(lambda: prep.write_text(prep.read_text("utf-8") + "\nOne more line.\n", "utf-8"))
        end = time.monotonic() + PATIENCE
        while {file.name: file.read_bytes() for file in parts.glob("*.part")} == before:
            assert time.monotonic() < end, "nothing is kept"
            time.sleep(0.1)


def test_a_built_site_is_brought_up_to_date_and_equals_a_clean_build(demo: Path, tmp_path: Path) -> None:
    site, editor = demo / "site", Editor(demo, random.Random(3))  # noqa: S311
    run(demo, "prepsite", "build")
    assert differing(files_of(site), clean_build(demo, tmp_path / "clean")) == []
    for _ in range(2):
        done = [editor.edit() for _ in range(6)]
        run(demo, "prepsite", "build")
        assert (done, differing(files_of(site), clean_build(demo, tmp_path / "clean"))) == (done, [])


def written(site: Path, before: Mapping[Path, int]) -> set[str]:
    """Return the pages that were written since."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if before.get(path) != path.stat().st_mtime_ns
    }


def times(site: Path) -> Mapping[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}


def test_a_build_writes_only_what_an_edit_changed(demo: Path) -> None:
    site = demo / "site"
    run(demo, "prepsite", "build")
    before = times(site)
    run(demo, "prepsite", "build")
    assert written(site, before) == set()
    prep = demo / "vault/applications/nordhafen-lead-engineer/interviews/work-sample/prep.md"
    prep.write_text(prep.read_text() + "\nOne more sentence at the end.\n")
    run(demo, "prepsite", "build")
    changed = written(site, before)
    folder = "applications/nordhafen-lead-engineer"
    assert f"{folder}/interview-prep/work-sample/index.html" in changed
    assert not any(uri.startswith("applications/lindquell") for uri in changed), changed
    assert "questions/index.html" not in changed


def test_a_build_reads_the_vault_once_unless_it_wrote_something(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    report = Rereading.report

    def reporting(self: Rereading, changed: Collection[Path] | None = None) -> CheckReport:
        asked.append(changed)
        return report(self, changed)

    monkeypatch.setattr(Rereading, "report", reporting)

    def build() -> list[object]:
        asked.clear()
        done = CliRunner().invoke(command_line, ["--root", str(demo), "build"])
        assert done.exit_code == 0, done.output
        return list(asked)

    build()
    assert build() == [None, ()]
    prep = demo / "vault/applications/lindquell-engineering-lead/interviews/team-panel/prep.md"
    prep.unlink()
    assert build()[-1] is None
    assert prep.is_file()
    assert build() == [None, ()]


def test_what_stands_beside_a_page_in_the_navigation_is_drawn_anew(demo: Path, tmp_path: Path) -> None:
    site, applications = demo / "site", demo / "vault/applications"
    run(demo, "prepsite", "build")
    before = times(site)
    file = applications / "lindquell-engineering-lead/application.md"
    file.write_text(re.sub("^company: .*$", "company: Fennick", file.read_text(), flags=re.MULTILINE))
    run(demo, "prepsite", "build")
    assert "applications/nordhafen-lead-engineer/index.html" in written(site, before)
    assert differing(files_of(site), clean_build(demo, tmp_path / "clean")) == []


def test_what_pages_are_drawn_with_makes_them_anew(demo: Path, tmp_path: Path) -> None:
    site = demo / "site"
    run(demo, "prepsite", "build")
    changes: list[Callable[[], object]] = [
        lambda: (demo / "mkdocs.yml").write_text(SETTINGS.replace("Interview", "My")),
        lambda: _override(demo, "theme/partials/copyright.html", "<p>Mine</p>"),
        lambda: _override(demo, "pages/project.md.j2", "# Mine\n"),
    ]
    for change in changes:
        before = files_of(site)
        change()
        run(demo, "prepsite", "build")
        after = files_of(site)
        assert before["projects/log-redaction/index.html"] != after["projects/log-redaction/index.html"]
    assert differing(after, clean_build(demo, tmp_path / "clean")) == []


def test_of_many_applications_a_new_title_is_drawn_where_it_shows(demo: Path, tmp_path: Path) -> None:
    applications, site = demo / "vault/applications", demo / "site"
    for number in range(12):
        folder = applications / f"mossbach-{number:02d}"
        shutil.copytree(DEMO / "applications/mossbach-platform-engineer", folder)
        shutil.rmtree(folder / "interviews")
    run(demo, "prepsite", "build")
    before = times(site)
    file = applications / "mossbach-05/application.md"
    file.write_text(re.sub("^company: .*$", "company: Fennick Tariff", file.read_text(), flags=re.MULTILINE))
    run(demo, "prepsite", "build")
    changed = written(site, before)
    assert differing(files_of(site), clean_build(demo, tmp_path / "clean")) == []
    assert "applications/mossbach-05/index.html" in changed
    assert "applications/mossbach-01/index.html" not in changed
    assert "applications/mossbach-09/interview-prep/index.html" not in changed
    assert "applications/mossbach-05/interview-prep/index.html" in changed


def _override(search: Path, name: str, text: str) -> None:
    file = search / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(text)


def test_a_file_of_the_site_that_somebody_touched_is_written_again(demo: Path, tmp_path: Path) -> None:
    run(demo, "prepsite", "build")
    site = demo / "site"
    wanted = files_of(site)
    page = site / "questions/index.html"
    times_of = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Question", b"Quesxion"))
    os.utime(page, ns=(times_of.st_atime_ns, times_of.st_mtime_ns))
    (site / "projects/index.html").unlink()
    (site / "left-over.html").write_text("old")
    (site / "index.html").unlink()
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text("not ours")
    (site / "index.html").symlink_to(elsewhere)
    (site / ".kept").write_text("hidden")
    run(demo, "prepsite", "build")
    assert differing(files_of(site), {**wanted, ".kept": b"hidden"}) == []
    assert elsewhere.read_text() == "not ours"


def test_two_builds_at_once_leave_one_whole_site(demo: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-m", "prepsite", "build"], cwd=demo, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [process.wait(timeout=300) for process in processes] == [0, 0]
    twice = files_of(demo / "site")
    shutil.rmtree(demo / "site")
    run(demo, "prepsite", "build")
    assert differing(twice, files_of(demo / "site")) == []


def test_search_finds_all_pages_in_the_order_of_the_site(demo: Path) -> None:
    run(demo, "prepsite", "build")
    index = json.loads((demo / "site/search/search_index.json").read_text())
    places = [entry["location"].partition("#")[0] for entry in index["docs"]]
    assert places[0] == "own.html"
    assert "questions/index.html" in places
    script = (demo / "site/search/search_index.js").read_text()
    assert json.loads(script.removeprefix("var __index = ")) == index
