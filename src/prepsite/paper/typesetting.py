"""Typst: text as string literals, a document's source to the bytes of a PDF.

Nothing but this module knows the package. Text of the vault goes into a source by `literal` alone,
so that none of it is ever code; files and packages are out of a document's reach all the same.
"""

import re
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from prepsite.errors import PrepsiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typst

PDF_STANDARD = "ua-1"
# The same source gives the same bytes: a PDF carries no date but this one.
TIMESTAMP = 0

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Controls and halves of surrogate pairs, which a font can't show and UTF-8 can't say.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r'[\\"\n\t\r]')
_AT_LINE = re.compile(r"__typst_py_bytes__\.typ:(?P<line>\d+):")


@dataclass(frozen=True)
class FontChoice:
    """Fonts besides those that Typst brings along: folders of them, and the system's own."""

    folders: tuple[Path, ...] = ()
    system: bool = False


EMBEDDED = FontChoice()
"""The fonts that Typst brings along: the same on every machine."""


class SourceRefused(PrepsiteError):  # noqa: N818 - named as what happened, like the others
    """Typst refused a source; `lines` are the lines, from 1, that it complains of."""

    def __init__(self, what: str, lines: Sequence[int], *, where: str, remedy: str) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.lines = tuple(lines)


def literal(text: str) -> str:
    """Return the text as a Typst string literal, quotes and all."""
    clean = _UNSPEAKABLE.sub("\ufffd", text)
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES[found[0]], clean) + '"'


def typeset(source: str, *, what: str, fonts: FontChoice = EMBEDDED) -> bytes:
    """Return a source as a tagged PDF; `what` names the document in errors.

    Raises PrepsiteError where Typst is missing, SourceRefused where it refuses the source.
    """
    package = _typst()
    found = _fonts(fonts)
    with _nothing_in_reach() as folder:
        try:
            made: bytes = package.compile(
                source.encode("utf-8"),
                format="pdf",
                root=folder,
                package_path=folder,
                package_cache_path=folder,
                font_paths=found,
                pdf_standards=[PDF_STANDARD],
                timestamp=TIMESTAMP,
            )
        except package.TypstError as error:
            lines = [int(found["line"]) for found in _AT_LINE.finditer(error.diagnostic or "")]
            raise SourceRefused(
                f"the PDF can't be set: {error.message}",
                lines,
                where=what,
                remedy="print the page from the browser, and please report this",
            ) from error
    return made


@lru_cache(maxsize=8)
def _fonts(choice: FontChoice) -> "typst.Fonts":
    package = _typst()
    for folder in choice.folders:
        if not folder.is_dir():
            raise PrepsiteError(
                "there is no such folder of fonts", where=str(folder), remedy="name another one"
            )
    fonts: typst.Fonts = package.Fonts(
        include_system_fonts=choice.system,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in choice.folders],
    )
    return fonts


@contextmanager
def _nothing_in_reach() -> "Iterator[str]":
    """Give an empty folder: the only one that a document could read."""
    with tempfile.TemporaryDirectory(prefix="prepsite-typst-") as folder:
        yield folder


def _typst() -> ModuleType:
    try:
        import typst
    except ImportError as error:
        raise PrepsiteError(
            "PDFs are set by the Python package typst, which isn't there",
            remedy="`pip install typst`; where it has no wheel (Windows on ARM) print pages from the browser",
        ) from error
    return typst
