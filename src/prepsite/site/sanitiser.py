"""What rendered content may hold: an allowlist of tags and attributes, and nothing that acts.

Every page's content passes through here after Markdown, the user's own pages too.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import nh3

_TEXT_TAGS = """
    a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q s samp section small span strong sub
    summary sup table tbody td tfoot th thead tr u ul var
"""
TAGS: Final = frozenset(_TEXT_TAGS.split())
DROPPED_WHOLE: Final = frozenset({"script", "style", "template", "iframe", "object", "noscript", "title"})
ATTRIBUTES: Final = {
    "*": {"class", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"data-tabs"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "ol": {"start"},
    "td": {"style", "colspan", "rowspan"},
    "th": {"style", "colspan", "rowspan"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto"})

# The theme's own names: content that took one would move its drawer, its search or its settings.
_TAB_NAME = r"__tabbed_\d+(?:_\d+)?"
_ID = re.compile(rf"(?:[^\W_][\w:.\-]*|{_TAB_NAME})")
_ID_OF_THEME = re.compile(r"md-|prepsite")
# It would load a drawing program from another host for the last of them.
_CLASS_OF_THEME = re.compile(r"md-(?!button)|prepsite|js\b|mermaid\b")
_ALIGNMENT = re.compile(r"text-align:\s*(?:left|right|center)\s*;?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
# Browsers skip these inside an address, so that "/\t/host" is another host.
_SKIPPED = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True)
class Elsewhere:
    """Another page than the one that content was rendered for, shared with content of the same kind.

    `prefix` goes before each id, and before links to one of `own_ids`; `address` turns any other relative
    address into one from there.
    """

    prefix: str
    own_ids: Collection[str]
    address: Callable[[str], str]

    def link(self, address: str) -> str:
        """Return where a link leads from there."""
        if address.startswith("#") and address[1:] in self.own_ids:
            return f"#{self.prefix}{address[1:]}"
        return self.address(address)


def sanitise(html: str, shown: Elsewhere | None = None) -> str:
    """Return `html` with only what content may hold, as it is to be `shown` elsewhere if given."""
    cleaned: str = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WHOLE),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_filter_with(shown) if shown else _kept,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return cleaned


def _filter_with(shown: Elsewhere) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        kept = _kept(tag, attribute, value)
        if kept is None:
            return None
        match attribute:
            case "id" | "for" | "name":
                return f"{shown.prefix}{kept}"
            case "href":
                return shown.link(kept)
            case "src":
                return shown.address(kept)
            case _:
                return kept

    return keep


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    match attribute:
        case "id" | "for" | "name":
            return value if is_free_id(value) else None
        case "href" if value.startswith("#"):
            return value
        case "href":
            return value if _is_clear(value) else None
        case "src":
            return value if _is_clear(value) and not _SCHEME.match(_SKIPPED.sub("", value)) else None
        case "class":
            return _classes(value)
        case "type":
            return value if value in {"checkbox", "radio"} else None
        case "style":
            return value if _ALIGNMENT.fullmatch(value.strip()) else None
        case _:
            return value


def is_free_id(value: str) -> bool:
    """Tell whether content may carry this id: none of the theme's own."""
    return bool(_ID.fullmatch(value)) and not _ID_OF_THEME.match(value)


def _is_clear(address: str) -> bool:
    """Tell whether an address leads where it seems to: no backslash, no host without a scheme."""
    bare = _SKIPPED.sub("", address)
    return "\\" not in bare and not bare.startswith("//")


def _classes(value: str) -> str | None:
    kept = [name for name in value.split() if not _CLASS_OF_THEME.match(name)]
    return " ".join(kept) or None
