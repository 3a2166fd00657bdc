"""Links as the theme draws them: an address relative to the page at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from prepsite.core.pages.page import LinkTo

Address = Callable[[LinkTo], str]


@dataclass(frozen=True)
class LinkView:
    """A link; `url` is empty where it leads nowhere, and its text is drawn alone."""

    text: str
    url: str


def link_view(link: LinkTo | None, address: Address) -> LinkView | None:
    """Return a link with its address, or None where there is no link."""
    return LinkView(link.text, address(link)) if link else None
