"""A round as one HTML file: whole, and nothing in it that asks for anything elsewhere."""

import base64
import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from page_vaults import Rendered, Words, rendered, round_of, round_prep, site, vault_of

from prepsite.core.pages.page import Attachment, Page
from prepsite.core.words import SPOKEN
from prepsite.paper.inlining import Place, ids_of, inlined
from prepsite.paper.pictures import LARGEST, Pictures
from prepsite.paper.rounds import Part
from prepsite.paper.webpage import STYLE, made_by_prepsite, webpage
from prepsite.templating import JinjaTemplates, template_text
from prepsite.vault.layout import Workspace

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def no_picture(_: str) -> str:
    return ""


def parts_of(words: Words) -> tuple[Part, ...]:
    """Return the parts of the file of a round: its own page, and base prep."""
    rounds = (
        round_of("recruiter", words, status="completed", notes=True, prep=True),
        round_of("tech", words, prep=True),
    )
    pages: Mapping[str, Page] = {page.uri: page for page in site(vault_of(words, rounds=rounds)).pages}
    own = next(page for uri, page in pages.items() if uri.endswith("tech/index.md"))
    base = next(page for page in pages.values() if page.chrome.kind == "reference")
    return Part("This round", own), Part("Base", base)


def file_of(words: Words, picture: "Pictures | None" = None) -> str:
    style = template_text(STYLE)
    return webpage(parts_of(words), "Acme", style, JinjaTemplates(), SPOKEN, picture or no_picture)


def read(html: str) -> Rendered:
    found = Rendered()
    found.feed(html)
    found.close()
    return found


HOSTILE = '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)><style>*{}</style>'


@pytest.mark.parametrize("text", ["plain words", HOSTILE, "{{ 7 * 7 }} {% raw %} &lt;b&gt;"])
def test_a_file_holds_no_script_and_asks_for_nothing(text: str) -> None:
    html = file_of(Words(text, body=f"{text}\n\n![a](https://evil.example/x.png) [b](javascript:alert(1))"))
    found = read(html)
    assert "script" not in found.tags
    assert found.tags.count("style") == 1
    assert "link" not in found.tags
    assert "iframe" not in found.tags
    assert [source for source in found.images if not source.startswith("data:image/")] == []
    assert not {name for name in found.attributes if name.startswith("on") or name == "style"}
    for to in found.links:
        assert to.startswith(("#", "https://", "mailto:")), to
        assert not to.startswith("#") or to[1:] in found.ids, to
    assert len(found.ids) == len(set(found.ids))


def test_the_policy_allows_its_own_style_alone() -> None:
    html = file_of(Words())
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = html.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_every_word_of_the_round_and_of_base_prep_is_in_the_file() -> None:
    parts = parts_of(Words("some words of mine", body="A body, with words of its own."))
    text = " ".join(read(file_of(Words("some words of mine", body="A body, with words of its own."))).words)
    for part in parts:
        missing = set(re.findall(r"\w{3,}", " ".join(rendered(part.page.markdown).words))) - set(
            re.findall(r"\w{3,}", text)
        )
        # The title of base prep gives way to the part's own name.
        assert missing - {"Interview"} == set()


def test_headings_go_down_by_one_at_a_time_and_the_contents_lead_to_the_sections() -> None:
    html = file_of(Words())
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    contents = html.partition("<nav")[2].partition("</nav>")[0]
    assert '<a href="#predicted-questions">Predicted questions</a>' in contents
    assert '<a href="#1.background-narrative">Background narrative</a>' in contents
    assert 'id="1.background-narrative"' in html


def _inlined(html: str, **given: object) -> str:
    place = Place(
        "applications/acme/index.md", "1.", ids_of(html, "applications/acme/index.md", "1."), no_picture, "Done"
    )
    return inlined(html, place).html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p id="a">x</p><a href="#a">y</a>', '<p id="1.a">x</p><a href="#1.a">y</a>'),
        ('<a href="../other/index.md#a">y &amp; z</a>', "<cite>y &amp; z</cite>"),
        (
            '<a href="https://example.com/?a=1&amp;b">y</a>',
            '<a href="https://example.com/?a=1&amp;b" rel="noopener noreferrer">y</a>',
        ),
        ('<a href="//evil.example/">y</a>', "<cite>y</cite>"),
        ('<img src="x.svg" alt="A &lt;drawing&gt;">', "<em>[A &lt;drawing&gt;]</em>"),
        ('<td style="text-align: right">1</td>', '<td class="at-right">1</td>'),
        ('<input type="checkbox" disabled checked>', '<input type="checkbox" aria-label="Done" checked="">'),
        ("<h1>Title <em>x</em></h1><p>y</p><h1>z</h1>", "<p>y</p><h1>z</h1>"),
        ("<p><strong>Antwort.</strong> Ja.</p>", '<p><strong class="label">Antwort.</strong> Ja.</p>'),
        ("<p>a <strong>Answer.</strong></p>", "<p>a <strong>Answer.</strong></p>"),
        ("<p><strong>Odd</strong></p>", "<p><strong>Odd</strong></p>"),
        ("<p>שלום</p><b>x</b>", '<p dir="auto">שלום</p><b>x</b>'),
        ("&lt;script&gt;1 &lt; 2", "&lt;script&gt;1 &lt; 2"),
    ],
)
def test_an_article_is_rewritten_for_its_place(html: str, expected: str) -> None:
    assert _inlined(html) == expected


def _pictures(folder: Path, **contents: bytes) -> Pictures:
    files = folder / "vault" / "applications" / "acme" / "files"
    files.mkdir(parents=True)
    for name, content in contents.items():
        (files / f"{name}.png").write_bytes(content)
    found = {
        f"{name}.png": Attachment(f"{name}.png", f"vault/applications/acme/files/{name}.png")
        for name in contents
    }
    return Pictures(Workspace.at(folder), found)


def test_a_picture_is_in_the_file_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    pictures = _pictures(
        tmp_path,
        good=PNG,
        drawing=b"<svg onload=alert(1)>",
        large=PNG + b"\0" * LARGEST,
        photo=b"\xff\xd8\xff\xe0",
    )
    assert pictures("good.png") == "data:image/png;base64," + base64.b64encode(PNG).decode()
    assert pictures("photo.png").startswith("data:image/jpeg;")
    assert [pictures(name) for name in ("drawing.png", "large.png", "elsewhere.png")] == ["", "", ""]
    told = {problem.path.rsplit("/", 1)[-1]: problem.message for problem in pictures.problems}
    assert set(told) == {"drawing.png", "large.png"}
    assert "too large" in told["large.png"]


def test_a_picture_that_is_a_link_out_of_the_vault_is_left_out(tmp_path: Path) -> None:
    pictures = _pictures(tmp_path, link=PNG)
    path = tmp_path / "vault/applications/acme/files/link.png"
    path.unlink()
    (tmp_path / "secret.png").write_bytes(PNG)
    path.symlink_to(tmp_path / "secret.png")
    assert pictures("link.png") == ""
    assert len(pictures.problems) == 1


def test_pictures_of_a_round_stand_in_its_file(tmp_path: Path) -> None:
    uri = "applications/acme/files/whiteboard.png"
    files = tmp_path / "vault/applications/acme/files"
    files.mkdir(parents=True)
    (files / "whiteboard.png").write_bytes(PNG)
    pictures = Pictures(Workspace.at(tmp_path), {uri: Attachment(uri, f"vault/{uri}")})
    html = file_of(Words(body="![The board](../../files/whiteboard.png)"), pictures)
    assert '<img src="data:image/png;base64,' in html
    assert 'alt="The board"' in html


def test_claims_in_doubt_are_in_brackets() -> None:
    from interview_vaults import answer
    from interview_vaults import round_of as small_round
    from interview_vaults import vault_of as small_vault

    from prepsite.core.grounding.ledger import ledger_of
    from prepsite.core.grounding.record import Record
    from prepsite.core.pages import site_of
    from prepsite.core.plan import plan_of

    prep = answer("I led 40 people. I like tea.", "project:payouts")
    vault, record = small_vault(small_round("tech", 11, prep=prep))
    path = record.interviews[0].prep
    assert path is not None
    made = site_of(vault, plan_of(vault), JinjaTemplates(), {path.path: ledger_of(prep, Record(vault, "acme"))})
    page = next(page for page in made.pages if page.uri.endswith("tech/index.md"))
    html = webpage((Part("This round", page),), "Acme", "", JinjaTemplates(), SPOKEN, no_picture)
    assert "⟦</b>I led 40 people." in html
    assert "unverified" in html
    assert "popover" not in html


def test_a_file_tells_that_prepsite_made_it() -> None:
    assert made_by_prepsite(file_of(Words()).encode())
    assert not made_by_prepsite(b'<!doctype html><meta name="generator" content="other">')
    assert round_prep("tech").path
