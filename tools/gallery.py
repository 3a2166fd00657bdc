"""The handbook's pictures, made anew: of its first ten minutes, and of the demo.

    python tools/gallery.py        # docs/handbook/images/*.png

Runs the real commands in a folder of its own and looks at what they made in a real Chromium.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from pictures import DESK, PHONE, Scheme, Shot, beside, browser, leaf, look, save
from walk import prepsite, walk

ROOT = Path(__file__).resolve().parents[1]
HANDBOOK = ROOT / "docs" / "handbook"
IMAGES = HANDBOOK / "images"
# The day on which the pictures are taken: "in 2 days" stays true.
TODAY = "2026-03-10"
ROUND = "lindquell-engineering-lead/team-panel"
PAST = "lindquell-engineering-lead/structured-interview"
BOTH: tuple[Scheme, ...] = ("light", "dark")


def main() -> None:
    """Make all pictures; a name after the command makes only those that begin with it."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, browser() as chromium:
        folder = Path(made)
        if "first".startswith(only) or only.startswith("first"):
            first_ten_minutes(chromium, folder / "first")
        if not only.startswith("first"):
            demo(chromium, folder / "demo")
    sizes = {file.name: file.stat().st_size for file in sorted(IMAGES.glob("*.png"))}
    for name, size in sizes.items():
        sys.stdout.write(f"{size / 1000:7.1f} kB  {name}\n")
    sys.stdout.write(f"{sum(sizes.values()) / 1000:7.1f} kB  in {len(sizes)} pictures\n")


def first_ten_minutes(chromium: Browser, folder: Path) -> None:
    """Walk through the page of that name, and look at what it leads to."""
    shutil.copytree(HANDBOOK / "samples", folder)
    search = walk(HANDBOOK / "first-ten-minutes.md", folder)
    settings = search / "vault" / "prepsite.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}today: {TODAY}\n", encoding="utf-8")
    (
        search / "vault/applications/tarnholt-foods-transport-planner/interviews/recruiter-screen/notes.md"
    ).unlink()
    prepsite(search, "build")
    site = (search / "site").as_uri()
    page = f"{site}/applications/tarnholt-foods-transport-planner/interview-prep/recruiter-screen/index.html"
    save(look(chromium, Shot(f"{site}/index.html")), IMAGES / "first-home.png")
    save(look(chromium, Shot(page)), IMAGES / "first-round.png")
    phones = [look(chromium, Shot(page, PHONE, scheme)) for scheme in BOTH]
    save(beside(phones), IMAGES / "first-phone.png")
    save(leaf(next((search / "print").glob("*-sheet.pdf")), width=560), IMAGES / "first-sheet.png")


def demo(chromium: Browser, folder: Path) -> None:
    """Look at each kind of page of the demo, on a desk and on a phone, and at each kind of paper."""
    folder.mkdir()
    for name in ("vault", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    prepsite(folder, "build")
    site = (folder / "site").as_uri()
    application, _, round_id = ROUND.partition("/")
    prep = f"{site}/applications/{application}/interview-prep"
    desk = {
        "home": Shot(f"{site}/index.html"),
        "round": Shot(f"{prep}/{round_id}/index.html"),
        "question": Shot(f"{prep}/{round_id}/index.html", steps=open_a_question),
        "application": Shot(f"{site}/applications/{application}/index.html", steps=to_the_lines),
        "questions": Shot(f"{site}/questions/index.html"),
        "calendar": Shot(f"{site}/calendar/index.html"),
        "stories": Shot(f"{site}/story-use/index.html"),
        "search": Shot(f"{site}/index.html", steps=search_for_a_question),
    }
    for name, shot in desk.items():
        for scheme in BOTH:
            seen = look(chromium, Shot(shot.address, DESK, scheme, shot.steps))
            save(seen, IMAGES / f"{name}-{scheme}.png")
    for name in ("home", "round", "question"):
        shot = desk[name]
        phones = [look(chromium, Shot(shot.address, PHONE, scheme, shot.steps)) for scheme in BOTH]
        save(beside(phones), IMAGES / f"{name}-phone.png")
    paper(chromium, folder)


def paper(chromium: Browser, folder: Path) -> None:
    """Print a round in each way, and look at it."""
    out = folder / "paper"
    prepsite(folder, "print", ROUND, "--out", str(out / "full.pdf"))
    prepsite(folder, "print", ROUND, "--sheet", "--out", str(out / "sheet.pdf"))
    prepsite(folder, "print", ROUND, "--html", "--out", str(out / "round.html"))
    save(beside([leaf(out / "full.pdf", number) for number in (1, 2)]), IMAGES / "pdf.png")
    save(leaf(out / "sheet.pdf", width=560), IMAGES / "sheet.png")
    address = (out / "round.html").as_uri()
    save(beside([look(chromium, Shot(address, PHONE, scheme)) for scheme in BOTH]), IMAGES / "file-phone.png")


def open_a_question(page: Page) -> None:
    """Open the first question that a story answers, and bring it to the top."""
    page.evaluate(
        """() => {
          const all = [...document.querySelectorAll("details.fold")];
          const fold = all.find(each => each.textContent.includes("Situation")) || all[0];
          fold.open = true;
          fold.scrollIntoView();
          scrollBy(0, -80);
        }"""
    )


def to_the_lines(page: Page) -> None:
    """Scroll to whether each line of the resume can be defended."""
    page.evaluate("document.getElementById('can-you-defend-each-line').scrollIntoView()")


def search_for_a_question(page: Page) -> None:
    """Type a question's words into the search."""
    page.keyboard.press("/")
    page.keyboard.type("handed over", delay=5)
    page.locator(".md-search-result__item").first.wait_for()


if __name__ == "__main__":
    main()
