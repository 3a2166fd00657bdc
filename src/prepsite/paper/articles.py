"""An article's pieces as the body of a part: questions whole, their parts side by side with labels."""

from collections.abc import Sequence

from prepsite.paper.elements import ITEM_LEVEL, heading_code
from prepsite.paper.height import is_short, surely_fits
from prepsite.paper.pieces import Piece, label_of, paragraph, without_first_space
from prepsite.paper.source import array, block, call, truth
from prepsite.paper.typesetting import literal


def laid_out(pieces: Sequence[Piece]) -> str:
    """Return an article as code, without the heading that it begins with."""
    found = list(pieces)
    if found and found[0].level == 1:
        del found[0]
    done: list[str] = []
    at = 0
    while at < len(found):
        piece = found[at]
        at += 1
        if piece.tag == "details":
            done.append(_item(piece.inner, folded=True))
        elif piece.level == ITEM_LEVEL:
            end = at
            while end < len(found) and not 0 < found[end].level <= ITEM_LEVEL and found[end].tag != "details":
                end += 1
            done.append(_item((piece, *found[at:end]), folded=False))
            at = end
        else:
            done += [piece.code, piece.attributes.get("after", "")]
    return block(done)


def _item(pieces: Sequence[Piece], *, folded: bool) -> str:
    """Return a question, a bullet or a phase: its heading, then its parts, each beside its label.

    What a page shows folded is listed in the contents. That, and what has parts with labels, is kept on
    one page if it fits.
    """
    heading = pieces[0] if pieces and pieces[0].level else None
    head, rest = "[]", list(pieces)
    if heading is not None:
        label = heading.attributes.get("label", "")
        head = heading_code(heading.level, label, heading.inner, listed=folded)
        rest = rest[1:]
    before: list[str] = []
    rows: list[tuple[str, list[str]]] = []
    for piece in rest:
        named = label_of(piece)
        if named:
            name, after = named
            after = without_first_space(after)
            said = [paragraph(after).code] if after else []
            rows.append((name, said))
        elif rows:
            rows[-1][1].append(piece.code)
        else:
            before.append(piece.code)
    table = array(array((literal(name), block(values))) for name, values in rows)
    return call("prep-item", _whole(pieces, is_answer=folded or bool(rows)), head, block(before), table)


def _whole(pieces: Sequence[Piece], *, is_answer: bool) -> str:
    """Return whether pieces stay on one page: `auto` if it shows that they fit once they are measured."""
    if is_answer:
        return "true" if surely_fits(pieces) else "auto"
    return truth(is_short(pieces))
