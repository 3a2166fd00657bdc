"""What Zensical is told of an export: the navigation, and Markdown as prepsite's pages are written."""

import json
from collections.abc import Iterable, Iterator, Sequence

from prepsite.core.pages.contents import Branch, Leaf
from prepsite.core.pages.exported import safe_title
from prepsite.core.words import ENGLISH, Words

FILE = "zensical.toml"
DOCS = "docs"

# The languages that its theme speaks, as Material's does; any other ends the build.
_SPOKEN = """
    af ar az be bg bn ca cs cy da de el en eo es et eu fa fi fr gl he hi hr hu hy id is it ja ka kn ko ku-IQ
    lb lt lv mk mn ms my nb nl nn pl pt-BR pt ro ru sa sh si sk sl sq sr sv ta te th tl tr uk ur uz vi
    zh-Hant zh-TW zh
"""
_LANGUAGES = frozenset(_SPOKEN.split())
# Zensical's own choice would turn "1/4", "(c)" and ":key:" of the vault into other characters.
_EXTENSIONS = """\
[project.markdown_extensions.admonition]
[project.markdown_extensions.attr_list]
[project.markdown_extensions.pymdownx.details]
[project.markdown_extensions.pymdownx.highlight]
[project.markdown_extensions.pymdownx.superfences]
[project.markdown_extensions.pymdownx.tasklist]
[project.markdown_extensions.sane_lists]
[project.markdown_extensions.tables]
[project.markdown_extensions.toc]
toc_depth = 3
"""


def configuration(site_name: str, contents: Sequence[Leaf | Branch], words: Words) -> str:
    """Return the text of `zensical.toml` for pages in `docs` that stand in this order."""
    tags = (words.language, words.language.partition("-")[0])
    language = next((tag for tag in tags if tag in _LANGUAGES), ENGLISH)
    direction = "rtl" if words.is_right_to_left else "ltr"
    return "\n".join(
        [
            "# Written by `prepsite export --zensical`; the next export replaces it.",
            "[project]",
            f"site_name = {_quoted(safe_title(site_name))}",
            f'docs_dir = "{DOCS}"',
            'site_dir = "site"',
            "# The site opens from the disk.",
            "use_directory_urls = false",
            "nav = [",
            *_entries(contents, "  "),
            "]",
            "",
            "[project.theme]",
            "# Otherwise every page would load its fonts from a server.",
            "font = false",
            'features = ["navigation.indexes", "navigation.top", "toc.follow", "content.code.copy"]',
            f'language = "{language}"',
            f'direction = "{direction}"',
            "",
            *_palette("light", "default", "lucide/sun", words("Switch to dark colours")),
            *_palette("dark", "slate", "lucide/moon", words("Switch to light colours")),
            _EXTENSIONS,
        ]
    )


def _palette(colours: str, scheme: str, icon: str, switch: str) -> tuple[str, ...]:
    return (
        "[[project.theme.palette]]",
        f'media = "(prefers-color-scheme: {colours})"',
        f'scheme = "{scheme}"',
        f'toggle = {{ icon = "{icon}", name = {_quoted(switch)} }}',
        "",
    )


def _entries(contents: Iterable[Leaf | Branch], indent: str) -> Iterator[str]:
    for each in contents:
        if isinstance(each, Branch):
            yield f"{indent}{{{_quoted(safe_title(each.title))} = ["
            yield from _entries(each.entries, indent + "  ")
            yield f"{indent}]}},"
        elif each.title:
            yield f"{indent}{{{_quoted(safe_title(each.title))} = {_quoted(each.uri)}}},"
        else:
            yield f"{indent}{_quoted(each.uri)},"


def _quoted(text: str) -> str:
    """Return the text as a string of TOML, which reads JSON's escapes; DEL alone JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
