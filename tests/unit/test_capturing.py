"""A saved posting gives its own words, and what it says of company, role, place and pay."""

import json
import quopri
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from job_pages import EXPECTED, GREENHOUSE, JOB, LEVER, LINKEDIN, PLAIN, PROSE, TEXT, WORKDAY, with_job
from resumes import SAMPLES

from prepsite.app.capturing import LARGEST_PAGE, completed, read_posting_file
from prepsite.app.check import check_vault
from prepsite.app.create import NewApplication, new_application
from prepsite.core.capturing.capture import CapturedPosting, capture_page
from prepsite.core.capturing.tree import DEEPEST, Node, read_page
from prepsite.core.posting import format_posting, posting_words
from prepsite.errors import PrepsiteError
from prepsite.vault.layout import Workspace


def read(source: "str | bytes") -> CapturedPosting:
    return read_posting_file(source.encode() if isinstance(source, str) else source, "page")


def values(captured: CapturedPosting) -> dict[str, str]:
    return {name: found.value for name, found in captured.found.items()}


def shown(body: str) -> str:
    return read(f"<!doctype html><body>{body}").text


PAY = "Pay: the salary for this role is €80,000 to €95,000 a year, depending on experience."


@pytest.mark.parametrize(
    ("page", "location", "pay"),
    [
        pytest.param(GREENHOUSE, "Leipzig, Germany", None, id="greenhouse"),
        pytest.param(LEVER, "Leipzig", None, id="lever"),
        pytest.param(WORKDAY, "Leipzig, Saxony, DE; Halle, DE; Remote", None, id="workday"),
        pytest.param(LINKEDIN, "Leipzig, Saxony", None, id="linkedin"),
        pytest.param(PLAIN, "Leipzig", None, id="plain"),
        pytest.param(TEXT, "Leipzig", "€80,000 to €95,000", id="text"),
    ],
)
def test_company_role_place_and_pay_are_found(page: str, location: str, pay: str | None) -> None:
    found = values(read(page))
    assert found["company"] == "Quillon"
    assert found["role"] == "Senior Platform Engineer"
    assert found["location"] == location
    assert found["pay"] == pay or (pay is None and "€80,000 to €95,000" in found["pay"])


@pytest.mark.parametrize("page", [GREENHOUSE, LEVER, WORKDAY, LINKEDIN, PLAIN])
def test_the_postings_own_words_are_kept_and_nothing_else(page: str) -> None:
    text = read(page).text
    assert EXPECTED in text
    for words in (
        "cookie",
        "All jobs",
        "script words",
        "First name",
        "Sign in",
        "Nobody",
        "Ignore",
        "you were here",
    ):
        assert words not in text


def test_where_each_was_found_is_told() -> None:
    sources = {name: found.source for name, found in read(GREENHOUSE).found.items()}
    assert sources == {
        "company": "in the page's part for the company",
        "role": "in the page's title",
        "location": "in the page's part for the location",
        "pay": 'in the line "Pay"',
        "url": "in the page",
    }


def test_addresses_and_days_are_found() -> None:
    assert values(read(GREENHOUSE))["url"] == "https://boards.example.com/quillon/jobs/123"
    assert values(read(LEVER))["url"] == "https://jobs.example.com/quillon/1"
    assert values(read(LINKEDIN))["url"] == "https://www.linkedin.example/jobs/view/4000000000/"
    assert values(read(WORKDAY))["posted_on"] == "2026-02-03"


@pytest.mark.parametrize(
    ("salary", "said"),
    [
        ({"currency": "EUR", "value": {"minValue": 8000, "maxValue": 9500, "unitText": "MONTH"}},
         "EUR 8,000 to 9,500 a month"),
        ({"currency": "USD", "value": {"value": 45.5, "unitText": "HOUR"}}, "USD 45.5 an hour"),
        ({"currency": "USD", "value": 120000}, "USD 120,000"),
        ({"currency": "USD", "minValue": "90,000", "maxValue": "90,000"}, "USD 90,000"),
        ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, None),
        ({"currency": "USD"}, None),
        ("80k to 95k", "80k to 95k"),
        (["x", 1], None),
        (None, None),
    ],
)  # fmt: skip
def test_pay_for_search_engines_is_said_with_its_own_numbers(salary: object, said: str | None) -> None:
    text = PROSE.replace("Pay: the salary for this role is &euro;80,000 to &euro;95,000 a year", "Well paid")
    found = values(read(f"<html><head>{with_job(baseSalary=salary)}</head><body>{text}"))
    assert found.get("pay") == said


@pytest.mark.parametrize(
    "script",
    [
        "[{}]", "{", "[" * 100_000, '{"@type": "JobPosting"}',
        '{"@type": "JobPosting", "hiringOrganization": 7}',
        '{"@type": ["JobPosting"], "jobLocation": [[]], "baseSalary": [], "description": {}, "title": null}',
        '{"@type": "JobPosting", "datePosted": "2026-02-30", "title": "\\ud800\\u0000"}', "<!-- {} -->", "null",
    ],
)  # fmt: skip
def test_broken_structured_values_are_no_matter(script: str) -> None:
    page = GREENHOUSE.replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    found = values(read(page))
    assert (found["company"], found["role"]) == ("Quillon", "Senior Platform Engineer")
    assert "posted_on" not in found


def test_a_graph_of_structured_values_is_searched() -> None:
    graph = json.dumps({"@graph": [{"@type": "WebSite", "name": "x"}, JOB]})
    page = f'<html><script type="application/ld+json">{graph}</script><body>{PROSE}'
    assert values(read(page))["company"] == "Quillon"


@pytest.mark.parametrize(
    ("first", "company", "role"),
    [
        ("# Quillon: Senior Engineer", "Quillon", "Senior Engineer"),
        ("Senior Engineer at Quillon", "Quillon", "Senior Engineer"),
        ("Senior Engineer @ Quillon", "Quillon", "Senior Engineer"),
        ("Senior Engineer | Quillon", "Quillon", "Senior Engineer"),
        ("Quillon is hiring a Senior Engineer", "Quillon", "Senior Engineer"),
        ("**Softwareentwickler (m/w/d)** bei Quillon GmbH", "Quillon GmbH", "Softwareentwickler (m/w/d)"),
        ("Senior Engineer", None, "Senior Engineer"),
        ("We are a small company.", None, None),
        ("Apply by: Friday", "Apply by", "Friday"),
        ("Senior Engineer: the work", None, "Senior Engineer: the work"),
    ],
)
def test_a_first_line_says_who_hires_for_what(first: str, company: str | None, role: str | None) -> None:
    found = values(read(f"{first}\n\nSome text without names."))
    assert (found.get("company"), found.get("role")) == (company, role)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("**Location:** Anywhere in the U.S. (remote)", "location", "Anywhere in the U.S. (remote)"),
        ("- Standort: Leipzig", "location", "Leipzig"),
        ("Location\nBerlin", "location", "Berlin"),
        ("**Location:**\n\n**Team:** Ledger", "location", None),
        ("Salary: competitive", "pay", None),
        ("Salary range: $120,000 - $150,000", "pay", "$120,000 - $150,000"),
        ("The base salary is $120,000 a year.", "pay", "The base salary is $120,000 a year."),
        ("We raised $18M last year.", "pay", None),
        ("About Quillon", "company", "Quillon"),
        ("About us", "company", None),
        ("Quillon is looking for a person.", "company", "Quillon"),
        ("**Job title:** Analyst", "role", "Analyst"),
    ],
)
def test_labels_and_sentences_say_the_rest(line: str, name: str, value: str | None) -> None:
    assert values(read(f"A posting.\n\n{line}\n")).get(name) == value


@pytest.mark.skipif(SAMPLES is None, reason="the public samples are not here")
@pytest.mark.parametrize(
    ("name", "company", "role"),
    [
        ("TTS-Director-of-Product-Management-2023.md", "TTS", "Director of Product Management"),
        ("login-engineer-2023.md", "Login.gov", "Engineer GS15"),
        ("login-fraud-analyst-2023.md", "Login.gov", "Fraud Analyst"),
    ],
)
def test_real_postings_say_what_they_state(name: str, company: str, role: str) -> None:
    assert SAMPLES
    raw = (SAMPLES / "jobs" / name).read_text(encoding="utf-8")
    captured = read(raw)
    assert captured.text == raw.strip("\n")
    found = values(captured)
    assert (found["company"], found["role"]) == (company, role)
    assert found["location"] == "Anywhere in the U.S. (remote)"
    assert found["pay"] == "Please note the maximum salary available for the GS pay system is $183,500."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a<br>b", "a\n\nb"),
        ("<b>bold <i>both</i></b>", "**bold both**"),
        ("<h2><strong>Head</strong></h2>", "## Head"),
        ("<b> spaced </b>text", "**spaced** text"),
        ("<p>• one<br>• two<br>- three", "- one\n- two\n- three"),
        ('<a href="https://example.com/a">link</a>', "[link](https://example.com/a)"),
        ('<a href="javascript:alert(1)">link</a>', "link"),
        ('<a href="/relative">link</a>', "link"),
        ("a &lt;script&gt; b", "a &lt;script> b"),
        ("1 * 2 * 3 [x](y) `z` #", "1 \\* 2 \\* 3 \\[x\\](y) \\`z\\` #"),
        ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
        ("<table><tr><th>a<th>b|c<tr><td>1<td></table>", "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
        ("<table><tr><td>one<tr><td>two</table>", "one\n\ntwo"),
        ("<dl><dt>Where<dd>Here</dl>", "**Where**\n\nHere"),
        ("<ul><li><p>one</p><li>two<ol><li>three</ol></ul>after", "- one\n- two\n  1. three\n\nafter"),
        ("<pre>a\n  b</pre>", "a\n\nb"),
        ("zero\u200bwidth soft\u00adhyphen \u202eflipped", "zerowidth softhyphen flipped"),
        ("<p>&#9999999999;&#x110000;&bogus;&amp</p>", "��&bogus;&"),
        ("<div>open <p>never <b>closed", "open\n\nnever **closed**"),
        ("<button>Apply</button><svg><text>x</text></svg><template><p>t</template>kept", "kept"),
        ("a<!-- b --><!-->c-->d", "ad"),
        ("x < y and y > z", "x &lt; y and y > z"),
        ("<details><summary>More</summary>inside</details>", "More\n\ninside"),
    ],
)
def test_markup_becomes_markdown(body: str, expected: str) -> None:
    page = capture_page(f"<!doctype html><body>{body}".encode())
    assert page.text == expected


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "Display : NONE !important",
        "visibility: hidden",
        "font-size:0",
        "opacity:0",
        "opacity: 0.0",
    ],
)
def test_what_is_hidden_stays_out(style: str) -> None:
    assert "evil" not in shown(f'kept <span style="{style}">evil</span> {PROSE}')
    assert "kept evil" in shown(f'<p>kept <span style="font-size:0.9em;opacity:0.5">evil</span></p>{PROSE}')


def test_words_are_those_of_the_page_after_formatting_too() -> None:
    text = read(GREENHOUSE).text
    assert posting_words(format_posting(text, ())) == posting_words(text)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("<!doctype html><meta charset=iso-8859-1><p>Gehälter für Köln".encode("cp1252"), "Köln"),
        ('<!doctype html><meta content="text/html; charset=windows-1251"><p>Москва'.encode("cp1251"), "Москва"),
        ("<!doctype html><p>Köln".encode("cp1252"), "Köln"),
        ("<!doctype html><p>Köln".encode("utf-16"), "Köln"),
        ("\ufeff<!doctype html><p>Köln".encode(), "Köln"),
        ("<!doctype html><meta charset=utf-16><p>Köln".encode(), "Köln"),
        ("<!doctype html><meta charset=nonsense><p>Köln".encode(), "Köln"),
        ("<!doctype html><meta charset=zip><p>Köln".encode(), "Köln"),
        ('<?xml version="1.0" encoding="shift_jis"?><html><body>東京'.encode("shift_jis"), "東京"),
    ],
)  # fmt: skip
def test_the_character_set_is_the_pages_own(content: bytes, word: str) -> None:
    captured = read(content)
    assert word in captured.text
    assert not any("could not be read" in each for each in captured.remarks)


def test_signs_that_could_not_be_read_are_told() -> None:
    captured = read(b"<!doctype html><meta charset=utf-8><p>K\xf6ln " + PROSE.encode())
    assert captured.remarks == ("1 signs could not be read and stand as \ufffd; compare it with the page",)


def test_a_page_saved_in_one_file_is_read() -> None:
    page = quopri.encodestring(GREENHOUSE.encode()).decode()
    archive = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n----b\r\n'
        "Content-Type: text/css\r\n\r\nx{}\r\n----b\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n----b--\r\n"
    )
    captured = read(archive)
    assert EXPECTED in captured.text
    assert values(captured)["company"] == "Quillon"


def test_markdown_with_some_html_in_it_is_text() -> None:
    text = "# Quillon: Engineer\n\n<div>kept</div> & <br> words"
    captured = read(text)
    assert captured.text == text
    assert not captured.is_page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "is a PDF, which can't be read; save the web page (Ctrl-S) as HTML, or paste its text"),
        (b"PK\x03\x04", "is a Word or ZIP file"),
        (b"<!doctype html><script>x</script>", "the page shows no text; it may have been saved before"),
        (b"<html>" + (b"<p>" + b"word " * 200 + b"</p>") * 600, "the page's text has more than 500,000 bytes"),
        (b"<html>" + b" " * LARGEST_PAGE, f"the page has more than {LARGEST_PAGE:,} bytes"),
        (b"", "the posting is empty"),
    ],
)
def test_what_is_no_posting_is_told(content: bytes, said: str) -> None:
    with pytest.raises(PrepsiteError) as refused:
        read(content)
    assert said in str(refused.value)


def test_a_page_that_had_not_loaded_is_told() -> None:
    assert "saved before it had loaded" in read("<!doctype html><p>Please enable JavaScript.").remarks[0]


@pytest.mark.parametrize(
    "part",
    [
        b"<div>", b"<b>", b"<ul><li>", b"<", b"<!--", b'<a "', b'<a b="', b"<a ", b"= ", b"<script>", b"</b>",
        b"<table><tr><td>x", b"<p>x", b"&#", b"&amp;", b"*_[`", b'<script type="application/ld+json">[',
        b"<!---->", b"9", b"\xff", b"- ", b"| ", b"<li>1. ",
    ],
)  # fmt: skip
def test_hostile_pages_are_bounded(part: bytes) -> None:
    content = b"<!doctype html>" + part * (300_000 // len(part))
    begun = time.process_time()
    capture_page(content)
    assert time.process_time() - begun < 4


def test_a_deep_page_stays_shallow_and_keeps_its_words() -> None:
    page = read_page("<div>" * 5_000 + "deep" + "</div>" * 5_000 + "after")
    depth, node = 0, page.root
    while node.children and isinstance(node.children[0], Node):
        depth, node = depth + 1, node.children[0]
    assert depth <= DEEPEST
    assert page.root.words == 2


@given(st.text(alphabet="<>/=\"' &;!-abp#1\n", max_size=80))
@example("<a b='<p>' c=\">\">x")
def test_any_text_is_read_as_a_page(body: str) -> None:
    captured = capture_page(f"<!doctype html>{body}".encode())
    assert "<a" not in captured.text
    assert "<p" not in captured.text


def test_an_application_takes_what_its_posting_says_and_options_win(search: Path) -> None:
    workspace = Workspace.at(search)
    done = completed(NewApplication("", "Lead", location="Köln"), read(WORKDAY))
    assert set(done.found) == {"company", "pay", "posted_on"}
    made = new_application(workspace, done.wanted)
    assert made.name == "quillon-lead"
    assert [str(problem) for problem in check_vault(workspace).problems] == []
    text = (workspace.root / made.paths[1]).read_text(encoding="utf-8")
    assert "location: Köln\n" in text
    assert "posted_on: 2026-02-03\n" in text or "posted_on: '2026-02-03'\n" in text
    assert EXPECTED in text
