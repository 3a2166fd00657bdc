"""A small vault for the tests of grounding, and the status of one sentence against it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from prepsite.core.grounding.judging import Claim, judge
from prepsite.core.grounding.record import Record
from prepsite.core.grounding.sentences import Sentence
from prepsite.core.grounding.verdict import Part, Status
from prepsite.core.vault import Vault
from prepsite.vault.layout import Workspace
from prepsite.vault.reader import read_vault

FILES = {
    "prepsite.yml": "writer: offline\ntoday: 2026-03-10\naliases:\n  Vector store: [pgv]\n",
    "profile.md": """
        name: Ada Brook
        headline: Backend engineer
        narrative: I write services that stay up, and I have been on call since October 2021.
        answers:
          notice: My notice is three months. If I resign by 31 March I can start on 1 July.
    """,
    "facts.md": """
        facts:
          - id: on-call
            status: confirmed
            text: I have been on call one week in five.
          - id: led-platform
            status: retracted
            text: I led the platform team at Fennhold.
    """,
    "projects/payouts.md": """
        title: Making payouts fast
        employer: Fennhold
        role: Senior Backend Engineer, incident lead
        start: 2023-09
        end: 2024-10
        team_size: 4
        my_part: led
        problem_context: The payout API answered only when the bank had answered. Two customers gave up.
        actions:
          - I moved the calls to the bank behind a queue in PostgreSQL.
          - I interviewed 23 merchants and wrote 14 rules.
          - I put tracing through the whole path without stopping the service.
        tools: [Kotlin, PostgreSQL, Vector store]
        outcomes:
          - The p99 latency fell from 1,200 ms to 340 ms.
          - Nobody was paid twice while the merchants changed over.
          - Support tickets about payouts fell by half to 1,150 a month.
        metrics:
          - {name: p99 latency, before: '1,200', after: '340', unit: ms}
          - {name: payouts, before: '1.9 million', after: '2.4 million', unit: a year}
          - {name: support tickets, before: '2,300', after: '1,150', unit: a month}
          - {name: contract value, after: '1,260,000', unit: EUR over three years}
    """,
    "projects/platform.md": """
        title: A deployment platform
        employer: Sternmoos Logistics
        role: Backend Engineer
        start: 2019-02
        end: 2020-11
        team_size: 9
        my_part: supported
        problem_context: Deploying took a morning.
        actions:
          - I moved seven of the services and wrote their runbooks.
        tools: [Kubernetes]
        outcomes:
          - The time from merge to production fell from 95 to 22 minutes.
        metrics:
          - {name: time from merge to production, before: '95', after: '22', unit: minutes}
    """,
    "resumes/main.md": """
        title: Backend engineer
        skills: [Kotlin, Rust]
        roles:
          - id: fennhold
            employer: Fennhold
            title: Senior Backend Engineer
            start: 2021-01
            end: present
            bullets:
              - {id: payouts, text: Cut the latency of payouts., projects: [payouts]}
          - id: sternmoos
            employer: Sternmoos Logistics
            title: Backend Engineer
            start: 2017-03
            end: 2020-12
            bullets:
              - {id: platform, text: Led the move to a deployment platform., projects: [platform]}
        credentials:
          - {id: msc, name: MSc in Computer Science, kind: degree, issuer: University of Leeds, date: 2016-09}
          - {id: cka, name: Certified Kubernetes Administrator, kind: certificate, issuer: CNCF, date: 2022-05}
    """,
    "applications/kestrel/application.md": """
        company: Kestrel Grid
        role: Staff Engineer
        status: interviewing
        resume: main
    """,
    "applications/kestrel/job.md": """
        title: Staff Engineer
        company: Kestrel Grid
        ---
        You have led teams of 25 engineers and know Terraform. We meter 740,000 households.
    """,
}


@cache
def vault() -> Vault:
    """Read the vault, once."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in FILES.items():
            path = root / "vault" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_file(name, text), encoding="utf-8")
        found = read_vault(Workspace.at(root))
    assert [str(each) for each in found.problems if each.severity == "error"] == []
    return found


def _file(name: str, text: str) -> str:
    if not name.endswith(".md"):
        return text
    lines = [line.removeprefix("        ") for line in text.strip("\n").splitlines()]
    front, _, body = "\n".join(lines).rstrip().partition("\n---\n")
    return f"---\n{front}\n---\n\n{body}\n"


@cache
def record() -> Record:
    """Return the record of the one application."""
    return Record(vault(), "kestrel")


def claim(
    text: str, *cites: str, field: str = "predicted_questions", before: str = "", language: str = "en"
) -> Claim | None:
    """Judge one sentence of an item that cites the references."""
    sentence = Sentence(text, 1, 1, field, 1, "action", "A question", cites, before, language)
    return judge(sentence, record())


def status(text: str, *cites: str) -> Status | None:
    """Return the status of one sentence, None where it claims nothing that can be checked."""
    found = claim(text, *cites)
    return found.status if found else None


def finding(text: str, *cites: str) -> Part:
    """Return the first finding on one sentence; there must be one."""
    found = claim(text, *cites)
    assert found is not None, text
    assert found.findings, (text, found.parts)
    return found.findings[0]
