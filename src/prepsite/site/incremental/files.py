"""The files of a site, of which MkDocs reads and builds only those that aren't the vault's pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from prepsite.core.pages.listed import Listed
from prepsite.site.rendering import VaultPage

_OWN_PLUGINS = frozenset({"prepsite", "search", "material/search"})


def is_alone(config: MkDocsConfig) -> bool:
    """Tell whether no plugin and no hook but prepsite's own and the search may want to see each page."""
    return _OWN_PLUGINS.issuperset(config.plugins) and not config.hooks


class SiteFiles(Files):
    """The files of a site; once `hide` was called, MkDocs's loops over pages leave the vault's out."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self._hides = False

    def hide(self) -> None:
        """Have MkDocs build everything but the vault's pages; links to them still lead there."""
        self._hides = True

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Return the pages that MkDocs is to read and build."""
        found = super().documentation_pages(inclusion=inclusion)
        return [file for file in found if not isinstance(file.page, VaultPage)] if self._hides else found

    def exchange(self, site: Iterable[Listed]) -> bool:
        """Have the pages be made as another state of the site lists them.

        Return False, and exchange nothing, where the navigation is another one.
        """
        pages = list(self.vault_pages())
        uris = {page.file.src_uri for page in pages}
        # A user's own page in the place of one of them stays.
        listed = [each for each in site if each.uri in uris or self.get_file_from_path(each.uri) is None]
        if [page.listed.head for page in pages] != [each.head for each in listed]:
            return False
        for page, each in zip(pages, listed, strict=True):
            page.listed = each
        return True

    def every_page(self) -> Sequence[File]:
        """Return all pages, the vault's too."""
        return super().documentation_pages()

    def vault_pages(self) -> Iterator[VaultPage]:
        """Yield the vault's pages, in the order in which they were added."""
        for file in super().documentation_pages():
            if isinstance(file.page, VaultPage):
                yield file.page
