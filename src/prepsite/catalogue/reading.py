"""Reading catalogues with Babel, which is imported only where a page isn't in English."""

import gettext
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepsite.catalogue.dates import LocaleDates
from prepsite.catalogue.placeholders import fits
from prepsite.core.words import ENGLISH, SPOKEN, Words
from prepsite.errors import Problem, Severity

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.messages.catalog import Catalog

FOLDER = "locale"


def languages(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the languages that these folders of templates have words for, English among them."""
    found = {path.stem for folder in folders for path in (folder / FOLDER).glob("*.po")}
    return tuple(sorted({ENGLISH, *found}))


def read_words(language: str, folders: Sequence[Path]) -> Words:
    """Return the words of a language; English where no folder has a catalogue of it.

    A catalogue of an earlier folder goes first, text by text. What of a catalogue can't be used is
    said in English; `words_problems` tells what that is.
    """
    paths = _paths(language, folders)
    locale = _locale(language) if paths else None
    if locale is None:
        return SPOKEN
    found = Words(language, is_right_to_left=locale.text_direction == "rtl")
    if language != ENGLISH:
        found = replace(found, dates=LocaleDates(locale))
    read = [catalogue for path in paths if (catalogue := _read(path, locale, [])) is not None]
    if not read:
        return found
    first, *others = (_translations(catalogue) for catalogue in read)
    for other in others:
        first.add_fallback(other)
    return replace(found, once=first.gettext, numbered=first.ngettext)


def language_name(language: str) -> str:
    """Return what a language is called in English, its tag beside it: "German (de)"."""
    locale = _locale(language)
    name = locale.english_name if locale else None
    return f"{name} ({language})" if name else language


def words_problems(language: str, folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Return what of a language's catalogues can't be used, at its line; nothing for English."""
    problems: list[Problem] = []
    paths = _paths(language, folders)
    locale = _locale(language) if paths else None
    for path in paths if locale else ():
        _read(path, locale, problems)
    return tuple(problems)


def _paths(language: str, folders: Sequence[Path]) -> list[Path]:
    """Return the catalogues of a language; a region's language without one has the language's own."""
    for tag in dict.fromkeys((language, language.partition("-")[0])):
        paths = [path for folder in folders if (path := folder / FOLDER / f"{tag}.po").is_file()]
        if paths:
            return paths
    return []


def _locale(language: str) -> "Locale | None":
    from babel.core import Locale, UnknownLocaleError

    for tag in dict.fromkeys((language, language.partition("-")[0])):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _read(path: Path, locale: "Locale | None", problems: list[Problem]) -> "Catalog | None":
    """Return a catalogue without what can't be used, which is added to the problems."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as opened:
            catalogue = read_po(opened, locale=locale, abort_invalid=True)
    except PoFileError as error:
        what = re.sub(r" on \d+$", "", str(error.args[0]))
        remedy = "mend that line, or delete your copy to use prepsite's own"
        # Babel counts lines from 0.
        problems.append(_problem(path, error.lineno + 1, f"the catalogue can't be read: {what}", remedy))
        return None
    except (OSError, ValueError, LookupError) as error:
        remedy = "save it in UTF-8, as msgfmt and Poedit do"
        problems.append(_problem(path, 1, f"the catalogue can't be read: {error}", remedy))
        return None
    for message in list(catalogue):
        meant = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        wrong = next((text for text in said if text and not fits(text, *meant)), None)
        if message.id and wrong is not None:
            what = f"the translation {wrong[:60]!r} has not the {{names}} of {meant[0][:60]!r}"
            problems.append(_problem(path, message.lineno or 1, what, "copy the {names} as they are"))
            catalogue.delete(message.id)
    return catalogue


def _problem(path: Path, line: int, message: str, remedy: str) -> Problem:
    return Problem(str(path), line, 1, Severity.WARNING, "", message, remedy)


def _translations(catalogue: "Catalog") -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
