"""Claims on pages: counts, marks, sources, what is in doubt, in the site, the search and an export."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown
from page_vaults import Words, page, round_of, round_prep, vault_of

from prepsite.app.export import export_site
from prepsite.app.ledgers import Ledgers
from prepsite.app.pages import pages_of
from prepsite.core.grounding.judging import Claim
from prepsite.core.grounding.ledger import Ledger
from prepsite.core.grounding.sentences import sentences_of
from prepsite.core.grounding.verdict import Part, PartKind, Source, Status
from prepsite.core.pages import site_of
from prepsite.core.pages.marks import ALL, closing, marks_in, opening
from prepsite.core.pages.page import ClaimNote, ClaimsNote, LinkTo, Page, Standing
from prepsite.core.plan import plan_of
from prepsite.core.vault import Vault
from prepsite.site.building import build_site
from prepsite.site.claims import claims_view
from prepsite.site.marks import drawn, without_forged
from prepsite.site.sanitiser import sanitise
from prepsite.templating import JinjaTemplates
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).parents[2]
FOLDER = "vault/applications/nordhafen-lead-engineer/interviews/selection-day"
URI = "applications/nordhafen-lead-engineer/interview-prep/selection-day/index"
TRUE = "The p99 latency fell from 2,400 ms to 380 ms, measured at the gateway."
FALSE = TRUE.replace("380", "280")
WITHDRAWN = "I led the deployment platform team at Fennhold."
CONFIRMED = "I have been on call for payments at Fennhold, one week in five, since October 2021."
HOSTILE = '<img src=x onerror=alert(1)> & "q" {{ 7*7 }}'
TECH = "applications/acme/interview-prep/tech/index.md"


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the demo with one number changed by hand, one claim withdrawn, one confirmed."""
    root = tmp_path_factory.mktemp("search")
    shutil.copytree(REPOSITORY / "vault", root / "vault", ignore=shutil.ignore_patterns(".prepsite"))
    (root / "mkdocs.yml").write_text(
        "site_name: Search\ntheme: material\nplugins: [search, prepsite]\n", encoding="utf-8"
    )
    (root / "docs").mkdir()
    prep = root / FOLDER / "prep.md"
    text = prep.read_text(encoding="utf-8")
    assert TRUE in text
    prep.write_text(text.replace(TRUE, f"{FALSE} {WITHDRAWN} {CONFIRMED}", 1), encoding="utf-8")
    return Workspace.at(root)


def found(workspace: Workspace) -> Page:
    return next(page for page in pages_of(workspace).pages if page.uri == f"{URI}.md")


def test_the_page_counts_its_claims_and_says_of_each_what_it_stands_on(search: Workspace) -> None:
    note = found(search).chrome.claims
    assert note is not None
    counted = re.fullmatch(
        r"(\d+) claims: \d+ supported, .*1 confirmed.*, \d+ unverified, 1 retracted", note.told
    )
    assert counted
    assert int(counted[1]) == len(note.claims)
    doubts = {claim.text: claim for _, claim in note.in_doubt}
    assert {FALSE, WITHDRAWN} <= set(doubts)
    assert "280 ms" in " ".join(each.message for each in doubts[FALSE].standings)
    line = doubts[FALSE].line
    assert doubts[FALSE].command.startswith(f"prepsite confirm nordhafen-lead-engineer/selection-day:{line}:")
    assert doubts[WITHDRAWN].command == ""
    confirmed = next(claim for claim in note.claims if claim.status is Status.CONFIRMED)
    assert confirmed.standings[0].message == "Confirmed by Maren Talvik on 4 March 2026"
    assert confirmed.standings[0].link == LinkTo(
        confirmed.standings[0].link.text if confirmed.standings[0].link else "",
        "profile/index.md",
        "fact-on-call-rotation",
    )
    supported = next(claim for claim in note.claims if claim.status is Status.SUPPORTED)
    assert re.fullmatch(r"vault/\S+\.md:\d+", supported.standings[0].where)


def test_each_claim_has_its_mark_on_its_page_and_in_the_panel(search: Workspace) -> None:
    made = found(search)
    assert made.chrome.claims
    marks = list(marks_in(made.markdown))
    assert [mark.number for mark in marks if not mark.opens] == list(range(len(made.chrome.claims.claims)))
    assert [mark.number for mark in marks if mark.opens] == [n for n, _ in made.chrome.claims.in_doubt]
    reference = next(
        p for p in pages_of(search).pages if p.uri.endswith("nordhafen-lead-engineer/interview-prep/index.md")
    )
    panel = next(panel for panel in reference.chrome.panels if panel.id == "selection-day")
    assert panel.claims == replace(made.chrome.claims, prefix="selection-day_")
    assert len(list(marks_in(panel.markdown))) == len(marks)


@pytest.fixture(scope="module")
def built(search: Workspace, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site with marks, and the site of the same vault without any."""
    marked, bare = tmp_path_factory.mktemp("marked"), tmp_path_factory.mktemp("bare")
    build_site(search.root / "mkdocs.yml", marked, strict=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledgers, "of", lambda *_: None)
        build_site(search.root / "mkdocs.yml", bare, strict=False)
    return marked, bare


def test_marks_are_buttons_that_open_the_popovers_at_the_pages_end(built: tuple[Path, Path]) -> None:
    html = (built[0] / f"{URI}.html").read_text(encoding="utf-8")
    buttons = re.findall(r'<button([^>]*) class="prepsite-mark(?: prepsite-mark--(\w+))?"([^>]*)>', html)
    assert len(buttons) > 50
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for named, status, rest in buttons:
        target = re.search(r'popovertarget="([^"]+)"', rest)
        assert target
        assert target[1] in ids
        assert f'aria-label="{status or "supported"}' in rest
        assert ("id=" in named) is (status in {"unverified", "retracted"})
        assert ("tabindex" in named) is (status not in {"unverified", "retracted"})
    told = re.search(r'<p class="prepsite-told[^>]*>.*?</p>', html, re.DOTALL)
    assert told
    assert "1 retracted" in told[0]
    first = re.search(r'href="#(prepsite-claim-\d+)"', told[0])
    assert first
    assert first[1] in ids
    assert f"{FALSE.rpartition(' ')[0]} <span" in html
    assert "<script" not in re.sub(r"(?s)^.*<article", "", html).partition("</article")[0]
    assert not re.search(f"[{ALL}]", html)


def test_anchors_contents_and_search_are_what_they_are_without_marks(built: tuple[Path, Path]) -> None:
    marked, bare = ((folder / f"{URI}.html").read_text(encoding="utf-8") for folder in built)
    contents = [
        re.findall(r"(?s)<nav class=\"md-nav md-nav--secondary\".*?</nav>", html) for html in (marked, bare)
    ]
    assert contents[0]
    assert contents[0] == contents[1]
    headings = [re.findall(r"<h[1-4] id=\"[^\"]+\".*?</h", html) for html in (marked, bare)]
    assert len(headings[0]) > 10
    assert headings[0] == headings[1]
    indexes = [
        json.loads((folder / "search/search_index.json").read_text(encoding="utf-8")) for folder in built
    ]
    assert indexes[0] == indexes[1]
    # Search reads questions and topics, no sentences.
    assert FALSE not in json.dumps(indexes[0])
    assert "Predicted questions" in marked
    assert "prepsite-claim" not in bare


def test_an_export_says_in_words_what_is_in_doubt(search: Workspace, tmp_path: Path) -> None:
    export_site(search, tmp_path / "out")
    texts = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.md")}
    text = texts[tmp_path / "out" / f"{URI}.md"]
    assert f"⟦{FALSE}⟧ **unverified** " in text
    assert f"⟦{WITHDRAWN}⟧ **retracted** {CONFIRMED}" in text
    assert "1 retracted, [the first one in doubt](#prepsite-claim-" in text
    anchor = re.search(r"\(#(prepsite-claim-\d+)\)", text)
    assert anchor
    assert f'<a id="{anchor[1]}"></a>⟦' in text
    assert "## Not to be said as it stands" in text
    assert "`prepsite confirm nordhafen-lead-engineer/selection-day:" in text
    assert [path.name for path, text in texts.items() if re.search(f"[{ALL}]", text)] == []
    assert sum("⟦" in text for text in texts.values()) == 1


def site_with(vault: Vault, path: str, ledger: Ledger) -> dict[str, Page]:
    made = site_of(vault, plan_of(vault), JinjaTemplates(), {path: ledger})
    return {page.uri: page for page in made.pages}


def of_round(body: str, *, private_notes_of: str = "") -> tuple[Vault, str, str]:
    """Return a vault whose one answer is `body`, its prep's path and text."""
    prep = round_prep("tech", (("background_narrative", body),))
    hidden = Words(private_files=frozenset({f"interview:{private_notes_of}"})) if private_notes_of else Words()
    rounds = (
        round_of("recruiter", hidden, status="completed", notes=True),
        replace(round_of("tech", Words()), prep=prep),
    )
    return vault_of(rounds=rounds), prep.path, prep.text


def claim_of(text: str, part: Part, status: Status = Status.UNVERIFIED) -> Ledger:
    return Ledger(tuple(Claim(each, status, (part,)) for each in sentences_of(text)))


def test_nothing_private_is_quoted_as_a_source() -> None:
    vault, path, text = of_round("I led 8 people.", private_notes_of="recruiter")
    source = Source("notes:recruiter", "Canary 4", "vault/applications/acme/interviews/recruiter/notes.md", 3)
    part = Part(PartKind.TEAM, "8", Status.UNVERIFIED, "the notes say Canary 4", source)
    made = site_with(vault, path, claim_of(text, part))[TECH]
    assert made.chrome.claims
    (claim,) = made.chrome.claims.claims
    assert "Canary" not in repr(claim)
    assert claim.standings[0].link == LinkTo(
        "notes:recruiter (private)", "applications/acme/interview-prep/recruiter/index.md", "notes"
    )


def test_a_source_that_is_gone_is_named_by_its_place() -> None:
    vault, path, text = of_round("I led 8 people.")
    source = Source("project:nowhere", "team_size: 4", "vault/projects/nowhere.md", 7)
    part = Part(PartKind.TEAM, "8", Status.UNVERIFIED, "the project says 4", source)
    made = site_with(vault, path, claim_of(text, part))[TECH]
    assert made.chrome.claims
    assert made.chrome.claims.claims[0].standings == (
        Standing(
            Status.UNVERIFIED, ("8",), "the project says 4", "team_size: 4", "vault/projects/nowhere.md:7"
        ),
    )


def test_a_sentence_without_a_place_is_listed_without_a_link() -> None:
    vault, path, text = of_round("I led 8 people.")
    (sentence,) = sentences_of(text)
    part = Part(PartKind.TEAM, "8", Status.UNVERIFIED, "the project says 4")
    lost = Ledger((Claim(replace(sentence, text="Not there."), Status.UNVERIFIED, (part,)),))
    made = site_with(vault, path, lost)[TECH]
    assert made.chrome.claims
    assert not list(marks_in(made.markdown))
    view = claims_view(made.chrome.claims, "<p>I led 8 people.</p>", lambda link: link.uri)
    assert view
    assert view.first is None
    assert [claim.url for claim in view.in_doubt] == [""]


def test_a_document_without_claims_says_nothing_of_them() -> None:
    vault, path, _ = of_round("Nothing to check.")
    made = site_with(vault, path, Ledger(()))[TECH]
    assert made.chrome.claims is None
    assert page(site_of(vault, plan_of(vault), JinjaTemplates()), TECH).chrome.claims is None


def note_of(*statuses: Status) -> ClaimsNote:
    return ClaimsNote("told", "", "prep.md", tuple(ClaimNote(status, "I led 8.", 1) for status in statuses))


def test_a_mark_is_drawn_once_and_only_for_a_claim() -> None:
    note = note_of(Status.UNVERIFIED, Status.SUPPORTED)
    html = drawn(
        f"<p>{opening(0)}I led 8.{closing(0)} b{closing(1)} c{closing(1)}{closing(7)}{ALL[0]}</p>", note
    )
    assert html.count("<button") == 2
    assert html.count("⟦") == html.count("⟧") == 1
    assert not re.search(f"[{ALL}]", html)
    assert drawn(f"<p>a{opening(0)}b</p>", None) == "<p>ab</p>"


def test_a_line_keeps_a_mark_with_the_word_before_it() -> None:
    html = drawn(f"<p>a &amp;b.{closing(0)}</p><p><em>c</em>{closing(1)}</p>", note_of(*[Status.SUPPORTED] * 2))
    assert '<p>a &amp;<span class="prepsite-last">b.<button' in html
    assert '<em>c</em><span class="prepsite-last"><button' in html


def test_in_an_attribute_no_mark_is_drawn() -> None:
    note = note_of(Status.UNVERIFIED)
    value = f"<b> {closing(0)}<img src=x onerror=x()>"
    html = drawn(sanitise(f"<p><img alt='{value}' src='a.png'>a{closing(0)}</p>"), note)
    assert html.count("<button") == 1
    assert html.index("<button") > html.index("a.png")
    assert html.count("<img") == 1 + html.partition('alt="')[2].partition('"')[0].count("<img")


@pytest.mark.parametrize(
    "forged", ["&#1111472;&#1111456;", "&#x10F5AE;&#x10f5a0;", "&#X0010f5af;&#0001111457;"]
)
def test_a_character_reference_makes_no_mark(forged: str) -> None:
    html = Markdown().convert(f"I led 8. {forged} `{forged}` &#65;")
    clean = sanitise(without_forged(html))
    assert not re.search(f"[{ALL}]", clean)
    assert "A" in clean
    assert drawn(clean, note_of(Status.UNVERIFIED)).count("<button") == 0


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "vault", tmp_path / "vault", ignore=shutil.ignore_patterns(".prepsite"))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\ntheme: material\nplugins: [search, prepsite]\n", encoding="utf-8"
    )
    (tmp_path / "docs").mkdir()
    project = tmp_path / "vault/projects/payout-latency.md"
    text = project.read_text(encoding="utf-8")
    project.write_text(
        text.replace("measured at the gateway.", f"measured at the gateway {HOSTILE}."), encoding="utf-8"
    )
    prep = tmp_path / FOLDER / "prep.md"
    forged = f"&#x10f5ae;&#x10f5a0;{opening(0)}I led 8 people.{closing(0)}"
    text = prep.read_text(encoding="utf-8")
    prep.write_text(
        text.replace(TRUE, f"{forged} {FALSE} I cut it by 99% {HOSTILE}. {TRUE}", 1), encoding="utf-8"
    )
    build_site(tmp_path / "mkdocs.yml", tmp_path / "site", strict=False)
    html = (tmp_path / "site" / f"{URI}.html").read_text(encoding="utf-8")
    assert "onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html
    assert "{{ 7*7 }}" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert not re.search(f"[{ALL}]", html)
    assert html.count('class="prepsite-bracket"') % 2 == 0
