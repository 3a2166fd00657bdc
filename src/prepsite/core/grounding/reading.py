"""A sentence read for what can be checked in it."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from prepsite.core.grounding.counting import SPANS
from prepsite.core.grounding.lexicon import HYPOTHETICAL, MONTHS, NEGATIONS, ORDINALS, STOP
from prepsite.core.grounding.moments import Moment, moments
from prepsite.core.grounding.numerals import NUMERALS
from prepsite.core.grounding.quantities import PLACES, quantities
from prepsite.core.grounding.quantity import Quantity, is_plural
from prepsite.core.grounding.tokens import Token, flat, plain, root, tokens, words
from prepsite.core.grounding.wordlists import each_of

_DIGIT = re.compile(r"\d")
# Where none of these stands, and no digit, no word of a text belongs to a figure or a date.
_COUNTING = frozenset(NUMERALS) | frozenset(MONTHS) | {"half", "twice", "thrice"}
_ARTICLES = frozenset({"a", "an"})


@lru_cache(maxsize=65536)
def _telling(word: str) -> str:
    """Return a word's root, an empty text where it carries no meaning."""
    lower = word.lower().replace("’", "'")
    return "" if lower in STOP or lower in NEGATIONS or lower in NUMERALS else root(word)


class Clause(NamedTuple):
    """A part of a sentence between marks or joining words: token positions."""

    start: int
    end: int


_JOINTS = frozenset({";", ":", "–", "—", "(", ")"})
_JOINERS = frozenset(
    {
        "and",
        "but",
        "which",
        "while",
        "so",
        "where",
        "then",
        "with",
        "because",
        "although",
        "though",
        "whereas",
        "whereupon",
        "after",
        "who",
    }
)
_CUTS = _JOINTS | {",", "“", "”"}
_RESUMES = NEGATIONS | each_of("i we it they he she the this that there")
_OPENERS = each_of("""but which while because although though whereas whereupon until unless who""")


_INSTEAD = {("instead", "of"), ("rather", "than")}


class Reading:
    """One plain text with its tokens; everything else is found when it is asked for, once."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the text's tokens."""
        return tokens(self.text)

    @cached_property
    def _is_counted(self) -> bool:
        """Tell whether there may be a figure or a date: most texts have none, and needn't be read for them."""
        if _DIGIT.search(self.text):
            return True
        found = {word.lower() for word in words(self.text)}
        if not found.isdisjoint(_COUNTING):
            return True
        hyphened = any("-" in word and word.partition("-")[0] in NUMERALS for word in found)
        return hyphened or not (found.isdisjoint(_ARTICLES) or found.isdisjoint(SPANS))

    @cached_property
    def measures(self) -> tuple[Quantity, ...]:
        """Return the figures, and what is measured without a numeral: "a year", "twice"."""
        return quantities(self.tokens) if self._is_counted else ()

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the figures."""
        return tuple(quantity for quantity in self.measures if not quantity.is_article)

    @cached_property
    def dates(self) -> tuple[Moment, ...]:
        """Return the dates, those without a year too."""
        return moments(self.tokens) if self._is_counted else ()

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Return the dates that name a year."""
        return tuple(moment for moment in self.dates if moment.year)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return the tokens in lower case, with straight apostrophes."""
        return tuple(token.lower for token in self.tokens)

    @cached_property
    def padded(self) -> str:
        """Return the text as flat words between spaces, for phrases to be looked up in."""
        return f" {flat(self.text)} "

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Return the flat words that are written with a capital."""
        return frozenset(flat(token.text) for token in self.tokens if token.is_capital)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the distinct tokens in lower case."""
        return frozenset(self.lower)

    @cached_property
    def content(self) -> frozenset[str]:
        """Return the roots of the words that carry meaning, figures and months left out."""
        if not self._is_counted:
            return frozenset(filter(None, map(_telling, words(self.text))))
        return frozenset(each for _, each in self.placed_roots)

    @cached_property
    def things(self) -> frozenset[str]:
        """Return the roots of the words that look like nouns in the plural."""
        return frozenset(token.root for token in self.tokens if token.kind == "word" and is_plural(token))

    @cached_property
    def placed_roots(self) -> tuple[tuple[int, str], ...]:
        """Return (token position, root) for the words that carry meaning, figures and months left out."""
        figures = {at for quantity in self.quantities for at in range(quantity.at, quantity.end)}
        return tuple(
            (at, token.root)
            for at, token in enumerate(self.tokens)
            if token.kind == "word"
            and at not in figures
            and not (token.lower in MONTHS and token.text[0].isupper())
            and token.lower not in STOP
            and token.lower not in NUMERALS
            and token.lower not in NEGATIONS
        )

    def wishes(self, clause: Clause) -> frozenset[str]:
        """Return the words of a clause that speak of what might be; "May" may be a month."""
        found = self.tokens[clause.start : clause.end]
        return HYPOTHETICAL & {token.lower for token in found if token.lower != "may" or not token.is_capital}

    @cached_property
    def negations(self) -> tuple[int, ...]:
        """Return the positions of the words that deny."""
        return tuple(
            at
            for at, word in enumerate(self.lower)
            if (word in NEGATIONS and not self._is_idle(at)) or self.lower[at - 1 : at + 1] in _INSTEAD
        )

    def _is_idle(self, at: int) -> bool:
        """Tell whether a word that denies denies nothing here: "not only", "no longer", "No, …"."""
        after = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        return (
            (after == "," and at == 0)
            or after in {"longer", "only", "just", "doubt", "matter", "least"}
            or (self.lower[at] == "not" and after.startswith("un") and len(after) > 5)
        )

    @cached_property
    def ordinals(self) -> tuple[tuple[int, str], ...]:
        """Return (number, root of its noun) for "the third month" and "month three"."""
        return tuple(self._ordinals())

    def _ordinals(self) -> Iterator[tuple[int, str]]:
        for token, after in zip(self.tokens, self.tokens[1:], strict=False):
            if after.kind == "word" and (token.lower in ORDINALS or token.kind == "ordinal"):
                yield ORDINALS.get(token.lower) or int(token.text[:-2]), after.root
            elif token.lower in PLACES and (after.lower in NUMERALS or after.text.isdigit()):
                yield NUMERALS.get(after.lower) or int(after.text), token.root

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses, which together are the whole of the sentence."""
        return tuple(self._clauses(fine=False))

    @cached_property
    def phrases(self) -> tuple[Clause, ...]:
        """Return the sentence cut finer than in clauses: at every comma and joining word."""
        return tuple(self._clauses(fine=True))

    def _clauses(self, *, fine: bool) -> Iterator[Clause]:
        start, lower = 0, self.lower
        for at, word in enumerate(lower):
            after = lower[at + 1] if at + 1 < len(lower) else ""
            if word in _JOINTS or (word == "," and after in _JOINERS) or (fine and word in _CUTS):
                cut = at + 1
            elif fine and (word in _OPENERS or (word in {"and", "or"} and after in _RESUMES)):
                cut = at
            else:
                continue
            if cut > start:
                yield Clause(start, cut)
                start = cut
        if len(lower) > start:
            yield Clause(start, len(lower))

    def clause_at(self, at: int) -> Clause:
        """Return the clause of a token position."""
        return next((each for each in self.clauses if each.start <= at < each.end), Clause(0, len(self.tokens)))

    def phrase_at(self, at: int) -> Clause:
        """Return the phrase of a token position."""
        return next((each for each in self.phrases if each.start <= at < each.end), Clause(0, len(self.tokens)))

    def roots_in(self, clause: Clause) -> frozenset[str]:
        """Return the roots of the words that carry meaning in a clause."""
        return frozenset(each for at, each in self.placed_roots if clause.start <= at < clause.end)

    def between(self, start: int, end: int) -> str:
        """Return the text of the tokens from `start` to before `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""


@lru_cache(maxsize=2048)
def read(text: str) -> Reading:
    """Return a text as read; what was read lately is not read again."""
    return Reading(text)
