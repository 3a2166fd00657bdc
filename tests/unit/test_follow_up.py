"""Weak answers and topics of earlier rounds, traced into later prep; and confidence over the rounds."""

import time
from collections.abc import Mapping

from prepsite.core.confidence import confidence_of
from prepsite.core.pages.items import documents_of
from prepsite.core.reviews import review_notices
from prepsite.core.vault import ApplicationRecord
from prepsite.core.weak_spots import MOST, FollowUp, Trace, traces_of, weak_spots
from prepsite.errors import Severity

from interview_vaults import prep_text, round_of, vault_of  # isort: skip

WEAK = {
    "questions": [
        {"text": "A client sends a payment twice: what then?", "topic": "idempotency", "confidence": 2},
        {"text": "What went well?", "topic": "success", "outcome": "strong", "confidence": 5},
        {"text": "What was hard?", "outcome": "unanswered"},
    ],
    "weak_topics": ["idempotency", "saying no to a department"],
}
STEP = "### Foundation\n\n- [ ] **Must · 10 min** Settle your answer on “idempotency”. [notes:screen]"
QUESTION = "### 1. Where would idempotency sit?\n\n**Answer.** In the ledger.\n\n*Evidence:* [project:ledger]"
LISTED = "Nothing follows these up:\n\n- “Saying no to a department” went badly in the screen."


def _traced(record: ApplicationRecord, later: str = "panel") -> dict[str, Trace]:
    found = record.interview(later)
    assert found is not None
    return {trace.spot.topic: trace for trace in traces_of(record, found, documents_of(record))}


def _record(prep: str | None, notes: Mapping[str, object] = WEAK) -> ApplicationRecord:
    screen = round_of("screen", 3, status="completed", notes=notes)
    return vault_of(screen, round_of("panel", 12, prep=prep))[1]


def test_weak_answers_and_topics_are_found_once_each_and_not_the_good_ones() -> None:
    spots = weak_spots(_record(None), "panel")
    assert [(spot.topic, spot.field) for spot in spots] == [
        ("idempotency", "questions.0"),
        ("What was hard", "questions.2"),
        ("saying no to a department", "weak_topics.1"),
    ]


def test_a_later_answer_that_went_well_heals_and_a_round_never_follows_itself_up() -> None:
    healed = {"questions": [{"text": "Again?", "topic": "Idempotency", "confidence": 5}]}
    rounds = (
        round_of("one", 3, status="completed", notes={"weak_topics": ["idempotency", "scope"]}),
        round_of("two", 5, status="completed", notes=healed),
        round_of("three", 9, status="completed", notes={"weak_topics": ["reserves"]}),
    )
    _, record = vault_of(*rounds, round_of("last", 12))
    assert [spot.topic for spot in weak_spots(record, "last")] == ["reserves", "scope"]
    assert [spot.topic for spot in weak_spots(record, "two")] == ["idempotency", "scope"]
    assert weak_spots(record, "one") == ()


def test_each_weak_spot_is_followed_up_listed_or_missing() -> None:
    prep = prep_text(("prep_plan", STEP), ("predicted_questions", QUESTION), ("not_addressed", LISTED))
    traced = _traced(_record(prep))
    assert {topic: trace.state for topic, trace in traced.items()} == {
        "idempotency": FollowUp.FOLLOWED,
        "saying no to a department": FollowUp.LISTED,
        "What was hard": FollowUp.MISSING,
    }
    followed = traced["idempotency"]
    assert [item.anchor for item in (*followed.steps, *followed.answers)] == ["roadmap-1", "q1"]


def test_a_step_alone_follows_up_in_part_and_unwritten_prep_is_told_as_such() -> None:
    assert _traced(_record(prep_text(("prep_plan", STEP))))["idempotency"].state is FollowUp.PARTLY
    assert _traced(_record(None))["idempotency"].state is FollowUp.NO_PREP


def test_a_question_that_asks_the_same_again_or_cites_the_one_weak_round_follows_it_up() -> None:
    again = "### 1. A client sends the same payment twice. What do you do then?\n\n**Answer.** A key.\n"
    assert _traced(_record(prep_text(("predicted_questions", again))))["idempotency"].answers
    only = {"weak_topics": ["idempotency"]}
    cites = (
        "### 1. How are retries safe?\n\n**Why likely.** They noted it. [notes:screen]\n\n**Answer.** A key."
    )
    assert _traced(_record(prep_text(("predicted_questions", cites)), only))["idempotency"].answers
    other = cites.replace(" [notes:screen]", "")
    assert not _traced(_record(prep_text(("predicted_questions", other)), only))["idempotency"].answers


def test_what_other_words_of_the_topic_say_is_no_follow_up() -> None:
    step = "### Foundation\n\n- [ ] **Must · 5 min** Left open: find the department's list. [notes:screen]"
    assert not _traced(_record(prep_text(("prep_plan", step))))["saying no to a department"].steps


def test_a_weak_spot_that_nothing_takes_up_is_a_notice_at_the_prep_with_the_place_of_the_notes() -> None:
    screen = round_of("screen", 3, status="completed", notes={"weak_topics": ["reserves"]})
    vault, _ = vault_of(screen, round_of("panel", 12, prep=prep_text(("prep_plan", STEP))), resume=None)
    (notice,) = review_notices(vault)
    assert notice.severity is Severity.NOTICE
    assert notice.path.endswith("panel/prep.md")
    place = "vault/applications/acme/interviews/screen/notes.md:1"
    assert f"“reserves” went badly in the round Technical screen ({place})" in notice.message
    assert "[notes:screen]" in notice.remedy


def test_private_notes_and_rounds_leave_nothing() -> None:
    for hidden in (
        round_of("screen", 3, status="completed", notes={**WEAK, "private": True}),
        round_of("screen", 3, status="completed", notes=WEAK, private=True),
    ):
        _, record = vault_of(hidden, round_of("panel", 12))
        assert weak_spots(record, "panel") == ()
        assert confidence_of(record).topics == ()


def test_confidence_is_gathered_by_topic_over_the_rounds() -> None:
    def asked(topic: str, confidence: int) -> dict[str, object]:
        return {"questions": [{"text": "Q?", "topic": topic, "confidence": confidence}]}

    rounds = (
        round_of("one", 3, status="completed", notes=asked("idempotency", 2)),
        round_of("none", 4, status="completed", notes={"learned": ["Nothing."]}),
        round_of("two", 5, status="completed", notes=asked("Idempotency", 4)),
        round_of("three", 6, status="completed", notes=asked("pay", 1)),
    )
    found = confidence_of(vault_of(*rounds)[1])
    assert [each.id for each in found.rounds] == ["one", "two", "three"]
    told = [
        (topic.name, [(p.round, p.confidence, p.went_badly) for p in topic.points]) for topic in found.topics
    ]
    assert told == [("Idempotency", [(1, 2, True), (2, 4, False)]), ("pay", [(3, 1, True)])]
    assert found.topics[0].change == 2


def test_thirty_rounds_of_forty_topics_stay_bounded() -> None:
    def notes(start: int) -> dict[str, object]:
        questions = [
            {"text": f"Question {n}?", "topic": f"topic number {start + n}", "confidence": 1 + n % 5}
            for n in range(40)
        ]
        return {"questions": questions, "weak_topics": [f"left over {start + n}" for n in range(40)]}

    text = "\n".join(f"- [ ] **Must · 5 min** Settle topic number {n}. [notes:r0]" for n in range(60))
    prep = prep_text(("prep_plan", f"### Foundation\n\n{text}"))
    rounds = [round_of(f"r{n}", n + 1, status="completed", notes=notes(n * 40), prep=prep) for n in range(29)]
    _, record = vault_of(*rounds, round_of("last", 31, prep=prep))
    documents = documents_of(record)
    started = time.process_time()
    traced = [trace for found in record.interviews for trace in traces_of(record, found, documents)]
    assert time.process_time() - started < 20
    assert len(weak_spots(record, "last")) == MOST
    assert len(traced) <= MOST * 30
    assert len(confidence_of(record).topics) == 29 * 40
