"""A small vault of one application, with rounds that told and prep to come, for defence and follow-up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from prepsite.core.document import render
from prepsite.core.vault import ApplicationRecord, InterviewRecord, KeyPath, PrepFile, Vault, VaultFile
from prepsite.models.application import Application, Job
from prepsite.models.base import FileModel
from prepsite.models.interview import Interview, Notes
from prepsite.models.profile import Facts, Profile
from prepsite.models.project import ExperienceProject
from prepsite.models.resume import Resume
from prepsite.models.settings import Settings

F = TypeVar("F", bound=FileModel)
BERLIN = ZoneInfo("Europe/Berlin")
FOLDER = "vault/applications/acme"
RESUME = {
    "title": "Backend",
    "summary": "Backend engineer since 2014.",
    "roles": [
        {
            "id": "fennhold",
            "employer": "Fennhold Payments",
            "title": "Senior Engineer",
            "start": "2021-04",
            "end": "present",
            "bullets": [
                {
                    "id": "payouts",
                    "text": "Led a team of five that brought the payout API's p99 latency "
                    "from 2,400 ms to 380 ms.",
                    "projects": ["payouts"],
                },
                {
                    "id": "platform",
                    "text": "Led the move of 31 applications to a deployment platform on Kubernetes.",
                    "projects": ["platform"],
                },
                {
                    "id": "costs",
                    "text": "Reduced the AWS bill by 35% in a year.",
                },
            ],
        },
        {
            "id": "sternmoos",
            "employer": "Sternmoos",
            "title": "Engineer",
            "start": "2014-09",
            "end": "2020-06",
            "bullets": [
                {
                    "id": "ledger",
                    "text": "Owned the move of 214 million entries to a ledger, "
                    "with 11 minutes of read-only time.",
                    "projects": ["ledger"],
                }
            ],
        },
    ],
    "credentials": [
        {
            "id": "msc",
            "kind": "degree",
            "name": "MSc in Computer Science",
            "issuer": "Tartu",
            "date": "2014-06",
        },
        {
            "id": "cka",
            "kind": "certificate",
            "name": "Certified Kubernetes Administrator",
            "date": "2024-05",
            "expires": "2027-05",
        },
    ],
}
PROJECTS: Mapping[str, Mapping[str, object]] = {
    "payouts": {
        "title": "Making the payout API fast",
        "role": "lead of the payout team",
        "my_part": "led",
        "team_size": 5,
        "metrics": [
            {
                "name": "p99 latency",
                "before": "2,400",
                "after": "380",
                "unit": "ms",
                "how_measured": "at the gateway",
            }
        ],
    },
    "platform": {
        "title": "A deployment platform on Kubernetes",
        "my_part": "contributed",
        "team_size": 6,
        "actions": ["I moved nine of the 31 applications."],
        "metrics": [{"name": "applications moved", "after": "31"}],
    },
    "ledger": {
        "title": "Moving payments to a double-entry ledger",
        "role": "owner, with the ledger team",
        "my_part": "owned",
        "team_size": 4,
        "metrics": [{"name": "entries moved", "after": "214", "unit": "million"}],
        "outcomes": ["11 minutes of read-only time in total."],
    },
}


def vault_file(
    model: type[F], path: str, fields: object, positions: Mapping[KeyPath, int] | None = None
) -> VaultFile[F]:
    """Return a file of the vault with these fields; `positions` are lines by key."""
    made = {key: (line, 3) for key, line in (positions or {}).items()}
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    return VaultFile(path, name, model.model_validate(fields), positions=made)


def round_of(
    name: str,
    day: int,
    *,
    status: str = "scheduled",
    stage: str = "technical_screen",
    told: Sequence[tuple[str, str]] = (),
    notes: Mapping[str, object] | None = None,
    prep: str | None = None,
    private: bool = False,
) -> InterviewRecord:
    """Return a round on a day of March 2026; `told` are (topic, said) of its notes, on lines 10, 20, …"""
    folder = f"{FOLDER}/interviews/{name}"
    file = vault_file(
        Interview, f"{folder}/interview.md", {"stage": stage, "status": status, "private": private}
    )
    written = None
    if told or notes is not None:
        fields = {"told_them": [{"topic": topic, "said": said} for topic, said in told], **(notes or {})}
        lines: dict[KeyPath, int] = {("told_them", n): 10 * (n + 1) for n in range(len(told))}
        written = vault_file(Notes, f"{folder}/notes.md", fields, lines)
    kept = PrepFile(f"{folder}/prep.md", prep) if prep is not None else None
    return InterviewRecord(name, "acme", file, datetime(2026, 3, day, 10, tzinfo=BERLIN), written, kept)


def prep_text(*sections: tuple[str, str]) -> str:
    """Return a prep document of these sections."""
    return render("---\nprepsite: '1'\napplication: acme\nwriter: offline\n---\n", sections)


def answer(text: str, *cites: str, question: str = "What did you do?") -> str:
    """Return prep of one question with a direct answer."""
    evidence = ", ".join(f"[{each}]" for each in cites)
    return prep_text(
        ("predicted_questions", f"### 1. {question}\n\n**Answer.** {text}\n\n*Evidence:* {evidence}")
    )


def vault_of(
    *rounds: InterviewRecord,
    resume: object = RESUME,
    projects: Mapping[str, object] = PROJECTS,
    facts: Sequence[Mapping[str, object]] = (),
    status: str = "interviewing",
    prep: str | None = None,
    application: Mapping[str, object] | None = None,
) -> tuple[Vault, ApplicationRecord]:
    """Return a vault and its one application."""
    fields = {
        "company": "Acme",
        "role": "Engineer",
        "status": status,
        "resume": "backend",
        **(application or {}),
    }
    record = ApplicationRecord(
        "acme",
        FOLDER,
        vault_file(Application, f"{FOLDER}/application.md", fields),
        vault_file(Job, f"{FOLDER}/job.md", {"title": "Engineer"}),
        None,
        PrepFile(f"{FOLDER}/prep.md", prep) if prep is not None else None,
        tuple(rounds),
    )
    lines: dict[KeyPath, int] = {("roles", r, "bullets", b): 10 * r + b + 5 for r in range(2) for b in range(3)}
    vault = Vault(
        "vault",
        Settings(),
        vault_file(Profile, "vault/profile.md", {"name": "Ana Example"}),
        vault_file(Facts, "vault/facts.md", {"facts": facts}) if facts else None,
        {
            name: vault_file(ExperienceProject, f"vault/projects/{name}.md", each)
            for name, each in projects.items()
        },
        {"backend": vault_file(Resume, "vault/resumes/backend.md", resume, lines)} if resume else {},
        {"acme": record},
    )
    return vault, record
