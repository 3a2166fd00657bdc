"""A Python-Markdown extension: blocks under `## Heading {: .fold }` fold, one for each `###`."""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

FOLD = "fold"
_ENDS = frozenset({"h1", "h2", "h3"})
# After the table of contents and MkDocs's collection of anchors (both 5): ids are settled by then.
_PRIORITY = 4


class FoldingTreeprocessor(Treeprocessor):
    """Turns each h3 block under an h2 of class `fold` into a details element; ids stay."""

    def run(self, root: Element) -> None:
        """Fold the blocks among the root's children."""
        folding = False
        block: Element | None = None
        kept: list[Element] = []
        for child in list(root):
            if child.tag in _ENDS:
                block = None
            if child.tag in {"h1", "h2"}:
                folding = FOLD in child.get("class", "").split()
            if folding and child.tag == "h3":
                block = _block_of(child)
                kept.append(block)
            elif block is not None:
                block.append(child)
            else:
                kept.append(child)
        root[:] = kept


def _block_of(heading: Element) -> Element:
    block = Element("details", {"class": FOLD})
    summary = Element("summary")
    summary.append(heading)
    heading.tail = None
    block.append(summary)
    return block


class FoldingExtension(Extension):
    """Registers the folding of blocks."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the treeprocessor."""
        md.treeprocessors.register(FoldingTreeprocessor(md), "prepsite_folding", _PRIORITY)


def makeExtension(**options: object) -> FoldingExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; it has no options."""
    return FoldingExtension(**options)
