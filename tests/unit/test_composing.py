"""Composing: a reply becomes sections whose structure no text of the reply can change."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prepsite.core.composing import cited, compose, speaking_seconds
from prepsite.core.document import BASE_SECTIONS, INTERVIEW_SECTIONS, SectionState, render, split
from prepsite.models.preparation import (
    DirectAnswer,
    InterviewPreparation,
    InterviewPreparationBase,
    PhaseName,
    StarAnswer,
)
from prepsite.models.resume import Resume
from prepsite.templating import JinjaTemplates

HEAD = "---\nprepsite: '1'\n---\n"
TEMPLATES = JinjaTemplates()
RESUME = Resume.model_validate(
    {
        "title": "One page",
        "roles": [
            {
                "id": "now",
                "employer": "Acme",
                "title": "Engineer",
                "bullets": [{"id": "ledger", "text": "Led a ledger"}],
            }
        ],
    }
)


def interview(words: str = "Some words.", question: str = "Why") -> InterviewPreparation:
    """Build interview prep with `words` in every text."""
    task = {"text": words, "priority": "must", "minutes": 15, "evidence": ["project:ledger"]}
    return InterviewPreparation.model_validate(
        {
            "prep_plan": [{"name": name, "tasks": [task, task]} for name in PhaseName],
            "predicted_questions": [
                {
                    "question": f"{question} {number}",
                    "kind": "behavioral",
                    "why_likely": words,
                    "basis": ["job"],
                    "answer": {
                        "form": "star",
                        "situation": words,
                        "task": words,
                        "action": words,
                        "result": words,
                    }
                    if number
                    else {"form": "direct", "text": words},
                    "evidence": ["project:ledger", "project:ledger/metrics/p95 latency"],
                    "follow_ups": [words, words],
                }
                for number in range(4)
            ],
            "stage_checklist": [{"question": words, "pointer": words, "evidence": ["profile/answers/pay"]}],
            "interviewer_questions": [{"question": words, "rationale": words, "aimed_at": words}] * 5,
            "resume_defense_prep": [
                {
                    "bullet": "bullet:one/ledger",
                    "risk": words,
                    "likely_challenge": words,
                    "defense": words,
                    "evidence": ["project:ledger"],
                    "do_not_claim": words,
                }
            ],
            "technical_deep_dives": [
                {
                    "topic": words,
                    "why": words,
                    "explanation": words,
                    "trade_offs": [words],
                    "follow_ups": [words],
                    "evidence": ["project:ledger"],
                }
            ],
            "not_addressed": [words],
        }
    )


def base(words: str = "Some words.") -> InterviewPreparationBase:
    """Build base prep with `words` in every text."""
    part = {"text": words, "evidence": ["profile"]}
    return InterviewPreparationBase.model_validate(
        {
            "primary_drivers": [
                {
                    "name": words,
                    "why_it_screens": words,
                    "quotes": [words],
                    "standing": words,
                    "evidence": ["job"],
                }
            ],
            "company_context": [{"text": words, "basis": "research", "source": words}],
            "background_narrative": dict.fromkeys(
                ("opening", "core", "forward_hook", "thirty_seconds", "ninety_seconds"), part
            ),
            "formatted_jd": "### About\n\nWords of the posting.",
        }
    )


HOSTILE = st.text(
    alphabet=st.sampled_from("#-=`~<>![](){}:|*_\\ \n\t1.abc\u2028\u202e\x00"), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))


@given(HOSTILE)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_of_a_reply_changes_the_documents_structure(words: str) -> None:
    for preparation, fields in ((interview(words), INTERVIEW_SECTIONS), (base(words), BASE_SECTIONS)):
        bodies = compose(preparation, RESUME, TEMPLATES)
        document = split(render(HEAD, bodies.items()))
        assert document.fields == fields
        assert {section.state for section in document.sections} == {SectionState.UNEDITED}
        count = {"predicted_questions": 4, "resume_defense_prep": 1, "technical_deep_dives": 1, "prep_plan": 4}
        for section in document.sections:
            if section.field in count:
                assert len(re.findall(r"(?m)^### ", section.body)) == count[section.field]


def test_every_reference_stands_in_brackets() -> None:
    bodies = compose(interview(), RESUME, TEMPLATES)
    assert "*Evidence:* [project:ledger], [project:ledger/metrics/p95 latency]" in bodies["predicted_questions"]
    assert "Some words. [job]" in bodies["predicted_questions"]
    assert "### Led a ledger" in bodies["resume_defense_prep"]
    assert "[bullet:one/ledger]" in bodies["resume_defense_prep"]


def test_what_was_cited_is_told_by_section() -> None:
    references = cited(interview())
    assert references["prep_plan"] == {"project:ledger"}
    assert references["predicted_questions"] == {"job", "project:ledger", "project:ledger/metrics/p95 latency"}
    assert references["resume_defense_prep"] == {"bullet:one/ledger", "project:ledger"}
    assert cited(base())["background_narrative"] == {"profile"}


def test_nothing_left_over_leaves_no_empty_section() -> None:
    preparation = interview().model_copy(update={"not_addressed": ()})
    assert "not_addressed" not in compose(preparation, RESUME, TEMPLATES)


def test_an_answer_is_timed_at_140_words_a_minute() -> None:
    assert speaking_seconds(DirectAnswer(text=" ".join(["word"] * 140))) == 60
    assert speaking_seconds(StarAnswer(situation="a", task="b", action="c", result="d")) == 5


def test_golden_sections_read_well() -> None:
    """The exact text of a section: read it before you change it."""
    body = compose(interview(), RESUME, TEMPLATES)["predicted_questions"].split("### 3.")[0]
    golden = Path(__file__).parents[1] / "golden" / "predicted_questions.md"
    assert body.rstrip() + "\n" == golden.read_text(encoding="utf-8")


def test_a_users_template_comes_first_and_its_faults_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "prep"
    folder.mkdir()
    (folder / "formatted_jd.md.j2").write_text("MINE {{ item }}", encoding="utf-8")
    (folder / "company_context.md.j2").write_text("line one\n{% for %}", encoding="utf-8")
    templates = JinjaTemplates(tmp_path)
    assert templates.render("prep/formatted_jd.md.j2", item="x") == "MINE x"
    with pytest.raises(Exception, match=r"company_context\.md\.j2:2: the template can't be read"):
        templates.render("prep/company_context.md.j2", items=[])
    assert templates.digest("prep/") != TEMPLATES.digest("prep/")


def test_vault_text_is_data_and_never_a_template() -> None:
    text = "{{ 7 * 7 }} {% raw %} {{ cycler.__init__.__globals__ }}"
    assert text in TEMPLATES.render("prep/formatted_jd.md.j2", item=text)
