"""A Python-Markdown extension: inline marks as ever, in less time.

Python-Markdown tries each of its patterns on each text. Most can't match, as the character that they
begin with isn't there, or as the document defines no reference.
"""

from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_NAME = "inline"
_PRIORITY = 20
# By what a pattern says, what it needs one of. A pattern that says something else, one of
# another version or extension, is tried on every text.
_NEEDED = {
    inlinepatterns.BACKTICK_RE: ("`",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    r"\*|_": ("*", "_"),
    r"\*": ("*",),
    "_": ("_",),
}
# They can only match where the document defines references.
_OF_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")


class _Applies(Protocol):
    """The step of Python-Markdown that looks for one pattern in a text."""

    def __call__(self, pattern: object, data: str, index: int, start: int, /) -> tuple[str, bool, int]:
        """Return the text with a placeholder, whether the pattern matched, and where to look on."""
        ...


class QuickInlineProcessor(InlineProcessor):
    """Leaves out the patterns that can't match a text."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply inline patterns to a parsed tree."""
        useless = () if self.md.references else [self.inlinePatterns[name] for name in self._of_references()]
        self._tried = [
            (pattern, () if pattern in useless else _NEEDED.get(getattr(pattern, "pattern", "")))
            for pattern in self.inlinePatterns
        ]
        return super().run(tree, ancestors)

    def _of_references(self) -> list[str]:
        return [name for name in _OF_REFERENCES if name in self.inlinePatterns]

    # Python-Markdown's own name for the way of a text through all patterns. Should it be another one day,
    # texts go the way that is longer.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply: _Applies = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._tried)):
            pattern, needed = self._tried[index]
            if needed is not None:
                # What matched leaves a placeholder, which holds nothing of this.
                for each in needed:
                    if each in data:
                        break
                else:
                    continue
            start, matched = 0, True
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


class InlineExtension(Extension):
    """Puts the processor in place of Python-Markdown's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the treeprocessor."""
        md.treeprocessors.register(QuickInlineProcessor(md), _NAME, _PRIORITY)


def makeExtension(**options: object) -> InlineExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; it has no options."""
    return InlineExtension(**options)
