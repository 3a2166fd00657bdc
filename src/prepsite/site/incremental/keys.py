"""What a page's HTML depends on beside the page itself, as digests: all pages' common ground, and its place."""

import json
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

import prepsite
from prepsite.app.code import said_by_files
from prepsite.core.digests import digest_of
from prepsite.core.pages.sitemap import APPLICATIONS
from prepsite.site.reading import Reading
from prepsite.site.rendering import VaultPage
from prepsite.templating import is_installed, package_templates
from prepsite.vault.layout import Workspace

MOST_LISTED = 12
"""So many entries of the navigation's list of applications are drawn on each page (`partials/nav.html`)."""

_LIBRARIES = (
    "mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Pygments",
    "Jinja2", "MarkupSafe", "nh3", "Babel",
)  # fmt: skip


def shared_by_all(config: MkDocsConfig, reading: Reading, workspace: Workspace) -> str:
    """Return the digest of what every page is drawn with: code, libraries, templates, theme and settings."""
    folders = [Path(folder) for folder in config.theme.dirs]
    own = dict.fromkeys((workspace.templates, *(each for each in folders if not is_installed(each))))
    return digest_of(
        (
            _code(),
            *(f"{name} {version(name)}" for name in _LIBRARIES),
            json.dumps(_settings(config), default=_named, sort_keys=True),
            str(reading.today),
            reading.words.language,
            *(part for folder in own for part in (str(folder), *said_by_files(folder))),
        )
    )


class Surroundings:
    """What the theme draws around a page because of where it stands in one navigation, as digests."""

    def __init__(self, nav: Navigation) -> None:
        self._top = digest_of(_beside(nav.items))
        self._lists: dict[Section, str] = {}

    def of(self, page: VaultPage) -> str:
        """Return the digest of the way down to a page, what is listed on that way, and the pages beside it.

        What is listed is said in `partials/nav.html`.
        """
        item: StructureItem = page
        parts = [self._top]
        while isinstance(above := item.parent, Section):
            parts += [str(above.title), self._listed_in(above, item)]
            item = above
        for near in (page.previous_page, page.next_page):
            parts += [str(near.title), near.url] if near else [""]
        return digest_of(parts)

    def _listed_in(self, section: Section, on_the_way: StructureItem) -> str:
        """Return the digest of what a section lists: of many applications, the one at hand."""
        first = next(iter(section.children))
        is_listing = isinstance(first, Page) and first.file.src_uri == APPLICATIONS
        if is_listing and len(section.children) > MOST_LISTED:
            return digest_of(_beside((first, on_the_way)))
        if section not in self._lists:
            self._lists[section] = digest_of(_beside(section.children))
        return self._lists[section]


def _beside(items: Iterable[StructureItem]) -> Iterator[str]:
    """Yield titles and addresses of what stands in one list of the navigation."""
    for item in items:
        first: StructureItem | None = item
        while isinstance(first, Section):
            first = next(iter(first.children), None)
        yield f"{item.title}\n{first.url if isinstance(first, Page | Link) else ''}"


@cache
def _code() -> str:
    """Return the digest of the installed code and templates."""
    code = said_by_files(Path(prepsite.__file__).parent)
    return digest_of((platform.python_version(), *code, *said_by_files(package_templates())))


def _settings(config: MkDocsConfig) -> dict[str, object]:
    """Return what pages are drawn by, with what prepsite set; the navigation counts where it is drawn."""
    left_out = {"dev_addr", "nav", "plugins", "site_dir", "strict", "theme", "watch"}
    plain = {name: value for name, value in config.items() if name not in left_out}
    plugins = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
    return {**plain, "plugins": plugins, "theme": dict(config.theme), "theme_name": config.theme.name}


def _named(value: object) -> str:
    """Return what stands for a value of the settings that JSON has no form for."""
    return str(getattr(value, "__qualname__", value))
