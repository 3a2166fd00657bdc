"""The main job, end to end: from an empty folder to a site with a job, a round and its prep."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError

import pytest

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]

POSTING = """Staff Engineer, Payments\r
\r
Acme moves money for small shops. We are 140 people in Lisbon and at home.\r
\r
What you will do\r
- Own the ledger, from schema to on-call\r
- Raise the bar for correctness with the team\r
\r
What we look for\r
- Five years with Python or Go in production\r
- PostgreSQL: migrations, locks, slow queries\r
- You explain trade-offs in plain words\r
"""
PROJECT = """---
title: Ledger cutover
employer: Fennhold
role: Senior Engineer
start: 2022-01
end: 2023-02
team_size: 5
my_part: led
problem_context: The old ledger locked its tables for minutes at the end of each month.
actions:
  - I wrote old and new ledger side by side and compared them every night.
  - I moved the entries month by month and kept a way back.
tools: [PostgreSQL, Python]
outcomes:
  - The month closes without a lock.
metrics:
  - name: longest lock
    before: 240
    after: 2
    unit: s
    how_measured: The database's lock log, three months before and after.
decisions:
  - choice: Comparing for six weeks before switching
    alternatives: [Switching over a weekend]
    why: A wrong entry costs more than a late one.
    trade_off: We paid for two systems for six weeks.
lessons:
  - I would compare sums a day earlier.
---
"""
RESUME = """---
title: Backend
summary: Backend engineer for ledgers.
roles:
  - id: fennhold
    employer: Fennhold
    title: Senior Engineer
    start: 2021-03
    end: present
    bullets:
      - id: ledger
        text: Led the ledger's move to a new schema; the longest lock fell from 240 s to 2 s.
        projects: [ledger-cutover]
skills: [PostgreSQL, Python]
---
"""


def run(prepsite: CommandLine, cwd: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run a command that must succeed and return what it printed."""
    done = prepsite(*arguments, cwd=cwd, stdin=stdin)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def made_by_commands(prepsite: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a job search by the commands alone, with a project and a resume typed in."""
    place = tmp_path_factory.mktemp("made")
    run(prepsite, place, "init", "search", "--no-example")
    folder = place / "search"
    run(prepsite, folder, "new", "project", "Ledger cutover")
    run(prepsite, folder, "new", "resume", "Backend")
    (folder / "vault/projects/ledger-cutover.md").write_text(PROJECT)
    (folder / "vault/resumes/backend.md").write_text(RESUME)
    application = ("new", "application", "--company", "Acme", "--role", "Staff Engineer", "--posting", "-")
    run(prepsite, folder, *application, stdin=POSTING.encode())
    round_ = ("new", "interview", "acme-staff-engineer", "--stage", "technical_screen")
    run(prepsite, folder, *round_, "--at", "2026-03-11 14:00", "--interviewer", "Ada Example, Staff Engineer")
    return folder


@pytest.fixture
def own_search(made_by_commands: Path, tmp_path: Path) -> Path:
    """Return a copy of that job search."""
    return Path(shutil.copytree(made_by_commands, tmp_path / "search", symlinks=True))


def test_from_an_empty_folder_to_a_site(prepsite: CommandLine, own_search: Path) -> None:
    assert run(prepsite, own_search, "check").splitlines()[-1].startswith("no problems")
    assert "missing" in run(prepsite, own_search, "plan")
    generated = run(prepsite, own_search, "generate")
    assert re.findall(r"^(\S+):", generated, re.MULTILINE) == [
        "acme-staff-engineer",
        "acme-staff-engineer/technical-screen",
    ]
    assert run(prepsite, own_search, "check").splitlines()[-1].startswith("no problems")
    assert run(prepsite, own_search, "generate") == "nothing is missing\n"

    last = run(prepsite, own_search, "build").strip().split("\n")[-1]
    assert last.endswith(str(own_search / "site" / "index.html"))
    pages = {p.relative_to(own_search / "site").as_posix(): p for p in (own_search / "site").rglob("*.html")}
    prep = pages["applications/acme-staff-engineer/interview-prep/index.html"].read_text(encoding="utf-8")
    for words in (
        "Own the ledger, from schema to on-call",
        "Predicted questions",
        "Ada Example",
        "Ledger cutover",
    ):
        assert words in prep
    assert "applications/acme-staff-engineer/interview-prep/technical-screen/index.html" in pages
    assert "Acme" in pages["index.html"].read_text(encoding="utf-8")

    run(prepsite, own_search, "export", "pages")
    exported = [path.read_text(encoding="utf-8") for path in (own_search / "pages").rglob("*.md")]
    assert any("Own the ledger, from schema to on-call" in text for text in exported)


def test_the_posting_is_kept_word_for_word_into_its_formatted_form(
    prepsite: CommandLine, own_search: Path
) -> None:
    job = (own_search / "vault/applications/acme-staff-engineer/job.md").read_bytes()
    assert b"\r" not in job
    assert job.decode().endswith(POSTING.replace("\r\n", "\n"))
    run(prepsite, own_search, "generate", "--base")
    assert not (
        own_search / "vault/applications/acme-staff-engineer/interviews/technical-screen/prep.md"
    ).exists()
    prep = (own_search / "vault/applications/acme-staff-engineer/prep.md").read_text(encoding="utf-8")
    for word in ("Lisbon", "migrations", "trade-offs"):
        assert word in prep


def test_building_keeps_every_hand_edit(prepsite: CommandLine, own_search: Path) -> None:
    run(prepsite, own_search, "generate")
    prep = own_search / "vault/applications/acme-staff-engineer/interviews/technical-screen/prep.md"
    edited = prep.read_bytes() + b"\n## My own section\n\nNever lose this.\n"
    prep.write_bytes(edited)
    before = {path: path.read_bytes() for path in (own_search / "vault").rglob("*.md")}
    run(prepsite, own_search, "build")
    assert {path: path.read_bytes() for path in (own_search / "vault").rglob("*.md")} == before
    page = own_search / "site/applications/acme-staff-engineer/interview-prep/technical-screen/index.html"
    assert "Never lose this." in page.read_text(encoding="utf-8")


def test_stale_prep_is_written_anew_only_where_nobody_edited_it(
    prepsite: CommandLine, own_search: Path
) -> None:
    run(prepsite, own_search, "generate")
    project = own_search / "vault/projects/ledger-cutover.md"
    project.write_text(project.read_text().replace("after: 2\n", "after: 3\n"))
    prep = own_search / "vault/applications/acme-staff-engineer/interviews/technical-screen/prep.md"
    text = prep.read_text(encoding="utf-8")
    heading = "## Predicted questions\n"
    prep.write_text(text.replace(heading, heading + "\nAsk about the board first.\n"), encoding="utf-8")
    run(prepsite, own_search, "build")
    assert "Ask about the board first." in prep.read_text(encoding="utf-8")
    told = run(prepsite, own_search, "generate", "--stale")
    assert "proposed a new text beside your predicted_questions" in told
    assert "Ask about the board first." in prep.read_text(encoding="utf-8")


def test_what_fails_does_not_stop_the_rest(prepsite: CommandLine, own_search: Path) -> None:
    run(prepsite, own_search, "new", "application", "--company", "Bare", "--role", "Engineer", "--id", "bare")
    run(prepsite, own_search, "new", "interview", "bare", "--stage", "panel")
    done = prepsite("generate", cwd=own_search)
    assert done.returncode == 1
    assert re.search(r"^acme-staff-engineer/technical-screen: written", done.stdout, re.MULTILINE)
    assert re.search(r"^prepsite: bare: .*job\.md", done.stderr, re.MULTILINE)


def test_one_broken_file_never_blanks_the_site(prepsite: CommandLine, own_search: Path) -> None:
    (own_search / "vault/applications/acme-staff-engineer/company.md").write_text("---\nstatements: [\n---\n")
    (own_search / "vault/projects/latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    done = prepsite("check", cwd=own_search)
    assert done.returncode == 1
    assert "vault/projects/latin.md:2:" in done.stdout
    assert "vault/applications/acme-staff-engineer/company.md:2:" in done.stdout
    prepsite("build", cwd=own_search)
    page = own_search / "site/applications/acme-staff-engineer/interview-prep/technical-screen/index.html"
    assert "Ledger cutover" in page.read_text(encoding="utf-8")
    everything = "".join(path.read_text(encoding="utf-8") for path in (own_search / "site").rglob("*.html"))
    assert "vault/projects/latin.md" in everything
    shutil.rmtree(own_search / "site")
    strict = prepsite("build", "--strict", cwd=own_search)
    assert strict.returncode == 1
    assert not (own_search / "site").exists()


def test_nothing_is_published_but_pages_made_from_the_vault(prepsite: CommandLine, own_search: Path) -> None:
    for name in ("evil.html", "secrets.yaml", "files/offer.pdf"):
        target = own_search / "vault/applications/acme-staff-engineer" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text("SECRET-IN-A-FILE")
    prepsite("build", cwd=own_search)
    published = [path for path in (own_search / "site").rglob("*") if path.is_file()]
    assert len(published) > 20
    assert not [path for path in published if b"SECRET-IN-A-FILE" in path.read_bytes()]


def test_the_example_builds_at_once(prepsite: CommandLine, tmp_path: Path) -> None:
    run(prepsite, tmp_path, "init", "search")
    run(prepsite, tmp_path / "search", "build", "--strict", "--site-dir", "public")
    page = tmp_path / "search/public/applications/example/interview-prep/technical-screen/index.html"
    assert "PostgreSQL" in page.read_text(encoding="utf-8")
    assert not (tmp_path / "search/site").exists()


def test_the_example_is_called_out_once_it_could_back_a_real_answer(
    prepsite: CommandLine, example_search: Path
) -> None:
    remove = "remove it: rm -r vault/*/example*"
    assert remove not in prepsite("generate", cwd=example_search).stderr
    application = ("new", "application", "--company", "Acme", "--role", "Engineer", "--posting", "-")
    assert remove in prepsite(*application, cwd=example_search, stdin=b"x").stderr
    assert remove in prepsite("generate", cwd=example_search).stderr
    subprocess.run(["sh", "-c", "rm -r vault/*/example*"], cwd=example_search, check=True)
    assert remove not in prepsite("build", cwd=example_search).stderr


def test_notes_ask_about_the_questions_that_were_predicted(prepsite: CommandLine, own_search: Path) -> None:
    run(prepsite, own_search, "generate")
    folder = own_search / "vault/applications/acme-staff-engineer/interviews/technical-screen"
    run(prepsite, own_search, "notes", "acme-staff-engineer/technical-screen")
    notes = (folder / "notes.md").read_text(encoding="utf-8")
    predicted = re.findall(r"^### \d+\. (.+)$", (folder / "prep.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert 3 <= len(predicted) <= 5
    assert notes.count("#   - text: ") == len(predicted)
    assert "\nquestions:" not in notes, "a predicted question must not count as asked"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _page(address: str, words: str, seconds: float = 60) -> bool:
    """Wait until the page at `address` holds `words`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                if words in answer.read().decode("utf-8"):
                    return True
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("generates", [True, False])
def test_serve_follows_edits_and_writes_only_where_it_may(
    prepsite: CommandLine, own_search: Path, *, generates: bool
) -> None:
    (own_search / "vault/prepsite.yml").write_text(f"serve:\n  generate: {str(generates).lower()}\n")
    run(prepsite, own_search, "generate")
    port = _free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "prepsite", "serve", "--address", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command,
        cwd=own_search,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    ) as process:
        try:
            assert _page(address, "Acme")
            run(prepsite, own_search, "new", "interview", "acme-staff-engineer", "--stage", "panel")
            prep = own_search / "vault/applications/acme-staff-engineer/interviews/panel/prep.md"
            page = f"{address}applications/acme-staff-engineer/interview-prep/panel/index.html"
            if generates:
                assert _page(page, "Predicted questions")
                assert prep.exists()
            else:
                assert _page(page, "prepsite generate acme-staff-engineer/panel")
                assert not prep.exists()
        finally:
            process.send_signal(signal.SIGINT)
            shown = process.communicate(timeout=20)[0].decode("utf-8")
    assert process.returncode == 130, shown
    assert "Traceback" not in shown
