"""Each line of a resume: its risk and why, where prep defends it, whether it was asked before."""

from collections.abc import Mapping

import pytest

from prepsite.core.defence import Line, lines_of
from prepsite.core.pages.items import documents_of
from prepsite.core.reasons import Risk
from prepsite.core.reviews import review_notices
from prepsite.core.risk import Backing, charge_claimed, helped_only, loose_figures
from prepsite.core.vault import ApplicationRecord, Vault
from prepsite.errors import Severity
from prepsite.models.project import ExperienceProject
from prepsite.models.vocabulary import MyPart

from interview_vaults import PROJECTS, RESUME, answer, prep_text, round_of, vault_of  # isort: skip

DEFENCE = (
    "### Led the move\n\n*At risk:* It says led. [bullet:backend/platform]\n\n**They may ask.** Who led?\n\n"
    "**Say.** I contributed.\n\n**Do not claim.** That you led it.\n\n*Evidence:* [project:platform]"
)
FOUR = ("Led", "Owned", "Designed", "Managed")


def _lines(vault: Vault, record: ApplicationRecord) -> dict[str, Line]:
    return {line.bullet.id: line for line in lines_of(vault, record, documents_of(record))}


def _bullet(text: str, project: Mapping[str, object] | None = None) -> Line:
    """Return a line with one project behind it, or with none."""
    projects = ("one",) if project is not None else ()
    resume = {
        "title": "R",
        "roles": [
            {
                "id": "r",
                "employer": "E",
                "title": "T",
                "start": "2020",
                "end": "present",
                "bullets": [{"id": "b", "text": text, "projects": projects}],
            }
        ],
    }
    vault, record = vault_of(resume=resume, projects={"one": {"title": "One", **(project or {})}})
    return _lines(vault, record)["b"]


def _said(line: Line) -> str:
    return "; ".join(f"{reason.risk}: {reason.text}" for reason in line.reasons)


@pytest.mark.parametrize("verb", FOUR)
@pytest.mark.parametrize(
    ("part", "is_high"), [("contributed", True), ("supported", True), ("led", False), ("owned", False)]
)
def test_a_verb_stronger_than_ones_part_is_a_high_risk(verb: str, part: str, is_high: bool) -> None:
    line = _bullet(f"{verb} the move to a new ledger.", {"my_part": part})
    assert (line.risk is Risk.HIGH) is is_high
    assert (f"it says “{verb.lower()}”, and your part was “{part}”" in _said(line)) is is_high


def _metric(**values: str) -> dict[str, object]:
    return {"metrics": [{"name": "latency", **values}]}


TEXT = {"outcomes": ["Pages fell to 6 a week."]}
TEAM = {"my_part": "led", "team_size": 5}


@pytest.mark.parametrize(
    ("text", "project", "risk", "said"),
    [
        ("Cut costs by 35%.", {}, Risk.HIGH, "35% stands in no project behind it"),
        ("Cut pages to 6 a week.", TEXT, Risk.MEDIUM, "6 stands in its project's text"),
        ("Cut latency to 380 ms.", _metric(after="380", unit="ms", how_measured="x"), Risk.LOW, ""),
        ("Cut latency by 75%.", _metric(before="400", after="100", how_measured="x"), Risk.LOW, ""),
        ("Cut latency to 380 ms.", _metric(after="380"), Risk.LOW, "no metric behind it says how"),
        ("Led a team of 5 there.", TEAM, Risk.LOW, "nothing behind it was measured"),
        ("Led the work.", {}, Risk.MEDIUM, "no project says what your part was"),
        ("Worked on it since 2019.", {}, Risk.LOW, "nothing behind it was measured"),
        ("Moved 1,200 users.", _metric(after="1.2k", how_measured="x"), Risk.LOW, ""),
    ],
)
def test_risk_goes_by_what_stands_behind_a_line(
    text: str, project: dict[str, object], risk: Risk, said: str
) -> None:
    line = _bullet(text, project)
    assert line.risk is risk, _said(line)
    assert said in _said(line)


def test_a_line_without_a_project_is_at_high_risk_with_a_figure_and_else_at_medium() -> None:
    assert _bullet("Mentored four engineers.").risk is Risk.HIGH
    assert "it says four, and no project stands behind it" in _said(_bullet("Mentored four engineers."))
    assert _bullet("Mentored engineers.").risk is Risk.MEDIUM


def test_nothing_of_a_private_project_is_told() -> None:
    line = _bullet("Cut costs by 35%.", {"private": True, "outcomes": ["Costs fell by 35%."]})
    assert _said(line) == "medium: the project behind it is private, so no prep may tell of it"


def test_a_private_block_backs_no_figure() -> None:
    line = _bullet("Cut costs by 35%.", {"private": {"note": "It was 35%."}})
    assert "35% stands in no project behind it" in _said(line)


def test_a_withdrawn_claim_makes_its_line_a_high_risk() -> None:
    facts = [{"id": "no", "status": "retracted", "text": "I led the deployment platform team."}]
    vault, record = vault_of(facts=facts)
    lines = _lines(vault, record)
    assert "you withdrew a claim that reads like it: I led the deployment platform team" in _said(
        lines["platform"]
    )
    assert "withdrew" not in _said(lines["payouts"])


def test_an_old_line_is_told_as_such() -> None:
    roles = [
        {"id": "new", "employer": "N", "title": "T", "start": "2020", "end": "2025"},
        {
            "id": "old",
            "employer": "O",
            "title": "T",
            "end": "2012",
            "bullets": [{"id": "b", "text": "Built it."}],
        },
    ]
    vault, record = vault_of(resume={"title": "R", "roles": roles})
    assert "it is old: the role ended in 2012" in _said(_lines(vault, record)["b"])


def test_a_question_on_the_line_that_went_badly_is_a_high_risk_and_one_that_used_its_project_a_medium() -> None:
    asked = {
        "questions": [
            {
                "text": "Your resume says payout API, p99: how?",
                "kind": "resume",
                "used": ["payouts"],
                "outcome": "weak",
            },
            {"text": "What did you hand over?", "topic": "delegation", "used": ["ledger"], "confidence": 1},
        ]
    }
    vault, record = vault_of(round_of("screen", 3, status="completed", notes=asked))
    lines = _lines(vault, record)
    assert lines["payouts"].risk is Risk.HIGH
    assert "the question on it went badly (Technical screen)" in _said(lines["payouts"])
    assert lines["ledger"].risk is Risk.MEDIUM
    assert "an answer with its project went badly (Technical screen: delegation)" in _said(lines["ledger"])
    assert [(each.question.topic, each.directly) for each in lines["ledger"].asked] == [("delegation", False)]
    assert lines["costs"].asked == ()


def test_a_later_answer_that_went_well_lowers_the_risk() -> None:
    question = {"text": "Your resume says payout API, p99: how?", "kind": "resume", "used": ["payouts"]}
    rounds = [
        round_of("one", 3, status="completed", notes={"questions": [{**question, "outcome": "weak"}]}),
        round_of("two", 5, status="completed", notes={"questions": [{**question, "outcome": "strong"}]}),
    ]
    vault, record = vault_of(*rounds)
    assert _lines(vault, record)["payouts"].risk is Risk.MEDIUM


def test_a_defence_is_found_where_prep_cites_the_line_or_tells_of_its_project() -> None:
    prep = prep_text(
        (
            "predicted_questions",
            "### 1. How?\n\n**Answer.** So.\n\n*Evidence:* [project:payouts/metrics/p99 latency]",
        ),
        ("resume_defense_prep", DEFENCE),
        ("technical_deep_dives", "### Ledgers\n\nSo.\n\n*Evidence:* [project:ledger]"),
    )
    vault, record = vault_of(round_of("panel", 12, prep=prep))
    lines = _lines(vault, record)
    found = {
        name: [(each.interview_id, each.item.field, each.item.anchor, each.directly) for each in line.defended]
        for name, line in lines.items()
    }
    assert found == {
        "platform": [("panel", "resume_defense_prep", "resume-defence-1", True)],
        "payouts": [("panel", "predicted_questions", "q1", False)],
        "ledger": [("panel", "technical_deep_dives", "deep-dives-1", False)],
        "costs": [],
    }
    assert [line.bullet.id for line in lines.values() if line.is_open] == ["costs"]


def test_a_line_at_high_risk_is_named_with_its_place_until_each_round_to_come_defends_it() -> None:
    other = round_of("final", 20)
    vault, _ = vault_of(round_of("panel", 12, prep=prep_text(("resume_defense_prep", DEFENCE))), other)
    notices = {notice.field: notice for notice in review_notices(vault)}
    assert set(notices) == {"roles.0.bullets.1", "roles.0.bullets.2"}
    platform = notices["roles.0.bullets.1"]
    assert (platform.path, platform.line, platform.severity) == ("vault/resumes/backend.md", 6, Severity.NOTICE)
    assert "no defence in acme/final:" in platform.message
    assert "prepsite generate acme/final" in platform.remedy
    assert "no defence in acme/panel, acme/final" in notices["roles.0.bullets.2"].message


@pytest.mark.parametrize(
    "settings",
    [
        {"status": "rejected"},
        {"application": {"private": True}},
        {"application": {"resume": None}},
        {"resume": {**RESUME, "private": True}},
        {"resume": None},
    ],
)
def test_no_notice_for_what_is_over_private_or_without_a_resume(settings: dict[str, object]) -> None:
    vault, _ = vault_of(round_of("panel", 12), **settings)  # type: ignore[arg-type]
    assert list(review_notices(vault)) == []


def test_a_private_round_defends_nothing_and_asked_nothing() -> None:
    asked = {"questions": [{"text": "Payouts?", "used": ["payouts"]}]}
    hidden = round_of("panel", 12, prep=answer("So.", "bullet:backend/payouts"), notes=asked, private=True)
    vault, record = vault_of(hidden)
    line = _lines(vault, record)["payouts"]
    assert (line.defended, line.asked, line.open_in) == ((), (), ())


def test_the_parts_of_the_judgement_by_themselves() -> None:
    assert charge_claimed("I led the work") == "led"
    assert charge_claimed("Helped to lead") == ""
    assert charge_claimed("Spun up", {"spun"}) == "spun"
    assert helped_only([MyPart.SUPPORTED, MyPart.CONTRIBUTED])
    assert not helped_only([])
    assert not helped_only([None])
    assert not helped_only([MyPart.LED, MyPart.SUPPORTED])
    project = ExperienceProject.model_validate(PROJECTS["payouts"])
    loose = loose_figures(
        "From 2,400 ms to 380 ms, 84% less, 17 days, 6 weeks", [Backing(project, "It took 17 days.")]
    )
    assert (loose.unmeasured, loose.only_told) == (("6",), ("17",))
