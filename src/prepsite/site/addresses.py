"""Links between pages, as addresses relative to the page that they stand on."""

import logging
import posixpath

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from prepsite.core.pages.page import LinkTo

log = logging.getLogger("mkdocs.plugins.prepsite")


class Addresses:
    """Turns links into addresses relative to one page."""

    def __init__(self, files: Files, page: MkDocsPage) -> None:
        self._files = files
        self._page = page
        self._known: dict[LinkTo, str] = {}

    def __call__(self, link: LinkTo) -> str:
        """Return a link's address; an empty text, and a warning, where it leads nowhere."""
        if link not in self._known:
            self._known[link] = self._address(link)
        return self._known[link]

    def _address(self, link: LinkTo) -> str:
        file = self._files.get_file_from_path(posixpath.normpath(link.uri))
        if file is None:
            here = self._page.file.src_uri
            log.warning(f"{here}: the link {link.text!r} leads to {link.uri}, which isn't there")
            return ""
        fragment = (f"?{link.query}" if link.query else "") + (f"#{link.anchor}" if link.anchor else "")
        if file is self._page.file and fragment:
            return fragment
        return get_relative_url(file.url, self._page.url) + fragment
