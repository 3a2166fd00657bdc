"""Addresses in Markdown: links, e-mail, telephone; live only where the inputs hold them.

A writer may have read a stranger's posting. An address that it made up, or put together from what
it read, must not wait in prep for a click: it is shown as code, which no renderer makes a link of.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

from prepsite.core.code_spans import pieces
from prepsite.core.lines import lines_with

_REST = r"[^\s<>()\[\]{}\"`|]+"
_COLON = r"(?:\\?:|&(?:amp;)?(?:#0*58|#x0*3a|colon);|\[:\])"
# Of a bare name with another ending, no editor makes a link; short ones also end a sentence without
# its blank ("It works.It"), and count before a path alone.
_ENDINGS = (
    "com|net|org|edu|gov|io|dev|app|ai|co|biz|info|eu|uk|ru|cn|xyz|site|online|shop|store|club|top|tech"
    "|cloud|link|live|work|jobs|careers|example|test|invalid"
)
_SHORT_ENDINGS = "me|de|fr|at|ch|nl|es|it|pl|se|us|ca|au|in|jp|ly|gg|sh|to"
_ADDRESS = (
    rf"(?P<open><|&lt;)?(?:"
    rf"(?P<url>(?<![a-z0-9])[a-z][a-z0-9+.\-]{{1,20}}{_COLON}\\?/\\?/{_REST})"
    rf"|(?P<other>(?<![a-z0-9])(?:(?:mailto|tel|sms|callto|skype|xmpp|javascript|vbscript){_COLON}{_REST}"
    rf"|data{_COLON}[a-z]+\\?/{_REST}))"
    rf"|(?P<www>(?<![a-z0-9])www\\?\.{_REST})"
    r"|(?P<mail>(?<![\w.+%\-])[\w.+%\-]+(?:\\?@|\[at\])[\w\-]+(?:\\?\.[\w\-]+)+)"
    r"|(?P<host>(?<![a-z0-9.@/\-])(?:[a-z0-9\-]+\\?\.)+"
    rf"(?:(?:{_ENDINGS})(?![\w\-]|\.\w)(?:\\?/{_REST})?|(?:{_SHORT_ENDINGS})\\?/{_REST}))"
    r"|(?P<phone>(?<![\w.,/\-])(?:\+|00|\()?\d[\d ().\-/\xa0]{6,20}\d(?![\w]))"
    r")(?P<close>(?(open)(?:>|&gt;)?))"
)
# A line without any of these holds no address; most have none, and need no closer look.
_HINT = re.compile(
    r"[@&]|:\\?/|\[:\]|\[at\]|[a-z0-9]\\?\.[a-z]|www|\d[\d ().\-/\xa0]{6}"
    r"|(?:mailto|tel|sms|callto|skype|xmpp|script|data)\\?:",
    re.IGNORECASE,
)
# What `_HINT` needs, in forms that are found in a long text at once.
_SIGNS = (
    *("@", "&", ":/", ":\\/", "[:]", "[at]", "www", "mailto", "callto", "skype", "xmpp"),
    *("tel:", "tel\\:", "sms:", "sms\\:", "script:", "script\\:", "data:", "data\\:"),
)
_HINTS = (re.compile(r"\.[^\W\d_]"), re.compile(r"\d[\d ().\-/\xa0]{6}"))
_LAST = re.compile(r"[.,;:!?'*_~\\\-]+$")
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]*)\]\(\s*<?(?P<to>[^\s<>()]*)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_OPENS = re.compile(r"(?P<slashes>\\*)(?P<mark>\](?=[(:])|\[(?=\[))")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,31};)(?!(?:lt|gt|amp);)")
_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<rest>[^`\n]*)$")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
# What has the shape of a telephone number and is a day, years, an amount, a machine's number.
_NO_PHONE = re.compile(
    r"^\(?\d{4}[-./]\d{1,2}(?:[-./]\d|\D|$)|^\d{1,2}[./\-]\d{1,2}[./\-]\d{4}|^\d{1,3}(?:[ .\xa0]\d{3})+$"
    r"|^\d{4}\s*[-/]\s*\d{4}$|^\d{1,3}(?:\.\d{1,3}){3}$"
)
# Names of tools that end as a name of a host does.
_TOOLS = frozenset({"asp.net", "vb.net", "ado.net", "ml.net", "socket.io", "draw.io", "next.co"})


@dataclass(frozen=True)
class Found:
    """An address in a text: where it begins and ends, its kind, and the address itself."""

    start: int
    end: int
    kind: str
    address: str


@dataclass(frozen=True)
class Addresses:
    """The addresses that a document's inputs hold."""

    keys: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Addresses":
        """Return the addresses in these texts, links of Markdown and JSON included."""
        return cls(frozenset().union(*map(_keys_in, texts)))

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(key.split("/")[0] for key in self.keys if not key.startswith("+"))

    def hold(self, found: Found) -> bool:
        """Tell whether the inputs hold an address; of a bare host, whether they name it anywhere."""
        key = _key(found)
        return key in self.keys or (found.kind == "host" and "/" not in key and key in self._hosts)

    def hold_link(self, target: str) -> bool:
        """Tell whether the inputs hold all of a link's target."""
        found = next(find(target), None)
        return found is not None and (found.start, found.end) == (0, len(target)) and self.hold(found)


@lru_cache(maxsize=128)
def _keys_in(text: str) -> frozenset[str]:
    """Return the keys of a text's addresses: the own files' are asked for with each document."""
    return frozenset(map(_key, find(text)))


def find(text: str) -> Iterator[Found]:
    """Yield the addresses in a text, in code too; none reaches over lines."""
    for at, line in lines_with(text, _SIGNS, _HINTS, in_any_case=True):
        if _HINT.search(line):
            yield from (replace(found, start=found.start + at, end=found.end + at) for found in _in_line(line))


@cache
def _address() -> re.Pattern[str]:
    """Return the pattern of all addresses; it takes longer to compile than some commands to run."""
    return re.compile(_ADDRESS, re.IGNORECASE)


def _in_line(text: str) -> Iterator[Found]:
    for match in _address().finditer(text):
        kind = match.lastgroup if match.lastgroup not in {None, "close", "open"} else _kind(match)
        raw = match[kind or "url"]
        address = _LAST.sub("", raw)
        start = match.start(kind or "url")
        end = start + len(address)
        plain = html.unescape(_BACKSLASH.sub("", address).replace("&amp;#", "&#"))
        if kind == "phone" and not _is_phone(plain):
            continue
        if kind == "host" and plain.casefold() in _TOOLS:
            continue
        if match["open"] and match["close"] and raw == address:
            yield Found(match.start(), match.end(), kind or "url", plain)
        elif address:
            yield Found(start, end, kind or "url", plain)


def unknown(text: str, known: Addresses) -> Iterator[Found]:
    """Yield the addresses in a text that the inputs don't hold."""
    return (found for found in find(text) if not known.hold(found))


def inert(markdown: str, known: Addresses) -> str:
    """Return Markdown whose links are live only where `known` holds them, and show where they lead.

    Images are none, and what else could become a link in an editor is escaped. Done twice, it
    changes nothing; the number of lines stays.
    """
    lines: list[str] = []
    fence = ""
    # None of them reaches over lines: where the lines begin that hold any.
    begins = {markdown.rfind("\n", 0, found.start) + 1 for found in find(markdown)}
    at = 0
    for line in markdown.split("\n"):
        has_addresses = at in begins
        at += len(line) + 1
        mark = _FENCE.match(line)
        if fence:
            closes = line.strip(" \t").startswith(fence) and not line.strip(" \t" + fence[0])
            fence = "" if closes and len(line) - len(line.lstrip(" ")) < 4 else fence
            lines.append(_defanged(line, known))
        elif mark:
            fence = mark["mark"]
            lines.append(line)
        elif has_addresses or "`" in line or "](" in line:
            lines.append(_inert_line(line, known))
        else:
            lines.append(_without_links(line))
    return "\n".join(lines)


def _inert_line(line: str, known: Addresses) -> str:
    without_links = "".join(
        piece if is_code else _LINK.sub(_link_as_text, piece) for is_code, piece in pieces(line)
    )
    return _joined(piece if is_code else _inert_text(piece, known) for is_code, piece in pieces(without_links))


def _joined(parts: Iterable[str]) -> str:
    """Join parts, with a blank between two codes, which would be one otherwise, or none."""
    text = ""
    for part in parts:
        text += f" {part}" if text.endswith("`") and part.startswith("`") else part
    return text


def _link_as_text(match: re.Match[str]) -> str:
    """Return a link as its text and its target, which is looked at afterwards."""
    text, to = match["text"], match["to"]
    if not to or text == to:
        return text
    shown = f"<{to}>" if next(find(to), None) else f"`{to.replace('`', '')}`"
    return f"{text} ({shown})".lstrip()


def _inert_text(text: str, known: Addresses) -> str:
    parts: list[str] = []
    end = 0
    for found in find(text):
        parts.append(_without_links(text[end : found.start]))
        held = known.hold(found)
        if not held:
            # A backslash before it would take the code's first mark out of force.
            slashes = len(parts[-1]) - len(parts[-1].rstrip("\\"))
            parts.append("\\" * (slashes % 2) + f"`{found.address}`")
        elif text[found.start] in "<&" and found.kind == "url":
            parts.append(f"<{found.address}>")
        else:
            parts.append(text[found.start : found.end])
        end = found.end
    return _joined([*parts, _without_links(text[end:])])


def _without_links(text: str) -> str:
    """Take what could become a link out of force, in a text without an address."""
    return _ENTITY.sub("&amp;", _OPENS.sub(_closed, text))


def _closed(match: re.Match[str]) -> str:
    """Part what would make a link of brackets: `](`, `]:`, `[[`."""
    slashes, mark = match["slashes"], match["mark"]
    if mark == "[":
        return slashes + ("[\\" if len(slashes) % 2 else "\\[\\")
    return slashes + (mark if len(slashes) % 2 else "\\]")


def _defanged(line: str, known: Addresses) -> str:
    """Return a line of code with addresses that no editor makes a link of, whatever it takes for code."""
    parts: list[str] = []
    end = 0
    for found in unknown(line, known):
        raw = line[found.start : found.end]
        broken = re.sub(r"(?<!\[):(?=/|[^\s/])", "[:]", raw, count=1).replace("@", "[at]")
        parts += [line[end : found.start], broken]
        end = found.end
    return "".join(parts) + line[end:]


def _kind(match: re.Match[str]) -> str:
    return next(name for name in ("url", "other", "www", "mail", "host", "phone") if match[name])


def _is_phone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    if not 8 <= digits <= 15 or _NO_PHONE.match(text):
        return False
    return text.startswith(("+", "0", "(")) or len(re.findall(r"[-.)\s/]+", text)) >= 2


def _key(found: Found) -> str:
    """Return what makes an address the same however it is written: without scheme, in one case of host."""
    text = html.unescape(found.address).replace("[:]", ":").replace("[at]", "@")
    if found.kind == "phone":
        return "+" + "".join(character for character in text if character.isdigit()).lstrip("0")
    scheme, colon, rest = text.partition(":")
    if found.kind in {"url", "other"} and colon:
        if scheme.lower() == "tel":
            return "+" + "".join(character for character in rest if character.isdigit()).lstrip("0")
        ordinary = scheme.lower() in {"http", "https", "mailto"}
        text = rest.removeprefix("//") if ordinary else text
    host, slash, path = text.partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/")
