"""Reading and linking a vault from disk: what is read, what is refused, and that the rest is still there."""

import errno
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError, Problem, Severity
from prepsite.vault import opening
from prepsite.vault.layout import Workspace
from prepsite.vault.opening import MAX_BYTES
from prepsite.vault.reader import read_vault

A = "applications/acme"
FILES = {
    "prepsite.yml": "timezone: Europe/Berlin\n",
    "profile.md": "---\nname: Ada\nanswers:\n  notice: Four weeks.\n---\n",
    "facts.md": "---\nfacts:\n  - {id: lead, status: confirmed, text: I led four people.}\n---\n",
    "projects/ledger.md": "---\ntitle: Ledger\nmetrics:\n  - {name: p95 latency, after: 120}\n---\n",
    "projects/payouts.md": "---\ntitle: Payouts\n---\nDetail.\n",
    "resumes/backend.md": (
        "---\ntitle: Backend\nroles:\n  - id: one\n    employer: E\n    title: Engineer\n    bullets:\n"
        "      - id: cutover\n        text: Cut over.\n        projects: [ledger, payouts]\n"
        "credentials:\n  - {id: bsc, kind: degree, name: BSc}\n---\n"
    ),
    f"{A}/application.md": "---\ncompany: Acme\nrole: Engineer\nstatus: interviewing\nresume: backend\n---\n",
    f"{A}/job.md": "---\ntitle: Engineer\n---\nWe need an engineer.\n",
    f"{A}/company.md": "---\n---\n",
    f"{A}/interviews/screen/interview.md": "---\nstage: recruiter_screen\nstatus: completed\n---\n",
    f"{A}/interviews/screen/notes.md": "---\nquestions:\n  - {text: Why?, used: [ledger]}\n---\nFine.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        write(tmp_path, path, text)
    return tmp_path


def write(root: Path, path: str, text: str | bytes) -> Path:
    file = root / "vault" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read(root: Path) -> Vault:
    return read_vault(Workspace.at(root))


def only(root: Path) -> Problem:
    (problem,) = read(root).problems
    return problem


def place(problem: Problem) -> tuple[str, int, int]:
    return problem.path.removeprefix("vault/"), problem.line, problem.column


def interview(root: Path, name: str, fields: str) -> None:
    write(root, f"{A}/interviews/{name}/interview.md", f"---\nstage: panel\n{fields}---\n")


def test_a_whole_vault_is_read_without_a_problem(root: Path) -> None:
    write(root, f"{A}/prep.md", "---\r\nx\r\n")
    write(root, f"{A}/files/b/offer.pdf", b"%PDF\xff")
    write(root, f"{A}/files/a.png", b"\x89PNG")
    write(root, ".prepsite/base/0123456789abcdef.md", b"\xff")
    write(root, "README.md", "Mine.\n")
    vault = read(root)
    assert vault.problems == ()
    assert vault.name == "vault"
    assert vault.settings.timezone == "Europe/Berlin"
    assert vault.profile is not None
    assert set(vault.projects) == {"ledger", "payouts"}
    assert vault.projects["payouts"].body == "Detail.\n"
    record = vault.applications["acme"]
    assert record.folder == f"vault/{A}"
    assert record.attachments == (f"vault/{A}/files/a.png", f"vault/{A}/files/b/offer.pdf")
    assert record.prep is not None
    assert record.prep.text == "---\r\nx\r\n"
    assert record.interviews[0].notes is not None
    assert vault.resumes["backend"].position("roles", 0, "bullets", 0, "projects", 1) == (10, 28)


def test_no_vault_stops_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(PrepsiteError, match="prepsite init"):
        read(tmp_path)


def test_an_empty_vault_is_fine(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    vault = read(tmp_path)
    assert (vault.problems, dict(vault.applications), vault.settings.writer) == ((), {}, "offline")


def test_rounds_are_in_the_order_they_happen(root: Path) -> None:
    interview(root, "a-undated-second", "round: 2\n")
    interview(root, "b-undated-first", "round: 1\n")
    interview(root, "c-undated", "")
    interview(root, "d-late", "scheduled_at: 2026-03-10T09:00+01:00\n")
    interview(root, "e-early", "scheduled_at: 2026-03-10T09:00+03:00\n")
    interview(root, "f-local", "scheduled_at: 2026-03-10 08:00\n")
    interview(root, "h-same", "scheduled_at: 2026-03-11 08:00\nround: 1\n")
    interview(root, "g-same", "scheduled_at: 2026-03-11 08:00\nround: 2\n")
    record = read(root).applications["acme"]
    assert [found.id for found in record.interviews] == [
        "e-early", "f-local", "d-late", "h-same", "g-same",
        "b-undated-first", "a-undated-second", "c-undated", "screen",
    ]  # fmt: skip
    assert [found.id for found in record.before("d-late")] == ["e-early", "f-local"]


def test_a_local_time_gets_the_zone_of_the_vault(root: Path) -> None:
    interview(root, "x", "scheduled_at: 2026-07-01 10:30\n")
    found = read(root).applications["acme"].interview("x")
    assert found is not None
    assert found.starts_at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    assert found.starts_at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("when", "severity", "says", "starts"),
    [
        ("2026-03-29 02:30", Severity.WARNING, "clocks go forward", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", Severity.NOTICE, "clocks go back", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("0206-03-10 10:30", Severity.ERROR, "the year 206", None),
        ("0001-01-01T00:00+14:00", Severity.ERROR, "the year 1 ", None),
        ("9999-12-31T23:59-12:00", Severity.ERROR, "the year 9999", None),
    ],
)
def test_a_time_that_clocks_skip_or_repeat_or_never_reach(
    root: Path, when: str, severity: Severity, says: str, starts: datetime | None
) -> None:
    interview(root, "x", f"scheduled_at: {when}\n")
    vault = read(root)
    (problem,) = vault.problems
    assert place(problem) == (f"{A}/interviews/x/interview.md", 3, 15)
    assert problem.severity is severity
    assert says in problem.message
    found = vault.applications["acme"].interview("x")
    assert found is not None
    # In an hour that comes twice, Python calls times of two zones never equal.
    assert (found.starts_at.astimezone(UTC) if found.starts_at else None) == starts


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "column", "says"),
    [
        (f"{A}/application.md", "backend", "backnd", 5, 9, "did you mean backend?"),
        ("resumes/backend.md", "[ledger, payouts]", "[ledger, payout]", 10, 28, "did you mean payouts?"),
        (f"{A}/interviews/screen/notes.md", "[ledger]", "[leger]", 3, 25, "did you mean ledger?"),
        (f"{A}/interviews/screen/notes.md", "[ledger]", "[zzz]", 3, 25, "the projects are ledger, payouts"),
        (
            "resumes/backend.md",
            "id: bsc",
            "id: bsc, kind: award, name: X}\n  - {id: bsc",
            13,
            10,
            "line 12 has it",
        ),
        (
            "facts.md",
            "---\nfacts:",
            "---\nfacts:\n  - {id: lead, status: retracted, text: No.}",
            4,
            10,
            "line 3",
        ),
        (f"{A}/job.md", "We need an engineer.\n", "\n", 3, 1, "no text"),
        (
            "projects/ledger.md",
            "title: Ledger",
            "title: Ledger\nstart: 2022-05\nend: 2021",
            4,
            6,
            "before the start",
        ),
        ("projects/ledger.md", "metrics:", "metrics:\n  - {name: P95 Latency}", 5, 12, "stands twice"),
        (
            f"{A}/application.md",
            "resume",
            "closed_on: 2026-01-01\napplied_on: 2026-01-02\nresume",
            5,
            12,
            "before the day",
        ),
    ],
)
def test_what_files_get_wrong_together_stands_at_its_line(
    root: Path, path: str, old: str, new: str, line: int, column: int, says: str
) -> None:
    assert old in FILES[path]
    write(root, path, FILES[path].replace(old, new))
    vault = read(root)
    (problem,) = vault.problems
    assert place(problem) == (path, line, column)
    assert says in str(problem)
    assert vault.applications["acme"].fields is not None, "a broken reference leaves the fields usable"


def test_a_month_and_a_year_that_overlap_are_in_order(root: Path) -> None:
    write(
        root,
        "projects/ledger.md",
        "---\ntitle: L\nstart: 2021-05\nend: 2021\nmetrics: [{name: p95 latency}]\n---\n",
    )
    assert read(root).problems == ()


def test_a_reference_to_a_broken_file_is_no_second_problem(root: Path) -> None:
    write(root, "projects/ledger.md", "---\ntitel: Ledger\n---\n")
    assert place(only(root)) == ("projects/ledger.md", 2, 1)


def test_a_scheduled_round_of_a_closed_application_is_looked_at(root: Path) -> None:
    write(root, f"{A}/application.md", FILES[f"{A}/application.md"].replace("interviewing", "rejected"))
    interview(root, "x", "status: scheduled\n")
    problem = only(root)
    assert place(problem) == (f"{A}/interviews/x/interview.md", 3, 9)
    assert problem.severity is Severity.WARNING
    assert "rejected" in problem.message


def test_notes_of_a_round_to_come_are_looked_at(root: Path) -> None:
    interview(root, "x", "status: scheduled\n")
    write(root, f"{A}/interviews/x/notes.md", "---\n---\n")
    assert (only(root).severity, place(only(root))[1:]) == (Severity.WARNING, (3, 9))


@pytest.mark.parametrize(("scheduled", "severity"), [(False, Severity.WARNING), (True, Severity.ERROR)])
def test_an_application_without_a_posting(root: Path, scheduled: bool, severity: Severity) -> None:
    (root / "vault" / A / "job.md").unlink()
    if scheduled:
        interview(root, "x", "")
    problem = only(root)
    assert place(problem) == (f"{A}/application.md", 1, 1)
    assert problem.severity is severity
    assert "job.md" in problem.message


def test_a_broken_file_blanks_nothing_else(root: Path) -> None:
    write(root, f"{A}/application.md", "---\ncompany: [\n---\n")
    vault = read(root)
    assert [place(problem) for problem in vault.problems] == [(f"{A}/application.md", 2, 10)]
    record = vault.applications["acme"]
    assert record.fields is None
    assert record.job is not None
    assert record.job.fields is not None
    assert record.company_name == "acme"


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        (b"---\nname: M\xfcller\n---\n", 2, 8, "0xFC"),
        (b"\xef\xbb\xbf---\nname: \xc3\xa9\xff\n", 2, 8, "0xFF"),
        ("---\nname: A\n---\n".encode("utf-16"), 1, 1, "UTF-16"),
        (b"---\nname: A\n---\n" + b"x" * MAX_BYTES, 1, 1, "1 MiB"),
        (b"", 1, 1, "empty"),
    ],
    ids=["latin-1", "after a mark", "utf-16", "large", "empty"],
)
def test_strange_content_is_a_problem_at_its_place(
    root: Path, content: bytes, line: int, column: int, says: str
) -> None:
    write(root, "profile.md", content)
    assert place(only(root)) == ("profile.md", line, column)
    assert says in only(root).message


def test_a_file_of_just_the_limit_is_read(root: Path) -> None:
    text = FILES[f"{A}/job.md"]
    write(root, f"{A}/job.md", text + "x" * (MAX_BYTES - len(text)))
    assert read(root).problems == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights that Windows may not give")
class TestStrangeFiles:
    def test_a_link_out_of_the_vault_is_not_followed(self, root: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret.md"
        secret.write_text("---\ntitle: canary\n---\n", encoding="utf-8")
        (root / "vault/projects/stolen.md").symlink_to(secret)
        (root / "vault/applications/stolen").symlink_to(tmp_path, target_is_directory=True)
        vault = read(root)
        assert sorted(place(problem)[0] for problem in vault.problems) == [
            "applications/stolen",
            "projects/stolen.md",
        ]
        assert "canary" not in repr(vault)

    def test_a_link_in_a_circle_ends(self, root: Path) -> None:
        (root / "vault/applications/acme/files").mkdir()
        (root / "vault/applications/acme/files/round").symlink_to(root / "vault", target_is_directory=True)
        (root / "vault/applications/acme/interviews/round").symlink_to(root / "vault", target_is_directory=True)
        vault = read(root)
        assert vault.applications["acme"].attachments == ()
        assert [(problem.path.rpartition("/")[0], problem.severity) for problem in vault.problems] == [
            (f"vault/{A}/files", Severity.WARNING),
            (f"vault/{A}/interviews", Severity.ERROR),
        ]

    def test_a_pipe_does_not_hang_the_reader(self, root: Path) -> None:
        os.mkfifo(root / "vault/projects/pipe.md")
        os.mkfifo(root / f"vault/{A}/prep.md")
        assert [place(p)[0] for p in read(root).problems] == [f"{A}/prep.md", "projects/pipe.md"]
        assert all("not a regular file" in problem.message for problem in read(root).problems)

    @pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads everything")
    def test_a_file_without_rights_is_a_problem(self, root: Path) -> None:
        (root / "vault/profile.md").chmod(0)
        assert "can't be read" in only(root).message

    def test_case_twins_are_told(self, root: Path) -> None:
        twin = write(root, f"{A}/Job.md", FILES[f"{A}/job.md"])
        if twin.samefile(twin.with_name("job.md")):
            pytest.skip("this file system doesn't tell case apart")
        assert place(only(root))[0] == f"{A}/Job.md"
        assert "only in case" in only(root).message

    def test_a_name_with_a_line_feed_can_not_forge_a_message(self, root: Path) -> None:
        write(root, "projects/a\nvault:1:1: error: no.md", "---\ntitle: A\n---\n")
        assert "\n" not in str(only(root))


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("profil.md", "did you mean profile.md?"),
        ("project/x.md", "into projects, then delete it"),
        (f"{A}/interviews/screen/note.md", "into notes.md, then delete it"),
        (f"{A}/interviews/second/intervew.md", "did you mean interview.md?"),
        (f"{A}/interviews/phone.md", "move it to phone/interview.md"),
        (f"{A}/salary.xlsx", "move it out of the vault"),
        ("projects/My Ledger.md", "rename it to my-ledger"),
        ("projects/con.md", "Windows"),
        ("projects/ledger.txt", "rename it to ledger.md"),
        (
            "projects/ledger.sync-conflict-20260301-101500-K3XQ7ZB.md",
            "take what you want from it into ledger.md",
        ),
        ("projects/ledger (conflicted copy).md", "into ledger.md"),
        (f"{A}/job.md~", "conflict copy"),
        (f"{A}/job.md.orig", "conflict copy"),
        (f"{A}/job (1).md", "into job.md, then delete it"),
    ],
)
def test_a_file_under_another_name_is_told_and_not_read(root: Path, path: str, says: str) -> None:
    if path == "profil.md":
        (root / "vault/profile.md").unlink()
    write(root, path, "---\ncanary: here\n---\n")
    problem = only(root)
    folder = path.partition("/")[0] if path.startswith("project/") else path
    assert problem.path in {f"vault/{path}", f"vault/{folder}", f"vault/{A}/interviews/phone.md"}
    assert says in str(problem)
    assert "canary" not in repr(read(root))


@pytest.mark.parametrize("path", [f"{A}/application.md", f"{A}/interviews/screen/interview.md", "profile.md"])
def test_a_missing_file_is_named(root: Path, path: str) -> None:
    (root / "vault" / path).unlink()
    assert place(only(root)) == (path, 1, 1)
    assert "missing" in only(root).message


def test_a_mistyped_zone_names_the_nearest(root: Path) -> None:
    write(root, "prepsite.yml", "timezone: Europe/Berln\n")
    assert "did you mean Europe/Berlin?" in str(only(root))
    assert place(only(root)) == ("prepsite.yml", 1, 11)


def test_a_city_alone_names_its_zone(root: Path) -> None:
    write(root, "prepsite.yml", "timezone: berlin\n")
    assert "did you mean Europe/Berlin?" in str(only(root))


def test_an_unknown_writer_is_an_error_in_the_settings(root: Path) -> None:
    write(root, "prepsite.yml", "timezone: UTC\nwriter: offlin\n")
    (problem,) = check_vault(Workspace.at(root)).problems
    assert place(problem) == ("prepsite.yml", 2, 9)
    assert "did you mean offline?" in str(problem)


PREP = """\
---
prepsite: 1
application: acme
writer: offline
model: none
prompt: 0f3a
---
<!-- prepsite:section formatted_jd 0123456789abcdef -->
## Job description

[company] is an equal [project:of-the-posting] employer.

## Mine

See [project:leger], [bullet:backend/cutover] and [project:ledger/metrics/p95 latency].
A [link](project:x), `[project:code]` and [job](https://example.org).
*Evidence:* [fact:nothing], [project:Ledger!]
"""


def test_references_in_prep_that_point_at_nothing_are_errors(root: Path) -> None:
    write(root, f"{A}/prep.md", PREP)
    problems = check_vault(Workspace.at(root)).problems
    assert [(*place(problem), problem.severity) for problem in problems] == [
        (f"{A}/prep.md", 15, 6, Severity.ERROR),
        (f"{A}/prep.md", 17, 14, Severity.ERROR),
        (f"{A}/prep.md", 17, 30, Severity.ERROR),
    ]
    assert "did you mean project:ledger?" in str(problems[0])


def test_prep_in_the_wrong_folder_and_with_conflicts_is_told(root: Path) -> None:
    text = PREP.replace("application: acme", "application: other").split("<!--")[0]
    write(root, f"{A}/prep.md", text + "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
    problems = check_vault(Workspace.at(root)).problems
    assert [(problem.line, problem.column, problem.severity) for problem in problems] == [
        (3, 14, Severity.WARNING),
        (8, 1, Severity.ERROR),
    ]


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_a_machine_that_ran_out_stops_the_reading_and_concludes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(*_: object) -> bytes:
        raise OSError(number, os.strerror(number), "vault/projects/ledger.md")

    monkeypatch.setattr(opening, "_content", refused)
    with pytest.raises(PrepsiteError, match=r"vault/projects/ledger\.md: the vault can't be read now"):
        check_vault(Workspace.at(root))
