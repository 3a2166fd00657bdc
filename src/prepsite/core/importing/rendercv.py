"""rendercv's input → what it says in the vault's terms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from prepsite.core.importing.imported import (
    Award,
    ImportedResume,
    Line,
    Notebook,
    Person,
    Remainder,
    RoleDraft,
    RoleKind,
    Span,
)
from prepsite.core.importing.networks import profile_address
from prepsite.core.importing.section_titles import SectionKind, section_kind, shown_title
from prepsite.core.importing.wording import address_of, line_of, lines_of, link_in, listed_in
from prepsite.core.vault import KeyPath
from prepsite.core.yaml_values import YamlValue
from prepsite.models.base import PartialDate
from prepsite.models.rendercv import CurriculumVitae, Entry, RenderCv
from prepsite.models.vocabulary import CredentialKind

FORMAT = "rendercv"
_DATES = ("start_date", "end_date")
_LAST_YEAR = re.compile(r"[(,–-]\s*((?:19|20)\d{2})\)?$")
_CREDENTIALS = {
    SectionKind.EDUCATION: CredentialKind.DEGREE,
    SectionKind.CERTIFICATES: CredentialKind.CERTIFICATE,
    SectionKind.LICENSES: CredentialKind.LICENSE,
    SectionKind.AWARDS: CredentialKind.AWARD,
    SectionKind.PUBLICATIONS: CredentialKind.PUBLICATION,
}


def from_rendercv(resume: RenderCv, values: Mapping[str, YamlValue], notes: Notebook) -> ImportedResume:
    """Return all that a rendercv file says; `values` are its fields, to tell which are not known."""
    taken = _Taken(notes)
    for key, entries in (resume.cv.sections or {}).items():
        for n, entry in enumerate(entries or ()):
            taken.take(key, entry, ("cv", "sections", key, n))
    cv = values.get("cv")
    for key in cv if isinstance(cv, dict) else ():
        if key not in CurriculumVitae.model_fields and key != "photo":
            notes.note(("cv", key), "is not part of rendercv, and is left out", "add it to the resume by hand")
    return ImportedResume(
        FORMAT,
        _person(resume.cv),
        "\n\n".join(taken.summary),
        tuple(taken.roles),
        tuple(taken.skills),
        tuple(taken.credentials),
        tuple(Remainder(heading, tuple(lines)) for heading, lines in notes.remainder.items()),
        tuple(notes.notices),
    )


def _person(cv: CurriculumVitae) -> Person:
    links = [("Website", address_of(each)) for each in cv.website]
    for account in cv.social_networks:
        links.append((line_of(account.network), profile_address(account.network, account.username)))
    for each in cv.custom_connections:
        links.append((line_of(each.placeholder) or "Link", address_of(each.url)))
    return Person(
        line_of(cv.name),
        line_of(cv.headline or cv.label),
        line_of(cv.location),
        line_of(next(iter(cv.email), "")).removeprefix("mailto:"),
        line_of(next(iter(cv.phone), "")).removeprefix("tel:"),
        tuple((label, address) for label, address in links if address),
    )


@dataclass
class _Taken:
    """What was taken from the entries so far."""

    notes: Notebook
    summary: list[str] = field(default_factory=list)
    roles: list[RoleDraft] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    credentials: list[Award] = field(default_factory=list)

    def take(self, key: str, entry: str | Entry, at: KeyPath) -> None:
        """Take one entry for what its fields and its section's title make it."""
        kind, title = section_kind(key), shown_title(key)
        if isinstance(entry, str):
            self._text(kind, title, entry)
        elif entry.company or entry.position:
            self._experience(entry, at, kind)
        elif entry.institution or entry.area or entry.degree:
            self._education(entry, at)
        elif entry.title or entry.authors or entry.doi or entry.journal:
            self._publication(entry, at, kind)
        elif entry.label or entry.details:
            self._one_line(kind, title, entry)
        elif text := entry.bullet or entry.number or entry.reversed_number:
            self._text(kind, title, text)
        elif entry.name:
            self._normal(kind, title, entry, at)
        else:
            self.notes.note(
                at, "this entry is of none of rendercv's nine kinds", "add it to the resume by hand"
            )

    def _text(self, kind: SectionKind, title: str, text: str) -> None:
        line = line_of(text)
        if kind is SectionKind.SUMMARY:
            self.summary.append(line)
        elif kind in (SectionKind.SKILLS, SectionKind.LANGUAGES):
            self._listed(title, "", line)
        elif kind in _CREDENTIALS and line:
            year = _LAST_YEAR.search(line)
            self.credentials.append(
                Award(_CREDENTIALS[kind], line, date=PartialDate.parse(year[1]) if year else None)
            )
        else:
            self.notes.keep(title, *lines_of(text))

    def _one_line(self, kind: SectionKind, title: str, entry: Entry) -> None:
        label, details = line_of(entry.label), line_of(entry.details)
        if kind is SectionKind.SKILLS:
            self._listed(title, label, details or label)
        elif kind is SectionKind.LANGUAGES:
            self.skills.extend(filter(None, (label or details,)))
            self.notes.keep(title, f"{label}: {details}" if label and details else "")
        elif kind in _CREDENTIALS:
            self.credentials.append(Award(_CREDENTIALS[kind], label or details, details if label else ""))
        else:
            self.notes.keep(title, f"{label}: {details}" if label and details else label or details)

    def _listed(self, title: str, label: str, text: str) -> None:
        """Take `Python, C++` as skills; the line as it stands is kept too where it has a label."""
        before, colon, after = text.partition(": ")
        if not label and colon and len(before) < 40:
            label, text = before, after
        self.skills.extend(listed_in(text))
        self.notes.keep(title, f"{label}: {text}" if label and label != text else "")

    def _experience(self, entry: Entry, at: KeyPath, kind: SectionKind) -> None:
        employer, title = line_of(entry.company), line_of(entry.position)
        if not employer or not title:
            name = "company" if not employer else "position"
            self.notes.note(at, f"the {name} is missing", "write it in the resume")
        is_volunteer = kind is SectionKind.VOLUNTEER
        self._role(
            RoleDraft(
                RoleKind.VOLUNTEER if is_volunteer else RoleKind.WORK,
                employer or "Unnamed employer",
                title or ("Volunteer" if is_volunteer else "Untitled position"),
            ),
            entry,
            at,
        )

    def _role(self, draft: RoleDraft, entry: Entry, at: KeyPath) -> None:
        """Add a role with its dates and lines; its summary is a line where there are no others."""
        lines = tuple(_lines(entry.highlights or ((entry.summary,) if entry.summary else ())))
        heading = draft.about or f"{draft.title}, {draft.employer}"
        self.notes.keep(heading, line_of(entry.summary) if entry.highlights else "")
        span = self._span(entry, at)
        self.roles.append(replace(draft, span=span, location=line_of(entry.location), lines=lines))

    def _span(self, entry: Entry, at: KeyPath) -> Span:
        """Return an entry's dates as rendercv reads them: `date` wins, and no end means that it goes on."""
        if entry.date:
            return self.notes.moment((*at, "date"), entry.date)
        ends = entry.end_date or ("present" if entry.start_date else None)
        return self.notes.span(at, _DATES, entry.start_date, ends)

    def _education(self, entry: Entry, at: KeyPath) -> None:
        degree, area, school = line_of(entry.degree), line_of(entry.area), line_of(entry.institution)
        name = f"{degree}, {area}" if degree and area else degree or area or "Studies"
        span = self._span(entry, at)
        if span.end == "present":
            name = f"{name} (in progress)"
        date = span.end if isinstance(span.end, PartialDate) else None
        self.credentials.append(Award(CredentialKind.DEGREE, name, school, date))
        self.notes.keep(
            ", ".join(filter(None, (name, school))),
            f"Began {span.start}" if span.start else "",
            line_of(entry.summary),
            *(line.text for line in _lines(entry.highlights)),
        )

    def _publication(self, entry: Entry, at: KeyPath, kind: SectionKind) -> None:
        name = line_of(entry.title) or line_of(entry.name) or "Publication"
        credential = _CREDENTIALS.get(kind, CredentialKind.PUBLICATION)
        date = self.notes.day((*at, "date"), entry.date)
        self.credentials.append(Award(credential, name, line_of(entry.journal), date))
        address = f"https://doi.org/{entry.doi}" if entry.doi else address_of(entry.url)
        authors = ", ".join(line_of(author) for author in entry.authors)
        details = "; ".join(filter(None, (authors, line_of(entry.summary), address)))
        self.notes.keep("Publications", f"{name}: {details}" if details else "")

    def _normal(self, kind: SectionKind, title: str, entry: Entry, at: KeyPath) -> None:
        name, address = line_of(entry.name), link_in(entry.name) or address_of(entry.url)
        about = "; ".join(
            filter(None, (line_of(entry.summary), *(line.text for line in _lines(entry.highlights))))
        )
        if kind in _CREDENTIALS:
            span = self._span(entry, at)
            date = span.end if isinstance(span.end, PartialDate) else None
            self.credentials.append(Award(_CREDENTIALS[kind], name, line_of(entry.location), date))
            self.notes.keep(title, f"{name}: {about}" if about else "")
        elif kind is SectionKind.VOLUNTEER:
            self._role(RoleDraft(RoleKind.VOLUNTEER, name, "Volunteer"), entry, at)
        elif kind is SectionKind.PROJECTS or entry.highlights:
            self._role(RoleDraft(RoleKind.PROJECT, name, "Project", about=name), entry, at)
            self.notes.keep(name, address)
        else:
            when = entry.date or " – ".join(filter(None, (entry.start_date, entry.end_date)))
            place = f" ({', '.join(filter(None, (line_of(entry.location), line_of(when))))})"
            self.notes.keep(title, f"{name}{place if place != ' ()' else ''}{f': {about}' if about else ''}")


def _lines(highlights: tuple[str, ...]) -> Iterator[Line]:
    count = 0
    for text in highlights:
        above = count
        for n, line in enumerate(lines_of(text)):
            yield Line(line, above if n else None)
            count += 1
