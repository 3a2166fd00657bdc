"""ExperienceProject: the source of truth behind resume bullets."""

from pydantic import Field

from prepsite.models.base import EndDate, FileModel, PartialDate, Text, VaultModel
from prepsite.models.vocabulary import MyPart


class Metric(VaultModel):
    """A number that the candidate can defend."""

    name: Text = Field(description="What was measured: p95 latency. Cited as `project:<id>/metrics/<name>`.")
    before: Text | None = Field(default=None, description="The value before the work.")
    after: Text | None = Field(default=None, description="The value after it, or the value reached.")
    unit: Text | None = Field(default=None, description="The unit of both values: ms, %, EUR a month.")
    how_measured: Text | None = Field(default=None, description="How it was measured, and over what time.")


class Decision(VaultModel):
    """A choice that an interviewer may attack."""

    choice: Text = Field(description="What was chosen.")
    alternatives: tuple[Text, ...] = Field(default=(), description="What else was considered.")
    why: Text | None = Field(default=None, description="Why it was chosen.")
    trade_off: Text | None = Field(default=None, description="What it cost.")


class ExperienceProject(FileModel):
    """`projects/<id>.md`: one piece of work, with everything that backs a bullet."""

    title: Text = Field(description="The project in a few words.")
    employer: Text | None = Field(default=None, description="Whom it was for.")
    role: Text | None = Field(default=None, description="Your title while you did it.")
    start: PartialDate | None = Field(default=None, description="When it began: 2021 or 2021-03.")
    end: EndDate | None = Field(default=None, description="When it ended, or present.")
    team_size: int | None = Field(default=None, ge=1, le=10_000, description="People on the team, with you.")
    my_part: MyPart | None = Field(default=None, description="led, owned, contributed or supported.")
    problem_context: Text | None = Field(default=None, description="The situation: what was wrong, for whom.")
    actions: tuple[Text, ...] = Field(default=(), description="What you did, one step each, first person.")
    tools: tuple[Text, ...] = Field(default=(), description="Tools, languages and techniques used.")
    outcomes: tuple[Text, ...] = Field(default=(), description="What came of it.")
    metrics: tuple[Metric, ...] = Field(default=(), description="Numbers you can defend.")
    decisions: tuple[Decision, ...] = Field(default=(), description="Choices, alternatives and their cost.")
    lessons: tuple[Text, ...] = Field(default=(), description="What you would do differently, and why.")
