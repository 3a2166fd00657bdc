"""What all pages of one site share: looked up once, so that work grows with the vault only."""

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Self, TypeVar
from urllib.parse import quote, unquote

# As a module: it reads items of prep, and so this package, itself.
from prepsite.core import derived as derivation
from prepsite.core.grounding.ledger import Ledger
from prepsite.core.pages import sitemap
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.chapters import Chapter
from prepsite.core.pages.common import Common
from prepsite.core.pages.escaping import escape, escape_blocks, plain
from prepsite.core.pages.filling import filled
from prepsite.core.pages.outlines import Outlines
from prepsite.core.pages.page import Attachment, LinkTo, Notice
from prepsite.core.pages.prepared import PreparedDocument
from prepsite.core.pages.sitemap import ApplicationPlaces, Place, Sitemap
from prepsite.core.plan import Plan, PlannedDocument
from prepsite.core.templates import Templates
from prepsite.core.vault import ApplicationRecord, Vault, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.base import FileModel
from prepsite.models.reference import Reference, ReferenceKind

T = TypeVar("T")
IMAGE_KINDS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
PUBLISHED_KINDS = frozenset({*IMAGE_KINDS, ".pdf", ".txt", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".zip"})
SHOWN_PROBLEMS = 10

_OUTSIDE = re.compile(r"^(?:https?://|mailto:)[^\s<>\"]+$", re.IGNORECASE)
_KINDS = frozenset(ReferenceKind)
_ADDRESS_SAFE = "/:?#@!$&'*+,;=%~"


class Edition:
    """A vault and what is derived from it, for the pages of one site, or of one application of it.

    Work is done application by application, when it is asked for, and once.
    `for_others` leaves out what prepsite itself found in doubt, which is the owner's to see.
    """

    def __init__(
        self,
        common: Common,
        chapters: Mapping[str, Chapter],
        vault: Vault,
        elsewhere: Mapping[str, ApplicationPlaces] | None = None,
        *,
        for_others: bool = False,
    ) -> None:
        """Take chapters by application; `elsewhere` are the places of applications without one."""
        self.common, self._chapters, self._elsewhere = common, chapters, elsewhere or {}
        self.for_others = for_others
        self.vault, self.zone, self.words = vault, common.zone, common.words
        self.sitemap = Sitemap(common.places, common.applications_folder, self._places)
        self._attachments: dict[str, dict[str, Attachment]] = {}

    @classmethod
    def of(
        cls,
        vault: Vault,
        plan: Plan,
        templates: Templates,
        ledgers: Mapping[str, Ledger] | None = None,
        *,
        for_others: bool = False,
    ) -> Self:
        """Return the edition of a vault; `ledgers` are those of the prep files, by path.

        A document without a ledger is shown without marks.
        """
        own, derived = derivation.derived_of(vault)
        common = Common(own.vault, templates)
        planned: dict[str, list[PlannedDocument]] = {}
        for found in plan.documents:
            planned.setdefault(found.application_id, []).append(found)
        problems: dict[str, list[Problem]] = {}
        for problem in vault.problems:
            problems.setdefault(
                problem.path.removeprefix(common.applications_folder).partition("/")[0], []
            ).append(problem)
        checked = ledgers or {}
        chapters = {
            name: Chapter(
                common,
                each,
                tuple(planned.get(name, ())),
                tuple(problems.get(name, ())),
                lambda prep: checked.get(prep.path),
            )
            for name, each in derived.items()
        }
        return cls(common, chapters, vault, for_others=for_others)

    def only(self, application_id: str, elsewhere: Mapping[str, ApplicationPlaces] | None = None) -> "Edition":
        """Return the edition of one application: nothing of any other can come onto its pages.

        But for links to their files, where `elsewhere` says where these are shown.
        """
        chapter = self._chapters[application_id]
        vault, only = chapter.derived.vault, {application_id: chapter}
        return Edition(self.common, only, vault, elsewhere, for_others=self.for_others)

    @cached_property
    def places(self) -> Mapping[str, ApplicationPlaces]:
        """Return where the files of each application are shown, by its id."""
        return {name: chapter.places for name, chapter in self._chapters.items()}

    def kept(self, record: ApplicationRecord, what: "Callable[[Edition, ApplicationRecord], T]") -> T:
        """Return what a function makes of one application; it is made again only when that changes."""
        chapter = self._chapters[record.id]
        return chapter.kept(what, lambda: what(self.only(record.id), chapter.record))

    def derived(self, record: ApplicationRecord) -> "derivation.Derived":
        """Return what is worked out from an application's record."""
        return self._chapters[record.id].derived

    def attachments_on(self, uri: str) -> tuple[Attachment, ...]:
        """Return the attachments that the page at `uri` refers to; it must have been made."""
        found = self._attachments.get(uri, {})
        return tuple(found[each] for each in sorted(found))

    def attach_there_too(self, source: str, uri: str) -> None:
        """Have the page at `uri` refer to the attachments of the one at `source`, which it shows a part of."""
        if found := self._attachments.get(source):
            self._attachments.setdefault(uri, {}).update(found)

    def render(self, template: str, source: str, **values: object) -> str:
        """Return the Markdown of a page template; `source` is the page's uri, for its links."""

        def to(place: Place | str | None, text: str = "") -> str:
            found = self.sitemap.of_reference(place, None) if isinstance(place, str) else place
            return sitemap.link(source, found, text) if found else escape(text or place or "")

        def fill(given: Mapping[str, object]) -> str:
            return self.common.templates.render(
                f"pages/{template}.md.j2",
                text=escape,
                blocks=escape_blocks,
                to=to,
                outside=outside,
                words=self.words,
                counted=self.words.counted,
                **given,
            )

        return filled(fill, values)

    @property
    def problems_link(self) -> LinkTo:
        """Return the link to all problems."""
        return LinkTo(self.words("Problems"), sitemap.PROBLEMS)

    def planned(self, application_id: str, interview_id: str | None = None) -> PlannedDocument | None:
        """Return the plan of one prep document."""
        chapter = self._chapters.get(application_id)
        return chapter.plans.get(interview_id) if chapter else None

    def prep(self, application_id: str, interview_id: str | None = None) -> PreparedDocument | None:
        """Return one prep document, or None where it isn't written."""
        chapter = self._chapters.get(application_id)
        return chapter.prep(interview_id) if chapter else None

    def outlines(self, record: ApplicationRecord) -> Outlines:
        """Return what each of an application's documents asks and cites."""
        return self._chapters[record.id].outlines

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
        attached = _attached(record) if record else frozenset[str]()

        def link(to: str) -> str | None:
            return self._destination(to, source, path, attached, images=False)

        def image(to: str) -> str | None:
            return self._destination(to, source, path, attached, images=True)

        def cite(reference: str) -> str | None:
            return self._cite(reference, source, record.id if record else None)

        return lambda below: Surroundings(below, link=link, image=image, cite=cite)

    def problems_in(self, path: str) -> tuple[Problem, ...]:
        """Return the problems of one file."""
        if not path.startswith(self.common.applications_folder):
            return self._problems.get(path, ())
        chapter = self._chapters.get(path.removeprefix(self.common.applications_folder).partition("/")[0])
        return chapter.problems_of.get(path, ()) if chapter else ()

    def problem_notices(self, source: str, *paths: str) -> tuple[Notice, ...]:
        """Return a notice for each problem of these files, for the page at `source`."""
        found = [problem for path in paths for problem in self.problems_in(path)]
        notices = [Notice(problem.severity, self._told(problem, source)) for problem in found[:SHOWN_PROBLEMS]]
        if len(found) > SHOWN_PROBLEMS:
            more = self.words("{n} more problems", n=len(found) - SHOWN_PROBLEMS)
            notices.append(Notice(Severity.WARNING, more, "prepsite check", self.problems_link))
        return tuple(notices)

    @cached_property
    def _problems(self) -> dict[str, tuple[Problem, ...]]:
        """Return the problems of the candidate's own files, by path."""
        found: dict[str, list[Problem]] = {}
        for problem in self.vault.problems:
            if not problem.path.startswith(self.common.applications_folder):
                found.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    def _places(self, application_id: str) -> ApplicationPlaces | None:
        chapter = self._chapters.get(application_id)
        return chapter.places if chapter else self._elsewhere.get(application_id)

    def _told(self, problem: Problem, source: str) -> str:
        """Return a problem as a sentence; of a private file, only where it is, but on its own page."""
        where = f"{problem.path}:{problem.line}:{problem.column}"
        place = self.sitemap.of_file(problem.path)
        if place and place.private and place.uri != source:
            return f"{where}: {self.words('this file is private; `prepsite check` tells what is wrong')}"
        field = f"{problem.field}: " if problem.field else ""
        remedy = f"; {problem.remedy}" if problem.remedy else ""
        return plain(f"{where}: {field}{problem.message}{remedy}")

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


def _attached(record: ApplicationRecord) -> frozenset[str]:
    """Return the attachments of an application that may be published, by path."""
    return frozenset(
        path
        for path in record.attachments
        if path.startswith(f"{record.folder}/files/")
        and not any(part.startswith(".") for part in path.split("/"))
    )


def outside(url: str, text: str = "") -> str:
    """Return a Markdown link to an address outside of the site, or its escaped text."""
    if not _OUTSIDE.match(url):
        return escape(text or url)
    return f"[{escape(text or url)}]({quote(url, safe=_ADDRESS_SAFE)})"
