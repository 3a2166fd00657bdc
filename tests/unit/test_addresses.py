"""Addresses: live only where the inputs hold them, in prep.md, on pages, and named by `check`."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from page_vaults import by_uri, rendered, site, vault_of

from prepsite.core.addresses import Addresses, _inert_line, find, inert
from prepsite.core.document import render
from prepsite.core.known_addresses import KnownAddresses, address_problems
from prepsite.core.prose import as_block
from prepsite.core.vault import PrepFile, Vault

INPUT = (
    "Apply at https://jobs.acme.example/apply?x=1 or jobs@acme.example, +44 20 7946 0000. We use kubernetes.io."
)
KNOWN = Addresses.of([INPUT])
REFERENCE = "applications/acme/interview-prep/index.md"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Apply](https://evil.example/a?r=1 't')", "Apply (`https://evil.example/a?r=1`)"),
        ("![x](https://evil.example/p.png)", "x (`https://evil.example/p.png`)"),
        ("![x](https://jobs.acme.example/apply?x=1)", "x (<https://jobs.acme.example/apply?x=1>)"),
        ("[Apply](https://jobs.acme.example/apply?x=1)", "Apply (<https://jobs.acme.example/apply?x=1>)"),
        ("https://jobs.acme.example/apply?x=1&r=2", "`https://jobs.acme.example/apply?x=1&r=2`"),
        ("&lt;https://evil.example>", "`https://evil.example`"),
        ("https\\://evil.example", "`https://evil.example`"),
        ("https&#58;//evil.example", "`https://evil.example`"),
        ("\\https://evil.example", "\\\\`https://evil.example`"),
        ("**https://evil.example**", "**`https://evil.example`**"),
        ("www.evil.example, evil.com or t.co/x", "`www.evil.example`, `evil.com` or `t.co/x`"),
        ("_www.evil.example_ and _evil.com", "_`www.evil.example`_ and _`evil.com`"),
        ("a@evil.example, not jobs@acme.example", "`a@evil.example`, not jobs@acme.example"),
        ("call +1 (900) 555-0199 or +44 20 7946 0000", "call `+1 (900) 555-0199` or +44 20 7946 0000"),
        ("[x](../../profile.md)", "x (`../../profile.md`)"),
        ("[a [b] c](https://evil.example)", "[a [b] c\\](`https://evil.example`)"),
        ("[job]: https://evil.example", "[job\\]: `https://evil.example`"),
        ("![[profile]]", "!\\[\\[profile]]"),
        ("```\nhttps://evil.example\n```", "```\nhttps[:]//evil.example\n```"),
    ],
)
def test_what_no_input_holds_is_shown_as_text(text: str, shown: str) -> None:
    assert inert(text, KNOWN) == shown
    assert inert(shown, KNOWN) == shown


@pytest.mark.parametrize(
    "text",
    [
        "See https://jobs.acme.example/apply?x=1.",
        "Node.js/Express, main.py, ASP.NET, Socket.io, kubernetes.io, 192.168.1.1",
        "2,400 ms to 380 ms, 10,000,000, 1 200 000, 2019-03-01, (2024-09-10), 15.03.2026, 2019-2023",
        "It works.It is fast, log.in, e.g. this; 24/7; C# and C++",
        "[job] [bullet:a/b], [project:x/metrics/p99]",
        "`List<int>` & AT&T, 5 < 6",
    ],
)
def test_what_is_known_or_no_address_stays(text: str) -> None:
    assert inert(text, KNOWN) == text


def test_what_is_in_an_input_in_markdown_or_json_is_known() -> None:
    known = Addresses.of(['[a](https://a.example/x/) {"url":"https://b.example/?q=1&amp;r=2"}'])
    assert known.hold_link("https://A.example/x")
    assert known.hold_link("https://b.example/?q=1&r=2")
    assert not known.hold_link("https://a.example/X")
    assert not known.hold_link("https://a.example/x?resume=1")


WORDS = "https://evil.example www.evil.example a@evil.example [ ] ( ) ![ ]( ]: < > &lt; &#58; [[ job <b>"
MARKS = "` `` ``` ~~~ \\ | - # > * _"
PIECES = st.lists(st.sampled_from([*WORDS.split(), *MARKS.split(), "\n", "\n\n", " "]), max_size=14)


@given(PIECES, st.sampled_from([" ", ""]))
def test_no_text_becomes_a_link_of_any_kind(parts: list[str], between: str) -> None:
    shown = inert("**Answer.** " + as_block(between.join(parts)) + " [job]", Addresses())
    tokens = MarkdownIt("commonmark").enable("table").parse(shown)
    for token in [each for block in tokens for each in (block, *(block.children or ()))]:
        assert token.type not in {"link_open", "image", "html_inline", "html_block"}, shown
        if token.type == "text":
            assert not re.search(r"(?<![a-z0-9])https?://|(?<![a-z0-9.])www\.evil|\ba@evil", token.content), (
                shown
            )


@given(st.text(max_size=200))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert inert(text, KNOWN).count("\n") == text.count("\n")


@given(st.lists(st.text(st.sampled_from("ab.1-@:/<>()[]`!\\'*_#&; \t+"), max_size=30), max_size=4))
def test_a_line_that_needs_no_closer_look_comes_out_as_of_one(lines: list[str]) -> None:
    # A fence would change what the lines after it are.
    text = "\n".join("." + line for line in lines)
    assert inert(text, KNOWN) == "\n".join(_inert_line(line, KNOWN) for line in text.split("\n"))


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    for piece in ("a.", "[", "](", "1 ", "a@", "\\", "&lt;", "http:", "+1", "`"):
        assert len(list(find(piece * 10_000))) < 10_001
        inert(piece * 10_000, KNOWN)


def with_base(section: str, *, edited: bool = False) -> Vault:
    vault = vault_of()
    text = render("---\napplication: acme\nwriter: openai\nmodel: m\n---", [("primary_drivers", section)])
    if edited:
        text = text.replace("Look", "I looked")
    record = replace(vault.applications["acme"], prep=PrepFile("vault/applications/acme/prep.md", text))
    return replace(vault, applications={**vault.applications, "acme": record})


def test_check_names_each_address_once_with_its_line() -> None:
    vault = with_base("### 1. Look\n\nSee `https://evil.example/x` and `https://evil.example/x`.")
    record = vault.applications["acme"]
    assert record.prep is not None
    told = list(address_problems(record.prep, KnownAddresses(vault).of(record)))
    assert len(told) == 1
    assert (told[0].line, told[0].field) == (12, "primary_drivers")
    assert "'https://evil.example/x' is in nothing that this prep was made from" in told[0].message
    assert "(2 times)" in told[0].message
    assert "company.md" in told[0].remedy


@pytest.mark.parametrize("edited", [False, True])
def test_on_pages_only_a_person_s_edit_links_where_no_input_does(*, edited: bool) -> None:
    vault = with_base("### 1. Look\n\nSee [this](https://evil.example/x).", edited=edited)
    made = by_uri(site(vault))[REFERENCE]
    assert ("https://evil.example/x" in rendered(made.markdown).links) is edited
    assert "https://evil.example/x" in made.markdown
    record = vault.applications["acme"]
    assert record.prep is not None
    assert bool(list(address_problems(record.prep, KnownAddresses(vault).of(record)))) is not edited
