"""The quick way of inline marks gives what Python-Markdown's own gives."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from prepsite.site.articles import EXTENSIONS

_MARKED = (
    *("`a`", "\\*", "[a](b.md)", "[a][x]", "![a](b.png)", "![a][x]", "[x]", "![x]", "<https://a.example>"),
    *("<me@a.example>", "a  \nb", "<b>a</b>", "&#38;", "*a*", "**a**", "_a_", "***a***", "a_b_c", "``a`b``"),
)
_PIECES = (
    *(*_MARKED, "`", "\\", "[", "]", "(", ")", "!", "<", ">", "&", ";", "*", "**", "_", "  \n", "\n", "\n\n"),
    *(" ", "a", "x.md", "\n\n[x]: /y\n\n", "# ", "- ", "> ", "{: #id }", "|", "\n```\n"),
)
_STOCK = [each for each in EXTENSIONS if each != "prepsite.site.inline"]


def _html(text: str, extensions: list[str]) -> str:
    return Markdown(extensions=extensions).convert(text)


@pytest.mark.parametrize("text", [f"{text}{defined}" for text in _MARKED for defined in ("", "\n\n[x]: /y\n")])
def test_each_mark_alone_is_rendered_as_by_the_stock_processor(text: str) -> None:
    assert _html(text, list(EXTENSIONS)) == _html(text, _STOCK)


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_text_is_rendered_as_by_the_stock_processor(text: str) -> None:
    assert _html(text, list(EXTENSIONS)) == _html(text, _STOCK)


def test_patterns_that_cannot_match_are_not_tried() -> None:
    tried: list[str] = []
    stock = InlineProcessor._InlineProcessor__applyPattern  # type: ignore[attr-defined]

    def counted(self: object, pattern: object, data: str, *rest: int) -> object:
        tried.append(data)
        return stock(self, pattern, data, *rest)

    with patch.object(InlineProcessor, "_InlineProcessor__applyPattern", counted):
        assert _html("plain words", list(EXTENSIONS)) == "<p>plain words</p>"
        assert tried == []
        assert _html("*marked* words", list(EXTENSIONS)) == "<p><em>marked</em> words</p>"
    assert tried
