"""Files beside an application are published where a page refers to them, if their kind only shows."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from prepsite.app.scaffold import init

pytestmark = pytest.mark.journey

CommandLine = Callable[..., "subprocess.CompletedProcess[str]"]
IMAGES = ("a.png", "b.jpg", "c.jpeg", "d.gif", "e.webp", "UPPER.PNG")
DOCUMENTS = ("f.pdf", "g.txt", "h.csv", "i.docx", "j.xlsx", "k.pptx", "l.odt", "m.zip")
REFUSED = (
    "page.html", "page.htm", "PAGE.HTML", "drawing.svg", "drawing.svgz", "page.xhtml", "feed.xml", "run.js",
    "run.mjs", "style.css", "a.png.html", "program.exe", "script.sh", "app.wasm", "page.mhtml", "notes.md",
    "secrets.yaml", "none", ".hidden.png", "map.json",
)  # fmt: skip


@pytest.fixture
def search(tmp_path: Path) -> Path:
    """Return a job search whose application has a file of each name and refers to it as link and as image."""
    folder = tmp_path / "search"
    init(folder)
    application = folder / "vault" / "applications" / "example"
    files = application / "files"
    files.mkdir(exist_ok=True)
    names = (*IMAGES, *DOCUMENTS, *REFUSED)
    for name in (*names, "unreferenced.pdf"):
        (files / name).write_text(f"canary of {name}", "utf-8")
    (application / "beside.pdf").write_text("canary beside", "utf-8")
    (tmp_path / "outside.pdf").write_text("canary outside", "utf-8")
    (files / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    os.mkfifo(files / "pipe.pdf")
    referred = [*(f"files/{name}" for name in (*names, "link.pdf", "pipe.pdf")), "beside.pdf"]
    with (application / "application.md").open("a", encoding="utf-8") as file:
        file.writelines(f"\n[{name}]({name}) ![{name}]({name})\n" for name in referred)
    return folder


def test_each_kind_of_attachment_is_published_or_is_not(search: Path, prepsite: CommandLine) -> None:
    done = prepsite("build", cwd=search)
    assert done.returncode == 0, done.stderr
    site = search / "site"
    with_canary = {
        path.name: path
        for path in site.rglob("*")
        if path.is_file() and path.read_bytes().startswith(b"canary ")
    }
    assert sorted(with_canary) == sorted((*IMAGES, *DOCUMENTS))
    assert {path.parent.name for path in with_canary.values()} == {"files"}
    page = (site / "applications" / "example" / "index.html").read_text("utf-8")
    for name in DOCUMENTS:
        assert f'href="files/{name}"' in page
        assert f'src="files/{name}"' not in page
    for name in IMAGES:
        assert f'src="files/{name}"' in page
    for name in (*REFUSED, "link.pdf", "pipe.pdf", "beside.pdf"):
        assert f'src="files/{name}"' not in page
        assert f'href="files/{name}"' not in page
