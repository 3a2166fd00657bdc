"""The demo vault is fit to be shown: no problem, prep that is current, and work left to do."""

from pathlib import Path

from prepsite.app.check import check_vault
from prepsite.app.plan import plan_vault
from prepsite.core.document import SectionState, split
from prepsite.core.plan import PlanState
from prepsite.models.vocabulary import Format, Stage
from prepsite.vault.layout import Workspace

ROOT = Path(__file__).parents[2]


def test_the_demo_has_no_problem() -> None:
    assert check_vault(Workspace.at(ROOT)).problems == ()


def test_committed_prep_is_current_and_some_is_left_to_write() -> None:
    _, plan = plan_vault(Workspace.at(ROOT))
    states = [found.state for found in plan.documents]
    assert states.count(PlanState.MISSING) >= 5
    assert sum(found.exists for found in plan.documents) >= 5
    assert not {PlanState.STALE, PlanState.BLOCKED} & set(states)


def test_the_demo_shows_every_stage_format_and_a_hand_edit() -> None:
    vault, _ = plan_vault(Workspace.at(ROOT))
    rounds = [found for record in vault.applications.values() for found in record.interviews]
    assert {found.interview.stage for found in rounds if found.interview} == set(Stage)
    assert {found.interview.format for found in rounds if found.interview} == set(Format)
    preps = [record.prep for record in vault.applications.values()] + [found.prep for found in rounds]
    kept = {section.state for prep in preps if prep for section in split(prep.text).sections}
    assert kept == set(SectionState)
