"""What an export for Zensical holds: a configuration that reads as meant, and the user's own pages."""

import json
import tomllib
from pathlib import Path

import pytest

from prepsite.app.export import MARKER, export_site
from prepsite.core.pages.contents import Branch, Leaf, contents_of
from prepsite.core.pages.exported import exported, safe_title
from prepsite.core.pages.page import Chrome, Page
from prepsite.core.pages.zensical import configuration
from prepsite.core.words import SPOKEN, Words
from prepsite.errors import PrepsiteError
from prepsite.site.articles import EXTENSIONS
from prepsite.vault.layout import Workspace

HOSTILE = '</title><script>alert(1)</script> " onload=x &lt;b&gt; \\ ] "" = 1'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    files = {
        "vault/prepsite.yml": "timezone: Europe/Berlin\n",
        "vault/profile.md": "---\nname: Maren\n---\n",
        "vault/projects/ledger.md": "---\ntitle: Ledger\nactions:\n  - I built it.\n---\n",
        "vault/projects/secret.md": "---\ntitle: Canary\nprivate: true\n---\n\nCanary\n",
        "docs/notes/about.md": "# About\n\n![me](me.png)\n",
        "docs/notes/me.png": "a picture",
        "docs/profile/index.md": "# My own\n",
        "docs/page.html": "<script>alert(1)</script>",
        "docs/.hidden/draft.md": "Canary",
        "docs/.draft.md": "Canary",
    }
    for name, text in files.items():
        path = tmp_path / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Workspace.at(tmp_path / "search")


def entries(nav: list[object]) -> list[tuple[str, str]]:
    """Return title and uri of every page in a navigation, depth first."""
    found: list[tuple[str, str]] = []
    for each in nav:
        if isinstance(each, str):
            found.append(("", each))
            continue
        assert isinstance(each, dict)
        ((title, below),) = each.items()
        found += entries(below) if isinstance(below, list) else [(title, below)]
    return found


def test_the_configuration_reads_as_meant_whatever_the_titles() -> None:
    contents: list[Leaf | Branch] = [
        Leaf("index.md", "Home"),
        Branch(HOSTILE, [Leaf("a/index.md", HOSTILE), Branch("\u05d0 \U0001f600", [Leaf("b/index.md", "B")])]),
        Leaf("own.md"),
    ]
    project = tomllib.loads(configuration("Interview prep", contents, SPOKEN))["project"]
    safe = safe_title(HOSTILE)
    assert project["nav"] == [
        {"Home": "index.md"},
        {safe: [{safe: "a/index.md"}, {"\u05d0 \U0001f600": [{"B": "b/index.md"}]}]},
        "own.md",
    ]
    assert project["docs_dir"] == "docs"
    assert project["use_directory_urls"] is False
    assert project["theme"]["font"] is False
    assert project["theme"]["language"] == "en"
    assert set(project["markdown_extensions"]["pymdownx"]) == {
        "details", "highlight", "superfences", "tasklist",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "language", "direction"),
    [
        (Words("he", is_right_to_left=True), "he", "rtl"),
        (Words("de-AT"), "de", "ltr"),
        (Words("pt-BR"), "pt-BR", "ltr"),
        (Words("gsw"), "en", "ltr"),
    ],
)
def test_another_language_is_the_themes_too_where_it_speaks_it(
    words: Words, language: str, direction: str
) -> None:
    theme = tomllib.loads(configuration("Interview prep", [], words))["project"]["theme"]
    assert (theme["language"], theme["direction"]) == (language, direction)


def test_titles_are_safe_in_themes_that_do_not_escape_them() -> None:
    assert not set(safe_title(HOSTILE)) & set('<>"')
    assert "&amp;lt;b&amp;gt;" in safe_title(HOSTILE)
    assert safe_title("Müller & Söhne: C# (100%)") == "Müller & Söhne: C# (100%)"
    page = Page("index.md", HOSTILE, "# x\n", Chrome("test"))
    line = exported(page, lambda _: True).split("\n")[1]
    assert json.loads(line.removeprefix("title: ")) == safe_title(HOSTILE)


def test_sections_of_a_name_stand_together() -> None:
    pages = [
        Page("a.md", "A", "", Chrome("test"), ("One",)),
        Page("b.md", "B", "", Chrome("test"), ("Two", "One")),
        Page("c.md", "C", "", Chrome("test"), ("One",), nav_title="See"),
    ]
    assert contents_of(pages, ["z-folder/x.md", "z-folder/index.md"]) == [
        Branch("One", [Leaf("a.md", "A"), Leaf("c.md", "See")]),
        Branch("Two", [Branch("One", [Leaf("b.md", "B")])]),
        Branch("Z folder", [Leaf("z-folder/index.md"), Leaf("z-folder/x.md")]),
    ]


def test_the_users_own_pages_come_along_and_go_first(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (workspace.root / "docs/notes/link.md").symlink_to(tmp_path / "search/vault/profile.md")
    written = export_site(workspace, folder, zensical=True)
    assert all(path.is_relative_to(folder / "docs") for path in written)
    assert (folder / "docs/profile/index.md").read_text("utf-8") == "# My own\n"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"docs/notes/about.md", "docs/notes/me.png", "zensical.toml", MARKER} <= names
    assert not [name for name in names if "draft" in name or "link" in name or name.endswith(".html")]
    assert not [name for name in names if "Canary" in (folder / name).read_text("utf-8")]
    nav = entries(tomllib.loads((folder / "zensical.toml").read_text("utf-8"))["project"]["nav"])
    assert {uri for _, uri in nav} == {
        path.relative_to(folder / "docs").as_posix() for path in folder.rglob("*.md")
    }
    assert nav[-2:] == [("", "notes/about.md"), ("", "profile/index.md")]


def test_the_export_names_every_extension_that_the_site_reads_pages_with() -> None:
    """Zensical has tables by itself, so that its pages don't tell of one that is missing here."""
    named = tomllib.loads(configuration("Mine", [], SPOKEN))["project"]["markdown_extensions"]
    found = {
        f"{name}.{inner}" if name == "pymdownx" else name
        for name, value in named.items()
        for inner in (value if name == "pymdownx" else [name])
    }
    # An export stands without prepsite's own.
    assert found == {name for name in EXTENSIONS if not name.startswith("prepsite.")} | {"toc"}


def test_an_export_of_one_kind_gives_way_to_the_other(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export_site(workspace, folder, zensical=True)
    export_site(workspace, folder)
    assert not (folder / "docs").exists()
    assert not (folder / "zensical.toml").exists()
    export_site(workspace, folder, zensical=True)
    assert not (folder / "index.md").exists()


def test_an_export_never_goes_where_its_own_pages_come_from(workspace: Workspace) -> None:
    with pytest.raises(PrepsiteError, match="can't go into docs"):
        export_site(workspace, workspace.root / "docs/pages", zensical=True)
    assert not (workspace.root / "docs/pages").exists()


def test_a_search_without_docs_has_no_own_pages(workspace: Workspace, tmp_path: Path) -> None:
    (workspace.root / "docs").rename(tmp_path / "away")
    export_site(workspace, tmp_path / "out", zensical=True)
    assert (tmp_path / "out/docs/profile/index.md").is_file()
