"""All vault pages of a site, in as many processes as there are processors, and only those that changed."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from logging import LogRecord
from pathlib import Path

from mkdocs.exceptions import MkDocsException

from prepsite.app.copying import can_be_copied, shared_out
from prepsite.core.digests import digest_of
from prepsite.core.pages import sitemap
from prepsite.core.pages.listed import digest_of as digest_of_page
from prepsite.core.pages.page import Attachment
from prepsite.errors import PrepsiteError
from prepsite.site.attachments import content_or_warning
from prepsite.site.complaints import leave_to_others, tell
from prepsite.site.incremental.drawing import Drawing
from prepsite.site.incremental.keys import Surroundings
from prepsite.site.incremental.outputs import Output, Outputs
from prepsite.site.rendering import VaultPage
from prepsite.site.searching import INDEX, write_index
from prepsite.templating import TemplateFault
from prepsite.vault.layout import Workspace

# So few pages are drawn before another process has come up. So many are given to one at a time, as pages of
# one application share what they are made of; where there aren't many, nobody is to wait for the other.
_FEW, _AT_ONCE, _MANY = 6, 24, 60


@dataclass(frozen=True)
class _Done:
    """A page that stands in the folder now, and what was complained of in a copy of this process."""

    uri: str
    output: Output
    complaints: tuple[LogRecord, ...] = ()


class _Work:
    """Drawing pages into a folder. Other processes have it as it was when they began."""

    def __init__(self, drawing: Drawing, outputs: Outputs, shared: str) -> None:
        self._drawing = drawing
        self._outputs = outputs
        self._shared = shared
        self._surroundings = Surroundings(drawing.nav)
        self._process = os.getpid()
        self.groups: Sequence[Sequence[VaultPage]] = ()

    def left(self, page: VaultPage) -> Output | None:
        """Return what stands there of a page that needn't even be made, None where it has to be."""
        return self._outputs.left(page.file.dest_uri, self._key(page, page.listed.key))

    def do(self, number: int) -> list[_Done]:
        """Bring one group of pages up to date."""
        return [self._done(page) for page in self.groups[number]]

    def _done(self, page: VaultPage) -> _Done:
        uri, listed = page.file.dest_uri, page.listed
        key, said = self._key(page, listed.key), self._key(page, digest_of_page(listed.page))
        if left := self._outputs.left(uri, said=said):
            return _Done(uri, replace(left, key=key))
        drawn = self._drawing.draw(page)
        # What was complained of has to be said again by the next build.
        known = ("", "") if drawn.complaints else (key, said)
        attachments = tuple((each.uri, each.source) for each in listed.attachments)
        output = Output(*known, self._outputs.put(uri, drawn.html), drawn.entries, attachments)
        return _Done(uri, output, drawn.complaints if os.getpid() != self._process else ())

    def _key(self, page: VaultPage, own: str) -> str:
        if not self._shared or not own:
            return ""
        return digest_of((self._shared, self._surroundings.of(page), own))


def draw_site(drawing: Drawing, outputs: Outputs, shared: str, workspace: Workspace) -> None:
    """Bring all vault pages of a folder up to date, their attachments, and the search index of all pages.

    `shared` is the key of what all pages are drawn with; where it is empty, each page is drawn. Raises
    what MkDocs or a template raises.
    """
    work = _Work(drawing, outputs, shared)
    pages = {page.file.dest_uri: page for page in drawing.files.vault_pages()}
    # In the order of the site, which is that of the search index.
    found = {uri: work.left(page) for uri, page in pages.items()}
    due = [page for uri, page in pages.items() if found[uri] is None]
    work.groups = tuple(_groups(due))
    found |= {done.uri: done.output for done in _all_done(work, len(due))}
    stands = {uri: output for uri, output in found.items() if output is not None}
    attachments = dict(pair for output in stands.values() for pair in output.attachments)
    for uri, source in sorted(attachments.items()):
        content = content_or_warning(workspace, Attachment(uri, source))
        if content is not None:
            outputs.put(uri, content)
    folder = Path(drawing.config.site_dir)
    if (index := folder / INDEX).is_file():
        entries = (output.entries for output in stands.values())
        write_index(folder, index.read_text(encoding="utf-8"), entries)
    outputs.keep(stands)


def _groups(pages: Sequence[VaultPage]) -> Iterator[Sequence[VaultPage]]:
    """Yield pages by what they are made from: first those over the whole vault, which take longest."""
    yield from ([page] for page in pages if page.listed.application_id is None)
    others = (page for page in pages if page.listed.application_id)
    size = _AT_ONCE if len(pages) > _MANY else 1
    for name, group in groupby(others, key=lambda page: page.listed.application_id or ""):
        # A reference takes longest, but where it takes what its rounds' pages were rendered to.
        own = sorted(group, key=lambda page: (page.listed.uri == sitemap.reference_uri(name)) is (size > 1))
        yield from (own[at : at + size] for at in range(0, len(own), size))


def _all_done(work: _Work, pages: int) -> Iterator[_Done]:
    groups = len(work.groups)
    if pages <= _FEW or groups < 2 or not can_be_copied():
        for number in range(groups):
            yield from work.do(number)
        return
    for group in shared_out(work.do, groups, leave_to_others, (PrepsiteError, MkDocsException, TemplateFault)):
        for done in group:
            tell(done.complaints)
            yield done
