"""A sheet set on one page: Typst measures it step by step, and takes the roomiest that fits."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from prepsite.core.sheet.fitting import ROOMS, fitted
from prepsite.core.sheet.sheet import Block, Entry, Sheet, SheetFact
from prepsite.paper.typesetting import EMBEDDED, FontChoice, literal, typeset
from prepsite.templating import template_text

TEMPLATE = "paper/sheet.typ"
PAPERS = {"a4": "a4", "letter": "us-letter"}

Value = str | bool | float | Sequence["Value"] | Mapping[str, "Value"]


def sheet_pdf(sheet: Sheet, paper: str, templates: Path, fonts: FontChoice = EMBEDDED) -> bytes:
    """Return the sheet as a PDF of one page; `templates` are the user's own, which go first.

    Raises PrepsiteError where Typst is missing or refuses the template.
    """
    source = sheet_source(sheet, paper, template_text(TEMPLATE, templates))
    return typeset(source, what=f"{sheet.application} · {sheet.title}", fonts=fonts)


def sheet_source(sheet: Sheet, paper: str, template: str) -> str:
    """Return the source of a sheet: how it is drawn, its texts as literals, and the page."""
    steps = [{**_sheet(fitted(sheet, room)), "size": room.size} for room in ROOMS]
    title = f"{sheet.title} · {sheet.application}"
    language = sheet.language.partition("-")[0]
    return "\n".join(
        (
            template,
            f"#set document(title: {literal(title)}, author: {literal(sheet.candidate or 'prepsite')})",
            f"#set page(paper: {literal(PAPERS[paper])}, margin: (x: 15mm, y: 13mm))",
            f"#set text(lang: {literal(language)}, dir: {'rtl' if sheet.is_right_to_left else 'ltr'})",
            f"#chosen({value(steps)})",
            "",
        )
    )


def value(of: Value) -> str:
    """Return a value as Typst code; every text in it is a literal."""
    if isinstance(of, bool):
        return "true" if of else "false"
    if isinstance(of, str):
        return literal(of)
    if isinstance(of, int | float):
        return str(of)
    if isinstance(of, Mapping):
        return f"({', '.join(f'{name}: {value(each)}' for name, each in of.items())})" if of else "(:)"
    return f"({' '.join(f'{value(each)},' for each in of)})"


def _sheet(sheet: Sheet) -> dict[str, Value]:
    return {
        "title": sheet.title,
        "application": sheet.application,
        "candidate": sheet.candidate,
        "when": sheet.when,
        "notice": sheet.notice,
        "see_more": sheet.see_more,
        "is_shortened": sheet.is_shortened,
        "facts": [_fact(fact) for fact in sheet.facts],
        "blocks": {block.kind.value: _block(block) for block in sheet.blocks},
    }


def _fact(fact: SheetFact) -> dict[str, Value]:
    return {"label": fact.label, "text": fact.text, "more": fact.more, "url": fact.url}


def _block(block: Block) -> dict[str, Value]:
    return {
        "heading": block.heading,
        "empty": block.empty,
        "entries": [_entry(entry) for entry in block.entries],
    }


def _entry(entry: Entry) -> dict[str, Value]:
    return {"text": entry.text, "value": entry.value, "source": entry.source, "more": entry.more}
