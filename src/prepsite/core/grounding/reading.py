"""A sentence read for what can be checked in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from prepsite.core.grounding.lexicon import NEGATIONS, STOP
from prepsite.core.grounding.moments import Moment, moments
from prepsite.core.grounding.numerals import NUMERALS
from prepsite.core.grounding.quantities import Quantity, quantities
from prepsite.core.grounding.tokens import Token, plain, tokens


class Reading:
    """One plain text with its tokens; everything else is found when it is asked for, once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return the text's tokens."""
        return tokens(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the figures."""
        return quantities(self.tokens)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Return the dates."""
        return moments(self.tokens)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Return the tokens in lower case, with straight apostrophes."""
        return tuple(token.text.lower().replace("’", "'") for token in self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """Return the roots of the words that carry meaning, figures left out."""
        return frozenset(self.roots)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Return the roots of the words that carry meaning, in order."""
        return tuple(root for _, root in self.placed_roots)

    @cached_property
    def placed_roots(self) -> tuple[tuple[int, str], ...]:
        """Return (token position, root) for the words that carry meaning."""
        return tuple(self._content())

    def _content(self) -> Iterator[tuple[int, str]]:
        for at, (token, word) in enumerate(zip(self.tokens, self.lower, strict=True)):
            if token.kind != "word" or word in STOP or word in NUMERALS or word in NEGATIONS:
                continue
            yield at, token.root

    @cached_property
    def negations(self) -> tuple[int, ...]:
        """Return the positions of the words that deny."""
        return tuple(at for at, word in enumerate(self.lower) if word in NEGATIONS and not self._is_idle(at))

    def _is_idle(self, at: int) -> bool:
        """Tell whether a word that denies denies nothing here: "not only", "no longer", "No, …"."""
        after = self.lower[at + 1] if at + 1 < len(self.lower) else ""
        return after in {",", "longer", "only", "just", "doubt", "matter", "least"} or (
            self.lower[at] == "not" and after.startswith("un") and len(after) > 5
        )

    def between(self, start: int, end: int) -> str:
        """Return the text of the tokens from `start` to before `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""


@lru_cache(maxsize=8192)
def read(text: str) -> Reading:
    """Return a text as read; what was read before is not read again."""
    return Reading(plain(text))


@dataclass(frozen=True)
class Clause:
    """A part of a sentence between marks or joining words: token positions."""

    start: int
    end: int


_JOINTS = frozenset({";", ":", "–", "—", "(", ")"})


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a sentence, which together are the whole of it."""
    cuts = [0]
    found = reading.tokens
    for at, word in enumerate(reading.lower):
        if word in _JOINTS or (word == "," and at + 1 < len(found) and reading.lower[at + 1] in {"and", "but", "which", "while", "so", "where", "then", "with"}):
            cuts.append(at + 1)
    cuts.append(len(found))
    return tuple(Clause(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a)
