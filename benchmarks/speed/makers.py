"""Makers of sites, each with a folder of its own that holds the same pages."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prepsite.site.articles import EXTENSIONS
from prepsite.site.configuring import FEATURES
from speed.processes import environment

PREPSITE, PLAIN, ZENSICAL, HUGO = "prepsite", "mkdocs-material", "Zensical", "Hugo"

_HUGO_SETTINGS = """\
baseURL = "http://example.org/"
title = "Interview prep"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.renderer]
unsafe = false
"""
_HUGO_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<nav>{{ range .Site.Home.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<aside>{{ .TableOfContents }}</aside>
<main>{{ .Content }}</main>
</body>
</html>
"""
_TASK = re.compile(r"(\*\*Must · \d+ min\*\* )(?:edit\d+ )?")
_ADDED = re.compile(r"\n+Seen edit\d+\.\n*\Z")


@dataclass(frozen=True, order=True)
class Round:
    """An interview: its application, and its own id."""

    application: str
    id: str

    @property
    def uri(self) -> str:
        """Return where its page is, on all the sites."""
        return f"applications/{self.application}/interview-prep/{self.id}/index.html"


@dataclass(frozen=True)
class Maker:
    """One maker of sites: where it works, how it builds and serves, what it keeps between builds."""

    name: str
    folder: Path
    build: tuple[str, ...]
    server: tuple[str, ...]
    kept: tuple[str, ...]
    source: str

    @property
    def site(self) -> Path:
        """Return where its site goes."""
        return self.folder / "site"

    def forget(self) -> None:
        """Remove the site and what is kept between builds."""
        for name in ("site", *self.kept):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def serving(self, address: str) -> tuple[str, ...]:
        """Return the command that serves at an address, host:port."""
        host, _, port = address.partition(":")
        return tuple(part.format(address=address, host=host, port=port) for part in self.server)

    def edit(self, one: Round, word: str) -> None:
        """Put a word into the file that a round's page is made of, in place of the one put there before."""
        file = self.folder / self.source.format(application=one.application, id=one.id)
        text = file.read_text("utf-8")
        edited = _TASK.sub(rf"\g<1>{word} ", text, count=1)
        assert edited != text, (file, word)
        file.write_text(edited, "utf-8")


def edit_project(maker: Maker, word: str) -> str:
    """Put a word at the end of a project of prepsite's; return where its page is."""
    file = maker.folder / "vault/projects/payout-latency.md"
    text = file.read_text("utf-8")
    edited = f"{_ADDED.sub('', text).rstrip()}\n\nSeen {word}.\n"
    assert edited != text, (file, word)
    file.write_text(edited, "utf-8")
    return "projects/payout-latency/index.html"


def prepare(search: Path, work: Path, hugo: str) -> list[Maker]:
    """Give each maker that is there a folder in `work` with the pages of a job search.

    prepsite gets the search itself, the others what `prepsite export` makes of it.
    """
    shutil.rmtree(work, ignore_errors=True)
    makers = [_prepsite(search, work / "prepsite")]
    pages = work / "pages"
    _run([sys.executable, "-m", "prepsite", "--root", str(makers[0].folder), "export", str(pages)], work)
    makers.append(_plain(pages, work / "plain"))
    zensical = shutil.which("zensical", path=str(Path(sys.executable).parent))
    if zensical:
        makers.append(_zensical(pages, work / "zensical", zensical))
    if hugo:
        makers.append(_hugo(pages, work / "hugo", hugo))
    for name, there in ((ZENSICAL, zensical), (HUGO, hugo)):
        if not there:
            print(f"{name} is left out: it isn't installed", file=sys.stderr)
    return makers


def rounds_of(makers: Sequence[Maker]) -> list[Round]:
    """Return all rounds that have a page."""
    applications = makers[0].folder / "vault/applications"
    found = (prep.parts[-4:-1] for prep in applications.glob("*/interviews/*/prep.md"))
    return sorted(Round(application, name) for application, _, name in found)


def _run(command: Sequence[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=environment(), check=True, stdout=subprocess.DEVNULL)


def _prepsite(search: Path, folder: Path) -> Maker:
    for name in ("vault", "docs"):
        (search / name).mkdir(exist_ok=True)
        shutil.copytree(search / name, folder / name)
    shutil.copy(search / "mkdocs.yml", folder)
    command = (sys.executable, "-m", "prepsite", "--root", str(folder))
    return Maker(
        PREPSITE,
        folder,
        build=(*command, "build", "--site-dir", str(folder / "site")),
        server=(*command, "serve", "--address", "{address}"),
        kept=(".prepsite",),
        source="vault/applications/{application}/interviews/{id}/prep.md",
    )


def _plain(pages: Path, folder: Path) -> Maker:
    shutil.copytree(pages, folder / "docs")
    extensions = [name for name in EXTENSIONS if not name.startswith(("prepsite", "pymdownx.tasklist"))]
    lines = [
        "site_name: Interview prep",
        f"theme:\n  name: material\n  font: false\n  features: [{', '.join(FEATURES)}]",
        "plugins: [search]",
        "use_directory_urls: false",
        "markdown_extensions:",
        *(f"  - {name}" for name in extensions),
        "  - pymdownx.tasklist:\n      clickable_checkbox: true",
        "  - toc:\n      toc_depth: 3",
    ]
    (folder / "mkdocs.yml").write_text("\n".join(lines) + "\n", "utf-8")
    command = (sys.executable, "-m", "mkdocs")
    return Maker(
        PLAIN,
        folder,
        build=(*command, "build", "--quiet"),
        server=(*command, "serve", "--quiet", "--livereload", "--dev-addr", "{address}"),
        kept=(),
        source="docs/applications/{application}/interview-prep/{id}/index.md",
    )


def _zensical(pages: Path, folder: Path, program: str) -> Maker:
    as_plain = _plain(pages, folder)
    return Maker(
        ZENSICAL,
        folder,
        build=(program, "build"),
        server=(program, "serve", "--dev-addr", "{address}"),
        kept=(".cache",),
        source=as_plain.source,
    )


def _hugo(pages: Path, folder: Path, program: str) -> Maker:
    # To Hugo a folder with an index.md is one page, and the pages below it are its files.
    for page in pages.rglob("*.md"):
        to = folder / "content" / page.relative_to(pages).with_name("_index.md")
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, to)
    (folder / "layouts").mkdir()
    (folder / "layouts/all.html").write_text(_HUGO_PAGE, "utf-8")
    for kind in ("list", "single"):
        (folder / "layouts/_default").mkdir(exist_ok=True)
        (folder / f"layouts/_default/{kind}.html").write_text(_HUGO_PAGE, "utf-8")
    (folder / "hugo.toml").write_text(_HUGO_SETTINGS, "utf-8")
    return Maker(
        HUGO,
        folder,
        build=(program, "--quiet", "--destination", "site"),
        server=(program, "server", "--bind", "{host}", "--port", "{port}", "--renderToMemory"),
        kept=("public", "resources"),
        source="content/applications/{application}/interview-prep/{id}/_index.md",
    )
