"""Where a link leads, said beside it where its words name another host.

Words are the writer's, who may be a stranger: `[bank.example](https://thief.example)` reads like the bank.
"""

import re
from html import escape, unescape

from prepsite.core.pages.told_hosts import host_to_tell

# As the sanitiser writes it: values in double quotes, no link within a link.
_LINK = re.compile(r'(<a(?:\s+[a-z\-]+="[^"]*")*>)(.*?)</a>', re.DOTALL)
_TARGET = re.compile(r'\shref="(https?:[^"]*)"', re.IGNORECASE)
_TAG = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>')


def with_hosts(html: str) -> str:
    """Return sanitised content with the host of each link whose words name another one."""
    return _LINK.sub(_told, html)


def _told(link: re.Match[str]) -> str:
    target = _TARGET.search(link[1])
    if target is None:
        return link[0]
    host = host_to_tell(unescape(_TAG.sub("", link[2])), unescape(target[1]))
    return f'{link[0]} <bdi class="prepsite-host">({escape(host)})</bdi>' if host else link[0]
