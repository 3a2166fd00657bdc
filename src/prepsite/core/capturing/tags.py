"""HTML → tags and text, in one pass that never goes back: a page is a stranger's, of any size.

Like a browser, it drops comments, the rest of a page after one that is never closed, and what stands
in scripts and styles; unlike one, it mends nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from prepsite.core.posting.words import decoded

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+)>", re.DOTALL
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>\"']++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]++)))?"
)
# Elements that hold no markup, or none that is shown.
RAW = frozenset(
    {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"}
    | {"template", "svg", "math", "object", "select"}
)
# The attributes that tell what an element is; all others are dropped unread.
_WANTED = frozenset(
    {"id", "class", "style", "hidden", "aria-hidden", "role", "href", "name", "property", "content"}
    | {"itemprop", "itemtype", "type", "rel", "open", "data-automation-id", "data-qa", "data-testid"}
)
_LONGEST_NAME = 40
_LONGEST_ATTRIBUTES = 4_000


@dataclass(frozen=True)
class Tag:
    """A tag: `text` is what stands in an element that holds no markup."""

    name: str
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


def tags_of(page: str) -> Iterator[Tag | str]:
    """Yield the tags of a page, and the texts between them with entities decoded."""
    at = 0
    while at < len(page):
        opened = page.find("<", at)
        if opened < 0:
            yield decoded(page[at:])
            return
        if opened > at:
            yield decoded(page[at:opened])
        if page.startswith("<!--", opened):
            end = page.find("-->", opened + 4)
            at = end + 3 if end >= 0 else len(page)
        elif page[opened + 1 : opened + 2] in ("!", "?"):
            end = page.find(">", opened)
            at = end + 1 if end >= 0 else len(page)
        elif not (page[opened + 1 : opened + 2].isalpha() or page.startswith("</", opened)):
            yield "<"
            at = opened + 1
        elif found := _TAG.match(page, opened):
            tag, at = _tag(page, found)
            yield tag
        elif page.startswith("</", opened):
            end = page.find(">", opened)
            at = end + 1 if end >= 0 else len(page)
        else:
            return


def _tag(page: str, found: "re.Match[str]") -> tuple[Tag, int]:
    name = found["name"][:_LONGEST_NAME].casefold()
    if found["close"]:
        return Tag(name, closes=True), found.end()
    attributes = _attributes(found["rest"])
    if name not in RAW or found["rest"].endswith("/"):
        return Tag(name, attributes=attributes), found.end()
    closing = re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE).search(page, found.end())
    start, end = closing.span() if closing else (len(page), len(page))
    return Tag(name, attributes=attributes, text=page[found.end() : start]), end


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name = match["name"].casefold()
        if name in _WANTED and name not in found:
            value = match["double"] or match["single"] or match["bare"] or ""
            found[name] = decoded(value[:_LONGEST_ATTRIBUTES])
    return found
