"""A page as plain Markdown for any site generator: no attribute lists, chrome as text."""

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from prepsite.core.pages.claims import STATUSES
from prepsite.core.pages.escaping import escape
from prepsite.core.pages.grids import with_parts
from prepsite.core.pages.marks import Mark, marks_in, replaced
from prepsite.core.pages.markup import Held, passages
from prepsite.core.pages.overviews_told import beside, overview_markdown
from prepsite.core.pages.page import ClaimNote, ClaimsNote, FactRow, LinkTo, Notice, Page
from prepsite.core.pages.sitemap import href
from prepsite.core.words import SPOKEN, Words, noted
from prepsite.errors import Severity

_ATTRIBUTES = re.compile(r"(?<!\\)\{: #(?P<id>[\w-]+)(?: \.fold)? \}")
_HEADING_ATTRIBUTES = re.compile(
    r"(?m)^(?P<marks>[ \t>]*#{1,6}) (?P<text>.*?) \{: #(?P<id>[\w-]+)(?: \.fold)? \}$"
)
_ITEM_ATTRIBUTES = re.compile(r"\n+[ \t]*\{: #(?P<id>[\w-]+) \}(?=\n|$)")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|!\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\))*)\]\((?P<to>[^()\s]*)\)"
)
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", '"': "”"})

SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: noted("Error"),
    Severity.WARNING: noted("Warning"),
    Severity.NOTICE: noted("Note"),
}

Exists = Callable[[str], bool]


def exported(page: Page, exists: Exists, words: Words = SPOKEN) -> str:
    """Return the file's text: front matter with the title, then the page.

    `exists` tells whether a uri is exported; a link to another one keeps only its text.
    """
    heading, _, content = with_parts(page, _in_words(page, words)).partition("\n")
    overview = overview_markdown(page.uri, page.chrome.overview)
    parts = [
        heading,
        *_head(page, exists, words),
        _portable(content.strip("\n")),
        overview,
        *_tail(page, exists, words),
    ]
    text = "\n\n".join(part for part in parts if part.strip())
    text = _rewrite(text, lambda block, held: _links(block, page.uri, exists, held))
    return f"---\ntitle: {json.dumps(safe_title(page.title), ensure_ascii=False)}\n---\n\n{text}\n"


def safe_title(title: str) -> str:
    """Return a title that is one to themes that escape titles and to those that don't.

    Zensical's theme draws them as they are, in `<title>`, in the navigation and within attributes.
    """
    return _ENTITY.sub("&amp;", title.translate(_LOOK_ALIKES))


def targets(page: Page) -> frozenset[str]:
    """Return the uris that a page's Markdown links to or shows."""
    found: set[str] = set()

    def gather(block: str, _: Held) -> str:
        for match in _LINK.finditer(block):
            found.update(filter(None, (_target(match["to"], page.uri),)))
            found.update(
                filter(None, (_target(inner["to"], page.uri) for inner in _LINK.finditer(match["text"])))
            )
        return block

    _rewrite(page.markdown, gather)
    return frozenset(found)


def _in_words(page: Page, words: Words) -> str:
    """Return the page's Markdown with claims in doubt in brackets, with the word behind them."""
    note = page.chrome.claims

    def shown(mark: Mark) -> str:
        claim = note.claims[mark.number] if note and mark.number < len(note.claims) else None
        if note is None or claim is None or not claim.is_in_doubt:
            return ""
        if mark.opens:
            return f'<a id="{note.anchor(mark.number)}"></a>⟦'
        return f"⟧ **{words(STATUSES[claim.status])}**"

    return replaced(page.markdown, shown)


def _rewrite(text: str, change: Callable[[str, Held], str]) -> str:
    """Change the text outside of code, block by block."""
    parts: list[str] = []
    for passage in passages(text):
        joined = "\n".join(passage.lines)
        if passage.kind == "text":
            blocks = []
            for block in joined.split("\n\n"):
                held = Held()
                blocks.append(held.release(change(held.hold_code(block), held)))
            joined = "\n\n".join(blocks)
        parts.append(joined)
    return "\n".join(parts)


def _portable(markdown: str) -> str:
    """Turn attribute lists, which only Python-Markdown knows, into anchors that all know."""

    def change(block: str, _: Held) -> str:
        block = _HEADING_ATTRIBUTES.sub(r'\g<marks> <a id="\g<id>"></a>\g<text>', block)
        block = _ITEM_ATTRIBUTES.sub(r' <a id="\g<id>"></a>', block)
        return _ATTRIBUTES.sub(r'<a id="\g<id>"></a>', block)

    return _rewrite(markdown, change)


def _links(block: str, source: str, exists: Exists, held: Held) -> str:
    def change(match: re.Match[str]) -> str:
        target = _target(match["to"], source)
        if target is None or exists(target):
            return match[0]
        return match["text"]

    del held
    return _LINK.sub(change, block)


def _target(to: str, source: str) -> str | None:
    """Return the uri that a link leads to, or None for an anchor or an outside address."""
    if not to or to.startswith("#") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", to):
        return None
    path = unquote(to.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _head(page: Page, exists: Exists, words: Words) -> list[str]:
    chrome = page.chrome
    rows = (*chrome.facts, _claims_row(page, chrome.claims, words)) if chrome.claims else chrome.facts
    facts = "\n".join(_fact(page.uri, row) for row in rows)
    at_sections = [notice for note in chrome.sections for notice in note.notices]
    notices = [_notice(page.uri, notice, words) for notice in (*chrome.notices, *at_sections)]
    rounds = [
        f"- {_link(page.uri, panel.page or LinkTo(panel.title, page.uri))}: {escape(panel.title)}"
        for panel in chrome.panels
        if panel.page is None or exists(panel.page.uri)
    ]
    panels = [f"## {words('Rounds')}\n\n" + "\n".join(rounds)] if rounds else []
    return [*notices, facts, *panels]


def _tail(page: Page, exists: Exists, words: Words) -> list[str]:
    rounds = page.chrome.rounds
    named = ((words("Previous"), rounds.previous), (words("Next"), rounds.following)) if rounds else ()
    links = [f"{label}: {_link(page.uri, link)}" for label, link in named if link and exists(link.uri)]
    written = [f"*{escape(page.chrome.written_by)}*"] if page.chrome.written_by else []
    return [*_in_doubt(page, page.chrome.claims, words), *written, " · ".join(links)]


def _claims_row(page: Page, note: ClaimsNote, words: Words) -> FactRow:
    """Return the count of claims, with a link to the first one in doubt that is marked."""
    marked = {mark.number for mark in marks_in(page.markdown) if mark.opens}
    first = next((number for number, _ in note.in_doubt if number in marked), None)
    links = () if first is None else (LinkTo(words("the first one in doubt"), page.uri, note.anchor(first)),)
    return FactRow(words("Claims"), note.told.partition(": ")[2] or note.told, links=links)


def _in_doubt(page: Page, note: ClaimsNote | None, words: Words) -> list[str]:
    """Return what nobody should say as it stands, with what the record says."""
    if note is None or not note.in_doubt:
        return []
    claims = [_claim(page.uri, number, claim, words) for number, (_, claim) in enumerate(note.in_doubt, 1)]
    head, where = words("Not to be said as it stands"), words("In {path}:", path=f"`{note.path}`")
    return [f"## {head}\n\n{where}\n\n" + "\n".join(claims)]


def _claim(source: str, number: int, claim: ClaimNote, words: Words) -> str:
    status, line = words(STATUSES[claim.status]).capitalize(), words("line {n}", n=claim.line)
    parts = [f"{number}. **{status}**, {line}: {escape(claim.text)}"]
    for each in claim.standings:
        if each.message and each.status is claim.status:
            link = f" {_link(source, each.link)}" if each.link else ""
            parts.append(f"    - {escape(each.message)}{link}")
    if claim.command:
        parts.append(f"    - {words('If it is true as it stands:')} `{claim.command}`")
    return "\n".join(parts)


def _link(source: str, link: LinkTo) -> str:
    return f"[{escape(link.text)}]({href(source, link.uri, link.anchor)})"


def _notice(source: str, notice: Notice, words: Words) -> str:
    lines = [f"> **{words(SEVERITIES[notice.severity])}.** {escape(notice.text)}"]
    if notice.link:
        lines.append(f"> {_link(source, notice.link)}")
    if notice.command:
        lines.append(f"> {words('Run:')} `{notice.command.replace('`', '')}`")
    return "  \n".join(lines)


def _fact(source: str, row: FactRow) -> str:
    text = escape(row.when.text if row.when else row.text)
    if row.url and re.match(r"^(?:https?://|mailto:)[^\s()<>\"]+$", row.url):
        text = f"[{text}]({row.url}){beside(row.text, row.url)}"
    links = ", ".join(_link(source, link) for link in row.links)
    return f"- **{escape(row.label)}:** {', '.join(part for part in (text, links) if part)}"
