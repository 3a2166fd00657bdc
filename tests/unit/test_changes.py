"""What changed since prep was written: exactly the sections that used it, old → new."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from prepsite.app.filling import fill
from prepsite.app.outcomes import Outcome
from prepsite.app.plan import plan_vault, planned
from prepsite.core.changes import Change, changes_of, told
from prepsite.core.document import split
from prepsite.core.inputs import Inputs, metric_reference
from prepsite.core.plan import Plan, PlanState, plan_of
from prepsite.core.vault import Vault
from prepsite.errors import Severity
from prepsite.models.project import ExperienceProject, Metric
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

DEMO = Path(__file__).parents[2] / "vault"
KESTREL = "kestrel-grid-staff-engineer"
# What a reader of the demo takes for a figure of each metric.
FIGURES = {
    "address-search/searches without a result": r"from 30% to 7%",
    "address-search/calls about addresses": r"from 140 to (about )?45",
    "address-search/p95 of one search": r"200 (ms )?to 600|200 ms|600 ms",
    "deploy-platform/merge to production": r"from 95 to 22|95 minutes|22 minutes",
    "deploy-platform/failed deployments": r"from 11% to 4%|11% of deployments|4% of deployments",
    "deploy-platform/applications moved": r"31 (of 38 )?applications",
    "deploy-platform/applications I moved": r"[Mm]oved nine (of|payment)|nine of the 31",
    "dispatch-rollback/assignment delay": r"19 seconds|from 4 to 19|4 seconds",
    "dispatch-rollback/late pickups": r"1\.2%|3\.9%|late pickups had tripled",
    "dispatch-rollback/lost order events": r"60 (order )?events|60 a week|[Ss]ixty|lost 60",
    "dispatch-rollback/time to roll back": r"40 minutes",
    "hiring-loop/first call to offer": r"24 days|47 days|from 47 to 24",
    "hiring-loop/offers accepted": r"nine of 12 offers|11 offers in a year only five|9 of 12|5 of 11",
    "hiring-loop/first change in production": r"from 19 to (4|four)|19 (working )?days|(4|four) working days",
    "hiring-loop/interviewers trained": r"14 (interviewers|people)",
    "ledger-migration/unexplained differences": r"from 41 to (2|two)|41 (unexplained )?differences|41 a month",
    "ledger-migration/month-end close": r"from 26 to 4|26 (working )?hours|4 working hours",
    "ledger-migration/ledger entries moved": r"214 million",
    "ledger-migration/read-only time": r"11 minutes",
    "log-redaction/log lines with account numbers": r"3,100",
    "log-redaction/people with access to the log search": r"160|34 people|to 34",
    "log-redaction/applications moved": r"27 applications|all 27|27 of 27",
    "payout-latency/p99 latency": r"2,400|380",
    "payout-latency/availability": r"99\.71|99\.96",
    "payout-latency/pages at night": r"from 6 to 1|woken six times",
    "silent-payouts/payouts held back": r"6,140",
    "silent-payouts/time to notice": r"552|6 minutes|six minutes",
    "silent-payouts/time to repair": r"74 minutes",
    "silent-payouts/certificates without an owner": r"17 (of|certificates)|17 had no owner|[Ss]eventeen",
}


class Silent:
    """A progress that nobody watches."""

    def start(self, names: object) -> None: ...

    def streamed(self, name: str, tokens: int) -> None: ...

    def done(self, outcome: Outcome) -> None:
        assert outcome.ok, outcome


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(DEMO, root / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    workspace = Workspace.at(root)
    fill(workspace, Silent())
    return workspace


@pytest.fixture
def own(demo: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(demo.root, tmp_path, dirs_exist_ok=True)
    return Workspace.at(tmp_path)


def flagged(plan: Plan) -> set[str]:
    return {f"{found.name} {s.field}" for found in plan.documents for s in found.sections if s.is_stale}


def bodies(vault: Vault) -> Mapping[str, str]:
    """Return the text of each section that may be stale, by document and field."""
    texts = {}
    for found in plan_of(vault).documents:
        record = vault.applications[found.application_id]
        interview = record.interview(found.interview_id) if found.interview_id else None
        prep = interview.prep if interview else record.prep
        if prep is not None and found.state is not PlanState.SKIPPED:
            for section in split(prep.text).sections:
                texts[f"{found.name} {section.field}"] = " ".join(section.body.split())
    return texts


def with_metric(vault: Vault, project_id: str, old: Metric, new: Metric) -> Vault:
    file = vault.projects[project_id]
    project = file.fields
    assert project is not None
    metrics = tuple(new if metric is old else metric for metric in project.metrics)
    changed = replace(file, fields=project.model_copy(update={"metrics": metrics}))
    return replace(vault, projects={**vault.projects, project_id: changed})


def test_nothing_is_stale_as_it_was_written(demo: Workspace) -> None:
    assert flagged(plan_vault(demo)[1]) == set()


def test_a_changed_metric_flags_the_sections_that_cite_it_or_say_its_figures_and_no_others(
    demo: Workspace,
) -> None:
    vault = read_vault(demo)
    texts = bodies(vault)
    seen = set()
    for project_id, file in vault.projects.items():
        project = file.fields
        assert isinstance(project, ExperienceProject)
        for metric in project.metrics:
            reference = metric_reference(project_id, metric)
            figure = re.compile(rf"(?<![\d.,])(?:{FIGURES[f'{project_id}/{metric.name}']})")
            expected = {
                name
                for name, text in texts.items()
                if not name.endswith("formatted_jd") and (f"[{reference}]" in text or figure.search(text))
            }
            new = metric.model_copy(update={"after": "987654"})
            assert flagged(plan_of(with_metric(vault, project_id, metric, new))) == expected, reference
            seen |= expected
    assert len(seen) > 20


def test_old_and_new_are_told_of_a_changed_metric(own: Workspace) -> None:
    path = own.vault / "projects" / "payout-latency.md"
    path.write_text(path.read_text(encoding="utf-8").replace("after: '380'", "after: '340'"), encoding="utf-8")
    vault, plan = plan_vault(own)
    found = plan.document(KESTREL, "technical-screen")
    assert found is not None
    section = found.section("predicted_questions")
    assert section is not None
    reference = "project:payout-latency/metrics/p99 latency"
    assert section.changes == (Change(reference, "after", "380", "340"),)
    assert found.state is PlanState.STALE
    assert found.reason == f"changed since: p99 latency: after 380 → 340 ({reference})"
    assert planned(own, vault) == plan


def _rewritten(path: Path) -> None:
    """Write a file's fields in another order and width, with comments, and its body with other spaces."""
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    fields = yaml.load(front, yaml.BaseLoader)  # noqa: S506 - builds texts alone
    again = yaml.safe_dump(fields, sort_keys=True, width=44, allow_unicode=True, default_style='"')
    path.write_text(f"---\n# a comment\n{again}---\n{body.replace('. ', '.  ')}\n\n", encoding="utf-8")


def test_white_space_key_order_and_comments_flag_nothing(own: Workspace) -> None:
    for path in own.vault.rglob("*.md"):
        if path.name != "prep.md" and ".prepsite" not in path.parts:
            _rewritten(path)
    vault, plan = plan_vault(own)
    assert not vault.problems
    assert flagged(plan) == set()


def test_new_notes_flag_the_rounds_after_theirs_and_no_other(own: Workspace) -> None:
    notes = own.vault / "applications" / KESTREL / "interviews" / "technical-screen" / "notes.md"
    notes.write_text(
        "---\nquestions:\n  - text: Why a queue?\n    outcome: weak\n---\n\nHard.\n", encoding="utf-8"
    )
    vault, plan = plan_vault(own)
    assert not [problem for problem in vault.problems if problem.severity is Severity.ERROR]
    stale = {found.name for found in plan.documents if found.state is PlanState.STALE}
    assert stale == {f"{KESTREL}/hiring-manager", f"{KESTREL}/system-design"}
    assert all(
        "notes:technical-screen (new)" in found.reason for found in plan.documents if found.name in stale
    )


def test_a_way_to_reach_a_person_flags_nothing_and_is_kept_nowhere(own: Workspace) -> None:
    path = own.vault / "profile.md"
    text = path.read_text(encoding="utf-8")
    assert "email:" in text
    path.write_text(re.sub(r"(?m)^email: .*$", "email: reach.me@example.org", text), encoding="utf-8")
    vault, plan = plan_vault(own)
    assert flagged(plan) == set()
    assert "reach.me" not in str(Inputs(vault).said("profile", KESTREL))


def test_nothing_private_is_said(own: Workspace) -> None:
    path = own.vault / "projects" / "payout-latency.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", "---\nprivate:\n  pager: whispered\n", 1), encoding="utf-8")
    said = Inputs(read_vault(own)).said("project:payout-latency", KESTREL)
    assert said
    assert "whispered" not in str(said)
    path.write_text(text.replace("---\n", "---\nprivate: true\n", 1), encoding="utf-8")
    hidden = Inputs(read_vault(own))
    assert hidden.said("project:payout-latency", KESTREL) == {}
    assert hidden.said("project:payout-latency/metrics/p99 latency", KESTREL) == {}


def test_a_metric_that_no_reference_can_name_stays_part_of_its_project(demo: Workspace) -> None:
    vault = read_vault(demo)
    project = vault.projects["payout-latency"].fields
    assert project is not None
    odd = Metric(name="p99 [gateway]", after="1")
    for first, second in ((odd, odd.model_copy(update={"after": "2"})), (project.metrics[0], odd)):
        one = with_metric(vault, "payout-latency", project.metrics[1], first)
        other = with_metric(vault, "payout-latency", project.metrics[1], second)
        digests = {Inputs(each).digest("project:payout-latency", KESTREL) for each in (one, other)}
        assert len(digests) == 2


def test_changes_of_lists_and_long_texts_are_told_by_what_differs() -> None:
    class Now(Inputs):
        def __init__(self, said: Mapping[str, str]) -> None:
            self._now = said

        def said(self, reference: str, application_id: str) -> Mapping[str, str]:
            return self._now

    def change(old: dict[str, str] | None, new: dict[str, str]) -> str:
        then = {} if old is None else {"project:x": old}
        return told(changes_of(["project:x"], then, Now(new), "a"))

    moved = change(
        {"actions.1": "a", "actions.2": "b"}, {"actions.1": "new", "actions.2": "a", "actions.3": "b"}
    )
    assert moved == "actions nothing → new (project:x)"
    assert change({"team_size": "4"}, {"team_size": "5"}) == "team size 4 → 5 (project:x)"
    assert change({"title": "a"}, {}) == "project:x (gone)"
    assert change({}, {"title": "a"}) == "project:x (new)"
    assert change(None, {"title": "a"}) == "project:x"
    assert change({"text.1": "x" * 400}, {"text.1": "x" * 400}) == "project:x (the rest of it)"
    long = change({"text.1": "word " * 60 + "old end"}, {"text.1": "word " * 60 + "new end"})
    assert "old end → …" in long
    assert len(long) < 120
    four = {f"f{n}": str(n) for n in range(5)}
    assert change(four, dict.fromkeys(four, "x")).endswith("and 2 more")


def test_a_file_that_can_not_be_used_makes_nothing_stale_until_it_is_mended(
    demo: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(demo.root, tmp_path / "search")
    workspace = Workspace.at(tmp_path / "search")
    _, before = plan_vault(workspace)
    project = workspace.vault / "projects/payout-latency.md"
    project.write_text(project.read_text(encoding="utf-8").replace("team_size: 5", "team_size: five"), "utf-8")
    _, broken = plan_vault(workspace)
    assert [found.state for found in broken.documents] == [found.state for found in before.documents]
    project.unlink()
    _, gone = plan_vault(workspace)
    assert PlanState.STALE in [found.state for found in gone.documents]
