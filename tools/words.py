"""What prepsite says: found in code and templates, and written into its catalogues.

    python tools/words.py          # templates/locale/prepsite.pot, and each .po brought up to date

A catalogue gains what is new, untranslated, and loses what nothing says any more.
"""

import ast
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from prepsite.core.words import ENGLISH
from prepsite.models import vocabulary
from prepsite.models.vocabulary import Word

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "templates" / "locale"
TEMPLATE = LOCALE / "prepsite.pot"
JINJA = "jinja2.ext:babel_extract"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "words": None,
    "counted": (2, 3),
    "noted": None,
    "phrase": None,
    "phrase_counted": (2, 3),
}

# What the command line says stays English, and the writers' word lists have a `words` of their own.
NOT_SAID_ON_PAGES = ("cli", "writers", "watch", "vault")
# What prep is made from and scaffolds hold no words of pages.
SPOKEN_TEMPLATES = ("pages", "theme", "paper")
_WIDTH = 110


def sources() -> Iterator[tuple[str, Path]]:
    """Yield (Babel's method, file) for all code and templates that may say something on pages."""
    package = ROOT / "src" / "prepsite"
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in NOT_SAID_ON_PAGES:
            yield "python", path
    for folder in SPOKEN_TEMPLATES:
        for path in sorted((ROOT / "templates" / folder).rglob("*")):
            if path.suffix in {".j2", ".html"}:
                yield JINJA, path


def vocabulary_words() -> Iterator[tuple[str, str]]:
    """Yield (vocabulary, words) for each word of it as it stands alone and within a sentence.

    What several vocabularies have is named after its own: a stage and a kind of question may be called
    differently.
    """
    found = sorted(Word.__subclasses__(), key=lambda each: each.__name__)
    own = [each for each in found if each.__module__ == vocabulary.__name__]
    times = Counter(word.label for each in own for word in each)
    for each in own:
        for word in each:
            prefix = f"{each.__name__}: " if times[word.label] > 1 else ""
            yield each.__name__, f"{prefix}{word.label}"
            yield each.__name__, f"{prefix}{word.label.lower()}"


def in_python(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield what a module says: Babel's own extractor loses a call in which the name `words` stands again."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in KEYWORDS:
                places = KEYWORDS[name] or (1,)
                given = [node.args[place - 1] for place in places if place <= len(node.args)]
                told = [each for each in given if isinstance(each, ast.IfExp | ast.BinOp | ast.JoinedStr)]
                assert not told, f"{path}:{node.lineno}: {name} wants literals, each in a call of its own"
                texts = [each.value for each in given if isinstance(each, ast.Constant)]
                if len(texts) == len(places) and all(isinstance(text, str) for text in texts):
                    yield tuple(map(str, texts)) if len(texts) > 1 else str(texts[0])


def in_template(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield what a template says."""
    for _, message, _, _ in extract(JINJA, io.BytesIO(path.read_bytes()), KEYWORDS, []):
        yield message


def said() -> Catalog:
    """Return all that prepsite says on pages, each text with the files that say it."""
    catalogue = Catalog(
        project="prepsite",
        header_comment="# What pages and paper say: save it as <language>.po and fill in each msgstr.",
        charset="utf-8",
    )
    for method, path in sources():
        where = path.relative_to(ROOT).as_posix()
        for message in in_python(path) if method == "python" else in_template(path):
            assert message != "", f"{where}: words of an empty text"
            catalogue.add(message, locations=[(where, 0)])
    for name, text in vocabulary_words():
        where = f"src/{vocabulary.__name__.replace('.', '/')}.py"
        catalogue.add(text, locations=[(where, 0)], auto_comments=[f"{name}."])
    return catalogue


def translated(path: Path) -> Catalog:
    """Return a language's catalogue as it stands."""
    with path.open("rb") as opened:
        return read_po(opened, locale=path.stem.replace("-", "_"))


def _written(catalogue: Catalog) -> str:
    """Return a catalogue as text: without moments and lines, which change when nothing was said."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalogue.last_translator = "prepsite"
    catalogue.language_team = str(catalogue.locale or "")
    catalogue.msgid_bugs_address = ""
    for message in catalogue:
        message.locations = [(name, 0) for name in sorted({name for name, _ in message.locations})]
    text = io.BytesIO()
    write_po(text, catalogue, width=_WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return "\n".join(
        line
        for line in text.getvalue().decode().split("\n")
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Report-Msgid'))
    )


def main() -> None:
    """Bring every catalogue up to date."""
    found = said()
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_text(_written(found), encoding="utf-8")
    for path in sorted(LOCALE.glob("*.po")):
        assert path.stem != ENGLISH, "English is what code and templates say"
        known = translated(path)
        known.update(said(), no_fuzzy_matching=True)
        path.write_text(_written(known), encoding="utf-8")


if __name__ == "__main__":
    main()
