"""What an article's elements become: pieces of Typst code that know what they were."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import bidirectional

from prepsite.paper.breaking import breakable
from prepsite.paper.source import array, block, call
from prepsite.paper.typesetting import literal

# What begins a paragraph in bold and ends so names the paragraph: "Situation.", "They may go on with:".
LONGEST_LABEL = 40
_LABEL = re.compile(r"(?P<name>.*\S)\s*[.:]\s*\Z", re.DOTALL)
# A reference after the end of a sentence says where it is from; one within is a word of it.
_ENDS = re.compile(r"""[.!?…:;][”’"')\]»⟧]*\s*\Z""")
_LABEL_TAGS = frozenset({"strong", "em", "b", "i"})


@dataclass(frozen=True)
class Piece:
    """One element or run of text as code: `text` is what it says, `inner` are the pieces it was made of.

    `checked` tells of the box that an item of a list begins with, if it has one.
    """

    tag: str
    code: str
    text: str = ""
    inline: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    inner: tuple["Piece", ...] = ()
    checked: bool | None = None

    @property
    def level(self) -> int:
        """Return a heading's level, 0 for all else."""
        return int(self.tag[1]) if len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit() else 0


def flow(pieces: Sequence[Piece]) -> str:
    """Return pieces as one value: runs of text among blocks become paragraphs."""
    if all(piece.inline for piece in pieces):
        return paragraph(pieces).code if direction(text_of(pieces)) == "rtl" else run(pieces)
    return block(piece.code for piece in blocks(pieces))


def blocks(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with each run of text among them made a paragraph."""
    done: list[Piece] = []
    words: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and piece.inline:
            words.append(piece)
            continue
        if any(each.text.strip() or each.tag != "#text" for each in words):
            done.append(paragraph(words))
        words = []
        if piece is not None:
            done.append(piece)
    return done


def paragraph(pieces: Sequence[Piece]) -> Piece:
    """Return a run of text as a paragraph, set in the direction of its letters."""
    said = text_of(pieces)
    code = call("prep-text", run(pieces), dir=direction(said))
    return Piece("p", code, said, inner=tuple(pieces))


def run(pieces: Sequence[Piece]) -> str:
    """Return a run of text as one value; what it cites at a sentence's end stands in brackets."""
    codes: list[str] = []
    cited: list[str] = []
    # A run of nothing but references is where all before it is from.
    all_cited = all(piece.tag == "cited" or piece.text.strip() in {"", ","} for piece in pieces)
    said = "." if all_cited else ""
    for piece in (*pieces, None):
        if piece is not None and piece.tag == "cited" and (cited or _ENDS.search(said)):
            cited.append(piece.code)
        elif piece is not None and cited and piece.text.strip() in {"", ","}:
            continue
        elif piece is not None:
            codes += [call("prep-cited", array(cited)), literal(" ")] if cited else []
            cited = []
            codes.append(piece.code)
        said = piece.text if piece is not None and piece.text.strip() else said
    return block([*codes, call("prep-cited", array(cited)) if cited else ""])


def without_first_space(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return a run of text without the space that it begins with."""
    found = list(pieces)
    while found and found[0].tag == "#text":
        text = found[0].text.lstrip()
        if text:
            found[0] = replace(found[0], code=literal(breakable(text)), text=text)
            break
        del found[0]
    return tuple(found)


def text_of(pieces: Sequence[Piece]) -> str:
    """Return what pieces say."""
    return "".join(piece.text for piece in pieces)


def direction(text: str) -> str:
    """Return the direction in which most letters of a text are written, as Typst says it."""
    kinds = [kind for letter in text if (kind := bidirectional(letter)) in {"L", "R", "AL"}]
    to_the_left = sum(kind != "L" for kind in kinds)
    return "auto" if not kinds else "rtl" if to_the_left * 2 > len(kinds) else "ltr"


def label_of(piece: Piece) -> tuple[str, tuple[Piece, ...]] | None:
    """Return the name that a paragraph begins with, and what comes after it; None where it has none."""
    if piece.tag != "p" or not piece.inner:
        return None
    first, *rest = piece.inner
    if first.tag not in _LABEL_TAGS or len(first.text) > LONGEST_LABEL:
        return None
    found = _LABEL.match(first.text)
    return (found["name"], tuple(rest)) if found else None
