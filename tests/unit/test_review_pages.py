"""What an application's pages say of the whole of it, as chrome, as HTML and exported."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from prepsite.core.pages import site_of
from prepsite.core.pages.exported import exported
from prepsite.core.pages.overviews import NextPart
from prepsite.core.pages.page import Cell, Grid, LinkTo, Page, Plot, PlotPoint, PlotRow
from prepsite.core.plan import plan_of
from prepsite.core.vault import ApplicationRecord, InterviewRecord, Vault
from prepsite.core.words import SPOKEN
from prepsite.site.grids import WIDTH, GridView, PlotView, part_view
from prepsite.templating import JinjaTemplates, package_templates

from interview_vaults import answer, prep_text, round_of, vault_of  # isort: skip

APPLICATION = "applications/acme/index.md"
HOSTILE = "</td><script>alert(1)</script> | [x](javascript:alert(1)) `code` {{ 7*7 }}"
ASKED = {
    "questions": [
        {"text": "How?", "topic": "idempotency", "confidence": 2, "outcome": "weak", "used": ["payouts"]},
        {"text": "Pay?", "topic": "pay", "confidence": 4, "outcome": "strong"},
    ]
}
AGAIN = {"questions": [{"text": "How?", "topic": "idempotency", "confidence": 4, "outcome": "ok"}]}


def _pages(vault: Vault) -> dict[str, Page]:
    return {page.uri: page for page in site_of(vault, plan_of(vault), JinjaTemplates()).pages}


def _parts(page: Page) -> dict[str, Grid | Plot]:
    return {note.anchor: note.part for note in page.chrome.sections if note.part}


def _text(grid: Grid | Plot) -> str:
    assert isinstance(grid, Grid)
    pieces = [piece for row in grid.rows for cell in row for line in cell.lines for piece in line]
    return "\n".join([grid.intro, *(p.text if isinstance(p, LinkTo) else p for p in pieces)])


def _rounds() -> tuple[InterviewRecord, ...]:
    return (
        round_of("screen", 3, status="completed", notes=ASKED, told=[("pay", "90,000 to 95,000 euros")]),
        round_of("two", 5, status="completed", notes=AGAIN),
        round_of(
            "panel", 12, prep=answer("I expect 120,000 euros base.", "profile/answers/pay", "project:payouts")
        ),
    )


def test_the_page_of_an_application_has_all_four_parts_below_headings_of_its_own() -> None:
    page = _pages(vault_of(*_rounds())[0])[APPLICATION]
    parts = _parts(page)
    assert list(parts) == [
        "can-you-defend-each-line",
        "does-anything-contradict",
        "followed-up",
        "how-sure-you-were",
    ]
    for anchor in parts:
        assert f"{{: #{anchor} }}" in page.markdown
    defence = parts["can-you-defend-each-line"]
    assert isinstance(defence, Grid)
    assert [row[1].level for row in defence.rows] == ["high", "high", "medium", "medium"]
    assert LinkTo("question", "applications/acme/interview-prep/panel/index.md", "q1") in [
        piece for row in defence.rows for line in row[2].lines for piece in line
    ]
    assert "It says “led”, and your part was “contributed”." in _text(defence)
    contradictions = _text(parts["does-anything-contradict"])
    assert "vault/applications/acme/interviews/panel/prep.md:12" in contradictions
    assert "vault/applications/acme/interviews/screen/notes.md:10" in contradictions


def test_a_rounds_page_shows_what_earlier_rounds_left_and_the_first_one_nothing() -> None:
    rounds = (round_of("screen", 3, status="completed", notes=ASKED), round_of("panel", 12, prep=answer("So.")))
    pages = _pages(vault_of(*rounds)[0])
    page = pages["applications/acme/interview-prep/panel/index.md"]
    trace = _parts(page)["what-earlier-rounds-left"]
    assert "## What earlier rounds left {: #what-earlier-rounds-left }" in page.markdown
    assert "Nothing takes it up." in _text(trace)
    first = pages["applications/acme/interview-prep/screen/index.md"]
    assert _parts(first) == {}
    assert "earlier rounds left" not in first.markdown


def test_home_names_the_lines_at_high_risk_that_a_round_to_come_does_not_defend() -> None:
    overview = _pages(vault_of(*_rounds())[0])["index.md"].chrome.overview
    assert overview
    following = overview.parts[0]
    assert isinstance(following, NextPart)
    (task,) = [task for task in following.tasks if "high risk" in task.text]
    assert "2 lines of your resume at high risk" in task.text
    assert "Led the move of 31 applications" in task.text
    assert task.link == LinkTo("Acme · Engineer", APPLICATION, "can-you-defend-each-line")
    assert repr(overview).count("high risk") == 1
    closed = _pages(vault_of(*_rounds(), status="rejected")[0])["index.md"]
    assert "high risk" not in repr(closed.chrome.overview)


@pytest.mark.parametrize(
    ("rounds", "settings", "anchor", "said"),
    [
        ((), {"application": {"resume": None}}, "can-you-defend-each-line", "No resume is named."),
        ((), {"resume": None}, "can-you-defend-each-line", "The resume backend is not in the vault"),
        ((), {"resume": {"title": "R"}}, "can-you-defend-each-line", "has no lines yet"),
        ((), {"resume": {"title": "R", "private": True}}, "can-you-defend-each-line", "is private"),
        ((), {}, "does-anything-contradict", "Nothing that could be compared contradicts"),
        ((), {}, "followed-up", "No answer or topic of an earlier round stands as weak"),
        ((), {}, "how-sure-you-were", "No confidence is noted yet"),
        ((round_of("panel", 12),), {}, "how-sure-you-were", "No confidence is noted yet"),
    ],
)
def test_an_empty_part_says_what_to_do(
    rounds: tuple[InterviewRecord, ...], settings: dict[str, object], anchor: str, said: str
) -> None:
    vault, _ = vault_of(*rounds, **settings)  # type: ignore[arg-type]
    part = _parts(_pages(vault)[APPLICATION])[anchor]
    assert isinstance(part, Grid)
    assert said in part.intro
    assert part.rows == ()


def test_export_has_the_same_as_tables_the_plot_among_them() -> None:
    page = _pages(vault_of(*_rounds())[0])[APPLICATION]
    text = exported(page, lambda _: True)
    below = text.partition("Can you defend each line?")[2]
    assert below.lstrip().startswith("4 lines, 2 at high risk.")
    assert "| Line of the resume | Risk | Defended in | Asked before |\n| --- | --- | --- | --- |" in text
    assert "**High**<br>It says “led”" in text
    told = "2, went badly: [Technical screen](#notes-screen)<br>4: [Technical screen](#notes-two)"
    assert f"| idempotency | {told} |" in text
    assert "<svg" not in text
    for line in text.splitlines():
        if line.startswith("|") and "Led the move" in line:
            assert line.count(" | ") == 3


def test_private_files_are_in_no_part() -> None:
    secret = "canary-words"
    notes = {
        "private": True,
        "questions": [{"text": secret, "topic": secret, "confidence": 1, "used": ["payouts"]}],
    }
    rounds = (
        round_of("screen", 3, status="completed", notes=notes, told=[("pay", f"90,000 euros {secret}")]),
        round_of(
            "hidden",
            4,
            status="completed",
            private=True,
            notes={**notes, "private": False},
            prep=answer(secret),
        ),
        round_of("panel", 12, prep=answer("I expect 120,000 euros.", "profile/answers/pay")),
    )
    pages = _pages(vault_of(*rounds)[0])
    for uri in (APPLICATION, "index.md", "applications/acme/interview-prep/panel/index.md"):
        assert secret not in repr(pages[uri])
        assert secret not in exported(pages[uri], lambda _: True)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def _drawn(part: Grid | Plot) -> _Tags:
    import jinja2

    folder = package_templates() / "theme"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=False)  # noqa: S701
    environment.globals.update(words=SPOKEN, counted=SPOKEN.counted)
    view = part_view(part, "here", lambda link: f"{link.uri}#{link.anchor}")
    drawn = environment.from_string('{% import "prepsite/grids.html" as grids %}{{ grids.part(part) }}').render(
        part=view
    )
    tags = _Tags()
    tags.feed(drawn)
    return tags


def test_hostile_words_are_shown_as_typed_and_do_nothing() -> None:
    cell = Cell(((HOSTILE, LinkTo(HOSTILE, "x/index.md")),), "high")
    grid = Grid(HOSTILE, (HOSTILE, "B"), ((cell, cell),), HOSTILE)
    plot = Plot(HOSTILE, HOSTILE, (HOSTILE,), (PlotRow(HOSTILE, (PlotPoint(1, 2, is_low=True),)),), 5, grid)
    for part in (grid, plot):
        tags = _drawn(part)
        assert "script" not in tags.tags
        assert set(tags.links) == {"x/index.md#"}
        assert HOSTILE in tags.text
    vault, _ = vault_of(
        round_of("screen", 3, status="completed", notes={"weak_topics": [HOSTILE]}, told=[(HOSTILE, HOSTILE)]),
        round_of("panel", 12, prep=prep_text(("prep_plan", f"### A\n\n- [ ] {HOSTILE} [notes:screen]"))),
    )
    text = exported(_pages(vault)[APPLICATION], lambda _: True)
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(javascript:", text)


def test_every_mark_of_a_plot_stands_within_it_however_many_there_are() -> None:
    for rounds, topics in ((1, 1), (2, 3), (30, 12)):
        points = tuple(PlotPoint(at, 1 + at % 5, is_low=at % 5 < 2) for at in range(1, rounds + 1))
        rows = tuple(PlotRow(f"topic {n}", points) for n in range(topics))
        plot = Plot("t", "d", tuple(f"r{n}" for n in range(rounds)), rows, 5, Grid(""))
        view = part_view(plot, "here", lambda _: "")
        assert isinstance(view, PlotView)
        assert len(view.rows) == topics
        for row in view.rows:
            assert len(row.marks) == rounds
            assert all(6 <= mark.x <= WIDTH - 20 for mark in row.marks)
            assert all(row.high_y <= mark.y <= row.low_y for mark in row.marks)
            assert row.marks[-1].shown
        shown = [tick.x for tick in view.ticks if tick.shown]
        assert all(later - earlier >= 15 for earlier, later in pairwise(shown))
        assert view.ticks[-1].shown


def test_a_plot_and_its_table_are_bounded() -> None:
    def notes(start: int) -> dict[str, object]:
        return {
            "questions": [
                {"text": "Q?", "topic": f"topic number {start + n}", "confidence": 1 + n % 5} for n in range(40)
            ]
        }

    rounds = [
        round_of(f"r{n}", n + 1, status="completed", notes=notes(n * 7), prep=answer("So.")) for n in range(30)
    ]
    page = _pages(vault_of(*rounds)[0])[APPLICATION]
    parts = _parts(page)
    plot, followed = parts["how-sure-you-were"], parts["followed-up"]
    assert isinstance(plot, Plot)
    assert isinstance(followed, Grid)
    assert (len(plot.rows), len(plot.grid.rows)) == (12, 40)
    assert "12 of 243 topics" in plot.description
    assert plot.grid.more == "And 203 more topics."
    assert len(followed.rows) == 60
    assert followed.more


def test_a_grid_draws_each_cell_under_the_name_of_its_column() -> None:
    grid = Grid("", ("A", "B"), ((Cell((("one",),)), Cell((("two", LinkTo("three", "x/index.md", "y")),))),))
    view = part_view(grid, "here", lambda link: link.uri)
    assert isinstance(view, GridView)
    assert [cell.column for cell in view.rows[0]] == ["A", "B"]
    tags = _drawn(grid)
    assert tags.tags.count("th") == 3
    assert tags.links == ["x/index.md#y"]


def test_a_private_application_keeps_its_review_to_its_own_page() -> None:
    def hidden(vault: Vault, record: ApplicationRecord) -> Vault:
        return replace(vault, applications={record.id: record})

    vault, record = vault_of(*_rounds(), application={"private": True})
    pages = _pages(hidden(vault, record))
    assert pages[APPLICATION].private
    assert "Led the move" not in repr(pages["index.md"])
