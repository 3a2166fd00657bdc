"""Where a link leads, said beside it where its words name another host.

Words are the writer's, who may be a stranger: `[bank.example](https://thief.example)` reads like the bank.
"""

import re
import unicodedata
from html import escape, unescape
from urllib.parse import urlsplit

# As the sanitiser writes it: values in double quotes, no link within a link.
_LINK = re.compile(r'(<a(?:\s+[a-z\-]+="[^"]*")*>)(.*?)</a>', re.DOTALL)
_TARGET = re.compile(r'\shref="(https?:[^"]*)"', re.IGNORECASE)
_TAG = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>')
_HOST = re.compile(
    r"(?<![\w.\-])(?:(?:[\w\-]{1,63}\.){1,9}(?P<last>[^\W\d_]{2,24}|xn--[\w\-]{1,59})|(?:\d{1,3}\.){3}\d{1,3})(?![\w\-])"
)
# Names of files and of tools, which end in no domain's ending: README.txt, Node.js.
_NO_ENDING = re.compile(r"[jt]s|json|ya?ml|toml|x?html?|xml|css|csv|txt|pdf|png|jpe?g|svg|docx|xlsx")


def with_hosts(html: str) -> str:
    """Return sanitised content with the host of each link whose words name another one."""
    return _LINK.sub(_told, html)


def host_to_tell(words: str, address: str) -> str:
    """Return the host that an address leads to, or nothing where the words tell no other."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return address
    # As browsers read it: letters of other scripts may look like those of a host one knows.
    bare = _ascii(unicodedata.normalize("NFKC", host))
    if bare != host:
        return bare
    named = {_bare(_ascii(found)) for found in _hosts_in(words)}
    return "" if named <= {_bare(bare)} else bare


def _told(link: re.Match[str]) -> str:
    target = _TARGET.search(link[1])
    if target is None:
        return link[0]
    host = host_to_tell(unescape(_TAG.sub("", link[2])), unescape(target[1]))
    return f'{link[0]} <bdi class="prepsite-host">({escape(host)})</bdi>' if host else link[0]


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
