"""A round on paper: its page and base prep as the source of one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.pages.page import Page
from prepsite.core.words import Words
from prepsite.models.vocabulary import PaperSize
from prepsite.paper import chrome
from prepsite.paper.articles import laid_out
from prepsite.paper.converting import Surroundings, converted, labels_of
from prepsite.paper.pieces import direction
from prepsite.paper.source import block, call, text_block, truth
from prepsite.paper.typesetting import literal
from prepsite.site.articles import article_html

PAPERS: Mapping[PaperSize, str] = {PaperSize.A4: "a4", PaperSize.LETTER: "us-letter"}
"""What Typst calls each paper."""

LONGEST_HEAD = 260
# The time stands at the end.
_END_OF_HEAD = 120


@dataclass(frozen=True)
class Sheets:
    """What a document is printed on and how: `style` is the source of the look."""

    style: str
    paper: PaperSize
    words: Words
    prep_language: str = "en"


@dataclass(frozen=True)
class Part:
    """A page of the site as a part of a document, under its own name."""

    name: str
    page: Page


def round_source(page: Page, application: str, parts: Sequence[Part], sheets: Sheets) -> str:
    """Return the source of a round's document: front, contents, then its parts."""
    articles = [(part, article_html(part.page.markdown)) for part in parts]
    labels: dict[tuple[str, str], str] = {}
    for number, (part, html) in enumerate(articles):
        labels[part.page.uri, ""] = f"part-{number}"
        labels |= labels_of(html, part.page.uri, f"{number}-")
    bodies = [_part(part, html, number, labels, sheets) for number, (part, html) in enumerate(articles)]
    language, region = _tags(sheets.words.language)
    paper = call(
        "prep-paper",
        block([_front(page, application, sheets), *bodies]),
        title=literal(page.title),
        language=language,
        region=region,
        rtl=truth(sheets.words.is_right_to_left),
        paper=literal(PAPERS[sheets.paper]),
        head=text_block(_bounded(page.chrome.print_head or page.title)),
    )
    return f"{sheets.style}\n#{paper}\n"


def _tags(language: str) -> tuple[str, str]:
    """Return a language's tag and its region's as code."""
    tag, _, region = language.partition("-")
    return literal(tag), literal(region.lower()) if len(region) == 2 else "none"


def _in_language(sheets: Sheets) -> tuple[str, ...]:
    """Return what tells that an article is written in the language of prep, where that is another."""
    if sheets.prep_language == sheets.words.language:
        return ()
    language, region = _tags(sheets.prep_language)
    return (f"set text(lang: {language}, region: {region})",)


def _bounded(head: str) -> str:
    """Return the line at the head of each page, short enough for the margin: the front has it whole."""
    if len(head) <= LONGEST_HEAD:
        return head
    return f"{head[: LONGEST_HEAD - _END_OF_HEAD]}… {head[-_END_OF_HEAD:]}"


def _front(page: Page, application: str, sheets: Sheets) -> str:
    return call(
        "prep-front",
        title=text_block(page.title),
        subtitle=text_block(application),
        facts=chrome.facts(page.chrome.facts),
        notices=chrome.notices(page.chrome.notices, sheets.words),
        contents=literal(sheets.words("Contents")),
    )


def _part(part: Part, html: str, number: int, labels: Mapping[tuple[str, str], str], sheets: Sheets) -> str:
    words, page = sheets.words, part.page
    around = Surroundings(
        page.uri,
        f"{number}-",
        labels,
        words("p. {n}"),
        page.chrome.claims,
        chrome.doubts(words),
        chrome.after_headings(page.chrome.sections, words, labels),
    )
    heading = call("prep-part", literal(f"part-{number}"), text_block(part.name), dir=direction(part.name))
    own = [chrome.notices(page.chrome.notices, words), call("prep-facts", chrome.facts(page.chrome.facts))]
    closing = call("prep-closing", text_block(page.chrome.written_by)) if page.chrome.written_by else ""
    return block(
        [
            heading,
            *(own if number else ()),
            block([*_in_language(sheets), laid_out(converted(html, around))]),
            chrome.claims_in_doubt(page.chrome.claims, words),
            closing,
        ]
    )
