"""What contradicts, and what of a weak answer the later prep takes up, as grids."""

from collections.abc import Iterator
from itertools import islice

from prepsite.core.consistency.sayings import Saying, Where
from prepsite.core.contradictions import MOST, Contradiction, contradictions_of
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.defending import item_link
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Cell, Grid, LinkTo
from prepsite.core.prep_items import Documents, PrepItem, shown_rounds, upcoming_rounds
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.weak_spots import FollowUp, Trace, WeakSpot, traces_of

CONTRADICTIONS = ("does-anything-contradict", "Does anything contradict?")
FOLLOWED = ("followed-up", "Followed up?")
ON_ROUND = ("what-earlier-rounds-left", "What earlier rounds left")

_MOST_ROWS = 60
_MOST_ITEMS = 2
_MARKS = {
    FollowUp.FOLLOWED: "yes",
    FollowUp.PARTLY: "in part",
    FollowUp.LISTED: "listed",
    FollowUp.MISSING: "no",
    FollowUp.NO_PREP: "no prep",
}


def contradictions_grid(edition: Edition, record: ApplicationRecord) -> Grid:
    """Return what contradicts in an application, both places named."""
    found = contradictions_of(edition.vault, record)
    if not found:
        return Grid(
            "Nothing that could be compared contradicts: numbers, dates, pay, notice, team sizes and reasons "
            "for leaving, in the prep to come, on the resume as submitted, and in what you told them."
        )
    intro = (
        f"{len(found)} {'place differs' if len(found) == 1 else 'places differ'} from what they know already."
    )
    more = f"Only the first {MOST} are shown." if len(found) == MOST else ""
    rows = tuple(_contradiction(edition, record, each) for each in found)
    return Grid(intro, ("What", "Said here", "And there"), rows, more)


def follow_up_grid(record: ApplicationRecord, documents: Documents) -> Grid:
    """Return each weak spot with what the later rounds' prep does about it, rounds to come first."""
    upcoming = upcoming_rounds(record)
    first = {found.id for found in upcoming}
    past = (each for each in shown_rounds(record) if each.id in documents and each.id not in first)
    traces = (trace for each in (*upcoming, *past) for trace in traces_of(record, each, documents))
    shown = list(islice(traces, _MOST_ROWS + 1))
    if not shown:
        return Grid(
            "No answer or topic of an earlier round stands as weak. What you note as weak, or with a "
            "confidence of 1 or 2, is followed from here into the prep of later rounds."
        )
    columns = ("What went badly", "In the prep of", "Followed up")
    rows = tuple(_trace(record, trace, named=True) for trace in shown[:_MOST_ROWS])
    more = "More stand on the rounds' own pages." if len(shown) > _MOST_ROWS else ""
    return Grid(_followed_intro(shown[:_MOST_ROWS]), columns, rows, more)


def round_trace(record: ApplicationRecord, found: InterviewRecord, documents: Documents) -> Grid | None:
    """Return what one round's prep does about what went badly before; None where nothing did."""
    traces = traces_of(record, found, documents)
    if not traces or found.file.is_private:
        return None
    rows = tuple(_trace(record, trace, named=False) for trace in traces)
    return Grid(_followed_intro(list(traces)), ("What went badly", "Followed up here"), rows)


def _followed_intro(traces: list[Trace]) -> str:
    counts = [
        f"{number} {state.value}"
        for state in FollowUp
        if (number := sum(trace.state is state for trace in traces))
    ]
    return f"{', '.join(counts)}."


def _trace(record: ApplicationRecord, trace: Trace, *, named: bool) -> tuple[Cell, ...]:
    cells = [Cell((_spot(record, trace.spot),))]
    if named:
        link = LinkTo(labels.round_title(trace.later), sitemap.round_uri(record.id, trace.later.id))
        cells.append(Cell(((link,),)))
    lines = tuple(_followed(record, trace))
    return (*cells, Cell(lines, _MARKS[trace.state]))


def _spot(record: ApplicationRecord, spot: WeakSpot) -> tuple[str | LinkTo, ...]:
    asked = spot.asked
    parts = [f"confidence {asked.confidence} of 5"] if asked and asked.confidence else []
    parts += [asked.outcome.label.lower()] if asked and asked.outcome else []
    how = f" ({', '.join(parts)})" if parts else ""
    notes = LinkTo(labels.round_title(spot.found), sitemap.application_uri(record.id), f"notes-{spot.found.id}")
    return (plain(sitemap.shortened(spot.topic, 120)), ", ", notes, how)


def _followed(record: ApplicationRecord, trace: Trace) -> Iterator[tuple[str | LinkTo, ...]]:
    for name, items in (("Step", trace.steps), ("Prep", trace.answers), ("Listed", trace.listed)):
        for item in items[:_MOST_ITEMS]:
            yield (
                f"{_kind(name, item)}: ",
                item_link(record, trace.later.id, item, sitemap.shortened(item.title)),
            )
        if len(items) > _MOST_ITEMS:
            yield (f"and {len(items) - _MOST_ITEMS} more",)
    if trace.state is FollowUp.MISSING:
        cited = f"Add a step and a question that cite [{trace.spot.reference}]"
        yield (f"Nothing takes it up. {cited}, or list it under “Not addressed here”.",)
    if trace.state is FollowUp.NO_PREP:
        yield ("The prep is not written yet.",)


def _kind(name: str, item: PrepItem) -> str:
    kinds = {"predicted_questions": "Question", "technical_deep_dives": "Deep dive", "": "Your own section"}
    return kinds.get(item.field, name) if name == "Prep" else name


def _contradiction(edition: Edition, record: ApplicationRecord, found: Contradiction) -> tuple[Cell, ...]:
    return (
        Cell(((found.kind.capitalize(),),)),
        _side(edition, record, found.first, found.said),
        _side(edition, record, found.second, found.before),
    )


def _side(edition: Edition, record: ApplicationRecord, saying: Saying, said: str) -> Cell:
    place = edition.sitemap.of_file(saying.path)
    title = {
        Where.RESUME: "The resume",
        Where.TOLD: f"Told: {saying.title}",
        Where.PREP: f"Prep: {saying.title}",
    }
    link: str | LinkTo = plain(title[saying.where])
    if place and (not place.private or labels.is_hidden(record)):
        link = LinkTo(plain(title[saying.where]), place.uri, place.anchor)
    text = plain(saying.reading.text)
    quoted = f"“{sitemap.shortened(said)}”" if said and said != text else ""
    lines: list[tuple[str | LinkTo, ...]] = [(quoted,)] if quoted else []
    return Cell((*lines, (sitemap.shortened(text, 200),), (link, f", {saying.path}:{saying.line}")))
