"""Tamed prose: a writer's text never changes the structure around it."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepsite.core.prose import as_block, as_line


@pytest.mark.parametrize(
    ("text", "tame"),
    [
        ("# Title", "#### Title"),
        ("### Deep", "###### Deep"),
        ("#1 priority", "\\#1 priority"),
        ("Setext\n---", "Setext\n\\---"),
        ("Setext\n===", "Setext\n\\==="),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("<!-- prepsite:section x -->", "&lt;!-- prepsite:section x -->"),
        ("[job]: https://example.com", "\\[job]: https://example.com"),
        ("<<<<<<< ours", "\\<<<<<<< ours"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("```sh\n# a comment", "\n\n```sh\n# a comment\n```\n"),
        ("so:\n```sh\n# a comment\n```", "so:\n```sh\n# a comment\n```\n"),
        ("- [job]: https://example.com", "- \\[job]: https://example.com"),
        ("a | b\n--|--", "a | b\n\\--|--"),
        ("- ~~~", "- \\~~~"),
        ("a \\`<b>\\` c", "a \\`&lt;b>\\` c"),
        ("use `List<int>` here", "use `List<int>` here"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("- a list\n- of two", "- a list\n- of two"),
        ("**bold** and *thin*", "**bold** and *thin*"),
    ],
)
def test_what_could_break_the_document_is_taken_out_of_force(text: str, tame: str) -> None:
    assert as_block(text) == tame


def test_a_line_is_one_line() -> None:
    assert as_line("two\nlines\r\n # and a heading ") == "two lines \\# and a heading" or "#" in as_line(
        "x # y"
    )
    assert "\n" not in as_line("a\n\n```\nb")


@given(st.text(alphabet=st.sampled_from("#-=`~<>![]:()ab \n\r\t\\*_{}|"), max_size=60))
def test_no_text_makes_a_heading_above_the_level_or_html(text: str) -> None:
    html = markdown.markdown("## Before\n\n" + as_block(text) + "\n\n## After", extensions=["fenced_code"])
    assert html.count("<h2>") == 2
    assert "<h1>" not in html
    assert "<h3>" not in html


# Each hides a tag in what looks like code, and is none to a renderer.
@pytest.mark.parametrize(
    "text",
    [
        "```sh\n<b>x</b>\n```",
        "a ` b\n`<b>`",
        "\\`<b>\\`",
        "para\n    ```\n<b>\n    ```",
        "- item\n\n  ```\n<b>\n  ```",
        "> ```\n<b>\n",
        "```\n    ```\n```\n<b>",
        "```\n\u00a0```\n<b>",
        "```\n```\u00a0\n<b>\n```\n<b>",
        "~~~ a`b\nx\n~~~\n<b>",
    ],
)
@pytest.mark.parametrize("before", ["**Answer.** ", "", "- "])
def test_no_tag_hides_in_what_only_looks_like_code(text: str, before: str) -> None:
    for tame in (as_block(text), as_line(text)):
        html = markdown.markdown(f"{before}{tame} [job]\n\n## end", extensions=["fenced_code"])
        assert "<b>" not in html, html
        assert "<h2>end</h2>" in html, html


@given(st.text(max_size=60))
def test_taming_leaves_no_control_characters(text: str) -> None:
    assert not [c for c in as_block(text) if ord(c) < 32 and c not in "\n\t"]
