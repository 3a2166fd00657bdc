"""A small job search with prep written by hand: what each of its sentences says of the record is known."""

from pathlib import Path

from prepsite.app.scaffold import init
from prepsite.vault.layout import Workspace

NAME = "acme-engineer/technical-screen"
PREP = "vault/applications/acme-engineer/interviews/technical-screen/prep.md"
FILES = {
    "vault/profile.md": "---\nname: Ada Example\n---\n",
    "vault/projects/fast-payouts.md": """---
title: Faster payouts
employer: Example Ltd
role: Backend Engineer
start: 2021-03
end: 2022-06
team_size: 4
my_part: led
problem_context: The payout API answered slowly.
actions:
  - I put tracing through the whole path.
outcomes:
  - The p99 latency of the payout API fell from 1,200 ms to 340 ms.
metrics:
  - name: p99 latency
    before: 1200
    after: 340
    unit: ms
---
""",
    "vault/resumes/backend.md": """---
title: Backend
roles:
  - id: example
    employer: Example Ltd
    title: Backend Engineer
    start: 2021-03
    end: present
    bullets:
      - id: payouts
        text: Cut the p99 latency of the payout API from 1,200 ms to 340 ms.
        projects: [fast-payouts]
---
""",
    "vault/applications/acme-engineer/application.md": """---
company: Acme
role: Engineer
status: interviewing
resume: backend
---
""",
    "vault/applications/acme-engineer/job.md": "---\ntitle: Engineer\n---\n\nYou run our payout API.\n",
    "vault/applications/acme-engineer/interviews/technical-screen/interview.md": """---
stage: technical_screen
status: scheduled
scheduled_at: 2026-03-12 14:00
---
""",
    PREP: """---
application: acme-engineer
interview: technical-screen
writer: offline
model: none
prompt: 0123456789abcdef
---

## Predicted questions

### 1. What have you made faster?

**Situation.** The payout API answered slowly.

**Action.** I put tracing through the whole path.

**Result.** The p99 latency fell from 1,200 ms to 340 ms in all. It fell to 240 ms at night.

*Evidence:* [project:fast-payouts]

### 2. What else?

**Answer.** The p99 latency of the payout API fell to 195 ms.

*Evidence:* [project:fast-payouts]
""",
}
TWO, ONE = 17, 23
SAID = "The p99 latency of the payout API fell to 195 ms."


def make(root: Path) -> Workspace:
    """Write the job search and return its workspace."""
    init(root, example=False)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = root / "vault/prepsite.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\ntoday: 2026-03-10\n", encoding="utf-8")
    return Workspace.at(root)


def edit(workspace: Workspace, name: str, old: str, new: str) -> None:
    """Replace a text in a file, as a person would."""
    path = workspace.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
