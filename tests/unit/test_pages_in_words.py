"""Pages in a made-up language, which wraps all that prepsite says: what isn't wrapped is hard-coded."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.ledgers import ledgers
from prepsite.core.dates import EnglishDates
from prepsite.core.pages import site_of
from prepsite.core.pages.exported import exported
from prepsite.core.pages.listed import Site
from prepsite.core.pages.page import Page
from prepsite.core.words import Words
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
# Labels of chrome: always prepsite's own words, whatever the vault says.
LABELS = {
    "FactRow": ("label",),
    "Grid": ("columns", "intro", "more"),
    "Cell": ("mark",),
    "When": ("text",),
    "Filter": ("label",),
    "Bar": ("told",),
    "BarsPart": ("heading", "told"),
    "ComingPart": ("heading", "empty"),
    "NextPart": ("heading",),
    "TodoPart": ("heading",),
    "DoorsPart": ("heading",),
    "Month": ("title",),
    "Plot": ("title", "description"),
    "Chrome": ("written_by",),
    "Page": ("title", "nav_title", "description"),
    "Panel": ("title",),
}
# Links and names of the profile; what the vault itself calls a page, a role, a resume's file.
OWN = re.compile(r"^(?:https?://|Portfolio|Code|Talk: )")
MONTHS = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d|\b\d{1,2} (?:January|February|March|April|May)\b")


@dataclass(frozen=True)
class _Dates(EnglishDates):
    def day(self, day: date) -> str:
        return "«day»"

    def date(self, day: date) -> str:
        return "«date»"

    def month(self, year: int, month: int) -> str:
        return "«month»"

    def clock(self, moment: datetime) -> str:
        return "«clock»"


WRAPPING = Words(
    "qps", lambda text: f"«{text}»", lambda one, many, n: f"«{one if n == 1 else many}»", dates=_Dates()
)


class _Wrapping(JinjaTemplates):
    def words(self, language: str) -> Words:
        return WRAPPING


@pytest.fixture(scope="module")
def site() -> Site:
    workspace = Workspace.at(REPOSITORY)
    report = check_vault(workspace)
    vault = replace(report.vault, problems=report.problems)
    return site_of(vault, report.plan, _Wrapping(), ledgers(workspace, report.vault))


def _labels(value: object, uri: str) -> Iterator[tuple[str, str, str]]:
    """Yield (uri, field, text) for each label in a page's chrome."""
    if isinstance(value, tuple):
        for each in value:
            yield from _labels(each, uri)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Words):
        kind = type(value).__name__
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if field.name in LABELS.get(kind, ()):
                for text in inner if isinstance(inner, tuple) else (inner,):
                    yield uri, f"{kind}.{field.name}", text
            yield from _labels(inner, uri)


def _vaults_own(page: Page, field: str, text: str, titles: frozenset[str]) -> bool:
    """Tell whether a label is the vault's: a project's title, a resume's, an application's name."""
    return bool(OWN.match(text)) or text in titles or (field.startswith("Page.") and page.uri.count("/") > 1)


def test_every_label_of_chrome_comes_from_the_catalogue(site: Site) -> None:
    titles = frozenset(
        page.title for page in site.pages if page.uri.startswith(("projects/", "resumes/", "profile/"))
    ) | {part for page in site.pages for part in page.section}
    bare = {
        (field, text)
        for page in site.pages
        for uri, field, text in _labels(page, page.uri)
        if re.search(r"[^\W\d_]", text) and "«" not in text and not _vaults_own(page, field, text, titles)
    }
    assert bare == set()


def test_no_page_tells_a_date_in_english_by_itself(site: Site) -> None:
    said = []
    for page in site.pages:
        for uri, field, text in _labels(page, page.uri):
            said += [(uri, field, text)] if MONTHS.search(text) else []
    assert said == []


def test_headings_of_pages_come_from_the_catalogue_or_from_the_vault(site: Site) -> None:
    """What has an anchor of prepsite's own, and isn't prep, has a heading of prepsite's own."""
    anchors = {
        "upcoming-rounds",
        "past-rounds",
        "company-research",
        "contacts",
        "my-notes",
        "situation",
        "actions",
        "outcomes",
        "metrics",
        "decisions",
        "lessons",
        "used",
        "credentials",
        "skills",
        "narrative",
        "facts",
        "about-this-round",
        "who-will-ask",
        "can-you-defend-each-line",
        "followed-up",
    }
    found = [
        heading[0]
        for page in site.pages
        for heading in re.finditer(r"(?m)^##+ (.*) \{: #([\w-]+) \}$", page.markdown)
        if heading[2] in anchors
    ]
    assert len(found) > 30
    assert [heading for heading in found if "«" not in heading] == []


def test_an_export_is_in_the_sites_language(site: Site) -> None:
    uris = {page.uri for page in site.pages}
    text = "\n".join(exported(page, uris.__contains__, WRAPPING) for page in site.pages if not page.private)
    for english in ("**Claims:**", "## Rounds", "> **Warning.**", "Previous: [", "> Run:"):
        assert english not in text
    assert "«Claims»" in text
