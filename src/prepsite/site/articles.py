"""Articles away from MkDocs: a page's Markdown as sanitised HTML, by the extensions of the site."""

import html

import markdown

from prepsite.site.marks import without_forged
from prepsite.site.sanitiser import sanitise

EXTENSIONS = (
    "tables",
    "attr_list",
    "sane_lists",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.tasklist",
    "prepsite.site.folding",
    "prepsite.site.inline",
    "prepsite.site.blocks",
)
"""What Python-Markdown needs to know to read prepsite's pages; MkDocs adds `toc` by itself."""


def article_html(text: str) -> str:
    """Return Markdown as sanitised HTML; marks of claims stay in its text.

    What is nested too deeply to be rendered is shown as it was typed.
    """
    converter = markdown.Markdown(extensions=[*EXTENSIONS, "toc"])
    try:
        rendered = converter.convert(text)
    except RecursionError:
        rendered = f"<pre>{html.escape(text)}</pre>"
    return sanitise(without_forged(rendered))
