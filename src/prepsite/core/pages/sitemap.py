"""Where everything stands on the site: files of the vault, and what references cite."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from prepsite.core.pages import labels
from prepsite.core.pages.escaping import escape, plain, slug
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault, VaultFile
from prepsite.core.words import SPOKEN, Words, noted
from prepsite.models.base import FileModel
from prepsite.models.profile import Answers
from prepsite.models.project import ExperienceProject
from prepsite.models.reference import Reference, ReferenceKind

HOME = "index.md"
APPLICATIONS = "applications/index.md"
PROJECTS = "projects/index.md"
RESUMES = "resumes/index.md"
PROFILE = "profile/index.md"
PROBLEMS = "problems/index.md"
CALENDAR = "calendar/index.md"
QUESTIONS = "questions/index.md"
STORY_USE = "story-use/index.md"
RESUME_MATRIX = "resume-matrix/index.md"

ANSWER_TITLES: Mapping[str, str] = {
    "pay": noted("Pay"),
    "notice": noted("Notice period"),
    "why_leaving": noted("Why I am leaving"),
    "work_authorization": noted("Work authorization"),
    "gaps": noted("Gaps"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a page's uri, an anchor on it or none, and what it is called.

    `private` tells that it must not be named or quoted on another page.
    """

    uri: str
    title: str
    anchor: str = ""
    private: bool = False


def application_uri(application_id: str) -> str:
    """Return the uri of an application's page."""
    return f"applications/{application_id}/index.md"


def reference_uri(application_id: str) -> str:
    """Return the uri of an application's single-page reference."""
    return f"applications/{application_id}/interview-prep/index.md"


def round_uri(application_id: str, interview_id: str) -> str:
    """Return the uri of a round's page."""
    return f"applications/{application_id}/interview-prep/{interview_id}/index.md"


def project_uri(project_id: str) -> str:
    """Return the uri of a project's page."""
    return f"projects/{project_id}/index.md"


def resume_uri(resume_id: str) -> str:
    """Return the uri of a resume's page."""
    return f"resumes/{resume_id}/index.md"


def private_uri(uri: str) -> str:
    """Return the uri of the page that shows what is private of the page at `uri`."""
    return f"{uri.removesuffix('index.md')}private/index.md"


def href(source: str, uri: str, anchor: str = "") -> str:
    """Return a link's destination, relative to the page at `source`, ready for Markdown."""
    fragment = f"#{anchor}" if anchor else ""
    if source == uri and anchor:
        return fragment
    return _between(source, uri) + fragment


@lru_cache(maxsize=4096)
def _between(source: str, uri: str) -> str:
    return quote(posixpath.relpath(uri, posixpath.dirname(source) or "."))


def link(source: str, place: Place, text: str = "") -> str:
    """Return a Markdown link from the page at `source`, with escaped text."""
    return f"[{escape(text or place.title)}]({href(source, place.uri, place.anchor)})"


def metric_anchors(project: ExperienceProject) -> dict[str, str]:
    """Return the anchor of each metric, by its name."""
    anchors: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for metric in project.metrics:
        if metric.name in anchors:
            continue
        base = anchor = f"metric-{slug(metric.name)}"
        while anchor in numbers:
            numbers[base] += 1
            anchor = f"{base}-{numbers[base]}"
        numbers[anchor] = 1
        anchors[metric.name] = anchor
    return anchors


def metric_row_anchors(project: ExperienceProject) -> tuple[str, ...]:
    """Return an anchor for each metric in order; where a name stands again, one of its own."""
    anchors, seen = metric_anchors(project), set[str]()
    rows: list[str] = []
    for number, metric in enumerate(project.metrics, 1):
        again = f"-again-{number}" if metric.name in seen else ""
        rows.append(anchors[metric.name] + again)
        seen.add(metric.name)
    return tuple(rows)


class Sitemap:
    """The places of one vault; every answer is looked up, never searched for.

    `folder` is that of all applications, with a slash at its end; `places_of` gives an application's.
    """

    def __init__(
        self, own: "OwnPlaces", folder: str, places_of: "Callable[[str], ApplicationPlaces | None]"
    ) -> None:
        self._own, self._folder, self._places_of = own, folder, places_of

    def of_reference(self, text: str, application_id: str | None) -> Place | None:
        """Return where a reference leads, or None where it isn't one or leads nowhere."""
        try:
            reference = str(Reference.parse(text))
        except ValueError:
            return None
        places = self._places_of(application_id) if application_id is not None else None
        return (places.references.get(reference) if places else None) or self._own.references.get(reference)

    def of_file(self, path: str) -> Place | None:
        """Return where a file or folder of the vault is shown; `path` as problems name it."""
        if not path.startswith(self._folder):
            return self._own.files.get(path)
        places = self._places_of(path[len(self._folder) :].partition("/")[0])
        return places.files.get(path) if places else None


class OwnPlaces:
    """Where the candidate's own files are shown, and where references to them lead."""

    def __init__(self, vault: Vault, words: Words = SPOKEN) -> None:
        self._vault = vault
        self._words = words
        self.references: dict[str, Place] = {}
        self.files: dict[str, Place] = {}
        self._add_record()

    def _add_record(self) -> None:
        vault, words = self._vault, self._words
        self.files |= {
            f"{vault.name}/projects": Place(PROJECTS, words("Projects")),
            f"{vault.name}/resumes": Place(RESUMES, words("Resumes")),
            f"{vault.name}/applications": Place(APPLICATIONS, words("Applications")),
        }
        for project_id, project in vault.projects.items():
            title = plain(project.fields.title) if project.fields else project_id
            self._share(project, f"project:{project_id}", project_uri(project_id), title)
            for name, anchor in metric_anchors(project.fields).items() if project.fields else ():
                key = str(Reference(ReferenceKind.METRIC, project_id, name))
                self._share(project, key, project_uri(project_id), f"{title}: {plain(name)}", anchor)
        for resume_id, resume in vault.resumes.items():
            uri = resume_uri(resume_id)
            title = plain(resume.fields.title) if resume.fields and not resume.is_private else resume_id
            self.files[resume.path] = Place(uri, title, private=resume.is_private)
            for role in resume.fields.roles if resume.fields else ():
                self._share(
                    resume,
                    f"role:{resume_id}/{role.id}",
                    uri,
                    plain(f"{role.title}, {role.employer}"),
                    f"role-{role.id}",
                )
                for bullet in role.bullets:
                    key = f"bullet:{resume_id}/{bullet.id}"
                    title = words("Resume: {bullet}", bullet=shortened(bullet.text))
                    self._share(resume, key, uri, title, f"bullet-{bullet.id}")
            for credential in resume.fields.credentials if resume.fields else ():
                key = f"credential:{resume_id}/{credential.id}"
                self._share(resume, key, uri, plain(credential.name), f"credential-{credential.id}")
        if profile := vault.profile:
            self._share(profile, "profile", PROFILE, words("Profile"))
            for name in Answers.model_fields if profile.fields else ():
                if profile.fields and getattr(profile.fields.answers, name):
                    anchor = f"answer-{name.replace('_', '-')}"
                    title = words("My answer: {title}", title=words(ANSWER_TITLES.get(name, name)))
                    self._share(profile, f"profile/answers/{name}", PROFILE, title, anchor)
        if facts := vault.facts:
            uri = private_uri(PROFILE) if facts.is_private else PROFILE
            self.files[facts.path] = Place(uri, words("Facts"), "facts", facts.is_private)
            for fact in facts.fields.facts if facts.fields else ():
                self._share(facts, f"fact:{fact.id}", uri, shortened(fact.text), f"fact-{fact.id}")

    def _share(
        self, file: VaultFile[FileModel], reference: str, uri: str, title: str, anchor: str = ""
    ) -> None:
        shown = self._words("{name} (private)", name=reference) if file.is_private else title
        place = Place(uri, shown, anchor, file.is_private)
        self.references.setdefault(reference, place)
        self.files.setdefault(file.path, Place(uri, shown if not anchor else file.id, "", file.is_private))


class ApplicationPlaces:
    """Where the files of one application are shown, and where references within it lead."""

    def __init__(self, record: ApplicationRecord, words: Words = SPOKEN) -> None:
        self._words = words
        self.references: dict[str, Place] = {}
        self.files: dict[str, Place] = {}
        self._add_application(record)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, ApplicationPlaces) and self.files == other.files)

    __hash__ = None  # type: ignore[assignment]

    def _add_application(self, record: ApplicationRecord) -> None:
        page, reference, kept = (
            application_uri(record.id),
            reference_uri(record.id),
            private_uri(application_uri(record.id)),
        )
        hidden, words = labels.is_hidden(record), self._words
        place = Place(page, labels.application_title(record, words), private=hidden)
        self.files[record.folder] = self.references["application"] = place
        self.files[f"{record.folder}/application.md"] = place
        if record.prep:
            self.files[record.prep.path] = Place(reference, words("Interview prep"), private=hidden)
        company = labels.company(record)
        for name, file, title, uri, anchor in (
            (
                "job",
                record.job,
                words("The posting of {company}", company=company),
                reference,
                "job-description",
            ),
            ("company", record.company, words("About {company}", company=company), page, "company-research"),
        ):
            if file:
                where = kept if file.is_private else uri
                closed = hidden or file.is_private
                shown = words("{name} (private)", name=name) if closed else title
                found = Place(where, shown, anchor, closed)
                self.references[name] = self.files[file.path] = found
        for found_round in record.interviews:
            self._add_round(record, found_round)

    def _add_round(self, record: ApplicationRecord, found: InterviewRecord) -> None:
        uri = round_uri(record.id, found.id)
        hidden = found.file.is_private or labels.is_hidden(record)
        words = self._words
        name = f"interview:{found.id}"
        title = words("{name} (private)", name=name) if hidden else labels.round_title(found, words)
        place = Place(uri, title, private=hidden)
        self.references[name] = self.files[found.file.path] = place
        self.files[posixpath.dirname(found.file.path)] = place
        if found.prep:
            self.files[found.prep.path] = place
        if found.notes:
            closed = words("{name} (private)", name=f"notes:{found.id}")
            if found.notes.is_private:
                notes = Place(private_uri(uri), closed, "notes", private=True)
            elif hidden:
                notes = Place(uri, closed, "notes", private=True)
            else:
                title = words("Notes: {round}", round=labels.round_title(found, words))
                notes = Place(application_uri(record.id), title, f"notes-{found.id}")
            self.references[f"notes:{found.id}"] = self.files[found.notes.path] = notes


def shortened(text: str, length: int = 70) -> str:
    """Return the text as one plain line of at most `length` characters, cut at a word."""
    text = plain(text)
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
