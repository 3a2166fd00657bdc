"""Reading postings: sections, demands, and Markdown that keeps every word."""

import html
import re

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepsite.core.posting import SectionKind, format_posting, posting_words, read_posting, sentences

TABLE = "| a | b |\n|---|---|\n| c | d |"
SIGNS = """
** * _ __ ` ``` ~~ \\ # ## > - + 1. 2) 3. • · | <b> </b> <br> <script> <!-- --> <x &amp;
&lt;b&gt; &nbsp; &#91; &copy [TTS]() [a](https://x.example/a_b) ![i](x.png) [ ]( ) ] {: .x
} !!! REQUIREMENTS 🚀 مرحبا שלום snake_case C++ C# 5*3*2 R&D == === --- \u200b word Word.
[x]: [^1] ~10 ^ $9 https://a.example/_b_ : — – ' " e.g.
"""
LINES = [
    "## ",
    "> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "3. ",
    "• ",
    "\n",
    "\r\n",
    "\n\n",
    "    ",
    "\t",
    "\xa0",
    "\u2028",
    "\x0b",
]
PHRASES = ["What you'll do", "5+ years of Kotlin", "---\n", "!!! note", "[x]: y", "<x y>"]
HOSTILE = st.sampled_from([*SIGNS.split(), *LINES, *PHRASES, TABLE])
TEXTS = st.lists(st.one_of(HOSTILE, st.text(max_size=8)), max_size=30).map("".join) | st.lists(
    HOSTILE, max_size=20
).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.lists(st.text(max_size=6), max_size=3), st.data())
@example("[[a](b)](c)", [], None)
@example("&amp;lt;b&amp;gt;", [], None)
@example("<<b>b>x", [], None)
def test_formatting_keeps_every_word(raw: str, quotes: list[str], data: st.DataObject | None) -> None:
    words = raw.split()
    if data is not None and words:
        start = data.draw(st.integers(0, len(words) - 1))
        quotes = [*quotes, " ".join(words[start : start + 4])]
    assert posting_words(format_posting(raw, quotes)) == posting_words(raw)


def _shown_words(text: str) -> list[str]:
    page = markdown.markdown(
        text, extensions=["tables", "attr_list", "admonition", "footnotes", "def_list", "abbr"]
    )
    page = re.sub(r"</?(?:strong|em|code|a)\b[^>]*>", "", page)
    return posting_words(
        re.sub(r"[\\*_`~|]", "", html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("<", "&lt;"))
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(HOSTILE, max_size=14).map(" ".join))
def test_a_page_shows_every_word_of_the_formatted_posting(raw: str) -> None:
    shown = "".join(_shown_words(format_posting(raw, [])))
    said = "".join(re.sub(r"^\d+\.$", "", word) for word in posting_words(raw))
    assert _letters(shown) == _letters(said)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalpha())


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_demands_quote_the_posting_verbatim(raw: str) -> None:
    flat = " ".join(raw.split())
    for demand in read_posting(raw).demands:
        assert " ".join(demand.quote.split()) in flat


PASTED = """Senior Nurse (all genders)
St. Elm Hospital

ABOUT US
We care for 300 patients. Founded in 1911, we
are part of the city.

YOUR PROFILE
At least 3 years of intensive care
A nursing licence is required
Calm in emergencies

WHAT WE OFFER
5+ years of loyalty are rewarded
30 days of leave

EQUAL OPPORTUNITY
You must not be discriminated against here.
"""


def test_text_pasted_from_a_page_gets_its_headings_and_bullets_back() -> None:
    written = format_posting(PASTED, ["A nursing licence is required"])
    assert (
        "### YOUR PROFILE\n\n- At least 3 years of intensive care\n- **A nursing licence is required**"
        in written
    )
    assert "Founded in 1911, we are part of the city." in written


def test_benefits_and_legal_text_make_no_demands() -> None:
    demands = [demand.text for demand in read_posting(PASTED).demands]
    assert demands == [
        "At least 3 years of intensive care",
        "A nursing licence is required",
        "Calm in emergencies",
    ]


def test_headings_of_clean_markdown_start_at_the_third_level() -> None:
    written = format_posting("# Engineer\n\n## Requirements\n\n- Go\n- SQL\n\n### Nice to have\n\nRust", [])
    assert [line for line in written.splitlines() if line.startswith("#")] == [
        "### Engineer",
        "#### Requirements",
        "##### Nice to have",
    ]


def test_a_quote_is_bold_across_wrapped_lines_and_inner_emphasis() -> None:
    written = format_posting("- You must know **Kotlin**\n  and SQL well\n", ["know **Kotlin** and SQL"])
    assert written == "- You must **know Kotlin and SQL** well"


def test_a_quote_never_marks_half_a_word() -> None:
    assert format_posting("We use Google and Go daily in all our teams.", ["Go"]) == (
        "We use Google and **Go** daily in all our teams."
    )


def test_a_link_without_a_target_becomes_its_text() -> None:
    assert format_posting("Learn about [TTS]() and [GSA](https://gsa.example/).", []) == (
        "Learn about TTS and [GSA](https://gsa.example/)."
    )


def test_a_table_stays_a_table() -> None:
    table = "| Day | Hours |\n|---|---|\n| Mon | 8 |"
    assert format_posting(table, []) == "| Day | Hours |\n| --- | --- |\n| Mon | 8 |"


def test_a_table_with_a_longer_row_keeps_its_cells_as_text() -> None:
    raw = "| a | b |\n|---|---|\n| c | d | e |"
    assert " ".join(posting_words(format_posting(raw, []))) == "a b c d e"
    assert _letters("".join(_shown_words(format_posting(raw, [])))) == "abcde"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you'll do", SectionKind.RESPONSIBILITIES),
        ("Your profile", SectionKind.REQUIREMENTS),
        ("Minimum qualifications", SectionKind.REQUIREMENTS),
        ("Nice to have", SectionKind.NICE_TO_HAVE),
        ("Preferred qualifications", SectionKind.NICE_TO_HAVE),
        ("What we offer", SectionKind.BENEFITS),
        ("Salary range", SectionKind.PAY),
        ("How to apply", SectionKind.PROCESS),
        ("Our process", SectionKind.PROCESS),
        ("Equal opportunity", SectionKind.LEGAL),
        ("About us", SectionKind.COMPANY),
        ("Basic information", SectionKind.OTHER),
    ],
)
def test_sections_are_told_by_their_headings(heading: str, kind: SectionKind) -> None:
    posting = read_posting(f"## {heading}\n\nSomething stands here.\n")
    assert [section.kind for section in posting.sections] == [kind]


def test_an_empty_posting_has_nothing_and_formats_to_nothing() -> None:
    assert read_posting("").sections == ()
    assert format_posting("  \n", ["x"]) == ""


def test_sentences_end_where_people_end_them() -> None:
    assert sentences("We work in the U.S. and Canada. Bring 3.5 years, e.g. of Go. Done!") == (
        "We work in the U.S. and Canada.",
        "Bring 3.5 years, e.g. of Go.",
        "Done!",
    )


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("KEY ACCOUNTABILITIES", SectionKind.RESPONSIBILITIES),
        ("PERSON SPECIFICATION", SectionKind.REQUIREMENTS),
        ("What would be yours", SectionKind.RESPONSIBILITIES),
        ("Whom we hope to meet", SectionKind.REQUIREMENTS),
        ("Equal treatment", SectionKind.LEGAL),
        ("Deine Aufgaben", SectionKind.RESPONSIBILITIES),
        ("Ihr Profil", SectionKind.REQUIREMENTS),
        ("Anforderungen", SectionKind.REQUIREMENTS),
        ("Wir bieten", SectionKind.BENEFITS),
        ("Vos missions", SectionKind.RESPONSIBILITIES),
        ("Profil recherché", SectionKind.REQUIREMENTS),
        ("Requisitos", SectionKind.REQUIREMENTS),
        ("Ofrecemos", SectionKind.BENEFITS),
    ],
)
def test_headings_of_other_houses_and_languages_are_known(heading: str, kind: SectionKind) -> None:
    posting = read_posting(f"**{heading}**\n\nSomething stands here.\n")
    assert [section.kind for section in posting.sections] == [kind]


@pytest.mark.parametrize("button", ["Apply now", "**Apply now**", "Save / Share", "Share"])
def test_a_button_is_no_heading(button: str) -> None:
    posting = read_posting(
        f"# Engineer\n\n## Requirements\n\nYou must know Go.\n\n{button}\n\nYou must know SQL.\n"
    )
    assert [demand.text for demand in posting.demands] == ["You must know Go.", "You must know SQL."]


def test_each_row_of_a_table_of_criteria_is_a_demand_and_the_desirable_is_none() -> None:
    table = (
        "## Person specification\n\n| Criterion | Essential | Desirable |\n| --- | --- | --- |\n"
        "| Payments | Proven experience in payment systems | Knowledge of ISO 20022 |\n"
        "| Languages | Good English and German | Danish or Swedish |\n"
    )
    posting = read_posting(table)
    assert [demand.quote for demand in posting.demands] == [
        "Proven experience in payment systems",
        "Good English and German",
    ]
    assert [piece.text for piece in posting.about(SectionKind.NICE_TO_HAVE)] == [
        "Knowledge of ISO 20022",
        "Danish or Swedish",
    ]
