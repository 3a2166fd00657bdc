"""What pages, check and plan say of stale sections and of texts that wait, at their place and escaped."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from prepsite.app.check import check_vault
from prepsite.app.filling import fill
from prepsite.app.generate import GenerateOptions, generate
from prepsite.app.outcomes import Outcome
from prepsite.app.pages import pages_of
from prepsite.cli.plan import command
from prepsite.core.pages.page import Chrome, Notice, Page, Panel, SectionNote
from prepsite.errors import Severity
from prepsite.site.building import build_site
from prepsite.site.views import RenderedPanel, view_of
from prepsite.vault.layout import Workspace

REPOSITORY = Path(__file__).parents[2]
ROUND = "kestrel-grid-staff-engineer/technical-screen"
HOSTILE = "<img src=x onerror=alert(1)> & {{ 7*7 }}"
COMMAND = f"prepsite generate {ROUND} --stale"
LATENCY = "p99 latency: after 380 → {} (project:payout-latency/metrics/p99 latency)"


class Silent:
    """A progress that nobody watches."""

    def start(self, names: object) -> None: ...

    def streamed(self, name: str, tokens: int) -> None: ...

    def done(self, outcome: Outcome) -> None:
        assert outcome.ok, outcome


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A search in which one section is edited, a text waits beside it, and a metric changed since."""
    root = tmp_path_factory.mktemp("search")
    shutil.copytree(REPOSITORY / "vault", root / "vault", ignore=shutil.ignore_patterns("prep.md", ".prepsite"))
    (root / "mkdocs.yml").write_text(
        "site_name: Search\ntheme: material\nplugins: [prepsite]\ndocs_dir: notes\n", encoding="utf-8"
    )
    (root / "notes").mkdir()
    workspace = Workspace.at(root)
    fill(workspace, Silent())
    prep = root / "vault/applications/kestrel-grid-staff-engineer/interviews/technical-screen/prep.md"
    prep.write_text(prep.read_text(encoding="utf-8").replace("### 1. ", "### 1. Mine: "), encoding="utf-8")
    project = root / "vault/projects/payout-latency.md"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("380 ms", "340 ms"), encoding="utf-8")
    generate(workspace, [ROUND], GenerateOptions(stale=True), Silent())
    project.write_text(
        text.replace("380 ms", "340 ms").replace("after: '380'", f"after: '{HOSTILE}'"), encoding="utf-8"
    )
    return workspace


def test_a_page_says_it_at_the_section_and_so_does_the_panel(search: Workspace) -> None:
    pages = {page.uri: page for page in pages_of(search).pages}
    page = next(page for uri, page in pages.items() if uri.endswith("technical-screen/index.md"))
    notes = {note.anchor: note.notices for note in page.chrome.sections if note.notices}
    stale, waits = notes["predicted-questions"]
    assert stale.text.startswith("Changed since this was written: ")
    assert LATENCY.format(HOSTILE) in stale.text
    assert "Your edit stays" in stale.text
    assert (stale.severity, stale.command) == (Severity.WARNING, COMMAND)
    assert waits.text.startswith("A new text waits beside yours")
    assert waits.command == f"prepsite diff {ROUND} predicted_questions"
    assert "{: #predicted-questions .fold }" in page.markdown
    panels = [
        panel for page in pages.values() for panel in page.chrome.panels if panel.id == "technical-screen"
    ]
    (panel,) = [panel for panel in panels if panel.sections]
    assert {note.anchor for note in panel.sections} == {f"technical-screen_{anchor}" for anchor in notes}


def test_check_and_plan_name_the_section_and_the_command(
    search: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "vault/applications/kestrel-grid-staff-engineer/interviews/technical-screen/prep.md"
    lines = (search.root / path).read_text(encoding="utf-8").split("\n")
    notices = [notice for notice in check_vault(search).notices if notice.path == path]
    stale = next(notice for notice in notices if "predicted_questions" in notice.message)
    assert LATENCY.format(HOSTILE) in stale.message
    assert stale.remedy == f"run `{COMMAND}`"
    waits = next(notice for notice in notices if "waits" in notice.message)
    assert waits.remedy == f"see it with `prepsite diff {ROUND} predicted_questions`"
    assert lines[waits.line - 1].startswith("<!-- prepsite:section predicted_questions")
    monkeypatch.chdir(search.root)
    told = CliRunner().invoke(command, [], catch_exceptions=False)
    assert told.exit_code == 0
    (line,) = [line for line in told.output.split("\n") if "· predicted_questions, edited by you: " in line]
    assert LATENCY.format(HOSTILE) in line
    assert "· predicted_questions: a new text waits beside yours" in told.output


def test_what_is_said_at_a_section_is_escaped_and_stands_under_its_heading(search: Workspace) -> None:
    built = build_site(search.root / "mkdocs.yml", None, strict=False)
    html = next(built.rglob("interview-prep/technical-screen/index.html")).read_text(encoding="utf-8")
    heading = html.index('id="predicted-questions"')
    note = html.index("prepsite-notices--section", heading)
    assert html[heading:note].count("<h2") == html[heading:note].count("<h3") == 0
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; {{ 7*7 }}" in html
    assert "<img src=x" not in html


def test_content_is_parted_without_losing_a_byte() -> None:
    content = '<h1>T</h1>\n<h2 id="a">A</h2><p>x</p><h2 class="fold" id="b-2">B</h2><p id="a">y</p>'
    notes = tuple(SectionNote(anchor, (Notice(Severity.NOTICE, anchor),)) for anchor in ("b-2", "gone"))
    page = Page("a/index.md", "T", "", Chrome("interview", sections=notes))
    panel = RenderedPanel(Panel("p", "P", "", sections=notes), content, ())
    view = view_of(page, content, (panel,), lambda link: link.uri, None)
    assert str(view.heading) + "".join(str(part.html) for part in view.passages) == content
    assert [[notice.text for notice in part.notices] for part in view.passages] == [["b-2"], []]
    assert view.passages[0].html.endswith("B</h2>")
    assert "".join(part.html for part in view.panels[0].passages) == content
