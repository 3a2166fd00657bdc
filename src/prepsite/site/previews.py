"""Links to the record with a card that previews what they lead to."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from prepsite.core.pages.round_tool import Preview
from prepsite.site.links import Address

_LINK = re.compile(r'<a href="(?P<href>[^"]*)"(?P<rest>[^>]*)>(?P<text>.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class PreviewView:
    """A card: `id` is that of its popover, which content can't have, and with a `t` that of its title."""

    id: str
    kind: str
    title: str
    lines: tuple[str, ...]
    url: str


def previews_view(previews: tuple[Preview, ...], address: Address) -> tuple[PreviewView, ...]:
    """Return the cards of a page, each with the address that its links lead to."""
    found: dict[str, PreviewView] = {}
    for preview in previews:
        url = address(preview.link)
        if url and url not in found:
            card = f"_p{len(found) + 1}"
            found[url] = PreviewView(card, preview.kind, preview.title, preview.lines, url)
    return tuple(found.values())


def with_previews(content: str, cards: tuple[PreviewView, ...]) -> str:
    """Return sanitised content whose links to what a card previews name their card.

    The button after a link, called as the card, opens it where no script does.
    """
    by_url = {card.url: card for card in cards}

    def named(found: re.Match[str]) -> str:
        return _named(found, by_url)

    return _LINK.sub(named, content) if by_url else content


def _named(found: re.Match[str], by_url: Mapping[str, PreviewView]) -> str:
    card = by_url.get(html.unescape(found["href"]))
    if card is None:
        return found[0]
    # It leads nowhere outside. The theme has previews of its own, by `data-preview`.
    rest = found["rest"].replace(' rel="noopener noreferrer"', "")
    return (
        f'<a href="{found["href"]}"{rest} data-card="{card.id}">{found["text"]}</a>'
        f'<button popovertarget="{card.id}" aria-labelledby="{card.id}t"></button>'
    )
