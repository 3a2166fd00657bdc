"""What each element of an article becomes on paper, from its pieces."""

import re
from collections.abc import Callable, Mapping, Sequence

from prepsite.paper.breaking import breakable
from prepsite.paper.pieces import Piece, blocks, direction, flow, paragraph, run, text_of, without_first_space
from prepsite.paper.source import NOTHING, array, block, call, truth
from prepsite.paper.typesetting import literal

Link = Callable[[str], str]

_STYLED = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "cite": "emph",
    "dfn": "emph",
    "var": "emph",
    "del": "strike",
    "s": "strike",
    "ins": "underline",
    "u": "underline",
    "mark": "prep-marked",
    "sub": "sub",
    "sup": "super",
    "code": "prep-code",
    "kbd": "prep-code",
    "samp": "prep-code",
    "label": "",
}
_PLAIN_INLINE = frozenset({"span", "small", "abbr", "q", "a", "label"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What has no more letters than this takes less than half a page, whatever they are.
_SURELY_FITS = 700
# From here on headings are of single items.
ITEM_LEVEL = 3

_ALIGNED = re.compile(r"text-align:\s*(left|center|right)")


def closed(
    tag: str,
    attributes: Mapping[str, str],
    inner: tuple[Piece, ...],
    label: str,
    link: Link | None,
    after: str,
) -> Piece:
    """Return what an element became: `label` is what links lead to, `after` code that follows a heading."""
    said = text_of(inner)
    if tag in _STYLED or tag in _PLAIN_INLINE:
        return _inline(tag, attributes, inner, said, link)
    if tag in HEADINGS:
        level = int(tag[1])
        code = heading_code(level, label, inner, listed=level < ITEM_LEVEL)
        kept = {"label": label, "after": after}
        return Piece(tag, code, said, attributes=kept, inner=inner)
    make = _BLOCKS.get(tag, _container)
    return make(tag, attributes, inner)


def heading_code(level: int, label: str, inner: Sequence[Piece], *, listed: bool) -> str:
    """Return a heading as code; one that isn't `listed` is left out of the contents, not of the outline."""
    name = literal(label) if label else "none"
    direct = direction(text_of(inner))
    return call("prep-heading", str(level), name, run(inner), dir=direct, listed=truth(listed))


def _inline(
    tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...], said: str, link: Link | None
) -> Piece:
    del attributes
    code = block(piece.code for piece in inner)
    if link is not None and said.strip():
        code = link(code)
    elif _STYLED.get(tag) and inner:
        code = call(_STYLED[tag], code)
    elif not inner:
        code = ""
    return Piece(tag, code, said, inline=True, inner=inner)


def _container(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    names = attributes.get("class", "").split()
    if "admonition" in names:
        return Piece("notice", call("prep-notice", flow(inner)), text_of(inner), attributes=attributes)
    if tag == "div" and "highlight" in names and len(inner) == 1:
        return inner[0]
    return Piece(tag, flow(inner), text_of(inner), attributes=attributes, inner=tuple(blocks(inner)))


def _paragraph(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del tag, attributes
    if any(not piece.inline for piece in inner):
        return Piece("div", flow(inner), text_of(inner), inner=tuple(blocks(inner)))
    return paragraph(inner)


def _break(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes, inner
    if tag == "br":
        return Piece("br", "linebreak()", " ", inline=True)
    return Piece("hr", "prep-rule")


def _image(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    """Name an image in place of it: nothing on paper is read from a file."""
    del tag, inner
    name = attributes.get("src", "").rsplit("/", 1)[-1]
    alternative = attributes.get("alt", "").strip() or name
    shown = f"{alternative} ({name})" if name and name != alternative else alternative
    return Piece("img", call("prep-image", literal(breakable(shown))), shown, inline=True)


def _input(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del tag, inner
    is_checked = "checked" in attributes
    code = call("prep-box", truth(is_checked))
    return Piece("input", code, inline=True, checked=is_checked)


def _item(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    found = list(inner)
    # Where items stand apart, the box is in the first paragraph.
    first = list(found[0].inner) if found and found[0].tag == "p" else found
    checked = first[0].checked if first else None
    if checked is not None:
        rest = list(without_first_space(first[1:]))
        found = [paragraph(rest), *found[1:]] if first is not found else rest
    return Piece(tag, flow(found), text_of(found), checked=checked, inner=tuple(found))


def _list(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    items = [piece for piece in inner if piece.tag == "li"]
    loose = truth(any(not piece.inline for item in items for piece in item.inner[:1]))
    short = truth(all(len(item.text) < _SURELY_FITS for item in items))
    bodies = [piece.code for piece in items]
    if any(item.checked is not None for item in items):
        boxes = array("none" if item.checked is None else truth(item.checked) for item in items)
        code = call("prep-tasks", boxes, short, array(bodies))
    elif tag == "ol":
        start = attributes.get("start", "1")
        first = start if start.isascii() and start.isdecimal() and len(start) < 10 else "1"
        code = call("prep-numbers", first, loose, short, array(bodies))
    else:
        code = call("prep-points", loose, short, array(bodies))
    return Piece(tag, code if items else "", text_of(inner), inner=tuple(items))


def _terms(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    rows: list[tuple[str, list[str]]] = []
    for piece in inner:
        if piece.tag == "dt":
            rows.append((piece.code, []))
        elif piece.tag == "dd" and rows:
            rows[-1][1].append(piece.code)
    pairs = array(array((name, block(values))) for name, values in rows)
    return Piece(tag, call("prep-terms", pairs) if rows else "", text_of(inner))


def _preformatted(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    said = text_of(inner).strip("\n")
    return Piece(tag, call("prep-listing", literal(breakable(said.expandtabs(4), narrow=True))), said)


def _details(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    """Return a folded block, which paper shows open: its heading first."""
    found: list[Piece] = []
    for piece in inner:
        found += piece.inner if piece.tag == "summary" else (piece,)
    return Piece(tag, flow(found), text_of(found), attributes=attributes, inner=tuple(blocks(found)))


def _summary(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    if any(piece.level for piece in inner):
        return Piece(tag, flow(inner), text_of(inner), inner=inner)
    strong = Piece("strong", call("strong", block(piece.code for piece in inner)), text_of(inner), inline=True)
    return Piece(tag, strong.code, strong.text, inner=(paragraph([strong]),))


def _quote(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    return Piece(tag, call("prep-quote", flow(inner)), text_of(inner))


def _row(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    return Piece(tag, "", text_of(inner), inner=tuple(piece for piece in inner if piece.tag in {"td", "th"}))


def _cell(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    return Piece(tag, flow(inner), text_of(inner) + " ", attributes=attributes)


def _table(tag: str, attributes: Mapping[str, str], inner: tuple[Piece, ...]) -> Piece:
    del attributes
    rows: list[Piece] = []
    for piece in inner:
        rows += [row for row in piece.inner if row.tag == "tr"] if piece.tag != "tr" else [piece]
    if not rows:
        return Piece(tag, "", text_of(inner))
    width = max(len(row.inner) for row in rows)
    heads = [row for row in rows[:1] if row.inner and all(cell.tag == "th" for cell in row.inner)]
    header = [cell.code for row in heads for cell in row.inner]
    cells = [_cell_code(cell) for row in rows[len(heads) :] for cell in _padded(row.inner, width)]
    aligned = array(literal(_alignment(cell)) for cell in _padded(rows[-1].inner, width))
    header += [NOTHING] * (width - len(header) if header else 0)
    code = call("prep-table", str(width), aligned, array(header), array(cells))
    return Piece(tag, code if width else "", text_of(inner))


def _cell_code(cell: Piece) -> str:
    return call("strong", cell.code) if cell.tag == "th" else cell.code


def _padded(cells: tuple[Piece, ...], width: int) -> list[Piece]:
    return [*cells, *[Piece("td", NOTHING)] * (width - len(cells))]


def _alignment(cell: Piece) -> str:
    found = _ALIGNED.search(cell.attributes.get("style", ""))
    return found[1] if found else "start"


_BLOCKS: Mapping[str, Callable[[str, Mapping[str, str], tuple[Piece, ...]], Piece]] = {
    "p": _paragraph,
    "br": _break,
    "hr": _break,
    "img": _image,
    "input": _input,
    "li": _item,
    "ul": _list,
    "ol": _list,
    "dl": _terms,
    "pre": _preformatted,
    "details": _details,
    "summary": _summary,
    "blockquote": _quote,
    "tr": _row,
    "td": _cell,
    "th": _cell,
    "table": _table,
}
