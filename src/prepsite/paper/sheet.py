"""A sheet set on one page: Typst measures it step by step, and takes the roomiest that fits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prepsite.core.sheet.fitting import ROOMS
from prepsite.core.sheet.fitting import fitted as shorter
from prepsite.core.sheet.sheet import Block, Entry, Sheet, SheetFact
from prepsite.paper.breaking import breakable
from prepsite.paper.characters import fitted, typeset_fitted
from prepsite.paper.pieces import direction
from prepsite.paper.source import truth
from prepsite.paper.typesetting import EMBEDDED, FontChoice, literal

STYLE = "paper/sheet.typ"

Value = str | bool | float | Sequence["Value"] | Mapping[str, "Value"]


def sheet_pdf(
    sheet: Sheet, style: str, paper: str, *, what: str, fonts: FontChoice = EMBEDDED
) -> tuple[bytes, tuple[str, ...]]:
    """Return the sheet as a PDF of one page, and the characters that are shown in it by their number.

    `style` is the source of the look, `paper` what Typst calls the size. Raises PrepsiteError where
    Typst is missing or refuses the look.
    """
    shown, missing = _shown(sheet, fonts)
    content, more = typeset_fitted(sheet_source(shown, style, paper), what=what, fonts=fonts)
    return content, tuple(dict.fromkeys((*missing, *more)))


def sheet_source(sheet: Sheet, style: str, paper: str) -> str:
    """Return the source of a sheet: the look, then the texts at each step as literals."""
    steps = [{**_sheet(shorter(sheet, room)), "size": room.size} for room in ROOMS]
    language, _, region = sheet.language.partition("-")
    given = {
        "title": literal(f"{sheet.title} · {sheet.application}"),
        "language": literal(language),
        "region": literal(region) if len(region) == 2 else "none",
        "rtl": truth(sheet.is_right_to_left),
        "paper": literal(paper),
        "sheets": value(steps),
    }
    values = ",\n".join(f"{name}: {code}" for name, code in given.items())
    return f"{style}\n#sheet-paper(\n{values},\n)\n"


def value(of: Value) -> str:
    """Return a value as Typst code, a line for each text in it; every text is a literal."""
    if isinstance(of, bool):
        return truth(of)
    if isinstance(of, str):
        return literal(of)
    if isinstance(of, int | float):
        return str(of)
    if isinstance(of, Mapping):
        return "(" + ",\n".join(f"{name}: {value(each)}" for name, each in of.items()) + ")"
    return "(" + "".join(f"{value(each)},\n" for each in of) + ")"


def _shown(sheet: Sheet, fonts: FontChoice) -> tuple[Sheet, tuple[str, ...]]:
    """Return the sheet with what no font can show in words or numbers, before anything is measured."""
    texts = _texts(sheet)
    fit = fitted("\n".join(texts), fonts)
    said = dict(zip(texts, fit.source.split("\n"), strict=True))
    facts = tuple(replace(f, label=said[f.label], text=said[f.text], more=said[f.more]) for f in sheet.facts)
    blocks = tuple(
        replace(
            block,
            empty=said[block.empty],
            heading=said[block.heading],
            entries=tuple(
                Entry(said[each.text], said[each.value], said[each.source], said[each.more])
                for each in block.entries
            ),
        )
        for block in sheet.blocks
    )
    shown = replace(
        sheet,
        title=said[sheet.title],
        application=said[sheet.application],
        candidate=said[sheet.candidate],
        when=said[sheet.when],
        notice=said[sheet.notice],
        see_more=said[sheet.see_more],
        facts=facts,
        blocks=blocks,
    )
    return shown, fit.missing


def _texts(sheet: Sheet) -> tuple[str, ...]:
    """Return every text of a sheet once; none has a line end in it."""
    found = [sheet.title, sheet.application, sheet.candidate, sheet.when, sheet.notice, sheet.see_more]
    for fact in sheet.facts:
        found += [fact.label, fact.text, fact.more]
    for block in sheet.blocks:
        found += [block.heading, block.empty]
        for each in block.entries:
            found += [each.text, each.value, each.source, each.more]
    return tuple(dict.fromkeys(found))


def _sheet(sheet: Sheet) -> dict[str, Value]:
    return {
        "title": breakable(sheet.title),
        "application": breakable(sheet.application),
        "candidate": breakable(sheet.candidate),
        "when": breakable(sheet.when),
        "notice": breakable(sheet.notice),
        "see-more": sheet.see_more,
        "is-shortened": sheet.is_shortened,
        "facts": [_fact(fact) for fact in sheet.facts],
        "blocks": {block.kind.value.replace("_", "-"): _block(block) for block in sheet.blocks},
    }


def _fact(fact: SheetFact) -> dict[str, Value]:
    text, more = breakable(fact.text), breakable(fact.more)
    return {"label": fact.label, "text": text, "more": more, "url": fact.url, "dir": direction(text + more)}


def _block(block: Block) -> dict[str, Value]:
    return {
        "heading": block.heading,
        "empty": breakable(block.empty),
        "entries": [_entry(entry) for entry in block.entries],
    }


def _entry(entry: Entry) -> dict[str, Value]:
    return {
        "text": breakable(entry.text),
        "value": breakable(entry.value),
        "source": breakable(entry.source),
        "more": breakable(entry.more),
        "dir": direction(entry.text + entry.more),
    }
