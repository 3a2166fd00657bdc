"""One application as a coach may see it: no pay, no contacts, no other application, nothing private."""

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from pydantic import BaseModel

from prepsite.core.document import Section, SectionState, section_digest, split
from prepsite.core.publishing import published
from prepsite.core.vault import ApplicationRecord, InterviewRecord, PrepFile, Vault, VaultFile
from prepsite.errors import UsageError
from prepsite.models.base import FileModel
from prepsite.models.profile import Facts, Profile

M = TypeVar("M", bound=BaseModel)
F = TypeVar("F", bound=FileModel)

LEFT_OUT = "(left out)"
_PAY = re.compile(
    r"\b(?:pay|paid|salar\w+|compensation|remuneration|wages?|bonus\w*|equity|stock options?|rsus?|ote|"
    r"(?:day|hourly) rate|severance|gehalt\w*|verg[üu]tung\w*|lohn|bezahlung|salaire\w*|r[ée]mun[ée]ration|"
    r"sueldo|salario|stipendio)\b"
    r"|(?:[€$£]|\b(?:EUR|USD|GBP|CHF)\b).{0,60}(?:\bper\b|\ban?\b|/) ?"
    r"(?:year|annum|month|week|day|hour|yr|hr)\b"
    r"|(?:[€$£]|\b(?:EUR|USD|GBP|CHF)\b).{0,60}\bp\. ?a\.",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f' ]*\d|\d")
_SUM = re.compile(r"\d[\d.,\u00a0\u202f']*\d{2}|\d[\d.,]*\s?k\b", re.IGNORECASE)
_ITEM = re.compile(r"(?m)^(?=#{2,3} )")
_CITES_PAY = "[profile/answers/pay]"
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_PHONE = re.compile(r"(?<![\w/.-])\+\d[\d ()/-]{7,20}\d|(?<![\w/.-])0\d{2,4}[ /-]\d[\d ()-]{5,16}\d")
_PIECES = re.compile(r"(\n|(?<=[.!?;])[ \t]+)")
_LEAD = re.compile(r"[ \t]*(?:[>#*+-]+[ \t]+|\d+[.)][ \t]+|\[[ x]\][ \t]+)*")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_KEPT_FIELDS = frozenset({"private", "id", "projects", "used", "resume", "evidence", "url"})
_SHORTEST_FIGURE = 3


def redacted(vault: Vault, application_id: str) -> Vault:
    """Return the vault with one application alone, as a coach may see it; raise UsageError for no such one."""
    shown = published(vault)
    record = shown.applications.get(application_id)
    if record is None:
        known = ", ".join(shown.applications) or "none"
        raise UsageError(
            f"there is no application {application_id[:80]!r} that may be shown", remedy=f"there are: {known}"
        )
    words = _Words.of(vault, record)
    resume = record.fields.resume if record.fields else None
    return replace(
        shown,
        profile=_profile(words, shown),
        facts=_facts(words, shown),
        projects={key: words.file(file) or file for key, file in shown.projects.items()},
        resumes={key: words.file(file) or file for key, file in shown.resumes.items() if key == resume},
        applications={application_id: _application(words, record)},
    )


@dataclass(frozen=True)
class _Words:
    """What is taken out of every text: figures of pay, and the names of other companies."""

    figures: frozenset[str]
    names: re.Pattern[str] | None

    @classmethod
    def of(cls, vault: Vault, record: ApplicationRecord) -> "_Words":
        """Return what this vault's other applications and its fields about pay say."""
        profile = vault.profile.fields if vault.profile else None
        texts = [profile.answers.pay or ""] if profile else []
        for each in vault.applications.values():
            if each.job and each.job.fields:
                texts.append(each.job.fields.pay or "")
            for found in each.interviews:
                told = found.notes.fields.told_them if found.notes and found.notes.fields else ()
                texts += [entry.said for entry in told if _PAY.search(entry.topic)]
        figures = {_digits(found) for text in texts for found in _FIGURE.findall(text)}
        telling = frozenset(found for found in figures if len(found) >= _SHORTEST_FIGURE)
        return cls(telling, _others(vault, record))

    def text(self, text: str) -> str:
        """Return a text without what isn't for others; its lines stay lines."""
        pieces = _PIECES.split(text)
        return "".join(piece if number % 2 else self._piece(piece) for number, piece in enumerate(pieces))

    def _piece(self, piece: str) -> str:
        if not piece.strip() or piece.startswith("<!--"):
            return piece
        if fence := _FENCE.match(piece):
            return fence[0]
        if _PAY.search(piece) and any(character.isdigit() for character in _without_lead(piece)):
            lead = _LEAD.match(piece)
            return f"{lead[0] if lead else ''}{LEFT_OUT}"
        piece = _FIGURE.sub(lambda found: LEFT_OUT if _digits(found[0]) in self.figures else found[0], piece)
        piece = _PHONE.sub(LEFT_OUT, _MAIL.sub(LEFT_OUT, piece))
        return self.names.sub(LEFT_OUT, piece) if self.names else piece

    def model(self, model: M) -> M:
        """Return a model with all its texts so cleaned."""
        cleaned = {
            name: self._value(getattr(model, name))
            for name in type(model).model_fields
            if name not in _KEPT_FIELDS
        }
        return model.model_copy(update=cleaned)

    def _value(self, value: object) -> object:
        if isinstance(value, BaseModel):
            return self.model(value)
        if isinstance(value, tuple):
            return tuple(self._value(item) for item in value)
        if isinstance(value, str) and not isinstance(value, Enum):
            return self.text(value)
        return value

    def file(self, file: VaultFile[F] | None, **changed: object) -> VaultFile[F] | None:
        """Return a file with its texts cleaned, and the fields of `changed` in place of its own."""
        if file is None or file.fields is None:
            return None
        fields = self.model(file.fields).model_copy(update=changed)
        return replace(file, fields=fields, body=self.text(file.body))

    def prep(self, prep: PrepFile | None) -> PrepFile | None:
        """Return a prep file with its texts cleaned, its sections as much its writer's as they were."""
        if prep is None:
            return None
        document = split(prep.text)
        items = _ITEM.split(prep.text.removeprefix(document.head))
        # Prep may be older than the answer, and say what was asked for then.
        told = "".join(_without_sums(item) if _CITES_PAY in item else item for item in items)
        cleaned = split(document.head + self.text(told))
        if len(document.sections) != len(cleaned.sections):
            return replace(prep, text=cleaned.text)
        parts = zip(document.sections, cleaned.sections, strict=True)
        return replace(prep, text=document.head + "".join(_signed(before, after) for before, after in parts))


def _without_sums(item: str) -> str:
    lines = item.splitlines(keepends=True)
    return "".join(line if line.startswith("<!--") else _SUM.sub(LEFT_OUT, line) for line in lines)


def _signed(before: Section, after: Section) -> str:
    """Return a section with the digest of its text as it is now, where it was its writer's."""
    if before.state is not SectionState.UNEDITED:
        return after.raw
    was, now = section_digest(before.heading, before.body), section_digest(after.heading, after.body)
    return after.raw.replace(f" {was} -->", f" {now} -->", 1)


def _others(vault: Vault, record: ApplicationRecord) -> re.Pattern[str] | None:
    """Return what finds the names of other companies, but those that one has worked for."""
    known = {record.company_name.casefold()}
    for project in vault.projects.values():
        known.add((project.fields.employer or "").casefold() if project.fields else "")
    for resume in vault.resumes.values():
        known |= {role.employer.casefold() for role in resume.fields.roles} if resume.fields else set()
    others = (each.fields.company for each in vault.applications.values() if each.fields)
    names = sorted({name for name in others if name.casefold() not in known}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE) if names else None


def _facts(words: _Words, shown: Vault) -> VaultFile[Facts] | None:
    """Return the facts without who confirmed them."""
    fields = shown.facts.fields if shown.facts else None
    if fields is None:
        return None
    return words.file(
        shown.facts,
        facts=tuple(words.model(fact).model_copy(update={"by": None}) for fact in fields.facts),
    )


def _profile(words: _Words, shown: Vault) -> VaultFile[Profile] | None:
    file = shown.profile
    if file is None or file.fields is None:
        return None
    answers = words.model(file.fields.answers).model_copy(update={"pay": None})
    return words.file(file, email=None, phone=None, location=None, links=(), answers=answers)


def _application(words: _Words, record: ApplicationRecord) -> ApplicationRecord:
    return replace(
        record,
        application=words.file(record.application, contacts=(), source=None),
        job=words.file(record.job, pay=None),
        company=words.file(record.company),
        prep=words.prep(record.prep),
        interviews=tuple(_round(words, found) for found in record.interviews),
        attachments=(),
    )


def _round(words: _Words, found: InterviewRecord) -> InterviewRecord:
    interview = found.interview
    people = tuple(
        words.model(person).model_copy(update={"link": None, "notes": None})
        for person in (interview.interviewers if interview else ())
    )
    notes = found.notes.fields if found.notes else None
    said = (each for each in (notes.told_them if notes else ()) if not _PAY.search(each.topic))
    return replace(
        found,
        file=words.file(found.file, interviewers=people, join_link=None, location=None) or found.file,
        notes=words.file(found.notes, told_them=tuple(map(words.model, said))),
        prep=words.prep(found.prep),
    )


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _without_lead(piece: str) -> str:
    lead = _LEAD.match(piece)
    return piece[lead.end() :] if lead else piece
