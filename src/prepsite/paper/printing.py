"""Print rounds: read the vault once, then a PDF for each round asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prepsite.app.check import check_vault
from prepsite.app.pages import edition_from, site_from
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.listed import Listed, Site
from prepsite.core.pages.page import Page
from prepsite.core.sheet.choosing import sheet_of
from prepsite.errors import PrepsiteError, Problem
from prepsite.models.vocabulary import PaperSize
from prepsite.paper import sheet as sheet_page
from prepsite.paper.characters import typeset_fitted
from prepsite.paper.choosing import Round, chosen_rounds
from prepsite.paper.missing import told_missing
from prepsite.paper.pictures import Pictures
from prepsite.paper.rounds import PAPERS, Part, Sheets, round_source
from prepsite.paper.typesetting import EMBEDDED, FontChoice
from prepsite.paper.webpage import STYLE as WEB_STYLE
from prepsite.paper.webpage import webpage
from prepsite.templating import JinjaTemplates, package_templates
from prepsite.vault.layout import Workspace

STYLE = "paper/prep.typ"


@dataclass(frozen=True)
class Setting:
    """How to print: `paper` goes before what the vault's settings say."""

    paper: PaperSize | None = None
    fonts: FontChoice = EMBEDDED
    with_private: bool = False


@dataclass(frozen=True)
class Printed:
    """A round's PDF; `problems` are characters that no font at hand has, at their places."""

    content: bytes
    problems: tuple[Problem, ...] = ()


class Press:
    """Prints rounds of one vault as it stood when the press was set up."""

    def __init__(self, workspace: Workspace, setting: Setting = Setting()) -> None:
        """Read the vault; raise PrepsiteError where that can't be done."""
        self._report = report = check_vault(workspace)
        self._workspace = workspace
        self._setting = setting
        self.vault = report.vault
        settings = report.vault.settings
        self._templates = JinjaTemplates(workspace.templates)
        self.words = self._templates.words(settings.language)
        self.paper = setting.paper or settings.paper

    def rounds(self, names: tuple[str, ...], *, following: bool, every: bool) -> tuple[Round, ...]:
        """Return the rounds asked for: named, the next one, or all to come.

        Raises UsageError for an unknown name, and for a private round that isn't asked for as such.
        """
        return chosen_rounds(
            self.vault,
            names,
            following=following,
            every=every,
            with_private=self._setting.with_private,
        )

    def pdf(self, chosen: Round) -> Printed:
        """Return a round and its base prep as one PDF; raise PrepsiteError where it can't be set."""
        record, found = chosen
        page = self._pages[sitemap.round_uri(record.id, found.id)].page
        parts = self._parts(chosen, page)
        source = round_source(page, labels.application_title(record), parts, self._sheets())
        name = f"{record.id}/{found.id}"
        content, missing = typeset_fitted(source, what=name, fonts=self._setting.fonts)
        paths = tuple(dict.fromkeys(path for part in parts for path in part.page.sources))
        return Printed(content, told_missing(missing, paths, self._workspace) if missing else ())

    def sheet(self, chosen: Round) -> Printed:
        """Return a round on one page; raise PrepsiteError where it can't be set."""
        record, found = chosen
        sheet = sheet_of(self._edition, record, found)
        name = f"{record.id}/{found.id}"
        style = style_of(self._workspace, sheet_page.STYLE)
        content, missing = sheet_page.sheet_pdf(
            sheet, style, PAPERS[self.paper], what=name, fonts=self._setting.fonts
        )
        files = (found.prep, record.prep, found.file, record.application, self.vault.profile)
        paths = tuple(file.path for file in files if file)
        return Printed(content, told_missing(missing, paths, self._workspace) if missing else ())

    def webpage(self, chosen: Round) -> Printed:
        """Return a round and its base prep as one HTML file, its pictures in it."""
        record, found = chosen
        page = self._pages[sitemap.round_uri(record.id, found.id)].page
        pictures = Pictures(self._workspace, {each.uri: each for each in self._site.attachments_of(record.id)})
        text = webpage(
            self._parts(chosen, page),
            labels.application_title(record),
            style_of(self._workspace, WEB_STYLE),
            self._templates,
            self.words,
            pictures,
        )
        return Printed(text.encode("utf-8"), pictures.problems)

    @cached_property
    def _site(self) -> Site:
        return site_from(self._report, self._workspace)

    @cached_property
    def _pages(self) -> Mapping[str, Listed]:
        return {listed.uri: listed for listed in self._site.listed}

    @cached_property
    def _edition(self) -> Edition:
        return edition_from(self._report, self._workspace)

    def _parts(self, chosen: Round, page: Page) -> tuple[Part, ...]:
        record, found = chosen
        own, application = sitemap.round_uri(record.id, found.id), sitemap.application_uri(record.id)
        parts = [Part(self.words("This round"), page)]
        if base := self._pages.get(sitemap.reference_uri(record.id)):
            parts.append(Part(self.words("Job, company and narrative"), base.page))
        if self._setting.with_private:
            private = (self._pages.get(sitemap.private_uri(uri)) for uri in (own, application))
            parts += [Part(each.title, each.page) for each in private if each]
        return tuple(parts)

    def _sheets(self) -> Sheets:
        settings = self.vault.settings
        return Sheets(style_of(self._workspace), self.paper, self.words, settings.prep_language)


def style_of(workspace: Workspace, name: str = STYLE) -> str:
    """Return the source of the look, the user's own first; raise PrepsiteError where it can't be read."""
    own = workspace.templates / name
    path = own if own.is_file() else package_templates() / name
    return _read(path)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrepsiteError(
            "the look of printed pages can't be read",
            where=str(path),
            remedy="save it in UTF-8, or delete your copy to use prepsite's own",
        ) from error
