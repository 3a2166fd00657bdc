"""A posting's file → its text, and what it says of company, role, place and pay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from prepsite.app.create import LARGEST_POSTING, NewApplication, decode_posting
from prepsite.core.capturing.capture import CapturedPosting, capture_page, capture_text, is_page
from prepsite.core.capturing.finding import Found
from prepsite.errors import PrepsiteError

# A page saved as one file carries its pictures in it.
LARGEST_PAGE = 12_000_000
_LOCAL = "save the web page (Ctrl-S) as HTML, or paste its text with --posting -"
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"bplist00", "a Safari web archive"),
)


@dataclass(frozen=True)
class Completed:
    """An application with what its posting says, and which of it was found where."""

    wanted: NewApplication
    found: Mapping[str, Found]


def read_posting_file(content: bytes, where: str) -> CapturedPosting:
    """Return the posting in a file, whatever its name: text, Markdown, or a saved web page.

    Raises PrepsiteError where it is something else, empty, or too large.
    """
    for magic, kind in _OTHER_KINDS:
        if content.startswith(magic):
            raise PrepsiteError(f"the posting is {kind}, which can't be read", where=where, remedy=_LOCAL)
    if not is_page(content):
        return capture_text(decode_posting(content, where))
    if len(content) > LARGEST_PAGE:
        raise PrepsiteError(
            f"the page has more than {LARGEST_PAGE:,} bytes", where=where, remedy="paste its text: --posting -"
        )
    captured = capture_page(content)
    if not captured.text.strip():
        raise PrepsiteError(
            "the page shows no text; it may have been saved before it had loaded", where=where, remedy=_LOCAL
        )
    if len(captured.text.encode()) > LARGEST_POSTING:
        raise PrepsiteError(
            f"the page's text has more than {LARGEST_POSTING:,} bytes",
            where=where,
            remedy="paste the posting alone: --posting -",
        )
    return captured


def completed(wanted: NewApplication, captured: CapturedPosting) -> Completed:
    """Return the application with what its posting says where a person said nothing."""
    stated = {
        "company": wanted.company,
        "role": wanted.role,
        "location": wanted.location,
        "url": wanted.url,
        "pay": wanted.pay,
        "posted_on": wanted.posted_on,
    }
    found = {name: captured.found[name] for name in stated if not stated[name] and name in captured.found}
    values = {name: each.value for name, each in found.items()}
    return Completed(
        replace(
            wanted,
            posting=captured.text,
            company=values.get("company", wanted.company),
            role=values.get("role", wanted.role),
            location=values.get("location", wanted.location),
            url=values.get("url", wanted.url),
            pay=values.get("pay", wanted.pay),
            posted_on=values.get("posted_on", wanted.posted_on),
        ),
        found,
    )
