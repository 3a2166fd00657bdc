"""The offline writer: complete, valid, from the record, and different from round to round."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel

from prepsite.core.brief import Brief, BriefProject, KeptSection, Round
from prepsite.errors import UsageError
from prepsite.models.application import Application, Company, Job, Statement
from prepsite.models.interview import AskedQuestion, Interview, Interviewer, Notes
from prepsite.models.preparation import BaseDraft, InterviewDraft
from prepsite.models.profile import Answers, Fact, Profile
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.resume import Bullet, Resume, Role
from prepsite.models.vocabulary import ApplicationStatus, FactStatus, MyPart, QuestionOutcome, Stage
from prepsite.templating import JinjaTemplates
from prepsite.writers.context import WriterContext
from prepsite.writers.offline import OfflineWriter
from prepsite.writers.offline.audience import Audience, audience_of
from prepsite.writers.offline.lexicon import Lexicon
from prepsite.writers.offline.record import Record
from prepsite.writers.offline.tenure import tenure_of
from prepsite.writers.offline.voice import opening
from prepsite.writers.registry import writer_named

from offline_vaults import briefs, graduate, nurse, openings_by_kind, record_of  # isort: skip

WRITER = OfflineWriter(JinjaTemplates())
LEXICON = Lexicon(JinjaTemplates())

POSTING = """# Senior Nurse Engineer

## About us

We run 40 clinics.

## Requirements

- You must have 5+ years of experience with PostgreSQL and Kotlin
- Experience with Terraform

## Benefits

- You must take 30 days of leave
"""
LEDGER = ExperienceProject(
    title="Moving the ledger",
    employer="Fennhold",
    my_part=MyPart.CONTRIBUTED,
    team_size=4,
    problem_context="Balances were wrong in 41 cases",
    actions=("Wrote the importer", "I compared every account every night."),
    tools=("Kotlin", "Postgres"),
    outcomes=("Differences fell from 41 to 2.",),
    metrics=(Metric(name="differences", before="41", after="2", unit="a month", how_measured="A sheet"),),
    decisions=(
        Decision(choice="Double-entry in PostgreSQL", alternatives=("bought",), trade_off="One primary"),
    ),
)


def _brief(stage: Stage = Stage.TECHNICAL_SCREEN) -> Brief:
    bullet = Bullet(id="ledger", text="Led the move of a ledger, 99% faster", projects=("ledger",))
    return Brief(
        application_id="acme",
        application=Application(company="Acme", role="Senior Nurse Engineer", status=ApplicationStatus.APPLIED),
        job=Job(),
        posting=POSTING,
        profile=Profile(name="Maren Talvik", headline="Senior engineer", answers=Answers(pay="100,000 euros")),
        resume_id="cv",
        resume=Resume(
            title="CV", roles=(Role(id="now", employer="Fennhold", title="Engineer", bullets=(bullet,)),)
        ),
        projects={"ledger": BriefProject("ledger", LEDGER)},
        round=Round(
            "this", Interview(stage=stage, interviewers=(Interviewer(name="Ada Ro", title="Engineer"),)), None
        ),
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in {"evidence", "basis", "bullet", "form", "quotes", "source"}:
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif type(value) is str:
        yield value


def _references(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            found = getattr(value, name)
            if name in {"evidence", "basis"} and isinstance(found, tuple):
                yield from found
            elif name == "bullet":
                yield found
            else:
                yield from _references(found)
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item)


def _check_prose(draft: BaseModel) -> None:
    for text in _texts(draft):
        assert text.strip()
        assert not re.search(r"(?<!\.)\.\.(?!\.)|\?\.|!\.|\s[.,;:?!](?:\s|$)|,,|\(\s*\)|“\s*”|  ", text), text
        assert "None" not in text
        assert "{" not in text


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _check_numbers(text: str, evidence: tuple[str, ...], brief: Brief) -> None:
    said = _numbers(" ".join(record_of(reference, brief) or "" for reference in evidence))
    # So many years and some months lie between years that the record states.
    years = [int(number) for number in said if len(number) == 4]
    lengths = {str(later - earlier - short) for later in years for earlier in years for short in (0, 1)}
    assert {number for number in _numbers(text) if f"{number} years" not in text or number not in lengths} <= (
        said
    ), (text, evidence)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(briefs())
def test_every_brief_gets_complete_documents_from_its_own_words(brief: Brief) -> None:
    base = WRITER.write_base(replace(brief, round=None, earlier=()))
    draft = WRITER.write_interview(brief)
    BaseDraft.model_validate(base.model_dump())
    InterviewDraft.model_validate(draft.model_dump())
    for reference in (*_references(base), *_references(draft)):
        assert record_of(reference, brief) is not None, reference
    for document in (base, draft):
        _check_prose(document)
    narrative = base.background_narrative
    for name in type(narrative).model_fields:
        part = getattr(narrative, name)
        _check_numbers(part.text, part.evidence, brief)
    for question in draft.predicted_questions:
        answer = " ".join(_texts(question.answer))
        if question.evidence:
            _check_numbers(re.sub(r"projects/\S+", "", answer), question.evidence, brief)
    for item in draft.resume_defense_prep:
        _check_numbers(item.defense, item.evidence, brief)
    for dive in draft.technical_deep_dives:
        _check_numbers(" ".join((dive.explanation, *dive.trade_offs)), dive.evidence, brief)
    for kind, texts in openings_by_kind(draft).items():
        begun = [opening(text) for text in texts]
        assert len(begun) == len(set(begun)), (kind, sorted(begun))


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("candidate", [nurse, graduate])
def test_every_trade_and_age_gets_documents_for_every_stage(
    candidate: Callable[[], Brief], stage: Stage
) -> None:
    brief = candidate()
    brief = replace(brief, round=Round("this", Interview(stage=stage), None))
    draft = WRITER.write_interview(brief)
    for document in (WRITER.write_base(replace(brief, round=None)), draft):
        _check_prose(document)
    for reference in _references(draft):
        assert record_of(reference, brief) is not None, reference


def test_a_nurse_is_screened_as_a_nurse() -> None:
    drivers = WRITER.write_base(nurse()).primary_drivers
    assert {driver.name for driver in drivers} >= {"Nursing licence", "At least 3 years of acute care"}
    leading = next(driver for driver in drivers if "shift" in driver.name)
    assert leading.name == "Leading a shift of eight nurses"
    assert leading.evidence[0] == "project:falls"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(briefs())
def test_the_same_brief_gives_the_same_bytes(brief: Brief) -> None:
    again = OfflineWriter(JinjaTemplates())
    assert WRITER.write_interview(brief).model_dump_json() == again.write_interview(brief).model_dump_json()
    assert WRITER.prompt_digest(brief) == again.prompt_digest(brief)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_questions_of_its_own(stage: Stage) -> None:
    draft = WRITER.write_interview(_brief(stage))
    assert 3 <= len(draft.predicted_questions) <= 5
    assert len({item.question for item in draft.interviewer_questions}) == 5


def test_rounds_differ_visibly() -> None:
    stages = (Stage.RECRUITER_SCREEN, Stage.TECHNICAL_SCREEN, Stage.HIRING_MANAGER)
    drafts = [WRITER.write_interview(_brief(stage)) for stage in stages]
    asked = [{item.question for item in draft.predicted_questions} for draft in drafts]
    assert len(asked[0] & asked[1]) <= 1
    assert len(asked[1] & asked[2]) <= 1
    assert [len(draft.technical_deep_dives) > 0 for draft in drafts] == [False, True, True]


def test_drivers_quote_requirements_and_never_benefits() -> None:
    drivers = WRITER.write_base(_brief()).primary_drivers
    assert drivers[0].quotes == ("You must have 5+ years of experience with PostgreSQL and Kotlin",)
    assert all("leave" not in driver.quotes[0] for driver in drivers)
    terraform = next(driver for driver in drivers if "Terraform" in driver.quotes[0])
    assert "Terraform" in terraform.standing
    assert "Nothing in your record" in terraform.standing


def test_aliases_count_as_the_same_tool() -> None:
    driver = WRITER.write_base(_brief()).primary_drivers[0]
    assert "project:ledger" in driver.evidence
    assert "doesn't mention" not in driver.standing


def test_a_missing_answer_is_asked_for_and_claims_no_evidence() -> None:
    draft = WRITER.write_interview(_brief(Stage.RECRUITER_SCREEN))
    notice = next(item for item in draft.predicted_questions if item.question == "When could you start?")
    assert notice.answer.model_dump()["text"] == (
        "You have not written an answer yet: add `notice` under `answers` in profile.md."
    )
    assert notice.evidence == ()


def test_a_pay_answer_is_the_candidates_own() -> None:
    draft = WRITER.write_interview(_brief(Stage.RECRUITER_SCREEN))
    pay = next(item for item in draft.predicted_questions if item.evidence == ("profile/answers/pay",))
    assert pay.answer.model_dump()["text"] == "100,000 euros."


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        ("105,000 to 118,000 euros", "; the posting names 105,000 to 118,000 euros."),
        (
            "Please note the maximum salary available for the GS pay system is $183,500.",
            "; the posting says “Please note the maximum salary available for the GS pay system is $183,500”.",
        ),
        (None, "so that nobody finds out too late."),
    ],
)
def test_what_the_posting_says_of_pay_reads_as_a_part_of_the_sentence(pay: str | None, told: str) -> None:
    brief = replace(_brief(Stage.RECRUITER_SCREEN), job=Job(pay=pay))
    draft = WRITER.write_interview(brief)
    asked = next(item for item in draft.predicted_questions if item.evidence == ("profile/answers/pay",))
    assert asked.why_likely.endswith(told)


def test_a_verb_stronger_than_the_part_and_an_unmeasured_number_are_risks() -> None:
    item = WRITER.write_interview(_brief()).resume_defense_prep[0]
    assert "“led”" in item.risk
    assert "99%" in item.risk
    assert "Don't say that you led it" in item.do_not_claim
    assert "I contributed to it" in item.defense


def test_a_withdrawn_claim_is_a_risk_of_the_line_that_repeats_it() -> None:
    fact = Fact(id="led", status=FactStatus.RETRACTED, text="I led the move of the ledger.")
    item = WRITER.write_interview(replace(_brief(), facts=(fact,))).resume_defense_prep[0]
    assert "fact:led" in item.evidence


def _after_a_weak_answer() -> Brief:
    asked = AskedQuestion(
        text="Why double-entry in PostgreSQL?", topic="double-entry", confidence=2, outcome=QuestionOutcome.WEAK
    )
    past = Round(
        "first",
        Interview(stage=Stage.RECRUITER_SCREEN),
        None,
        Notes(questions=(asked,), weak_topics=("opera",)),
    )
    return replace(_brief(), earlier=(past,))


def test_a_weak_answer_is_asked_again_and_comes_first_in_the_plan() -> None:
    draft = WRITER.write_interview(_after_a_weak_answer())
    first = draft.predicted_questions[0]
    assert first.question == "Why double-entry in PostgreSQL?"
    assert first.basis == ("notes:first",)
    assert "project:ledger" in first.evidence
    assert "double-entry" in draft.prep_plan[0].tasks[1].text


def test_a_weak_topic_is_followed_up_or_listed() -> None:
    draft = WRITER.write_interview(_after_a_weak_answer())
    everything = " ".join((*(item.question for item in draft.predicted_questions), *draft.not_addressed))
    assert "opera" in everything


def test_a_recruiter_is_not_asked_how_deployments_work() -> None:
    recruiter = Interviewer(name="Jo", title="Senior Recruiter")
    round_ = Round("this", Interview(stage=Stage.TECHNICAL_SCREEN, interviewers=(recruiter,)), None)
    asked = WRITER.write_interview(replace(_brief(), round=round_)).interviewer_questions
    assert all("production" not in item.question and "code" not in item.question for item in asked)
    assert all(item.aimed_at.startswith("Jo, Senior Recruiter") for item in asked)


@pytest.mark.parametrize(
    ("title", "audience"),
    [
        ("Talent Partner", Audience.RECRUITER),
        ("Engineering Manager", Audience.MANAGER),
        ("Senior Software Engineer", Audience.ENGINEER),
        ("VP of Engineering", Audience.EXECUTIVE),
        ("CTO", Audience.EXECUTIVE),
        ("Director of Engineering", Audience.MANAGER),
        ("Product Manager", Audience.PRODUCT),
        ("Gardener", Audience.ENGINEER),
    ],
)
def test_titles_tell_the_audience(title: str, audience: Audience) -> None:
    assert audience_of(LEXICON, Interviewer(name="X", title=title), Stage.SYSTEM_DESIGN) is audience


def test_the_narrative_can_be_spoken_in_its_time() -> None:
    words = " ".join(f"I did thing number {number}." for number in range(90))
    brief = replace(_brief(), profile=Profile(name="Maren", headline="Engineer", narrative=words))
    narrative = WRITER.write_base(brief).background_narrative
    assert len(narrative.ninety_seconds.text.split()) <= 215
    assert len(narrative.thirty_seconds.text.split()) <= 80
    assert narrative.ninety_seconds.text.endswith((".", "?", "!"))


def test_the_digest_changes_with_the_brief() -> None:
    brief = _brief()
    assert WRITER.prompt_digest(brief) != WRITER.prompt_digest(replace(brief, posting="Else"))


def test_an_unknown_writer_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no writer 'ofline'; did you mean offline\?"):
        writer_named("ofline", WriterContext(JinjaTemplates()))


def test_what_a_person_said_in_confidence_is_not_quoted_to_the_interviewer() -> None:
    told = Statement(text="On-call for PostgreSQL and Kotlin is the worst.", source="Katrin, by telephone")
    public = Statement(text="Acme grew.", source="https://news.example.org/acme")
    brief = replace(_brief(), company=Company(statements=(told, public)))
    asked = " ".join(item.question for item in WRITER.write_interview(brief).interviewer_questions)
    assert "Acme grew." in asked
    assert "worst" not in asked


def test_what_a_project_is_said_to_speak_of_stands_in_it() -> None:
    """A kin of the demand's word is not the demand's word: fraud is no "confidentiality"."""
    project = ExperienceProject(
        title="Ranking of sign-ups",
        my_part=MyPart.OWNED,
        actions=("I ranked sign-ups by the risk of fraud.",),
        tools=("PostgreSQL",),
    )
    posting = (
        "# Engineer\n\n## Requirements\n\n- Provide authoritative advice and guidance to management, staff and"
        " several departments, so that the confidentiality of platforms on a broad spectrum of government"
        " is understood at Signup.gov\n- Another thing\n"
    )
    brief = replace(
        _brief(), projects={"ranking": BriefProject("ranking", project)}, posting=posting, resume=None
    )
    said = " ".join(driver.standing for driver in WRITER.write_base(brief).primary_drivers)
    assert "Signup.gov" not in said
    (spoken,) = re.findall(r"speaks of ([^.]+)\.", said)
    own = " ".join((project.title, *project.actions, *project.tools)).casefold()
    assert all(word.casefold() in own for word in re.split(r", | and ", spoken))


def test_bare_years_never_make_a_tenure_longer_than_it_can_be() -> None:
    """From 2014 to 2016 may be little more than a year: nobody should hear three."""
    role = Role.model_validate(
        {"id": "a", "employer": "Acme", "title": "Nurse", "start": "2014", "end": "2016"}
    )
    brief = replace(_brief(), resume_id="one", resume=Resume(title="One", roles=(role,)))
    tenure = tenure_of(Record(brief, LEXICON))
    assert tenure
    assert tenure.months == 14


def test_the_checklist_leaves_out_what_a_section_of_the_candidates_own_asks() -> None:
    brief = nurse()
    items = WRITER.write_interview(brief).stage_checklist
    asked = items[0].question
    own = KeptSection("", "What I fear", f"They will ask:\n\n- **{asked.upper()}**\n")
    after = WRITER.write_interview(replace(brief, kept=(own,)))
    assert [item.question for item in after.stage_checklist] == [item.question for item in items[1:]]
    assert WRITER.prompt_digest(brief) != WRITER.prompt_digest(replace(brief, kept=(own,)))
    itself = KeptSection("stage_checklist", "Stage checklist", asked)
    again = WRITER.write_interview(replace(brief, kept=(itself,)))
    assert [item.question for item in again.stage_checklist] == [item.question for item in items]
