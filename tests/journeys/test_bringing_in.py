"""A resume and a posting come in by the real command line, and first mistakes are told well."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

RESUME = {
    "basics": {"name": "Ada Example", "label": "Engineer"},
    "work": [
        {"name": "Bruma", "position": "Engineer", "startDate": "2020", "highlights": ["Cut costs by 73%"]}
    ],
}
PAGE = """<!doctype html><html><head>
<title>Job Application for Platform Engineer at Quillon</title></head><body><nav>Home</nav>
<h1>Platform Engineer</h1><p><b>Location:</b> Leipzig</p><p>You run the platform.</p></body></html>"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]
pytestmark = pytest.mark.journey


def test_a_resume_and_a_posting_come_in(prepsite: Run, search: Path) -> None:
    resume = search / "resume.json"
    resume.write_text(json.dumps(RESUME), encoding="utf-8")
    dry = prepsite("import", "resume.json", "--dry-run", cwd=search)
    assert "would make vault/projects/cut-costs-73.md" in dry.stdout
    assert "nothing was written" in dry.stderr
    assert not (search / "vault/resumes/resume.md").exists()
    done = prepsite("import", "resume.json", cwd=search)
    assert done.returncode == 0
    assert "made vault/resumes/resume.md" in done.stdout
    assert "vault/projects/cut-costs-73.md: where does 73% come from?" in done.stdout
    (search / "page.txt").write_text(PAGE, encoding="utf-8")
    made = prepsite("new", "application", "--posting", "page.txt", cwd=search)
    assert made.returncode == 0, made.stderr
    assert "company: Quillon (in the page's title)" in made.stdout
    assert 'location: Leipzig (in the line "Location")' in made.stdout
    folder = search / "vault/applications/quillon-platform-engineer"
    assert "resume: resume" in (folder / "application.md").read_text(encoding="utf-8")
    assert (folder / "job.md").read_text(encoding="utf-8").endswith("You run the platform.\n")
    assert prepsite("check", cwd=search).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (("import", "nowhere.json"), b"", 2, "nowhere.json: there is no such file; check its name and folder"),
        (("import", "broken.json"), b"", 1, "broken.json:2:1: error: the { that opens here is never closed"),
        (
            ("import", "other.json"),
            b"",
            1,
            "other.json:1:1: error: the file is neither JSON Resume nor rendercv",
        ),
        (("import", "other.json", "--id", "A B"), b"", 1, "is neither"),
        (
            ("new", "application"),
            b"",
            2,
            "--company and --role are missing; say who is hiring for what, or give",
        ),
        (
            ("new", "application", "--company", "A", "--posting", "-"),
            b"We are a small company that looks for somebody.\n",
            2,
            "--posting -: the posting doesn't say the role in a way that can be told for sure; add --role",
        ),
        (("new", "application", "--posting", "nowhere.html"), b"", 2, "there is no such file; or paste it"),
        (("new", "application", "--posting", "-"), b"%PDF-1.7", 1, "the posting is a PDF, which can't be read"),
    ],
)
def test_first_mistakes_are_told_with_what_to_do(
    prepsite: Run, search: Path, arguments: tuple[str, ...], stdin: bytes, code: int, said: str
) -> None:
    (search / "broken.json").write_text('\n{"basics": {"name": "A"}', encoding="utf-8")
    (search / "other.json").write_text('{"hello": 1}', encoding="utf-8")
    done = prepsite(*arguments, cwd=search, stdin=stdin)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
