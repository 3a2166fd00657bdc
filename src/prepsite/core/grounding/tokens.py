"""Text → tokens: words, numbers, dates and the marks between them, each with its place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from prepsite.core.grounding.kin import GROUPS, SAME_ROOT
from prepsite.core.grounding.numerals import NUMERALS

_TOKEN = re.compile(
    r"(?P<date>(?<![\w-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-])"
    r"|(?<![\w/])(?:[0-3]?\d[/.])?(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d(?![\w/]))"
    r"|(?P<ordinal>(?<![^\W\d_])\d+(?:st|nd|rd|th)(?![^\W\d_]))"
    r"|(?P<number>(?<![^\W\d_])\d+(?:[,\u2009\u202f\u00a0]\d{3}(?!\d))*(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_](?:\w|['’\-./+#&](?=\w))*[+#]*)"
    r"|(?P<mark>[%€$£~≈–—:;,.!?()\[\]/…“”\"+-])"
)
_REFERENCE = re.compile(
    r"\[(?:project|bullet|role|credential|interview|notes|fact|profile|job|company|application)[^\]\n]{0,300}\]"
)
# An underscore within a word is a letter of a name: `why_leaving`.
_MARKUP = re.compile(
    r"[*`]{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])"
    r"|\\(?=[^\w\s])|<[^>\n]{1,200}>|!?\[(?=[^\]\n]{0,500}\]\()|\]\([^)\n]{0,2000}\)"
)
_MARKED = re.compile(r"[*_`\\<\[]")

_SUFFIXES = (
    ("ibilities", "", 4), ("abilities", "", 4), ("ibility", "", 4), ("ability", "", 4),
    ("ational", "at", 3), ("ations", "at", 3), ("ation", "at", 3),
    ("ments", "", 4), ("ment", "", 4), ("ances", "", 4), ("ance", "", 4), ("ences", "", 4), ("ence", "", 4),
    ("ings", "", 3), ("ing", "", 3), ("ions", "", 4), ("ion", "", 4), ("ically", "ic", 3),
    ("ically", "", 3), ("ives", "", 4), ("ive", "", 4), ("able", "", 4), ("ible", "", 4), ("ally", "al", 3),
    ("ies", "y", 2), ("ied", "y", 2), ("ors", "", 4), ("or", "", 5),
    ("ed", "", 3), ("es", "", 3), ("ly", "", 4), ("al", "", 5), ("s", "", 3),
)  # fmt: skip
# By the letter a word ends with, so that few are tried.
_BY_LETTER = {
    letter: tuple(each for each in _SUFFIXES if each[0].endswith(letter))
    for letter in {each[0][-1] for each in _SUFFIXES}
}
_VOWELS = frozenset("aeiouy")


class Token(NamedTuple):
    """One word, number or mark: `root` is what inflected forms and kin share, empty for a mark.

    `lower` is the text in lower case with straight apostrophes.
    """

    text: str
    kind: str
    root: str
    start: int
    end: int
    lower: str

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital, or has one in it, as iOS has."""
        return self.kind == "word" and not self.text.islower()


_WORD = re.compile(r"[^\W\d_](?:\w|['’\-./+#&](?=\w))*[+#]*")


def words(text: str) -> list[str]:
    """Return the words of a plain text, as `tokens` cuts them where there are no numbers."""
    return _WORD.findall(text)


def plain(markdown: str) -> str:
    """Return a sentence without references, emphasis, code marks, tags and link targets."""
    if _MARKED.search(markdown):
        markdown = _MARKUP.sub("", _REFERENCE.sub(" ", markdown))
    return " ".join(markdown.split())


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a plain text, in order; `six-week` is two."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        word = found[0]
        if kind != "word":
            root_of = "" if kind == "mark" else word
            yield Token(word, kind, root_of, found.start(), found.end(), word)
            continue
        head, dash, rest = word.partition("-")
        if dash and head.lower() in NUMERALS and not (rest.lower() in NUMERALS and NUMERALS[rest.lower()] < 10):
            middle = found.start() + len(head)
            yield _word(head, found.start())
            yield _word(rest, middle + 1)
        else:
            yield _word(word, found.start())


def _word(word: str, start: int) -> Token:
    return Token(word, "word", root(word), start, start + len(word), word.lower().replace("’", "'"))


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return what a word's inflected forms share, and its kin: `fell`, `fall` and `drop` are one."""
    plain_word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    stem = stem_of(plain_word)
    return _kin().get(stem, stem)


@lru_cache(maxsize=1)
def _kin() -> dict[str, str]:
    """Return stem → the stem that names its kin; of two groups that hold a word, the first counts."""
    found: dict[str, str] = {}
    for group in GROUPS:
        for word in group:
            found.setdefault(stem_of(word), stem_of(group[0]))
    return found


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """Return a lower-case word without its inflection."""
    word = SAME_ROOT.get(word, word)
    if len(word) <= 3:
        return word
    for suffix, instead, least in _BY_LETTER.get(word[-1], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            stem = word[: -len(suffix)] + instead
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                break
            if not _VOWELS & set(stem):
                continue
            word = stem
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "slz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith(("e", "y")) else word


_NO_WORD = re.compile(r"[^\w+#&%.£$€]+|\.(?!\w)")


@lru_cache(maxsize=8192)
def flat(text: str) -> str:
    """Return a text as lower-case words with single spaces between, for phrases to be looked up in."""
    return " ".join(_NO_WORD.sub(" ", text.lower().replace("’", "'").replace("'s", "")).split())
