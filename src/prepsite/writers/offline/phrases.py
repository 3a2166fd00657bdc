"""Fragments of any form made fit for the middle of a sentence; templates call these by name."""

import re
from collections.abc import Callable, Collection, Mapping

from prepsite.core.posting import sentences
from prepsite.writers.offline.lexicon import Lexicon
from prepsite.writers.offline.prose import flat, sentence
from prepsite.writers.offline.verbs import Verb, Verbs

_END = " .,;:!?…"
_NAME = re.compile(r"[A-Z].*[A-Z\d+#]|\d|[a-z]+[A-Z]")
_LONGEST = 10
_WANTED = 7


class Phrases:
    """Knows what a fragment is (clause, gerund, past, base, place or noun), and rewrites it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._verbs = Verbs(lexicon)
        words = lexicon.words
        self._clauses = frozenset(words("phrases", "clauses"))
        self._places = frozenset(words("phrases", "prepositions"))
        self._articles = frozenset(words("phrases", "articles"))
        self._danglers = frozenset(words("phrases", "danglers"))
        self._boundaries = frozenset(words("phrases", "boundaries"))
        openings = "|".join(f"(?:{line})" for line in lexicon.lines("phrases", "openings"))
        self._opening = re.compile(rf"^(?:{openings})(?:[ ,]+|$)", re.IGNORECASE)
        self._you = _swapper(lexicon.pairs("phrases", "you"))
        self._their = _swapper({**lexicon.pairs("phrases", "them"), **lexicon.pairs("phrases", "you")})
        self._numbers = words("prose", "numbers")
        self._not_past = frozenset(words("verbs", "not_past"))

    def kind(self, text: str) -> str:
        """Return the form of a fragment: clause, gerund, past, base, place, or noun."""
        line = flat(text).strip(_END)
        first = line.split(" ")[0].casefold() if line else ""
        if (
            first in self._clauses
            or len(sentences(text)) > 1
            or len(line) > 140
            or line != flat(text).rstrip(".")
        ):
            return "clause"
        if first in self._verbs.by_gerund or (first.endswith("ing") and len(first) > 5 and " " in line):
            return "gerund"
        if " " in line and (first in self._verbs.by_past or self._looks_past(first)):
            return "past"
        if " " in line and first in self._verbs.by_base:
            return "base"
        return "place" if first in self._places else "noun"

    def is_phrase(self, text: str) -> bool:
        """Tell whether a fragment can stand where a noun stands: after a preposition, for one."""
        return self.kind(text) in {"gerund", "noun"} and len(text.split()) <= 16

    def are_phrases(self, texts: Collection[str]) -> bool:
        """Tell whether all of the fragments can stand where nouns stand."""
        return all(self.is_phrase(text) for text in texts)

    def askable(self, texts: Collection[str]) -> list[str]:
        """Return the fragments that fit behind "Why not", as said to the candidate."""
        known = [
            text for text in texts if self.kind(text) in {"gerund", "noun", "place"} and len(text.split()) <= 12
        ]
        return [self.you(self.noun(text)) for text in known]

    def why_not(self, fragment: str) -> str:
        """Return the question for a way that was not taken."""
        return f"What about {fragment}?" if self.kind(fragment) == "gerund" else f"Why not {fragment}?"

    def said(self, text: str) -> str:
        """Return a step as the candidate says it: `Wrote the importer` is `I wrote the importer.`"""
        past = self._past(text)
        return sentence(f"I {past}") if past else sentence(text)

    def asked(self, text: str) -> str:
        """Return a step as somebody else says it: `You wrote the importer.`; empty for other forms."""
        first = sentences(text)[:1]
        if not first:
            return ""
        past = self._past(first[0])
        if past:
            return sentence(f"you {self.you(past)}")
        if first[0].split(" ")[0].casefold() in {"i", "we"} and " " in first[0]:
            return sentence(self.you(first[0]))
        return ""

    def you(self, text: str) -> str:
        """Return the text as said to the candidate: our is your, I is you."""
        return self._you(text)

    def your(self, text: str) -> str:
        """Return a note about the other side as said to them: their is your."""
        return self._their(text)

    def phrase(self, text: str) -> str:
        """Return a fragment for the middle of a sentence: no full stop, no capital that is a start's."""
        line = flat(text).strip(_END) or flat(text)
        first = line.split(" ")[0]
        plain = first.casefold()
        known = plain in self._articles or plain in self._numbers or plain in self._places
        if (
            known
            or plain in self._verbs.by_gerund
            or plain in self._verbs.by_past
            or (plain.endswith("ing") and len(plain) > 5)
        ):
            return line[:1].lower() + line[1:]
        return line

    def noun(self, text: str) -> str:
        """Return a fragment like `phrase`, an ordinary first word in small letters even if it is no verb."""
        line = self.phrase(text)
        first = line.split(" ")[0]
        if " " in line and first.isalpha() and not _NAME.search(first) and line.split(" ")[1][:1].islower():
            return line[:1].lower() + line[1:]
        return line

    def known(self, title: str) -> str:
        """Return a project's title as somebody speaks of it; quoted where it can't be spoken."""
        line = re.split(r", |: | [–—-] ", flat(title).strip(_END))[0]
        if not self.is_phrase(line) or len(line.split()) > 9 or not line.isascii() or '"' in line:
            return f"“{flat(title).strip(_END).replace('“', '‘').replace('”', '’')}”"
        text = self.you(self.noun(line))
        return re.sub(r"^an? ", "the ", text)

    def count(self, number: int) -> str:
        """Return a small number as a word."""
        return self._numbers[number] if 0 <= number < len(self._numbers) else str(number)

    def base(self, gerund: str) -> str:
        """Return a gerund's verb in its base form, or an empty text where it isn't known."""
        verb = self._verbs.by_gerund.get(gerund.casefold())
        return verb.base if verb else ""

    def third_as_past(self, text: str) -> str:
        """Return `Wrote the report` as `wrote the report`, `Maintains it` as `maintain it`; else empty."""
        first, _, rest = text.partition(" ")
        if first.casefold() in self._verbs.by_past and rest:
            return f"{first.casefold()} {rest}"
        third = self._verbs.by_third.get(first.casefold())
        return f"{third.base} {rest}" if third and rest else ""

    def topic(self, text: str, ordinary: Collection[str] = (), named: str = "") -> str:
        """Return a demand as a phrase of about seven words, for the middle of a sentence.

        `ordinary` are words that the posting also writes small; `named` stands for "one of those".
        """
        line = re.sub(r"\s*\([^)]*\)", "", flat(text))
        line = re.sub(r"^Objective \d+: ", "", line)
        if named:
            line = self._lexicon.pattern("phrases", "one_of").sub(named, line)
        line = re.split(self._lexicon.pattern("phrases", "cuts").pattern, line, flags=re.IGNORECASE)[0].strip(
            _END
        )
        whole = line
        for _ in range(8):
            bare = self._opening.sub("", line, count=1).strip(" ,")
            if bare == line or len(bare.split()) < (1 if line is not whole and _NAME.search(bare) else 2):
                break
            line = bare
        line = self._lexicon.pattern("phrases", "closings").sub("", line).strip(_END)
        pattern = self._lexicon.lines("phrases", "coordination")
        line = re.sub(pattern[0], r"\1 ", line) if pattern else line
        if line != whole:
            line = re.sub(r"^(?:in|with|of|on|as) (?=\w)", "", line)
        line = self._without_article(self._gerund(line, opened=line != whole))
        if self.kind(line) == "gerund" and line.count(",") == 1:
            line = line.split(", and ")[0]
        line = self._shortened(line)
        first = line.split(" ")[0]
        if line and (first.casefold() in ordinary or self.kind(line) == "gerund") and not _NAME.search(first):
            line = line[:1].lower() + line[1:]
        return line or flat(text).strip(_END)

    def _past(self, text: str) -> str:
        """Return a step that lacks its subject, as one with `I` before it; empty for another form."""
        line = flat(text)
        first, _, rest = line.partition(" ")
        plain = first.casefold()
        if not rest:
            return ""
        if plain in self._verbs.by_past or self._looks_past(plain):
            return f"{plain} {rest}"
        verb = self._verbs.by_base.get(plain)
        return f"{verb.past} {rest}" if verb else ""

    def _gerund(self, line: str, *, opened: bool) -> str:
        first, _, rest = line.partition(" ")
        plain = first.casefold()
        verbs = self._verbs
        if plain == "you" and rest.split(" ")[0] in verbs.by_base:
            return self._gerund(rest, opened=opened)
        listed = re.match(
            r"^(\w+)((?:, (?:and |or )?\w+)* (?:and|or) \w+|(?:, \w+)+,? (?:and|or) \w+)(?= )", line
        )
        heads = re.findall(r"\w+", listed[0]) if listed else []
        heads = [head for head in heads if head not in {"and", "or"}]
        if listed and all(head.casefold() in verbs.by_base for head in heads):
            spoken = re.sub(
                r"\w+", lambda m: m[0] if m[0] in {"and", "or"} else _gerund_of(verbs, m[0]), listed[0]
            )
            return spoken + line[listed.end() :]
        verb: Verb | None = verbs.by_base.get(plain) or verbs.by_third.get(plain)
        if not verb and opened:
            verb = verbs.by_participle.get(plain) or verbs.by_past.get(plain)
        if verb and rest and rest.split(" ")[0].casefold() != "of":
            return f"{verb.gerund} {rest}"
        return line

    def _looks_past(self, word: str) -> bool:
        return word.endswith("ed") and len(word) > 4 and word not in self._not_past

    def _without_article(self, line: str) -> str:
        first, _, rest = line.partition(" ")
        return rest if rest and first.casefold() in {"a", "an", "the"} else line

    def _shortened(self, line: str) -> str:
        """Return the longest beginning of about seven words that can stand alone."""
        words = line.split()
        if len(words) <= _WANTED + 2:
            return line
        for most in (_WANTED, _LONGEST):
            for end in range(min(most, len(words)), 2, -1):
                if self._ends_well(words, end):
                    found = " ".join(words[:end]).strip(_END)
                    head = found.split(",")[0]
                    listed = words[end - 1].endswith(",") and len(head.split()) > 2
                    return head if listed else found
        cut = words[:_WANTED]
        while len(cut) > 2 and (cut[-1].casefold().strip(",") in self._danglers | self._boundaries):
            cut = cut[:-1]
        return " ".join(cut).strip(_END)

    def _ends_well(self, words: list[str], end: int) -> bool:
        following = words[end].casefold() if end < len(words) else ""
        last = words[end - 1].casefold().strip(",")
        if last in self._danglers or last in self._boundaries:
            return False
        if following in {"and", "or"}:
            return "," not in " ".join(words[:end]) and "of" not in words[end : end + 4]
        closes = words[end - 1].endswith(",") and self.kind(" ".join(words)) != "noun"
        return not following or closes or following in self._boundaries


def _gerund_of(verbs: Verbs, word: str) -> str:
    return verbs.by_base[word.casefold()].gerund


def _swapper(pairs: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that swaps whole words, longer ones first; a capital stays one."""
    ordered = sorted(pairs, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w'’])(?:" + "|".join(re.escape(word) for word in ordered) + r")(?![\w'’])", re.I
    )

    def swapped(match: re.Match[str]) -> str:
        word = pairs[match[0].casefold()]
        at_start = match.start() == 0 or match.string[: match.start()].rstrip()[-1:] in ".!?"
        return word[:1].upper() + word[1:] if at_start and match[0][:1].isupper() else word

    return lambda text: pattern.sub(swapped, text)
