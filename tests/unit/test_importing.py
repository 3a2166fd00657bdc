"""An import fills the vault, and another one leaves alone what a person touched."""

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from resumes import JSON_RESUME, RENDERCV, SAMPLES

from prepsite.app.check import check_vault
from prepsite.app.importing import import_resume, in_vault
from prepsite.app.scaffold import init
from prepsite.core.importing.matching import matches
from prepsite.core.importing.plan import Fate, ImportPlan
from prepsite.core.importing.stubs import figures_of, title_of
from prepsite.core.vault import Vault
from prepsite.errors import PrepsiteError, UsageError
from prepsite.vault import writer
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault


@pytest.fixture
def workspace(search: Path) -> Workspace:
    return Workspace.at(search)


def put(workspace: Workspace, resume: "dict[str, Any] | str", name: str = "mine.json") -> Path:
    path = workspace.root.parent / name
    text = resume if isinstance(resume, str) else json.dumps(resume)
    path.write_bytes(text.encode())
    return path


def bring(
    workspace: Workspace, resume: "dict[str, Any] | str", name: str = "mine.json", **options: Any
) -> ImportPlan:
    found = import_resume(workspace, put(workspace, resume, name), **options)
    assert found.plan, [str(problem) for problem in found.problems]
    return in_vault(workspace, found.plan)


def fates(plan: ImportPlan) -> dict[str, Fate]:
    return {file.path.removeprefix("vault/"): file.fate for file in plan.files}


def problems(workspace: Workspace) -> list[str]:
    return [str(problem) for problem in check_vault(workspace).problems]


def bullets(vault: Vault, name: str = "mine") -> dict[str, tuple[str, tuple[str, ...]]]:
    resume = vault.resumes[name].fields
    assert resume
    return {b.id: (b.text, b.projects) for role in resume.roles for b in role.bullets}


def changed(**work: Any) -> dict[str, Any]:
    resume = copy.deepcopy(JSON_RESUME)
    resume["work"][0] |= work
    return resume


def snapshot(workspace: Workspace) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in workspace.root.rglob("*.md")}


def test_each_highlight_is_a_bullet_with_a_project_behind_it(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    assert problems(workspace) == []
    vault = read_vault(workspace)
    found = bullets(vault)
    assert found["cut-settlement-time-73"] == (
        "Cut settlement time by 73% with batching & retries",
        ("cut-settlement-time",),
    )
    assert len(found) == 7
    assert all(projects for _, projects in found.values())
    project = vault.projects["cut-settlement-time"].fields
    assert project
    assert (project.title, project.employer, project.role) == (
        "Cut settlement time",
        "Bruma Bank",
        "Staff Engineer",
    )
    assert (str(project.start), project.end) == ("2021-03", "present")
    assert project.metrics == ()
    text = (workspace.vault / "projects/cut-settlement-time.md").read_text(encoding="utf-8")
    assert "#   - where does 73% come from?" in text
    tally = vault.projects["tally"].fields
    assert tally
    assert tally.tools == ("Rust",)
    assert found["300-stars"][1] == found["used-two-banks"][1] == ("tally",)


def test_what_has_no_field_stands_in_the_resumes_body(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    body = read_vault(workspace).resumes["mine"].body
    for words in (
        "Runs payments for small shops.",
        "Score: 4.5",
        "Chess: endgames",
        "Ada Example: She counts.",
    ):
        assert words in body


def test_the_profile_is_filled_in_where_nobody_did(workspace: Workspace) -> None:
    assert fates(bring(workspace, JSON_RESUME))["profile.md"] is Fate.MADE
    profile = read_vault(workspace).profile
    assert profile
    assert profile.fields
    assert (profile.fields.name, profile.fields.headline) == ("Zoë Ångström", "Backend engineer")
    assert profile.fields.narrative == "I make ledgers balance."


def test_a_profile_of_ones_own_is_kept_and_what_it_lacks_is_told(workspace: Workspace) -> None:
    own = workspace.vault / "profile.md"
    own.write_text("---\nname: Zoë\nheadline: Mine\n---\n", encoding="utf-8")
    plan = bring(workspace, JSON_RESUME)
    assert own.read_text(encoding="utf-8") == "---\nname: Zoë\nheadline: Mine\n---\n"
    told = next(each for each in plan.differences if each.path == "vault/profile.md")
    assert "email: zoe@example.org" in told.lines
    assert "headline" not in told.lines


def test_a_summary_about_oneself_by_name_is_no_narrative(workspace: Workspace) -> None:
    resume = copy.deepcopy(JSON_RESUME)
    resume["basics"]["summary"] = "Zoë makes ledgers balance."
    bring(workspace, resume)
    profile = read_vault(workspace).profile
    assert profile
    assert profile.fields
    assert profile.fields.narrative is None


def test_the_same_again_changes_nothing(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    before = snapshot(workspace)
    again = bring(workspace, JSON_RESUME)
    assert set(fates(again).values()) == {Fate.SAME}
    assert again.differences == ()
    assert snapshot(workspace) == before


def test_a_dry_run_writes_nothing(workspace: Workspace) -> None:
    before = snapshot(workspace)
    plan = bring(workspace, JSON_RESUME, dry_run=True)
    assert Fate.MADE in fates(plan).values()
    assert snapshot(workspace) == before
    assert not (workspace.vault / ".prepsite").exists()


def test_without_projects_only_the_resume_and_the_profile_are_made(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME, with_projects=False)
    assert list((workspace.vault / "projects").iterdir()) == []
    assert problems(workspace) == []
    later = bring(workspace, JSON_RESUME)
    assert fates(later)["resumes/mine.md"] is Fate.RENEWED
    assert all(projects for _, projects in bullets(read_vault(workspace)).values())


def test_a_line_keeps_its_id_and_its_project_when_its_words_change_a_little(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    lines = ["Led eight engineers through the move to PostgreSQL", "Cut settlement time by 75% with batching"]
    plan = bring(workspace, changed(highlights=lines))
    found = bullets(read_vault(workspace))
    assert found["cut-settlement-time-73"] == (lines[1], ("cut-settlement-time",))
    assert found["led-six-engineers-through"][0] == lines[0]
    assert fates(plan)["projects/cut-settlement-time.md"] is Fate.RENEWED
    text = (workspace.vault / "projects/cut-settlement-time.md").read_text(encoding="utf-8")
    assert "where does 75% come from?" in text
    assert problems(workspace) == []


def test_new_lines_come_into_an_untouched_resume_and_lost_ones_stay_marked(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    bring(workspace, changed(highlights=["Hired a team in Gdańsk"]))
    found = bullets(read_vault(workspace))
    assert found["hired-team-gdansk"][0] == "Hired a team in Gdańsk"
    assert found["cut-settlement-time-73"][1] == ("cut-settlement-time",)
    text = (workspace.vault / "resumes/mine.md").read_text(encoding="utf-8")
    assert text.count("No longer in what was imported; delete it") == 2
    third = bring(workspace, changed(highlights=["Hired a team in Gdańsk"]))
    assert set(fates(third).values()) <= {Fate.SAME}
    back = bring(workspace, JSON_RESUME)
    assert fates(back)["resumes/mine.md"] is Fate.RENEWED
    assert bullets(read_vault(workspace))["cut-settlement-time-73"][1] == ("cut-settlement-time",)


def test_an_edited_resume_keeps_its_bytes_and_what_is_new_can_be_pasted(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "resumes/mine.md"
    edited = path.read_text(encoding="utf-8").replace("73%", "72%")
    path.write_text(edited, encoding="utf-8")
    new = changed(highlights=[*JSON_RESUME["work"][0]["highlights"], 'Said: "no"'])
    new["work"].insert(0, {"name": "Elsewhere", "position": "CTO", "highlights": ["Hired 12"]})
    plan = bring(workspace, new)
    assert path.read_text(encoding="utf-8") == edited
    assert fates(plan)["resumes/mine.md"] is Fate.KEPT
    told = [each for each in plan.differences if each.path == "vault/resumes/mine.md"]
    assert [each.message for each in told] == [
        "new: CTO, Elsewhere; paste it below `roles:`",
        "a new line of Staff Engineer, Bruma Bank; paste it below its `bullets:`",
    ]
    assert problems(workspace) == []
    role = "".join(f"  {line}\n" for line in told[0].lines.splitlines())
    bullet = "".join(f"      {line}\n" for line in told[1].lines.splitlines())
    pasted = edited.replace("roles:\n", f"roles:\n{role}", 1)
    first = pasted.index("    bullets:\n", pasted.index("bruma-bank")) + len("    bullets:\n")
    path.write_text(pasted[:first] + bullet + pasted[first:], encoding="utf-8")
    assert problems(workspace) == []
    assert bring(workspace, new).differences == ()


def test_what_waits_is_told_again_until_it_is_there(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "resumes/mine.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    new = changed(highlights=[*JSON_RESUME["work"][0]["highlights"], "Hired a team"])
    first, second = bring(workspace, new), bring(workspace, new)
    assert first.differences == second.differences != ()


def test_changed_words_and_dates_are_told_beside_an_edited_resume(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "resumes/mine.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    resume = changed(highlights=["Cut settlement time by 75% with batching & retries"], endDate="2024-05")
    told = {each.message: each.lines for each in bring(workspace, resume).differences}
    assert told[
        "cut-settlement-time-73 says something else now; yours is kept. What it says in the import:"
    ] == ("text: Cut settlement time by 75% with batching & retries\n")
    assert told["end of Staff Engineer, Bruma Bank changed; yours (present) is kept. In the import:"] == (
        "end: 2024-05\n"
    )
    assert any("led-six-engineers-through is no longer in what was imported" in message for message in told)


def test_a_line_that_a_person_deleted_stays_deleted(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "resumes/mine.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if "id: cut-settlement-time-73" in line)
    path.write_text("\n".join(lines[:at] + lines[at + 3 :]), encoding="utf-8")
    assert problems(workspace) == []
    assert bring(workspace, JSON_RESUME).differences == ()
    assert "cut-settlement-time-73" not in bullets(read_vault(workspace))


def test_a_project_that_was_filled_in_keeps_its_bytes(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "projects/cut-settlement-time.md"
    text = path.read_text(encoding="utf-8").replace("# my_part: owned", "my_part: led")
    text = text.replace(
        "---\n# Made", "---\nmetrics:\n  - name: settlement time\n    before: 100\n    after: 27\n# Made"
    )
    path.write_text(text, encoding="utf-8")
    plan = bring(workspace, JSON_RESUME)
    assert path.read_text(encoding="utf-8") == text
    missing = next(each for each in plan.defend if each.path.endswith("/cut-settlement-time.md")).missing
    assert missing == ("what was wrong, and for whom?", "what did you do yourself?")


def test_a_project_that_was_deleted_stays_deleted(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    (workspace.vault / "projects/cut-settlement-time.md").unlink()
    plan = bring(workspace, JSON_RESUME)
    assert fates(plan)["projects/cut-settlement-time.md"] is Fate.DELETED
    assert bullets(read_vault(workspace))["cut-settlement-time-73"][1] == ()
    assert problems(workspace) == []


def test_windows_line_ends_are_no_edit(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    for path in workspace.vault.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    plan = bring(workspace, changed(highlights=["Hired a team"]))
    assert fates(plan)["resumes/mine.md"] is Fate.RENEWED
    text = (workspace.vault / "resumes/mine.md").read_bytes()
    assert b"Hired a team\r\n" in text
    assert text.count(b"\n") == text.count(b"\r\n")
    assert problems(workspace) == []


def test_a_resume_that_no_import_wrote_is_not_touched(workspace: Workspace) -> None:
    path = workspace.vault / "resumes/mine.md"
    path.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        bring(workspace, JSON_RESUME)
    assert "choose another id: --id mine-imported" in str(refused.value)
    assert path.read_text(encoding="utf-8") == "---\ntitle: Mine\n---\n"
    assert list((workspace.vault / "projects").iterdir()) == []


def test_a_project_of_ones_own_is_never_taken_for_a_stub(workspace: Workspace) -> None:
    own = workspace.vault / "projects/tally.md"
    own.write_text("---\ntitle: My tally\n---\n", encoding="utf-8")
    bring(workspace, JSON_RESUME)
    assert own.read_text(encoding="utf-8") == "---\ntitle: My tally\n---\n"
    assert bullets(read_vault(workspace))["300-stars"][1] == ("tally-2",)


def test_two_resumes_share_the_projects_behind_the_same_lines(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    count = len(list((workspace.vault / "projects").iterdir()))
    bring(workspace, JSON_RESUME, "other.json")
    assert len(list((workspace.vault / "projects").iterdir())) == count
    vault = read_vault(workspace)
    assert bullets(vault, "other") == bullets(vault)


def test_both_formats_pass_the_check(workspace: Workspace) -> None:
    bring(workspace, RENDERCV, "cv.yaml")
    assert problems(workspace) == []
    found = bullets(read_vault(workspace), "cv")
    assert found["nordconf-2019-cited-40"][1] == found["published-ledgers"][1] == ("published-ledgers",)


def test_a_run_that_was_ended_is_taken_up_by_the_next(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def failing(path: Path, text: str, *, folders: bool = False) -> None:
        if len(made) == 4:
            raise KeyboardInterrupt
        made.append(path)
        writer.write_new(path, text, folders=folders)

    with monkeypatch.context() as patched:
        patched.setattr("prepsite.app.importing.write_new", failing)
        with pytest.raises(KeyboardInterrupt):
            bring(workspace, JSON_RESUME)
    assert len(list((workspace.vault / "projects").iterdir())) == 4
    bring(workspace, JSON_RESUME)
    assert not [path for path in (workspace.vault / "projects").iterdir() if path.stem.endswith("-2")]
    assert problems(workspace) == []
    assert set(fates(bring(workspace, JSON_RESUME)).values()) == {Fate.SAME}


def test_a_save_in_the_middle_of_an_import_is_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(workspace, JSON_RESUME)
    path = workspace.vault / "resumes/mine.md"

    def saved_before(target: Path, text: str, expected: str) -> bool:
        if target == path:
            path.write_text("---\ntitle: Saved\n---\n", encoding="utf-8")
        return writer.replace_text(target, text, expected)

    monkeypatch.setattr("prepsite.app.importing.replace_text", saved_before)
    with pytest.raises(PrepsiteError) as refused:
        bring(workspace, changed(highlights=["Hired a team"]))
    assert "saved meanwhile and is kept" in str(refused.value)
    assert path.read_text(encoding="utf-8") == "---\ntitle: Saved\n---\n"


def test_a_broken_record_is_told_and_nothing_is_written(workspace: Workspace) -> None:
    bring(workspace, JSON_RESUME)
    record = workspace.vault / ".prepsite/imports/mine.md"
    record.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    before = snapshot(workspace)
    with pytest.raises(PrepsiteError) as refused:
        bring(workspace, changed(highlights=["New"]))
    assert "vault/.prepsite/imports/mine.md:1:1" in str(refused.value)
    assert "take the file back from git" in str(refused.value)
    assert snapshot(workspace) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "the file is a PDF; it is neither JSON Resume nor rendercv"),
        (b"PK\x03\x04\x00\x80\xff", "the file is a Word or ZIP file"),
        ("cv:\n  name: Zoë\n".encode("latin-1"), "2:11: error: the byte 0xEB is not UTF-8"),
        ('{"basics": {"name": "A"}}'.encode("utf-16"), "is UTF-16 text"),
        (b"", "the file is neither"),
        (b" " * 2_000_000, "larger than 1 MiB"),
    ],
)
def test_a_file_that_is_something_else_is_told(workspace: Workspace, content: bytes, said: str) -> None:
    path = workspace.root.parent / "resume.xyz"
    path.write_bytes(content)
    found = import_resume(workspace, path)
    assert found.plan is None
    assert said in str(found.problems[0])


def test_what_is_no_file_is_told(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        import_resume(workspace, workspace.root / "nowhere.json")
    with pytest.raises(UsageError, match="is a folder"):
        import_resume(workspace, workspace.root)
    if hasattr(os, "mkfifo"):
        pipe = workspace.root / "pipe"
        os.mkfifo(pipe)
        assert "not a regular file" in str(import_resume(workspace, pipe).problems[0])


TEXT = st.text(min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=20)
@example([{"name": "0", "position": "0", "highlights": ["-", "—", "\x00", "73%"]}], "0")
@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": TEXT, "position": TEXT, "highlights": st.lists(TEXT, max_size=4)},
            optional={"startDate": TEXT, "endDate": TEXT, "summary": TEXT},
        ),
        max_size=3,
    ),
    TEXT,
)
def test_whatever_a_resume_says_the_vault_stays_in_order(
    tmp_path_factory: pytest.TempPathFactory, work: list[dict[str, Any]], name: str
) -> None:
    folder = tmp_path_factory.mktemp("any") / "search"
    init(folder, example=False)
    workspace = Workspace.at(folder)
    resume = {"basics": {"name": name}, "work": work, "skills": [{"name": name}], "education": [{"area": name}]}
    found = import_resume(workspace, put(workspace, resume))
    if found.plan is None:
        return
    assert problems(workspace) == []
    again = import_resume(workspace, put(workspace, resume))
    assert again.plan
    assert {file.fate for file in again.plan.files} == {Fate.SAME}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Cut latency by 73%", "Cut latency by 73%"),
        ("Cut the p99 latency of payouts by 73% in a year", "Cut the p99 latency of payouts"),
        ("Raised $18M from three funds", "Raised $18M from three funds"),
        ("Grew annual revenue to €2.4M", "Grew annual revenue"),
        ("x" * 300, "x" * 80 + "…"),
        (
            "Developed a long thing that does what it should, with a second clause that goes on and on and on",
            "Developed a long thing that does what it should",
        ),
    ],
)
def test_a_title_is_the_line_up_to_its_first_figure(line: str, title: str) -> None:
    assert title_of(line) == title


def test_figures_are_named_as_they_are_written() -> None:
    line = "In 2021 raised $18M, served 2M+ calls at 99.97%, 4.2x faster on A100, with three people"
    assert figures_of([line]) == ("$18M", "2M+", "99.97%", "4.2x")


@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.text(max_size=12), max_size=8))
def test_no_old_line_is_matched_twice(new: list[str], old: list[str]) -> None:
    found = matches(new, [(str(n), text) for n, text in enumerate(old)])
    assert len(set(found.values())) == len(found)
    same = matches(old, [(str(n), text) for n, text in enumerate(old)])
    assert all(
        old[int(name)].casefold().split() == old[n].casefold().split() or name for n, name in same.items()
    )


@pytest.mark.skipif(SAMPLES is None, reason="the public samples are not here")
@pytest.mark.parametrize("name", ["jsonresume-sample.json", "rendercv-classic.yaml"])
def test_the_formats_own_samples_pass_the_check(workspace: Workspace, name: str) -> None:
    assert SAMPLES
    text = (SAMPLES / "resumes" / name).read_text(encoding="utf-8")
    bring(workspace, text, name)
    assert problems(workspace) == []
    before = snapshot(workspace)
    assert set(fates(bring(workspace, text, name)).values()) == {Fate.SAME}
    assert snapshot(workspace) == before
