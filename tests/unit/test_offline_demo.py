"""The demo as the offline writer prepares it: golden documents, rounds that differ, nothing said twice.

`PREPSITE_GOLDEN=write pytest tests/unit/test_offline_demo.py` writes the golden documents anew: read
them aloud before you commit them.
"""

import os
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from prepsite.core.brief import brief_for
from prepsite.core.composing import compose, speaking_seconds
from prepsite.core.document import render_section
from prepsite.core.posting import format_posting
from prepsite.models.preparation import (
    BaseDraft,
    InterviewDraft,
    InterviewPreparation,
    InterviewPreparationBase,
    Priority,
)
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault
from prepsite.writers.offline import OfflineWriter
from prepsite.writers.offline.voice import opening

from offline_vaults import openings_by_kind  # isort: skip

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "demo"
TEMPLATES = JinjaTemplates()
WRITER = OfflineWriter(TEMPLATES)
VAULT = read_vault(Workspace.at(ROOT))
ROUNDS = [
    (record.id, interview.id) for record in VAULT.applications.values() for interview in record.interviews
]
DOCUMENTS = [(record.id, None) for record in VAULT.applications.values()] + ROUNDS


def _draft(application: str, interview: str) -> InterviewDraft:
    return WRITER.write_interview(brief_for(VAULT, application, interview))


def _bodies(application: str, interview: str | None) -> Iterator[str]:
    brief = brief_for(VAULT, application, interview)
    if interview is None:
        base: BaseDraft = WRITER.write_base(brief)
        quotes = [quote for driver in base.primary_drivers for quote in driver.quotes]
        whole = InterviewPreparationBase(**dict(base), formatted_jd=format_posting(brief.posting, quotes))
        sections = compose(whole, brief.resume, TEMPLATES, known=brief.addresses)
    else:
        reply = WRITER.write_interview(brief)
        made = InterviewPreparation(**dict(reply))
        sections = compose(made, brief.resume, TEMPLATES, known=brief.addresses)
    for field, body in sections.items():
        text = render_section(field, body)
        yield "\n".join(line for line in text.splitlines() if not line.startswith("<!-- prepsite"))


@pytest.mark.parametrize(("application", "interview"), DOCUMENTS)
def test_the_demo_reads_as_it_was_read_aloud(application: str, interview: str | None) -> None:
    file = GOLDEN / f"{application}.md" if interview is None else GOLDEN / application / f"{interview}.md"
    text = "\n".join(_bodies(application, interview)).strip() + "\n"
    if os.environ.get("PREPSITE_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("application", sorted({application for application, _ in ROUNDS}))
def test_rounds_of_an_application_differ(application: str) -> None:
    drafts = [_draft(application, interview) for owner, interview in ROUNDS if owner == application]
    for one, other in combinations(drafts, 2):
        asked = [{item.question for item in draft.predicted_questions} for draft in (one, other)]
        # What went badly may be asked again in its own words; nothing else comes twice.
        assert len(asked[0] & asked[1]) <= 1
        plans = [{task.text for phase in draft.prep_plan for task in phase.tasks} for draft in (one, other)]
        assert len(plans[0] & plans[1]) <= 0.6 * min(len(plan) for plan in plans)


@pytest.mark.parametrize(("application", "interview"), ROUNDS)
def test_each_question_of_a_round_is_told_by_another_story(application: str, interview: str) -> None:
    draft = _draft(application, interview)
    told = [
        item.evidence[0]
        for item in draft.predicted_questions
        if item.evidence[:1] and "project:" in item.evidence[0]
    ]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(("application", "interview"), ROUNDS)
def test_weak_answers_of_earlier_rounds_are_in_the_plan_and_followed_up_or_listed(
    application: str, interview: str
) -> None:
    brief = brief_for(VAULT, application, interview)
    draft = _draft(application, interview)
    plan = " ".join(task.text for phase in draft.prep_plan for task in phase.tasks)
    asked = {reference for item in draft.predicted_questions for reference in item.basis}
    everything = " ".join((plan, *draft.not_addressed, *(dive.topic for dive in draft.technical_deep_dives)))
    for past in brief.earlier:
        for question in past.notes.questions if past.notes else ():
            if question.went_badly and question.topic:
                assert question.topic in everything or f"notes:{past.id}" in asked


@pytest.mark.parametrize(("application", "interview"), ROUNDS)
def test_answers_can_be_spoken_and_the_musts_fit_an_evening(application: str, interview: str) -> None:
    draft = _draft(application, interview)
    assert all(speaking_seconds(item.answer) <= 110 for item in draft.predicted_questions)
    tasks = [task for phase in draft.prep_plan for task in phase.tasks]
    musts = sum(task.minutes for task in tasks if task.priority is Priority.MUST)
    assert musts <= 90
    assert f"{musts} minutes" in tasks[0].text


@pytest.mark.parametrize(("application", "interview"), ROUNDS)
def test_no_two_items_of_a_kind_begin_alike(application: str, interview: str) -> None:
    for kind, texts in openings_by_kind(_draft(application, interview)).items():
        begun = [opening(text) for text in texts]
        assert len(begun) == len(set(begun)), (kind, sorted(begun))


@pytest.mark.parametrize("application", sorted(VAULT.applications))
def test_the_narrative_has_its_lengths_and_quotes_nobody(application: str) -> None:
    narrative = WRITER.write_base(brief_for(VAULT, application)).background_narrative
    assert len(narrative.thirty_seconds.text.split()) <= 75
    assert len(narrative.ninety_seconds.text.split()) <= 215
    assert "“" not in narrative.thirty_seconds.text + narrative.ninety_seconds.text
