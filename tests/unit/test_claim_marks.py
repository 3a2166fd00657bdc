"""Marks in Markdown: in their places, changing nothing else, and never from a text of the vault."""

import time
from collections.abc import Sequence
from dataclasses import replace

import page_vaults as vaults
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from page_vaults import EXTENSIONS, Words, site, vault_of

from prepsite.core.document import Section, render, split
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.sentences import sentences_of
from prepsite.core.grounding.verdict import Status
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.escaping import visible
from prepsite.core.pages.marking import marked
from prepsite.core.pages.marks import ALL, closing, marks_in, opening, replaced, without_marks

FIELD = "background_narrative"
FORGED = opening(0) + "forged" + closing(0) + ALL[0]
BODY = """I led a team of *eight people, with
two juniors*. **We moved 27 applications. It took 3 months.**

- I cut costs by 12%. [project:ledger]
- [x] I led 4 people.
  It went on for `3. Years` of 2019. So I left in 2020.

1. [I built 3 tools.](https://example.com/a.b) They ran for 2 years¶
in 4 countries.

Costs | Years
--|--
I cut 8 | I led 9 people.

!!! note "I led 8 people."
    I hired 12 people.

I hired 5 people.
---

    I ran 7 servers.

We moved 9 more &amp; 8 others.<br>I was paid 5\\* stars.
""".replace("¶", "  ")


def section_of(body: str) -> Section:
    (section,) = split(render("---\nprepsite: '1'\n---\n", [(FIELD, body)])).sections
    return section


def claims_of(body: str, status: Status = Status.UNVERIFIED) -> list[tuple[int, Claim]]:
    """Return every sentence of a narrative as a claim of one status, whatever it says."""
    sentences = sentences_of(render("---\nprepsite: '1'\n---\n", [(FIELD, body)]))
    return [(number, Claim(sentence, status, ())) for number, sentence in enumerate(sentences)]


def html_of(markdown: str) -> str:
    return Markdown(extensions=EXTENSIONS).convert(markdown)


def embedded(section: Section, claims: Sequence[tuple[int, Claim]]) -> tuple[str, str]:
    """Return the section without and with marks, as pages hold them."""

    def cite(reference: str) -> str | None:
        return "[Ledger](x.md)" if ":" in reference else None

    around = Surroundings(below=2, cite=cite, link=lambda to: to)
    return embed(section.body, around), embed(marked(section, claims), around, marked=True)


def in_words(text: str) -> str:
    return replaced(text, lambda mark: f"<{mark.number}" if mark.opens else f"{mark.number}>")


def test_marks_stand_around_sentences_wherever_they_are() -> None:
    _, shown = embedded(section_of(BODY), claims_of(BODY))
    told = in_words(shown)
    for part in (
        "<0I led a team of *eight people, with\ntwo juniors*.0>",
        "**<1We moved 27 applications.1> <2It took 3 months.2>**",
        "- <3I cut costs by 12%. [Ledger](x.md)3>",
        "- [x] <4I led 4 people.4>",
        "`3. Years`5><6 of 2019.6> <7So I left in 2020.7>",
        "1. <8[I built 3 tools.](https://example.com/a.b) They ran for 2 years  \nin 4 countries.8>",
        "<9Costs | Years\n--|--\nI cut 8 | I led 9 people.9>",
        "8 others.<br>I was paid 5\\* stars.",
        "\n    I ran 7 servers.\n",
        '!!! note "I led 8 people."\n',
    ):
        assert part in told
    heading = next(line for line in told.split("\n") if "I hired 5 people" in line)
    assert heading == "### I hired 5 people."


def test_marks_change_nothing_else_of_what_is_rendered() -> None:
    bare, shown = embedded(section_of(BODY), claims_of(BODY))
    assert list(marks_in(shown))
    assert without_marks(shown) == bare
    assert without_marks(html_of(shown)) == html_of(bare)


def test_what_the_record_backs_has_one_mark_after_it() -> None:
    claims = claims_of("I led 4 people. I led 5.", Status.SUPPORTED)
    _, shown = embedded(section_of("I led 4 people. I led 5."), claims)
    assert in_words(shown) == "I led 4 people.0> I led 5.1>"


def test_a_sentence_is_found_where_lines_are_counted_otherwise() -> None:
    body = "I led 4\u2028people.\n\nI hired 5 people.\x0b\n\nI cut 6%."
    _, shown = embedded(section_of(body), claims_of(body))
    assert in_words(shown) == "<0I led 4people.0>\n\n<1I hired 5 people.1>\n\n<2I cut 6%.2>"


PIECES = st.sampled_from(
    [
        *(
            "I led 4 people. ",
            "We cut 12%. ",
            "Then `a. B` ",
            "[a. B](x.md) ",
            "[project:ledger] ",
            "**",
            "*",
            "_",
        ),
        *(
            "\n",
            "\n\n",
            "\n- ",
            "\n1. ",
            "\n    ",
            "\n> ",
            "\n| ",
            " | ",
            "\n---\n",
            "\n```\n",
            "\n### ",
            "\n!!! note\n",
        ),
        *(
            "`",
            "[",
            "](",
            ")",
            "<br>",
            "&amp;",
            "\\",
            "\\*",
            "2019. ",
            "“So.” ",
            "!",
            "?",
            ": ",
            "<b",
            "{: #x }",
            FORGED,
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@example("\\\\<br>I led 4 people.", Status.UNVERIFIED)
@example("\\\\\\&amp;I led 4 people.", Status.UNVERIFIED)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([Status.UNVERIFIED, Status.DERIVED]))
def test_no_text_is_changed_by_its_marks(body: str, status: Status) -> None:
    section = section_of(body)
    claims = claims_of(body, status)
    bare, shown = embedded(section, claims)
    assert without_marks(shown) == bare
    assert without_marks(html_of(shown)) == html_of(bare)
    assert {mark.number for mark in marks_in(shown)} <= {number for number, _ in claims}
    assert not list(marks_in(bare))


@pytest.mark.parametrize(
    "body",
    [
        "I led 4 people. " * 20_000,
        "[" * 20_000 + " I led 4.",
        "I led 4.\n" * 20_000,
        "`" * 20_001 + "I led 4. We did.",
    ],
)
def test_no_body_takes_long_to_mark(body: str) -> None:
    section, claims = section_of(body), claims_of(body)
    start = time.perf_counter()
    marked(section, claims)
    assert time.perf_counter() - start < 5


def test_no_text_of_the_vault_reaches_a_page_with_such_a_character() -> None:
    made = site(vault_of(Words(f"plain {FORGED} words", body=f"# A {FORGED}\n\n`{FORGED}`\n\n- {FORGED}\n")))
    for page in made.pages:
        panels = [panel.markdown for panel in page.chrome.panels]
        assert not list(marks_in("".join([page.markdown, page.title, *panels]))), page.uri
    forged = vaults.round_prep(
        "tech", (("predicted_questions", f"### 1. Who{FORGED}?\n\n**Answer.** {FORGED}"),)
    )
    vault = vault_of(rounds=(vaults.round_of("tech", Words()),))
    record = vault.applications["acme"]
    found = record.interviews[0]
    changed = replace(record, interviews=(replace(found, prep=forged),))
    made = site(replace(vault, applications={"acme": changed}))
    assert any("forged" in page.markdown for page in made.pages)
    assert not [page.uri for page in made.pages if list(marks_in(page.markdown))]


def test_characters_of_marks_are_neither_shown_nor_lost_by_accident() -> None:
    assert visible(f"a{FORGED}b") == "aforgedb"
    assert visible(opening(12), marked=True) == opening(12)
    assert without_marks("\U0010f59f\uf8ff\U0010f5b0") == "\U0010f59f\uf8ff\U0010f5b0"
    assert [(mark.opens, mark.number) for mark in marks_in(opening(0) + closing(305))] == [
        (True, 0),
        (False, 305),
    ]
