"""What stands around an article on paper: facts, notices, tables under headings, claims in doubt."""

from collections.abc import Iterable, Mapping, Sequence

from prepsite.core.pages.escaping import leads_outside
from prepsite.core.pages.page import Cell, ClaimsNote, FactRow, Grid, LinkTo, Notice, Plot, SectionNote
from prepsite.core.words import Words
from prepsite.errors import Severity
from prepsite.paper.breaking import breakable
from prepsite.paper.pieces import direction
from prepsite.paper.source import array, block, call, text_block, to_page
from prepsite.paper.typesetting import literal

Labels = Mapping[tuple[str, str], str]


def doubts(words: Words) -> dict[str, str]:
    """Return what stands behind a claim that nobody should say as it stands, by its status."""
    return {"unverified": words("unverified"), "retracted": words("retracted")}


def facts(rows: Sequence[FactRow]) -> str:
    """Return labelled facts; rows of one label stand together, links to other pages are left out."""
    shown: dict[str, list[str]] = {}
    for row in rows:
        text = row.when.text if row.when else row.text or row.url
        if text:
            shown.setdefault(row.label, []).append(_fact(text, row.url))
    return array(
        array((literal(label), block(_lines(values, "linebreak()")))) for label, values in shown.items()
    )


def notices(found: Iterable[Notice], words: Words) -> str:
    """Return notices, each in a box that says how much it matters."""
    named = {
        Severity.ERROR: words("Error"),
        Severity.WARNING: words("Warning"),
        Severity.NOTICE: words("Note"),
    }
    return block(call("prep-notice", _notice(notice, named[notice.severity])) for notice in found)


def after_headings(sections: Sequence[SectionNote], words: Words, labels: Labels) -> dict[str, str]:
    """Return what follows the heading of each section, by its anchor."""
    on_page = words("p. {n}")
    return {
        note.anchor: block([notices(note.notices, words), _part(note.part, labels, on_page)])
        for note in sections
    }


def claims_in_doubt(note: ClaimsNote | None, words: Words) -> str:
    """Return the list of what nobody should say as it stands, with why; nothing where there is none."""
    if note is None or not note.in_doubt:
        return ""
    said = doubts(words)
    heading = call("prep-heading", "2", "none", text_block(words("Not to be said as it stands")))
    items = []
    for _, claim in note.in_doubt:
        why = [each.message for each in claim.standings if each.message and each.status is claim.status]
        head = [
            call("strong", text_block(f"{said[claim.status.value]}. ")),
            literal(breakable(claim.text)),
            literal(" "),
            call("prep-cited", array([text_block(words("line {n}", n=claim.line))])),
        ]
        reasons = call("prep-points", "false", "false", array(text_block(breakable(reason)) for reason in why))
        items.append(block([*head, reasons if why else ""]))
    where = call("prep-text", text_block(words("In {path}:", path=breakable(note.path))))
    return block([heading, where, call("prep-numbers", "1", "true", "false", array(items))])


def _fact(text: str, url: str) -> str:
    shown = literal(breakable(text))
    if not leads_outside(url):
        return shown
    address = "none" if text == url else literal(breakable(url, narrow=True))
    return call("prep-link", literal(url), f"[#{shown}]", address)


def _notice(notice: Notice, name: str) -> str:
    parts = [call("strong", text_block(f"{name}: ")), literal(breakable(notice.text))]
    if notice.command:
        parts += [literal(" "), call("prep-code", text_block(breakable(notice.command)))]
    return block([call("prep-text", block(parts), dir=direction(notice.text))])


def _part(part: Grid | Plot | None, labels: Labels, on_page: str) -> str:
    if part is None:
        return ""
    grid = part.grid if isinstance(part, Plot) else part
    intro = call("prep-text", text_block(grid.intro)) if grid.intro else ""
    more = call("prep-text", text_block(grid.more)) if grid.more else ""
    if not grid.rows:
        return block([intro, more])
    header = array(text_block(column) for column in grid.columns)
    cells = array(_cell(cell, labels, on_page) for row in grid.rows for cell in row)
    aligned = array(literal("start") for _ in grid.columns)
    return block([intro, call("prep-table", str(len(grid.columns)), aligned, header, cells), more])


def _cell(cell: Cell, labels: Labels, on_page: str) -> str:
    lines = [block(_word(word, labels, on_page) for word in line) for line in cell.lines]
    mark = [call("strong", text_block(cell.mark.capitalize()))] if cell.mark else []
    return block(_lines([*mark, *lines], "linebreak()"))


def _word(word: str | LinkTo, labels: Labels, on_page: str) -> str:
    if isinstance(word, str):
        return literal(breakable(word, narrow=True))
    shown = text_block(breakable(word.text, narrow=True))
    label = labels.get((word.uri, word.anchor))
    return to_page(label, shown, on_page) if label else shown


def _lines(values: Sequence[str], between: str) -> list[str]:
    return [line for value in values for line in (between, value)][1:]
