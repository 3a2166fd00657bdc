"""Front matter: positions, what is refused, and that nothing raises, whatever the text."""

import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepsite.core import yaml_values
from prepsite.core.frontmatter import parse_front_matter, parse_yaml
from prepsite.errors import Problem, Severity

PATH = "vault/profile.md"
SAMPLE = """\
---
name: Maeve Brennan
links:
  - label: Register
    url: https://register.example.org
  - {label: "Poster: falls", url: 'https://posters.example.org'}
answers:
  pay: |
    Band 7.
    No less.
  notice: ~
"on": 09:30
---
Body of the file.
"""


def problems_of(front: str) -> tuple[Problem, ...]:
    return parse_front_matter(f"---\n{front}\n---\n", PATH).problems


def only(front: str) -> tuple[int, int, str]:
    (problem,) = problems_of(front)
    return problem.line, problem.column, problem.message


def test_scalars_stay_the_text_that_was_written() -> None:
    parsed = parse_front_matter("---\na: 1.10\nb: NO\nc: 09:30\nd: 0x1F\ne: 2024-02-30\nf: ' # x'\n---\n", PATH)
    assert parsed.values == {"a": "1.10", "b": "NO", "c": "09:30", "d": "0x1F", "e": "2024-02-30", "f": " # x"}
    assert parsed.problems == ()


def test_plain_nothings_are_none_and_quoted_ones_are_text() -> None:
    parsed = parse_front_matter("---\na:\nb: ~\nc: null\nd: 'null'\ne: ''\n---\n", PATH)
    assert parsed.values == {"a": None, "b": None, "c": None, "d": "null", "e": ""}


def test_keys_and_values_have_their_positions() -> None:
    parsed = parse_front_matter(SAMPLE, PATH)
    assert parsed.is_usable
    assert parsed.keys[("name",)] == (2, 1)
    assert parsed.positions[("name",)] == (2, 7)
    assert parsed.positions[("links", 0)] == (4, 5)
    assert parsed.positions[("links", 0, "url")] == (5, 10)
    assert parsed.keys[("links", 1, "url")] == (6, 30)
    assert parsed.positions[("links", 1, "label")] == (6, 13)
    assert parsed.positions[("answers", "pay")] == (8, 8)
    assert parsed.keys[("on",)] == (12, 1)
    assert parsed.values["answers"] == {"pay": "Band 7.\nNo less.\n", "notice": None}
    assert (parsed.body, parsed.body_line) == ("Body of the file.\n", 14)


@pytest.mark.parametrize("dress", ["\ufeff{}", "{}"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(dress: str) -> None:
    plain = parse_front_matter(SAMPLE, PATH)
    parsed = parse_front_matter(dress.format(SAMPLE.replace("\n", "\r\n")), PATH)
    assert (parsed.values, parsed.positions, parsed.keys) == (plain.values, plain.positions, plain.keys)
    assert (parsed.body, parsed.body_line, parsed.problems) == (plain.body, plain.body_line, ())


def test_lines_end_at_a_line_feed_alone() -> None:
    parsed = parse_front_matter("---\na: one\u2028two\x85three\nb: x\n---\nBody\u2028goes on\n", PATH)
    assert parsed.values == {"a": "one\u2028two\x85three", "b": "x"}
    assert parsed.positions[("b",)] == (3, 4)
    assert parsed.body == "Body\u2028goes on\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", 1, 1, "empty"),
        ("\ufeff \r\n", 1, 1, "empty"),
        ("name: Maeve\n---\n", 1, 1, "opens the front matter is missing"),
        ("Dear all,\n", 1, 1, "no front matter"),
        ("\n---\nname: x\n---\n", 1, 1, "first line"),
        ("----\nname: x\n---\n", 1, 1, "not exactly ---"),
        ("--- # mine\nname: x\n---\n", 1, 5, "more than ---"),
        ("---\nname: x\n\nBody\n", 1, 1, "never closed"),
        ("---\nname: x\n----\nBody\n", 3, 1, "not exactly ---"),
        ("---\nname: x\n --- \nBody\n", 3, 2, "not exactly ---"),
        ("---\nname: x\n—\nBody\n", 3, 1, "not exactly ---"),
        ("---\nname: x\n----\nBody\n\n---\n", 3, 1, "not exactly ---"),
        ("---\rname: x\r---\r", 1, 4, "carriage return"),
        ("---\nname: x\ry\n---\n", 2, 8, "carriage return"),
        ("---\nname: x\x00y\n---\n", 2, 8, "U+0000"),
        ("---\nname: x\n---\nBo\x00dy\n", 4, 3, "U+0000"),
        ("<<<<<<< ours\n---\nname: x\n---\n", 1, 1, "conflict"),
        ("---\n<<<<<<< ours\nname: x\n=======\nname: y\n>>>>>>> theirs\n---\n", 2, 1, "conflict"),
        ("---\nname: x\n---\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", 4, 1, "conflict"),
    ],
)
def test_what_is_wrong_around_the_fields_is_named_in_its_place(
    text: str, line: int, column: int, says: str
) -> None:
    (problem,) = parse_front_matter(text, PATH).problems
    assert (problem.line, problem.column) == (line, column)
    assert says in problem.message
    assert problem.remedy


def test_a_setext_heading_in_the_body_is_no_conflict() -> None:
    assert parse_front_matter("---\na: b\n---\nBenefits\n=======\n\n---\n<<< text\n", PATH).problems == ()


def test_a_problem_in_the_body_leaves_the_fields_usable() -> None:
    parsed = parse_front_matter("---\na: b\n---\n<<<<<<< ours\n", PATH)
    assert parsed.problems
    assert parsed.is_usable
    assert parsed.values == {"a": "b"}


@pytest.mark.parametrize(
    ("front", "line", "column", "says"),
    [
        ("a: &x y", 2, 4, "anchor"),
        ("a: *x", 2, 4, "alias"),
        ("a: *bold* text", 2, 4, "& or *"),
        ("a: !!python/object:os.system y", 2, 4, "tag"),
        ("<<: {a: b}", 2, 1, "<<"),
        ("a: b\nc: d\na: e", 4, 1, "line 2"),
        ("? [a, b]\n: c", 2, 3, "a key can't be a list"),
        ("{a: b}: c", 2, 1, "a key can't be a block"),
        ("- a\n- b", 2, 1, "a list"),
        ("just words", 2, 1, "text"),
        (": c", 2, 1, "without a key"),
        ("a: b\n...\nc: d", 3, 1, "closes the front matter"),
        ("a:\n\tb: c", 3, 1, "tab"),
        ("a: b\n  \tc", 3, 3, "tab"),
        ("a:\n- b\n - c", 4, 2, "part of their text"),
        ("a:\n\u00a0 b: c", 3, 1, "U+00A0"),
        ("a: 'it's'", 2, 8, "after the end of the value"),
        ('a: "open\nb: c', 2, 4, "never closed"),
        ("a: [b, c\nd: e", 2, 4, "never closed"),
        ("a: [HR] b", 2, 4, "begins with ["),
        ('a: "\\d"', 2, 5, "escape"),
        ("a: b: c", 2, 5, "colon"),
        ("a: b\n  c: d", 3, 3, "deeper"),
        ("a: b\nc d\ne: f", 3, 1, "no colon"),
        ("a: b\nc:d\ne: f", 3, 1, "no space"),
        ("a: @b", 2, 4, "can't begin with @"),
        ("a: - b", 2, 4, "list"),
        ("a: | b\n  c", 2, 6, "| or >"),
        ("%a: b", 2, 1, "%"),
    ],
)
def test_a_mistake_in_yaml_is_told_in_plain_words(front: str, line: int, column: int, says: str) -> None:
    assert only(front)[:2] == (line, column)
    assert says in only(front)[2]


def test_a_tab_inside_literal_or_quoted_text_is_text() -> None:
    assert problems_of("a: |\n  x\n  \ty\nb: 'x\n  \ty'\nc: x\ty") == ()


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 30_000,
        "a: " + "{a: " * 30_000,
        "- " * 30_000,
        "a: [" + "a," * 100_000 + "]",
        "a: &a [x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a, *a, *a]" for n in range(20)),
        "a: {x: y}\nb: {<<: [{x: y}, {z: w}]}",
        'a: "x\n' * 50_000,
        "\t\n" * 100_000 + "\ta: b",
        "a" + " " * 200_000 + "b\nc: d\ne",
        "-" + " " * 200_000 + "x: [",
        "?" * 50_000,
        "a: b\n" * 15_000,
    ],
    ids=range(12),
)
def test_a_bomb_is_a_problem_at_once(front: str) -> None:
    begun = time.perf_counter()
    found = problems_of(front)
    assert time.perf_counter() - begun < 5
    assert 1 <= len(found) <= 50


def test_thirty_two_levels_are_read_and_one_more_is_not() -> None:
    assert problems_of("a: " + "[" * 31 + "]" * 31) == ()
    assert "32 deep" in only("a: " + "[" * 32 + "]" * 32)[2]


def test_settings_are_yaml_without_delimiters() -> None:
    assert parse_yaml("", PATH).is_usable
    assert parse_yaml("# nothing\n", PATH).values == {}
    parsed = parse_yaml("\ufeffwriter: offline\nserve: {generate: true}\n", PATH)
    assert parsed.values == {"writer": "offline", "serve": {"generate": "true"}}
    assert parsed.positions[("writer",)] == (1, 9)
    (problem,) = parse_yaml("a: b\n---\nc: d\n", PATH).problems
    assert (problem.line, "second" in problem.message) == (2, True)


def test_the_parser_written_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    by_c = parse_front_matter(SAMPLE, PATH)
    monkeypatch.setattr(yaml_values, "LOADER", yaml.BaseLoader)
    in_python = parse_front_matter(SAMPLE, PATH)
    assert (in_python.values, in_python.positions) == (by_c.values, by_c.positions)
    for front, line in (("a: b: c", 2), ('a: "open\nb: c', 2), ("a: [b\nc: d", 2), ("a: b\nc d\ne: f", 3)):
        assert only(front)[0] == line


PIECES = st.sampled_from(
    [
        *"ab:-[]{}\"'|>&*!%@`#,~\\ \n\t\r\0\x85\u2028\ufeff\ud800é𝒥", "b: ", ": ", "- ", "\n  ", "---",
        "...", "\r\n", "<<: ", "? ", "<<<<<<< x\n", "=======\n", "null",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@example("")
@example("a: \ud800")
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_stands_there_only_problems_come_out(front: str) -> None:
    for text in (front, f"---\n{front}", f"---\n{front}\n---\nbody"):
        check_problems(text)
    check_problems(front, is_yaml=True)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_mutated_document_never_raises(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SAMPLE)))
    end = data.draw(st.integers(start, min(len(SAMPLE), start + 12)))
    pieces = "".join(data.draw(st.lists(PIECES, max_size=4)))
    check_problems(SAMPLE[:start] + pieces + SAMPLE[end:])


def check_problems(text: str, *, is_yaml: bool = False) -> None:
    parsed = parse_yaml(text, PATH) if is_yaml else parse_front_matter(text, PATH)
    lines = text.removeprefix("\ufeff").split("\n")
    assert parsed.is_usable or any(problem.severity is Severity.ERROR for problem in parsed.problems)
    for problem in parsed.problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
