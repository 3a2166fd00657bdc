"""New files say what was typed, whatever was typed, and change nothing that exists."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prepsite.app.check import check_vault
from prepsite.app.create import (
    LARGEST_POSTING,
    NewApplication,
    NewInterview,
    decode_posting,
    new_application,
    new_interview,
    new_project,
    new_resume,
)
from prepsite.app.naming import derive_id, require_id, yaml_scalar
from prepsite.app.notes import new_notes
from prepsite.core.frontmatter import parse_front_matter
from prepsite.core.ids import slug, why_not_an_id
from prepsite.errors import PrepsiteError, UsageError
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

NASTY = (
    "NO",
    "null",
    "~",
    "1.10",
    "10:30",
    "2026-03-11",
    "a: b",
    "a #b",
    "#1",
    "- x",
    "[x]",
    "{x}",
    "'",
    '"',
    "\\",
    "*a",
    "&a",
    "!tag",
    "%x",
    "@x",
    "`x`",
    "| x",
    "> x",
    "? x",
    "---",
    "...",
    "<<",
    "=",
    "Ünïcode — 株式会社",
    "🎉",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "x" * 500,
)


@pytest.fixture
def workspace(search: Path) -> Workspace:
    return Workspace.at(search)


def problems(workspace: Workspace) -> list[str]:
    return [str(problem) for problem in check_vault(workspace).problems]


@given(st.text(min_size=1))
@example("a\nb")
@example("a\u2028b\x85c")
@example("\ufeff\0\x1b[31m")
def test_any_text_comes_back_whole_from_yaml(text: str) -> None:
    dumped = yaml_scalar(text)
    assert "\n" not in dumped
    assert yaml.safe_load(f"key: {dumped}\n") == {"key": text}
    assert yaml.safe_load(f"- name: {dumped}\n  title: {dumped}\n") == [{"name": text, "title": text}]


@pytest.mark.parametrize("text", NASTY)
def test_the_vaults_own_parser_reads_a_scalar_as_it_was_typed(text: str) -> None:
    parsed = parse_front_matter(f"---\nkey: {yaml_scalar(text)}\n---\n", "vault/x.md")
    assert parsed.problems == ()
    assert parsed.values == {"key": text}


@pytest.mark.parametrize("text", NASTY)
def test_whatever_was_typed_reads_without_problems(workspace: Workspace, text: str) -> None:
    made = new_application(workspace, NewApplication(text, text, location=text, posting=text))
    new_interview(workspace, made.name, NewInterview("panel", interviewers=(f"{text}, {text}",)))
    new_project(workspace, text)
    new_resume(workspace, text)
    assert problems(workspace) == []
    vault = read_vault(workspace)
    record = vault.applications[made.name]
    assert record.fields is not None
    assert (record.fields.company, record.fields.role, record.fields.location) == (text, text, text)
    assert record.job is not None
    assert record.job.body.strip() == text
    assert [file.fields.title for file in vault.projects.values() if file.fields] == [text]
    assert [file.fields.title for file in vault.resumes.values() if file.fields] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme Ltd", "acme-ltd"),
        ("Straße & Söhne GmbH", "strasse-sohne-gmbh"),
        ("Jane's Café", "janes-cafe"),
        ("  --x--  ", "x"),
        ("Øresund Łódź", "oresund-lodz"),
        ("株式会社", ""),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.sets(st.text(alphabet="abAB-12", min_size=1), max_size=20))
@example("con", set())
@example("x" * 70, {"x" * 64, "x" * 62 + "-2"})
def test_a_derived_id_is_valid_and_free(text: str, taken: set[str]) -> None:
    name = derive_id(text, "application", taken)
    assert why_not_an_id(name) is None
    assert name not in {other.casefold() for other in taken}


@pytest.mark.parametrize("name", ["Acme", "a b", "-a", "con", "", "a" * 65, "ä", "a/b", "..", "a\n"])
def test_a_chosen_id_that_is_invalid_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        require_id(name, ())


def test_the_same_application_twice_makes_two_and_changes_none(workspace: Workspace) -> None:
    first = new_application(workspace, NewApplication("Acme", "Engineer", posting="one"))
    before = (workspace.root / first.paths[0]).read_bytes()
    second = new_application(workspace, NewApplication("Acme", "Engineer", posting="two"))
    assert (first.name, second.name) == ("acme-engineer", "acme-engineer-2")
    assert (workspace.root / first.paths[0]).read_bytes() == before


def test_a_taken_id_is_refused_and_its_files_are_kept(workspace: Workspace) -> None:
    made = new_application(workspace, NewApplication("Acme", "Engineer", id="acme", posting="one"))
    before = {path: (workspace.root / path).read_bytes() for path in made.paths}
    with pytest.raises(UsageError, match="exists already"):
        new_application(workspace, NewApplication("Other", "Role", id="acme", posting="two"))
    assert {path: (workspace.root / path).read_bytes() for path in made.paths} == before


def test_a_link_out_of_the_vault_is_not_written_through(workspace: Workspace, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (workspace.vault / "projects").rmdir()
    (workspace.vault / "projects").symlink_to(elsewhere)
    with pytest.raises(PrepsiteError, match="leads out of the vault"):
        new_project(workspace, "Ledger")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (NewInterview("technicall_screen"), "did you mean technical_screen?"),
        (NewInterview("zzz"), "it is one of recruiter_screen"),
        (NewInterview("panel", at="tomorrow"), "--at: 'tomorrow' is not a time like 2026-03-15 10:30"),
        (
            NewInterview("panel", at="2026-02-30 10:30"),
            "--at: '2026-02-30 10:30' is not a time of the calendar",
        ),
        (NewInterview("panel", duration="long"), "--duration: 'long' is not a duration like"),
        (NewInterview("panel", format="video"), "did you mean video_call?"),
        (NewInterview("panel", focus=("codin",)), "did you mean coding?"),
        (NewInterview("panel", interviewers=(", CTO",)), "names nobody"),
    ],
)
def test_what_an_interview_cannot_be_is_said(workspace: Workspace, wanted: NewInterview, message: str) -> None:
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    with pytest.raises(UsageError) as refused:
        new_interview(workspace, application.name, wanted)
    assert message in str(refused.value)
    assert not (workspace.vault / "applications" / application.name / "interviews").exists()


def test_an_interview_is_told_in_the_vaults_zone(workspace: Workspace) -> None:
    (workspace.vault / "prepsite.yml").write_text("timezone: Europe/Berlin\n")
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    naive = new_interview(workspace, application.name, NewInterview("panel", at="2026-03-11 14:00"))
    fixed = new_interview(workspace, application.name, NewInterview("panel", at="2026-03-11T14:00Z"))
    assert naive.starts_at is not None
    assert fixed.starts_at is not None
    assert f"{naive.starts_at:%H:%M %z}" == "14:00 +0100"
    assert f"{fixed.starts_at:%H:%M %z}" == "15:00 +0100"
    assert [made.name for made in (naive, fixed)] == ["acme-engineer/panel", "acme-engineer/panel-2"]


def test_everything_said_of_an_interview_is_in_its_file(workspace: Workspace) -> None:
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    wanted = NewInterview(
        "Technical screen",
        at="2026-03-11 14:00",
        interviewers=("Ada Example, Staff Engineer, Payments", "Bob"),
        format="video-call",
        duration="1h30",
        focus=("coding", "system design"),
    )
    made = new_interview(workspace, application.name, wanted)
    record = read_vault(workspace).applications[application.name].interview(made.name.split("/")[1])
    assert record is not None
    assert record.interview is not None
    assert record.interview.stage == "technical_screen"
    assert record.interview.format == "video_call"
    assert record.interview.focus == ("coding", "system_design")
    assert record.interview.duration == 90
    assert [(p.name, p.title) for p in record.interview.interviewers] == [
        ("Ada Example", "Staff Engineer, Payments"),
        ("Bob", None),
    ]
    assert problems(workspace) == []


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (NewApplication("", "Engineer"), "company is empty"),
        (NewApplication("Acme", " \n "), "role is empty"),
        (NewApplication("Ac\x1b[31mme", "Engineer"), "can't be shown"),
        (NewApplication("Acme", "Engineer", status="aplied"), "did you mean applied?"),
        (NewApplication("Acme", "Engineer", url="acme.example"), "--url: 'acme.example' is not an address"),
        (NewApplication("Acme", "Engineer", resume="nope"), "there is no resume 'nope'"),
        (NewApplication("Acme", "Engineer", id="A c m e"), "for example a-c-m-e"),
    ],
)
def test_what_an_application_cannot_be_is_said(
    workspace: Workspace, wanted: NewApplication, message: str
) -> None:
    with pytest.raises(UsageError) as refused:
        new_application(workspace, wanted)
    assert message in str(refused.value)
    assert list((workspace.vault / "applications").iterdir()) == []


def test_the_only_resume_is_named_but_never_the_example(workspace: Workspace) -> None:
    (workspace.vault / "resumes" / "example.md").write_text("---\ntitle: Example\n---\n")
    new_application(workspace, NewApplication("Acme", "First", posting="x"))
    new_resume(workspace, "Backend")
    new_application(workspace, NewApplication("Acme", "Second", posting="x"))
    new_resume(workspace, "Frontend")
    new_application(workspace, NewApplication("Acme", "Third", posting="x"))
    resumes = {name: r.fields.resume for name, r in read_vault(workspace).applications.items() if r.fields}
    assert resumes == {"acme-first": None, "acme-second": "backend", "acme-third": None}


def test_a_posting_keeps_its_words_and_gets_plain_line_ends() -> None:
    raw = "\ufeff---\r\ntitle: Engineer\r\n---\r\n\r\n* Python\r\n".encode()
    assert decode_posting(raw, "x") == "---\ntitle: Engineer\n---\n\n* Python"


def test_a_posting_that_looks_like_front_matter_stays_a_body(workspace: Workspace) -> None:
    posting = "---\ncompany: Evil\nprivate: true\n---\nCompany: Acme\n\n<!-- prepsite:section x 0 -->"
    made = new_application(workspace, NewApplication("Acme", "Engineer", posting=posting))
    job = read_vault(workspace).applications[made.name].job
    assert job is not None
    assert job.fields is not None
    assert job.fields.company == "Acme"
    assert not job.is_private
    assert job.body.strip() == posting


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the posting is empty"),
        (b" \r\n\t", "the posting is empty"),
        (b"caf\xe9", "byte 4, in line 1, is not UTF-8"),
        (b"one\ntwo \xff", "byte 9, in line 2, is not UTF-8"),
        (b"a\0b", "is not text"),
        (b"x" * (LARGEST_POSTING + 1), "the most is 500,000"),
    ],
)
def test_a_posting_that_cannot_be_read_is_said(content: bytes, message: str) -> None:
    with pytest.raises(PrepsiteError) as refused:
        decode_posting(content, "posting.txt")
    assert str(refused.value).startswith("posting.txt: ")
    assert message in str(refused.value)


def test_notes_claim_nothing_until_they_are_filled_in(workspace: Workspace) -> None:
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    interview = new_interview(workspace, application.name, NewInterview("panel", at="2026-03-11 14:00"))
    path, made = new_notes(workspace, interview.name)
    assert made
    _complete(workspace.root / interview.paths[0])
    assert problems(workspace) == []
    record = read_vault(workspace).applications[application.name].interviews[0]
    assert record.notes is not None
    assert record.notes.fields is not None
    assert record.notes.fields.questions == ()
    assert "Panel, 2026-03-11 14:00" in path.read_text(encoding="utf-8")


def test_notes_that_exist_are_kept(workspace: Workspace) -> None:
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    interview = new_interview(workspace, application.name, NewInterview("panel"))
    path, _ = new_notes(workspace, interview.name)
    path.write_text("mine")
    assert new_notes(workspace, interview.name) == (path, False)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("template", ["project", "resume", "application", "interview", "notes"])
def test_the_commented_fields_of_a_new_file_are_right_when_uncommented(
    workspace: Workspace, template: str
) -> None:
    """Take every # away from lines that hold a field: the file must still read without errors."""
    (workspace.vault / "resumes" / "backend-2026.md").write_text("---\ntitle: Backend\n---\n")
    new_resume(workspace, "Second")
    project = new_project(workspace, "My project")
    resume = new_resume(workspace, "Third")
    application = new_application(workspace, NewApplication("Acme", "Engineer", posting="x"))
    interview = new_interview(workspace, application.name, NewInterview("panel"))
    notes, _ = new_notes(workspace, interview.name)
    _complete(workspace.root / interview.paths[0])
    paths = {
        "project": workspace.root / project.paths[0],
        "resume": workspace.root / resume.paths[0],
        "application": workspace.root / application.paths[0],
        "interview": workspace.root / interview.paths[0],
        "notes": notes,
    }
    lines = paths[template].read_text(encoding="utf-8").split("\n")
    paths[template].write_text("\n".join(_uncommented(line) for line in lines), encoding="utf-8")
    assert paths[template].read_text(encoding="utf-8") != "\n".join(lines)
    assert problems(workspace) == []


def _complete(interview: Path) -> None:
    text = interview.read_text(encoding="utf-8")
    interview.write_text(text.replace("status: scheduled", "status: completed"), encoding="utf-8")


def _uncommented(line: str) -> str:
    body = line.removeprefix("# ")
    is_field = body != line and (
        body.startswith(("  ", "- ")) or (body.split(":")[0].isidentifier() and ":" in body)
    )
    is_comment_within = body.lstrip().startswith("#")
    return body if is_field and not is_comment_within else line
