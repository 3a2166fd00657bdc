"""What an application's page says of the whole of it: headings as content, grids and the plot as chrome."""

from prepsite.core.confidence import HIGHEST, Confidence, Topic, confidence_of
from prepsite.core.pages import labels, sitemap
from prepsite.core.pages.defending import ANCHOR, HEADING, defence_grid
from prepsite.core.pages.edition import Edition
from prepsite.core.pages.escaping import plain
from prepsite.core.pages.following_up import (
    CONTRADICTIONS,
    FOLLOWED,
    ON_ROUND,
    contradictions_grid,
    follow_up_grid,
    round_trace,
)
from prepsite.core.pages.page import Cell, Grid, LinkTo, Plot, PlotPoint, PlotRow, SectionNote
from prepsite.core.vault import ApplicationRecord, InterviewRecord
from prepsite.core.words import SPOKEN, Words, noted

CONFIDENCE = ("how-sure-you-were", noted("How sure you were, by topic"))
_IN_DOUBT = ((ANCHOR, HEADING), CONTRADICTIONS)
_NOTED = (FOLLOWED, CONFIDENCE)
# More rows make a plot that nobody reads, and it is longer than a sheet; the table has more.
_MOST_PLOTTED = 12
_MOST_LISTED = 40


def review_headings(edition: Edition) -> str:
    """Return the headings of an application's review, as Markdown; the rest is chrome below them.

    Others see what follows from the notes alone.
    """
    sections = _NOTED if edition.for_others else (*_IN_DOUBT, *_NOTED)
    return "\n\n".join(f"## {edition.words(title)} {{: #{anchor} }}" for anchor, title in sections)


def review_notes(edition: Edition, record: ApplicationRecord) -> tuple[SectionNote, ...]:
    """Return what stands below the headings of an application's review."""
    documents = edition.derived(record).documents
    parts: dict[str, Grid | Plot] = {
        FOLLOWED[0]: follow_up_grid(record, documents, edition.words),
        CONFIDENCE[0]: confidence_plot(record, edition.words),
    }
    if not edition.for_others:
        in_doubt = {
            ANCHOR: defence_grid(edition, record),
            CONTRADICTIONS[0]: contradictions_grid(edition, record),
        }
        parts = {**in_doubt, **parts}
    return tuple(SectionNote(anchor, (), part) for anchor, part in parts.items())


def trace_note(edition: Edition, record: ApplicationRecord, found: InterviewRecord) -> SectionNote | None:
    """Return what a round's page says of what went badly before it; None where nothing did."""
    grid = round_trace(record, found, edition.derived(record).documents, edition.words)
    return SectionNote(ON_ROUND[0], (), grid) if grid else None


def trace_heading(note: SectionNote | None, words: Words = SPOKEN) -> str:
    """Return the heading over a round's trace, as Markdown."""
    return f"## {words(ON_ROUND[1])} {{: #{ON_ROUND[0]} }}" if note else ""


def confidence_plot(record: ApplicationRecord, words: Words = SPOKEN) -> Grid | Plot:
    """Return topic confidence over the rounds; a sentence alone where none is noted."""
    found = confidence_of(record)
    if not found.topics:
        return Grid(
            words(
                "No confidence is noted yet. Give each question in the notes a topic and a confidence from 1 "
                "to 5, and this page shows how it goes from round to round."
            )
        )
    shown = found.topics[:_MOST_PLOTTED]
    titles = tuple(labels.round_title(each, words) for each in found.rounds)
    rows = tuple(
        PlotRow(
            plain(sitemap.shortened(topic.name, 48)),
            tuple(PlotPoint(point.round, point.confidence, point.went_badly) for point in topic.points),
        )
        for topic in shown
    )
    title = words.counted(
        len(titles), "Confidence by topic over {n} round", "Confidence by topic over {n} rounds"
    )
    return Plot(title, _described(words, found, len(shown)), titles, rows, HIGHEST, _grid(words, record, found))


def _described(words: Words, found: Confidence, shown: int) -> str:
    again = sum(len({point.round for point in topic.points}) > 1 for topic in found.topics)
    low = sum(topic.points[-1].went_badly for topic in found.topics)
    parts = [
        words("{n} of {all} topics", n=shown, all=len(found.topics))
        if shown < len(found.topics)
        else words.counted(shown, "{n} topic", "{n} topics"),
        words("{n} asked in more than one round", n=again)
        if again
        else words("none asked in more than one round"),
        words("{n} went badly the last time", n=low) if low else words("none went badly the last time"),
    ]
    return f"{'; '.join(parts)}."


def _grid(words: Words, record: ApplicationRecord, found: Confidence) -> Grid:
    rows = tuple(_row(words, record, found, topic) for topic in found.topics[:_MOST_LISTED])
    left = len(found.topics) - _MOST_LISTED
    more = words("And {n} more topics.", n=left) if left > 0 else ""
    return Grid("", (words("Topic"), words("Confidence, 1 to 5")), rows, more)


def _row(words: Words, record: ApplicationRecord, found: Confidence, topic: Topic) -> tuple[Cell, ...]:
    lines: list[tuple[str | LinkTo, ...]] = []
    for point in topic.points:
        each = found.rounds[point.round - 1]
        title = labels.round_title(each, words)
        link = LinkTo(title, sitemap.application_uri(record.id), f"notes-{each.id}")
        badly = f", {words('went badly')}" if point.went_badly else ""
        lines.append((f"{point.confidence}{badly}: ", link))
    return Cell(((plain(sitemap.shortened(topic.name, 120)),),)), Cell(tuple(lines))
