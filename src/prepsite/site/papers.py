"""PDFs on the site: each with its round's page, which links to it only where it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from prepsite.core.pages import sitemap
from prepsite.core.pages.listed import Listed, Site
from prepsite.core.pages.page import FactRow, LinkTo, Page
from prepsite.core.words import Words


@dataclass(frozen=True)
class Paper:
    """The PDF of a round."""

    application_id: str
    interview_id: str
    content: bytes

    @property
    def page_uri(self) -> str:
        """Return the uri of the round's page."""
        return sitemap.round_uri(self.application_id, self.interview_id)

    @property
    def uri(self) -> str:
        """Return where the PDF stands, beside the round's page."""
        name = f"{self.application_id}-{self.interview_id}.pdf"
        return f"{self.page_uri.removesuffix('index.md')}{name}"


@runtime_checkable
class TakesPapers(Protocol):
    """What puts PDFs onto a site: the plugin."""

    papers: Sequence[Paper]


def with_papers(site: Site, papers: Sequence[Paper], words: Words) -> Site:
    """Return the site with a link to each PDF at the head of its round, on its page and its panel."""
    if not papers:
        return site
    own = {paper.page_uri: paper for paper in papers}
    panels = {(sitemap.reference_uri(paper.application_id), paper.interview_id): paper for paper in papers}

    def row(paper: Paper) -> FactRow:
        return FactRow(words("Paper"), links=(LinkTo(words("PDF, base prep included"), paper.uri),))

    def linked(page: Page) -> Page:
        chrome = page.chrome
        if paper := own.get(page.uri):
            chrome = replace(chrome, facts=(*chrome.facts, row(paper)))
        if chrome.panels:
            shown = (
                replace(panel, facts=(*panel.facts, row(found)))
                if (found := panels.get((page.uri, panel.id)))
                else panel
                for panel in chrome.panels
            )
            chrome = replace(chrome, panels=tuple(shown))
        return page if chrome is page.chrome else replace(page, chrome=chrome)

    uris = {*own, *(uri for uri, _ in panels)}

    def listed(each: Listed) -> Listed:
        return each.changed(linked) if each.uri in uris else each

    return Site(tuple(map(listed, site.listed)), site.words)
