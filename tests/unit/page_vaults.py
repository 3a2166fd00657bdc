"""Vaults built by hand for the tests of pages, and a reader of what pages become."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import markdown
from pydantic import JsonValue

from prepsite.core.document import render
from prepsite.core.pages import site_of
from prepsite.core.pages.listed import Site
from prepsite.core.pages.page import Page
from prepsite.core.plan import plan_of
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.models.application import Application, Company, Contact, Job, Statement
from prepsite.models.interview import AskedQuestion, Interview, Interviewer, Notes, Told
from prepsite.models.profile import Answers, Fact, Facts, Link, Profile
from prepsite.models.project import Decision, ExperienceProject, Metric
from prepsite.models.resume import Bullet, Credential, Resume, Role
from prepsite.models.settings import Settings
from prepsite.templating import JinjaTemplates

BERLIN = ZoneInfo("Europe/Berlin")
FOLDER = "vault/applications/acme"
EXTENSIONS = [
    "toc",
    "tables",
    "attr_list",
    "def_list",
    "footnotes",
    "admonition",
    "md_in_html",
    "pymdownx.superfences",
    "pymdownx.tasklist",
]

BASE_SECTIONS = (
    ("primary_drivers", "### 1. Payments\n\n**Where you stand.** I moved them. [project:ledger]"),
    ("company_context", "- It pays out daily. *(From the posting)* [job]"),
    ("background_narrative", "### Opening\n\nI build ledgers. [profile] [profile/answers/pay]"),
    ("formatted_jd", "### About\n\nWe pay **operators** daily."),
)
QUESTIONS = """### 1. Tell me about a migration.

**Situation.** A column. [project:ledger/metrics/p99 latency]

*Evidence:* [bullet:backend/moved], [project:ledger]

### 2. Why us?

**Answer.** Because. [notes:recruiter] [interview:recruiter] [fact:on-call] [role:backend/fennhold]
[credential:backend/cka]

Not there: [project:nowhere], in code: `[project:ledger]`"""
ROUND_SECTIONS = (
    ("prep_plan", "### Foundation Review · 20 min\n\n- [ ] **Must · 20 min** Read it. [job] [company]"),
    ("predicted_questions", QUESTIONS),
    ("resume_defense_prep", "### Moved payments\n\n**Say.** I did. [bullet:backend/moved]"),
)


def provenance(interview_id: str | None = None) -> str:
    """Return the head of a prep file by the offline writer."""
    of_round = f"interview: {interview_id}\n" if interview_id else ""
    return (
        f"---\nprepsite: '1'\napplication: acme\n{of_round}writer: offline\nmodel: offline\n"
        "prompt: 0123456789abcdef\ngenerated_on: 2026-03-04\n---\n"
    )


def base_prep(sections: tuple[tuple[str, str], ...] = BASE_SECTIONS) -> PrepFile:
    """Return base prep of the application."""
    return PrepFile(f"{FOLDER}/prep.md", render(provenance(), sections))


def round_prep(interview_id: str, sections: tuple[tuple[str, str], ...] = ROUND_SECTIONS) -> PrepFile:
    """Return prep of one round."""
    return PrepFile(f"{FOLDER}/interviews/{interview_id}/prep.md", render(provenance(interview_id), sections))


@dataclass(frozen=True)
class Words:
    """What every text field of a vault says; a private block beside, or private files."""

    text: str = "plain words"
    body: str = ""
    private: bool | dict[str, JsonValue] = False
    private_files: frozenset[str] = frozenset()

    def mark(self, name: str) -> bool | dict[str, JsonValue]:
        """Return the `private` field of the file of that name."""
        return True if name in self.private_files else self.private


def round_of(
    interview_id: str, words: Words, *, status: str = "scheduled", notes: bool = False, prep: bool = False
) -> InterviewRecord:
    """Return a round that uses every field."""
    t = words.text
    folder = f"{FOLDER}/interviews/{interview_id}"
    fields = Interview.model_validate(
        {
            "stage": "technical_screen",
            "status": status,
            "format": "video_call",
            "focus": ["coding"],
            "duration": "45",
            "location": t,
            "join_link": "https://meet.example.com/1",
            "private": words.mark(f"interview:{interview_id}"),
        }
    ).model_copy(
        update={
            "interviewers": (Interviewer(name=t, title=t, team=t, notes=t, link="https://example.com/p"),),
            "scheduled_at": datetime(2026, 3, 11, 14, 0, tzinfo=BERLIN),
        }
    )
    asked = AskedQuestion.model_validate(
        {
            "text": t,
            "kind": "technical",
            "topic": t,
            "my_answer": t,
            "used": ["ledger"],
            "confidence": 2,
            "outcome": "weak",
        }
    )
    told = Notes(
        questions=(asked,),
        told_them=(Told(topic=t, said=t),),
        learned=(t,),
        follow_ups=(t,),
        weak_topics=(t,),
        private=words.mark(f"notes:{interview_id}"),
    )
    return InterviewRecord(
        interview_id,
        "acme",
        VaultFile(f"{folder}/interview.md", interview_id, fields, words.body),
        fields.scheduled_at,
        VaultFile(f"{folder}/notes.md", interview_id, told, words.body) if notes else None,
        round_prep(interview_id) if prep else None,
    )


def application(words: Words, rounds: tuple[InterviewRecord, ...]) -> ApplicationRecord:
    """Return an application that uses every field."""
    t = words.text
    fields = Application.model_validate(
        {
            "company": t,
            "role": t,
            "status": "interviewing",
            "resume": "backend",
            "location": t,
            "source": t,
            "url": "https://example.com/job",
            "applied_on": "2026-02-01",
            "private": words.mark("application"),
        }
    ).model_copy(update={"contacts": (Contact(name=t, title=t, email=t, notes=t),)})
    job = Job(title=t, company=t, location=t, pay=t, private=words.mark("job"))
    company = Company(statements=(Statement(text=t, source=t),), private=words.mark("company"))
    return ApplicationRecord(
        "acme",
        FOLDER,
        VaultFile(f"{FOLDER}/application.md", "acme", fields, words.body),
        VaultFile(f"{FOLDER}/job.md", "acme", job, words.body),
        VaultFile(f"{FOLDER}/company.md", "acme", company, words.body),
        base_prep(),
        rounds,
        (f"{FOLDER}/files/my task.pdf", f"{FOLDER}/files/whiteboard.png", f"{FOLDER}/files/evil.html"),
    )


def vault_of(words: Words | None = None, *, rounds: tuple[InterviewRecord, ...] | None = None) -> Vault:
    """Return a vault with every kind of file and every field in use."""
    words = words or Words()
    t = words.text
    if rounds is None:
        rounds = (
            round_of("recruiter", words, status="completed", notes=True, prep=True),
            round_of("tech", words, prep=True),
            round_of("manager", words),
        )
    return Vault(
        "vault",
        Settings(timezone="Europe/Berlin"),
        profile=VaultFile("vault/profile.md", "profile", _profile(words), words.body),
        facts=VaultFile(
            "vault/facts.md",
            "facts",
            Facts(
                facts=(Fact.model_validate({"id": "on-call", "status": "confirmed", "text": t, "by": t}),),
                private=words.mark("facts"),
            ),
            words.body,
        ),
        projects={"ledger": VaultFile("vault/projects/ledger.md", "ledger", _project(words), words.body)},
        resumes={"backend": VaultFile("vault/resumes/backend.md", "backend", _resume(words), words.body)},
        applications={"acme": application(words, rounds)},
    )


def _profile(words: Words) -> Profile:
    t = words.text
    return Profile(
        name=t,
        headline=t,
        location=t,
        email=t,
        phone=t,
        links=(Link(label=t, url="https://example.com/me"),),
        narrative=t,
        answers=Answers(pay=t, notice=t),
        private=words.mark("profile"),
    )


def _project(words: Words) -> ExperienceProject:
    t = words.text
    return ExperienceProject.model_validate(
        {"title": t, "start": "2021-02", "end": "present", "my_part": "led", "private": words.mark("project")}
    ).model_copy(
        update={
            "employer": t,
            "role": t,
            "problem_context": t,
            "actions": (t,),
            "tools": (t,),
            "outcomes": (t,),
            "metrics": (Metric(name="p99 latency", before=t, after=t, unit=t, how_measured=t), Metric(name=t)),
            "decisions": (Decision(choice=t, alternatives=(t,), why=t, trade_off=t),),
            "lessons": (t,),
        }
    )


def _resume(words: Words) -> Resume:
    t = words.text
    credential = Credential.model_validate({"id": "cka", "kind": "certificate", "name": t, "issuer": t})
    bullets = (Bullet(id="moved", text=t, projects=("ledger",)), Bullet(id="bare", text=t))
    return Resume(
        title=t,
        summary=t,
        roles=(Role(id="fennhold", employer=t, title=t, location=t, bullets=bullets),),
        skills=(t,),
        credentials=(credential,),
        private=words.mark("resume"),
    )


def site(vault: Vault) -> Site:
    """Return the vault's site, by prepsite's own templates."""
    return site_of(vault, plan_of(vault), JinjaTemplates())


def page(made: Site, uri: str) -> Page:
    """Return the page at `uri`."""
    return next(found for found in made.pages if found.uri == uri)


@dataclass
class Rendered(HTMLParser):
    """What a page's Markdown becomes: its tags, ids, links and text."""

    tags: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes.update(given)
        if found := given.get("id"):
            self.ids.append(found)
        if tag == "a" and (to := given.get("href")):
            self.links.append(to)
        if tag == "img" and (source := given.get("src")):
            self.images.append(source)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """Return the text, blanks as one space."""
        return " ".join("".join(self.words).split())


def rendered(text: str) -> Rendered:
    """Render Markdown as the site does, before sanitising."""
    found = Rendered()
    found.feed(markdown.markdown(text, extensions=EXTENSIONS))
    found.close()
    return found


def mixed(quiet: Vault, loud: Vault, name: str) -> Vault:
    """Return the quiet vault with one file of the loud one: `project`, `notes:recruiter`, …."""
    kind, _, interview_id = name.partition(":")
    if kind in {"project", "resume"}:
        return replace(quiet, **{f"{kind}s": getattr(loud, f"{kind}s")})
    if kind in {"profile", "facts"}:
        return replace(quiet, **{kind: getattr(loud, kind)})
    record, other = quiet.applications["acme"], loud.applications["acme"]
    if not interview_id:
        record = replace(record, **{kind: getattr(other, kind)})
    else:
        part = {"interview": "file", "notes": "notes"}[kind]
        rounds = tuple(
            replace(found, **{part: getattr(loud_round, part)}) if found.id == interview_id else found
            for found, loud_round in zip(record.interviews, other.interviews, strict=True)
        )
        record = replace(record, interviews=rounds)
    return replace(quiet, applications={"acme": record})


def by_uri(made: Site) -> Mapping[str, Page]:
    """Return the pages by their uris."""
    return {found.uri: found for found in made.pages}
