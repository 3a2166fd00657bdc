"""A saved posting's bytes → its text, and what it says of company, role, place and pay."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prepsite.core.capturing.choosing import FEWEST_WORDS, posting_of
from prepsite.core.capturing.decoding import decode_page, is_archive, looks_like_page, page_in_archive
from prepsite.core.capturing.finding import FIELDS, Found, find_in_marks, find_in_text, find_in_titles
from prepsite.core.capturing.markdown import markdown_of
from prepsite.core.capturing.structured import JobPosting, job_in
from prepsite.core.capturing.tree import Page, read_page, walk
from prepsite.core.importing.wording import line_of, shown
from prepsite.core.posting.words import decoded

_ADDRESS = re.compile(r"^https?://[^\s<>\"']{4,1000}$")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)"
)
_FEW_WORDS = 20
_STRUCTURED = "in what the page tells search engines"


@dataclass(frozen=True)
class CapturedPosting:
    """A posting: its text, what it says of itself by field, and what a person should know."""

    text: str
    is_page: bool = False
    found: Mapping[str, Found] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def is_page(content: bytes) -> bool:
    """Tell whether the bytes are a saved web page, by how they begin."""
    return is_archive(content) or looks_like_page(decode_page(content[:8_192])[0])


def capture_text(text: str) -> CapturedPosting:
    """Return a posting that is text or Markdown: every word of it, as it stands."""
    return CapturedPosting(text, found=find_in_text(text))


def capture_page(content: bytes) -> CapturedPosting:
    """Return the posting in a saved web page, as Markdown; its text is empty where there is none."""
    stated = ""
    if is_archive(content):
        content, stated = page_in_archive(content)
    source, lost = decode_page(content, stated)
    page = read_page(source)
    job = job_in(page.scripts)
    text, told = _text(page, job)
    remarks = [told] if told else []
    if lost:
        remarks.append(f"{lost} signs could not be read and stand as \ufffd; compare it with the page")
    if not page.is_whole:
        remarks.append("the page is so large that its end was not read")
    return CapturedPosting(text, is_page=True, found=_found(page, job, text, source), remarks=tuple(remarks))


def _text(page: Page, job: JobPosting | None) -> tuple[str, str]:
    """Return the posting: what the page shows, or what it tells search engines where that is more."""
    shows = markdown_of(posting_of(page))
    described = ""
    if job and job.description:
        html = job.description
        if "<" not in html and "&lt;" in html:
            html = decoded(html)
        described = markdown_of(read_page(html).root) if "<" in html else _paragraphs(html)
    count, other = len(described.split()), len(shows.split())
    if count >= FEWEST_WORDS and count * 3 >= other:
        return described, ""
    if other < FEWEST_WORDS:
        told = "the page shows hardly any text: it may have been saved before it had loaded"
        return (described if count > other else shows), told
    return shows, ""


def _paragraphs(text: str) -> str:
    return "\n".join(" ".join(shown(line).split()) for line in text.replace("\r\n", "\n").split("\n")).strip()


def _found(page: Page, job: JobPosting | None, text: str, source: str) -> Mapping[str, Found]:
    """Return the fields: from structured values, then labels and titles, then the text's first line."""
    found: dict[str, Found] = {}
    in_text = find_in_text(text)
    if job:
        stated = {
            "company": job.company,
            "role": job.title,
            "location": job.location,
            "posted_on": job.posted_on,
        }
        found |= {name: Found(line_of(value), _STRUCTURED) for name, value in stated.items() if line_of(value)}
        # The posting's own words for pay come before numbers that a program wrote.
        if job.pay and "pay" not in in_text:
            found["pay"] = Found(line_of(job.pay), _STRUCTURED)
    titles = {"the page's title": page.title, "the page's title for sharing": page.metas.get("og:title", "")}
    in_titles = find_in_titles(titles, _heading(page), page.metas.get("og:site_name", ""))
    labelled = {name: each for name, each in in_text.items() if 'line "' in each.source}
    for source_of in (labelled, find_in_marks(_marked(page)), in_titles, in_text):
        for name in FIELDS:
            if name in source_of:
                found.setdefault(name, source_of[name])
    saved = _SAVED_FROM.search(source[:4_096])
    addresses = (page.address, page.metas.get("og:url", ""), saved[1] if saved else "", job.url if job else "")
    if address := next((each for each in addresses if _ADDRESS.match(each)), ""):
        found["url"] = Found(address, "in the page")
    return found


def _marked(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what names each short element that the page shows, and its text."""
    for node in walk(page.root):
        if 0 < node.words <= _FEW_WORDS and node.marks and not node.is_hidden:
            yield node.marks, line_of(markdown_of(node))


def _heading(page: Page) -> str:
    """Return the first heading that the page shows."""
    for name in ("h1", "h2"):
        for node in walk(page.root):
            if node.name == name and node.words and not node.is_hidden:
                return " ".join(line_of(markdown_of(node)).split()) if node.words <= 16 else ""
    return ""
