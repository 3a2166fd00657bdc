"""What prepsite itself says on pages and paper, in the reader's language.

English is what the code and the templates say; a catalogue gives another language's words for it. What
a catalogue lacks is said in English. Words of the vault are never looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass

ENGLISH = "en"


def _as_it_is(text: str) -> str:
    return text


def _by_number(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


@dataclass(frozen=True)
class Words:
    """The words of one language: call it with the English ones.

    `language` is a BCP 47 tag; `once` and `numbered` are what gettext calls gettext and ngettext.
    """

    language: str = ENGLISH
    once: Callable[[str], str] = _as_it_is
    numbered: Callable[[str, str, int], str] = _by_number
    is_right_to_left: bool = False

    def __call__(self, text: str, **values: object) -> str:
        """Return the words for `text`, with `values` in place of its `{names}`."""
        said = self.once(text)
        return said.format(**values) if values else said

    def counted(self, n: int, one: str, many: str, **values: object) -> str:
        """Return `one` or `many`, as the language counts `n`; `{n}` is the number."""
        return self.numbered(one, many, n).format(n=n, **values)


SPOKEN = Words()
"""English, as the code says it."""
