"""JSON Resume → what it says in the vault's terms."""

from collections.abc import Iterator, Mapping

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
from prepsite.core.importing.wording import address_of, line_of, lines_of, paragraphs_of
from prepsite.core.vault import KeyPath
from prepsite.core.yaml_values import YamlValue
from prepsite.models.jsonresume import Basics, Education, JsonResume, Project, Volunteer, Work
from prepsite.models.vocabulary import CredentialKind

FORMAT = "JSON Resume"
_DATES = ("startDate", "endDate")
# What of the file says nothing of the candidate.
_ABOUT_THE_FILE = {"$schema", "meta"}


def from_json_resume(resume: JsonResume, values: Mapping[str, YamlValue], notes: Notebook) -> ImportedResume:
    """Return all that a JSON Resume says; `values` are its fields, to tell which are not known."""
    basics = resume.basics or resume.bio or Basics()
    roles = (
        *(_work(work, ("work", n), notes) for n, work in enumerate(resume.work)),
        *(_volunteer(work, ("volunteer", n), notes) for n, work in enumerate(resume.volunteer)),
        *(_project(project, ("projects", n), notes) for n, project in enumerate(resume.projects)),
    )
    credentials = tuple(_credentials(resume, notes))
    skills = tuple(_skills(resume, notes))
    _rest(resume, notes)
    for key in values:
        if key not in JsonResume.model_fields and key not in _ABOUT_THE_FILE:
            notes.note((key,), "is not part of JSON Resume, and is left out", "add it to the resume by hand")
    return ImportedResume(
        FORMAT,
        _person(basics),
        paragraphs_of(basics.summary),
        roles,
        skills,
        credentials,
        tuple(Remainder(heading, tuple(lines)) for heading, lines in notes.remainder.items()),
        tuple(notes.notices),
    )


def _person(basics: Basics) -> Person:
    place = basics.location
    parts = (place.city, place.region or place.state, place.countryCode) if place else ()
    links = [("Website", address_of(basics.url or basics.website))]
    for account in basics.profiles:
        address = address_of(account.url) or profile_address(account.network or "", account.username or "")
        links.append((line_of(account.network) or "Profile", address))
    return Person(
        line_of(basics.name),
        line_of(basics.label),
        ", ".join(line for part in parts if (line := line_of(part))),
        line_of(basics.email).removeprefix("mailto:"),
        line_of(basics.phone).removeprefix("tel:"),
        tuple((label, address) for label, address in links if address),
    )


def _lines(highlights: tuple[str, ...], instead: str | None) -> tuple[Line, ...]:
    """Return the highlights as lines; where there are none, the summary is the line to defend."""
    found: list[Line] = []
    for text in highlights or ((instead,) if instead else ()):
        above = len(found)
        for n, line in enumerate(lines_of(text)):
            found.append(Line(line, above if n else None))
    return tuple(found)


def _work(work: Work, at: KeyPath, notes: Notebook) -> RoleDraft:
    employer, title = line_of(work.name or work.company), line_of(work.position)
    heading = ", ".join(filter(None, (title, employer))) or "A job without a name"
    if not employer or not title:
        notes.note(at, f"the {'employer' if not employer else 'position'} is missing", "write it in the resume")
    notes.keep(heading, paragraphs_of(work.summary) if work.highlights else "", line_of(work.description))
    return RoleDraft(
        RoleKind.WORK,
        employer or "Unnamed employer",
        title or "Untitled position",
        # Whoever states a start alone is still there: so the format's own themes show it.
        notes.span(at, _DATES, work.startDate, work.endDate or ("present" if work.startDate else None)),
        line_of(work.location),
        _lines(work.highlights, work.summary),
    )


def _volunteer(work: Volunteer, at: KeyPath, notes: Notebook) -> RoleDraft:
    employer, title = line_of(work.organization), line_of(work.position) or "Volunteer"
    if not employer:
        notes.note(at, "the organization is missing", "write it in the resume")
    notes.keep(f"{title}, {employer}", paragraphs_of(work.summary) if work.highlights else "")
    return RoleDraft(
        RoleKind.VOLUNTEER,
        employer or "Unnamed organization",
        title,
        notes.span(at, _DATES, work.startDate, work.endDate),
        line_of(work.location),
        _lines(work.highlights, work.summary),
    )


def _project(project: Project, at: KeyPath, notes: Notebook) -> RoleDraft:
    name = line_of(project.name)
    if not name:
        notes.note(at, "the project's name is missing", "write it in the resume")
    about = project.description or project.summary
    titles = tuple(line_of(role) for role in project.roles)
    address = address_of(project.url or project.website)
    notes.keep(name or "A project", line_of(about) if project.highlights else "", address)
    return RoleDraft(
        RoleKind.PROJECT,
        line_of(project.entity) or name or "Unnamed project",
        ", ".join(titles) or "Project",
        notes.span(at, _DATES, project.startDate, project.endDate),
        "",
        _lines(project.highlights, about),
        tuple(line for word in project.keywords if (line := line_of(word))),
        name,
    )


def _credentials(resume: JsonResume, notes: Notebook) -> Iterator[Award]:
    for n, study in enumerate(resume.education):
        yield _degree(study, ("education", n), notes)
    for n, each in enumerate(resume.certificates):
        date = notes.day(("certificates", n, "date"), each.date)
        yield Award(CredentialKind.CERTIFICATE, line_of(each.name) or "Certificate", line_of(each.issuer), date)
        notes.keep("Certificates", _labelled(line_of(each.name), address_of(each.url)))
    for n, prize in enumerate(resume.awards):
        date = notes.day(("awards", n, "date"), prize.date)
        yield Award(CredentialKind.AWARD, line_of(prize.title) or "Award", line_of(prize.awarder), date)
        notes.keep("Awards", _labelled(line_of(prize.title), line_of(prize.summary)))
    for n, paper in enumerate(resume.publications):
        date = notes.day(("publications", n, "releaseDate"), paper.releaseDate)
        name = line_of(paper.name) or "Publication"
        yield Award(CredentialKind.PUBLICATION, name, line_of(paper.publisher), date)
        notes.keep("Publications", _labelled(name, line_of(paper.summary)))
        notes.keep("Publications", _labelled(name, address_of(paper.url or paper.website)))


def _degree(study: Education, at: KeyPath, notes: Notebook) -> Award:
    area, degree = line_of(study.area), line_of(study.studyType)
    name = f"{degree}, {area}" if degree and area else degree or area or "Studies"
    school = line_of(study.institution)
    span: Span = notes.span(at, _DATES, study.startDate, study.endDate)
    if span.end == "present":
        name = f"{name} (in progress)"
    score = study.score or study.gpa
    notes.keep(
        ", ".join(filter(None, (name, school))),
        f"Began {span.start}" if span.start else "",
        f"Score: {line_of(score)}" if score else "",
        *(line_of(course) for course in study.courses),
    )
    return Award(CredentialKind.DEGREE, name, school, span.end if span.end != "present" else None)


def _skills(resume: JsonResume, notes: Notebook) -> Iterator[str]:
    for skill in resume.skills:
        name, words = line_of(skill.name), [line for word in skill.keywords if (line := line_of(word))]
        yield from words or filter(None, (name,))
        level = f"{name} ({line_of(skill.level)})" if name and skill.level else name
        if words or skill.level:
            notes.keep("Skills", _labelled(level, ", ".join(words)) or level)
    for language in resume.languages:
        name = line_of(language.language or language.name)
        yield from filter(None, (name,))
        notes.keep("Languages", _labelled(name, line_of(language.fluency or language.level)))


def _rest(resume: JsonResume, notes: Notebook) -> None:
    for interest in (*resume.interests, *resume.hobbies):
        words = ", ".join(line_of(word) for word in interest.keywords)
        notes.keep("Interests", _labelled(line_of(interest.name), words) or line_of(interest.name) or words)
    for said in resume.references:
        notes.keep("References", _labelled(line_of(said.name), line_of(said.reference)) or line_of(said.name))


def _labelled(label: str, text: str) -> str:
    """Return `label: text`, or nothing where there is no text."""
    return f"{label}: {text}" if label and text else text
