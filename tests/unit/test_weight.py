"""Markdown that would take long to render: bounded by what stands in it, shown as typed, and told."""

from pathlib import Path

import pytest

from prepsite.app.check import check_vault
from prepsite.app.scaffold import init
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.escaping import escape
from prepsite.core.pages.weight import heavy_lines, is_heavy
from prepsite.site.articles import article_html
from prepsite.vault.layout import Workspace

SIZE = 32 * 1024
# Each took from half a second to 25 at this size, by copying the block for each mark.
SHAPES = (
    "[", "![", "[]", "[[]", "\\", "<a ", "</", "<?", "<!", "<b>", "[a](", "[a][", "[a]((", "[^a]", "&amp;",
    "{: ", "a{: x}", "<a@b>", "<!--", "<![CDATA[", "*a* ", "!!! a\n", "??? a\n", "> [", "- [ ", "~~", "`` ` ", "<http://",
    '<a b="',
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_slow_shape_is_bounded_by_its_marks_and_still_shown(shape: str) -> None:
    text = "Before.\n\n" + shape * (SIZE // len(shape)) + "\n\nAfter."
    embedded = embed(text, Surroundings(1))
    # What is left for the renderer to copy again and again; code is one piece for it.
    outside = [block for number, block in enumerate(embedded.split("\n```")) if number % 2 == 0]
    assert not any(is_heavy(block) for whole in outside for block in whole.split("\n\n"))
    assert embedded == embed(text, Surroundings(1))
    assert "Before." in embedded
    assert "After." in embedded
    assert shape.strip()[:1] in embedded


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


def test_the_place_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    init(folder)
    project = next((folder / "vault" / "projects").glob("*.md"))
    text = project.read_text(encoding="utf-8")
    project.write_text(f"{text.rstrip()}\n\n{'[' * SIZE}\n", encoding="utf-8")
    line = text.rstrip().count("\n") + 3
    told = [str(each) for each in check_vault(Workspace.at(folder)).problems if "too much" in each.message]
    assert len(told) == 1
    assert told[0].startswith(
        f"vault/projects/{project.name}:{line}:1: warning: this block is too much Markdown"
    )
