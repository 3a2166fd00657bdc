"""What the core asks of a template engine, so that it needs none."""

from typing import Protocol

from prepsite.core.words import Words


class Templates(Protocol):
    """Renders named templates: `prep/…` for vault Markdown, `pages/…` for pages."""

    def render(self, name: str, **values: object) -> str:
        """Return the text of template `name` with `values`; raise PrepsiteError if it can't."""
        ...

    def digest(self, prefix: str) -> str:
        """Return a digest of the sources of all templates whose names start with `prefix`."""
        ...

    def language_name(self, language: str) -> str:
        """Return what a language is called in English, its tag beside it."""
        ...

    def words(self, language: str) -> Words:
        """Return what prepsite says in a language; English where there is no catalogue of it."""
        ...
