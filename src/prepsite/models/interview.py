"""One round of an application, and the notes taken after it."""

from pydantic import Field

from prepsite.models.base import FileModel, Id, Minutes, Moment, Text, Url, VaultModel
from prepsite.models.vocabulary import Focus, Format, InterviewStatus, QuestionKind, QuestionOutcome, Stage


class Interviewer(VaultModel):
    """Somebody who will ask."""

    name: Text = Field(description="The person's name.")
    title: Text | None = Field(default=None, description="The person's title.")
    team: Text | None = Field(default=None, description="The person's team.")
    link: Url | None = Field(default=None, description="A public page about the person.")
    notes: Text | None = Field(default=None, description="What you know of the person.")


class Interview(FileModel):
    """`interviews/<id>/interview.md`: when, how, with whom, about what."""

    stage: Stage = Field(description="The kind of round.")
    status: InterviewStatus = Field(default=InterviewStatus.SCHEDULED, description="Whether it is to come.")
    format: Format | None = Field(default=None, description="How it is held.")
    focus: tuple[Focus, ...] = Field(default=(), description="What it is about.")
    interviewers: tuple[Interviewer, ...] = Field(default=(), description="Who will ask.")
    scheduled_at: Moment | None = Field(
        default=None,
        description="When: 2026-03-15 10:30, in the vault's time zone, or with a zone of its own: "
        "2026-03-15T10:30+01:00.",
    )
    duration: Minutes | None = Field(default=None, description="How long: 45, 45 min, 1h30.")
    round: int | None = Field(default=None, ge=1, le=50, description="Its place, where no date tells.")
    location: Text | None = Field(default=None, description="Where, if you go there.")
    join_link: Url | None = Field(default=None, description="The address of the call.")
    due_at: Moment | None = Field(default=None, description="When a take-home is due.")


class AskedQuestion(VaultModel):
    """A question that was asked, and how the answer went."""

    text: Text = Field(description="The question, as you remember it.")
    kind: QuestionKind | None = Field(default=None, description="What it probed.")
    topic: Text | None = Field(default=None, description="Its topic in a word or two: idempotency.")
    my_answer: Text | None = Field(default=None, description="What you said, in short.")
    used: tuple[Id, ...] = Field(default=(), description="Ids of the projects you told about.")
    confidence: int | None = Field(default=None, ge=1, le=5, description="How sure you were, 1 to 5.")
    outcome: QuestionOutcome | None = Field(default=None, description="How it went.")

    @property
    def went_badly(self) -> bool:
        """Tell whether the answer was weak: by its outcome, or a confidence of 1 or 2."""
        if self.outcome is not None:
            return self.outcome in {QuestionOutcome.WEAK, QuestionOutcome.UNANSWERED}
        return self.confidence is not None and self.confidence <= 2


class Told(VaultModel):
    """A fact that you stated, so that later rounds don't contradict it."""

    topic: Text = Field(description="What it was about: pay, notice, team size.")
    said: Text = Field(description="What you said.")


class Notes(FileModel):
    """`interviews/<id>/notes.md`: what happened; the body is your reflection."""

    questions: tuple[AskedQuestion, ...] = Field(default=(), description="What was asked.")
    told_them: tuple[Told, ...] = Field(default=(), description="Facts you stated: pay, dates, numbers.")
    learned: tuple[Text, ...] = Field(default=(), description="What you learned about them.")
    follow_ups: tuple[Text, ...] = Field(default=(), description="What you promised, or want to bring up.")
    weak_topics: tuple[Text, ...] = Field(default=(), description="Topics that went badly.")
