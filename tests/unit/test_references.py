"""References: what they point at, what they say there, and the closest one to a broken reference."""

import pytest

from prepsite.core.references import closest, find_references, is_broken_file, resolve
from prepsite.core.vault import Vault
from prepsite.models.reference import Reference
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

PHONE = "applications/a/interviews/phone-screen"
FILES = {
    "profile.md": (
        "---\nname: Ada\nanswers:\n  notice: Four weeks.\nprivate: {pay: canary}\n---\nI like trains.\n"
    ),
    "facts.md": "---\nfacts:\n  - {id: lead, status: confirmed, text: I led four people.}\n---\n",
    "projects/ledger.md": (
        "---\ntitle: Ledger\nactions: [I moved it., I watched it.]\nmetrics:\n"
        "  - {name: p95 latency, before: 340, after: 120, unit: ms}\n---\nThe detail.\n"
    ),
    "projects/broken.md": "---\ntitel: Broken\n---\n",
    "projects/secret.md": "---\ntitle: canary\nprivate: true\n---\ncanary\n",
    "resumes/backend.md": (
        "---\ntitle: Backend\nroles:\n  - id: one\n    employer: Acme\n    title: Engineer\n    bullets:\n"
        "      - id: cutover\n        text: Cut the ledger over.\n"
        "credentials:\n  - {id: bsc, kind: degree, name: BSc Physics}\n---\n"
    ),
    "applications/a/application.md": "---\ncompany: Initech\nrole: Staff engineer\nstatus: applied\n---\n",
    "applications/a/job.md": "---\n---\nWe need you.\n",
    "applications/a/company.md": "---\nstatements:\n  - {text: They moved., source: news}\n---\n",
    f"{PHONE}/interview.md": "---\nstatus: completed\nstage: recruiter_screen\n---",
    f"{PHONE}/notes.md": "---\nlearned: [They moved.]\n---\nI talked too long.\n",
    "applications/b/application.md": "---\ncompany: Other\nrole: Engineer\nstatus: applied\n---\n",
    "applications/b/job.md": "---\n---\nText.\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    root = tmp_path_factory.mktemp("root")
    for path, text in FILES.items():
        file = root / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_vault(Workspace.at(root))


@pytest.mark.parametrize(
    ("text", "title", "says", "path", "line"),
    [
        ("project:ledger", "Ledger", "I watched it.", "projects/ledger.md", 1),
        ("project:ledger", "Ledger", "The detail.", "projects/ledger.md", 1),
        ("project:ledger/metrics/P95 latency", "p95 latency, Ledger", "After: 120", "projects/ledger.md", 5),
        (
            "bullet:backend/cutover",
            "Resume bullet, Engineer at Acme",
            "Cut the ledger over.",
            "resumes/backend.md",
            8,
        ),
        ("role:backend/one", "Engineer, Acme", "Employer: Acme", "resumes/backend.md", 4),
        ("credential:backend/bsc", "BSc Physics", "Kind: degree", "resumes/backend.md", 11),
        ("profile", "Ada", "I like trains.", "profile.md", 1),
        ("profile/answers/notice", "Your answer: notice", "Four weeks.", "profile.md", 4),
        ("fact:lead", "Fact, confirmed", "I led four people.", "facts.md", 3),
        ("job", "The posting", "We need you.", "applications/a/job.md", 1),
        ("company", "What is known of the company", "They moved.", "applications/a/company.md", 1),
        ("application", "Staff engineer, Initech", "Status: applied", "applications/a/application.md", 1),
        (
            "interview:phone-screen",
            "Recruiter screen",
            "recruiter_screen",
            f"{PHONE}/interview.md",
            1,
        ),
        (
            "notes:phone-screen",
            "Notes on phone screen",
            "talked too long",
            f"{PHONE}/notes.md",
            1,
        ),
    ],
)
def test_a_reference_finds_title_words_and_line(
    vault: Vault, text: str, title: str, says: str, path: str, line: int
) -> None:
    referent = resolve(Reference.parse(text), vault, "a")
    assert referent is not None
    assert (referent.title, referent.path, referent.line) == (title, f"vault/{path}", line)
    assert says in referent.text
    assert "canary" not in referent.text


@pytest.mark.parametrize(
    "text",
    [
        "project:nothing",
        "project:broken",
        "project:ledger/metrics/nothing",
        "bullet:backend/nothing",
        "bullet:nothing/cutover",
        "role:backend/cutover",
        "credential:backend/one",
        "profile/answers/pay",
        "fact:nothing",
        "interview:nothing",
        "notes:nothing",
    ],
)
def test_a_reference_to_nothing_is_none(vault: Vault, text: str) -> None:
    assert resolve(Reference.parse(text), vault, "a") is None


def test_an_application_sees_its_own_files_alone(vault: Vault) -> None:
    for text in ("notes:phone-screen", "interview:phone-screen", "company"):
        assert resolve(Reference.parse(text), vault, "b") is None
        assert resolve(Reference.parse(text), vault, None) is None
    job = resolve(Reference.parse("job"), vault, "b")
    assert job is not None
    assert job.text == "Text."


def test_a_private_file_is_found_but_says_nothing(vault: Vault) -> None:
    referent = resolve(Reference.parse("project:secret"), vault, "a")
    assert referent is not None
    assert referent.text == ""
    assert "canary" not in repr(referent)


def test_a_broken_file_is_told_from_a_missing_one(vault: Vault) -> None:
    assert is_broken_file(Reference.parse("project:broken"), vault, "a")
    assert not is_broken_file(Reference.parse("project:nothing"), vault, "a")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("project:legder", "project:ledger"),
        ("project:ledger/metrics/latency", "project:ledger/metrics/p95 latency"),
        ("bullet:backend/cut-over", "bullet:backend/cutover"),
        ("role:backend/on", "role:backend/one"),
        ("profile/answers/notise", "profile/answers/notice"),
        ("notes:phone", "notes:phone-screen"),
        ("fact:leader", "fact:lead"),
    ],
)
def test_the_closest_reference_is_of_the_same_kind(vault: Vault, text: str, near: str) -> None:
    assert closest(Reference.parse(text), vault, "a") == near


def test_nothing_is_close_where_there_is_nothing(vault: Vault) -> None:
    assert closest(Reference.parse("notes:x"), vault, "b") is None


def test_references_are_found_in_brackets_and_links_are_not() -> None:
    text = (
        "*Evidence:* [project:ledger], [bullet:backend/cutover]. [profile/answers/pay] [job]\n"
        "[project:ledger/metrics/p95 latency] [a link](project:x) [job](x) [company][1] \\[job]\n"
        "[ ] task, [x] task, [jobs], [project:], project:bare, [profile]: definition [broken:kind]\n"
    )
    assert find_references(text) == (
        "project:ledger",
        "bullet:backend/cutover",
        "profile/answers/pay",
        "job",
        "project:ledger/metrics/p95 latency",
    )
