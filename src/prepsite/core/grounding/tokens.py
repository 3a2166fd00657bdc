"""Text → tokens: words, numbers and the marks between them, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from prepsite.core.grounding.kin import GROUPS, SAME_ROOT
from prepsite.core.grounding.numerals import NUMERALS

_TOKEN = re.compile(
    r"(?P<number>(?<![^\W\d_])\d+(?:[,\u2009\u202f\u00a0]\d{3}(?!\d))*(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_](?:\w|['’\-./+#&](?=\w))*[+#]*)"
    r"|(?P<mark>[%€$£~≈–—:;,.!?()\[\]/…“”\"+-])"
)
_REFERENCE = re.compile(
    r"\[(?:project|bullet|role|credential|interview|notes|fact|profile|job|company|application)[^\]\n]*\]"
)
_MARKUP = re.compile(r"[*_`]{1,3}|\\(?=[^\w\s])|<[^>\n]{1,200}>|!?\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)")

_SUFFIXES = (
    ("ibilities", "", 4), ("abilities", "", 4), ("ibility", "", 4), ("ability", "", 4),
    ("ational", "at", 3), ("ations", "at", 3), ("ation", "at", 3),
    ("ments", "", 4), ("ment", "", 4), ("ances", "", 4), ("ance", "", 4), ("ences", "", 4), ("ence", "", 4),
    ("ings", "", 3), ("ing", "", 3), ("ions", "", 4), ("ion", "", 4), ("ically", "ic", 3),
    ("ically", "", 3), ("ives", "", 4), ("ive", "", 4), ("able", "", 4), ("ible", "", 4), ("ally", "al", 3),
    ("ies", "y", 2), ("ied", "y", 2), ("ers", "", 4), ("er", "", 4), ("ors", "", 4), ("or", "", 5),
    ("ed", "", 3), ("es", "", 3), ("ly", "", 4), ("al", "", 5), ("s", "", 3),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: `root` is what inflected forms and kin share, empty for a mark."""

    text: str
    kind: str
    root: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital, or has one in it, as iOS has."""
        return self.kind == "word" and not self.text.islower()


def plain(markdown: str) -> str:
    """Return a sentence without references, emphasis, code marks, tags and link targets."""
    return " ".join(_MARKUP.sub("", _REFERENCE.sub(" ", markdown)).split())


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a plain text, in order; `six-week` is two."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        word = found[0]
        if kind != "word":
            yield Token(word, kind, word if kind == "number" else "", found.start(), found.end())
            continue
        head, dash, rest = word.partition("-")
        if dash and head.lower() in NUMERALS and not (rest.lower() in NUMERALS and NUMERALS[rest.lower()] < 10):
            middle = found.start() + len(head)
            yield Token(head, "word", root(head), found.start(), middle)
            yield Token(rest, "word", root(rest), middle + 1, found.end())
        else:
            yield Token(word, "word", root(word), found.start(), found.end())


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
    for suffix, instead, least in _SUFFIXES:
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
