"""Pictures for the handbook: of pages in a real Chromium, of PDFs, small and without a date in them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import pdfplumber
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]

DESK = (1280, 800)
PHONE = (390, 780)
_WIDTH = {DESK: 960, PHONE: 320}
_COLOURS = 28
_GREYS = 12
_GAP = 16
# A busy machine is no reason to begin anew, in milliseconds.
_PATIENCE = 180_000
_PAPER_GREY = (150, 152, 160)


@dataclass(frozen=True)
class Shot:
    """A page as it is looked at: where, how wide, in which scheme, after which steps."""

    address: str
    size: tuple[int, int] = DESK
    scheme: Scheme = "light"
    steps: Callable[[Page], object] | None = None


@contextmanager
def browser() -> Iterator[Browser]:
    """Open this machine's Chromium."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        raise SystemExit("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def look(chromium: Browser, shot: Shot) -> Image.Image:
    """Return what is seen of a page, in the width that the handbook shows it."""
    width, height = shot.size
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(shot.address)
    # The theme's search asks for its index last; the pictures need only what is drawn.
    page.wait_for_timeout(400)
    if shot.steps:
        shot.steps(page)
        page.wait_for_timeout(600)
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()
    shown = _WIDTH[shot.size]
    return seen.resize((shown, round(seen.height * shown / seen.width)), Image.Resampling.LANCZOS)


def leaf(pdf: Path, number: int = 1, width: int = 460) -> Image.Image:
    """Return a page of a PDF, framed, so that white paper is seen on a white page."""
    with pdfplumber.open(pdf) as opened:
        drawn = opened.pages[number - 1].to_image(resolution=110).original.convert("RGB")
    sheet = drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)
    return ImageOps.expand(sheet, border=1, fill=_PAPER_GREY).convert("L")


def beside(images: Sequence[Image.Image]) -> Image.Image:
    """Return images side by side, on transparent ground that either scheme shows through."""
    height = max(image.height for image in images)
    joined = Image.new("RGBA", (sum(i.width for i in images) + _GAP * (len(images) - 1), height), (0, 0, 0, 0))
    left = 0
    for image in images:
        joined.paste(image, (left, 0))
        left += image.width + _GAP
    return joined


def save(image: Image.Image, file: Path) -> None:
    """Write a small PNG: few colours, and the same bytes for the same picture."""
    if image.mode == "L":
        small = image.quantize(_GREYS)
    elif image.mode == "RGBA":
        small = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    else:
        small = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
