"""Sentences that are made below the pages, in English, and that a page can say in its own language.

A phrase is its English text, for the command line and for messages, and remembers what it was made of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepsite.core.words import Words
from prepsite.models.vocabulary import Word

_SEVERAL, _ALONE = "{parts}", "{label}"


@dataclass(frozen=True)
class _Label:
    word: Word


class Phrase(str):
    """An English text that knows the text of the catalogue behind it, and its values.

    `many` is the text for other numbers than one; its value `n` is that number.
    """

    text: str
    many: str
    values: Mapping[str, object]

    def __new__(cls, text: str, many: str, values: Mapping[str, object]) -> "Phrase":
        """Return the phrase, said in English."""
        chosen = many if many and values["n"] != 1 else text
        said = {name: _english(value) for name, value in values.items()}
        phrase = super().__new__(cls, chosen.format(**said))
        phrase.text, phrase.many, phrase.values = text, many, values
        return phrase

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, object]]:  # type: ignore[override] # as __new__ takes them
        """Return what a copy is made from, in another process too."""
        return self.text, self.many, self.values


def phrase(text: str, /, **values: object) -> Phrase:
    """Return a phrase; a value may be another one, or a word of the vocabulary.

    It may be several of these, too: a tuple is told with commas, a list with semicolons.
    """
    return Phrase(text, "", values)


def phrase_label(word: Word) -> Phrase:
    """Return a word of the vocabulary as it stands alone."""
    return Phrase(_ALONE, "", {"label": _Label(word)})


def phrases(parts: Sequence[str]) -> Phrase:
    """Return several phrases told one after the other: a tuple with commas, a list with semicolons."""
    return Phrase(_SEVERAL, "", {"parts": parts})


def phrase_counted(n: int, one: str, many: str, /, **values: object) -> Phrase:
    """Return a phrase that counts: `{n}` is the number."""
    return Phrase(one, many, {"n": n, **values})


def said_in(words: Words, text: str) -> str:
    """Return a phrase in a language; any other text as it is."""
    if not isinstance(text, Phrase):
        return text
    values = {name: _in(words, value) for name, value in text.values.items()}
    if text.many:
        number = text.values["n"]
        assert isinstance(number, int)  # noqa: S101 - `phrase_counted` puts it there
        return words.counted(number, text.text, text.many, **{k: v for k, v in values.items() if k != "n"})
    return words(text.text, **values)


def _english(value: object) -> object:
    if isinstance(value, _Label):
        return value.word.label
    if isinstance(value, Word):
        return value.label.lower()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _between(value).join(str(_english(each)) for each in value)
    return value


def _in(words: Words, value: object) -> object:
    if isinstance(value, _Label):
        return words.label(value.word)
    if isinstance(value, Phrase):
        return said_in(words, value)
    if isinstance(value, Word):
        return words.inline(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _between(value).join(str(_in(words, each)) for each in value)
    return value


def _between(values: Sequence[object]) -> str:
    return ", " if isinstance(values, tuple) else "; "
