"""What contradicts, and what of a weak answer the later prep takes up, as grids."""

from collections.abc import Iterator
from itertools import islice

from prepsite.core.consistency.sayings import Saying, Where
from prepsite.core.contradictions import MOST, Contradiction
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.defending import how_well, item_link
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.page import Cell, Grid, LinkTo
from prepsite.core.phrases import said_in
from prepsite.core.prep_items import Documents, shown_rounds, upcoming_rounds
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.weak_spots import FollowUp, Trace, WeakSpot, traces_of
from prepsite.core.words import SPOKEN, Words, noted

CONTRADICTIONS = ("does-anything-contradict", noted("Does anything contradict?"))
FOLLOWED = ("followed-up", noted("Followed up?"))
ON_ROUND = ("what-earlier-rounds-left", noted("What earlier rounds left"))

_PREP = noted("Prep")
_ANSWERS = {
    "predicted_questions": noted("Question"),
    "technical_deep_dives": noted("Deep dive"),
    "": noted("Your own section"),
}
_MOST_ROWS = 60
_MOST_ITEMS = 2
_MARKS = {
    FollowUp.FOLLOWED: ("yes", noted("Yes")),
    FollowUp.PARTLY: ("in part", noted("In part")),
    FollowUp.LISTED: ("listed", noted("Listed")),
    FollowUp.MISSING: ("no", noted("No")),
    FollowUp.NO_PREP: ("no prep", noted("No prep")),
}
_COUNTED = {
    FollowUp.FOLLOWED: noted("{n} followed up"),
    FollowUp.PARTLY: noted("{n} partly followed up"),
    FollowUp.LISTED: noted("{n} listed as not addressed"),
    FollowUp.MISSING: noted("{n} not followed up"),
    FollowUp.NO_PREP: noted("{n} prep not written yet"),
}
_KINDS = {
    "pay": noted("Pay"),
    "notice": noted("Notice"),
    "start": noted("Start"),
    "team size": noted("Team size"),
    "reports": noted("Reports"),
    "reason for leaving": noted("Reason for leaving"),
    "date": noted("Date"),
    "figure": noted("Figure"),
}


def contradictions_grid(edition: Edition, record: ApplicationRecord) -> Grid:
    """Return what contradicts in an application, both places named."""
    words = edition.words
    found = edition.derived(record).contradictions
    if not found:
        return Grid(
            words(
                "Nothing that could be compared contradicts: numbers, dates, pay, notice, team sizes and "
                "reasons for leaving, in the prep to come, on the resume as submitted, and in what you told "
                "them."
            )
        )
    intro = words.counted(
        len(found),
        "{n} place differs from what they know already.",
        "{n} places differ from what they know already.",
    )
    more = words("Only the first {n} are shown.", n=MOST) if len(found) == MOST else ""
    rows = tuple(_contradiction(edition, record, each) for each in found)
    return Grid(intro, (words("What"), words("Said here"), words("And there")), rows, more)


def follow_up_grid(record: ApplicationRecord, documents: Documents, words: Words = SPOKEN) -> Grid:
    """Return each weak spot with what the later rounds' prep does about it, rounds to come first."""
    upcoming = upcoming_rounds(record)
    first = {found.id for found in upcoming}
    past = (each for each in shown_rounds(record) if each.id in documents and each.id not in first)
    traces = (trace for each in (*upcoming, *past) for trace in traces_of(record, each, documents))
    shown = list(islice(traces, _MOST_ROWS + 1))
    if not shown:
        return Grid(
            words(
                "No answer or topic of an earlier round stands as weak. What you note as weak, or with a "
                "confidence of 1 or 2, is followed from here into the prep of later rounds."
            )
        )
    columns = (words("What went badly"), words("In the prep of"), words("Followed up"))
    rows = tuple(_trace(words, record, trace, named=True) for trace in shown[:_MOST_ROWS])
    more = words("More stand on the rounds' own pages.") if len(shown) > _MOST_ROWS else ""
    return Grid(_followed_intro(words, shown[:_MOST_ROWS]), columns, rows, more)


def round_trace(
    record: ApplicationRecord, found: InterviewRecord, documents: Documents, words: Words = SPOKEN
) -> Grid | None:
    """Return what one round's prep does about what went badly before; None where nothing did."""
    traces = traces_of(record, found, documents)
    if not traces or found.file.is_private:
        return None
    rows = tuple(_trace(words, record, trace, named=False) for trace in traces)
    columns = (words("What went badly"), words("Followed up here"))
    return Grid(_followed_intro(words, list(traces)), columns, rows)


def _followed_intro(words: Words, traces: list[Trace]) -> str:
    counts = [
        words(_COUNTED[state], n=number)
        for state in FollowUp
        if (number := sum(trace.state is state for trace in traces))
    ]
    return f"{', '.join(counts)}."


def _trace(words: Words, record: ApplicationRecord, trace: Trace, *, named: bool) -> tuple[Cell, ...]:
    cells = [Cell((_spot(words, record, trace.spot),))]
    if named:
        link = LinkTo(labels.round_title(trace.later, words), sitemap.round_uri(record.id, trace.later.id))
        cells.append(Cell(((link,),)))
    lines = tuple(_followed(words, record, trace))
    level, mark = _MARKS[trace.state]
    return (*cells, Cell(lines, words(mark), level))


def _spot(words: Words, record: ApplicationRecord, spot: WeakSpot) -> tuple[str | LinkTo, ...]:
    how = how_well(words, spot.asked) if spot.asked else ""
    title = labels.round_title(spot.found, words)
    notes = LinkTo(title, sitemap.application_uri(record.id), f"notes-{spot.found.id}")
    return (plain(sitemap.shortened(spot.topic, 120)), ", ", notes, how)


def _followed(words: Words, record: ApplicationRecord, trace: Trace) -> Iterator[tuple[str | LinkTo, ...]]:
    for name, items in ((words("Step"), trace.steps), ("", trace.answers), (words("Listed"), trace.listed)):
        for item in items[:_MOST_ITEMS]:
            yield (
                f"{name or words(_ANSWERS.get(item.field, _PREP))}: ",
                item_link(record, trace.later.id, item, sitemap.shortened(item.title)),
            )
        if len(items) > _MOST_ITEMS:
            yield (words("and {n} more", n=len(items) - _MOST_ITEMS),)
    if trace.state is FollowUp.MISSING:
        missing = words(
            "Nothing takes it up. Add a step and a question that cite {reference}, or list it under "
            "“Not addressed here”.",
            reference=f"[{trace.spot.reference}]",
        )
        yield (missing,)
    if trace.state is FollowUp.NO_PREP:
        yield (words("The prep is not written yet."),)


def _contradiction(edition: Edition, record: ApplicationRecord, found: Contradiction) -> tuple[Cell, ...]:
    return (
        Cell(((edition.words(_KINDS[found.kind]),),)),
        _side(edition, record, found.first, found.said),
        _side(edition, record, found.second, found.before),
    )


def _side(edition: Edition, record: ApplicationRecord, saying: Saying, said: str) -> Cell:
    place = edition.sitemap.of_file(saying.path)
    words = edition.words
    name = said_in(words, saying.title)
    match saying.where:
        case Where.RESUME:
            title = words("The resume")
        case Where.TOLD:
            title = words("Told: {round}", round=name)
        case Where.PREP:
            title = words("Prep: {round}", round=name)
    link: str | LinkTo = plain(title)
    if place and (not place.private or labels.is_hidden(record)):
        link = LinkTo(plain(title), place.uri, place.anchor)
    text = plain(saying.reading.text)
    quoted = words("“{text}”", text=sitemap.shortened(said)) if said and said != text else ""
    lines: list[tuple[str | LinkTo, ...]] = [(quoted,)] if quoted else []
    return Cell((*lines, (sitemap.shortened(text, 200),), (link, f", {saying.path}:{saying.line}")))
