"""A small vault whose inputs carry revisions, and a writer whose text tells which it was made from.

The writer says `rev-<input>-<revision>` for all that a section is made from, and nothing else, so
that any section can be asked which inputs it knows, without asking prepsite.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prepsite.core.brief import Brief
from prepsite.models.preparation import (
    BackgroundNarrative,
    BaseDraft,
    ChecklistItem,
    CompanyStatement,
    DirectAnswer,
    InterviewDraft,
    InterviewerQuestion,
    NarrativePart,
    PhaseName,
    PlanPhase,
    PredictedQuestion,
    PrepTask,
    PrimaryDriver,
    Priority,
    ResumeDefense,
    StarAnswer,
    StatementBasis,
    TechnicalDeepDive,
)
from prepsite.models.vocabulary import QuestionKind
from prepsite.writers.context import WriterContext

ROUNDS = ("first", "second")
DOCUMENTS = {
    "acme": "applications/acme/prep.md",
    "acme/first": "applications/acme/interviews/first/prep.md",
    "acme/second": "applications/acme/interviews/second/prep.md",
}
BASE_FIELDS = ("formatted_jd", "company_context", "primary_drivers", "background_narrative")
ROUND_FIELDS = (
    "prep_plan",
    "predicted_questions",
    "stage_checklist",
    "interviewer_questions",
    "resume_defense_prep",
    "technical_deep_dives",
    "not_addressed",
)
_MADE_FROM = {
    "formatted_jd": (),
    "company_context": ("company",),
    "primary_drivers": ("actions", "latency"),
    "background_narrative": ("bullet", "actions"),
    "prep_plan": (),
    "predicted_questions": ("actions", "cost"),
    "stage_checklist": ("bullet",),
    "interviewer_questions": (),
    "resume_defense_prep": ("bullet", "actions"),
    "technical_deep_dives": ("actions", "latency"),
    "not_addressed": (),
}
INPUTS = ("job", "company", "bullet", "actions", "latency", "cost", "first", "second", "notes")
_REVISION = re.compile(r"rev-([a-z]+)-([a-z]+)")
# Before and after of each metric; far enough apart that no derived figure is a small number.
_FIGURES = {"latency": (480013, 1009, 1013, 19), "cost": (730021, 1031, 1511, 23)}


def fields_of(document: str) -> tuple[str, ...]:
    """Return the fields of a document, in their order."""
    return ROUND_FIELDS if "/" in document else BASE_FIELDS


def letters(number: int) -> str:
    """Return a number as letters, so that no figure stands in a text by chance."""
    text = ""
    while True:
        text = chr(ord("a") + number % 26) + text
        number = number // 26 - 1
        if number < 0:
            return text


def revisions(text: str) -> dict[str, str]:
    """Return what a text says it was made from: input → revision."""
    return dict(_REVISION.findall(text))


@dataclass
class World:
    """What the vault's inputs say: a revision each; `notes` of None are no file."""

    said: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(INPUTS, 0) | {"notes": None})
    noise: int = 0
    version: int = 0

    def made_from(self, document: str, section: str) -> dict[str, str]:
        """Return what a section says if it is written now, its writer's version left out."""
        found = {"job": self._revision("job")}
        found |= {name: self._revision(name) for name in _MADE_FROM[section]}
        _, _, interview = document.partition("/")
        if interview:
            found["people"] = self._revision(interview)
        if interview == "second":
            found["notes"] = self._revision("notes")
        return found

    def _revision(self, name: str) -> str:
        number = self.said[name]
        return "none" if number is None else letters(number)

    @property
    def says_not_addressed(self) -> bool:
        """Tell whether the writer has anything to say there: some versions have."""
        return self.version % 2 == 1

    def write(self, vault: Path) -> None:
        """Write the input files below `vault`."""
        for name, text in self._files().items():
            path = vault / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        notes = vault / "applications/acme/interviews/first/notes.md"
        if self.said["notes"] is None:
            notes.unlink(missing_ok=True)
        else:
            notes.write_bytes(self._head(f"learned:\n- They said rev-notes-{self._revision('notes')}").encode())

    def _head(self, text: str, body: str = "") -> str:
        """Return front matter with comments and blank lines that say nothing."""
        lines = text.split("\n")
        if self.noise % 2:
            lines.insert(0, f"# remark {letters(self.noise)}")
        if self.noise % 3 == 1:
            lines.append("")
        return "\n".join(["---", *lines, "---", *([""] * (self.noise % 4)), body, ""])

    def _files(self) -> Mapping[str, str]:
        rev = {name: f"rev-{name}-{self._revision(name)}" for name in INPUTS}
        metrics = []
        for name, (before, step, after, small) in _FIGURES.items():
            number = self.said[name] or 0
            metrics.append(
                f"- name: {name}\n  before: '{before + step * number}'\n  after: '{after + small * number}'"
            )
        posting = f"We need somebody for ledgers, {rev['job']} as it stands.\n\n- You write tests."
        spaces = " " * (1 + self.noise % 3)
        return {
            "prepsite.yml": "writer: scripted\ntoday: 2026-03-10\n",
            "profile.md": self._head("name: Noor Haddad\nheadline: Engineer"),
            "projects/ledger.md": self._head(
                f"title:{spaces}The ledger\nmy_part: led\nactions:\n- I moved it, {rev['actions']}.\nmetrics:\n"
                + "\n".join(metrics)
            ),
            "resumes/cv.md": self._head(
                "title: CV\nroles:\n- id: bank\n  employer: Bank\n  title: Engineer\n  bullets:\n"
                f"  - id: moved\n    text: Moved a ledger, {rev['bullet']}\n    projects:\n    - ledger"
            ),
            "applications/acme/application.md": self._head(
                "company: Acme\nrole: Engineer\nstatus: interviewing\nresume: cv"
            ),
            "applications/acme/job.md": self._head("title: Engineer", posting),
            "applications/acme/company.md": self._head(
                f"statements:\n- text: They pay out daily, {rev['company']}.\n  source: their site"
            ),
            **{
                f"applications/acme/interviews/{name}/interview.md": self._head(
                    f"stage: {stage}\nround: {place}\n"
                    f"interviewers:\n- name: Ann rev-people-{self._revision(name)}"
                )
                for place, (name, stage) in enumerate(
                    zip(ROUNDS, ("recruiter_screen", "technical_screen"), strict=True), 1
                )
            },
        }


class Told:
    """How often writers were asked, and the version that their text is of."""

    def __init__(self) -> None:
        self.calls = 0
        self.version = 0


class ScriptedWriter:
    """Implements `Writer`: each section says the revisions of what it is made from."""

    name = "scripted"
    note = "Written by the test."
    remote = False
    model = "scripted"

    def __init__(self, told: Told, _context: WriterContext) -> None:
        self._told = told

    def ready(self) -> None:
        """Want for nothing."""

    def write_base(self, brief: Brief) -> BaseDraft:
        """Return base prep."""
        self._told.calls += 1
        project = ("project:ledger",)

        def part(text: str) -> NarrativePart:
            return NarrativePart(text=text, evidence=("bullet:cv/moved", *project))

        says = self._says(brief, "background_narrative")
        return BaseDraft(
            primary_drivers=(
                PrimaryDriver(
                    name="Ledgers",
                    why_it_screens="It is the first line of the posting.",
                    quotes=("You write tests.",),
                    standing=f"{self._says(brief, 'primary_drivers')} {_figures(brief, 'latency')}",
                    evidence=project,
                ),
            ),
            company_context=(
                CompanyStatement(
                    text=self._says(brief, "company_context"),
                    basis=StatementBasis.RESEARCH,
                    source="their site",
                ),
                CompanyStatement(text="Ask who runs it.", basis=StatementBasis.TO_VERIFY, source=None),
            ),
            background_narrative=BackgroundNarrative(
                opening=part("I build ledgers."),
                core=part(says),
                forward_hook=part("That is why I am here."),
                thirty_seconds=part("In short, ledgers."),
                ninety_seconds=part("At length, ledgers.\n\nAnd tests."),
            ),
        )

    def write_interview(self, brief: Brief) -> InterviewDraft:
        """Return the prep of a round."""
        self._told.calls += 1
        assert brief.round
        project = ("project:ledger",)
        task = PrepTask(text=self._says(brief, "prep_plan"), priority=Priority.MUST, minutes=45, evidence=())
        rest = PrepTask(text="Sleep.", priority=Priority.COULD, minutes=45, evidence=())
        return InterviewDraft(
            prep_plan=tuple(PlanPhase(name=name, tasks=(task, rest)) for name in PhaseName),
            predicted_questions=tuple(
                PredictedQuestion(
                    question=f"Why {word}?",
                    kind=QuestionKind.TECHNICAL,
                    why_likely="The posting says so.",
                    basis=("job",),
                    answer=StarAnswer(
                        situation="A column.",
                        task="Move it.",
                        action=self._says(brief, "predicted_questions"),
                        result=_figures(brief, "cost"),
                    )
                    if word != "pay"
                    else DirectAnswer(text="Ask them."),
                    evidence=project,
                    follow_ups=("And then?",),
                )
                for word in ("ledgers", "tests", "pay")
            ),
            stage_checklist=(
                ChecklistItem(
                    question="Who are you?",
                    pointer=self._says(brief, "stage_checklist"),
                    evidence=("bullet:cv/moved",),
                ),
            ),
            interviewer_questions=tuple(
                InterviewerQuestion(
                    question=f"What of {word}?",
                    rationale=self._says(brief, "interviewer_questions"),
                    aimed_at="Ann",
                )
                for word in ("pay", "leave", "tests", "ledgers", "growth")
            ),
            resume_defense_prep=(
                ResumeDefense(
                    bullet="bullet:cv/moved",
                    risk="It is short.",
                    likely_challenge="Who moved it?",
                    defense=self._says(brief, "resume_defense_prep"),
                    evidence=project,
                    do_not_claim="The whole bank.",
                ),
            ),
            technical_deep_dives=(
                TechnicalDeepDive(
                    topic="Ledgers",
                    why="They run one.",
                    explanation=f"{self._says(brief, 'technical_deep_dives')} {_figures(brief, 'latency')}",
                    trade_offs=("It took long.",),
                    follow_ups=("What next?",),
                    evidence=("project:ledger", "project:ledger/metrics/latency"),
                ),
            ),
            not_addressed=(self._says(brief, "not_addressed"),) if self._told.version % 2 else (),
        )

    def prompt_digest(self, brief: Brief) -> str:
        """Return a digest of the version alone: the inputs have digests of their own."""
        return f"{self._told.version:032x}"

    def account(self, brief: Brief) -> None:
        """Return None: nothing is asked of anybody."""

    def close(self) -> None:
        """Close nothing."""

    def _says(self, brief: Brief, section: str) -> str:
        """Return what a section says it was made from, as the brief tells it."""
        found = _told(brief)
        names = ["job", *_MADE_FROM[section]]
        if brief.round:
            names += ["people"] + (["notes"] if brief.round.id == "second" else [])
        said = " ".join(f"rev-{name}-{found[name]}" for name in names)
        return f"This knows {said} rev-version-{letters(self._told.version)} and no more."


def _told(brief: Brief) -> dict[str, str]:
    project = brief.projects["ledger"].fields
    assert brief.company
    assert brief.resume
    texts = [brief.posting, *project.actions, *(item.text for item in brief.company.statements)]
    texts += [bullet.text for role in brief.resume.roles for bullet in role.bullets]
    if brief.round:
        texts += [person.name for person in brief.round.interview.interviewers]
    found = {"notes": "none"} | revisions(" ".join(texts))
    for earlier in brief.earlier:
        found |= revisions(" ".join(earlier.notes.learned if earlier.notes else ()))
    for metric in project.metrics:
        start, step, _, _ = _FIGURES[metric.name]
        found[metric.name] = letters((int(metric.before or 0) - start) // step)
    return found


def _figures(brief: Brief, name: str) -> str:
    metrics = brief.projects["ledger"].fields.metrics
    found = next(metric for metric in metrics if metric.name == name)
    return f"It went from {found.before} to {found.after}."
