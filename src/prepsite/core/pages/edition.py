"""What all pages of one site share: looked up once, so that work grows with the vault only."""

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from urllib.parse import quote, unquote

from prepsite.core.grounding.ledger import Ledger
from prepsite.core.known_addresses import KnownAddresses
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.escaping import escape, escape_blocks, plain
from prepsite.core.pages.page import Attachment, LinkTo, Notice
from prepsite.core.pages.prepared import PreparedDocument, prepare
from prepsite.core.pages.sitemap import Place, Sitemap
from prepsite.core.phrases import said_in
from prepsite.core.plan import Plan, PlannedDocument, PlanState
from prepsite.core.references import with_wholes
from prepsite.core.templates import Templates
from prepsite.core.vault import ApplicationRecord, Vault, VaultFile
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel
from prepsite.models.reference import Reference, ReferenceKind

IMAGE_KINDS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
PUBLISHED_KINDS = frozenset({*IMAGE_KINDS, ".pdf", ".txt", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".zip"})
SHOWN_PROBLEMS = 10

_OUTSIDE = re.compile(r"^(?:https?://|mailto:)[^\s<>\"]+$", re.IGNORECASE)
_KINDS = frozenset(ReferenceKind)
_ADDRESS_SAFE = "/:?#@!$&'*+,;=%~"


class Edition:
    """The vault, its plan and everything derived from both, for the pages of one site.

    `ledgers` are those of the prep files, by path; a document without one is shown without marks.
    `for_others` leaves out what prepsite itself found in doubt, which is the owner's to see.
    """

    def __init__(
        self,
        vault: Vault,
        plan: Plan,
        templates: Templates,
        ledgers: Mapping[str, Ledger] | None = None,
        *,
        for_others: bool = False,
    ) -> None:
        checked = ledgers or {}
        self.for_others = for_others
        self.vault = vault
        self.zone = vault.settings.zone
        self.words = templates.words(vault.settings.language)
        self.sitemap = Sitemap(vault, self.words)
        self._templates = templates
        self._planned = {(found.application_id, found.interview_id): found for found in plan.documents}
        self._attachments: dict[str, dict[str, Attachment]] = {}
        self._attached_of: dict[str, frozenset[str]] = {}
        self._problems: dict[str, list[Problem]] = {}
        for problem in vault.problems:
            self._problems.setdefault(problem.path, []).append(problem)
        self._documents: dict[tuple[str, str | None], PreparedDocument] = {}
        addresses = KnownAddresses(vault)
        for record in vault.applications.values():
            known = partial(addresses.of, record)
            if record.prep:
                self._documents[record.id, None] = prepare(record.prep, checked.get(record.prep.path), known)
            for found in record.interviews:
                if found.prep:
                    ledger = checked.get(found.prep.path)
                    self._documents[record.id, found.id] = prepare(found.prep, ledger, known)

    def attachments_on(self, uri: str) -> tuple[Attachment, ...]:
        """Return the attachments that the page at `uri` refers to; it must have been made."""
        found = self._attachments.get(uri, {})
        return tuple(found[each] for each in sorted(found))

    def render(self, template: str, source: str, **values: object) -> str:
        """Return the Markdown of a page template; `source` is the page's uri, for its links."""

        def to(place: Place | str | None, text: str = "") -> str:
            found = self.sitemap.of_reference(place, None) if isinstance(place, str) else place
            return sitemap.link(source, found, text) if found else escape(text or place or "")

        rendered = self._templates.render(
            f"pages/{template}.md.j2",
            text=escape,
            blocks=escape_blocks,
            to=to,
            outside=outside,
            words=self.words,
            counted=self.words.counted,
            **values,
        )
        return re.sub(r"\n{3,}", "\n\n", rendered).strip() + "\n"

    @property
    def problems_link(self) -> LinkTo:
        """Return the link to all problems."""
        return LinkTo(self.words("Problems"), sitemap.PROBLEMS)

    def planned(self, application_id: str, interview_id: str | None = None) -> PlannedDocument | None:
        """Return the plan of one prep document."""
        return self._planned.get((application_id, interview_id))

    def prep(self, application_id: str, interview_id: str | None = None) -> PreparedDocument | None:
        """Return one prep document, or None where it isn't written."""
        return self._documents.get((application_id, interview_id))

    def body(
        self,
        file: VaultFile[FileModel] | None,
        source: str,
        below: int,
        record: ApplicationRecord | None = None,
    ) -> str:
        """Return a file's body for the page at `source`, its headings under level `below`."""
        if file is None or file.fields is None or not file.body.strip():
            return ""
        return embed(file.body, self.around(source, file.path, record)(below))

    def around(
        self, source: str, path: str, record: ApplicationRecord | None = None
    ) -> Callable[[int], Surroundings]:
        """Return what makes the surroundings of a body: it stands in the file at `path`."""
        attached = self._attached(record) if record else frozenset[str]()

        def link(to: str) -> str | None:
            return self._destination(to, source, path, attached, images=False)

        def image(to: str) -> str | None:
            return self._destination(to, source, path, attached, images=True)

        def cite(reference: str) -> str | None:
            return self._cite(reference, source, record.id if record else None)

        return lambda below: Surroundings(below, link=link, image=image, cite=cite)

    def problems_in(self, path: str) -> tuple[Problem, ...]:
        """Return the problems of one file."""
        return tuple(self._problems.get(path, ()))

    def problem_notices(self, source: str, *paths: str) -> tuple[Notice, ...]:
        """Return a notice for each problem of these files, for the page at `source`."""
        found = [problem for path in paths for problem in self.problems_in(path)]
        notices = [Notice(problem.severity, self._told(problem, source)) for problem in found[:SHOWN_PROBLEMS]]
        if len(found) > SHOWN_PROBLEMS:
            more = self.words("{n} more problems", n=len(found) - SHOWN_PROBLEMS)
            notices.append(Notice(Severity.WARNING, more, "prepsite check", self.problems_link))
        return tuple(notices)

    def uses(self, *references: str) -> tuple[Place, ...]:
        """Return the places in prep that cite any of these references."""
        found = (place for reference in references for place in self._uses.get(reference, ()))
        return tuple(dict.fromkeys(found))

    @cached_property
    def bullets_of_project(self) -> dict[str, tuple[Place, ...]]:
        """Return the resume bullets that name each project, by the project's id."""
        found: dict[str, list[Place]] = {}
        for resume_id, resume in self.vault.resumes.items():
            for role in resume.fields.roles if resume.fields and not resume.is_private else ():
                for bullet in role.bullets:
                    uri = sitemap.resume_uri(resume_id)
                    place = Place(uri, sitemap.shortened(bullet.text), f"bullet-{bullet.id}")
                    for project_id in bullet.projects:
                        found.setdefault(project_id, []).append(place)
        return {project_id: tuple(dict.fromkeys(places)) for project_id, places in found.items()}

    @cached_property
    def _uses(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for (application_id, interview_id), document in self._documents.items():
            record = self.vault.applications[application_id]
            whole = self._document_place(record, interview_id)
            for part in document.sections:
                for item in part.items:
                    title = f"{item.title or part.heading} ({whole.title})"
                    place = whole if whole.private else Place(whole.uri, title, item.anchor)
                    for reference in with_wholes(item.references):
                        found.setdefault(reference, []).append(place)
        return found

    def _document_place(self, record: ApplicationRecord, interview_id: str | None) -> Place:
        """Return the page of a prep document, titled as the end of "Question (…)"."""
        company = labels.company(record)
        if interview_id is None:
            uri = sitemap.reference_uri(record.id)
            hidden = labels.is_hidden(record)
            title = labels.application_title(record, self.words) if hidden else company
            return Place(uri, title, private=hidden)
        found = record.interview(interview_id)
        uri = sitemap.round_uri(record.id, interview_id)
        name = labels.round_title(found, self.words) if found else interview_id
        if labels.is_hidden(record) or (found and found.file.is_private):
            title = self.words("{name} (private)", name=f"{record.id}/{interview_id}")
            return Place(uri, title, private=True)
        return Place(uri, f"{name}, {company}")

    def _told(self, problem: Problem, source: str) -> str:
        """Return a problem as a sentence; of a private file, only where it is, but on its own page."""
        where = f"{problem.path}:{problem.line}:{problem.column}"
        place = self.sitemap.of_file(problem.path)
        if place and place.private and place.uri != source:
            return f"{where}: {self.words('this file is private; `prepsite check` tells what is wrong')}"
        field = f"{problem.field}: " if problem.field else ""
        remedy = f"; {problem.remedy}" if problem.remedy else ""
        return plain(f"{where}: {field}{problem.message}{remedy}")

    def _attached(self, record: ApplicationRecord) -> frozenset[str]:
        """Return the attachments of an application that may be published, by path."""
        if record.id not in self._attached_of:
            self._attached_of[record.id] = frozenset(
                path
                for path in record.attachments
                if path.startswith(f"{record.folder}/files/")
                and not any(part.startswith(".") for part in path.split("/"))
            )
        return self._attached_of[record.id]

    def _cite(self, reference: str, source: str, application_id: str | None) -> str | None:
        try:
            parsed = Reference.parse(reference)
        except ValueError:
            is_meant = reference.partition(":")[0] in _KINDS and ":" in reference
            return self._in_brackets(reference, self.words("not a reference")) if is_meant else None
        place = self.sitemap.of_reference(reference, application_id)
        if place is None:
            file = self._broken(parsed)
            return file or self._in_brackets(reference, self.words("not found"))
        return sitemap.link(source, place)

    def _broken(self, reference: Reference) -> str:
        """Return what stands for a reference into a file that can't be used now."""
        files = self.vault.projects if reference.kind is ReferenceKind.METRIC else self.vault.resumes
        file = files.get(reference.target)
        if file is None or file.fields is not None:
            return ""
        return self._in_brackets(str(reference), self.words("its file can't be read"))

    def _in_brackets(self, reference: str, why: str) -> str:
        return f"\\[{escape(reference)}\\] ({why})"

    def _destination(
        self, to: str, source: str, path: str, attached: frozenset[str], *, images: bool
    ) -> str | None:
        """Return a body's link for the page at `source`, or None where it must not be one."""
        if _OUTSIDE.match(to):
            return None if images else quote(to, safe=_ADDRESS_SAFE)
        if ":" in to.split("/")[0] or to.startswith(("#", "/", "?")):
            return None
        wanted = posixpath.normpath(
            posixpath.join(posixpath.dirname(path), unquote(re.split(r"[?#]", to, maxsplit=1)[0]))
        )
        if wanted in attached and posixpath.splitext(wanted)[1].lower() in (
            IMAGE_KINDS if images else PUBLISHED_KINDS
        ):
            uri = wanted.partition("/")[2]
            self._attachments.setdefault(source, {})[uri] = Attachment(uri, wanted)
            return sitemap.href(source, uri)
        place = None if images else self.sitemap.of_file(wanted)
        return sitemap.href(source, place.uri, place.anchor) if place else None


def outside(url: str, text: str = "") -> str:
    """Return a Markdown link to an address outside of the site, or its escaped text."""
    if not _OUTSIDE.match(url):
        return escape(text or url)
    return f"[{escape(text or url)}]({quote(url, safe=_ADDRESS_SAFE)})"


def plan_notices(planned: PlannedDocument | None, what: str, words: Words = SPOKEN) -> tuple[Notice, ...]:
    """Return what is to be done about a prep document, with the command; `what` begins a sentence."""
    if planned is None:
        return ()
    why = said_in(words, planned.reason)
    match planned.state:
        case PlanState.MISSING:
            text = words("{what} is not written yet.", what=what)
            return (Notice(Severity.WARNING, text, planned.command),)
        case PlanState.STALE:
            text = plain(words("{what} is stale: {why}.", what=what, why=why))
            return (Notice(Severity.WARNING, text, planned.command),)
        case PlanState.BLOCKED:
            text = plain(words("{what} can't be written: {why}.", what=what, why=why))
            link = LinkTo(words("Problems"), sitemap.PROBLEMS)
            return (Notice(Severity.ERROR, text, planned.command, link),)
        case PlanState.SKIPPED if not planned.exists:
            text = words("{what} is not written: {why}.", what=what, why=why)
            return (Notice(Severity.NOTICE, plain(text)),)
        case _:
            return ()
