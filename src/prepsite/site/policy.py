"""What a built page may run and load: a content security policy, and a look for what it would stop.

The hashes of the theme's inline scripts are taken from blank pages, never from built ones: those would
authorise whatever reached them.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from html import unescape
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from prepsite.errors import PrepsiteError

_DIRECTIVES = (
    "default-src 'none'",
    "script-src {scripts}",
    # The theme and its tables set styles on elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
)
# Blocks that browsers never run, and that no policy stops.
_INERT_TYPES = frozenset({"application/json", "application/ld+json"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"})

_ATTRIBUTES = r"""(?:[^"'>]++|"[^"]*"|'[^']*')*+"""
_OPENING = re.compile(rf"""<([a-zA-Z][^\s/>"'=]*)({_ATTRIBUTES})>""", re.ASCII)
# A comment; a script, with what it holds, which isn't read as tags; the opening of any other element.
_TAG = re.compile(
    rf"""<(?:!--.*?-->|(?i:script)(?=[\s/>"'=]){_ATTRIBUTES}>.*?(?=</(?i:script)[\s/>]|\Z)"""
    rf"""|[a-zA-Z][^\s/>"'=]*{_ATTRIBUTES}>)""",
    re.ASCII | re.DOTALL,
)
_KEPT = 8192
_ATTRIBUTE = re.compile(r"""([^\s/>"'=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_CHARSET = re.compile(r'\s*<meta charset="utf-8">')
_SKIPPED = re.compile(r"[\x00-\x20]")
_OUTWARD = re.compile(r"//|[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_SHOWN = 60


class Template(Protocol):
    """What is asked of a template of the theme."""

    def render(self, context: object, /) -> str:
        """Return the page."""
        ...


class Templates(Protocol):
    """What is asked of the theme's template engine."""

    def get_template(self, name: str, /) -> Template:
        """Return a template by its name."""
        ...


class Finding(NamedTuple):
    """What would run on a page: an inline script by its text, or something else that acts by itself."""

    script: str
    what: str


class Policies:
    """The policies of one build, by the depth of pages."""

    def __init__(self, config: MkDocsConfig, templates: Templates) -> None:
        self._config = config
        self._templates = templates
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of_page(self, html: str, page: MkDocsPage) -> str:
        """Return a page with its policy; raise PrepsiteError where it would stop something."""
        return self._applied(html, page.file.src_uri, "main.html", get_relative_url(".", page.url))

    def of_template(self, html: str, name: str) -> str:
        """Do the same for a page that the theme makes of no source: the one that says that there is none."""
        # MkDocs: such a page is shown at any address, so that its own are absolute.
        return self._applied(html, name, name, urlsplit(self._config.site_url or "/").path)

    def _applied(self, html: str, where: str, template: str, base_url: str) -> str:
        if (template, base_url) not in self._known:
            self._known[template, base_url] = self._scripts_of_blank(template, base_url)
        known = self._known[template, base_url]
        for found in findings(html):
            if not found.script or digest(found.script) not in known:
                raise PrepsiteError(
                    f"the page holds {found.what}, which isn't the theme's",
                    where=where,
                    remedy="put scripts into files below docs_dir and name them in extra_javascript",
                )
        return with_policy(html, policy(known), where)

    def _scripts_of_blank(self, template: str, base_url: str) -> frozenset[str]:
        page = None
        if template == "main.html":
            depth = base_url.count("..")
            file = File.generated(self._config, f"{'x/' * depth}index.md", content="")
            page = MkDocsPage("Blank", file, self._config)
            page.content, page.markdown, page.meta, page.toc = "", "", {}, TableOfContents([])
        context = get_context(Navigation([], []), Files([]), self._config, page, base_url)
        blank = self._templates.get_template(template).render(context)
        return frozenset(digest(found.script) for found in findings(blank) if found.script)


def policy(scripts: frozenset[str]) -> str:
    """Return the policy of a page whose inline scripts have these digests."""
    allowed = " ".join(["'self'", *(f"'sha256-{each}'" for each in sorted(scripts))])
    return "; ".join(_DIRECTIVES).format(scripts=allowed)


def with_policy(html: str, text: str, where: str) -> str:
    """Return a page with a policy before anything that it could stop; raise PrepsiteError without a head."""
    head = _HEAD.search(html)
    if head is None:
        raise PrepsiteError(
            "the page has no <head>, so that it can't be told what it may run",
            where=where,
            remedy="let the templates of your own extend prepsite.html",
        )
    meta = f'\n    <meta http-equiv="Content-Security-Policy" content="{text}">'
    # The character set has to stand within the first bytes, which a policy alone can fill.
    charset = _CHARSET.match(html, head.end())
    at = charset.end() if charset else head.end()
    return f"{html[:at]}{meta}{html[at:]}"


def digest(script: str) -> str:
    """Return the digest of an inline script, as browsers compute it."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return b64encode(sha256(text.encode()).digest()).decode()


def findings(html: str) -> Iterator[Finding]:
    """Yield what would run on a page but files of its own: scripts, handlers, addresses that act."""
    # Pages say most of their tags many times, and so do pages of one theme.
    for tag in dict.fromkeys(_TAG.findall(html)):
        yield from _found_in(tag)


@lru_cache(_KEPT)
def _found_in(tag: str) -> tuple[Finding, ...]:
    opening = _OPENING.match(tag)
    if opening is None:
        return ()
    # Of an attribute that is there twice, browsers take the first.
    attributes = {key.lower(): _value(given) for key, given in reversed(_ATTRIBUTE.findall(opening[2]))}
    found = list(_acting(attributes))
    if opening[1].lower() == "script":
        found += _script(attributes, tag[opening.end() :])
    return tuple(found)


def _script(attributes: dict[str, str], text: str) -> Iterator[Finding]:
    source = attributes.get("src")
    if source is None:
        if attributes.get("type", "").strip().lower() not in _INERT_TYPES:
            yield Finding(text, f"an inline script, {_short(text)}")
    elif is_remote(source):
        yield Finding("", f"a script of another host, {_short(source)}")


def _acting(attributes: dict[str, str]) -> Iterator[Finding]:
    for name, value in attributes.items():
        if name.startswith("on"):
            yield Finding("", f"an inline event handler, {name}={_short(value)}")
        elif name == "srcdoc" or (name in _ADDRESSES and _acts(value)):
            yield Finding("", f"an address that acts, {name}={_short(value)}")


def _acts(address: str) -> bool:
    return _SKIPPED.sub("", address).lower().startswith(("javascript:", "vbscript:", "data:text/html"))


def is_remote(address: str) -> bool:
    """Tell whether an address leads to another host."""
    return bool(_OUTWARD.match(_SKIPPED.sub("", address).replace("\\", "/")))


def _value(given: str) -> str:
    return unescape(given[1:-1] if given[:1] in ("'", '"') else given)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:_SHOWN]!r}{' …' if len(line) > _SHOWN else ''}"
