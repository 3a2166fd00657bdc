"""Where a name on a network leads."""

import re

_ADDRESSES = {
    "linkedin": "https://www.linkedin.com/in/",
    "github": "https://github.com/",
    "gitlab": "https://gitlab.com/",
    "codeberg": "https://codeberg.org/",
    "bitbucket": "https://bitbucket.org/",
    "imdb": "https://www.imdb.com/name/",
    "instagram": "https://www.instagram.com/",
    "orcid": "https://orcid.org/",
    "stackoverflow": "https://stackoverflow.com/users/",
    "researchgate": "https://www.researchgate.net/profile/",
    "youtube": "https://www.youtube.com/@",
    "googlescholar": "https://scholar.google.com/citations?user=",
    "telegram": "https://t.me/",
    "leetcode": "https://leetcode.com/u/",
    "whatsapp": "https://wa.me/",
    "x": "https://x.com/",
    "twitter": "https://x.com/",
    "bluesky": "https://bsky.app/profile/",
    "reddit": "https://www.reddit.com/user/",
    "medium": "https://medium.com/@",
    "xing": "https://www.xing.com/profile/",
}
_MASTODON = re.compile(r"^@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$")
_NAME = re.compile(r"^@?[\w.~/%-]+$")


def profile_address(network: str, username: str) -> str:
    """Return the address of a profile, or nothing where the network is not known."""
    plain = re.sub(r"[^a-z]", "", network.casefold())
    name = username.strip()
    if found := _MASTODON.match(name):
        return f"https://{found[2]}/@{found[1]}"
    base = _ADDRESSES.get(plain, "")
    return f"{base}{name.removeprefix('@')}" if base and _NAME.match(name) else ""
