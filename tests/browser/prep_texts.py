"""Prep documents for the browser tests: known questions and answers, as prep files hold them."""

from dataclasses import dataclass
from pathlib import Path

from prepsite.core.document import render

QUESTIONS = (
    ("Tell me about a migration that you owned.", "Nine hours of month end became thirty-eight minutes."),
    ("How do you learn that two systems disagree?", "A comparison ran beside every write for six weeks."),
    ("What did a rollback cost you?", "Seventeen days of work, and a better plan for the second try."),
    ("Which pay do you look for?", "Between the two figures that stand in my profile."),
)
TASK = "Say the narrative aloud twice."


@dataclass(frozen=True)
class Round:
    """One round of the vault with prep: `answers` are what only its page says."""

    application: str
    id: str

    @property
    def uri(self) -> str:
        return f"applications/{self.application}/interview-prep/{self.id}/index.html"

    @property
    def reference_uri(self) -> str:
        return f"applications/{self.application}/interview-prep/index.html"

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(f"{answer} So it was before round {len(self.id)}{self.id[0]}." for _, answer in QUESTIONS)


def write_prep(vault: Path) -> tuple[Round, ...]:
    """Write base prep for each application of a vault and prep for each round; return the rounds."""
    rounds = []
    for application in sorted(path.parent for path in vault.glob("applications/*/application.md")):
        (application / "prep.md").write_text(_base(application.name), encoding="utf-8")
        for folder in sorted(path.parent for path in application.glob("interviews/*/interview.md")):
            found = Round(application.name, folder.name)
            (folder / "prep.md").write_text(_interview(found), encoding="utf-8")
            rounds.append(found)
    return tuple(rounds)


def _head(application: str, interview: str = "") -> str:
    named = f"interview: {interview}\n" if interview else ""
    writer = "writer: offline\nmodel: offline\nprompt: 0a\n"
    return f'---\nprepsite: "1"\napplication: {application}\n{named}{writer}---\n'


def _base(application: str) -> str:
    return render(
        _head(application),
        [
            ("formatted_jd", "**You own the ledger.**\n\n- Kotlin\n- Postgres"),
            ("company_context", "- They pay out daily. [company]"),
            ("primary_drivers", "### Ownership of a ledger\n\nThe posting says so. [job]"),
            ("background_narrative", "I move money without losing any of it."),
        ],
    )


def _interview(found: Round) -> str:
    questions = "\n\n".join(
        f"### {number}. {question}\n\n*Behavioral · about 75 seconds*\n\n"
        "**Why likely.** The posting asks. [job]\n\n"
        f"**Situation.** A ledger.\n\n**Task.** Mine.\n\n**Action.** I compared.\n\n**Result.** {answer}\n\n"
        f"*Evidence:* [job]\n\n**They may go on with:**\n\n- What then?"
        for number, ((question, _), answer) in enumerate(zip(QUESTIONS, found.answers, strict=True), 1)
    )
    return render(
        _head(found.application, found.id),
        [
            ("prep_plan", f"### Foundation Review · 45 min\n\n- [ ] **Must · 15 min** {TASK} [job]"),
            ("predicted_questions", questions),
            ("stage_checklist", "- **Introduce yourself.** See the narrative."),
            ("interviewer_questions", "1. **What does a failing test look like?** It shows that you read it."),
            ("resume_defense_prep", "### A large number\n\n**Defence.** The hardware was the same."),
            ("technical_deep_dives", "### Idempotency\n\n```kotlin\nstore.once(key) { pay() }\n```"),
        ],
    )
