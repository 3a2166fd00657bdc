"""A page: Markdown from untrusted words, and chrome, typed data that theme parts draw.

Whatever stands in `Page.markdown` or `Panel.markdown` is sanitised after rendering; marks of claims
in it (see `marks`) become buttons after that. Whatever
needs more than content may (a drop-down, a countdown, a warning) is chrome: plain text and
links to other pages by their `uri`, which a theme part escapes.
"""

from dataclasses import dataclass, field

from prepsite.core.grounding.verdict import Status
from prepsite.core.pages.overviews import Overview
from prepsite.core.pages.pieces import Cell as Cell
from prepsite.core.pages.pieces import FactRow as FactRow
from prepsite.core.pages.pieces import Grid as Grid
from prepsite.core.pages.pieces import LinkTo as LinkTo
from prepsite.core.pages.pieces import Notice as Notice
from prepsite.core.pages.pieces import When as When
from prepsite.core.pages.round_tool import Preview, RoundTool
from prepsite.core.words import SPOKEN, Words

IN_DOUBT = frozenset({Status.UNVERIFIED, Status.RETRACTED})
"""The statuses of a sentence that nobody should say as it stands."""


@dataclass(frozen=True)
class PlotPoint:
    """A value at a place along the plot, from 1; `is_low` marks it off."""

    at: int
    value: int
    is_low: bool = False


@dataclass(frozen=True)
class PlotRow:
    """One line of a plot with its name."""

    name: str
    points: tuple[PlotPoint, ...]


@dataclass(frozen=True)
class Plot:
    """Values from 1 to `highest` along some places, a row for each name; `grid` is the same as a table."""

    title: str
    description: str
    places: tuple[str, ...]
    rows: tuple[PlotRow, ...]
    highest: int
    grid: Grid


@dataclass(frozen=True)
class SectionNote:
    """What stands under the heading of a section, which has this anchor: it is stale, a text waits."""

    anchor: str
    notices: tuple[Notice, ...]
    part: Grid | Plot | None = None


@dataclass(frozen=True)
class Standing:
    """What parts of a sentence stand on: `quote` is what the record says at `where`, `path:line`.

    `said` are the parts as the sentence has them; none means the sentence as a whole. `message`
    says what is wrong, or how it was computed.
    """

    status: Status
    said: tuple[str, ...] = ()
    message: str = ""
    quote: str = ""
    where: str = ""
    link: LinkTo | None = None


@dataclass(frozen=True)
class ClaimNote:
    """A sentence that claims, as plain text, with its line in the file; `command` would confirm it."""

    status: Status
    text: str
    line: int
    standings: tuple[Standing, ...] = ()
    command: str = ""

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether nobody should say the sentence as it stands."""
        return self.status in IN_DOUBT


@dataclass(frozen=True)
class ClaimsNote:
    """The claims of one prep document, the file at `path`; marks in its Markdown name them by position.

    `told` is the count in words; `prefix` goes before the anchors of marks; `words` are what marks say.
    """

    told: str
    prefix: str
    path: str
    claims: tuple[ClaimNote, ...]
    # Words that were read twice are not the same functions.
    words: Words = field(default=SPOKEN, compare=False)

    def anchor(self, number: int) -> str:
        """Return the anchor of the mark of the claim at that position; no vault text can have it."""
        return f"prepsite-claim-{self.prefix}{number + 1}"

    @property
    def in_doubt(self) -> tuple[tuple[int, ClaimNote], ...]:
        """Return the claims in doubt with their positions, from 0."""
        return tuple((number, claim) for number, claim in enumerate(self.claims) if claim.is_in_doubt)


@dataclass(frozen=True)
class Panel:
    """The prep of one interview inside the single-page reference; `id` is the interview's id.

    Its `markdown` is that of the interview's own page, `page`, with anchors and links as they are there.
    """

    id: str
    title: str
    markdown: str
    notices: tuple[Notice, ...] = ()
    facts: tuple[FactRow, ...] = ()
    sections: tuple[SectionNote, ...] = ()
    claims: ClaimsNote | None = None
    page: LinkTo | None = None
    tool: RoundTool | None = None
    written_by: str = ""


@dataclass(frozen=True)
class Rounds:
    """The rounds before and after this one."""

    previous: LinkTo | None = None
    following: LinkTo | None = None


@dataclass(frozen=True)
class Chrome:
    """What theme parts draw around a page's content.

    `panels` make the page a switcher: a drop-down chooses one by `?interview_id=`; `chosen` is
    the id shown at first. `print_head` is the line printed on top: company, role, stage, time.
    `tool` makes the page one to rehearse with; `previews` are cards beside links to the record.
    """

    kind: str
    notices: tuple[Notice, ...] = ()
    facts: tuple[FactRow, ...] = ()
    sections: tuple[SectionNote, ...] = ()
    claims: ClaimsNote | None = None
    overview: Overview | None = None
    panels: tuple[Panel, ...] = ()
    chosen: str = ""
    rounds: Rounds | None = None
    print_head: str = ""
    written_by: str = ""
    tool: RoundTool | None = None
    previews: tuple[Preview, ...] = ()


@dataclass(frozen=True)
class SearchEntry:
    """Something that search finds on a page, at an anchor or at its head: a title, and words below it."""

    anchor: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Page:
    """One page: `uri` ends in `index.md`; `section` holds the navigation titles above it.

    A `private` page is shown locally, on its own, and left out of search, print and export.
    `boost` weighs it in search, which finds what `found` says: what is listed of it.
    `sources` are the vault files that it was made from.
    """

    uri: str
    title: str
    markdown: str
    chrome: Chrome
    section: tuple[str, ...] = ()
    nav_title: str = ""
    description: str = ""
    private: bool = False
    boost: float = 1.0
    found: tuple[SearchEntry, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """What is known of a page before it is made: all that the navigation says of it."""

    uri: str
    title: str
    nav_title: str = ""
    section: tuple[str, ...] = ()
    private: bool = False
    boost: float = 1.0

    def page(
        self,
        markdown: str,
        chrome: Chrome,
        description: str = "",
        *,
        sources: tuple[str, ...] = (),
    ) -> Page:
        """Return the page with this head."""
        return Page(
            self.uri,
            self.title,
            markdown,
            chrome,
            self.section,
            self.nav_title,
            description,
            self.private,
            self.boost,
            sources=sources,
        )


@dataclass(frozen=True)
class Attachment:
    """A file of the vault that a page refers to: published at `uri`, copied from `source`."""

    uri: str
    source: str
