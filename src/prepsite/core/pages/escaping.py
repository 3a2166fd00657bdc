"""Text from the vault as it was typed: plain for chrome and titles, escaped for Markdown.

Escaped text reads as typed in Python-Markdown and CommonMark alike, wherever it is put: at the
start of a line, in a heading, a list item, a table cell or a link. Backslashes are used where
both know them, character references elsewhere.
"""

import re
import unicodedata
from functools import lru_cache

from prepsite.core.pages.marks import without_marks
from prepsite.core.pages.weight import is_heavy

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPECIAL = re.compile(
    r"(?P<mark>[\\`*\[\]{}])"
    r"|(?P<under>(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))"
    r"|(?P<angle>[<>])"
    r"|(?P<pipe>\|)"
    r"|(?P<entity>&(?=#?[A-Za-z0-9]+;))"
    r"|(?P<doubled>\+{2,}|={2,}|~+|\^+)"
    r"|(?P<colon>(?<=\]):|:(?=[A-Za-z0-9_+-]+:))"
)
_LINE_START = re.compile(r"^(?:(?P<mark>[#+\-]|!!!|\?\?\?)|(?P<other>[=:%])|(?P<number>\d+)(?P<stop>[.)]))")
_BACKTICKS = re.compile(r"`+")
_LAST_HASHES = re.compile(r"(?P<slashes>\\*)(?P<marks>#+)$")
_OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def visible(text: str, *, marked: bool = False) -> str:
    """Return the text with plain line ends, without control characters or overrides of direction.

    The characters that mark claims go too, but where prepsite has `marked` the text itself.
    """
    if text.isprintable():
        return text
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if marked or text.isascii() else without_marks(text)


def plain(text: str) -> str:
    """Return the text as one plain line: for titles and chrome, which are escaped where drawn."""
    return " ".join(visible(text).split())


def escape(text: object) -> str:
    """Return the text as one line of Markdown that shows it as typed."""
    return _escaped_line(str(text))


@lru_cache(maxsize=2048)
def _escaped_line(text: str) -> str:
    line = plain(text)
    if is_heavy(line):
        # As code it is little work, whatever stands in it.
        ticks = "`" * (max(map(len, _BACKTICKS.findall(line)), default=0) + 1)
        return f"{ticks} {line.replace('|', '¦')} {ticks}"
    line = _SPECIAL.sub(_escaped, line)
    line = _LINE_START.sub(_escaped_start, line)
    return _LAST_HASHES.sub(_escaped_last, line)


def _escaped_last(match: re.Match[str]) -> str:
    """Escape hashes at the end of a line, of which the first may be escaped: it begins the line, too."""
    slashes, marks = match["slashes"], match["marks"]
    known = len(slashes) % 2
    return f"{slashes}{marks[:known]}" + "\\#" * (len(marks) - known)


def escape_blocks(text: object) -> str:
    """Return the text as Markdown paragraphs that show it as typed; blank lines part them."""
    parts = _BLANK_LINES.split(visible(str(text)).strip())
    return "\n\n".join(escape(part) for part in parts if part.strip())


def is_shown_as_code(text: str, *, in_paragraphs: bool = False) -> bool:
    """Tell whether `escape`, or `escape_blocks` for one in paragraphs, makes code of a text: it is too much."""
    # Of most texts their length tells.
    return is_heavy(text) and any(
        is_heavy(plain(part)) for part in (_BLANK_LINES.split(visible(text)) if in_paragraphs else (text,))
    )


def slug(text: str, otherwise: str = "part") -> str:
    """Return an anchor made of the text's ASCII letters and digits, at most 60 characters."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or otherwise


def _reference(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _escaped(match: re.Match[str]) -> str:
    text = match[0]
    match match.lastgroup:
        case "mark" | "under":
            return "\\" + text
        case "angle":
            return "&lt;" if text == "<" else "&gt;"
        case "entity":
            return "&amp;"
        case _:
            return "\\+" * len(text) if text[0] == text[-1] == "+" else _reference(text)


def _escaped_start(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{match['number']}\\{match['stop']}"
    return "\\" + match["mark"] if match["mark"] and match["mark"][0] != "?" else _reference(match[0])


def sorted_by(text: str) -> str:
    """Return what texts are sorted by: case and accents don't count, so that "Émile" stands before "Fay"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def leads_outside(address: str) -> bool:
    """Tell whether an address leads out of the site and may be a link: the web or mail, nothing that hides."""
    return bool(_OUTSIDE.fullmatch(address))
