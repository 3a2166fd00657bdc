"""The claims of a document as the theme draws them: the count, what is in doubt, and all sources."""

from dataclasses import dataclass

from prepsite.core.pages.page import ClaimNote, ClaimsNote, Standing
from prepsite.core.pages.sitemap import shortened
from prepsite.site.links import Address, LinkView, link_view

_LONGEST_LISTED = 110


@dataclass(frozen=True)
class StandingView:
    """What parts of a sentence stand on."""

    status: str
    said: str
    message: str
    quote: str
    where: str
    link: LinkView | None


@dataclass(frozen=True)
class ClaimView:
    """A claim: `source` is the id of its popover; `url` leads to its mark, and is empty without one."""

    status: str
    in_doubt: bool
    text: str
    shortened: str
    line: int
    standings: tuple[StandingView, ...]
    command: str
    source: str
    url: str


@dataclass(frozen=True)
class ClaimsView:
    """The claims of a document: `first` is the first one in doubt that has a mark."""

    id: str
    told: str
    path: str
    claims: tuple[ClaimView, ...]
    in_doubt: tuple[ClaimView, ...]
    first: ClaimView | None


def claims_view(note: ClaimsNote | None, content: str, address: Address) -> ClaimsView | None:
    """Return the view of a document's claims, whose marks are drawn in `content`."""
    if note is None:
        return None
    views = tuple(_claim(note, number, claim, content, address) for number, claim in enumerate(note.claims))
    in_doubt = tuple(view for view in views if view.in_doubt)
    first = next((view for view in in_doubt if view.url), None)
    return ClaimsView(f"prepsite-claims-{note.prefix}", note.told, note.path, views, in_doubt, first)


def _claim(note: ClaimsNote, number: int, claim: ClaimNote, content: str, address: Address) -> ClaimView:
    anchor = note.anchor(number)
    is_marked = claim.is_in_doubt and f' id="{anchor}"' in content
    return ClaimView(
        claim.status.value,
        claim.is_in_doubt,
        claim.text,
        shortened(claim.text, _LONGEST_LISTED),
        claim.line,
        tuple(_standing(each, address) for each in claim.standings),
        claim.command,
        f"{anchor}-source",
        f"#{anchor}" if is_marked else "",
    )


def _standing(standing: Standing, address: Address) -> StandingView:
    return StandingView(
        standing.status.value,
        ", ".join(standing.said),
        standing.message,
        standing.quote,
        standing.where,
        link_view(standing.link, address),
    )
