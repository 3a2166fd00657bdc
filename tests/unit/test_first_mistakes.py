"""Mistakes that people make in their first ten minutes, and the line that tells each what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.create import NewInterview, new_interview
from prepsite.app.scaffold import init
from prepsite.errors import UsageError
from prepsite.vault.layout import Workspace

ROUND = "applications/example/interviews/technical-screen"
INTERVIEW = f"{ROUND}/interview.md"
APPLICATION = "applications/example/application.md"
POSTING = "applications/example/job.md"
PROJECT = "projects/example.md"
RESUME = "resumes/example.md"
PEOPLE = "  - name: Grace Example\n    title: Senior Engineer\n    team: Ordering"
CLOSING = """\
      - id: closing
        text: Brought the monthly closing from the tenth to the fourth.
        projects: [example]
"""
LIKE_A_TIME = "is not a time like 2026-03-15 10:30 or 2026-03-15T10:30+01:00"

Change = Callable[[Path], None]


def edit(path: str, old: str, new: str) -> Change:
    def change(vault: Path) -> None:
        text = (vault / path).read_text(encoding="utf-8")
        assert old in text
        (vault / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def put(path: str, content: str | bytes) -> Change:
    def change(vault: Path) -> None:
        (vault / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def move(old: str, new: str) -> Change:
    def change(vault: Path) -> None:
        (vault / new).parent.mkdir(parents=True, exist_ok=True)
        (vault / old).rename(vault / new)

    return change


def at(said: str) -> Change:
    return edit(INTERVIEW, "2026-02-20 10:30", said)


MISTAKES: dict[str, tuple[Change, str]] = {
    "a date with dots": (
        at("12.03.2026 14:00"),
        f"{INTERVIEW}:13:15: error: scheduled_at: '12.03.2026 14:00' {LIKE_A_TIME}; write 2026-03-12 14:00",
    ),
    "a date with slashes": (
        at("03/12/2026 2:30 PM"),
        (
            f"{INTERVIEW}:13:15: error: scheduled_at: '03/12/2026 2:30 PM' {LIKE_A_TIME}; "
            "write 2026-12-03 14:30 or 2026-03-12 14:30, as you mean it"
        ),
    ),
    "a date in words": (
        at("Friday, 13 March 2026, 9am"),
        (
            f"{INTERVIEW}:13:15: error: scheduled_at: 'Friday, 13 March 2026, 9am' {LIKE_A_TIME}; "
            "write 2026-03-13 09:00"
        ),
    ),
    "a date without its year": (
        at("Friday 13 March, 10:30"),
        (
            f"{INTERVIEW}:13:15: error: scheduled_at: 'Friday 13 March, 10:30' {LIKE_A_TIME}; "
            "write it in numbers, with its year"
        ),
    ),
    "a day without a time": (
        at("2026-02-20"),
        (
            f"{INTERVIEW}:13:15: error: scheduled_at: '2026-02-20' {LIKE_A_TIME}; "
            "add the time of day, like 2026-02-20 10:30, or leave the line out until you know it"
        ),
    ),
    "a zone by its name": (
        at("2026-02-20 10:30 CET"),
        (
            f"{INTERVIEW}:13:15: error: scheduled_at: '2026-02-20 10:30 CET' {LIKE_A_TIME}; "
            "write 2026-02-20 10:30, and behind it the zone's offset, like +01:00, "
            "where it isn't the vault's zone"
        ),
    ),
    "a day with dots": (
        edit(APPLICATION, "applied_on: 2026-02-02", "applied_on: 2.3.2026"),
        f"{APPLICATION}:12:13: error: applied_on: '2.3.2026' is not a day like 2026-03-15; write 2026-03-02",
    ),
    "a month in words": (
        edit(PROJECT, "start: 2022-04", "start: April 2022"),
        (
            f"{PROJECT}:7:8: error: start: 'April 2022' is not a date like 2021, 2021-03 or 2021-03-15; "
            "write 2022-04"
        ),
    ),
    "an end that is now": (
        edit(RESUME, "end: present", "end: now"),
        (
            f"{RESUME}:12:10: error: roles.end: 'now' is not a date like 2021, 2021-03 or 2021-03-15, or "
            "present; "
            "write present"
        ),
    ),
    "a length by the clock": (
        edit(INTERVIEW, "duration: 1h", "duration: 1:30"),
        f"{INTERVIEW}:14:11: error: duration: '1:30' is not a duration like 45, 45 min, 1h or 1h30; write 1h30",
    ),
    "tabs": (
        edit(INTERVIEW, "    title: Senior", "\ttitle: Senior"),
        f"{INTERVIEW}:10:1: error: there is a tab in the indentation; indent with spaces",
    ),
    "a colon in a title": (
        edit(PROJECT, 'title: "Example: invoices without retyping"', "title: Example: invoices"),
        (
            f"{PROJECT}:4:15: error: a colon and a space inside a value start a new field; "
            "put the whole value in quotes"
        ),
    ),
    "curly quotes around a colon": (
        edit(PROJECT, 'title: "Example: invoices without retyping"', "title: “Example: invoices”"),
        (
            f"{PROJECT}:4:16: error: a colon and a space inside a value start a new field; "
            "put the whole value in quotes"
        ),
    ),
    "no line that closes": (
        edit(PROJECT, "had some all along.\n---\n", "had some all along.\n"),
        (
            f"{PROJECT}:1:1: error: the front matter is opened here but never closed; "
            "put a line --- below the last field"
        ),
    ),
    "a dash that an editor made of three hyphens": (
        edit(INTERVIEW, "---\nstage", "—\nstage"),
        f"{INTERVIEW}:1:1: error: the first line is not exactly ---; write three hyphens and nothing else",
    ),
    "no line that opens": (
        edit(INTERVIEW, "---\nstage", "stage"),
        (
            f"{INTERVIEW}:1:1: error: the line --- that opens the front matter is missing; "
            "put a line --- above the first key"
        ),
    ),
    "a stage misspelt": (
        edit(INTERVIEW, "stage: technical_screen", "stage: techincal-screen"),
        f"{INTERVIEW}:2:8: error: stage: 'techincal-screen' is not a stage; did you mean technical_screen?",
    ),
    "a stage as people call it": (
        edit(INTERVIEW, "stage: technical_screen", "stage: Phone Screen"),
        f"{INTERVIEW}:2:8: error: stage: 'Phone Screen' is not a stage; did you mean recruiter_screen?",
    ),
    "a format by its make": (
        edit(INTERVIEW, "format: video_call", "format: Zoom"),
        f"{INTERVIEW}:5:9: error: format: 'Zoom' is not a format; did you mean video_call?",
    ),
    "a status as people call it": (
        edit(APPLICATION, "status: interviewing", "status: in progress"),
        (
            f"{APPLICATION}:6:9: error: status: 'in progress' is not an application status; "
            "did you mean interviewing?"
        ),
    ),
    "an interviewer as a text": (
        edit(
            INTERVIEW,
            f"interviewers:\n{PEOPLE}",
            "interviewers: Grace Example",
        ),
        (
            f"{INTERVIEW}:8:15: error: interviewers: should be a list; "
            "write `- name: Grace Example`, on the line below the key"
        ),
    ),
    "a list of names": (
        edit(
            INTERVIEW,
            "  - name: Grace Example\n    title: Senior Engineer\n    team: Ordering",
            "  - Grace Example",
        ),
        (
            f"{INTERVIEW}:9:5: error: interviewers: should be a block of `key: value` lines; "
            "write `- name: Grace Example`"
        ),
    ),
    "bullets as texts": (
        edit(RESUME, CLOSING, "      - Brought the closing to the fourth.\n"),
        (
            f"{RESUME}:18:9: error: roles.bullets: should be a block of `key: value` lines; "
            "write `- id: …` and, below it, `text: Brought the closing to the fourth.`"
        ),
    ),
    "one key too few": (
        edit(INTERVIEW, "interviewers:", "interviewer:"),
        f"{INTERVIEW}:8:1: error: interviewer: unknown key; did you mean interviewers?",
    ),
    "text where a list is wanted": (
        edit(PROJECT, "tools: [Python, PostgreSQL, Docker]", "tools: Python, PostgreSQL"),
        (
            f"{PROJECT}:20:8: error: tools: should be a list; "
            "write [Python, PostgreSQL], or an item a line, each after a hyphen"
        ),
    ),
    "a field of one's own": (
        edit(APPLICATION, "location: Leipzig", "salary: 70k\nlocation: Leipzig"),
        (
            f"{APPLICATION}:9:1: error: salary: unknown key; the keys here are private, company, role, status, "
            "resume, location, url, source, applied_on, closed_on, contacts; "
            "what fits none of them stands in the text below the front matter"
        ),
    ),
    "no space after a colon": (
        edit(INTERVIEW, "duration: 1h", "duration:1h"),
        f"{INTERVIEW}:14:1: error: there is no space after the colon on this line; put a space after it",
    ),
    "no space after a hyphen": (
        edit(PROJECT, "  - Typing an", "  -Typing an"),
        f"{PROJECT}:22:3: error: there is no space after the hyphen of this item; put a space after it",
    ),
    "items under stars": (
        edit(PROJECT, "  - Typing an", "  * Typing an"),
        f"{PROJECT}:22:3: error: an item of a list begins with a hyphen here; write - in place of *",
    ),
    "an item that is indented deeper": (
        edit(PROJECT, "  - I built an import", "    - I built an import"),
        (
            f"{PROJECT}:17:5: error: this line is indented deeper than the items above it, "
            "so it would be part of their text; line its hyphen up with the others"
        ),
    ),
    "a value that begins with a sign": (
        edit(PROJECT, 'unit: "%"', "unit: %"),
        f"{PROJECT}:29:11: error: a value can't begin with %; put the value in quotes",
    ),
    "a handle": (
        edit("profile.md", "name: Your Name", "name: @you"),
        "profile.md:3:7: error: a value can't begin with @; put the value in quotes",
    ),
    "a path in place of an id": (
        edit(APPLICATION, "resume: example", "resume: C:\\vault\\resumes\\example.md"),
        (
            f"{APPLICATION}:8:9: error: resume: 'C:\\\\vault\\\\resumes\\\\example.md' is not an id; "
            "write the name of its file alone: example"
        ),
    ),
    "a resume that isn't there": (
        edit(APPLICATION, "resume: example", "resume: backend"),
        (
            f"{APPLICATION}:8:9: error: resume: there is no resume 'backend'; the resumes are example; "
            "or write vault/resumes/backend.md"
        ),
    ),
    "a posting without front matter": (
        put(POSTING, "Backend Engineer\n\nWhat you will do\n"),
        (
            f"{POSTING}:1:1: error: the file has no front matter; "
            "begin it with two lines of ---; the text stands below them"
        ),
    ),
    "a posting inside of the front matter": (
        edit(
            POSTING,
            "---\n\nBackend Engineer (Leipzig, two days a week)\n",
            "Backend Engineer in Leipzig\n---\n",
        ),
        (
            f"{POSTING}:10:1: error: there is no colon after the key on this line; "
            "write `key: value`, or put a line --- above it where the text begins"
        ),
    ),
    "a posting as a web page": (
        put(POSTING, "<!DOCTYPE html>\n<html><body>Backend Engineer</body></html>\n"),
        (
            f"{POSTING}:1:1: error: this is a web page as a browser saves it, not text; put its words here, "
            "below two lines of ---; `prepsite new application --posting` reads it"
        ),
    ),
    "a posting in a file of its own": (
        put("applications/example/posting.txt", "Backend Engineer\n"),
        (
            "applications/example/posting.txt:1:1: warning: this is not read; "
            "put its text into job.md, below two lines of ---"
        ),
    ),
    "an empty file": (
        put(INTERVIEW, ""),
        (
            f"{INTERVIEW}:1:1: error: the file is empty; "
            "begin it with a line ---, then `stage: …`, then a line ---"
        ),
    ),
    "a Word document under another name": (
        put(RESUME, b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256))),
        (
            f"{RESUME}:1:1: error: the file is a Word document, or another packed file, not text; "
            "open it, and save its words as plain text"
        ),
    ),
    "a Word document beside": (
        put("resumes/resume.docx", b"PK\x03\x04"),
        (
            "resumes/resume.docx:1:1: warning: this is not a .md file, and is not read; "
            "write what it says into a .md file, and keep the document below an application's files/"
        ),
    ),
    "a hidden .txt": (
        move(PROJECT, "projects/example.md.txt"),
        (
            "projects/example.md.txt:1:1: warning: this is not a .md file, and is not read; "
            "rename it to example.md"
        ),
    ),
    "capitals and spaces": (
        move("applications/example", "applications/Example Ltd"),
        (
            "applications/Example Ltd:1:1: error: 'Example Ltd' is not an id: only lower-case letters, digits "
            "and hyphens are; rename it to example-ltd"
        ),
    ),
    "a round beside the folder of rounds": (
        move(ROUND, "applications/example/technical-screen"),
        (
            "applications/example/technical-screen:1:1: warning: this is not read; "
            "move it into the folder interviews beside it"
        ),
    ),
    "a round beside its application": (
        move(INTERVIEW, "applications/example/interview.md"),
        (
            "applications/example/interview.md:1:1: warning: this is not read; it is about one round: "
            "move it to interviews/NAME/interview.md, NAME being the round's"
        ),
    ),
    "a round as a file": (
        move(INTERVIEW, "applications/example/interviews/panel.md"),
        (
            "applications/example/interviews/panel.md:1:1: error: this is a file where a folder is needed; "
            "move it to panel/interview.md"
        ),
    ),
    "a resume in the vault's root": (
        put("resume.md", "---\ntitle: Mine\n---\n"),
        "resume.md:1:1: warning: this is not read; move it into resumes/",
    ),
    "a city for a zone": (
        edit("prepsite.yml", "timezone: UTC", "timezone: Berlin"),
        "prepsite.yml:24:11: error: timezone: 'Berlin' is not a time zone; did you mean Europe/Berlin?",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_first_mistake_is_told_where_it_is_and_what_to_do(tmp_path: Path, mistake: str) -> None:
    init(tmp_path)
    change, line = MISTAKES[mistake]
    change(tmp_path / "vault")
    told = [str(problem) for problem in check_vault(Workspace.at(tmp_path)).problems]
    assert f"vault/{line}" in told, "\n".join(told)


@pytest.mark.parametrize("said", ["1 hour", "1h", "60", "60 min", "90 minutes", "2 hours"])
def test_a_length_may_be_said_in_many_ways(tmp_path: Path, said: str) -> None:
    init(tmp_path)
    edit(INTERVIEW, "duration: 1h", f"duration: {said}")(tmp_path / "vault")
    told = [str(problem) for problem in check_vault(Workspace.at(tmp_path)).problems]
    assert not [line for line in told if INTERVIEW in line]


@pytest.mark.parametrize(
    ("stage", "when", "line"),
    [
        ("phone", None, "--stage: 'phone' is not a stage; did you mean recruiter_screen?"),
        ("panel", "12.03.2026 14:00", f"--at: '12.03.2026 14:00' {LIKE_A_TIME}; write 2026-03-12 14:00"),
    ],
)
def test_a_command_says_the_same(tmp_path: Path, stage: str, when: str | None, line: str) -> None:
    init(tmp_path)
    with pytest.raises(UsageError) as told:
        new_interview(Workspace.at(tmp_path), "example", NewInterview(stage, at=when))
    assert str(told.value) == line


def test_a_private_value_is_not_repeated(tmp_path: Path) -> None:
    init(tmp_path)
    edit(INTERVIEW, "2026-02-20 10:30", "12.03.2026 14:00\nprivate: true")(tmp_path / "vault")
    told = "\n".join(str(problem) for problem in check_vault(Workspace.at(tmp_path)).problems)
    assert LIKE_A_TIME in told
    assert "2026-03-12" not in told
    assert "12.03" not in told
