"""What rendered content may hold, and the blocks that fold."""

import pytest
from markdown import Markdown

from prepsite.site.sanitiser import Elsewhere, is_free_id, sanitise

KEPT = (
    '<h2 id="q1" class="fold">A <em>question</em></h2>',
    '<details class="fold" open=""><summary><h3 id="a">T</h3></summary><p>x</p></details>',
    '<input type="checkbox" checked="" disabled="">',
    '<td style="text-align: right;" colspan="2">1</td>',
    '<img src="../files/plan.png" alt="Plan" loading="lazy">',
    '<div class="admonition note"><p class="admonition-title">Note</p></div>',
    '<div class="highlight"><pre><span></span><code><span class="n">pay</span></code></pre></div>',
    '<a class="md-button" href="x/index.html" rel="noopener noreferrer">x</a>',
)


@pytest.mark.parametrize("html", KEPT)
def test_what_pages_need_is_kept(html: str) -> None:
    wrapped = f"<table><tbody><tr>{html}</tr></tbody></table>" if html.startswith("<td") else html
    assert sanitise(wrapped) == wrapped


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>x()</script>a", "a"),
        ("<style>p{}</style>a", "a"),
        ("<iframe src=x>in</iframe>a", "a"),
        ("<p onclick=x()>a</p>", "<p>a</p>"),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ('<td style="background:url(//e.example)">a</td>', "a"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="//e.example/x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="/\t/e.example/x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="\\\\e.example">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<img src="https://e.example/p.png">', "<img>"),
        ('<img src="//e.example/p.png">', "<img>"),
        ('<img src="h\nttps://e.example/p.png">', "<img>"),
        ('<img src="data:image/svg+xml,x">', "<img>"),
        ('<input type="password" name="x">', '<input name="x">'),
        ('<p id="__config">a</p>', "<p>a</p>"),
        ('<p id="md-x" class="md-search prepsite-panel js warm">a</p>', '<p class="warm">a</p>'),
        ('<p data-md-component="search">a</p>', "<p>a</p>"),
        ("<time data-countdown datetime=x>a</time>", "a"),
        ("<svg><p>a</p></svg>", "<p>a</p>"),
        ("a<!-- b -->", "a"),
    ],
)
def test_what_acts_is_dropped(html: str, left: str) -> None:
    assert sanitise(html) == left


def test_links_that_lead_out_tell_nobody_where_they_came_from() -> None:
    link = '<a href="https://e.example/x" rel="noopener noreferrer">x</a>'
    assert sanitise('<a href="https://e.example/x" target="_blank" rel="opener">x</a>') == link


def test_ids_and_links_are_those_of_the_page_that_content_is_shown_on() -> None:
    html = '<h2 id="q1">a</h2><a href="#q1">b</a><a href="#job">c</a><a href="x#q1">d</a><img src="y.png">'
    done = sanitise(html, Elsewhere("hm_", {"q1"}, lambda address: f"hm/{address}"))
    assert '<h2 id="hm_q1">' in done
    assert 'href="#hm_q1"' in done
    assert 'href="hm/#job"' in done
    assert 'href="hm/x#q1"' in done
    assert 'src="hm/y.png"' in done


def test_what_content_may_not_hold_it_may_not_hold_elsewhere() -> None:
    html = '<a id="md-x" href="//e.example">a</a><img src="https://e.example/x.png"><a href="x\\y">b</a>'
    shown = Elsewhere("hm_", frozenset(), lambda address: f"hm/{address}")
    assert sanitise(html, shown) == sanitise(html)


@pytest.mark.parametrize("value", ["q1", "fn:1", "__tabbed_1_2", "überblick", "a.b-c_d"])
def test_ids_of_content_are_free(value: str) -> None:
    assert is_free_id(value)


@pytest.mark.parametrize("value", ["__drawer", "_x", "md-top", "prepsite-interview", "a b", ""])
def test_ids_of_the_theme_are_not(value: str) -> None:
    assert not is_free_id(value)


def rendered(text: str) -> tuple[str, Markdown]:
    markdown = Markdown(extensions=["attr_list", "toc", "prepsite.site.folding"])
    return markdown.convert(text), markdown


def test_blocks_under_a_folding_heading_fold_and_keep_ids_and_contents() -> None:
    html, markdown = rendered(
        "## Questions {: .fold }\n\nFirst words.\n\n### One {: #q1 }\n\nA.\n\n- B\n\n"
        "### Two\n\nC.\n\n## After\n\n### Free\n\nD."
    )
    assert html.count('<details class="fold">') == 2
    assert '<summary><h3 id="q1">One</h3></summary>' in html.replace("\n", "")
    assert html.index("First words.") < html.index("<details")
    assert html.index("<li>B</li>") < html.index("</details>")
    assert "<details" not in html[html.index("After") :]
    tokens: list[dict[str, object]] = markdown.toc_tokens  # type: ignore[attr-defined]
    assert [token["id"] for token in tokens] == ["questions", "after"]


def test_nothing_folds_without_the_class() -> None:
    assert "details" not in rendered("## Questions\n\n### One\n\nA.")[0]


def test_no_class_makes_the_theme_load_a_drawing_program() -> None:
    assert "mermaid" not in sanitise('<pre class="mermaid"><code>graph TD</code></pre>')
