"""The site's language, for the theme: its own words, the direction of writing, how search stems."""

from pathlib import Path

import material  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig

from prepsite.core.words import ENGLISH, Words
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace
from prepsite.vault.settings_file import read_settings

_THEME = Path(material.__file__).parent / "templates"


def words_of(workspace: Workspace) -> Words:
    """Return the words of the language that the settings choose; English where they can't be read."""
    settings, _ = read_settings(workspace)
    return JinjaTemplates(workspace.templates).words(settings.language)


def set_language(config: MkDocsConfig, words: Words) -> None:
    """Let the theme speak the site's language; in English, the user's mkdocs.yml decides."""
    if words.language == ENGLISH:
        return
    tags = list(dict.fromkeys((words.language, words.language.partition("-")[0])))
    spoken = next((tag for tag in tags if (_THEME / "partials/languages" / f"{tag}.html").is_file()), None)
    if spoken:
        config.theme["language"] = spoken
    config.theme["direction"] = "rtl" if words.is_right_to_left else "ltr"
    search = config.plugins.get("search") or config.plugins.get("material/search")
    if search is not None and not search.config.get("lang"):
        stemmed = [tag for tag in tags if (_THEME / _STEMMER.format(tag)).is_file()]
        # Names, tools and postings are English often enough.
        search.config["lang"] = [*stemmed, ENGLISH]


_STEMMER = "assets/javascripts/lunr/min/lunr.{}.min.js"
