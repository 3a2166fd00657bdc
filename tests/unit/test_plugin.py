"""The MkDocs plugin over small vaults: settings, navigation, problems, attachments, failures."""

import json
import logging
import re
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink

from prepsite.app.scaffold import init
from prepsite.core.pages.listed import Listed
from prepsite.core.pages.page import Attachment, Chrome, Page
from prepsite.core.pages.sitemap import round_uri
from prepsite.errors import PrepsiteError
from prepsite.site import plugin as plugin_module
from prepsite.site.attachments import attachment_content
from prepsite.site.building import build_site, configuration
from prepsite.site.incremental.drawing import Drawing
from prepsite.site.navigation import navigation_of
from prepsite.site.plugin import PrepsitePlugin
from prepsite.site.reading import site_of_failure
from prepsite.site.rendering import TypedPage, own_meta, tame_contents
from prepsite.vault.layout import Workspace


@pytest.fixture
def search(tmp_path: Path) -> Path:
    """Return a job search with the scaffold's example in it."""
    folder = tmp_path / "search"
    init(folder)
    return folder


def settings(folder: Path, text: str) -> Path:
    file = folder / "mkdocs.yml"
    file.write_text(f"site_name: Mine\n{text}\nplugins: [search, prepsite]\n", encoding="utf-8")
    return file


def configured(file: Path) -> MkDocsConfig:
    config = configuration(file)
    config.plugins.on_startup(command="build", dirty=False)
    return config.plugins.on_config(config)


def test_a_minimal_settings_file_is_enough(search: Path) -> None:
    config = configured(settings(search, "theme: material"))
    assert config.theme["font"] is False
    assert config.use_directory_urls is False
    assert config.theme["palette"][0]["media"] == "(prefers-color-scheme)"
    assert "navigation.prune" in config.theme["features"]
    assert "prepsite.site.folding" in config.markdown_extensions
    assert str(search / "vault") in config.watch


def test_what_the_user_set_stays(search: Path) -> None:
    theme = "theme:\n  name: material\n  palette: {scheme: slate}\n  features: [navigation.tabs]"
    config = configured(
        settings(search, f"{theme}\nextra_css: [mine.css]\nmarkdown_extensions: [toc: {{permalink: true}}]")
    )
    assert config.theme["palette"] == {"scheme": "slate"}
    assert config.theme["features"] == ["navigation.tabs"]
    assert config.extra_css[-1] == "mine.css"
    assert config.mdx_configs["toc"] == {"toc_depth": 3, "permalink": True}


def test_instant_navigation_is_left_out_with_a_warning(search: Path, caplog: pytest.LogCaptureFixture) -> None:
    theme = (
        "theme:\n  name: material\n  features: [navigation.instant, navigation.instant.prefetch, toc.follow]"
    )
    config = configured(settings(search, theme))
    assert config.theme["features"] == ["toc.follow"]
    assert "navigation.instant.prefetch" in caplog.text


def test_a_repository_address_is_left_out_with_a_warning(
    search: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = configured(settings(search, "theme: material\nrepo_url: https://git.example.com/x"))
    assert config.repo_url is None
    assert "repo_url" in caplog.text


def test_another_theme_is_refused_with_the_remedy(search: Path) -> None:
    with pytest.raises(PrepsiteError, match="theme: material"):
        build_site(settings(search, "theme: mkdocs"), None, strict=False)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("theme.logo", "theme: {name: material, logo: 'https://a.example/logo.png'}"),
        ("theme.favicon", "theme: {name: material, favicon: '//a.example/icon.png'}"),
        ("extra_css", "theme: material\nextra_css: ['https://a.example/a.css']"),
        ("extra_javascript", "theme: material\nextra_javascript: ['https://a.example/a.js']"),
        (
            "extra_javascript",
            "theme: material\nextra_javascript: [{path: 'https://a.example/a.mjs', type: module}]",
        ),
    ],
)
def test_what_pages_would_load_from_another_host_is_refused(search: Path, setting: str, text: str) -> None:
    with pytest.raises(PluginError, match=rf"{setting}: \S+ comes from another host.*save it below docs/"):
        configured(settings(search, text))


def test_a_picture_of_ones_own_is_the_logo(search: Path) -> None:
    config = configured(
        settings(search, "theme: {name: material, logo: img/me.png, favicon: 'data:image/png;base64,x'}")
    )
    assert (config.theme["logo"], config.theme["favicon"]) == ("img/me.png", "data:image/png;base64,x")


def test_theme_parts_tell_the_host_of_a_link(search: Path) -> None:
    interview = search / "vault/applications/example/interviews/technical-screen/interview.md"
    text = interview.read_text(encoding="utf-8")
    people = "".join(
        f"  - name: {name}\n    link: {link}\n"
        for name, link in (
            ("bank.example", "https://thief.example/me"),
            ("ada.example", "https://ada.example/"),
        )
    )
    text = re.sub(r"(?m)^interviewers:\n(?:[ -].*\n)*", "", text)
    text, changed = re.subn("(?m)^join_link: .*$", "join_link: https://call.example@thief.example/x", text)
    assert changed == 1
    interview.write_text(text.replace("---\n", f"---\ninterviewers:\n{people}", 1), encoding="utf-8")
    site = build_site(search / "mkdocs.yml", None, strict=False)
    uri = round_uri("example", "technical-screen").replace(".md", ".html")
    page = (site / uri).read_text(encoding="utf-8")
    assert re.search(
        r'href="https://thief.example/me"[^>]*>bank.example</a> <bdi class="prepsite-host">\(thief.example\)',
        page,
    )
    assert 'prepsite-host">(ada.example)' not in page
    assert 'prepsite-join__host">thief.example<' in page
    # The way in stands as a fact, too.
    facts = [
        found[1]
        for path in site.rglob("*.html")
        for found in re.finditer(
            r'<dd>\s*<a href="https://call[^>]*>https://call[^<]*</a>(.*)', path.read_text(encoding="utf-8")
        )
    ]
    assert facts
    assert all(told.startswith(' <bdi class="prepsite-host">(thief.example)</bdi>') for told in facts)


@pytest.mark.parametrize("docs", ["vault", ".", "vault/projects"])
def test_the_vault_is_never_published_as_it_is(search: Path, docs: str) -> None:
    with pytest.raises(PrepsiteError, match=r"docs_dir"):
        build_site(
            settings(search, f"theme: material\ndocs_dir: {docs}\nsite_dir: ../site"), None, strict=False
        )


def test_a_missing_vault_stops_a_build_and_says_so(search: Path) -> None:
    (search / "vault").rename(search / "elsewhere")
    with pytest.raises(PrepsiteError, match="vault"):
        build_site(search / "mkdocs.yml", None, strict=False)
    assert not (search / "site" / "index.html").exists()


def test_a_lost_docs_folder_is_made_again(search: Path) -> None:
    for path in sorted((search / "docs").rglob("*"), reverse=True):
        path.unlink()
    (search / "docs").rmdir()
    assert (build_site(search / "mkdocs.yml", None, strict=False) / "index.html").is_file()


def test_problems_are_told_once_by_their_place_and_fail_a_strict_build(
    search: Path, caplog: pytest.LogCaptureFixture
) -> None:
    project = next((search / "vault" / "projects").glob("*.md"))
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("---\n", "---\nnonsense: 1\n", 1), encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        build_site(search / "mkdocs.yml", None, strict=False)
    told = [r for r in caplog.records if "nonsense" in r.getMessage()]
    assert [r.name for r in told] == ["mkdocs.plugins.prepsite"]
    assert told[0].getMessage().startswith(f"vault/projects/{project.name}:2:1: error: nonsense")
    with pytest.raises(PrepsiteError, match="nonsense"):
        build_site(search / "mkdocs.yml", None, strict=True)


def test_a_page_of_ones_own_that_may_take_long_is_named(search: Path, caplog: pytest.LogCaptureFixture) -> None:
    plugin = PrepsitePlugin()
    config = configured(settings(search, "theme: material"))
    for name, text in (("slow.md", "[" * 8000), ("quick.md", "Words.\n\n" * 4000)):
        page = MkDocsPage(None, File.generated(config, name, content=text), config)
        with caplog.at_level(logging.INFO, "mkdocs.plugins.prepsite"):
            assert plugin.on_page_markdown(text, page=page, config=config, files=Files([])) == text
    assert [record.message.partition(":")[0] for record in caplog.records] == ["slow.md"]


def test_a_users_own_page_stands_in_place_of_prepsites(search: Path) -> None:
    (search / "docs" / "index.md").write_text("# My own home\n", encoding="utf-8")
    site = build_site(search / "mkdocs.yml", None, strict=True)
    assert "My own home" in (site / "index.html").read_text(encoding="utf-8")


def test_a_users_theme_part_extends_the_packages(search: Path) -> None:
    folder = search / "templates" / "theme"
    folder.mkdir(parents=True)
    (folder / "main.html").write_text(
        '{% extends "prepsite.html" %}{% block prepsite_foot %}<p>Mine too</p>{{ super() }}{% endblock %}',
        encoding="utf-8",
    )
    own = search / "templates" / "assets"
    own.mkdir()
    (own / "print.css").write_text("/* mine */", encoding="utf-8")
    site = build_site(search / "mkdocs.yml", None, strict=True)
    assert "<p>Mine too</p>" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "assets/prepsite/print.css").read_text(encoding="utf-8") == "/* mine */"


def test_the_search_index_is_there_as_a_script(search: Path) -> None:
    site = build_site(search / "mkdocs.yml", search / "out", strict=True)
    assert site == search / "out"
    script = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("var __index = "))
    assert index == json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))


def test_what_search_finds_is_the_same_whether_a_page_is_drawn_or_not(
    search: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = search / "vault/profile.md"
    profile.write_text(profile.read_text().replace("---\n", "---\nprivate: {pay: much}\n", 1))
    drawings: list[Drawing] = []
    monkeypatch.setattr(plugin_module, "draw_site", lambda drawing, *_: drawings.append(drawing))
    monkeypatch.setattr(Listed, "page", property(fails))
    build_site(search / "mkdocs.yml", None, strict=False)
    (drawing,) = drawings
    pages = list(drawing.files.vault_pages())
    known = [drawing.entries(page) for page in pages]
    monkeypatch.undo()
    assert [drawing.draw(page).entries for page in pages] == known
    assert [bool(each) for each in known] == [not page.listed.private for page in pages]
    assert known.count("") == 1


def fails(listed: Listed) -> Page:
    raise AssertionError(f"{listed.uri} was made")


def page(uri: str, title: str, *section: str) -> Page:
    return Page(uri, title, "", Chrome("test"), section, nav_title=title)


def test_the_navigation_goes_by_sections_and_escapes_titles() -> None:
    pages = [
        page("index.md", "Home"),
        page("a/index.md", "Overview", "Applications"),
        page("a/x/index.md", "<b>X</b>", "Applications", "X & Co"),
        page("b/index.md", "Projects", "Projects"),
    ]
    own = ["handbook/z.md", "handbook/index.md", "about.md"]
    assert navigation_of(pages, own) == [
        {"Home": "index.md"},
        {
            "Applications": [
                {"Overview": "a/index.md"},
                {"X &amp; Co": [{"&lt;b&gt;X&lt;/b&gt;": "a/x/index.md"}]},
            ]
        },
        {"Projects": [{"Projects": "b/index.md"}]},
        "about.md",
        {"Handbook": ["handbook/index.md", "handbook/z.md"]},
    ]


def test_the_theme_reads_only_escaped_front_matter() -> None:
    meta: dict[str, object] = {
        "title": "<script>",
        "icon": "../..",
        "template": "x.html",
        "hide": ["toc", "<x>"],
        "search": {"exclude": "yes", "boost": 2},
        "description": ["no text"],
    }
    kept = own_meta(meta)
    assert kept == {"title": "&lt;script&gt;", "hide": ["toc"], "search": {"exclude": False, "boost": 2}}


def test_contents_are_text() -> None:
    entry = AnchorLink("&lt;img onerror=x&gt; <b>A</b>", "a", 2)
    tame_contents([entry])
    assert entry.title == "&lt;img onerror=x&gt; A"


def test_text_nested_too_deeply_shows_as_typed(search: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = configured(search / "mkdocs.yml")
    file = File.generated(config, "deep.md", content="")
    deep = TypedPage("Deep", file, config)
    deep.markdown = "\n".join("    " * level + "- x <b>" for level in range(400))
    deep.render(config, Files([file]))
    assert isinstance(deep, MkDocsPage)
    assert deep.content is not None
    assert "&lt;b&gt;" in deep.content
    assert "nested too deeply" in caplog.text


def test_only_regular_files_of_known_kinds_are_published(tmp_path: Path) -> None:
    folder = tmp_path / "vault" / "applications" / "a" / "files"
    folder.mkdir(parents=True)
    (folder / "plan.pdf").write_bytes(b"%PDF")
    (folder / "page.html").write_text("<script>", encoding="utf-8")
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    (folder / "link.pdf").symlink_to(secret)
    (tmp_path / "vault" / "applications" / "linked").symlink_to(tmp_path)
    workspace = Workspace.at(tmp_path)

    def content(name: str) -> bytes:
        return attachment_content(workspace, Attachment(f"applications/{name}", f"vault/applications/{name}"))

    assert content("a/files/plan.pdf") == b"%PDF"
    for name in (
        "a/files/page.html",
        "a/files/link.pdf",
        "linked/secret.pdf",
        "../../secret.pdf",
        "a/gone.pdf",
    ):
        with pytest.raises(PrepsiteError, match="attachment"):
            content(name)


def test_a_server_gets_a_page_that_says_what_is_wrong_where_a_build_stops(search: Path) -> None:
    failure = site_of_failure(PrepsiteError("it broke", where="vault/x.md", remedy="mend it")).site
    assert [found.uri for found in failure.pages] == ["index.md"]
    assert "vault/x.md: it broke" in failure.pages[0].chrome.notices[0].text
    (search / "vault").rename(search / "elsewhere")
    config = configuration(search / "mkdocs.yml")
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(Files([]), config=config)
    assert [file.src_uri for file in files.documentation_pages()] == ["index.md"]
    assert isinstance(config.plugins["prepsite"], PrepsitePlugin)
