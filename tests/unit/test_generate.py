"""Generating: what is missing is written, what people own is kept, one failure stops no other."""

import shutil
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from prepsite.app import documents, drafting
from prepsite.app.drafting import Drafted
from prepsite.app.filling import fill
from prepsite.app.generate import GenerateOptions, Outcome, generate
from prepsite.app.plan import plan_vault
from prepsite.core.document import SectionState, split
from prepsite.core.plan import PlannedDocument, PlanState, provenance_of
from prepsite.core.vault import PrepFile, Vault
from prepsite.errors import UsageError
from prepsite.vault.layout import Workspace

generate_module = import_module("prepsite.app.generate")
DEMO = Path(__file__).parents[2] / "vault"
APPLICATION = "kestrel-grid-staff-engineer"
TECHNICAL = f"{APPLICATION}/technical-screen"


class Heard:
    """A progress that remembers what it heard."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.outcomes: list[Outcome] = []

    def start(self, names: Sequence[str]) -> None:
        self.names = list(names)

    def streamed(self, name: str, tokens: int) -> None:
        raise AssertionError("the offline writer streams nothing")

    def done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(DEMO, tmp_path / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    return Workspace.at(tmp_path)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    outcomes = fill(workspace, Heard())
    assert all(outcome.ok and outcome.written for outcome in outcomes), outcomes
    return workspace


def _prep(workspace: Workspace, name: str = TECHNICAL) -> Path:
    application, _, interview = name.partition("/")
    folder = workspace.vault / "applications" / application
    return (folder / "interviews" / interview if interview else folder) / "prep.md"


def _everything(workspace: Workspace) -> dict[str, bytes]:
    return {
        path.relative_to(workspace.vault).as_posix(): path.read_bytes()
        for path in sorted(workspace.vault.rglob("*"))
        if path.is_file()
    }


def test_what_is_missing_is_written_base_prep_first(workspace: Workspace) -> None:
    heard = Heard()
    outcomes = fill(workspace, heard)
    assert heard.names[:2] == [APPLICATION, TECHNICAL]
    assert heard.outcomes == list(outcomes)
    assert all(outcome.ok for outcome in outcomes)
    for name in heard.names:
        assert _prep(workspace, name).is_file()
    _, plan = plan_vault(workspace)
    assert {found.state for found in plan.documents} == {PlanState.UP_TO_DATE, PlanState.SKIPPED}


def test_completed_rounds_get_no_prep_unless_asked(filled: Workspace) -> None:
    completed = f"{APPLICATION}/recruiter-screen"
    assert not _prep(filled, completed).exists()
    (outcome,) = generate(filled, [completed], GenerateOptions(), Heard())
    assert outcome.written
    assert _prep(filled, completed).exists()


def test_filling_again_changes_no_byte(filled: Workspace) -> None:
    before = _everything(filled)
    assert fill(filled, Heard()) == ()
    assert _everything(filled) == before


def test_the_same_vault_gives_the_same_bytes(filled: Workspace) -> None:
    before = _everything(filled)
    for path in filled.vault.rglob("prep.md"):
        path.unlink()
    fill(filled, Heard())
    assert _everything(filled) == before


def test_a_changed_project_makes_what_used_it_stale_and_only_that(filled: Workspace) -> None:
    project = filled.vault / "projects" / "payout-latency.md"
    project.write_text(project.read_text(encoding="utf-8").replace("2,400", "2,450"), encoding="utf-8")
    _, plan = plan_vault(filled)
    stale = [found for found in plan.documents if found.state is PlanState.STALE]
    assert stale
    for found in stale:
        assert "project:payout-latency" in found.reason
    cites = [
        path for path in filled.vault.rglob("prep.md") if "project:payout-latency" in path.read_text("utf-8")
    ]
    assert {filled.relative(path) for path in cites} == {found.path for found in stale}


def test_new_research_makes_stale_what_was_made_from_it(filled: Workspace) -> None:
    path = filled.vault / "applications" / APPLICATION / "company.md"
    path.write_text(path.read_text(encoding="utf-8").replace("58 ", "59 ", 1), encoding="utf-8")
    _, plan = plan_vault(filled)
    base = plan.document(APPLICATION)
    assert base
    assert [section.field for section in base.sections if section.changed] == ["company_context"]
    for found in plan.documents:
        text = (filled.root / found.path).read_text("utf-8") if found.exists else ""
        changed = [section.field for section in found.sections if section.changed]
        ours = found.application_id == APPLICATION
        assert bool(changed) == (found is base or (ours and "[company]" in text)), found


@pytest.mark.parametrize("change", ["comment", "white space", "time", "status of the application"])
def test_what_no_prep_is_written_from_makes_nothing_stale(filled: Workspace, change: str) -> None:
    folder = filled.vault / "applications" / APPLICATION
    path, old, new = {
        "comment": (filled.vault / "profile.md", "\nname:", "\n# a comment\nname:"),
        "white space": (filled.vault / "projects" / "payout-latency.md", "\ntitle: ", "\ntitle:   "),
        "time": (folder / "interviews/technical-screen/interview.md", "14:00", "15:00"),
        "status of the application": (folder / "application.md", "interviewing", "offer"),
    }[change]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    _, plan = plan_vault(filled)
    assert not [found for found in plan.documents if found.state is PlanState.STALE]


def test_new_notes_make_later_rounds_stale_and_never_their_own(filled: Workspace) -> None:
    generate(filled, [f"{APPLICATION}/recruiter-screen"], GenerateOptions(), Heard())
    notes = "---\nquestions:\n  - text: How does the outbox work?\n    outcome: weak\n---\n"
    (_prep(filled).parent / "notes.md").write_text(notes, encoding="utf-8")
    _, plan = plan_vault(filled)
    stale = {found.name for found in plan.documents if found.state is PlanState.STALE}
    assert stale == {f"{APPLICATION}/hiring-manager", f"{APPLICATION}/system-design"}


def test_stale_replaces_what_nobody_edited_and_reports_what_it_kept(filled: Workspace) -> None:
    path = _prep(filled)
    document = split(path.read_text(encoding="utf-8"))
    edited = next(section for section in document.sections if section.field == "predicted_questions")
    text = document.text.replace(edited.raw, edited.raw.replace("### 1. ", "### 1. MY WORDS "))
    text = text.replace("## Roadmap", "## My checklist\n\n- water\n\n## Roadmap", 1)
    path.write_text(text, encoding="utf-8")
    job = filled.vault / "applications" / APPLICATION / "job.md"
    job.write_text(job.read_text(encoding="utf-8") + "\nYou must know Erlang.\n", encoding="utf-8")
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(stale=True), Heard())
    assert outcome.ok
    assert "predicted_questions" in outcome.kept
    after = split(path.read_text(encoding="utf-8"))
    kept = next(section for section in after.sections if section.field == "predicted_questions")
    assert kept.raw == edited.raw.replace("### 1. ", "### 1. MY WORDS ")
    assert kept.state is SectionState.EDITED
    _, plan = plan_vault(filled)
    planned = plan.document(*TECHNICAL.split("/"))
    assert planned
    assert planned.state is PlanState.UP_TO_DATE


def test_a_deleted_section_stays_deleted(filled: Workspace) -> None:
    path = _prep(filled)
    document = split(path.read_text(encoding="utf-8"))
    gone = next(section for section in document.sections if section.field == "stage_checklist")
    path.write_text(document.text.replace(gone.raw, ""), encoding="utf-8")
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(again=True), Heard())
    assert outcome.ok
    assert "stage_checklist" in outcome.kept
    assert "stage_checklist" not in split(path.read_text(encoding="utf-8")).fields


def test_one_failure_stops_no_other(workspace: Workspace) -> None:
    job = workspace.vault / "applications" / "mossbach-platform-engineer" / "job.md"
    job.write_text("---\ntitle: [\n---\nText\n", encoding="utf-8")
    outcomes = fill(workspace, Heard())
    failed = [outcome for outcome in outcomes if not outcome.ok]
    assert {outcome.name.split("/")[0] for outcome in failed} == {"mossbach-platform-engineer"}
    assert all("job.md" in outcome.message for outcome in failed)
    assert len(failed) == 2
    assert len(outcomes) > len(failed)


def test_a_prep_file_with_broken_front_matter_is_left_alone(filled: Workspace) -> None:
    path = _prep(filled)
    broken = path.read_text(encoding="utf-8").replace("prepsite:", "prepsite: [", 1)
    path.write_text(broken, encoding="utf-8")
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(again=True), Heard())
    assert not outcome.ok
    assert "front matter" in outcome.message
    assert path.read_text(encoding="utf-8") == broken


def test_a_read_only_vault_is_an_outcome_that_names_the_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("prepsite.vault.writer.os.fsync", full)
    before = _everything(workspace)
    outcomes = fill(workspace, Heard())
    assert not any(outcome.ok for outcome in outcomes)
    assert all(".md: can't be written: No space left" in outcome.message for outcome in outcomes)
    assert _everything(workspace) == before


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("kestrel", "kestrel-grid-staff-engineer"),
        (f"{APPLICATION}/technical", "technical-screen"),
        ("nothing-like-it", "there is no application"),
    ],
)
def test_an_unknown_target_names_the_closest(workspace: Workspace, target: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        generate(workspace, [target], GenerateOptions(), Heard())


def test_an_unknown_writer_names_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="offline"):
        generate(workspace, [], GenerateOptions(writer="ofline"), Heard())


def test_private_words_reach_no_prep(filled: Workspace) -> None:
    for path in filled.vault.rglob("prep.md"):
        text = path.read_text(encoding="utf-8")
        for secret in ("101,500", "93,400"):
            assert secret not in text


def _while_drafting(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> list[str]:
    """Have something happen while the writer thinks; return the names of what was drafted."""
    drafted: list[str] = []
    real = drafting.draft

    def recording(vault: Vault, planned: PlannedDocument, *rest: Any) -> Drafted:
        drafted.append(planned.name)
        result = real(vault, planned, *rest)
        if len(drafted) == 1:
            act()
        return result

    monkeypatch.setattr(documents, "draft", recording)
    return drafted


def test_what_another_run_wrote_meanwhile_is_not_asked_for_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted = _while_drafting(monkeypatch, lambda: None)
    read = generate_module.read_vault

    def reading(where: Workspace) -> Vault:
        vault: Vault = read(where)
        monkeypatch.setattr(generate_module, "read_vault", read)
        assert all(outcome.written for outcome in fill(where, Heard()))
        drafted.clear()
        return vault

    monkeypatch.setattr(generate_module, "read_vault", reading)
    outcomes = fill(workspace, Heard())
    assert outcomes
    assert {outcome.message for outcome in outcomes} == {documents.MEANWHILE}
    assert not any(outcome.written for outcome in outcomes)
    assert drafted == []


def test_an_interview_that_goes_while_the_writer_thinks_is_not_brought_back(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prep(filled).unlink()
    folder = _prep(filled).parent
    _while_drafting(monkeypatch, lambda: shutil.rmtree(folder))
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(), Heard())
    assert outcome.ok
    assert not outcome.written
    assert "interview.md is gone" in outcome.message
    assert not folder.exists()


def test_a_save_while_the_writer_thinks_becomes_an_edit_that_is_kept(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = filled.vault / "applications" / APPLICATION / "job.md"
    job.write_text(job.read_text(encoding="utf-8") + "\nYou must know Erlang.\n", encoding="utf-8")
    path = _prep(filled)
    saved = path.read_text(encoding="utf-8").replace("### 1. ", "### 1. SAVED ", 1)
    _while_drafting(monkeypatch, lambda: path.write_text(saved, encoding="utf-8"))
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(stale=True), Heard())
    assert outcome.ok
    assert "### 1. SAVED " in path.read_text(encoding="utf-8")


def test_a_document_deleted_while_the_writer_thinks_stays_deleted(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _while_drafting(monkeypatch, _prep(filled).unlink)
    (outcome,) = generate(filled, [TECHNICAL], GenerateOptions(again=True), Heard())
    assert outcome.ok
    assert "not brought back" in outcome.message
    assert not _prep(filled).exists()


def test_texts_as_generated_that_nothing_starts_from_go(filled: Workspace) -> None:
    job = filled.vault / "applications" / APPLICATION / "job.md"
    job.write_text(job.read_text(encoding="utf-8") + "\nYou must know Erlang.\n", encoding="utf-8")
    generate(filled, [], GenerateOptions(stale=True), Heard())
    named = {name for path in filled.vault.rglob("prep.md") for name in _bases(path.read_text("utf-8"))}
    assert {path.stem for path in (filled.vault / ".prepsite" / "base").iterdir()} == named


def _bases(text: str) -> tuple[str, ...]:
    provenance = provenance_of(PrepFile("prep.md", text))
    assert provenance
    return provenance.base
