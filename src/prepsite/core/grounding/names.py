"""Names in a sentence: tools wherever they stand, others by their capitals; and what else they are called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from prepsite.core.grounding.lexicon import LEVELS, MONTHS, STOP, TITLE_HEADS, TITLE_MODIFIERS
from prepsite.core.grounding.reading import Reading
from prepsite.core.grounding.tokens import flat
from prepsite.core.grounding.tools import ALIASES, EVERYDAY, KNOWN
from prepsite.core.grounding.wordlists import each_of

LONGEST_NAME = 5
_KNOWN_LOWER = frozenset(name for name in KNOWN if name.islower())
_ALWAYS = frozenset(MONTHS) | each_of(
    """monday tuesday wednesday thursday friday saturday sunday i english star ok q1 q2 q3 q4 am pm a.m p.m
    christmas easter europe european god internet pdf faq hr it uk us eu usa dr mr mrs ms"""
)
_BINDS = frozenset({"of", "&", "for", "and", "the"})
_STARTS = frozenset({".", ":", "“", '"', "”", "!", "?", "–", "—", ";"})


@dataclass(frozen=True)
class Named:
    """A name in a sentence: token positions, and the words it is looked up by."""

    text: str
    flat: str
    at: int
    end: int
    is_tool: bool


class Aliases:
    """What else a tool is called: the package's list and the vault's own."""

    def __init__(self, own: Mapping[str, Iterable[str]]) -> None:
        self._groups = dict(_packaged())
        for name, others in own.items():
            group = frozenset(flat(each) for each in (name, *others))
            group = group.union(*(self._groups.get(each, frozenset()) for each in group))
            self._groups |= dict.fromkeys(group, group)

    def forms(self, name: str) -> frozenset[str]:
        """Return the flat ways of writing a flat name, itself among them."""
        found = self._groups.get(name) or self._groups.get(name.removesuffix("s")) or frozenset()
        return found | {name}

    def says(self, words: str, name: str) -> str:
        """Return the form of a flat name that a flat text holds, or an empty text."""
        return next((form for each in self.forms(name) for form in _endings(each) if f" {form} " in words), "")


@cache
def _packaged() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for names in ALIASES:
        group = frozenset(flat(each) for each in names)
        found |= {each: group | found.get(each, frozenset()) for each in group}
    return found


def _endings(form: str) -> tuple[str, ...]:
    """Return a form with and without the plural's s."""
    return (form, form.removesuffix("s"), form.removesuffix("es")) if form.endswith("s") else (form, form + "s")


def abbreviates(short: str, words: str) -> bool:
    """Tell whether a flat text holds words whose first letters a short name is made of: AE, NRR."""
    letters = short.strip(".")
    if not (letters.isalpha() and 2 <= len(letters) <= 5):
        return False
    return (
        re.search(
            r"(?<!\w)" + r" (?:of |and |for |the )?".join(rf"{letter}\w+" for letter in letters.lower()), words
        )
        is not None
    )


def initials(name: str) -> str:
    """Return the first letters of a flat name's words, figures kept whole."""
    return "".join(word if word.isdigit() else word[0] for word in name.split() if word not in _BINDS)


class Names:
    """Finds the names of a sentence; `tools` are the flat names of the record's own."""

    def __init__(self, tools: Iterable[str], aliases: Aliases) -> None:
        found = {flat(tool) for tool in tools}
        self.own_tools = frozenset(form for tool in found for form in aliases.forms(tool))
        self._first = frozenset(tool.split()[0] for tool in self.own_tools if tool)

    def find(self, reading: Reading) -> tuple[Named, ...]:
        """Return the names of a sentence, in its order."""
        return tuple(self._find(reading))

    def _find(self, reading: Reading) -> Iterator[Named]:
        at = 0
        figures = {place for quantity in reading.measures for place in range(quantity.at, quantity.end)}
        while at < len(reading.tokens):
            named = None
            if at not in figures and reading.tokens[at].kind == "word":
                named = self._tool(reading, at) or self._capital(reading, at)
            if named:
                yield named
            at = named.end if named else at + 1

    def _tool(self, reading: Reading, at: int) -> Named | None:
        token = reading.tokens[at]
        word = flat(token.text)
        starts = word.split(" ")[0] in self._first or word.removesuffix("s") in self._first
        if starts:
            for length in range(min(LONGEST_NAME, len(reading.tokens) - at), 0, -1):
                text = reading.between(at, at + length)
                name = flat(text)
                if (name in self.own_tools or name.removesuffix("s") in self.own_tools) and (
                    length > 1 or not _is_plain(text, name)
                ):
                    return Named(text, name, at, at + length, is_tool=True)
        if _is_known(token.text, at):
            return Named(token.text, word, at, at + 1, is_tool=True)
        return None

    def _capital(self, reading: Reading, at: int) -> Named | None:
        """Return the run of capitalised words that starts at a place."""
        found = reading.tokens
        if not _is_name_word(reading, at):
            return None
        first = at == 0 or found[at - 1].text in _STARTS
        bound = at + 2 < len(found) and found[at + 1].lower == "of" and _is_name_word(reading, at + 2)
        runs_on = bound or (at + 1 < len(found) and _is_name_word(reading, at + 1))
        if first and found[at].text[1:].islower() and not runs_on:
            return None
        end = at + 1
        while end < len(found) and end - at < LONGEST_NAME:
            if (_is_name_word(reading, end) and not _is_known(found[end].text, end)) or (
                end - at > 1 and found[end].kind == "number" and len(found[end].text) == 1
            ):
                end += 1
            elif (
                found[end].lower in _BINDS - {"and", "the"}
                and end + 1 < len(found)
                and _is_name_word(reading, end + 1)
            ):
                end += 2
            else:
                break
        text = reading.between(at, end)
        return Named(text, flat(text), at, end, is_tool=False)


def _is_name_word(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if not token.is_capital or token.lower.rpartition("-")[2] in _ALWAYS or token.lower in STOP:
        return False
    before = reading.tokens[at - 1] if at else None
    if before and before.kind == "number" and before.end == token.start:
        # A letter that belongs to the number before it: 70E.
        return False
    return not (token.text.upper() == token.text and token.lower in LEVELS)


def is_title(name: str) -> bool:
    """Tell whether all words of a flat name are those of titles."""
    return all(word in TITLE_HEADS or word in TITLE_MODIFIERS or word in _BINDS for word in name.split())


def _is_plain(text: str, name: str) -> bool:
    """Tell whether a tool's name is an everyday word here: `Go` is a tool, `go` is not."""
    return text.islower() and (text in STOP or (name not in _KNOWN_LOWER and len(text) < 3))


def _is_known(text: str, at: int) -> bool:
    if text in KNOWN and not text.islower():
        return at > 0
    lower = text.lower()
    return lower in _KNOWN_LOWER and (lower not in EVERYDAY or (not text.islower() and at > 0))
