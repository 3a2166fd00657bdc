"""Pages: whole, linked, private where they must be, and unbroken by any text."""

import posixpath
import time
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import page_vaults as vaults
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_vaults import FOLDER, Words, by_uri, page, rendered, round_of, site, vault_of

from prepsite.core.pages import labels
from prepsite.core.pages.bodies import Surroundings, embed
from prepsite.core.pages.escaping import escape, escape_blocks, plain
from prepsite.core.pages.listed import Site
from prepsite.core.pages.overviews import ComingPart, NextPart
from prepsite.core.pages.page import Page
from prepsite.core.vault import Vault, VaultFile
from prepsite.errors import Problem, Severity
from prepsite.models.settings import Settings

REFERENCE = "applications/acme/interview-prep/index.md"
ROUND = "applications/acme/interview-prep/tech/index.md"
APPLICATION = "applications/acme/index.md"

HOSTILE = [
    "</title><script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](https://evil.example/x.png)",
    "{: #job-description onclick=x .fold } {{ 7*7 }} {% raw %}",
    "| a | b |",
    "# heading",
    "``` open",
    "~~~",
    "<!-- hidden",
    "--> <div markdown='1'>",
    "---",
    "===",
    "1. one",
    "- [ ] task",
    "!!! note",
    "*[HTML]: x",
    "[^1]: x",
    "C# and C++ & a_b __init__ &amp; &lt; 5 < 6 > 4",
    "\\ \\* `code` **bold** ~~gone~~ ==mark== :smile: $x$",
    "\x02klzzwxh:0001\x03 \x1b[31m \u202egnp.exe \ufeff",
    "--8<-- 'mkdocs.yml'",
    "Company: Acme",
    "<https://evil.example>",
    "term\n: definition\n\n    # indented",
]


def markdown_of(made: Page) -> str:
    return "\n\n".join([made.markdown, *(panel.markdown for panel in made.chrome.panels)])


def chrome_text(made: Page) -> str:
    return repr(replace(made.chrome, panels=tuple(replace(panel, markdown="") for panel in made.chrome.panels)))


def assert_links_lead_somewhere(made: Site) -> int:
    """Assert that every link within the site leads to a page and an anchor on it; return how many."""
    anchors = {found.uri: set(rendered(found.markdown).ids) for found in made.pages}
    attached = {found.uri for found in made.attachments}
    count = 0
    for found in made.pages:
        read = rendered(found.markdown)
        for link in [*read.links, *read.images]:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(found.uri), unquote(path)))
            target = target if path else found.uri
            assert target in anchors or target in attached, f"{found.uri}: {link}"
            assert not anchor or anchor in anchors[target], f"{found.uri}: {link}"
            count += 1
    return count


def assert_sound(made: Site) -> None:
    uris = [found.uri for found in made.pages]
    assert len(set(uris)) == len(uris)
    for found in made.pages:
        assert found.uri.endswith("index.md")
        assert found.title == plain(found.title) != ""
        read = rendered(found.markdown)
        assert read.tags.count("h1") == 1, found.uri
        assert found.markdown.startswith("# ")
        assert not {"script", "iframe", "style", "form", "object"} & set(read.tags), found.uri
        assert read.attributes <= {"href", "id", "class", "src", "alt", "start", "type", "disabled", "style"}
        explicit = [name for name in read.ids if not name.startswith("__")]
        assert len(set(explicit)) == len(explicit), f"{found.uri}: an anchor stands twice"
        for panel in found.chrome.panels:
            assert "h1" not in rendered(panel.markdown).tags
            assert panel.page is not None
            assert panel.markdown in page(made, panel.page.uri).markdown, "a panel shows a part of its page"


def test_every_file_has_its_page_and_every_link_leads_somewhere() -> None:
    made = site(vault_of())
    assert [found.uri for found in made.pages] == [
        "index.md",
        "calendar/index.md",
        "applications/index.md",
        APPLICATION,
        REFERENCE,
        "applications/acme/interview-prep/recruiter/index.md",
        ROUND,
        "applications/acme/interview-prep/manager/index.md",
        "questions/index.md",
        "projects/index.md",
        "story-use/index.md",
        "projects/ledger/index.md",
        "resumes/index.md",
        "resume-matrix/index.md",
        "resumes/backend/index.md",
        "profile/index.md",
        "problems/index.md",
    ]
    assert_sound(made)
    assert assert_links_lead_somewhere(made) > 40


def test_an_empty_vault_says_what_to_do_next() -> None:
    made = site(Vault("vault", Settings()))
    assert_sound(made)
    texts = {uri: found.markdown + chrome_text(found) for uri, found in by_uri(made).items()}
    assert "prepsite new application" in texts["index.md"]
    assert "prepsite new application" in texts["applications/index.md"]
    assert "prepsite new project" in texts["projects/index.md"]
    assert "prepsite new resume" in texts["resumes/index.md"]
    assert "vault/profile.md" in texts["profile/index.md"]
    assert "No problems" in texts["problems/index.md"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    made = site(vault_of(Words(text, body=text)))
    assert [found.uri for found in made.pages] == [found.uri for found in site(vault_of()).pages]
    assert_sound(made)
    assert_links_lead_somewhere(made)
    for found in made.pages:
        assert "<script" not in markdown_of(found).lower()
    project = rendered(page(made, "projects/ledger/index.md").markdown)
    assert plain(text) in project.text


texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text("#*_`[](){}<>|\\!-+=~^:.&;1a \n\t\"'$@%?/", max_size=40),
)


@settings(max_examples=200, deadline=None)
@given(texts)
@example("#")
@example("##")
@example("\\##")
@example("a #\\#")
def test_escaped_text_reads_as_typed_wherever_it_stands(text: str) -> None:
    shown = plain(text)
    if not shown:
        return
    escaped = escape(text)
    assert rendered(f"before\n\n{escaped}\n\nafter").text == f"before {shown} after"
    assert rendered(f"## {escaped} {{: #x }}").text == shown
    assert rendered(f"## {escaped}").text == shown
    assert rendered(f"- {escaped}\n- b").text == f"{shown} b"
    assert rendered(f"| a | b |\n|---|---|\n| {escaped} | c |").text == f"a b {shown} c"
    assert rendered(f"[{escaped}](x.md)").text == shown
    assert rendered(f"**{escaped}**{{: #y }}").ids == ["y"]
    assert {"script", "h1"}.isdisjoint(rendered(escaped).tags)


@settings(max_examples=200, deadline=None)
@given(st.lists(texts, max_size=8).map("\n".join))
def test_a_body_never_breaks_its_page(body: str) -> None:
    made = embed(body, Surroundings(below=2))
    read = rendered(f"# Page\n\n## Before {{: #before }}\n\n{made}\n\n## After {{: #after }}\n")
    assert read.tags.count("h1") == 1
    assert read.tags.count("h2") == 2
    assert "after" in read.ids
    assert "script" not in read.tags
    assert read.attributes <= {"href", "id", "class", "type", "disabled", "start", "title", "style"}


def test_paragraphs_of_a_field_stay_apart() -> None:
    assert escape_blocks("one\nline\n\n# two") == "one line\n\n\\# two"


def test_bodies_go_below_the_headings_of_the_page() -> None:
    made = embed("Title\n=====\n\n# One\n\n### Three\n\n```sh\n# a comment\n```\n", Surroundings(below=2))
    assert made.splitlines() == [
        "### Title",
        "",
        "### One",
        "",
        "##### Three",
        "",
        "```sh",
        "# a comment",
        "```",
    ]


def test_links_of_bodies_lead_to_pages_or_nowhere() -> None:
    body = (
        "[project](../../projects/ledger.md), [posting](job.md), [out](https://example.com/a_(b)), "
        "[elsewhere](../../../etc/passwd), [script](javascript:alert(1)), [gone](missing.md), "
        "[labelled][x], ![board](files/whiteboard.png), [task](<files/my task.pdf>), [bad](files/evil.html), "
        "![remote](https://evil.example/x.png), [settings](../../prepsite.yml)\n\n"
        "[x]: interviews/tech/notes.md\n"
    )
    vault = vault_of(Words(body=body))
    made = site(vault)
    read = rendered(page(made, APPLICATION).markdown)
    assert {"../../projects/ledger/index.md", "interview-prep/index.md#job-description"} <= set(read.links)
    assert "https://example.com/a_%28b%29" in read.links
    assert "files/my%20task.pdf" in read.links
    assert read.images == ["files/whiteboard.png"] * read.images.count("files/whiteboard.png") != []
    assert not [
        link for link in read.links if any(word in link for word in ("passwd", "java", "evil.html", "yml"))
    ]
    assert "elsewhere, script, gone, labelled" in read.text
    assert [found.uri for found in made.attachments] == [
        "applications/acme/files/my task.pdf",
        "applications/acme/files/whiteboard.png",
    ]
    assert made.attachments[0].source == f"{FOLDER}/files/my task.pdf"
    assert_links_lead_somewhere(made)


def test_a_body_that_nobody_links_publishes_nothing() -> None:
    assert site(vault_of()).attachments == ()


def test_references_become_links_but_not_in_code_and_unknown_ones_say_so() -> None:
    made = site(vault_of(Words("Some title")))
    read = rendered(page(made, ROUND).markdown)
    wanted = {
        "../../../../projects/ledger/index.md",
        "../../../../projects/ledger/index.md#metric-p99-latency",
        "../../../../resumes/backend/index.md#bullet-moved",
        "../../../../resumes/backend/index.md#role-fennhold",
        "../../../../resumes/backend/index.md#credential-cka",
        "../../index.md#notes-recruiter",
        "../recruiter/index.md",
        "../../../../profile/index.md#fact-on-call",
        "../index.md#job-description",
        "../../index.md#company-research",
    }
    assert wanted <= set(read.links)
    assert "[project:nowhere] (not found)" in read.text
    assert "in code: [project:ledger]" in read.text
    base = rendered(page(made, REFERENCE).markdown)
    assert "../../../profile/index.md#answer-pay" in base.links


def test_the_reference_shows_the_posting_first_and_a_panel_for_each_round() -> None:
    made = page(site(vault_of()), REFERENCE)
    expected = {"job-description", "company-context", "primary-drivers", "background-narrative"}
    assert [name for name in rendered(made.markdown).ids if name in expected] == [
        "job-description",
        "company-context",
        "primary-drivers",
        "background-narrative",
    ]
    assert [panel.id for panel in made.chrome.panels] == ["recruiter", "tech", "manager"]
    assert made.chrome.chosen == "tech"
    assert made.chrome.written_by.startswith("Drafted without a language model on 2026-03-04")
    tech, manager = made.chrome.panels[1:]
    assert "## Predicted questions {: #predicted-questions .fold }" in tech.markdown
    assert "### 1. Tell me about a migration. {: #q1 }" in tech.markdown
    assert manager.markdown == ""
    assert [notice.command for notice in manager.notices] == ["prepsite generate acme/manager"]


def test_the_page_of_a_round_has_its_time_its_neighbours_and_its_notes() -> None:
    made = by_uri(site(vault_of(Words("Acme"))))
    tech = made[ROUND]
    moment = next(row.when for row in tech.chrome.facts if row.label == "When")
    assert moment is not None
    assert moment.text == "Wed 11 March 2026, 14:00–14:45 (Europe/Berlin)"
    assert moment.at == datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
    assert tech.chrome.rounds is not None
    assert tech.chrome.rounds.previous is not None
    assert tech.chrome.rounds.previous.uri.endswith("/recruiter/index.md")
    assert tech.chrome.rounds.following is not None
    assert tech.chrome.rounds.following.uri.endswith("/manager/index.md")
    recruiter = made["applications/acme/interview-prep/recruiter/index.md"]
    assert "Questions asked" in recruiter.markdown
    assert next(row.when for row in recruiter.chrome.facts if row.label == "When").at is None  # type: ignore[union-attr]


def test_projects_and_bullets_name_the_answers_that_cite_them() -> None:
    made = by_uri(site(vault_of()))
    project = rendered(made["projects/ledger/index.md"].markdown)
    assert "../../applications/acme/interview-prep/tech/index.md#q1" in project.links
    assert "../../resumes/backend/index.md#bullet-moved" in project.links
    resume = rendered(made["resumes/backend/index.md"].markdown)
    assert "../../applications/acme/interview-prep/tech/index.md#q1" in resume.links
    assert {"bullet-moved", "role-fennhold", "credential-cka"} <= set(resume.ids)
    assert "No project backs this line yet" in resume.text


PRIVATE_FILES = [
    "application",
    "job",
    "company",
    "interview:tech",
    "notes:recruiter",
    "project",
    "resume",
    "profile",
    "facts",
]


@pytest.mark.parametrize("name", PRIVATE_FILES)
def test_a_private_file_is_on_private_pages_only(name: str) -> None:
    quiet, loud = vault_of(), vault_of(Words("Canary", body="Canary", private_files=frozenset({name})))
    problem = Problem(_path_of(name), 3, 1, Severity.WARNING, "Canary", "Canary is odd", "mend the Canary")
    made = site(replace(vaults.mixed(quiet, loud, name), problems=(problem,)))
    assert_sound(made)
    assert_links_lead_somewhere(made)
    shown = [found for found in made.pages if "Canary" in markdown_of(found) + chrome_text(found) + found.title]
    assert shown, "its own page shows it"
    assert [found.uri for found in shown if not found.private] == []
    for found in made.pages:
        assert "Canary" not in f"{found.title} {found.nav_title} {found.section} {found.description}"


def _path_of(name: str) -> str:
    kind, _, part = name.partition(":")
    folder = f"{FOLDER}/interviews/{part}"
    paths = {
        "interview": f"{folder}/interview.md",
        "notes": f"{folder}/notes.md",
        "project": "vault/projects/ledger.md",
        "resume": "vault/resumes/backend.md",
        "profile": "vault/profile.md",
        "facts": "vault/facts.md",
    }
    return paths.get(kind, f"{FOLDER}/{kind}.md")


def test_a_private_block_has_a_page_of_its_own() -> None:
    made = site(vault_of(Words(private={"floor": "Canary", "more": {"nested": ["Canary"]}})))
    assert_sound(made)
    shown = [found for found in made.pages if "Canary" in markdown_of(found) + chrome_text(found)]
    assert [found.uri for found in shown] == [
        "applications/acme/interview-prep/recruiter/private/index.md",
        "applications/acme/interview-prep/tech/private/index.md",
        "applications/acme/interview-prep/manager/private/index.md",
        "applications/acme/private/index.md",
        "projects/ledger/private/index.md",
        "resumes/backend/private/index.md",
        "profile/private/index.md",
    ]
    assert all(found.private for found in shown)
    assert "private/index.md" in rendered(page(made, "profile/index.md").markdown).links


def test_a_broken_file_has_a_page_that_says_where_and_the_rest_is_there() -> None:
    vault = vault_of()
    record = vault.applications["acme"]
    broken = replace(record.interviews[1], file=VaultFile(record.interviews[1].file.path, "tech", None))
    problem = Problem(
        broken.file.path, 3, 8, Severity.ERROR, "stage", "'technicall' is not a stage", "use technical_screen"
    )
    project = Problem("vault/projects/ledger.md", 1, 1, Severity.ERROR, "", "the file is empty", "fill it")
    made = site(
        replace(
            vault,
            applications={"acme": replace(record, interviews=(record.interviews[0], broken))},
            projects={"ledger": VaultFile("vault/projects/ledger.md", "ledger", None)},
            problems=(problem, project),
        )
    )
    assert_sound(made)
    assert_links_lead_somewhere(made)
    told = page(made, ROUND).chrome.notices[0]
    assert f"{broken.file.path}:3:8: stage: 'technicall' is not a stage; use technical_screen" == told.text
    assert "can't be read as it stands" in page(made, "projects/ledger/index.md").markdown
    problems = rendered(page(made, "problems/index.md").markdown).text
    assert "line 3, column 8: stage: 'technicall' is not a stage; use technical_screen" in problems
    assert "2 errors" in chrome_text(page(made, "index.md"))


def test_an_application_without_any_file_still_has_its_pages() -> None:
    vault = vault_of()
    bare = replace(
        vault.applications["acme"], application=None, job=None, company=None, prep=None, interviews=()
    )
    made = site(replace(vault, applications={"acme": bare}, resumes={}, profile=None, facts=None))
    assert_sound(made)
    assert_links_lead_somewhere(made)
    assert "application.md is missing" in page(made, APPLICATION).chrome.notices[0].text
    assert "prepsite new interview acme" in chrome_text(page(made, REFERENCE))


def test_missing_prep_is_a_warning_with_its_command() -> None:
    vault = vault_of(rounds=(round_of("tech", Words()),))
    record = replace(vault.applications["acme"], prep=None)
    made = site(replace(vault, applications={"acme": record}))
    commands = {notice.command for notice in page(made, REFERENCE).chrome.notices}
    assert "prepsite generate acme --base" in commands
    assert [notice.command for notice in page(made, ROUND).chrome.notices] == ["prepsite generate acme/tech"]
    overview = page(made, "index.md").chrome.overview
    assert overview
    following = overview.parts[0]
    assert isinstance(following, NextPart)
    home = {task.command for task in following.tasks if task.command}
    assert home == {"prepsite generate acme --base", "prepsite generate acme/tech"}


def test_two_applications_of_the_same_name_stay_apart_in_the_navigation() -> None:
    vault = vault_of()
    twin = replace(vault.applications["acme"], id="acme-2", folder="vault/applications/acme-2")
    made = site(replace(vault, applications={"acme": vault.applications["acme"], "acme-2": twin}))
    sections = {found.section for found in made.pages if found.section[:1] == ("Applications",)}
    assert len(sections) == 3


def test_own_sections_come_last_and_their_anchors_stay_apart() -> None:
    vault = vault_of()
    text = vaults.base_prep().text + "\n## Job description\n\nMine: ask for Jonna.\n\n## Next\n\n# Loud\n"
    record = replace(vault.applications["acme"], prep=replace(vaults.base_prep(), text=text))
    made = site(replace(vault, applications={"acme": record}))
    assert_sound(made)
    ids = rendered(page(made, REFERENCE).markdown).ids
    assert ids.index("background-narrative") < ids.index("job-description-2") < ids.index("next")
    assert "Edited by you" in chrome_text(page(made, REFERENCE))


@pytest.mark.parametrize(
    ("start", "minutes", "text"),
    [
        ("2026-03-11T13:00+00:00", 45, "Wed 11 March 2026, 14:00–14:45 (Europe/Berlin)"),
        ("2026-03-11T13:00+00:00", None, "Wed 11 March 2026, 14:00 (Europe/Berlin)"),
        ("2026-03-29T00:30+00:00", 60, "Sun 29 March 2026, 01:30–03:30 (Europe/Berlin)"),
        (
            "2026-12-31T22:30+00:00",
            60,
            "Thu 31 December 2026, 23:30 – Fri 1 January 2027, 00:30 (Europe/Berlin)",
        ),
        ("9999-12-31T23:59+00:00", 60, "Fri 31 December 9999, 23:59 (Europe/Berlin)"),
    ],
)
def test_times_are_told_in_the_zone_of_the_vault(start: str, minutes: int | None, text: str) -> None:
    told = labels.moment_text(datetime.fromisoformat(start), ZoneInfo("Europe/Berlin"), minutes)
    assert told == text


def test_five_hundred_rounds_are_all_there() -> None:
    rounds = tuple(round_of(f"round-{number}", Words(), prep=True) for number in range(500))
    made = site(vault_of(rounds=rounds))
    assert len([found for found in made.pages if found.chrome.kind == "interview"]) == 500
    assert len(page(made, REFERENCE).chrome.panels) == 500
    overview = page(made, "index.md").chrome.overview
    assert overview
    _, after, *_ = overview.parts
    assert isinstance(after, ComingPart)
    assert len(after.rows) == 12
    assert after.more
    assert after.more.text == "All 500 in the calendar"


@pytest.mark.parametrize(
    "body",
    [
        "[" * 50_000,
        "![x]" * 20_000,
        "[x](" * 20_000,
        "`" * 50_000,
        "\\`" * 50_000,
        "<!--" * 20_000,
        "<a " * 20_000,
        "```a\n" * 20_000,
        "# " + " " * 50_000 + "x",
        " " * 50_000 + "x\n" + ">" * 50_000 + "\n" + "- " * 20_000,
        "`a``b```c````" * 5_000,
    ],
    ids=lambda body: repr(body[:8]),
)
def test_no_body_takes_long(body: str) -> None:
    begun = time.process_time()
    embed(body, Surroundings(below=2))
    assert time.process_time() - begun < 5
