"""Words of the vault as a calendar may show them: on one line, of bounded length, without controls."""

from urllib.parse import quote

from prepsite.core.pages.escaping import plain

LONGEST = 250
_ADDRESS_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


def line(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut where it is too long for a calendar."""
    words = plain(text)
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def address(url: str) -> str:
    """Return an address in ASCII, as a URI has to be."""
    return quote(plain(url), safe=_ADDRESS_SAFE)
