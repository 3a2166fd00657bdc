"""If Material ends: the export builds with Zensical, with the same links, navigation and content."""

import html
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.site.articles import article_html
from site_reading import BuiltPage, built_pages, read_page

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
ZENSICAL = shutil.which("zensical", path=str(Path(sys.executable).parent)) or ""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not ZENSICAL and not os.environ.get("CI"), reason="zensical is missing: pip install -e '.[zensical]'"
    ),
]

HOSTILE = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(2)> "
    '" onmouseover=alert(3) x=" &lt;b&gt; {{ 7*7 }}'
)
LINK = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*\)")
OURS = re.compile(r'<a id="[^"]*"></a>|<br>|<!--.*?-->', re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# What a reader sees as the form of a text; all else is the theme's or within a line.
FORMS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
    | {"blockquote", "pre", "code", "details", "summary", "hr", "strong", "em"}
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def build(folder: Path) -> str:
    """Run the second of the two documented commands; return what it says."""
    command = [ZENSICAL, "build", "--strict", "--config-file", str(folder / "zensical.toml")]
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, check=False, timeout=120)
    said = ANSI.sub("", done.stdout + done.stderr)
    assert done.returncode == 0, said
    return said


@pytest.fixture(scope="module")
def demo(prepsite: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo, with its prep, something private and a hostile project in it."""
    folder = tmp_path_factory.mktemp("stranded")
    for name in ("vault", "docs"):
        shutil.copytree(REPOSITORY / name, folder / name)
    config = "site_name: Interview prep\ntheme:\n  name: material\n  features: [navigation.indexes]\n"
    (folder / "mkdocs.yml").write_text(config + "plugins: [search, prepsite]\n", encoding="utf-8")
    title = HOSTILE.replace("'", "''")
    (folder / "vault/projects/hostile.md").write_text(
        f"---\ntitle: '{title}'\nactions:\n  - '{title}'\n---\n\n{HOSTILE}\n", encoding="utf-8"
    )
    (folder / "vault/projects/secret.md").write_text(
        "---\ntitle: Canary\nprivate: true\n---\n\nCanary\n", encoding="utf-8"
    )
    done = prepsite("generate", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def exported(prepsite: Run, demo: Path) -> Path:
    """Return an export of the demo, built by Zensical as the handbook says."""
    done = prepsite("export", "--zensical", "pages", cwd=demo)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "next: zensical build --config-file pages/zensical.toml"
    assert "No issues found" in build(demo / "pages")
    return demo / "pages"


@pytest.fixture(scope="module")
def pages(exported: Path) -> dict[str, BuiltPage]:
    found = built_pages(exported / "site")
    # It stands at any address, and its links hold only at the site's root.
    del found["404.html"]
    return found


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def form_of(page: BuiltPage) -> list[str]:
    """Return the elements of a page's article that make its form, in order."""
    found = (element for element in page.elements if element.is_in("article"))
    return [
        "task" if element.attributes.get("type") == "checkbox" else element.tag
        for element in found
        if element.tag in FORMS or element.attributes.get("type") == "checkbox"
    ]


def words_of(markdown: str) -> Counter[str]:
    """Return the words that a reader of this Markdown sees."""
    body = markdown.split("\n---\n", 1)[1] if markdown.startswith("---\n") else markdown
    body = re.sub(r"(?m)^\[[^\]]+\]: \S+$", "", body)
    body = re.sub(r"(?m)^([ >]*)(`{3,}|~{3,})[^`\n]*$", r"\1", body)
    body = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", LINK.sub("]", OURS.sub(" ", body)))
    return words(html.unescape(body))


def test_every_exported_page_is_built_with_all_its_words(exported: Path, pages: dict[str, BuiltPage]) -> None:
    sources = sorted((exported / "docs").rglob("*.md"))
    assert len(sources) > 45
    assert set(pages) == {
        path.relative_to(exported / "docs").with_suffix(".html").as_posix() for path in sources
    }
    for path in sources:
        name = path.relative_to(exported / "docs").with_suffix(".html").as_posix()
        lost = words_of(path.read_text(encoding="utf-8")) - words(pages[name].article)
        assert not lost, f"{name}: {lost}"


def test_every_exported_page_has_the_form_of_its_markdown(exported: Path, pages: dict[str, BuiltPage]) -> None:
    """Words alone would be there, too, where a table is a paragraph full of bars."""
    seen: Counter[str] = Counter()
    for path in sorted((exported / "docs").rglob("*.md")):
        name = path.relative_to(exported / "docs").with_suffix(".html").as_posix()
        markdown = path.read_text(encoding="utf-8")
        body = markdown.split("\n---\n", 1)[1] if markdown.startswith("---\n") else markdown
        expected = form_of(read_page(f"<article>{article_html(body)}</article>"))
        assert form_of(pages[name]) == expected, name
        seen.update(expected)
    assert min(seen[tag] for tag in ("h2", "h3", "table", "ul", "ol", "blockquote", "pre", "strong")) > 0, seen
    assert seen["task"] > 20


def test_every_link_and_anchor_leads_somewhere(exported: Path, pages: dict[str, BuiltPage]) -> None:
    links = 0
    for page in pages.values():
        for path, anchor in page.links():
            links += 1
            assert (exported / "site" / path).is_file(), f"{page.path}: {path}"
            if anchor and path in pages:
                assert anchor in pages[path].ids, f"{page.path}: {path}#{anchor}"
    assert links > 2000


def test_the_navigation_is_that_of_the_site(prepsite: Run, demo: Path, pages: dict[str, BuiltPage]) -> None:
    done = prepsite("build", cwd=demo)
    assert done.returncode == 0, done.stderr
    site = built_pages(demo / "site")
    private = re.compile(r"/private/|/secret/")
    expected = [entry for entry in site["index.html"].navigation() if not private.search(entry[1])]
    shown = pages["index.html"].navigation()
    hostile = "projects/hostile/index.html"
    assert len(expected) > 50
    assert [path for _, path in shown] == [path for _, path in expected]
    assert [entry for entry in shown if entry[1] != hostile] == [
        entry for entry in expected if entry[1] != hostile
    ]


def test_nothing_private_is_in_it(exported: Path) -> None:
    for path in exported.rglob("*"):
        assert "secret" not in path.name
        if path.is_file() and path.suffix in {".md", ".html", ".json", ".toml"}:
            assert "Canary" not in path.read_text(encoding="utf-8"), path


def test_a_hostile_title_adds_nothing_that_acts(pages: dict[str, BuiltPage]) -> None:
    scripts = Counter(len([e for e in page.elements if e.tag == "script"]) for page in pages.values())
    assert len(scripts) == 1, "a page has other scripts than the theme's"
    for page in pages.values():
        for element in page.elements:
            assert not [name for name in element.attributes if name.startswith("on")], (page.path, element)
            assert element.tag not in {"iframe", "object", "embed"}
            source = element.attributes.get("src", "")
            assert not source.startswith(("http:", "https:", "//")), (page.path, source)
            if element.tag == "link":
                assert "://" not in element.attributes.get("href", "")
            assert not element.attributes.get("href", "").lower().startswith("javascript:")
    assert "alert(1)" in pages["projects/hostile/index.html"].article
    assert "{{ 7*7 }}" in pages["projects/hostile/index.html"].article


def test_exporting_again_follows_the_vault(prepsite: Run, demo: Path, exported: Path) -> None:
    (exported / "mine.txt").write_text("mine", encoding="utf-8")
    (demo / "vault/projects/hostile.md").rename(demo / "vault/projects/later.md")
    done = prepsite("export", "--zensical", "pages", cwd=demo)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (exported / "docs/projects/hostile").exists()
    nav = str(tomllib.loads((exported / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"])
    assert "projects/later/index.md" in nav
    assert "projects/hostile" not in nav
    assert (exported / "mine.txt").read_text(encoding="utf-8") == "mine"
