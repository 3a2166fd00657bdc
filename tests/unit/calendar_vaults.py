"""Vaults of a few rounds, and the calendar files they make, without a disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from prepsite.app.ics import ics_text, published_in
from prepsite.core.calendar.contents import Contents, contents_of
from prepsite.core.calendar.numbering import Known, numbered, renumbered
from prepsite.core.document import render
from prepsite.core.linking import link
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.core.words import SPOKEN
from prepsite.models.application import Application
from prepsite.models.interview import Interview
from prepsite.models.settings import Settings

from ical_rules import Part, check  # isort: skip

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ROADMAP = (
    "### Foundation Review · 63 min\n\n- [ ] **Must · 63 min** Read it. [job]\n\n"
    "### Active Practice · 80 min\n\n- [ ] Speak.\n\n### Polish & Integration · 38 min\n\n- [ ] Defend.\n\n"
    "### Final Confidence Check · 11 min\n\n- [ ] Breathe."
)


def prep_of(roadmap: str = ROADMAP) -> str:
    """Return prep with a roadmap and a question."""
    sections = (("prep_plan", roadmap), ("predicted_questions", "### 1. Why us? · 5 min\n\nBecause."))
    return render("---\nprepsite: '1'\nwriter: offline\n---\n", sections)


def round_with(name: str, fields: Mapping[str, object] | None, prep: str | None = None) -> InterviewRecord:
    """Return a round as its file has it; None makes the file a broken one."""
    folder = f"vault/applications/acme/interviews/{name}"
    told = None if fields is None else Interview.model_validate({"stage": "technical_screen", **fields})
    file = VaultFile(f"{folder}/interview.md", name, told)
    return InterviewRecord(name, "acme", file, prep=PrepFile(f"{folder}/prep.md", prep) if prep else None)


def vault_with(
    *rounds: InterviewRecord, zone: str = "Europe/Berlin", application: Mapping[str, object] | None = None
) -> Vault:
    """Return a vault of one application with these rounds, linked as if it had been read."""
    fields = {"company": "Acme", "role": "Engineer", "status": "interviewing", **(application or {})}
    folder = "vault/applications/acme"
    file = VaultFile(f"{folder}/application.md", "application", Application.model_validate(fields))
    record = ApplicationRecord("acme", folder, file, interviews=rounds)
    return link(Vault("vault", Settings(timezone=zone), applications={"acme": record}))


@dataclass
class Calendar:
    """A calendar over time: what is remembered, and the last file."""

    known: Known = field(default_factory=lambda: Known("0123456789ab", {}))
    text: str = ""
    now: datetime = NOW

    def write(self, vault: Vault, *, private: bool = False, forget: bool = False) -> Part:
        """Return the calendar as a vault has it now, having checked it against the rules."""
        contents = self.contents(vault)
        known = Known(self.known.calendar, {}) if forget else self.known
        published = published_in(self.text)
        self.known = renumbered(contents.events, contents.unreadable, known, published, self.now)
        events = numbered(contents.events, self.known, private=private, cancelled_title="Cancelled interview")
        self.text = ics_text(events, "Interviews")
        return check(self.text.encode())

    @staticmethod
    def contents(vault: Vault) -> Contents:
        """Return what the calendar of a vault holds."""
        return contents_of(vault, SPOKEN)


def written(*rounds: InterviewRecord, zone: str = "Europe/Berlin", private: bool = False) -> Part:
    """Return the calendar of a new vault with these rounds."""
    return Calendar().write(vault_with(*rounds, zone=zone), private=private)


def event_of(*rounds: InterviewRecord, zone: str = "Europe/Berlin", private: bool = False) -> Part:
    """Return the only event of a new vault with these rounds."""
    (event,) = written(*rounds, zone=zone, private=private).inner("VEVENT")
    return event


def broken_application(vault: Vault) -> Vault:
    """Return the vault with an `application.md` that can't be used."""
    record = vault.applications["acme"]
    assert record.application
    broken = replace(record, application=replace(record.application, fields=None))
    return replace(vault, applications={"acme": broken})
