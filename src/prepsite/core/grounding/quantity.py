"""A figure as said: what everything else compares."""

from dataclasses import dataclass

from prepsite.core.grounding.lexicon import PEOPLE
from prepsite.core.grounding.numerals import Sense
from prepsite.core.grounding.tokens import Token
from prepsite.core.grounding.wordlists import each_of

ARTICLES = frozenset({"a", "an"})
# Said as a word that is no numeral.
TIMES = {"twice": 2, "thrice": 3}
_NO_PLURAL = ("ss", "us", "is", "'s")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as said: `value` counts in the base of its unit; `step` is how fine it was said.

    `unit` is empty for a plain count; `rate` is the period after "a" or "per". `noun` holds the
    roots of the words that say what is counted, `head` the one that names it, if that is plain;
    `is_coarse` tells of one said in thousands or millions, `is_inherited` of one whose unit was
    said with the figure that it is paired with. `scale` is how many of the base its unit is.
    `at` and `end` are token positions; `raw` is the number as said, times `factor` it is the value.
    """

    value: float
    unit: str
    noun: tuple[str, ...]
    at: int
    end: int
    text: str
    rate: str = ""
    sense: Sense = Sense.EXACT
    step: float = 0.0
    spelled: str = ""
    raw: float = 0.0
    factor: float = 1.0
    head: str = ""
    is_coarse: bool = False
    scale: float = 1.0
    is_inherited: bool = False

    @property
    def is_article(self) -> bool:
        """Tell whether the number is no numeral: "a year", "twice"."""
        return self.spelled in ARTICLES or self.spelled in TIMES


def is_plural(token: Token) -> bool:
    """Tell whether a word looks like a noun in the plural."""
    word = token.lower
    return (len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)) or word in _PLURALS


_PLURALS = each_of("people staff children men women data criteria sheep personnel") & (
    PEOPLE | {"children", "men", "women", "data", "criteria", "sheep", "personnel"}
)
