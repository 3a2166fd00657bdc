"""Catalogues of words: `locale/<language>.po` among the templates, the user's own first."""

import gettext
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prepsite.core.words import ENGLISH, Words
from prepsite.errors import PrepsiteError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER = "locale"


def languages(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the languages that these folders of templates have words for, English among them."""
    found = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")}
    return tuple(sorted({ENGLISH, *found}))


def read_words(language: str, folders: Sequence[Path]) -> Words:
    """Return the words of a language; English where no folder has a catalogue of it.

    A catalogue of an earlier folder goes first, text by text. Raises PrepsiteError naming the
    file, and the line where it is known, where one can't be read.
    """
    paths = [path for folder in folders if (path := folder / FOLDER / f"{language}.po").is_file()]
    if not paths:
        return Words()
    catalogues = [_read(path) for path in paths]
    first, *others = (_translations(catalogue) for catalogue in catalogues)
    for other in others:
        first.add_fallback(other)
    locale = catalogues[0].locale
    right_to_left = bool(locale and locale.text_direction == "rtl")
    return Words(language, first.gettext, first.ngettext, right_to_left)


def _read(path: Path) -> "Catalog":
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as opened:
            return read_po(opened, locale=path.stem.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        raise PrepsiteError(
            f"the catalogue of words can't be read: {error}",
            where=f"{path}:{error.lineno}",
            remedy="mend that line, or delete your copy to use prepsite's own",
        ) from error
    except (OSError, ValueError, LookupError) as error:
        raise PrepsiteError(
            f"the catalogue of words can't be read: {error}",
            where=str(path),
            remedy="name it after its language, as de.po, and save it in UTF-8",
        ) from error


def _translations(catalogue: "Catalog") -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
