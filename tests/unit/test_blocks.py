"""The quick way of blocks gives what Python-Markdown's own gives."""

from unittest.mock import patch
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import HashHeaderProcessor, ParagraphProcessor

from prepsite.site.articles import EXTENSIONS
from prepsite.site.blocks import _NEEDED, QuickBlockParser

_BLOCKS = (
    *("# a", "a\n# b", "a\n===", "a\n---", "---", "a\n***\nb", "- - -", "_ _ _", "- a\n- b", "1. a\n2. b"),
    *("> a", "a\n> b", "[x]: /y", "a\n[x]: /y", "a | b\n--- | ---\nc | d", "|a|\n|-|\n|b|", "    code"),
    *('!!! note "b"\n    c', "a\n!!! note\n    b", '??? "a"\n    b', "???+ tip\n    b\n\n    - c\n\n        d"),
)
_PIECES = (
    *(
        *_BLOCKS,
        "\n",
        "\n\n",
        "\n\n    ",
        "\n\n        ",
        " ",
        "    ",
        "a",
        "#",
        "\\#",
        "!!! ",
        "??? ",
        "|",
        ">",
    ),
    *("-", "=", "*", "_", "[x]: ", "```", "~~~", "- [ ] ", "{: .fold }", "\t"),
)
_STOCK = [each for each in EXTENSIONS if each != "prepsite.site.blocks"]


def _html(text: str, extensions: list[str]) -> str:
    return Markdown(extensions=extensions).convert(text)


@pytest.mark.parametrize("text", [f"{before}{text}\n\nlast" for text in _BLOCKS for before in ("", "a\n\n")])
def test_each_block_alone_is_rendered_as_by_the_stock_parser(text: str) -> None:
    assert _html(text, list(EXTENSIONS)) == _html(text, _STOCK)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_any_text_is_rendered_as_by_the_stock_parser(text: str) -> None:
    assert _html(text, list(EXTENSIONS)) == _html(text, _STOCK)


def test_a_plain_paragraph_is_asked_of_few() -> None:
    asked: list[object] = []

    def counted(self: object, _parent: Element, _block: str) -> bool:
        asked.append(self)
        return False

    with patch.object(HashHeaderProcessor, "test", counted):
        assert _html("plain words", list(EXTENSIONS)) == "<p>plain words</p>"
        assert asked == []
        assert _html("word #2", list(EXTENSIONS)) == "<p>word #2</p>"
    assert len(asked) == 1


def test_the_processors_that_it_knows_are_those_of_this_version() -> None:
    converter = Markdown(extensions=list(EXTENSIONS))
    assert {type(each) for each in converter.parser.blockprocessors} >= _NEEDED.keys()


def test_another_extension_may_have_a_parser_or_processors_of_its_own() -> None:
    class Own(BlockParser):
        pass

    class Shout(ParagraphProcessor):
        def run(self, parent: Element, blocks: list[str]) -> None:
            super().run(parent, [blocks.pop(0).upper()])

    converter = Markdown(extensions=list(EXTENSIONS))
    assert type(converter.parser) is QuickBlockParser
    converter.parser.blockprocessors.register(Shout(converter.parser), "paragraph", 10)
    assert converter.convert("a") == "<p>A</p>"
    converter = Markdown(extensions=_STOCK)
    own = converter.parser = Own(converter)
    converter.registerExtensions(["prepsite.site.blocks"], {})
    assert converter.parser is own


def test_a_piece_may_be_parsed_without_a_document() -> None:
    converter = Markdown(extensions=list(EXTENSIONS))
    root = Element("div")
    converter.parser.parseChunk(root, "a\n\n# b")
    assert [each.tag for each in root] == ["p", "h1"]
