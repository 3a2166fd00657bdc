"""What prepsite itself says on pages and paper, in the reader's language.

English is what the code and the templates say; a catalogue gives another language's words for it. What
a catalogue lacks is said in English. Words of the vault are never looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from prepsite.core.dates import Dates, EnglishDates
from prepsite.models.vocabulary import Word

ENGLISH = "en"


def noted(text: str) -> str:
    """Return the text as it is: it stands in the catalogue, and is looked up where it is shown."""
    return text


def _as_it_is(text: str) -> str:
    return text


def _by_number(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


@dataclass(frozen=True)
class Words:
    """The words of one language: call it with the English ones.

    `language` is a BCP 47 tag; `once` and `numbered` are what gettext calls gettext and ngettext;
    `dates` tells dates and numbers.
    """

    language: str = ENGLISH
    once: Callable[[str], str] = field(default=_as_it_is, repr=False)
    numbered: Callable[[str, str, int], str] = field(default=_by_number, repr=False)
    is_right_to_left: bool = False
    dates: Dates = field(default=EnglishDates(), repr=False)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the words for `text`, with `values` in place of its `{names}`."""
        said = self.once(text)
        return said.format(**values) if values else said

    def counted(self, n: int, one: str, many: str, /, **values: object) -> str:
        """Return `one` or `many`, as the language counts `n`; `{n}` is the number."""
        return self.numbered(one, many, n).format(n=n, **values)

    def label(self, word: Word) -> str:
        """Return a word of the vocabulary as it stands alone: "Recruiter screen".

        Where several vocabularies have it, a catalogue may name the one that is meant: "Stage: Panel".
        """
        meant = f"{type(word).__name__}: {word.label}"
        said = self.once(meant)
        return self.once(word.label) if said == meant else said

    def inline(self, word: Word) -> str:
        """Return a word of the vocabulary as it stands within a sentence: "recruiter screen"."""
        meant = f"{type(word).__name__}: {word.label.lower()}"
        said = self.once(meant)
        return self.once(word.label.lower()) if said == meant else said

    def listed(self, texts: list[str]) -> str:
        """Return texts as a sentence lists them: "a, b and c"."""
        if len(texts) < 2:
            return "".join(texts)
        words = self
        return words("{first} and {last}", first=", ".join(texts[:-1]), last=texts[-1])


SPOKEN = Words()
"""English, as the code says it."""
