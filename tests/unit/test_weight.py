"""Markdown that would take long to render: bounded by what stands in it, shown as typed, and told."""

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepsite.app.check import check_vault
from prepsite.app.scaffold import init
from prepsite.core.document import split
from prepsite.core.pages.bodies import Surroundings, embed, headings
from prepsite.core.pages.body_passages import MOST_PIECES, first_typed, heavy_lines, is_light, pieces_in
from prepsite.core.pages.escaping import escape
from prepsite.core.pages.prepared import prepare
from prepsite.core.pages.weight import is_heavy
from prepsite.core.vault import PrepFile
from prepsite.site.articles import article_html
from prepsite.vault.layout import Workspace
from slow_shapes import SHAPES, repeated, slow_texts

SIZE = 32 * 1024


@pytest.mark.parametrize("shape", slow_texts(SIZE).values(), ids=slow_texts(SIZE))
def test_a_slow_shape_is_bounded_by_what_stands_in_it_and_still_shown(shape: str) -> None:
    text = f"Before.\n\n{shape}\n\nAfter."
    embedded = embed(text, Surroundings(1))
    # What is left for the renderer to copy again and again; code is one piece for it.
    assert list(heavy_lines(embedded)) == []
    assert pieces_in(embedded) <= MOST_PIECES + 2
    assert "Before." in embedded
    assert "After." in embedded
    # Comments and definitions are left out; these links lead nowhere, and are their words.
    if not shape.startswith(("<!-- ", "[a]: ", "[a](h")):
        assert shape.strip()[:1] in unescape(embedded)


def test_a_heavy_block_is_shown_as_typed() -> None:
    html = article_html(embed("x\n\n" + "[a] `b` " * 4096, Surroundings(1)))
    assert "<code>" in html
    assert "[a] `b` [a] `b`" in html


def test_a_heavy_field_is_shown_as_typed() -> None:
    html = article_html(escape("[a]`<b>" * 4096))
    assert "[a]`&lt;b&gt;[a]`" in html
    assert html.count("<code>") == 1


@pytest.mark.parametrize(
    "ordinary",
    [
        "Words of a posting, with *stress* and a [link](https://example.com). " * 300,
        "- An item with `code` in it.\n" * 500,
        "| a | b |\n|---|---|\n" + "| some words | 1.2 ms |\n" * 500,
        "[" * 500,
    ],
)
def test_what_people_write_is_rendered(ordinary: str) -> None:
    assert not is_heavy(ordinary)
    assert list(heavy_lines(ordinary)) == []


def test_the_same_text_is_bounded_alike_each_time() -> None:
    text = "\n\n".join(repeated(SHAPES[name], SIZE) for name in ("brackets", "headings", "fences"))
    assert embed(text, Surroundings(1)) == embed(text, Surroundings(1))


@pytest.mark.parametrize(
    "piece",
    ["## Part {}\n\nWords of {}.\n\n", "Words of {}.\n\n```\ncode {}\n```\n\n"],
    ids=["heading", "code"],
)
def test_what_follows_too_many_pieces_is_shown_as_typed_and_told(piece: str) -> None:
    text = "".join(piece.replace("{}", str(number)) for number in range(1, 1001))
    html = article_html(embed(text + "<!-- hidden -->", Surroundings(1)))
    assert html.count("<h2") + html.count("<pre>") == MOST_PIECES + 1
    assert "Words of 1000." in html
    assert "hidden" not in html
    line = first_typed(text)
    assert line is not None
    assert text.split("\n")[line - 1] in ("## Part 501", "```")
    assert first_typed("".join(piece for _ in range(MOST_PIECES))) is None


def test_lines_of_an_underlined_heading_and_a_comment_are_told_right() -> None:
    text = "Title\n=====\n<!-- a\ncomment -->\n\n" + "[" * SIZE + "\n\nx\n"
    assert list(heavy_lines(text)) == [6]


def test_code_is_no_work_and_is_not_told() -> None:
    code = "{ [ `a` ] }\n" * 4000
    assert list(heavy_lines(f"```\n{code}```\n")) == []


def test_a_heading_is_bounded_too() -> None:
    text = "# " + "[" * SIZE
    assert list(heavy_lines(text)) == [1]
    assert [level for level, _, _ in headings(text)] == [0]
    assert "<h" not in article_html(embed(text, Surroundings(1)))


def test_a_table_that_would_be_filled_up_is_shown_as_typed() -> None:
    """Renderers fill each row up to the width of the first: 4 KB became 2.7 MB, 32 KB would be 270."""
    wide = f"{'|a' * 300}|\n{'|-' * 300}|\n" + "|b\n" * 900
    html = article_html(embed(wide, Surroundings(1)))
    assert "<table" not in html
    assert len(html) < 2 * len(wide)


def test_a_document_is_bounded_as_a_whole() -> None:
    sections = "".join(f"## Part {n}\n\nWords.\n\n### Item {n}\n\nMore.\n\n" for n in range(1, 401))
    document = prepare(PrepFile("prep.md", f"---\nprepsite: '1'\n---\n\n{sections}"))
    markdown = "\n\n".join(part.markdown(lambda below: Surroundings(below)) for part in document.sections)
    html = article_html(markdown)
    # One more: the heading of the section in which the room ends.
    assert html.count("<h2") + html.count("<h3") == MOST_PIECES + 1
    assert "## Part 400" in html
    # Each heading that is left has its anchor, and no other has one.
    assert [
        anchor for part in document.sections for anchor in part.anchors if f'id="{anchor}"' not in html
    ] == []


def test_places_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    init(folder)
    project = folder / "vault" / "projects" / "slow.md"
    project.write_text(
        f"---\ntitle: Slow\nlessons:\n  - short\n  - {'x[a]' * 12_000}\n---\n"
        f"{'[' * SIZE}\n\n{repeated(SHAPES['headings'], SIZE)}",
        encoding="utf-8",
    )
    found = [each for each in check_vault(Workspace.at(folder)).problems if "too much" in each.message]
    assert {each.path for each in found} == {"vault/projects/slow.md"}
    assert [(each.line, each.column, each.field) for each in found] == [
        (5, 5, "lessons.1"),
        (7, 1, ""),
        (9 + MOST_PIECES, 1, ""),
    ]


PARTS = (
    *(
        "a",
        " ",
        "\n",
        "\n\n",
        "\n \n",
        "\t",
        "    x\n",
        "# H\n",
        "T\n---\n",
        "T\n===\n",
        "```\n",
        "~~~\n",
        "- ",
    ),
    *(
        "> ",
        "| a | b |\n",
        "|---|---|\n",
        "|" * 9,
        "<!-- c -->",
        "<!--",
        "-->",
        "!!! note\n",
        "??? x\n",
        "*" * 40,
    ),
    *(
        "*" * 40,
        "[a](b) `c` " * 90,
        "word " * 200,
        "# H\n\n" * 90,
        "\\",
        "\x00",
        "\r\n",
        "---\n",
        "-  \n",
        "  \n",
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from((1, 1, 1, 7, 60))), max_size=14))
def test_what_is_light_at_a_glance_is_light_when_looked_at(parts: list[tuple[str, int]]) -> None:
    text = "".join(part * times for part, times in parts)
    if text.strip() and is_light(text):
        assert list(heavy_lines(text)) == []
        assert first_typed(text) is None


@pytest.mark.parametrize("shape", slow_texts(SIZE).values(), ids=slow_texts(SIZE))
def test_no_heavy_text_is_light_at_a_glance(shape: str) -> None:
    text = f"Before.\n\n{shape}\n\nAfter."
    if any(heavy_lines(text)) or first_typed(text):
        assert not is_light(text)


def test_prep_is_light_at_a_glance() -> None:
    """Or the glance would be of no use."""
    for path in (Path(__file__).parents[2] / "vault").rglob("interviews/*/prep.md"):
        prep = split(path.read_text("utf-8"))
        assert is_light(prep.text[len(prep.head) :]), path
