"""The bytes of a saved page → its text, in the character set that it names."""

import codecs
import re
from email import message_from_bytes
from email.message import Message

_BYTE_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|^<\?xml[^>]{0,200}encoding=[\"']([\w.-]+)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^\s*+(?:<!--(?:(?!-->).)*+-->\s*+|<\?xml[^>]*+>\s*+)*+<(?:!doctype\s+html|html|head|body|main|article"
    r"|section|div|table|h[1-6]|p|ul|ol|span|meta|title|link|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(
    rb"^(?:[\w-]+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*?content-type:\s*multipart/related", re.IGNORECASE
)
_HEAD = 4_096
# What browsers read for these names, because pages say the first and mean the second.
_MEANT = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252")
_TEXT_ENCODINGS = re.compile(
    r"^(?:utf-?(?:8|16)(?:-?[lb]e)?|iso-?8859-?\d{1,2}|cp\d{3,4}|windows-?\d{3,4}|latin-?\d|(?:us-)?ascii"
    r"|koi8-[ru]|shift_?jis|sjis|euc-?(?:jp|kr)|gb(?:k|2312|18030)|big5|mac-?roman)$"
)


def is_archive(content: bytes) -> bool:
    """Tell whether a file is a web page saved with all that belongs to it (.mhtml)."""
    return bool(_ARCHIVE.match(content[:_HEAD]))


def page_in_archive(content: bytes) -> tuple[bytes, str]:
    """Return the first page in an archive, and the character set that is stated beside it."""
    try:
        message = message_from_bytes(content)
        parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError):
        return b"", ""
    if not parts:
        return b"", ""
    payload = _payload(parts[0])
    return payload, str(parts[0].get_content_charset() or "")


def _payload(part: "Message[str, str]") -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def looks_like_page(text: str) -> bool:
    """Tell whether a text is HTML, by how it begins."""
    return bool(_BEGINS.match(text[:_HEAD].lstrip("\ufeff")))


def decode_page(content: bytes, stated: str = "") -> tuple[str, int]:
    """Return a page's text and how many signs could not be read.

    A byte order mark wins, then what is stated beside the page, then in it, then UTF-8.
    """
    for mark, encoding in _BYTE_MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    found = _STATED.search(content[:_HEAD])
    named = stated or ((found[1] or found[2]).decode("ascii", "replace") if found else "")
    encoding = _known(named)
    if not encoding:
        text, lost = _decoded(content, "utf-8")
        return (text, 0) if not lost else _decoded(content, "cp1252")
    if encoding.startswith("utf-16"):
        # A page that says so in letters of one byte isn't.
        encoding = "utf-8"
    return _decoded(content, encoding)


def _known(name: str) -> str:
    plain = name.strip().casefold()
    plain = _MEANT.get(plain, plain)
    if not _TEXT_ENCODINGS.match(plain):
        return ""
    try:
        return codecs.lookup(plain).name
    except LookupError:
        return ""


def _decoded(content: bytes, encoding: str) -> tuple[str, int]:
    text = content.decode(encoding, "replace")
    own = content.count("\ufffd".encode()) if encoding == "utf-8" else 0
    return text, text.count("\ufffd") - own
