"""The claims of a document as the theme draws them: the count, what is in doubt, and all sources."""

from dataclasses import dataclass, replace

from prepsite.core.pages.page import ClaimNote, ClaimsNote, Standing
from prepsite.core.pages.sitemap import shortened
from prepsite.site.links import Address, LinkView, link_view
from prepsite.site.marks import source_id

_LONGEST_LISTED = 90
_DOUBTED = frozenset({"unverified", "retracted"})


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
        _together(tuple(_standing(each, address) for each in claim.standings)),
        claim.command,
        source_id(note, number),
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


def _together(standings: tuple[StandingView, ...]) -> tuple[StandingView, ...]:
    """Return what parts stand on with each source told once: after the last of those in a row that share it."""
    found: list[StandingView] = []
    lines: list[str] = []
    for number, each in enumerate(standings):
        file, _, line = each.where.rpartition(":")
        following = standings[number + 1] if number + 1 < len(standings) else None
        lines.append(line)
        if following and _are_alike(each, following):
            found.append(replace(each, link=None, where=""))
            continue
        where = f"{file}:{', '.join(dict.fromkeys(lines))}" if len(lines) > 1 else each.where
        found.append(replace(each, where=where))
        lines = []
    return tuple(found)


def _are_alike(one: StandingView, other: StandingView) -> bool:
    """Tell whether two parts that the record backs stand on one file, and lead to one place."""
    backed = not {one.status, other.status} & _DOUBTED
    files = [each.where.rpartition(":")[0] for each in (one, other)]
    return backed and bool(files[0]) and files[0] == files[1] and one.link == other.link
