"""Print rounds: read the vault once, then a PDF for each round asked for."""

from dataclasses import dataclass
from pathlib import Path

from prepsite.app.check import check_vault
from prepsite.app.pages import site_from
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.page import Page
from prepsite.core.pages.rounds import is_private
from prepsite.errors import PrepsiteError, Problem, UsageError
from prepsite.models.vocabulary import PaperSize
from prepsite.paper.characters import typeset_fitted
from prepsite.paper.choosing import Round, named_round, next_round, scheduled_rounds
from prepsite.paper.missing import told_missing
from prepsite.paper.rounds import Part, Sheets, round_source
from prepsite.paper.typesetting import EMBEDDED, FontChoice
from prepsite.templating import JinjaTemplates, package_templates
from prepsite.vault.layout import Workspace

STYLE = "paper/prep.typ"
SUFFIX = ".pdf"


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
        report = check_vault(workspace)
        self._workspace = workspace
        self._setting = setting
        self._pages = {page.uri: page for page in site_from(report, workspace).pages}
        self.vault = report.vault
        settings = report.vault.settings
        self.words = JinjaTemplates(workspace.templates).words(settings.language)
        self.paper = setting.paper or settings.paper

    def rounds(self, names: tuple[str, ...], *, following: bool, every: bool) -> tuple[Round, ...]:
        """Return the rounds asked for: named, the next one, or all to come.

        Raises UsageError for an unknown name, and for a private round that isn't asked for as such.
        """
        with_private = self._setting.with_private
        found = [named_round(self.vault, name) for name in names]
        if following:
            found.append(next_round(self.vault, with_private=with_private))
        if every:
            found += scheduled_rounds(self.vault, with_private=with_private)
        for record, each in found:
            if is_private(record, each) and not with_private:
                raise UsageError(
                    f"{record.id}/{each.id} is private, and stays off paper",
                    remedy="print it with --include-private",
                )
        return tuple({(record.id, each.id): (record, each) for record, each in found}.values())

    def pdf(self, chosen: Round) -> Printed:
        """Return a round and its base prep as one PDF; raise PrepsiteError where it can't be set."""
        record, found = chosen
        page = self._pages[sitemap.round_uri(record.id, found.id)]
        parts = self._parts(chosen, page)
        source = round_source(page, labels.application_title(record), parts, self._sheets())
        name = f"{record.id}/{found.id}"
        content, missing = typeset_fitted(source, what=name, fonts=self._setting.fonts)
        paths = tuple(dict.fromkeys(path for part in parts for path in part.page.sources))
        return Printed(content, told_missing(missing, paths, self._workspace) if missing else ())

    def _parts(self, chosen: Round, page: Page) -> tuple[Part, ...]:
        record, found = chosen
        own, application = sitemap.round_uri(record.id, found.id), sitemap.application_uri(record.id)
        parts = [Part(self.words("This round"), page)]
        if base := self._pages.get(sitemap.reference_uri(record.id)):
            parts.append(Part(self.words("Job, company and narrative"), base))
        if self._setting.with_private:
            private = (self._pages.get(sitemap.private_uri(uri)) for uri in (own, application))
            parts += [Part(page.title, page) for page in private if page]
        return tuple(parts)

    def _sheets(self) -> Sheets:
        return Sheets(style_of(self._workspace), self.paper, self.words)


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
