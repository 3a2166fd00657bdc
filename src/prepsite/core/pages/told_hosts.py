"""The host that a link leads to, as browsers read it, and whether its words tell of it.

Words are the writer's, who may be a stranger: `[bank.example](https://thief.example)` reads like the bank.
"""

import re
import unicodedata
from urllib.parse import urlsplit

_HOST = re.compile(
    r"(?<![\w.\-])(?:(?:[\w\-]{1,63}\.){1,9}(?P<last>[^\W\d_]{2,24}|xn--[\w\-]{1,59})|(?:\d{1,3}\.){3}\d{1,3})(?![\w\-])"
)
# Names of files and of tools, which end in no domain's ending: README.txt, Node.js.
_NO_ENDING = re.compile(r"[jt]s|json|ya?ml|toml|x?html?|xml|css|csv|txt|pdf|png|jpe?g|svg|docx|xlsx")


def host_of(address: str) -> str:
    """Return the host of an address in ASCII; the address where it has a broken one, nothing for mail."""
    return _hosts_of(address)[1]


def host_to_tell(words: str, address: str) -> str:
    """Return the host that an address leads to, or nothing where the words tell no other."""
    written, host = _hosts_of(address)
    if host != written:
        return host
    return "" if _named(words) <= {_bare(host)} else host


def host_beside(words: str, address: str) -> str:
    """Return the host that an address leads to, or nothing where the words tell it, and no other.

    For links that stand alone, as a name does that leads to a profile.
    """
    return host_to_tell(words, address) or ("" if _named(words) else host_of(address))


def _hosts_of(address: str) -> tuple[str, str]:
    """Return the host of an address as it is written, and as browsers read it."""
    try:
        written = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return "", address
    # Letters of other scripts may look like those of a host one knows.
    return written, _ascii(unicodedata.normalize("NFKC", written))


def _named(words: str) -> set[str]:
    return {_bare(_ascii(found)) for found in _hosts_in(words)}


def _hosts_in(words: str) -> list[str]:
    text = unicodedata.normalize("NFKC", words)
    text = "".join(each for each in text if unicodedata.category(each) not in {"Cf", "Co"}).lower()
    return [found[0] for found in _HOST.finditer(text) if not _NO_ENDING.fullmatch(found["last"] or "")]


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("unicode_escape").decode("ascii")


def _bare(host: str) -> str:
    return host.removeprefix("www.")
