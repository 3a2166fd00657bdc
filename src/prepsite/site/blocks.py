"""A Python-Markdown extension: blocks as ever, in less time.

Python-Markdown asks each of its processors of each block whether it is one of theirs, and most of them
search the whole block for it. Most blocks are plain paragraphs, which show at a glance that they are not.
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree

from markdown import Extension, Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.tables import TableProcessor
from pymdownx.details import DetailsProcessor  # type: ignore[import-untyped]

# What a block holds one of that is for a processor. A processor of another class, one of another extension,
# is asked of every block.
_NEEDED: dict[type[BlockProcessor], tuple[str, ...]] = {
    AdmonitionProcessor: ("!!!",),
    DetailsProcessor: ("???",),
    TableProcessor: ("|",),
    HashHeaderProcessor: ("#",),
    SetextHeaderProcessor: ("\n=", "\n-"),
    HRProcessor: ("-", "_", "*"),
    BlockQuoteProcessor: (">",),
    ReferenceProcessor: ("]:",),
}
# They also take what is indented, below one of theirs.
_TAKE_INDENTED = frozenset({AdmonitionProcessor, DetailsProcessor})


class QuickBlockParser(BlockParser):
    """Leaves out the processors that a block can't be for."""

    def __init__(self, stock: BlockParser) -> None:
        """Take the place of a parser: processors that know it share what this one knows."""
        super().__init__(stock.md)
        self.blockprocessors, self.state = stock.blockprocessors, stock.state
        self._asked: Sequence[tuple[BlockProcessor, tuple[str, ...], bool]] = ()

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - Python-Markdown's name
        """Parse a document; all extensions have registered their processors by then."""
        self._look()
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - Python-Markdown's name
        """Give each block to the first processor that takes it."""
        asked = self._asked or self._look()
        while blocks:
            block = blocks[0]
            for processor, needed, takes_indented in asked:
                for each in needed:
                    if each in block:
                        break
                else:
                    if needed and not (takes_indented and block[:1] == " "):
                        continue
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _look(self) -> Sequence[tuple[BlockProcessor, tuple[str, ...], bool]]:
        """Note each processor, what it needs one of, and whether it takes what is indented."""
        self._asked = [
            (each, _NEEDED.get(type(each), ()), type(each) in _TAKE_INDENTED) for each in self.blockprocessors
        ]
        return self._asked


class BlocksExtension(Extension):
    """Puts the parser in place of Python-Markdown's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Replace the parser, unless another extension did."""
        if type(md.parser) is BlockParser:
            md.parser = QuickBlockParser(md.parser)
            for processor in md.parser.blockprocessors:
                processor.parser = md.parser


def makeExtension(**options: object) -> BlocksExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; it has no options."""
    return BlocksExtension(**options)
