"""Articles become Typst: what each element turns into, and what can't break out of it."""

import gc
import io
import re
import time

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepsite.paper.articles import laid_out
from prepsite.paper.breaking import breakable
from prepsite.paper.characters import fitted, typeset_fitted
from prepsite.paper.converting import Surroundings, converted, labels_of
from prepsite.paper.pieces import Piece
from prepsite.paper.typesetting import FontChoice, SourceRefused, literal, typeset
from prepsite.site.articles import article_html
from prepsite.templating import package_templates

HERE = "applications/acme/interview-prep/hm/index.md"
STYLE = (package_templates() / "paper/prep.typ").read_text("utf-8")
HEAD = '#set document(title: "T", author: ())\n#set text(lang: "en")\n'


def code(markdown: str) -> str:
    """Return an article as code, on one line."""
    return " ".join(laid_out(_pieces(markdown)).split())


def _pieces(markdown: str) -> tuple[Piece, ...]:
    html = article_html(markdown)
    return converted(html, Surroundings(HERE, "0-", labels_of(html, HERE, "0-")))


def pdf(markdown: str) -> bytes:
    """Set an article alone."""
    made = laid_out(_pieces(markdown))
    body = f'{{ prep-part("x", [T])\n {made} }}'
    return typeset_fitted(f'{STYLE}\n#prep-paper(title: "T", {body})\n', what="an article")[0]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Some *text* **here**", 'prep-text({ "Some " emph({ "text" }) " " strong({ "here" }) }, dir: ltr)'),
        ("- [ ] to do\n- [x] done", 'prep-tasks((false, true), true, ({ "to do" }, { "done" }))'),
        ("3. c\n4. d", 'prep-numbers(3, false, true, ({ "c" }, { "d" }))'),
        (
            "| A | B |\n|--|--:|\n| 1 | 2 |",
            'prep-table(2, ("start", "right"), ({ "A" }, { "B" }), ({ "1" }, { "2" }))',
        ),
        ("    x = $1$\n", 'prep-listing("x = $1$")'),
        ("> said", "prep-quote("),
        (
            "[out](https://example.com/)",
            'prep-link("https://example.com/", { "out" }, "https://\u200bexample.\u200bcom/")',
        ),
        ("https://x.org [to](#there) here\n\n## There {: #there }", 'prep-to("0-there", { "to" }, "", "")'),
        ("`#eval(1)`", 'prep-code({ "#eval(1)" })'),
        ("![a chart](files/chart.png)", 'prep-image("a chart (chart.png)")'),
        ("Says so. [A project](../x.md), [B](../y.md)", 'prep-cited(({ "A project" }, { "B" },))'),
    ],
)
def test_what_becomes_of(markdown: str, expected: str) -> None:
    assert expected.replace(",))", "))") in code(markdown).replace(",))", "))")


def test_a_link_that_leads_nowhere_on_paper_is_its_text() -> None:
    made = code("See [my notes](../../other/index.md#x) and [this](#nowhere) and [that](javascript:alert(1)).")
    assert "prep-to" not in made
    assert "prep-link" not in made
    assert '"my notes"' in made


def test_a_heading_that_says_nothing_is_none() -> None:
    assert "prep-heading" not in code("# T\n\n## <b> </b>\u200b\n\n## &nbsp;")


def test_a_link_to_what_came_to_nothing_is_its_text() -> None:
    assert pdf("[to](#x) [too](#y)\n\n## <b></b> {: #x }\n\nA paragraph\n{: #y }").startswith(b"%PDF")


def test_headings_skip_no_level() -> None:
    made = code("# Page\n\n#### Deep\n\n###### Deeper\n\n## Two\n\n# Again")
    assert re.findall(r"prep-heading\((\d)", made) == ["2", "3", "2", "2"]


def test_a_folded_block_is_an_item_with_its_parts_beside_their_labels() -> None:
    made = code("## Q {: .fold }\n\n### Why?\n\n**Situation.** There.\n\nMore.\n\n**They ask:**\n\n- a\n- b")
    assert re.search(
        r'prep-item\(true, .*\("Situation", \{ prep-text\(.*"More\.".*\("They ask", \{ prep-points', made
    )


@pytest.mark.parametrize(
    "text",
    [
        "W" * 2_000,
        "m" * 2_000,
        "M" * 28 + " ",
        "an ordinary sentence, 42 of them. ",
        "**Long names of parts.** x\n\n",
        "- item\n",
        "— ",
        "line  \n",
    ],
)
def test_what_is_said_to_fit_on_a_page_does_at_its_tallest(text: str) -> None:
    tallest = ""
    for times in range(1, 200):
        article = f"## Q {{: .fold }}\n\n### Why?\n\n{(text * 60 * times)[: 60 * times]}\n"
        made = laid_out(_pieces(article))
        if "prep-item(true" not in made:
            break
        tallest = made
    assert tallest
    content = typeset(
        f'{STYLE}\n#prep-paper(title: "T", paper: "us-letter", {{ prep-part("x", [T])\n {tallest} }})\n',
        what="it",
    )
    with pdfplumber.open(io.BytesIO(content)) as document:
        page = document.pages[-1]
        bottoms = sorted({round(letter["bottom"]) for letter in page.chars}, reverse=True)
    # The page's number stands lowest, in the margin, and nothing else is there.
    margin = page.height - 21 * 72 / 25.4
    assert bottoms[0] > margin
    assert 100 < bottoms[1] <= margin + 3


def test_a_label_twice_is_given_once() -> None:
    made = code("## A {: #x }\n\n## B {: #x }\n\n[to](#x)")
    assert made.count('prep-heading(2, "0-x"') == 1
    assert made.count("prep-heading(2, none") == 1


@pytest.mark.parametrize("depth", [10, 60])
def test_deep_nesting_keeps_its_words(depth: int) -> None:
    html = "<blockquote>" * depth + "<p>deep words</p>" + "</blockquote>" * depth
    made = laid_out(converted(html, Surroundings(HERE, "0-")))
    assert '"deep words"' in made
    typeset(f'{STYLE}\n#prep-paper(title: "T", {made})\n', what="deep")


def test_unclosed_and_crossed_elements_keep_their_words() -> None:
    made = laid_out(converted("<p>a <strong>b <em>c</strong> d</em><ul><li>e", Surroundings(HERE, "0-")))
    assert all(f'"{letter}' in made or f" {letter}" in made for letter in "abcde")
    typeset(f"{HEAD}{STYLE}\n#{made}", what="crossed")


def test_much_text_takes_time_in_proportion() -> None:
    took = []
    for size in (2_000, 8_000):
        html = "<p>" + "word <b>bold</b> " * size + "</p>" + "<ul>" + "<li>x</li>" * size + "</ul>"
        took.append(min(_time_for(html) for _ in range(2)))
    assert took[1] < took[0] * 12


def _time_for(html: str) -> float:
    """Return processor seconds without those of the collector, which looks at what other tests left, too."""
    gc.disable()
    try:
        begun = time.process_time()
        converted(html, Surroundings(HERE, "0-"))
        return time.process_time() - begun
    finally:
        gc.enable()


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_is_one_literal_whatever_it_holds(text: str) -> None:
    made = literal(text)
    assert re.fullmatch(r'"(?:[^"\\\n]|\\[\\"ntr])*"', made)


@settings(max_examples=40)
@given(st.text(alphabet='ab"\\#$[]{}()*_`~<>@/=-+.,:; \n\té中🎉א\u200b\u202e', max_size=120))
def test_any_article_can_be_set(text: str) -> None:
    assert pdf(text).startswith(b"%PDF")


def test_long_words_may_break_where_a_reader_expects_it() -> None:
    assert breakable("short words stay") == "short words stay"
    assert (
        breakable("https://example.com/a-b", narrow=True) == "https://\u200bexample.\u200bcom/\u200ba-\u200bb"
    )
    assert max(len(part) for part in breakable("x" * 100).split("\u200b")) == 24
    assert breakable("x" * 100).replace("\u200b", "") == "x" * 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("✅ 🎉", "✓ [party popper]"),
        ("👩‍💻", "[woman, personal computer]"),
        ("🇩🇪", "[DE]"),
        ("中", "[U+4E2D]"),
        ("e\u0301 Привет Ελλάδα שלום → ≥", "é Привет Ελλάδα שלום → ≥"),
    ],
)
def test_what_no_font_has_is_said_otherwise(text: str, shown: str) -> None:
    assert fitted(f"#{literal(text)}").source == f"#{literal(shown)}"


def test_characters_are_missing_by_number_and_told() -> None:
    assert fitted('#"中文"').missing == ("中", "文")
    assert fitted('#"✅"').missing == ()


def test_fonts_of_ones_own_are_used(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("fonts")
    assert fitted('#"中"', FontChoice((empty,))).missing == ("中",)


def test_what_only_a_slanted_face_lacks_is_found_in_a_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def typeset(source: str, *, what: str, fonts: FontChoice) -> bytes:
        tries.append(source)
        if "Ж҉" in source and what != "the fonts":
            raise SourceRefused("text could not be displayed", [2], where=what, remedy="")
        return b"%PDF"

    monkeypatch.setattr("prepsite.paper.characters.typeset", typeset)
    content, missing = typeset_fitted('#set x\n#"Ж҉"', what="x")
    assert content == b"%PDF"
    assert missing
    assert "[U+" in tries[-1]
