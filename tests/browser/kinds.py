"""One page of each kind of a built site, by what its body says it is."""

import re
from collections.abc import Iterable

from browsing import BuiltSite

_KIND = re.compile(r'class="prepsite-page prepsite-page--([\w-]+)( prepsite-page--private)?')


def page_of_each_kind(site: BuiltSite) -> dict[str, str]:
    """Return the fullest page of each kind by the kind's name; a round stands for its stage's kinds too."""
    found: dict[str, tuple[int, str]] = {}
    for uri in site.pages:
        text = (site.folder / uri).read_text(encoding="utf-8")
        for kind in _kinds(uri, text):
            if len(text) > found.get(kind, (0, ""))[0]:
                found[kind] = (len(text), uri)
    return {kind: uri for kind, (_, uri) in sorted(found.items())} | {"not found": "404.html"}


def _kinds(uri: str, text: str) -> Iterable[str]:
    match = _KIND.search(text)
    if match is None:
        return ("own",)
    if match[2]:
        return ("private",)
    kind = match[1]
    if kind == "interview":
        return (f"{kind} with prep" if 'id="predicted-questions' in text else f"{kind} without prep",)
    return (kind,)
