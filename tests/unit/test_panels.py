"""A panel shows what its round's page was rendered to only where rendering it alone gives the same."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.site.articles import EXTENSIONS
from prepsite.site.building import configuration
from prepsite.site.panels import _is_part_by_part, _Noted, _part_of, _Rendered, moved

_PIECES = (
    *("a", "b c", "**b**", "`c`", "# a", "## a", "### a", "#### b", "a\n===", "---", "- a", "  - b", "1. c"),
    *("> d", "    e", "```", "~~~", "|", "a | b\n--- | ---\n", '!!! note "n"', "??? tip", "    f", "[x]: /y"),
    *("[x]", "[^1]", "[^1]: f", "*[a]: b", "<div>", "</div>", "<!--", "-->", "{: #roadmap }", "{: .fold }"),
    *("&lt;", "<h2 id='roadmap'>", ' id="a"', "\\", "\n", "\n\n", "\n\n", "\n\n\n", " ", "- [ ] t"),
)
_BODY = st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)


def _embedded(text: str, *anchors: str) -> str:
    """Return a body as a section has it, with these anchors at its headings of the third level."""
    free = iter(anchors)
    around = Surroundings(2)
    around.anchor = lambda level, _: next(free, "") if level == 3 else ""
    return embed(text, around)


def _rendered(markdown: str) -> _Rendered:
    converter = Markdown(extensions=[*EXTENSIONS, "toc"])
    html = converter.convert(markdown)
    return _Rendered(html, tuple(_sections(converter.toc_tokens)))  # type: ignore[attr-defined]


def _sections(tokens: Iterable[Mapping[str, object]]) -> Iterable[tuple[str, str]]:
    for token in tokens:
        if token["level"] == 2:
            yield str(token["name"]), str(token["id"])
        else:
            yield from _sections(token["children"])  # type: ignore[arg-type]


def _page(before: str, prep: str, after: str) -> str:
    about = f"## About {{: #about-this-round }}\n\n{before}\n\n" if before else ""
    notes = f"\n\n## Notes {{: #notes }}\n\n{after}" if after else ""
    return f"# Round\n\n{about}{prep}{notes}\n"


def _taken(before: str, prep: str, after: str) -> _Rendered | None:
    page = _page(before, prep, after)
    return _part_of(_Noted(page, _rendered(page)), prep)


@given(_BODY, _BODY, _BODY, _BODY)
def test_a_part_of_a_page_is_what_it_is_alone(before: str, first: str, second: str, after: str) -> None:
    sections = (
        f"## Roadmap {{: #roadmap }}\n\n{_embedded(first, 'roadmap-1')}",
        f"## Questions {{: #questions .fold }}\n\n{_embedded(second, 'q1', 'q2')}",
    )
    prep = "\n\n".join(sections)
    taken = _taken(_embedded(before), prep, _embedded(after))
    assert taken is None or taken == _rendered(prep)


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("Bring a pen.", ""), ("", "Went well."), ("a", "- b")]
)
def test_it_is_taken_where_it_is_sure(before: str, after: str) -> None:
    prep = "## Roadmap {: #roadmap }\n\n### Read {: #roadmap-1 }\n\n- [ ] a\n\n#### Why\n\nb"
    taken = _taken(before, prep, after)
    assert taken == _rendered(prep)
    assert taken.sections == (("Roadmap", "roadmap"),)


@pytest.mark.parametrize(
    ("before", "prep", "after"),
    [
        pytest.param("#### Why", "## Roadmap {: #roadmap }\n\n#### Why", "", id="an id that is counted on"),
        pytest.param("", "## Roadmap {: #roadmap }\n\n#### Why", "a\n{: #why }", id="an id from below"),
        pytest.param("", "Read.\n\n## Roadmap {: #roadmap }", "", id="a text before its first heading"),
        pytest.param("", "## Roadmap\n\na", "", id="a heading without an anchor"),
        pytest.param("\\*", "## Roadmap {: #roadmap }\n\n**b****b****\\**", "", id="a number that came out"),
    ],
)
def test_it_is_rendered_alone_where_it_is_not(before: str, prep: str, after: str) -> None:
    assert _taken(before, prep, after) is None


def test_a_page_that_says_something_else_is_of_no_use() -> None:
    page = _page("", "## Roadmap {: #roadmap }\n\na", "")
    assert _part_of(_Noted(page, _rendered(page)), "## Roadmap {: #roadmap }\n\nb") is None


@pytest.mark.parametrize(
    ("more", "is_so"),
    [
        ("", True),
        ("markdown_extensions: [admonition, {toc: {permalink: true}}]", True),
        ("markdown_extensions: [footnotes]", False),
        ("markdown_extensions: [{pymdownx.highlight: {anchor_linenums: true}}]", False),
        ("hooks: [mine.py]", False),
    ],
)
def test_parts_are_taken_only_where_nothing_reaches_over_a_page(tmp_path: Path, more: str, is_so: bool) -> None:
    (tmp_path / "mine.py").write_text("def on_page_content(html, **_): return html\n")
    settings = f"site_name: x\ntheme: {{name: material}}\nplugins: [search, prepsite]\n{more}\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert _is_part_by_part(configuration(tmp_path / "mkdocs.yml")) is is_so


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("../#job-description", "#job-description"),
        ("../", "./"),
        ("../../", "../"),
        ("../../../../projects/x/#metric-a", "../../../projects/x/#metric-a"),
        ("./", "hm/"),
        ("#notes", "hm/#notes"),
        ("../tech/", "tech/"),
        ("../../files/a%20b.pdf", "../files/a%20b.pdf"),
        ("https://a.example/x#y", "https://a.example/x#y"),
        ("mailto:me@a.example", "mailto:me@a.example"),
        ("/x", "/x"),
    ],
)
def test_addresses_lead_where_they_led(address: str, there: str) -> None:
    source, target = "applications/a/interview-prep/hm/", "applications/a/interview-prep/"
    assert moved(address, source, target) == there


def test_addresses_of_files_lead_where_they_led() -> None:
    source, target = "a/interview-prep/hm/index.html", "a/interview-prep/index.html"
    assert moved("../index.html#job", source, target) == "#job"
    assert moved("../tech/index.html", source, target) == "tech/index.html"
    assert moved("index.html", source, target) == "hm/index.html"
    assert moved("#notes", source, target) == "hm/index.html#notes"
