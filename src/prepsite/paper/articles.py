"""An article's pieces as the body of a part: questions whole, their parts side by side with labels."""

from collections.abc import Sequence

from prepsite.paper.pieces import Piece, label_of, paragraph, without_first_space
from prepsite.paper.source import array, block, call
from prepsite.paper.typesetting import literal

ITEM_LEVEL = 3


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
            done.append(_item(piece.inner))
        elif piece.level == ITEM_LEVEL:
            end = at
            while end < len(found) and not 0 < found[end].level <= ITEM_LEVEL and found[end].tag != "details":
                end += 1
            done.append(_item((piece, *found[at:end])))
            at = end
        else:
            done += [piece.code, *(each.code for each in piece.inner if each.tag == "after")]
    return block(done)


def _item(pieces: Sequence[Piece]) -> str:
    """Return a question, a bullet or a phase: its heading, then its parts, each beside its label."""
    heading = pieces[0].code if pieces and pieces[0].level else "[]"
    rest = list(pieces[1:] if pieces and pieces[0].level else pieces)
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
    return call("prep-item", heading, block(before), table)
