"""The two prep documents, as a writer replies them: items that can be counted and checked.

Prose fields are Markdown. `evidence` holds references into the candidate's own record; `basis`
says what a prediction stands on, which may be the posting. Every field is required and every
text non-empty: a small model fills a gap with an empty string.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from prepsite.models.base import Text, VaultModel
from prepsite.models.reference import ReferenceText
from prepsite.models.vocabulary import QuestionKind, Word

Evidence = tuple[ReferenceText, ...]


class StatementBasis(Word):
    """Where a statement about the company comes from."""

    POSTING = "posting"
    RESEARCH = "research"
    APPLICATION = "application"
    TO_VERIFY = "to_verify"


class PhaseName(StrEnum):
    """The four phases of a prep plan, in their order."""

    FOUNDATION = "Foundation Review"
    PRACTICE = "Active Practice"
    POLISH = "Polish & Integration"
    CONFIDENCE = "Final Confidence Check"


class Priority(Word):
    """How much a task matters if time is short."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class PrimaryDriver(VaultModel):
    """A demand of the posting that would screen a candidate out."""

    name: Text = Field(description="The demand in a few words.")
    why_it_screens: Text = Field(description="Why a candidate without it is screened out.")
    quotes: tuple[Text, ...] = Field(min_length=1, description="Verbatim from the posting.")
    standing: Text = Field(description="What the candidate's record shows for it, or the honest lack of it.")
    evidence: Evidence = Field(description="The record behind `standing`; empty where there is none.")


class CompanyStatement(VaultModel):
    """One thing to know about the company, and where it comes from."""

    text: Text = Field(description="The statement.")
    basis: StatementBasis = Field(description="posting, research, application, or to_verify.")
    source: Text | None = Field(description="Where it was read, or null.")


class NarrativePart(VaultModel):
    """A spoken part of the narrative, first person."""

    text: Text = Field(description="The words to say.")
    evidence: Evidence = Field(description="The record behind them.")


class BackgroundNarrative(VaultModel):
    """The answer to "tell me about yourself"."""

    opening: NarrativePart = Field(description="Who I am, in a sentence or two.")
    core: NarrativePart = Field(description="What I have done that matters here.")
    forward_hook: NarrativePart = Field(description="Why this role, leading into the conversation.")
    thirty_seconds: NarrativePart = Field(description="The whole in 30 seconds: about 70 words.")
    ninety_seconds: NarrativePart = Field(description="The whole in 90 seconds: about 210 words.")


class BaseDraft(VaultModel):
    """What a writer replies for an application; the formatted posting is made by code."""

    primary_drivers: tuple[PrimaryDriver, ...] = Field(min_length=1, max_length=3)
    company_context: tuple[CompanyStatement, ...] = Field(min_length=1)
    background_narrative: BackgroundNarrative


class InterviewPreparationBase(BaseDraft):
    """Base prep: once an application."""

    formatted_jd: Text


class PrepTask(VaultModel):
    """One thing to do before the interview."""

    text: Text = Field(description="What to do: names the very project, bullet or topic.")
    priority: Priority = Field(description="must, should or could.")
    minutes: int = Field(ge=1, le=480, description="How long it takes.")
    evidence: Evidence = Field(description="What to open for it; may be empty.")


class PlanPhase(VaultModel):
    """One of the four phases."""

    name: PhaseName
    tasks: tuple[PrepTask, ...] = Field(min_length=1)


class StarAnswer(VaultModel):
    """An answer as a story: situation, task, action, result."""

    form: Literal["star"] = "star"
    situation: Text
    task: Text
    action: Text
    result: Text


class DirectAnswer(VaultModel):
    """An answer in a few plain sentences, where a story would be silly: pay, notice."""

    form: Literal["direct"] = "direct"
    text: Text


Answer = Annotated[StarAnswer | DirectAnswer, Field(discriminator="form")]


class PredictedQuestion(VaultModel):
    """A question that this round makes likely, with an answer from the record."""

    question: Text
    kind: QuestionKind
    why_likely: Text = Field(description="Why this interviewer, stage or posting makes it likely.")
    basis: Evidence = Field(min_length=1, description="What the prediction stands on: job, notes:<id>, ….")
    answer: Answer
    evidence: Evidence = Field(description="The record behind the answer.")
    follow_ups: tuple[Text, ...] = Field(min_length=1, description="What would be asked next.")


class ChecklistItem(VaultModel):
    """A standard question of the stage, with where its answer stands."""

    question: Text
    pointer: Text = Field(description="Where the answer stands, or what to write where it is missing.")
    evidence: Evidence


class InterviewerQuestion(VaultModel):
    """A question to ask them."""

    question: Text
    rationale: Text = Field(description="What the answer tells you.")
    aimed_at: Text = Field(description="Whom it suits: the interviewer's name and title, or the role.")


class ResumeDefense(VaultModel):
    """A bullet at risk, and how to defend it."""

    bullet: ReferenceText
    risk: Text = Field(description="Why it may be attacked.")
    likely_challenge: Text = Field(description="The question that attacks it.")
    defense: Text = Field(description="What to say, first person, from the record.")
    evidence: Evidence
    do_not_claim: Text = Field(description="What the record does not back.")


class TechnicalDeepDive(VaultModel):
    """A topic on which the interviewer may dig."""

    topic: Text
    why: Text = Field(description="Why it will come up.")
    explanation: Text = Field(description="What I did and why, first person, from the record.")
    trade_offs: tuple[Text, ...]
    follow_ups: tuple[Text, ...] = Field(min_length=1)
    evidence: Evidence


class InterviewDraft(VaultModel):
    """What a writer replies for one interview."""

    prep_plan: tuple[PlanPhase, ...] = Field(min_length=4, max_length=4)
    predicted_questions: tuple[PredictedQuestion, ...] = Field(min_length=3, max_length=5)
    stage_checklist: tuple[ChecklistItem, ...] = Field(min_length=1)
    interviewer_questions: tuple[InterviewerQuestion, ...] = Field(min_length=5, max_length=5)
    resume_defense_prep: tuple[ResumeDefense, ...]
    technical_deep_dives: tuple[TechnicalDeepDive, ...]
    not_addressed: tuple[Text, ...] = Field(
        description="Weak answers and topics of earlier rounds that nothing above follows up."
    )

    @field_validator("prep_plan")
    @classmethod
    def _phases_in_order(cls, phases: tuple[PlanPhase, ...]) -> tuple[PlanPhase, ...]:
        if [phase.name for phase in phases] != list(PhaseName):
            raise ValueError(f"must be these four phases, in this order: {', '.join(PhaseName)}")
        return phases

    @model_validator(mode="after")
    def _questions_differ(self) -> "InterviewDraft":
        asked = [item.question.casefold() for item in self.predicted_questions]
        if len(set(asked)) != len(asked):
            raise ValueError("predicted_questions repeats a question")
        return self


class InterviewPreparation(InterviewDraft):
    """Interview prep: once a round."""
